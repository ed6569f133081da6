package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.facts.Tailwind.AT;
import static dev.pimento.testkit.facts.Tailwind.EXCHANGE;
import static dev.pimento.testkit.facts.Tailwind.GLOBAL;
import static dev.pimento.testkit.facts.Tailwind.INTUNE;
import static dev.pimento.testkit.facts.Tailwind.MAIL;
import static dev.pimento.testkit.facts.Tailwind.OWNER;
import static dev.pimento.testkit.facts.Tailwind.PRA;
import static dev.pimento.testkit.facts.Tailwind.approve;
import static dev.pimento.testkit.facts.Tailwind.audit;
import static dev.pimento.testkit.facts.Tailwind.byAnnOrBob;
import static dev.pimento.testkit.facts.Tailwind.byMembersOf;
import static dev.pimento.testkit.facts.Tailwind.day;
import static dev.pimento.testkit.facts.Tailwind.deny;
import static dev.pimento.testkit.facts.Tailwind.error;
import static dev.pimento.testkit.facts.Tailwind.gated;
import static dev.pimento.testkit.facts.Tailwind.held;
import static dev.pimento.testkit.facts.Tailwind.holds;
import static dev.pimento.testkit.facts.Tailwind.in;
import static dev.pimento.testkit.facts.Tailwind.last;
import static dev.pimento.testkit.facts.Tailwind.lastStatus;
import static dev.pimento.testkit.facts.Tailwind.lax;
import static dev.pimento.testkit.facts.Tailwind.mailsOf;
import static dev.pimento.testkit.facts.Tailwind.names;
import static dev.pimento.testkit.facts.Tailwind.status;
import static dev.pimento.testkit.facts.Tailwind.tenant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.NotificationSettings.Level;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Actor;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 3: role settings, the 17 rules. */
class Section3RoleSettingsTest {

  private static final Access MEMBER = Access.member(id(MAIL));
  private static final Access OWNERSHIP = Access.owner(id(MAIL));

  private static Consumer<ImmutableRoleSettings.Builder> asking(Requirement... requirements) {
    return s -> lax(s).addActivationRequirements(requirements);
  }

  private static Consumer<ImmutableRoleSettings.Builder> telling(
      PolicyRule rule, Level level, boolean defaults, String... addresses) {
    return s ->
        s.putNotifications(rule, new NotificationSettings(level, defaults, Set.of(addresses)));
  }

  /** 3.1 */
  @Nested
  class Containers {

    @Test
    void fact_94_groupHasTwoPolicies_eachWithAnIdThatNamesTheGroup() {
      Simulation day = day(tenant().group("New"));
      day.as("Priya").makeEligible("Sam", "New", Expiration.after("P30D"));
      day.asAdministrator().makeEligible("Sam", "New", Expiration.after("P30D")).orThrow();
      Id member = day.tenant().policy(Access.member(id("New"))).orElseThrow();
      Id owner = day.tenant().policy(Access.owner(id("New"))).orElseThrow();

      for (Id policy : List.of(member, owner)) {
        assertThat(policy.toString()).matches("(?i)Group_" + id("New") + "_[0-9a-f-]{36}");
      }
      assertThat(member).isNotEqualTo(owner);
      assertThat(day.tenant().accessOfPolicy(member)).contains(Access.member(id("New")));
      assertThat(day.tenant().accessOfPolicy(owner)).contains(Access.owner(id("New")));
    }

    @Test
    void fact_94_rolesSettings_holdAtEveryScope() {
      DirectoryScope unit = DirectoryScope.administrativeUnit(id("Unit"));
      Access atUnit = Access.role(id("Reset"), unit);
      Simulation day =
          day(
              tenant()
                  .customRole("Reset")
                  .eligible("Jo", atUnit, Interval.from(AT))
                  .settings("Reset", s -> lax(s).activation(ExpirationLimit.atMost("PT1H"))));
      ScheduleInfo twoHours = ScheduleInfo.startingNow(Expiration.after("PT2H"));

      assertThat(names(day.as("Jo").activate(atUnit, twoHours))).containsExactly("ExpirationRule");
    }
  }

  /** Settings of what is not there. */
  @Nested
  class NoSuchPlace {

    private static Decision change(Tenant tenant, Access access) {
      return Simulation.of(tenant)
          .run(
              new Command.ChangeSettings(
                  Call.of(id("x"), Caller.anAdministrator()),
                  access,
                  Knowledge.builtIn().defaultSettings(access)));
    }

    @Test
    void fact_94_unknownGroupRoleOrNoGroupAtAll_isNotFound() {
      Tenant tenant = tenant().build();
      for (Access access :
          List.of(
              Access.member(id("nothing")), Access.owner(id("Sam")), Access.role(id("nothing")))) {
        assertThat(error(change(tenant, access))).startsWith("404 ResourceNotFound");
        assertThat(change(tenant, access).refusals()).allMatch(Refusal::isSure);
      }
    }

    @Test
    void fact_94_builtInRoleOutsideTheList_isKnown() {
      Id reports =
          Knowledge.builtIn().builtInRoles().values().stream()
              .filter(role -> role.displayName().equals("Reports Reader"))
              .map(BuiltInRole::templateId)
              .findFirst()
              .orElseThrow();

      assertThat(change(tenant().build(), Access.role(reports)).isAccepted()).isTrue();
    }

    @Test
    void fact_94_whatWasNotRead_mayBeThere() {
      Tenant unread = tenant().build().toBuilder().coverage(Coverage.nothing()).build();

      assertThat(change(unread, Access.member(id("nothing"))).refusals())
          .singleElement()
          .satisfies(r -> assertThat(r.reads()).containsExactly(Read.of(Read.Kind.GROUPS)));
      assertThat(change(unread, Access.role(id("nothing"))).refusals())
          .singleElement()
          .satisfies(
              r -> assertThat(r.reads()).containsExactly(Read.of(Read.Kind.ROLE_DEFINITIONS)));
    }
  }

  /** 3.2 */
  @Nested
  class Rules {

    @ParameterizedTest
    @CsvSource({
      "1, Expiration_EndUser_Assignment",
      "2, Enablement_EndUser_Assignment",
      "3, AuthenticationContext_EndUser_Assignment",
      "4, Approval_EndUser_Assignment",
      "5, Expiration_Admin_Eligibility",
      "6, Expiration_Admin_Assignment",
      "7, Enablement_Admin_Assignment",
      "8, Enablement_Admin_Eligibility",
      "9, Notification_Admin_Admin_Eligibility",
      "10, Notification_Requestor_Admin_Eligibility",
      "11, Notification_Approver_Admin_Eligibility",
      "12, Notification_Admin_Admin_Assignment",
      "13, Notification_Requestor_Admin_Assignment",
      "14, Notification_Approver_Admin_Assignment",
      "15, Notification_Admin_EndUser_Assignment",
      "16, Notification_Requestor_EndUser_Assignment",
      "17, Notification_Approver_EndUser_Assignment"
    })
    void fact_97_fact_98_fact_99_rule_hasItsNumberAndId(int number, String wireName) {
      PolicyRule rule = PolicyRule.of(wireName.toUpperCase(Locale.ROOT)).orElseThrow();

      assertThat(rule.number()).isEqualTo(number);
      assertThat(rule.wireName()).isEqualTo(wireName);
      assertThat(rule.isNotification()).isEqualTo(wireName.startsWith("Notification"));
      assertThat(PolicyRule.values()).hasSize(17);
    }

    /** The change of one rule, and what behaves otherwise by it. */
    private record Change(
        Consumer<ImmutableRoleSettings.Builder> base,
        Consumer<ImmutableRoleSettings.Builder> with,
        Set<String> actsOn) {
      static Change of(Consumer<ImmutableRoleSettings.Builder> with, String... actsOn) {
        return new Change(Tailwind::lax, with, Set.of(actsOn));
      }
    }

    private static final String ACTIVATE = "activate";
    private static final String MAKE_ELIGIBLE = "make eligible";
    private static final String ASSIGN = "assign";
    private static final String EXTEND_ELIGIBLE = "ask to extend an eligibility";
    private static final String EXTEND_ASSIGNED = "ask to extend an assignment";

    private static Change change(PolicyRule rule) {
      return switch (rule) {
        case ACTIVATION_EXPIRATION ->
            Change.of(s -> s.activation(ExpirationLimit.atMost("PT1H")), ACTIVATE);
        case ACTIVATION_ENABLEMENT ->
            Change.of(s -> s.addActivationRequirements(Requirement.values()), ACTIVATE);
        case ACTIVATION_CONTEXT -> Change.of(s -> s.authenticationContext("c1"), ACTIVATE);
        case ACTIVATION_APPROVAL -> Change.of(s -> s.approval(byAnnOrBob()), ACTIVATE);
        case ELIGIBILITY_EXPIRATION ->
            Change.of(s -> s.eligibility(ExpirationLimit.atMost("P30D")), MAKE_ELIGIBLE);
        case ASSIGNMENT_EXPIRATION ->
            Change.of(s -> s.assignment(ExpirationLimit.atMost("P30D")), ASSIGN);
        case ASSIGNMENT_ENABLEMENT ->
            Change.of(s -> s.addAssignmentRequirements(Requirement.values()), ASSIGN);
        case ELIGIBILITY_ENABLEMENT ->
            Change.of(s -> s.addEligibilityRequirements(Requirement.values()), MAKE_ELIGIBLE);
        case ELIGIBILITY_TO_ADMINISTRATORS, ELIGIBILITY_TO_ASSIGNEE ->
            Change.of(telling(rule, Level.NONE, true), MAKE_ELIGIBLE);
        case ELIGIBILITY_TO_APPROVERS ->
            Change.of(telling(rule, Level.NONE, true), EXTEND_ELIGIBLE);
        case ASSIGNMENT_TO_ADMINISTRATORS, ASSIGNMENT_TO_ASSIGNEE ->
            Change.of(telling(rule, Level.NONE, true), ASSIGN);
        case ASSIGNMENT_TO_APPROVERS -> Change.of(telling(rule, Level.NONE, true), EXTEND_ASSIGNED);
        case ACTIVATION_TO_ADMINISTRATORS, ACTIVATION_TO_REQUESTOR ->
            Change.of(telling(rule, Level.NONE, true), ACTIVATE);
        case ACTIVATION_TO_APPROVERS ->
            new Change(
                s -> lax(s).approval(byAnnOrBob()),
                telling(rule, Level.NONE, true),
                Set.of(ACTIVATE));
      };
    }

    static Stream<String> places() {
      return Stream.of(MAIL, OWNER, EXCHANGE);
    }

    private static Simulation everything(Consumer<ImmutableRoleSettings.Builder> settings) {
      Interval ending = Interval.of(AT.minus(Duration.ofDays(30)), in("P7D"));
      TenantBuilder tenant = tenant().user("Eve").user("Axel");
      for (String place : places().toList()) {
        tenant
            .settings(place, settings)
            .eligible("Jo", place)
            .eligible("Eve", place, ending)
            .holds("Axel", place, ending);
      }
      return day(tenant);
    }

    /** What comes of each kind of request for the place, with the mails that it causes. */
    private static Map<String, String> outcomes(Simulation from, String place) {
      Map<String, String> outcomes = new TreeMap<>();
      Expiration sixtyDays = Expiration.after("P60D");
      Expiration tenDays = Expiration.after("P10D");
      Map.<String, Consumer<Simulation>>of(
              ACTIVATE,
              day -> {
                Decision decision = day.as("Jo").activate(place, "PT2H");
                if (decision.isWaiting()) {
                  approve(day, "Ann", last(day).id()).orThrow();
                }
              },
              MAKE_ELIGIBLE,
              day -> day.as("Priya").makeEligible("Sam", place, sixtyDays),
              ASSIGN,
              day -> day.as("Priya").assign("Sam", place, sixtyDays),
              EXTEND_ELIGIBLE,
              day -> day.as("Eve").askToExtend(place, tenDays),
              EXTEND_ASSIGNED,
              day -> day.as("Axel").askToExtend(Kind.ACTIVE, place, tenDays))
          .forEach(
              (name, does) -> {
                Simulation day = from.fork();
                int before = audit(day).size();
                List<String> mails = mailsOf(day, () -> does.accept(day));
                List<String> audit = audit(day);
                outcomes.put(name, audit.subList(before, audit.size()) + " " + mails);
              });
      return outcomes;
    }

    static Stream<Arguments> rulesAtPlaces() {
      return places()
          .flatMap(place -> Stream.of(PolicyRule.values()).map(rule -> Arguments.of(place, rule)));
    }

    @ParameterizedTest
    @MethodSource("rulesAtPlaces")
    void fact_99_fact_97_fact_98_oneRuleOfOnePlaceChanged_actsThereAndNowhereElse(
        String place, PolicyRule rule) {
      Change change = change(rule);
      Simulation base = everything(change.base());
      Simulation changed = base.fork();
      changed.asAdministrator().changeSettings(place, change.with()).orThrow();

      for (String other : places().toList()) {
        Map<String, String> before = outcomes(base, other);
        Map<String, String> after = outcomes(changed, other);
        Set<String> acted =
            before.keySet().stream()
                .filter(name -> !requireNonNull(before.get(name)).equals(after.get(name)))
                .collect(toSet());
        assertThat(acted).as(other).isEqualTo(other.equals(place) ? change.actsOn() : Set.of());
      }
    }
  }

  /** 3.3 */
  @Nested
  class Values {

    private static final RoleSettings GROUP = Knowledge.builtIn().defaultSettings(MEMBER);
    private static final RoleSettings ROLE =
        Knowledge.builtIn().defaultSettings(Access.role(id("any")));

    @Test
    void fact_103_defaultsOfAGroup_areTheSameForBothSides() {
      assertThat(GROUP).isEqualTo(Knowledge.builtIn().defaultSettings(OWNERSHIP));
      assertThat(GROUP)
          .isEqualTo(
              RoleSettings.builder()
                  .activation(ExpirationLimit.atMost("PT8H"))
                  .addActivationRequirements(Requirement.JUSTIFICATION)
                  .approval(Approval.notRequired())
                  .eligibility(ExpirationLimit.atMost("P365D"))
                  .assignment(ExpirationLimit.atMost("P180D"))
                  .addAssignmentRequirements(Requirement.JUSTIFICATION)
                  .build());
      for (PolicyRule rule : PolicyRule.values()) {
        assertThat(GROUP.notification(rule)).isEqualTo(NotificationSettings.DEFAULT);
      }
    }

    @Test
    void fact_101_fact_104_defaultsOfARole_areThoseOfMicrosoftsSample() {
      assertThat(ROLE)
          .isEqualTo(
              RoleSettings.builder()
                  .activation(ExpirationLimit.atMost("PT8H"))
                  .addActivationRequirements(
                      Requirement.MULTI_FACTOR_AUTHENTICATION, Requirement.JUSTIFICATION)
                  .approval(Approval.notRequired())
                  .eligibility(ExpirationLimit.none("P365D"))
                  .assignment(ExpirationLimit.none("P180D"))
                  .addAssignmentRequirements(Requirement.JUSTIFICATION)
                  .build());
      assertThat(ROLE.authenticationContext()).isEmpty();
      assertThat(ROLE.approval().requestorJustificationRequired()).isTrue();
      assertThat(ROLE.approval().approverJustificationRequired()).isTrue();
      assertThat(ROLE.approval().approvers()).isEmpty();
      assertThat(NotificationSettings.DEFAULT)
          .isEqualTo(new NotificationSettings(Level.ALL, true, Set.of()));
    }

    @Test
    void fact_102_defaults_areDatedDataAndNoneIsCalledDocumented() throws IOException {
      List<String> rows;
      try (InputStream csv = Knowledge.class.getResourceAsStream("default-settings.csv")) {
        rows = new String(requireNonNull(csv).readAllBytes(), UTF_8).lines().toList();
      }
      List<String> facts =
          rows.stream().filter(row -> !row.startsWith("#") && !row.startsWith("surface")).toList();

      assertThat(facts)
          .hasSize(10)
          .allMatch(row -> row.matches("(group|directoryRole),.*,(inferred|reported),.*"))
          .allMatch(row -> row.matches(".*,20[0-9]{2}-[0-9]{2}-[0-9]{2}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {MAIL, OWNER})
    void fact_102_fact_103_untouchedGroup_refusesPermanentEligibilityAndAssignment(String side) {
      Simulation day = day(tenant());
      Actor priya = day.as("Priya").because("new");

      assertThat(error(priya.makeEligible("Sam", side, Expiration.never())))
          .isEqualTo(
              "400 RoleAssignmentRequestPolicyValidationFailed: The following policy rules failed:"
                  + " [\"ExpirationRule\"]");
      assertThat(names(priya.assign("Sam", side, Expiration.never())))
          .containsExactly("ExpirationRule");
      assertThat(names(priya.assign("Sam", side, Expiration.notSpecified())))
          .containsExactly("ExpirationRule");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P365D", "P364DT23H59M59.999999999S"})
    void fact_103_untouchedGroup_eligibilityUpToAYear(String duration) {
      assertThat(eligibleFor(duration).isAccepted()).isTrue();
    }

    @Test
    void fact_103_untouchedGroup_eligibilityANanosecondBeyondAYear_refused() {
      assertThat(names(eligibleFor("P365DT0.000000001S"))).containsExactly("ExpirationRule");
    }

    private static Decision eligibleFor(String duration) {
      return day(tenant())
          .as("Priya")
          .because("new")
          .makeEligible("Sam", MAIL, Expiration.after(duration));
    }

    @ParameterizedTest
    @CsvSource({"P180D, ''", "P180DT0.000000001S, ExpirationRule"})
    void fact_103_untouchedGroup_assignmentUpTo180Days(String duration, String refusedBy) {
      Decision decision =
          day(tenant()).as("Priya").because("new").assign("Sam", MAIL, Expiration.after(duration));

      assertThat(String.join(",", names(decision))).isEqualTo(refusedBy);
    }

    @Test
    void fact_103_untouchedGroup_activationAndAssignmentAskForAJustification_eligibilityDoesNot() {
      Simulation day = day(tenant());
      Expiration days = Expiration.after("P30D");

      assertThat(names(day.as("Jo").activate(MAIL, "PT8H"))).containsExactly("JustificationRule");
      assertThat(names(day.as("Priya").assign("Sam", MAIL, days)))
          .containsExactly("JustificationRule");
      assertThat(day.as("Priya").makeEligible("Sam", MAIL, days).isAccepted()).isTrue();
      assertThat(day.as("Jo").because("mail").activate(MAIL, "PT8H").isAccepted()).isTrue();
    }

    @Test
    void fact_101_fact_104_untouchedRole_takesPermanentAssignmentsAndActivatesWithMfaOnly() {
      Simulation day = day(tenant());
      Actor priya = day.as("Priya").because("new");

      assertThat(names(day.as("Jo").activate(INTUNE, "PT8H0.000000001S")))
          .containsExactly("ExpirationRule", "MfaRule", "JustificationRule");
      assertThat(names(day.as("Jo").because("phones").activate(INTUNE, "PT8H")))
          .containsExactly("MfaRule");
      assertThat(
              day.as("Jo")
                  .withMultiFactor()
                  .because("phones")
                  .activate(INTUNE, "PT8H")
                  .isAccepted())
          .isTrue();
      assertThat(priya.makeEligible("Sam", INTUNE, Expiration.never()).isAccepted()).isTrue();
      assertThat(priya.assign("Ann", INTUNE, Expiration.never()).isAccepted()).isTrue();
      assertThat(priya.assign("Bob", INTUNE, Expiration.after("P999D")).isAccepted()).isTrue();
      assertThat(names(day.as("Priya").assign("Sam", INTUNE, Expiration.never())))
          .containsExactly("JustificationRule");
    }
  }

  /** 3.4, rules 1, 5 and 6. */
  @Nested
  class Lengths {

    private static Decision allowActivations(Simulation day, String longest) {
      return day.as("Priya")
          .changeSettings(MAIL, s -> s.activation(ExpirationLimit.atMost(longest)));
    }

    @ParameterizedTest
    @CsvSource({
      "PT24H, PT30M, true",
      "PT24H, PT1H45M, true",
      "PT24H, PT23H30M, true",
      "PT24H, PT24H, true",
      "PT24H, P1D, true",
      "PT24H, PT24H0.000000001S, false",
      "PT8H, PT8H, true",
      "PT8H, PT8H0.000000001S, false",
      "PT8H, PT1H45M, true",
      "none, P7D, true"
    })
    void fact_105_longestActivation_settingsMayAllow(
        String choice, String longest, boolean accepted) {
      Simulation day = day(tenant(), Switch.SETTINGS_LONGEST_ACTIVATION, choice);
      Decision decision = allowActivations(day, longest);

      assertThat(decision.isAccepted()).isEqualTo(accepted);
      if (!accepted) {
        assertThat(error(decision)).isEqualTo("400 InvalidPolicy: The policy is invalid.");
      }
    }

    @Test
    void fact_105_fact_95_longerThanTheLimitAlready_otherRulesCanStillBeChanged() {
      Simulation day =
          day(tenant().settings(MAIL, s -> s.activation(ExpirationLimit.atMost("P2D"))));
      Decision decision =
          day.as("Priya")
              .changeSettings(MAIL, s -> s.addActivationRequirements(Requirement.TICKETING));

      assertThat(names(decision)).isEmpty();
    }

    @Test
    void fact_112_fact_95_approvalWithoutApproversAlready_otherRulesCanStillBeChanged() {
      Simulation day = day(tenant().settings(MAIL, s -> s.approval(Approval.by())));
      Decision decision =
          day.as("Priya")
              .changeSettings(MAIL, s -> s.addActivationRequirements(Requirement.TICKETING));

      assertThat(names(decision)).isEmpty();
    }

    @Test
    void fact_105_fact_66_shorterMaximum_holdsFromTheNextActivationOn() {
      Simulation day = day(tenant());
      Actor jo = day.as("Jo").because("mail");
      jo.activate(MAIL, "PT8H").orThrow();
      allowActivations(day, "PT1H45M").orThrow();

      assertThat(held(day.advance("PT7H59M"), "Jo").isCurrent()).isTrue();
      day.advance("PT1M");
      assertThat(names(jo.activate(MAIL, "PT1H45M0.000000001S"))).containsExactly("ExpirationRule");
      assertThat(jo.activate(MAIL, "PT1H45M").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P15D", "P30D", "P90D", "P180D", "P365D", "P270D", "P1Y"})
    void fact_106_longestAssignment_holdsToTheNanosecond(String longest) {
      Simulation day = day(tenant());
      ExpirationLimit limit = ExpirationLimit.atMost(longest);
      day.as("Priya")
          .changeSettings(MAIL, s -> lax(s).eligibility(limit).assignment(limit))
          .orThrow();
      Actor priya = day.as("Priya");
      Expiration beyond = Expiration.at(limit.maximum().addTo(AT).plusNanos(1));
      Expiration just = Expiration.at(limit.maximum().addTo(AT));

      assertThat(names(priya.makeEligible("Sam", MAIL, beyond))).containsExactly("ExpirationRule");
      assertThat(names(priya.assign("Sam", MAIL, beyond))).containsExactly("ExpirationRule");
      assertThat(names(priya.makeEligible("Sam", MAIL, Expiration.never())))
          .containsExactly("ExpirationRule");
      assertThat(priya.makeEligible("Sam", MAIL, just).isAccepted()).isTrue();
      assertThat(priya.assign("Ann", MAIL, just).isAccepted()).isTrue();
    }

    @Test
    void fact_106_aYear_isTheSameLengthAs365Days() {
      assertThat(ExpirationLimit.atMost("P1Y")).isEqualTo(ExpirationLimit.atMost("P365D"));
      assertThat(ExpirationLimit.atMost("P1Y").maximum()).hasToString("P1Y");
    }

    @Test
    void fact_106_limitCountsFromTheStart_notFromTheRequest() {
      Simulation day =
          day(tenant().settings(MAIL, s -> lax(s).assignment(ExpirationLimit.atMost("P15D"))));
      Actor priya = day.as("Priya");

      assertThat(
              priya
                  .assign(
                      "Sam", MAIL, ScheduleInfo.startingAt(in("P10D"), Expiration.at(in("P25D"))))
                  .isAccepted())
          .isTrue();
      assertThat(
              names(
                  priya.assign(
                      "Ann",
                      MAIL,
                      ScheduleInfo.startingAt(in("P10D"), Expiration.at(in("P25D").plusNanos(1))))))
          .containsExactly("ExpirationRule");
    }
  }

  /** 3.4, rules 2, 3, 7 and 8. */
  @Nested
  class Enablement {

    private static final Requirement MFA = Requirement.MULTI_FACTOR_AUTHENTICATION;

    @ParameterizedTest
    @EnumSource(Requirement.class)
    void fact_97_activation_asksForEachRequirementByItself(Requirement requirement) {
      Simulation day = day(tenant().settings(MAIL, asking(requirement)));
      Actor jo = day.as("Jo");
      Actor bringing =
          switch (requirement) {
            case MULTI_FACTOR_AUTHENTICATION -> jo.withMultiFactor();
            case JUSTIFICATION -> jo.because("mail");
            case TICKETING -> jo.withTicket("INC1", "Desk");
          };
      String rule =
          switch (requirement) {
            case MULTI_FACTOR_AUTHENTICATION -> "MfaRule";
            case JUSTIFICATION -> "JustificationRule";
            case TICKETING -> "TicketingRule";
          };

      assertThat(names(jo.activate(MAIL, "PT1H"))).containsExactly(rule);
      assertThat(bringing.activate(MAIL, "PT1H").isAccepted()).isTrue();
    }

    @Test
    void fact_107_contextOnTopOfMfa_accepted() {
      Simulation day = day(tenant().settings(MAIL, asking(MFA)));

      assertThat(day.as("Priya").changeSettings(MAIL, s -> s.authenticationContext("c1")))
          .matches(Decision::isAccepted);
      assertThat(names(day.as("Jo").activate(MAIL, "PT1H")))
          .containsExactly("MfaRule", "RoleAssignmentRequestAcrsValidationFailed");
    }

    @Test
    void fact_107_mfaOnTopOfContext_refused() {
      Simulation day = day(tenant().settings(MAIL, s -> lax(s).authenticationContext("c1")));
      Decision decision =
          day.as("Priya").changeSettings(MAIL, s -> s.addActivationRequirements(MFA));

      assertThat(error(decision))
          .isEqualTo(
              "400 MfaAndAcrsConflict: The Mfa and Acrs policy settings cannot be enabled "
                  + "simultaneously.");
      assertThat(((Decision.Denied) decision).nearest()).isEmpty();
    }

    @Test
    void fact_107_orderOfPatchesDecides() {
      Simulation day = day(tenant().settings(MAIL, asking(MFA)));
      Actor priya = day.as("Priya");
      priya.changeSettings(MAIL, s -> s.authenticationContext("c1")).orThrow();
      // Both are on now; a rule that has nothing to do with it can be changed.
      priya.changeSettings(MAIL, s -> s.activation(ExpirationLimit.atMost("PT2H"))).orThrow();
      priya.changeSettings(MAIL, s -> s.activationRequirements(Set.of())).orThrow();

      assertThat(names(priya.changeSettings(MAIL, s -> s.addActivationRequirements(MFA))))
          .containsExactly("MfaAndAcrsConflict");
      priya
          .changeSettings(MAIL, s -> s.authenticationContext(java.util.Optional.empty()))
          .orThrow();
      assertThat(priya.changeSettings(MAIL, s -> s.addActivationRequirements(MFA)).isAccepted())
          .isTrue();
    }

    @Test
    void fact_107_conflict_isWithinOnePolicyAndAboutActivationOnly() {
      Simulation day = day(tenant().settings(MAIL, s -> lax(s).authenticationContext("c1")));
      Actor priya = day.as("Priya");

      assertThat(priya.changeSettings(OWNER, s -> s.addActivationRequirements(MFA)).isAccepted())
          .isTrue();
      assertThat(
              priya
                  .changeSettings(
                      MAIL, s -> s.addAssignmentRequirements(MFA).addEligibilityRequirements(MFA))
                  .isAccepted())
          .isTrue();
    }

    @Test
    void fact_107_settingsThatWereNotRead_refusalIsNotSure() {
      TenantBuilder tenant = tenant();
      Simulation day =
          Simulation.of(
              tenant.build().toBuilder()
                  .coverage(
                      Coverage.everything()
                          .with(Read.of(Read.Kind.ROLE_SETTINGS), Completeness.partial("403")))
                  .build());
      Decision decision =
          day.asAdministrator()
              .changeSettings(
                  MAIL, s -> s.authenticationContext("c1").addActivationRequirements(MFA));

      assertThat(names(decision)).containsExactly("MfaAndAcrsConflict");
      assertThat(decision.refusals().get(0).reads())
          .as("had MFA been on already, it would have been accepted")
          .containsExactly(Read.of(Read.Kind.ROLE_SETTINGS));
    }

    @Test
    void fact_110_context_isAskedForAtActivationOnly() {
      Simulation day = day(tenant().settings(MAIL, s -> lax(s).authenticationContext("c1")));
      Actor plain = day.as("Jo");

      assertThat(error(plain.activate(MAIL, "PT4H")))
          .isEqualTo(
              "400 RoleAssignmentRequestAcrsValidationFailed: &claims=%7B%22access_token%22%3A%7B"
                  + "%22acrs%22%3A%7B%22essential%22%3Atrue%2C%20%22value%22%3A%22c1%22%7D%7D%7D");
      assertThat(names(plain.withAuthenticationContexts("c2").activate(MAIL, "PT4H")))
          .containsExactly("RoleAssignmentRequestAcrsValidationFailed");
      assertThat(plain.withAuthenticationContexts("c1").activate(MAIL, "PT4H").isAccepted())
          .isTrue();
      day.advance("PT1H");
      assertThat(holds(day, "Jo", EXCHANGE)).isTrue();
      assertThat(plain.deactivate(MAIL).isAccepted()).as("no context to deactivate").isTrue();
    }

    @Test
    void fact_110_context_isAskedForAtTheRequest_notAtItsApproval() {
      Simulation day =
          day(
              tenant()
                  .settings(MAIL, s -> lax(s).authenticationContext("c1").approval(byAnnOrBob())));
      assertThat(day.as("Jo").activate(MAIL, "PT1H").isDenied()).isTrue();
      day.as("Jo").withAuthenticationContexts("c1").activate(MAIL, "PT1H").orThrow();

      assertThat(day.as("Ann").because("fine").approve("Jo", MAIL).isAccepted()).isTrue();
    }

    @Test
    void fact_110_mfaOfTheSession_isEnoughEachTime() {
      Simulation day = day(tenant().settings(MAIL, asking(MFA)));
      Actor session = day.as("Jo").withMultiFactor();
      session.activate(MAIL, "PT1H").orThrow();
      day.advance("PT1H");

      assertThat(session.activate(MAIL, "PT1H").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"x, y", "not a ticket at all, ''", "42, nowhere"})
    void fact_111_ticket_isKeptAndNeverChecked(String number, String system) {
      Simulation day = day(tenant().settings(MAIL, asking(Requirement.TICKETING)));

      assertThat(names(day.as("Jo").withTicket(" ", "Desk").activate(MAIL, "PT1H")))
          .containsExactly("TicketingRule");
      day.as("Jo").withTicket(number, system).activate(MAIL, "PT1H").orThrow();
      assertThat(last(day).ticket()).contains(new Ticket(number, system));
    }

    @Test
    void fact_119_requirementsOnAssignment_areAskedOfWhoAssigns_ownerOrAdministrator() {
      Simulation day = day(tenant().settings(MAIL, s -> lax(s).addAssignmentRequirements(MFA)));
      Expiration days = Expiration.after("P30D");

      for (String who : List.of("Priya", "Owen")) {
        assertThat(names(day.fork().as(who).assign("Sam", MAIL, days))).containsExactly("MfaRule");
        assertThat(day.fork().as(who).withMultiFactor().assign("Sam", MAIL, days).isAccepted())
            .isTrue();
      }
      assertThat(day.as("Priya").makeEligible("Sam", MAIL, days).isAccepted())
          .as("rule 7 is about active assignments")
          .isTrue();
    }

    @Test
    void fact_119_assignment_isNotAskedForMfaWhenItIsUsed() {
      Simulation day = day(tenant().settings(MAIL, s -> lax(s).addAssignmentRequirements(MFA)));
      day.as("Priya").withMultiFactor().assign("Sam", MAIL, Expiration.after("P30D")).orThrow();

      assertThat(holds(day.advance("P1D"), "Sam", EXCHANGE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"on, true", "off, false"})
    void fact_119_ticketForAssignment_bySwitch(String choice, boolean accepted) {
      Simulation day = day(tenant(), Switch.SETTINGS_TICKET_FOR_ASSIGNMENT, choice);
      Decision decision =
          day.as("Priya")
              .changeSettings(MAIL, s -> lax(s).addAssignmentRequirements(Requirement.TICKETING));

      assertThat(decision.isAccepted()).isEqualTo(accepted);
      if (accepted) {
        assertThat(names(day.as("Priya").assign("Sam", MAIL, Expiration.after("P1D"))))
            .containsExactly("TicketingRule");
      } else {
        assertThat(names(decision)).containsExactly("InvalidPolicy");
      }
    }

    @Test
    void fact_119_ticketForActivationAndEligibility_isAllowedEitherWay() {
      Simulation day = day(tenant(), Switch.SETTINGS_TICKET_FOR_ASSIGNMENT, "off");

      assertThat(
              day.as("Priya")
                  .changeSettings(MAIL, s -> s.addActivationRequirements(Requirement.TICKETING)))
          .matches(Decision::isAccepted);
    }

    @ParameterizedTest
    @CsvSource({"on, true", "off, false"})
    void fact_119_applicationWithoutJustification_bySwitch(String choice, boolean accepted) {
      Simulation day =
          day(
              tenant().servicePrincipal("Robot"),
              Switch.APPLICATION_NEEDS_NO_JUSTIFICATION,
              choice);

      assertThat(day.as("Robot").assign("Sam", MAIL, Expiration.after("P1D")).isAccepted())
          .isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {MAIL, OWNER, EXCHANGE})
    void fact_119_application_canNeverBringMfa(String place) {
      Simulation day =
          day(
              tenant()
                  .servicePrincipal("Robot")
                  .settings(
                      place,
                      s -> lax(s).addEligibilityRequirements(MFA).addAssignmentRequirements(MFA)));
      Actor robot = day.as("Robot").withMultiFactor().because("sync");
      Expiration days = Expiration.after("P1D");

      assertThat(error(robot.makeEligible("Sam", place, days))).contains("[\"MfaRule\"]");
      assertThat(names(robot.assign("Sam", place, days))).containsExactly("MfaRule");
      assertThat(day.as("Priya").withMultiFactor().makeEligible("Sam", place, days).isAccepted())
          .isTrue();
    }
  }

  /** 3.4, rule 4. */
  @Nested
  class ApprovalRule {

    private static Simulation waiting(TenantBuilder tenant) {
      Simulation day = day(tenant);
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      return day;
    }

    private static TenantBuilder approvedBy(Approval approval) {
      return tenant().settings(MAIL, s -> lax(s).approval(approval));
    }

    @ParameterizedTest
    @CsvSource({"off, false", "on, true"})
    void fact_112_groupWithoutApprovers_bySwitch(String choice, boolean accepted) {
      Simulation day = day(tenant(), Switch.SETTINGS_GROUP_APPROVAL_WITHOUT_APPROVERS, choice);
      Decision decision = day.as("Priya").changeSettings(MAIL, s -> lax(s).approval(Approval.by()));

      assertThat(decision.isAccepted()).isEqualTo(accepted);
      if (!accepted) {
        assertThat(names(decision)).containsExactly("InvalidPolicy");
        assertThat(day.as("Priya").changeSettings(MAIL, s -> s.approval(byAnnOrBob())).isAccepted())
            .as("one approver is enough")
            .isTrue();
      }
    }

    @Test
    void fact_112_groupHasNoDefaultApprovers_requestLapses() {
      Simulation day = waiting(approvedBy(Approval.by()).user("Gil").holds("Gil", GLOBAL));
      Id request = last(day).id();

      assertThat(Approvers.of(day.tenant(), last(day), day.knowledge(), AT).now()).isEmpty();
      for (String who : List.of("Priya", "Gil", "Owen", "Jo")) {
        assertThat(names(approve(day, who, request)))
            .containsExactly("Authorization_RequestDenied");
      }
      assertThat(status(day.advance("PT24H"), request)).isEqualTo("TimedOut");
      assertThat(holds(day, "Jo", MAIL)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Priya", "Gil"})
    void fact_112_roleWithoutApprovers_fallsBackToItsAdministrators(String administrator) {
      Simulation day =
          day(
              tenant()
                  .user("Gil")
                  .holds("Gil", GLOBAL)
                  .settings(INTUNE, s -> lax(s).approval(Approval.by())));
      Decision decision = day.as("Jo").activate(INTUNE, "PT1H");

      assertThat(((Decision.Waiting) decision).deciders())
          .containsExactlyInAnyOrder(id("Priya"), id("Gil"));
      assertThat(names(approve(day, "Sam", last(day).id())))
          .containsExactly("Authorization_RequestDenied");
      approve(day, administrator, last(day).id()).orThrow();
      assertThat(holds(day, "Jo", INTUNE)).isTrue();
    }

    @Test
    void fact_112_roleThatNamesApprovers_hasNoOthers() {
      Simulation day = day(tenant().settings(INTUNE, s -> lax(s).approval(byAnnOrBob())));
      day.as("Jo").activate(INTUNE, "PT1H").orThrow();

      assertThat(names(approve(day, "Priya", last(day).id())))
          .containsExactly("Authorization_RequestDenied");
      assertThat(approve(day, "Bob", last(day).id()).isAccepted()).isTrue();
    }

    @Test
    void fact_112_fact_114_roleWhoseOnlyAdministratorAsks_nobodyDecides() {
      Simulation day =
          day(
              tenant()
                  .eligible("Priya", EXCHANGE)
                  .settings(EXCHANGE, s -> lax(s).approval(Approval.by())));

      assertThat(day.as("Priya").activate(EXCHANGE, "PT1H").toString())
          .isEqualTo("waits, and nobody can decide it now");
      assertThat(names(approve(day, "Priya", last(day).id())))
          .containsExactly("Authorization_RequestDenied");
    }

    @Test
    void fact_112_eligibleAdministrator_decidesOnceActive() {
      Simulation day =
          day(
              tenant()
                  .user("Gil")
                  .eligible("Gil", GLOBAL)
                  .settings(INTUNE, s -> lax(s).approval(Approval.by())));
      day.as("Jo").activate(INTUNE, "PT1H").orThrow();
      Id request = last(day).id();

      assertThat(names(approve(day, "Gil", request)))
          .containsExactly("Authorization_RequestDenied");
      assertThat(Approvers.of(day.tenant(), last(day), day.knowledge(), AT).afterActivation())
          .containsExactly(id("Gil"));
      day.as("Gil").withMultiFactor().because("approve").activate(GLOBAL, "PT1H").orThrow();
      assertThat(approve(day, "Gil", request).isAccepted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"off, false", "on, true"})
    void fact_112_fact_233_administratorThroughANestedGroup_bySwitch(
        String choice, boolean approver) {
      Simulation day =
          day(
              tenant()
                  .roleAssignableGroup("Admins")
                  .holds("Admins", PRA)
                  .holds("Ann", "Admins")
                  .holds("Sam", "Staff")
                  .settings(INTUNE, s -> lax(s).approval(Approval.by()))
                  .build()
                  .toBuilder()
                  .schedule(
                      dev.pimento.tenant.Assignment.assigned(
                          id("nested"),
                          id("Staff"),
                          Access.member(id("Admins")),
                          dev.pimento.time.Span.exactly(Interval.from(AT)),
                          dev.pimento.tenant.Phase.CURRENT))
                  .build(),
              Switch.ROLE_NESTED_INHERITANCE,
              choice);
      day.as("Jo").activate(INTUNE, "PT1H").orThrow();
      Simulation other = day.fork();

      assertThat(approve(day, "Ann", last(day).id()).isAccepted()).as("direct member").isTrue();
      assertThat(approve(other, "Sam", last(other).id()).isAccepted()).isEqualTo(approver);
    }

    @Test
    void fact_113_approvers_needNotBelongToTheGroup() {
      Simulation day = waiting(gated());

      assertThat(holds(day, "Ann", MAIL)).isFalse();
      assertThat(approve(day, "Ann", last(day).id()).isAccepted()).isTrue();
      assertThat(holds(day, "Jo", EXCHANGE)).isTrue();
    }

    @Test
    void fact_113_membersOfAnApproverGroup_decide_itsOwnersAndEligibleMembersDoNot() {
      Simulation day =
          waiting(
              approvedBy(byMembersOf("Approvers"))
                  .holds("Ann", "Approvers")
                  .holds("Sam", "owner of Approvers")
                  .eligible("Bob", "Approvers"));
      Id request = last(day).id();
      Approvers approvers = Approvers.of(day.tenant(), last(day), day.knowledge(), AT);

      assertThat(approvers.now()).containsExactly(id("Ann"));
      assertThat(approvers.afterActivation()).containsExactly(id("Bob"));
      assertThat(approve(day, "Sam", request).isDenied()).isTrue();
      assertThat(approve(day, "Bob", request).isDenied()).isTrue();
      assertThat(approve(day.fork(), "Ann", request).isAccepted()).isTrue();
      day.as("Bob").because("decide").activate("Approvers", "PT1H").orThrow();
      assertThat(approve(day, "Bob", request).isAccepted()).isTrue();
    }

    @Test
    void fact_113_approverGroup_whoLeavesItMeanwhileDecidesNoMore() {
      Simulation day =
          waiting(
              approvedBy(byMembersOf("Approvers"))
                  .holds("Ann", "Approvers")
                  .holds("Bob", "Approvers"));
      day.asAdministrator().removeDirectly("Ann", "Approvers").orThrow();

      assertThat(names(approve(day, "Ann", last(day).id())))
          .containsExactly("Authorization_RequestDenied");
      assertThat(approve(day, "Bob", last(day).id()).isAccepted()).isTrue();
    }

    @Test
    void fact_113_approverGroupWhoseMembersWereNotRead_refusalNamesTheRead() {
      Read members = Read.of(Read.Kind.GROUP_MEMBERS, id("Approvers"));
      Simulation day =
          Simulation.of(
              approvedBy(byMembersOf("Approvers")).build().toBuilder()
                  .coverage(Coverage.everything().with(members, Completeness.UNREAD))
                  .build());
      day.as("Jo").activate(MAIL, "PT1H").orThrow();

      assertThat(approve(day, "Ann", last(day).id()).refusals())
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.reads()).containsExactly(members));
      assertThat(approve(day, "Jo", last(day).id()).refusals())
          .singleElement()
          .as("nothing unread makes the requestor an approver")
          .satisfies(refusal -> assertThat(refusal.isSure()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"off, false", "on, true"})
    void fact_114_ownRequestForAGroup_bySwitch(String choice, boolean accepted) {
      for (Approval approval :
          List.of(Approval.by(Approver.user(id("Jo"))), byMembersOf("Staff"))) {
        Simulation day =
            day(
                approvedBy(approval).holds("Jo", "Staff").build(),
                Switch.APPROVAL_OF_OWN_GROUP_REQUEST,
                choice);
        day.as("Jo").activate(MAIL, "PT1H").orThrow();

        assertThat(approve(day, "Jo", last(day).id()).isAccepted()).isEqualTo(accepted);
        assertThat(holds(day, "Jo", MAIL)).isEqualTo(accepted);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void fact_114_ownRequestForARole_isNeverTheRequestorsToDecide(String choice) {
      Simulation day =
          day(
              tenant()
                  .holds("Jo", "Staff")
                  .settings(INTUNE, s -> lax(s).approval(byMembersOf("Staff"))),
              Switch.APPROVAL_OF_OWN_GROUP_REQUEST,
              choice);
      day.as("Jo").activate(INTUNE, "PT1H").orThrow();

      assertThat(names(approve(day, "Jo", last(day).id())))
          .containsExactly("Authorization_RequestDenied");
      assertThat(names(deny(day, "Jo", last(day).id())))
          .containsExactly("Authorization_RequestDenied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TimedOut", "Denied"})
    void fact_115_approval_isPossibleFor24HoursExactly(String lapsed) {
      Simulation day = day(gated(), Switch.APPROVAL_LAPSED_STATUS, lapsed);
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      Id request = last(day).id();
      Simulation justInTime = day.fork().advanceTo(in("PT24H").minusNanos(1));
      day.advanceTo(in("PT24H"));

      assertThat(approve(justInTime, "Ann", request).isAccepted()).isTrue();
      assertThat(held(justInTime, "Jo").span().possible())
          .isEqualTo(Interval.of(in("PT24H").minusNanos(1), in("PT25H").minusNanos(1)));
      assertThat(status(day, request)).isEqualTo(lapsed);
      assertThat(error(approve(day, "Ann", request))).startsWith("409 Conflict");
      assertThat(day.as("Jo").activate(MAIL, "PT1H").isWaiting()).as("asked anew").isTrue();
      assertThat(day.nextDue()).contains(in("PT48H"));
    }

    @Test
    void fact_116_firstDecisionCounts_theSecondIsAConflict() {
      Simulation approvedFirst = waiting(gated());
      Simulation deniedFirst = approvedFirst.fork();
      Id request = last(approvedFirst).id();

      approve(approvedFirst, "Ann", request).orThrow();
      assertThat(error(deny(approvedFirst, "Bob", request)))
          .isEqualTo("409 Conflict: The request has been decided already.");
      assertThat(error(approve(approvedFirst, "Bob", request))).startsWith("409 Conflict");
      assertThat(holds(approvedFirst, "Jo", MAIL)).isTrue();
      deny(deniedFirst, "Bob", request).orThrow();
      assertThat(error(approve(deniedFirst, "Ann", request))).startsWith("409 Conflict");
      assertThat(status(deniedFirst, request)).isEqualTo("Denied");
      assertThat(holds(deniedFirst, "Jo", MAIL)).isFalse();
    }

    @Test
    void fact_116_allApproversAreTold_ofTheRequestAndOfTheDecision() {
      Simulation day = day(gated());
      List<String> asked = mailsOf(day, () -> day.as("Jo").activate(MAIL, "PT1H").orThrow());
      List<String> decided = mailsOf(day, () -> approve(day, "Ann", last(day).id()).orThrow());

      assertThat(asked).contains("17 approval asked for: Ann, Bob");
      assertThat(decided).contains("17 approved: Ann, Bob", "16 approved: Jo");
    }

    @Test
    void fact_117_fact_242_oneApprovalIsEnough_howeverManyApproversThereAre() {
      Simulation day =
          waiting(
              approvedBy(
                  Approval.by(
                      Approver.user(id("Ann")),
                      Approver.user(id("Bob")),
                      Approver.user(id("Sam")),
                      Approver.membersOf(id("Approvers")))));
      approve(day, "Sam", last(day).id()).orThrow();

      assertThat(lastStatus(day)).isEqualTo("Provisioned");
      assertThat(last(day).decidedBy()).contains(id("Sam"));
    }

    @Test
    void fact_118_administrators_areNotToldAndMayCancelButNotDecide() {
      Simulation day = day(gated().user("Gil").holds("Gil", GLOBAL));
      List<String> mails = mailsOf(day, () -> day.as("Jo").activate(MAIL, "PT1H").orThrow());

      assertThat(mails).noneMatch(mail -> mail.contains("Priya") || mail.contains("Gil"));
      for (String administrator : List.of("Priya", "Gil", "Owen")) {
        Simulation fork = day.fork();
        assertThat(approve(fork, administrator, last(day).id()).isDenied()).isTrue();
        assertThat(fork.as(administrator).cancel("Jo", MAIL).isAccepted()).isTrue();
        assertThat(lastStatus(fork)).isEqualTo("Canceled");
      }
      assertThat(names(day.as("Sam").cancel("Jo", MAIL)))
          .containsExactly("Authorization_RequestDenied");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void fact_101_approversJustification_isAskedForWhereTheRuleSaysSo(boolean required) {
      Approval approval =
          Approval.builder().from(byAnnOrBob()).approverJustificationRequired(required).build();
      Simulation day = waiting(approvedBy(approval));
      Simulation other = day.fork();

      assertThat(day.as("Ann").approve("Jo", MAIL).isAccepted()).isEqualTo(!required);
      assertThat(other.as("Ann").deny("Jo", MAIL).isAccepted()).isEqualTo(!required);
      if (required) {
        assertThat(names(day.as("Ann").because("  ").approve("Jo", MAIL)))
            .containsExactly("JustificationRule");
        assertThat(day.as("Ann").because("agreed").approve("Jo", MAIL).isAccepted()).isTrue();
        assertThat(other.as("Ann").because("no").deny("Jo", MAIL).isAccepted()).isTrue();
      }
    }

    @Test
    void fact_101_requestorsJustification_isAskedForByTheEnablementRuleOnly() {
      Approval asking =
          Approval.builder().from(byAnnOrBob()).requestorJustificationRequired(true).build();
      Simulation day = day(approvedBy(asking));

      assertThat(day.as("Jo").activate(MAIL, "PT1H").isWaiting()).isTrue();
    }

    @Test
    void fact_97_approval_isAskedForAtActivationOnly() {
      Simulation day = day(gated());
      Expiration days = Expiration.after("P30D");

      assertThat(day.as("Priya").assign("Sam", MAIL, days).isAccepted()).isTrue();
      assertThat(day.as("Priya").makeEligible("Sam", MAIL, days).isAccepted()).isTrue();
      assertThat(day.as("Priya").removeEligibility("Jo", MAIL).isAccepted()).isTrue();
    }

    @Test
    void fact_97_approval_doesNotExcuseFromTheOtherRules() {
      Simulation day =
          day(
              tenant()
                  .settings(
                      MAIL,
                      s ->
                          lax(s)
                              .approval(byAnnOrBob())
                              .addActivationRequirements(Requirement.values())));

      assertThat(names(day.as("Jo").activate(MAIL, "PT9H")))
          .containsExactly("ExpirationRule", "MfaRule", "JustificationRule", "TicketingRule");
      assertThat(day.tenant().requests()).isEmpty();
    }

    @Test
    void fact_142_servicePrincipalOrGroup_isNoApprover() {
      Simulation day =
          waiting(
              approvedBy(byMembersOf("Approvers"))
                  .servicePrincipal("Robot")
                  .holds("Robot", "Approvers")
                  .holds("Staff", "Approvers")
                  .holds("Bob", "Staff"));

      assertThat(names(approve(day, "Robot", last(day).id())))
          .containsExactly("Authorization_RequestDenied");
      assertThat(approve(day, "Staff", last(day).id()).isDenied()).isTrue();
    }
  }

  /** 3.4, rules 9 to 17. */
  @Nested
  class Notifications {

    @ParameterizedTest
    @CsvSource({"ALL, true, true", "CRITICAL, true, false", "NONE, false, false"})
    void fact_120_level_decidesWhichMailsAreSent(Level level, boolean asks, boolean tells) {
      Simulation day =
          day(
              gated()
                  .settings(
                      MAIL,
                      s -> {
                        lax(s).approval(byAnnOrBob());
                        for (PolicyRule rule : PolicyRule.values()) {
                          if (rule.isNotification()) {
                            telling(rule, level, true).accept(s);
                          }
                        }
                      }));
      List<String> asked = mailsOf(day, () -> day.as("Jo").activate(MAIL, "PT1H").orThrow());
      List<String> told = mailsOf(day, () -> approve(day, "Ann", last(day).id()).orThrow());

      assertThat(!asked.isEmpty()).isEqualTo(asks);
      assertThat(!told.isEmpty()).isEqualTo(tells);
    }

    @Test
    void fact_120_addresses_areToldAsWell_orInsteadOfTheDefaults() {
      PolicyRule rule = PolicyRule.ACTIVATION_TO_ADMINISTRATORS;
      Simulation both =
          day(tenant().settings(MAIL, s -> telling(rule, Level.ALL, true, "a@x").accept(lax(s))));
      Simulation instead =
          day(
              tenant()
                  .settings(
                      MAIL, s -> telling(rule, Level.ALL, false, "b@x", "a@x").accept(lax(s))));
      Simulation neither =
          day(tenant().settings(MAIL, s -> telling(rule, Level.ALL, false).accept(lax(s))));

      assertThat(mailsOf(both, () -> both.as("Jo").activate(MAIL, "PT1H")))
          .containsExactly("15 activated: Owen, a@x", "16 activated: Jo");
      assertThat(mailsOf(instead, () -> instead.as("Jo").activate(MAIL, "PT1H")))
          .containsExactly("15 activated: a@x, b@x", "16 activated: Jo");
      assertThat(mailsOf(neither, () -> neither.as("Jo").activate(MAIL, "PT1H")))
          .containsExactly("16 activated: Jo");
    }

    @ParameterizedTest
    @CsvSource({"1000, true", "1001, false"})
    void fact_120_recipients_areAThousandAtMost(int recipients, boolean accepted) {
      Simulation day = day(tenant());
      String[] addresses =
          IntStream.range(0, recipients).mapToObj(i -> i + "@x").toArray(String[]::new);
      Decision decision =
          day.as("Priya")
              .changeSettings(
                  MAIL,
                  s ->
                      telling(PolicyRule.ELIGIBILITY_TO_ASSIGNEE, Level.ALL, true, addresses)
                          .accept(s));

      assertThat(decision.isAccepted()).isEqualTo(accepted);
    }

    @Test
    void fact_120_fact_95_tooManyRecipientsAlready_otherRulesCanStillBeChanged() {
      String[] addresses =
          IntStream.rangeClosed(0, 1000).mapToObj(i -> i + "@x").toArray(String[]::new);
      Simulation day =
          day(
              tenant()
                  .settings(
                      MAIL,
                      telling(PolicyRule.ELIGIBILITY_TO_ASSIGNEE, Level.ALL, true, addresses)));

      assertThat(
              day.as("Priya")
                  .changeSettings(MAIL, s -> s.activation(ExpirationLimit.atMost("PT2H")))
                  .isAccepted())
          .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void fact_120_recipientsOfTheApproversMail_lockTheWholePolicy(boolean defaults) {
      Simulation day = day(gated());
      Actor priya = day.as("Priya");
      priya
          .changeSettings(
              MAIL, telling(PolicyRule.ACTIVATION_TO_APPROVERS, Level.ALL, defaults, "a@x"))
          .orThrow();

      Decision locked =
          priya.changeSettings(MAIL, s -> s.activation(ExpirationLimit.atMost("PT2H")));
      assertThat(names(locked)).containsExactly("ActivationCustomApproversNotEmpty");
      assertThat(((Decision.Denied) locked).error().httpStatus()).isEqualTo(400);
      assertThat(
              names(
                  priya.changeSettings(
                      MAIL, telling(PolicyRule.ELIGIBILITY_TO_ASSIGNEE, Level.NONE, true))))
          .containsExactly("ActivationCustomApproversNotEmpty");
      assertThat(
              priya
                  .changeSettings(OWNER, s -> s.activation(ExpirationLimit.atMost("PT2H")))
                  .isAccepted())
          .as("another policy")
          .isTrue();
      priya
          .changeSettings(MAIL, telling(PolicyRule.ACTIVATION_TO_APPROVERS, Level.ALL, defaults))
          .orThrow();
      assertThat(
              priya
                  .changeSettings(MAIL, s -> s.activation(ExpirationLimit.atMost("PT2H")))
                  .isAccepted())
          .isTrue();
    }

    @Test
    void fact_120_recipientsOfOtherMails_lockNothing() {
      Simulation day = day(gated());
      Actor priya = day.as("Priya");
      for (PolicyRule rule :
          List.of(
              PolicyRule.ACTIVATION_TO_ADMINISTRATORS,
              PolicyRule.ACTIVATION_TO_REQUESTOR,
              PolicyRule.ELIGIBILITY_TO_ADMINISTRATORS)) {
        priya.changeSettings(MAIL, telling(rule, Level.ALL, true, "a@x")).orThrow();
      }

      assertThat(
              priya
                  .changeSettings(MAIL, s -> s.activation(ExpirationLimit.atMost("PT2H")))
                  .isAccepted())
          .isTrue();
    }
  }
}
