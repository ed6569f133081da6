package dev.pimento.graph;

import static dev.pimento.graph.ExportFiles.AS_OF;
import static dev.pimento.graph.ExportFiles.GROUP_ASSIGNMENTS;
import static dev.pimento.graph.ExportFiles.GROUP_ELIGIBILITIES;
import static dev.pimento.graph.ExportFiles.ROLE_ASSIGNMENTS;
import static dev.pimento.graph.ExportFiles.ROLE_ELIGIBILITIES;
import static dev.pimento.graph.ExportFiles.between;
import static dev.pimento.graph.ExportFiles.endless;
import static dev.pimento.graph.ExportFiles.group;
import static dev.pimento.graph.ExportFiles.id;
import static dev.pimento.graph.ExportFiles.lines;
import static dev.pimento.graph.ExportFiles.member;
import static dev.pimento.graph.ExportFiles.role;
import static dev.pimento.graph.ExportFiles.row;
import static dev.pimento.graph.ExportFiles.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How records become a tenant, rule by rule. */
class ExportRulesTest {
  private static final Instant NOW = Instant.parse(AS_OF);
  private static final String EXCHANGE = "29232cdf-9323-42fd-ade2-1d097af3e4de";

  private ExportFiles files;

  @BeforeEach
  void start(@TempDir Path folder) {
    files = ExportFiles.in(folder);
  }

  @Nested
  class Users {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'accountEnabled': true, 'userType': 'Member' | YES | NO",
          "'accountEnabled': false, 'userType': 'GUEST' | NO | YES",
          "'accountEnabled': null, 'userType': null | UNKNOWN | UNKNOWN",
          "'displayName': 'x' | UNKNOWN | UNKNOWN",
          "'userType': 'Robot' | UNKNOWN | UNKNOWN"
        },
        quoteCharacter = '`')
    void user_enabledAndGuest(String fields, Verdict enabled, Verdict guest) {
      User user =
          (User) principal(read("users", "{'id': '%s', %s}".formatted(id("u1"), fields)), "u1");

      assertThat(user.enabled()).isEqualTo(enabled);
      assertThat(user.guest()).isEqualTo(guest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", 'displayName': null", ", 'displayName': '  '"})
    void user_withoutName_isNamedByItsId(String fields) {
      User user =
          (User) principal(read("users", "{'id': '%s'%s}".formatted(id("u1"), fields)), "u1");

      assertThat(user.displayName()).isEqualTo(id("u1"));
      assertThat(user.userPrincipalName()).isEmpty();
    }
  }

  @Nested
  class Groups {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'groupTypes': ['Unified'], 'mailEnabled': true | MICROSOFT_365 | NO",
          "'groupTypes': ['DynamicMembership', 'Unified'] | MICROSOFT_365 | YES",
          "'groupTypes': [], 'mailEnabled': true | MAIL_ENABLED | NO",
          "'mailEnabled': true | MAIL_ENABLED | UNKNOWN",
          "'groupTypes': ['DynamicMembership'] | SECURITY | YES",
          "'groupTypes': [] | SECURITY | NO",
          "'groupTypes': null | UNKNOWN | UNKNOWN",
          "'mailEnabled': false | SECURITY | UNKNOWN"
        },
        quoteCharacter = '`')
    void group_kindAndDynamic(String fields, Group.Kind kind, Verdict dynamic) {
      Group group =
          (Group) principal(read("groups", "{'id': '%s', %s}".formatted(id("g1"), fields)), "g1");

      assertThat(group.kind()).isEqualTo(kind);
      assertThat(group.dynamic()).isEqualTo(dynamic);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {": true | YES", ": false | NO", ": null | NO", "2: true | UNKNOWN"})
    void group_flags_nullSaysNoAndAbsenceNothing(String value, Verdict expected) {
      String name = value.startsWith("2") ? "other" : "isAssignableToRole";
      String synced = value.startsWith("2") ? "another" : "onPremisesSyncEnabled";
      String restricted = value.startsWith("2") ? "else" : "isManagementRestricted";
      String rest = value.substring(value.indexOf(':'));
      Group group =
          (Group)
              principal(
                  read(
                      "groups",
                      "{'id': '%s', '%s'%s, '%s'%s, '%s'%s}"
                          .formatted(id("g1"), name, rest, synced, rest, restricted, rest)),
                  "g1");

      assertThat(group.roleAssignable()).isEqualTo(expected);
      assertThat(group.synced()).isEqualTo(expected);
      assertThat(group.restricted()).isEqualTo(expected);
    }
  }

  @Test
  void servicePrincipal_isRead() {
    GraphExport export =
        read(
            "servicePrincipals",
            "{'id': '%s', 'displayName': 'Robot', 'accountEnabled': false}".formatted(id("s1")));

    assertThat(principal(export, "s1"))
        .isEqualTo(new ServicePrincipal(Id.of(id("s1")), "Robot", Verdict.NO));
  }

  @Nested
  class Memberships {

    @ParameterizedTest
    @CsvSource({
      "user, User",
      "User, User",
      "agentUser, User",
      "group, Group",
      "servicePrincipal, ServicePrincipal",
      "agentIdentity, ServicePrincipal",
      "device, OtherPrincipal",
      "somethingNew, OtherPrincipal"
    })
    void row_ofAnUnknownPrincipal_isReadByItsType(String type, String expected) {
      files.beta(
          "groups/" + id("g1") + "/members",
          "{'@odata.type': '#microsoft.graph.%s', 'id': '%s', 'displayName': 'X'}"
              .formatted(type, id("x1")));
      Tenant tenant = files.read().tenant();

      assertThat(tenant.principal(Id.of(id("x1"))).getClass().getSimpleName()).endsWith(expected);
      assertThat(tenant.principal(Id.of(id("x1"))).displayName()).isEqualTo("X");
      if (tenant.principal(Id.of(id("x1"))) instanceof OtherPrincipal other) {
        assertThat(other.kind()).isEqualTo(type);
      }
    }

    @Test
    void row_withoutType_staysUnresolved() {
      files.beta("groups/" + id("g1") + "/members", user("x1"));

      Tenant tenant = files.read().tenant();

      assertThat(tenant.principal(Id.of(id("x1")))).isInstanceOf(Unresolved.class);
      assertThat(tenant.schedulesOf(Id.of(id("x1")))).hasSize(1);
    }

    @Test
    void row_ofAKnownPrincipal_changesNothingAndIsNoConflict() {
      files
          .v1("users", user("u1"))
          .v1("groups", group("g1"))
          .beta("groups/" + id("g1") + "/members", row("u1").replace("'u1'", "'another name'"));
      Tenant tenant = files.read().tenant();

      assertThat(tenant.principal(Id.of(id("u1"))).displayName()).isEqualTo("u1");
      assertThat(tenant.violations()).isEmpty();
    }

    @Test
    void row_schedulesReadCompletely_isStanding() {
      files.v1(GROUP_ASSIGNMENTS).beta("groups/" + id("g1") + "/owners", row("u1"));

      assertThat(files.read().tenant().schedules())
          .containsExactly(
              Assignment.assigned(
                  Id.of(id("g1") + "_owner_" + id("u1")),
                  Id.of(id("u1")),
                  Access.owner(Id.of(id("g1"))),
                  Span.seenAtUntil(NOW, Instant.MAX),
                  Phase.CURRENT));
    }

    @Test
    void row_schedulesNotReadCompletely_isSeenAtTheReadOnly() {
      files.v1(GROUP_ASSIGNMENTS, "{}").beta("groups/" + id("g1") + "/members", row("u1"));

      assertThat(files.read().tenant().schedules())
          .singleElement()
          .extracting(Schedule::span)
          .isEqualTo(Span.seenAt(NOW));
    }

    @Test
    void row_explainedByASchedule_isNoMembershipOfItsOwn() {
      files
          .v1(
              GROUP_ASSIGNMENTS,
              member("a", "u1", "g1", between("2026-03-02T07:00:00Z", "2026-03-02T09:00:00Z"), ""))
          .beta("groups/" + id("g1") + "/members", row("u1"));

      assertThat(files.read().tenant().schedules())
          .singleElement()
          .extracting(Schedule::id)
          .isEqualTo(Id.of("a"));
    }

    @ParameterizedTest
    @CsvSource({
      "2026-03-02T06:00:00Z, 2026-03-02T08:00:00Z", // ends at the instant of the read
      "2026-03-02T09:00:00Z, 2026-03-02T10:00:00Z" // is still to come
    })
    void row_scheduleOfAnotherTime_doesNotExplainIt(String start, String end) {
      files
          .v1(GROUP_ASSIGNMENTS, member("a", "u1", "g1", between(start, end), ""))
          .beta("groups/" + id("g1") + "/members", row("u1"));

      assertThat(files.read().tenant().schedules()).hasSize(2);
    }

    @Test
    void row_scheduleOfTheOtherSide_doesNotExplainIt() {
      files
          .v1(GROUP_ASSIGNMENTS, member("a", "u1", "g1", endless("2026-01-01T00:00:00Z"), ""))
          .beta("groups/" + id("g1") + "/owners", row("u1"));

      assertThat(files.read().tenant().schedules()).hasSize(2);
    }
  }

  @Nested
  class Times {

    @Test
    void span_startAndEnd_isExact() {
      assertThat(span(between("2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z")))
          .isEqualTo(exactly("2026-03-01T00:00:00Z", "2026-03-03T00:00:00Z"));
    }

    @Test
    void span_duration_followsTheCalendar() {
      assertThat(
              span(
                  "{'startDateTime': '2024-02-29T00:00:00Z', 'expiration': {'type':"
                      + " 'AfterDuration', 'duration': 'P1Y'}}"))
          .isEqualTo(exactly("2024-02-29T00:00:00Z", "2025-02-28T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'expiration': {'type': 'noExpiration', 'endDateTime': '2026-03-03T00:00:00Z'}",
          "'expiration': {'type': 'NoExpiration'}",
          "'expiration': {'type': 'notSpecified'}",
          "'expiration': {}",
          "'expiration': null",
          "'recurrence': null"
        })
    void span_nothingSaidOfTheEnd_hasNone(String expiration) {
      assertThat(span("{'startDateTime': '2026-03-01T00:00:00Z', %s}".formatted(expiration)))
          .isEqualTo(Span.exactly(Interval.from(Instant.parse("2026-03-01T00:00:00Z"))));
    }

    @Test
    void span_startUnknown_isSeenUntilTheEnd() {
      assertThat(
              span(
                  "{'startDateTime': null, 'expiration': {'type': 'afterDateTime', 'endDateTime':"
                      + " '2026-03-03T00:00:00Z'}}"))
          .isEqualTo(Span.seenAtUntil(NOW, Instant.parse("2026-03-03T00:00:00Z")));
      assertThat(span("{'expiration': {'type': 'noExpiration'}}"))
          .isEqualTo(Span.seenAtUntil(NOW, Instant.MAX));
    }

    @Test
    void span_startUnknownAndDuration_isSeenOnly() {
      assertThat(span("{'expiration': {'type': 'afterDuration', 'duration': 'PT8H'}}"))
          .isEqualTo(Span.seenAt(NOW));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'startDateTime': 'soon'}",
          "{'startDateTime': '2026-03-01T00:00:00Z', 'expiration': {'type': 'afterDateTime'}}",
          "{'startDateTime': '2026-03-01T00:00:00Z', 'expiration': {'type': 'afterDuration'}}",
          "{'startDateTime': '2026-03-01T00:00:00Z', 'expiration': {'endDateTime': 'late'}}",
          "{'startDateTime': '2026-03-01T00:00:00Z', 'expiration': {'duration': 'long'}}",
          "{'startDateTime': '2026-03-01T00:00:00Z', 'expiration': {'duration': '-PT1H'}}",
          "{'startDateTime': '2026-03-01T00:00:00Z', 'expiration': {'type': 'onFriday'}}",
          "{'startDateTime': '2026-03-01T00:00:00Z', 'expiration': 5}",
          "5"
        })
    void span_unusable_costsTheRecordAndNoOther(String info) {
      files.v1(
          GROUP_ELIGIBILITIES,
          member("bad", "u1", "g1", info, ""),
          member("good", "u1", "g1", endless("2026-01-01T00:00:00Z"), ""));
      GraphExport export = files.read();

      assertThat(export.tenant().schedules())
          .extracting(Schedule::id)
          .containsExactly(Id.of("good"));
      assertThat(lines(export))
          .isNotEmpty()
          .allMatch(line -> line.startsWith(GROUP_ELIGIBILITIES + ".json:3 $.value[0]."));
      assertThat(export.counts().get(0).rejected()).isEqualTo(1);
      assertThat(export.tenant().coverage().of(Read.Kind.GROUP_ELIGIBILITIES).level())
          .isEqualTo(Completeness.Level.PARTIAL);
    }

    @ParameterizedTest
    @CsvSource({
      "2026-03-02T08:00:00Z, 2026-03-02T09:00:00Z, CURRENT",
      "2026-03-02T08:00:00.000000001Z, 2026-03-02T09:00:00Z, FUTURE",
      "2026-03-02T07:00:00Z, 2026-03-02T08:00:00Z, EXPIRED",
      "2026-03-02T07:00:00Z, 2026-03-02T08:00:00.000000001Z, CURRENT"
    })
    void phase_boundaries(String start, String end, Phase phase) {
      files.v1(GROUP_ELIGIBILITIES, member("e", "u1", "g1", between(start, end), ""));

      assertThat(files.read().tenant().schedules())
          .singleElement()
          .extracting(Schedule::phase)
          .isEqualTo(phase);
    }

    private Span span(String info) {
      files.v1(GROUP_ELIGIBILITIES, member("e", "u1", "g1", info, ""));
      return files.read().tenant().schedules().findFirst().orElseThrow().span();
    }

    private Span exactly(String start, String end) {
      return Span.exactly(Interval.of(Instant.parse(start), Instant.parse(end)));
    }
  }

  @Nested
  class Schedules {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Provisioned",
          "PROVISIONED",
          "ScheduleCreated",
          "granted",
          "Accepted",
          "AdminApproved"
        })
    void status_inForce_isKept(String status) {
      assertThat(withStatus(status).tenant().schedules()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Canceled",
          "denied",
          "AdminDenied",
          "Failed",
          "Revoked",
          "TimedOut",
          "Invalid",
          "PendingApproval",
          "pendingSomethingNew"
        })
    void status_notInForce_isCountedAndNotKept(String status) {
      GraphExport export = withStatus(status);

      assertThat(export.tenant().schedules()).isEmpty();
      assertThat(export.problems()).isEmpty();
      assertThat(export.counts().get(0).notInForce()).isEqualTo(1);
      assertThat(export.tenant().isOnboarded(Id.of(id("g1")))).isTrue();
      assertThat(export.tenant().coverage().of(Read.Kind.GROUP_ASSIGNMENTS))
          .isEqualTo(Completeness.COMPLETE);
    }

    @Test
    void status_unknown_isPossibleAndNeverCertain() {
      GraphExport export = withStatus("Shelved");

      Span span = export.tenant().schedules().findFirst().orElseThrow().span();
      assertThat(span.certain().isEmpty()).isTrue();
      assertThat(span.possible()).isEqualTo(Interval.from(Instant.parse("2026-01-01T00:00:00Z")));
      assertThat(lines(export))
          .singleElement()
          .asString()
          .contains("$.value[0].status", "\"Shelved\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "Group", "GROUP"})
    void memberType_group_isDerivedUnlessActivated(String type) {
      files.v1(
          GROUP_ASSIGNMENTS,
          member("a", "u1", "g1", endless("2026-01-01T00:00:00Z"), memberType(type, "Assigned")),
          member("b", "u1", "g1", endless("2026-01-01T00:00:00Z"), memberType(type, "ACTIVATED")));
      files.v1(
          ROLE_ASSIGNMENTS,
          role(
              "c",
              "u1",
              EXCHANGE,
              endless("2026-01-01T00:00:00Z"),
              memberType(type, "Assigned") + TENANT),
          role(
              "d",
              "u1",
              EXCHANGE,
              endless("2026-01-01T00:00:00Z"),
              memberType(type, "activated") + TENANT));
      GraphExport export = files.read();

      assertThat(export.tenant().schedules())
          .extracting(Schedule::id)
          .containsExactly(Id.of("b"), Id.of("d"));
      assertThat(export.counts()).extracting(ExportCount::derived).containsExactly(1L, 1L);
      assertThat(export.problems()).isEmpty();
    }

    @Test
    void activated_knowsWhatItUsed() {
      String more = ", 'assignmentType': '%s', 'activatedUsing': {'id': 'e'}";
      files.v1(
          GROUP_ASSIGNMENTS,
          member("a", "u1", "g1", endless("2026-01-01T00:00:00Z"), more.formatted("activated")),
          member("b", "u2", "g1", endless("2026-01-01T00:00:00Z"), more.formatted("assigned")));
      Tenant tenant = files.read().tenant();

      assertThat(tenant.assignmentsFor(Id.of(id("g1"))))
          .extracting(Assignment::kind, a -> a.activatedUsing().map(Id::toString).orElse(""))
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(Assignment.Kind.ACTIVATED, "e"),
              org.assertj.core.groups.Tuple.tuple(Assignment.Kind.ASSIGNED, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'accessId': 'visitor'", "'accessId': null", "'other': 1"})
    void accessId_unknown_isRejected(String accessId) {
      files.v1(
          GROUP_ELIGIBILITIES,
          member("a", "u1", "g1", endless("2026-01-01T00:00:00Z"), "")
              .replace("'accessId': 'member'", accessId));
      GraphExport export = files.read();

      assertThat(export.tenant().schedules()).isEmpty();
      assertThat(lines(export)).last().asString().contains("accessId: expected member or owner");
    }

    @Test
    void accessId_inAnyCase_isRead() {
      files.v1(
          GROUP_ELIGIBILITIES,
          member("a", "u1", "g1", endless("2026-01-01T00:00:00Z"), "")
              .replace("'member'", "'OWNER'"));

      assertThat(files.read().tenant().schedules())
          .singleElement()
          .extracting(Schedule::access)
          .isEqualTo(Access.owner(Id.of(id("g1"))));
    }

    private GraphExport withStatus(String status) {
      return files
          .v1(
              GROUP_ASSIGNMENTS,
              member(
                  "a",
                  "u1",
                  "g1",
                  endless("2026-01-01T00:00:00Z"),
                  ", 'status': '%s'".formatted(status)))
          .read();
    }

    private String memberType(String memberType, String assignmentType) {
      return ", 'memberType': '%s', 'assignmentType': '%s'".formatted(memberType, assignmentType);
    }
  }

  private static final String TENANT = ", 'directoryScopeId': '/'";

  @Nested
  class Roles {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          ", 'directoryScopeId': '/' | /",
          ", 'directoryScopeId': null, 'appScopeId': '/' | /",
          ", 'directoryScopeId': '/administrativeUnits/au1' | /administrativeUnits/au1",
          ", 'directoryScopeId': '/app1' | /app1"
        })
    void scope_isRead(String more, String scope) {
      files.v1(
          ROLE_ELIGIBILITIES, role("e", "u1", EXCHANGE, endless("2026-01-01T00:00:00Z"), more));

      assertThat(files.read().tenant().schedules())
          .singleElement()
          .extracting(Schedule::access)
          .isEqualTo(Access.role(Id.of(EXCHANGE), DirectoryScope.of(scope)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          ", 'appScopeId': '/catalog'",
          ", 'directoryScopeId': 'everywhere'",
          ", 'directoryScopeId': '/../../etc'"
        })
    void scope_unusable_isRejected(String more) {
      files.v1(
          ROLE_ELIGIBILITIES, role("e", "u1", EXCHANGE, endless("2026-01-01T00:00:00Z"), more));
      GraphExport export = files.read();

      assertThat(export.tenant().schedules()).isEmpty();
      assertThat(lines(export)).singleElement().asString().contains("ScopeId: expected ");
    }

    @Test
    void roleAssignments_withoutSchedules_areSeenAtTheRead() {
      files.v1(
          "roleManagement/directory/roleAssignments",
          "{'id': 'a', 'principalId': '%s', 'roleDefinitionId': '%s', 'directoryScopeId': '/'}"
              .formatted(id("u1"), EXCHANGE));
      Tenant tenant = files.read().tenant();

      assertThat(tenant.schedules())
          .containsExactly(
              Assignment.assigned(
                  Id.of("a"),
                  Id.of(id("u1")),
                  Access.role(Id.of(EXCHANGE)),
                  Span.seenAt(NOW),
                  Phase.CURRENT));
      assertThat(tenant.coverage().of(Read.Kind.ROLE_ASSIGNMENTS))
          .isEqualTo(Completeness.AT_READ_ONLY);
    }

    @Test
    void roleAssignments_besideSchedules_areNotUsed() {
      files.v1("roleManagement/directory/roleAssignments", "{}").v1(ROLE_ASSIGNMENTS);
      GraphExport export = files.read();

      assertThat(export.notUsed()).containsExactly("roleManagement/directory/roleAssignments.json");
      assertThat(export.tenant().coverage().of(Read.Kind.ROLE_ASSIGNMENTS))
          .isEqualTo(Completeness.COMPLETE);
    }

    @Test
    void definitions_notRead_areKnownWhereBuiltIn() {
      files.v1(
          ROLE_ASSIGNMENTS,
          role("a", "u1", EXCHANGE, endless("2026-01-01T00:00:00Z"), TENANT),
          role("b", "u1", id("r9"), endless("2026-01-01T00:00:00Z"), TENANT));
      GraphExport export = files.read();

      assertThat(export.tenant().roles())
          .containsExactly(new RoleDefinition(Id.of(EXCHANGE), "Exchange Administrator", true));
      assertThat(lines(export)).singleElement().asString().contains(id("r9"));
    }

    @Test
    void definitions_isBuiltIn_absentAsksWhatIsKnown() {
      files.v1(
          "roleManagement/directory/roleDefinitions",
          "{'id': '%s', 'displayName': 'Exchange'}".formatted(EXCHANGE),
          "{'id': '%s', 'displayName': 'Mine'}".formatted(id("r1")),
          "{'id': '%s', 'displayName': 'Theirs', 'isBuiltIn': true}".formatted(id("r2")));

      assertThat(files.read().tenant().roles())
          .containsExactlyInAnyOrder(
              new RoleDefinition(Id.of(EXCHANGE), "Exchange", true),
              new RoleDefinition(Id.of(id("r1")), "Mine", false),
              new RoleDefinition(Id.of(id("r2")), "Theirs", true));
    }
  }

  private GraphExport read(String collection, String... records) {
    return files.v1(collection, records).read();
  }

  private static Object principal(GraphExport export, String word) {
    return export.tenant().principal(Id.of(id(word)));
  }
}
