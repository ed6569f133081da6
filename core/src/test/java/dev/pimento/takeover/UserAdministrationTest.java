package dev.pimento.takeover;

import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.STAFF;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.id;
import static dev.pimento.takeover.UserAdministration.Action.CHANGE_SENSITIVE;
import static dev.pimento.takeover.UserAdministration.Action.RESET_AUTHENTICATION_METHODS;
import static dev.pimento.takeover.UserAdministration.Action.RESET_PASSWORD;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.Sample;
import dev.pimento.access.AccessIndex;
import dev.pimento.access.Found;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.takeover.UserAdministration.Action;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class UserAdministrationTest {

  /** Of these letters a cell is made; a dash stands for a role that may not. */
  private static final Map<Character, String> ACTORS = new LinkedHashMap<>();

  static {
    ACTORS.put('P', "Password Administrator");
    ACTORS.put('H', "Helpdesk Administrator");
    ACTORS.put('A', "Authentication Administrator");
    ACTORS.put('U', "User Administrator");
    ACTORS.put('X', "Privileged Authentication Administrator");
    ACTORS.put('G', "Global Administrator");
  }

  private static final String NOBODY_SPECIAL = "USER_NO_ROLE";
  private static final String PROTECTED =
      "USER_NO_ROLE_BUT_MEMBER_OR_OWNER_OF_ROLE_ASSIGNABLE_GROUP";
  private static final String RESTRICTED_HOLDER =
      "USER_WITH_ROLE_SCOPED_TO_RESTRICTED_MANAGEMENT_AU";
  private static final String OTHER = "ALL_OTHER_BUILTIN_AND_CUSTOM_ROLES";

  private static final String PASSWORDS =
      """
      Authentication Administrator             --A-XG
      Directory Readers                        PHAUXG
      Global Administrator                     ----XG
      Groups Administrator                     ---UXG
      Guest Inviter                            PHAUXG
      Helpdesk Administrator                   -H-UXG
      Message Center Reader                    -HAUXG
      Password Administrator                   PHAUXG
      Privileged Authentication Administrator  ----XG
      Privileged Role Administrator            ----XG
      Reports Reader                           -HAUXG
      USER_NO_ROLE                             PHAUXG
      USER_NO_ROLE_BUT_MEMBER_OR_OWNER_OF_ROLE_ASSIGNABLE_GROUP  ----XG
      USER_WITH_ROLE_SCOPED_TO_RESTRICTED_MANAGEMENT_AU          ----XG
      User Administrator                       ---UXG
      User Experience Success Manager          -HAUXG
      Usage Summary Reports Reader             -HAUXG
      ALL_OTHER_BUILTIN_AND_CUSTOM_ROLES       ----XG
      """;

  private static final String SENSITIVE =
      """
      Authentication Administrator             --A-XG
      Directory Readers                        --AUXG
      Global Administrator                     ----XG
      Groups Administrator                     ---UXG
      Guest Inviter                            --AUXG
      Helpdesk Administrator                   ---UXG
      Message Center Reader                    --AUXG
      Password Administrator                   --AUXG
      Privileged Authentication Administrator  ----XG
      Privileged Role Administrator            ----XG
      Reports Reader                           --AUXG
      USER_NO_ROLE                             --AUXG
      USER_NO_ROLE_BUT_MEMBER_OR_OWNER_OF_ROLE_ASSIGNABLE_GROUP  ----XG
      USER_WITH_ROLE_SCOPED_TO_RESTRICTED_MANAGEMENT_AU          ----XG
      User Administrator                       ---UXG
      User Experience Success Manager          --AUXG
      Usage Summary Reports Reader             --AUXG
      ALL_OTHER_BUILTIN_AND_CUSTOM_ROLES       ----XG
      """;

  private static final Map<Action, Map<String, String>> MATRICES =
      Map.of(
          RESET_PASSWORD,
          matrix(PASSWORDS),
          CHANGE_SENSITIVE,
          matrix(SENSITIVE),
          RESET_AUTHENTICATION_METHODS,
          matrix(SENSITIVE.replaceAll("U(?=XG)", "-")));

  private static final Id PLAIN_UNIT = id(50);
  private static final Id RESTRICTED_UNIT = id(51);
  private static final Knowledge KNOWLEDGE = Knowledge.builtIn();

  private static Map<String, String> matrix(String text) {
    Map<String, String> matrix = new TreeMap<>();
    text.lines().forEach(line -> matrix.put(line.replaceAll(" +\\S+$", ""), lastWord(line)));
    return matrix;
  }

  private static String lastWord(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  @Nested
  class Matrices {

    @TestFactory
    Stream<DynamicTest> cells_atTenantScope_facts164To168And172() {
      return cells(
          (action, target, cell) -> {
            Tenant tenant = inNoUnit(holding(target)).build();
            assertThat(letters(tenant, KNOWLEDGE, action, DirectoryScope.tenant())).isEqualTo(cell);
          });
    }

    @TestFactory
    Stream<DynamicTest> cells_atUnitScope_administratorsAreBeyondIt_facts214And234() {
      Knowledge strict =
          KNOWLEDGE.assuming(
              Switch.RESET_BY_AUTHENTICATION_ADMINISTRATOR_OF_UNIT_OF_ADMINISTRATORS, false);
      return cells(
          (action, target, cell) -> {
            Tenant tenant = in(PLAIN_UNIT, holding(target)).build();
            String expected = target.equals(NOBODY_SPECIAL) ? cell.replace("G", "-") : "------";
            assertThat(
                    letters(tenant, strict, action, DirectoryScope.administrativeUnit(PLAIN_UNIT)))
                .isEqualTo(expected);
            assertThat(letters(tenant, strict, action, DirectoryScope.tenant())).isEqualTo(cell);
          });
    }

    @TestFactory
    Stream<DynamicTest> cells_atUnitScope_asTheSwitchesOpenIt_fact234() {
      Knowledge open =
          KNOWLEDGE.assuming(Switch.RESET_BY_USER_ADMINISTRATOR_OF_UNIT_OF_ADMINISTRATORS, true);
      return cells(
          (action, target, cell) -> {
            Tenant tenant = in(PLAIN_UNIT, holding(target)).build();
            String expected =
                target.equals(NOBODY_SPECIAL)
                    ? cell.replace("G", "-")
                    : "---" + cell.charAt(3) + "X-";
            assertThat(letters(tenant, open, action, DirectoryScope.administrativeUnit(PLAIN_UNIT)))
                .isEqualTo(expected);
          });
    }

    @TestFactory
    Stream<DynamicTest> cells_inARestrictedUnit_ofTheUnitOnly_facts178And235() {
      return cells(
          (action, target, cell) -> {
            Tenant tenant = in(RESTRICTED_UNIT, holding(target)).build();
            String over = target.equals("Global Administrator") ? "------" : "----X-";
            assertThat(letters(tenant, KNOWLEDGE, action, DirectoryScope.tenant()))
                .isEqualTo("------");
            assertThat(
                    letters(
                        tenant,
                        KNOWLEDGE,
                        action,
                        DirectoryScope.administrativeUnit(RESTRICTED_UNIT)))
                .isEqualTo(target.equals(NOBODY_SPECIAL) ? cell.replace("G", "-") : over);
          });
    }

    @Test
    void cells_areThoseOfTheSpecification() throws IOException {
      Path domain = Path.of("..", "..", "shared", "domain");
      if (!Files.exists(domain)) {
        System.out.println("shared/domain is not here: the matrices of this test alone");
        return;
      }
      assertThat(read(domain.resolve("password-reset-matrix.csv")))
          .isEqualTo(MATRICES.get(RESET_PASSWORD));
      assertThat(read(domain.resolve("sensitive-actions-matrix.csv")))
          .isEqualTo(MATRICES.get(CHANGE_SENSITIVE));
    }

    private Map<String, String> read(Path csv) throws IOException {
      Map<String, Set<String>> allowed = new TreeMap<>();
      List<String> lines = Files.readAllLines(csv);
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split(",", -1);
        Set<String> may = allowed.computeIfAbsent(fields[0], target -> new TreeSet<>());
        if (Boolean.parseBoolean(fields[4])) {
          may.add(fields[2]);
        }
      }
      Map<String, String> matrix = new TreeMap<>();
      allowed.forEach((target, names) -> matrix.put(target, letters(names)));
      return matrix;
    }

    private Stream<DynamicTest> cells(Check check) {
      List<DynamicTest> tests = new ArrayList<>();
      MATRICES.forEach(
          (action, matrix) ->
              matrix.forEach(
                  (target, cell) ->
                      tests.add(
                          DynamicTest.dynamicTest(
                              action + " of " + target, () -> check.check(action, target, cell)))));
      assertThat(tests).hasSize(3 * 18);
      return tests.stream();
    }
  }

  /** What is checked of one line of a matrix. */
  private interface Check {
    void check(Action action, String target, String cell);
  }

  @Nested
  class Targets {

    @Test
    void severalRoles_allRowsMustAllow_fact165() {
      Tenant tenant =
          tenant(role(1, "Directory Readers"), role(2, "Helpdesk Administrator")).build();

      assertThat(letters(tenant, RESET_PASSWORD)).isEqualTo("-H-UXG");
    }

    @Test
    void eligibleMember_isOrdinary_fact169() {
      assertThat(letters(tenant(eligible(1, JOSE, Access.member(TIER2))).build(), RESET_PASSWORD))
          .isEqualTo("PHAUXG");
    }

    @Test
    void activeMemberWithAHarmlessRole_isProtectedAllTheSame_facts168And172() {
      Tenant tenant =
          tenant(role(1, "Directory Readers"), assigned(2, JOSE, Access.member(STAFF))).build();
      Tenant inside =
          tenant(role(1, "Directory Readers"), assigned(2, JOSE, Access.member(id(13))))
              .principal(Group.roleAssignable(id(13), "Empty"))
              .build();

      assertThat(letters(tenant, RESET_PASSWORD)).isEqualTo("PHAUXG");
      assertThat(letters(inside, RESET_PASSWORD)).isEqualTo("----XG");
    }

    @Test
    void owner_isProtectedUnlessTheSwitchSaysOtherwise_fact168() {
      Tenant tenant = tenant(assigned(1, JOSE, Access.owner(TIER2))).build();

      assertThat(letters(tenant, RESET_PASSWORD)).isEqualTo("----XG");
      assertThat(letters(tenant, off(Switch.PROTECTION_OF_GROUP_OWNERS), RESET_PASSWORD))
          .isEqualTo("PHAUXG");
    }

    @Test
    void eligibleOwner_isUnprotectedUnlessTheSwitchSaysOtherwise_fact170() {
      Tenant tenant = tenant(eligible(1, JOSE, Access.owner(TIER2))).build();

      assertThat(letters(tenant, RESET_PASSWORD)).isEqualTo("PHAUXG");
      assertThat(letters(tenant, on(Switch.PROTECTION_OF_ELIGIBLE_OWNERS), RESET_PASSWORD))
          .isEqualTo("----XG");
    }

    @Test
    void eligibleForARole_isOrdinaryUnlessTheSwitchSaysOtherwise_fact171() {
      Tenant tenant =
          tenant(eligible(1, JOSE, Access.role(roleId("Groups Administrator")))).build();

      assertThat(letters(tenant, RESET_PASSWORD)).isEqualTo("PHAUXG");
      assertThat(letters(tenant, on(Switch.PROTECTION_OF_ELIGIBLE_ROLE_HOLDERS), RESET_PASSWORD))
          .isEqualTo("---UXG");
    }

    @Test
    void partners_fact164() {
      Tenant ordinary = tenant().build();
      Tenant global = tenant(role(1, "Global Administrator")).build();

      assertThat(names(ordinary, RESET_PASSWORD))
          .contains("Partner Tier1 Support", "Partner Tier2 Support");
      assertThat(names(global, RESET_PASSWORD))
          .contains("Partner Tier2 Support")
          .doesNotContain("Partner Tier1 Support");
      assertThat(names(global, CHANGE_SENSITIVE)).doesNotContain("Partner Tier2 Support");
    }

    @Test
    void globalAdministrator_byARoleAdministratorUnderOneReading_fact166() {
      Tenant global = tenant(role(1, "Global Administrator")).build();
      Knowledge reading = on(Switch.RESET_OF_GLOBAL_ADMINISTRATOR_BY_ROLE_ADMINISTRATOR);
      RoleAccess roleAdministrator = Access.role(roleId("Privileged Role Administrator"));

      assertThat(UserAdministration.in(global, KNOWLEDGE).rolesThatMay(RESET_PASSWORD, JOSE))
          .doesNotContain(roleAdministrator);
      assertThat(UserAdministration.in(global, reading).rolesThatMay(RESET_PASSWORD, JOSE))
          .contains(roleAdministrator);
      assertThat(UserAdministration.in(global, reading).rolesThatMay(CHANGE_SENSITIVE, JOSE))
          .doesNotContain(roleAdministrator);
    }

    @Test
    void groupInAUnit_doesNotBringItsMembersThere_fact216() {
      Tenant tenant =
          tenant(assigned(1, JOSE, Access.member(STAFF)))
              .surroundings(units().member(PLAIN_UNIT, STAFF).build())
              .build();

      assertThat(UserAdministration.in(tenant, KNOWLEDGE).rolesThatMay(RESET_PASSWORD, JOSE))
          .allMatch(role -> role.scope().equals(DirectoryScope.tenant()));
    }

    @Test
    void disabledAccount_keepsWhatItHolds_fact247() {
      Tenant tenant =
          Sample.tenant()
              .schedule(assigned(1, Sample.DORA, Access.role(roleId("Groups Administrator"))))
              .build();
      UserAdministration now = UserAdministration.at(tenant, index(tenant), READ);

      assertThat(now.standing(Sample.DORA).roles())
          .containsExactly(Access.role(roleId("Groups Administrator")));
    }
  }

  @Nested
  class Unread {

    private final RoleAccess helpdesk = Access.role(roleId("Helpdesk Administrator"));
    private final RoleAccess global = Access.role(roleId("Global Administrator"));

    @Test
    void roleAssignments_whoMayResetAnAdministratorIsCertain_theOthersAreNot() {
      Tenant whole = tenant().build();
      Tenant tenant =
          tenant()
              .coverage(
                  whole.coverage().with(Read.of(Read.Kind.ROLE_ASSIGNMENTS), Completeness.UNREAD))
              .build();
      Found<RoleAccess> found =
          UserAdministration.at(tenant, index(tenant), READ).found(RESET_PASSWORD, JOSE);

      assertThat(found.certain()).contains(global).doesNotContain(helpdesk);
      assertThat(found.possible()).contains(global, helpdesk);
      assertThat(found.reads()).contains(Read.of(Read.Kind.ROLE_ASSIGNMENTS));
    }

    @Test
    void units_nobodyIsCertain_fact235() {
      Tenant tenant =
          tenant()
              .coverage(
                  tenant()
                      .build()
                      .coverage()
                      .with(Read.of(Read.Kind.ADMINISTRATIVE_UNITS), Completeness.UNREAD))
              .build();
      Found<RoleAccess> found =
          UserAdministration.at(tenant, index(tenant), READ).found(RESET_PASSWORD, JOSE);

      assertThat(found.certain()).isEmpty();
      assertThat(found.possible()).contains(global, helpdesk);
      assertThat(found.reads()).containsExactly(Read.of(Read.Kind.ADMINISTRATIVE_UNITS));
    }

    @Test
    void membersOfAUnit_itsAdministratorsArePossible_fact214() {
      Read members = Read.of(Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS, PLAIN_UNIT);
      Tenant tenant =
          tenant()
              .surroundings(units().build())
              .coverage(tenant().build().coverage().with(members, Completeness.UNREAD))
              .build();
      Found<RoleAccess> found =
          UserAdministration.at(tenant, index(tenant), READ).found(RESET_PASSWORD, JOSE);
      RoleAccess ofUnit =
          Access.role(helpdesk.role(), DirectoryScope.administrativeUnit(PLAIN_UNIT));

      assertThat(found.certain()).contains(helpdesk).doesNotContain(ofUnit);
      assertThat(found.possible()).contains(helpdesk, ofUnit);
      assertThat(found.reads()).containsExactly(members);
    }

    @Test
    void groupOfUnknownKind_protectsPerhaps_fact172() {
      Tenant tenant =
          tenant(assigned(1, JOSE, Access.member(id(13))))
              .principal(Group.builder().id(id(13)).displayName("Unclear").build())
              .build();
      Found<RoleAccess> found =
          UserAdministration.at(tenant, index(tenant), READ).found(RESET_PASSWORD, JOSE);

      assertThat(found.certain()).contains(global).doesNotContain(helpdesk);
      assertThat(found.possible()).contains(helpdesk);
      assertThat(found.reads()).contains(Read.of(Read.Kind.GROUPS));
    }
  }

  private static Tenant.Builder holding(String target) {
    return switch (target) {
      case NOBODY_SPECIAL -> tenant();
      case PROTECTED ->
          tenant(assigned(1, JOSE, Access.member(id(13))))
              .principal(Group.roleAssignable(id(13), "Empty"));
      case RESTRICTED_HOLDER ->
          tenant(
              assigned(
                  1,
                  JOSE,
                  Access.role(
                      roleId("Password Administrator"),
                      DirectoryScope.administrativeUnit(RESTRICTED_UNIT))));
      case OTHER -> tenant(assigned(1, JOSE, Access.role(EXCHANGE)));
      default -> tenant(role(1, target));
    };
  }

  private static Tenant.Builder tenant(Schedule... schedules) {
    Tenant.Builder tenant = Sample.tenant();
    for (Schedule schedule : schedules) {
      tenant.schedule(schedule);
    }
    return tenant;
  }

  private static Tenant.Builder inNoUnit(Tenant.Builder tenant) {
    return tenant.surroundings(units().build());
  }

  private static Tenant.Builder in(Id unit, Tenant.Builder tenant) {
    return tenant.surroundings(units().member(unit, JOSE).build());
  }

  private static Surroundings.Builder units() {
    return Surroundings.builder()
        .unit(new AdministrativeUnit(PLAIN_UNIT, "Iberia", Verdict.NO, Verdict.NO))
        .unit(new AdministrativeUnit(RESTRICTED_UNIT, "Board", Verdict.YES, Verdict.NO));
  }

  private static Schedule role(int number, String name) {
    return assigned(number, JOSE, Access.role(roleId(name)));
  }

  private static Id roleId(String name) {
    return KNOWLEDGE.builtInRoles().values().stream()
        .filter(role -> role.displayName().equals(name))
        .map(BuiltInRole::templateId)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no role " + name));
  }

  private static Knowledge on(Switch behaviour) {
    return KNOWLEDGE.assuming(behaviour, true);
  }

  private static Knowledge off(Switch behaviour) {
    return KNOWLEDGE.assuming(behaviour, false);
  }

  private static AccessIndex index(Tenant tenant) {
    return AccessIndex.of(tenant, KNOWLEDGE);
  }

  private static String letters(Tenant tenant, Action action) {
    return letters(tenant, KNOWLEDGE, action);
  }

  private static String letters(Tenant tenant, Knowledge knowledge, Action action) {
    return letters(tenant, knowledge, action, DirectoryScope.tenant());
  }

  /** Who may do it to José: the same by phases and by intervals. */
  private static String letters(
      Tenant tenant, Knowledge knowledge, Action action, DirectoryScope scope) {
    Set<RoleAccess> byPhase = UserAdministration.in(tenant, knowledge).rolesThatMay(action, JOSE);
    Found<RoleAccess> byInterval =
        UserAdministration.at(tenant, AccessIndex.of(tenant, knowledge), READ).found(action, JOSE);
    assertThat(byInterval.certain()).isEqualTo(byPhase);
    assertThat(byInterval.isComplete()).isTrue();
    return letters(
        byPhase.stream()
            .filter(role -> role.scope().equals(scope))
            .map(UserAdministrationTest::name)
            .toList());
  }

  private static List<String> names(Tenant tenant, Action action) {
    return UserAdministration.in(tenant, KNOWLEDGE).rolesThatMay(action, JOSE).stream()
        .map(UserAdministrationTest::name)
        .toList();
  }

  private static String name(RoleAccess role) {
    return KNOWLEDGE.builtInRole(role.role()).orElseThrow().displayName();
  }

  private static String letters(java.util.Collection<String> names) {
    return ACTORS.entrySet().stream()
        .map(actor -> names.contains(actor.getValue()) ? "" + actor.getKey() : "-")
        .collect(joining());
  }
}
