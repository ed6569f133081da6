package dev.pimento.testkit.finding;

import static dev.pimento.testkit.finding.WellKept.BREAK_GLASS;
import static dev.pimento.testkit.finding.WellKept.EXCHANGE;
import static dev.pimento.testkit.finding.WellKept.GLOBAL;
import static dev.pimento.testkit.finding.WellKept.JOSE;
import static dev.pimento.testkit.finding.WellKept.LIDIA;
import static dev.pimento.testkit.finding.WellKept.LONG_AGO;
import static dev.pimento.testkit.finding.WellKept.MEGAN;
import static dev.pimento.testkit.finding.WellKept.MEMBER;
import static dev.pimento.testkit.finding.WellKept.NEXT_YEAR;
import static dev.pimento.testkit.finding.WellKept.OWNER;
import static dev.pimento.testkit.finding.WellKept.PIM;
import static dev.pimento.testkit.finding.WellKept.READ;
import static dev.pimento.testkit.finding.WellKept.ROBOT;
import static dev.pimento.testkit.finding.WellKept.STAFF;
import static dev.pimento.testkit.finding.WellKept.USERS;
import static dev.pimento.testkit.finding.WellKept.activated;
import static dev.pimento.testkit.finding.WellKept.assigned;
import static dev.pimento.testkit.finding.WellKept.eligible;
import static dev.pimento.testkit.finding.WellKept.id;
import static dev.pimento.testkit.finding.WellKept.settings;
import static dev.pimento.testkit.finding.WellKept.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.finding.Baseline;
import dev.pimento.finding.Check;
import dev.pimento.finding.Finding;
import dev.pimento.finding.Findings;
import dev.pimento.finding.Severity;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.plan.Rehearsal;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each check a tenant in which it finds something, and its nearest neighbour without. */
class NearestNeighboursTest {

  private static final Id OTHER = id("PIM-Other");
  private static final Access OTHER_MEMBER = Access.member(OTHER);
  private static final Baseline DECLARED =
      Baseline.standard().breakGlass("Break Glass", "emergencies", NEXT_YEAR);
  private static final Baseline ROBOT_DECLARED =
      Baseline.standard().automation("Robot", "resets passwords", NEXT_YEAR);

  private record Case(
      String name, Check check, Severity severity, Baseline baseline, Tenant broken, Tenant well) {
    @Override
    public String toString() {
      return check + ": " + name;
    }
  }

  private static Case of(
      Check check, Severity severity, String name, Tenant.Builder broken, Tenant.Builder well) {
    return new Case(name, check, severity, Baseline.standard(), broken.build(), well.build());
  }

  private static Case of(
      Check check,
      Severity severity,
      String name,
      Baseline baseline,
      Tenant.Builder broken,
      Tenant.Builder well) {
    return new Case(name, check, severity, baseline, broken.build(), well.build());
  }

  static Stream<Case> cases() {
    return Stream.of(
            people(), settingsOfGates(), ownersAndDoors(), approvers(), groups(), declarations())
        .flatMap(List::stream);
  }

  private static List<Case> people() {
    Span ending = Span.exactly(Interval.of(LONG_AGO, NEXT_YEAR));
    return List.of(
        of(
            Check.STANDING_PRIVILEGE,
            Severity.HIGH,
            "assigned in person, not eligible through the group",
            tenant().schedule(assigned(LIDIA, USERS)),
            tenant().schedule(eligible(LIDIA, MEMBER))),
        of(
            Check.STANDING_PRIVILEGE,
            Severity.HIGH,
            "a member of the group for good, not by an activation",
            tenant().schedule(assigned(JOSE, MEMBER)),
            tenant().schedule(activated(JOSE, MEMBER))),
        of(
            Check.STANDING_PRIVILEGE,
            Severity.MEDIUM,
            "until next year, but of a role that is privileged",
            tenant().schedule(assigned(LIDIA, USERS, ending)),
            tenant().schedule(assigned(LIDIA, EXCHANGE, ending))),
        of(
            Check.UNDECLARED_AUTOMATION,
            Severity.MEDIUM,
            "an application with a role that is privileged",
            tenant().schedule(assigned(ROBOT, USERS)),
            tenant().schedule(assigned(ROBOT, EXCHANGE))),
        of(
            Check.DIRECT_ASSIGNMENT,
            Severity.LOW,
            "assigned in person, not to the group",
            tenant().schedule(assigned(LIDIA, EXCHANGE)),
            tenant().schedule(assigned(PIM, EXCHANGE))),
        of(
            Check.DIRECT_ASSIGNMENT,
            Severity.LOW,
            "eligible in person, not as a member",
            tenant().schedule(eligible(LIDIA, EXCHANGE)),
            tenant().schedule(eligible(LIDIA, MEMBER))),
        of(
            Check.PERMANENT_ELIGIBILITY,
            Severity.MEDIUM,
            "without end",
            tenant().schedule(eligible(LIDIA, MEMBER, Interval.from(LONG_AGO))),
            tenant().schedule(eligible(LIDIA, MEMBER, Interval.of(LONG_AGO, NEXT_YEAR)))),
        of(
            Check.PERMANENT_ELIGIBILITY,
            Severity.MEDIUM,
            "for a group with roles",
            tenant().schedule(eligible(LIDIA, MEMBER, Interval.from(LONG_AGO))),
            tenant().schedule(eligible(LIDIA, Access.member(STAFF), Interval.from(LONG_AGO)))),
        of(
            Check.DORMANT_ELIGIBILITY,
            Severity.LOW,
            "never activated",
            tenant().schedule(eligible(LIDIA, MEMBER, months())),
            tenant()
                .schedule(eligible(LIDIA, MEMBER, months()))
                .schedule(activated(LIDIA, MEMBER))),
        of(
            Check.DORMANT_ELIGIBILITY,
            Severity.LOW,
            "for longer than it may be",
            tenant().schedule(eligible(LIDIA, MEMBER, months())),
            tenant().schedule(eligible(LIDIA, MEMBER, Interval.of(LONG_AGO, NEXT_YEAR)))));
  }

  private static Interval months() {
    return Interval.of(READ.minus(Duration.ofDays(60)), NEXT_YEAR);
  }

  private static List<Case> settingsOfGates() {
    RoleSettings open = settings(s -> s.approval(Approval.notRequired()));
    RoleSettings password =
        settings(s -> s.activationRequirements(Set.of(Requirement.JUSTIFICATION)));
    NotificationSettings nobody =
        new NotificationSettings(NotificationSettings.Level.NONE, true, Set.of());
    NotificationSettings others =
        new NotificationSettings(NotificationSettings.Level.ALL, false, Set.of("soc@contoso.com"));
    return List.of(
        of(
            Check.ELIGIBLE_WITHOUT_APPROVAL,
            Severity.HIGH,
            "asks nobody",
            tenant().settings(MEMBER, open),
            tenant()),
        of(
            Check.ELIGIBLE_WITHOUT_APPROVAL,
            Severity.HIGH,
            "before a role that is privileged",
            other(USERS).settings(OTHER_MEMBER, open),
            other(EXCHANGE).settings(OTHER_MEMBER, open)),
        of(
            Check.ELIGIBLE_WITHOUT_APPROVAL,
            Severity.HIGH,
            "at each hop, not only at the second",
            hops(open).settings(OTHER_MEMBER, open),
            hops(open).settings(OTHER_MEMBER, settings().build())),
        of(
            Check.MISSING_MFA,
            Severity.HIGH,
            "a password is enough",
            tenant().settings(MEMBER, password).settings(OWNER, password),
            tenant()
                .settings(
                    MEMBER,
                    RoleSettings.builder().from(password).authenticationContext("c1").build())
                .settings(
                    OWNER,
                    RoleSettings.builder().from(password).authenticationContext("c1").build())),
        of(
            Check.LONG_ACTIVATION,
            Severity.MEDIUM,
            "half an hour more than a shift",
            tenant()
                .settings(MEMBER, settings(s -> s.activation(ExpirationLimit.atMost("PT8H30M")))),
            tenant()),
        of(
            Check.NOTIFICATION_OFF,
            Severity.LOW,
            "nobody, not somebody else",
            tenant()
                .settings(
                    MEMBER,
                    settings(
                        s -> s.putNotifications(PolicyRule.ACTIVATION_TO_ADMINISTRATORS, nobody))),
            tenant()
                .settings(
                    MEMBER,
                    settings(
                        s ->
                            s.putNotifications(PolicyRule.ACTIVATION_TO_ADMINISTRATORS, others)))));
  }

  /** A second role-assignable group with a role, for which Lidia is eligible. */
  private static Tenant.Builder other(Access role) {
    return tenant()
        .principal(Group.roleAssignable(OTHER, "PIM-Other"))
        .onboarded(OTHER)
        .schedule(assigned(OTHER, role))
        .schedule(eligible(JOSE, OTHER_MEMBER))
        .settings(Access.owner(OTHER), settings().build());
  }

  /** José is eligible for a group that is eligible for the one with the role. */
  private static Tenant.Builder hops(RoleSettings second) {
    return tenant()
        .principal(Group.roleAssignable(OTHER, "PIM-Other"))
        .principal(Group.roleAssignable(id("PIM-Third"), "PIM-Third"))
        .onboarded(OTHER)
        .schedule(eligible(JOSE, OTHER_MEMBER))
        .schedule(eligible(OTHER, Access.member(id("PIM-Third"))))
        .schedule(assigned(id("PIM-Third"), GLOBAL))
        .settings(Access.member(id("PIM-Third")), second)
        .settings(Access.owner(id("PIM-Third")), second)
        .settings(Access.owner(OTHER), settings().build());
  }

  private static List<Case> ownersAndDoors() {
    RoleSettings byDefault = Knowledge.builtIn().defaultSettings(OWNER);
    return List.of(
        of(
            Check.OWNER_SIDE_AT_DEFAULTS,
            Severity.HIGH,
            "owners ask for nothing that members have to ask for",
            tenant().settings(OWNER, byDefault),
            tenant().settings(OWNER, byDefault).settings(MEMBER, byDefault)),
        of(
            Check.OWNER_SIDE_AT_DEFAULTS,
            Severity.MEDIUM,
            "whose settings nobody ever changed",
            untouchedOwners(EXCHANGE).settings(OTHER_MEMBER, settings().build()),
            untouchedOwners(EXCHANGE)
                .settings(OTHER_MEMBER, Knowledge.builtIn().defaultSettings(OTHER_MEMBER))),
        of(
            Check.WEAKEST_DOOR,
            Severity.MEDIUM,
            "two groups with one role, one asks for no approval",
            other(USERS).settings(OTHER_MEMBER, settings(s -> s.approval(Approval.notRequired()))),
            other(USERS).settings(OTHER_MEMBER, settings().build())),
        of(
            Check.WEAKEST_DOOR,
            Severity.MEDIUM,
            "for the same role",
            other(USERS).settings(OTHER_MEMBER, settings(s -> s.approval(Approval.notRequired()))),
            other(GLOBAL)
                .settings(OTHER_MEMBER, settings(s -> s.approval(Approval.notRequired())))));
  }

  private static Tenant.Builder untouchedOwners(Access role) {
    return tenant()
        .principal(Group.roleAssignable(OTHER, "PIM-Other"))
        .schedule(assigned(OTHER, role));
  }

  private static List<Case> approvers() {
    Id approvers = id("Approvers");
    Access approver = Access.member(approvers);
    Approval byGroup = Approval.by(Approver.membersOf(approvers));
    return List.of(
        of(
            Check.NO_APPROVER,
            Severity.HIGH,
            "a group without members",
            withApprovers(byGroup),
            withApprovers(byGroup).schedule(assigned(LIDIA, approver))),
        of(
            Check.NO_APPROVER,
            Severity.HIGH,
            "a disabled account",
            tenant()
                .principal(
                    User.builder().id(id("Dora")).displayName("Dora").enabled(Verdict.NO).build())
                .settings(
                    MEMBER, settings(s -> s.approval(Approval.by(Approver.user(id("Dora")))))),
            tenant()
                .principal(User.of(id("Dora"), "Dora", "dora@contoso.com"))
                .settings(
                    MEMBER, settings(s -> s.approval(Approval.by(Approver.user(id("Dora"))))))),
        of(
            Check.APPROVERS_ONLY_ELIGIBLE,
            Severity.MEDIUM,
            "approvers who have to activate first",
            withApprovers(byGroup).schedule(eligible(LIDIA, approver)),
            withApprovers(byGroup)
                .schedule(eligible(LIDIA, approver))
                .schedule(assigned(MEGAN, approver))),
        of(
            Check.APPROVERS_ONLY_ELIGIBLE,
            Severity.HIGH,
            "approvers who wait for each other",
            withApprovers(byGroup)
                .schedule(eligible(LIDIA, approver))
                .settings(approver, settings(s -> s.approval(byGroup))),
            withApprovers(byGroup)
                .schedule(eligible(LIDIA, approver))
                .schedule(assigned(MEGAN, approver))
                .settings(approver, settings(s -> s.approval(byGroup)))),
        of(
            Check.SINGLE_APPROVER,
            Severity.LOW,
            "one, not two",
            tenant().settings(MEMBER, settings(s -> s.approval(Approval.by(Approver.user(LIDIA))))),
            tenant()),
        of(
            Check.APPROVER_IS_PEER,
            Severity.LOW,
            "one of them is eligible too",
            tenant().schedule(eligible(LIDIA, MEMBER)),
            tenant().schedule(eligible(LIDIA, Access.member(STAFF)))),
        of(
            Check.APPROVER_IS_PEER,
            Severity.MEDIUM,
            "all of them are eligible too",
            tenant().settings(MEMBER, settings(s -> s.approval(Approval.by(Approver.user(JOSE))))),
            tenant()));
  }

  private static Tenant.Builder withApprovers(Approval approval) {
    return tenant()
        .principal(Group.security(id("Approvers"), "Approvers"))
        .settings(Access.member(id("Approvers")), settings(s -> s.approval(Approval.notRequired())))
        .settings(MEMBER, settings(s -> s.approval(approval)));
  }

  private static List<Case> groups() {
    Span unknownStart = Span.seenAtUntil(READ, Instant.MAX);
    Group dynamic =
        Group.builder()
            .id(OTHER)
            .displayName("Everybody")
            .roleAssignable(Verdict.NO)
            .dynamic(Verdict.YES)
            .synced(Verdict.NO)
            .build();
    return List.of(
        of(
            Check.UNPROTECTED_GROUP_NESTED,
            Severity.HIGH,
            "an ordinary group is eligible for a group with roles",
            tenant().schedule(eligible(STAFF, MEMBER)),
            tenant()
                .principal(Group.roleAssignable(OTHER, "PIM-Other"))
                .schedule(eligible(OTHER, MEMBER))),
        of(
            Check.ADDED_PAST_PIM,
            Severity.MEDIUM,
            "a member without a start",
            tenant().schedule(assigned(ROBOT, MEMBER, unknownStart)),
            tenant().schedule(assigned(ROBOT, MEMBER))),
        of(
            Check.ADDED_PAST_PIM,
            Severity.MEDIUM,
            "in a group that PIM manages",
            tenant().schedule(assigned(ROBOT, MEMBER, unknownStart)),
            tenant().schedule(assigned(ROBOT, Access.member(STAFF), unknownStart))),
        of(
            Check.UNPROTECTED_PIM_GROUP,
            Severity.MEDIUM,
            "in PIM and not role-assignable",
            tenant().onboarded(STAFF),
            tenant()),
        of(
            Check.GROUP_THAT_CANNOT_WORK,
            Severity.MEDIUM,
            "a dynamic group, not one with assigned members",
            tenant().principal(dynamic).onboarded(OTHER),
            tenant().principal(Group.security(OTHER, "Everybody")).onboarded(OTHER)),
        of(
            Check.GROUP_THAT_CANNOT_WORK,
            Severity.MEDIUM,
            "a group with roles that is not role-assignable",
            tenant().schedule(assigned(STAFF, EXCHANGE)),
            tenant().schedule(assigned(PIM, EXCHANGE))),
        of(
            Check.LAST_OWNER,
            Severity.LOW,
            "one owner, not two",
            tenant().schedule(assigned(LIDIA, OWNER)),
            tenant().schedule(assigned(LIDIA, OWNER)).schedule(assigned(MEGAN, OWNER))));
  }

  private static List<Case> declarations() {
    return List.of(
        of(
            Check.BREAK_GLASS_WITHOUT_STANDING,
            Severity.HIGH,
            "eligible, not assigned",
            DECLARED,
            tenant().schedule(eligible(BREAK_GLASS, GLOBAL)),
            tenant().schedule(assigned(BREAK_GLASS, GLOBAL))),
        of(
            Check.BREAK_GLASS_WITHOUT_STANDING,
            Severity.HIGH,
            "for good, not until next year",
            DECLARED,
            tenant()
                .schedule(
                    assigned(BREAK_GLASS, GLOBAL, Span.exactly(Interval.of(LONG_AGO, NEXT_YEAR)))),
            tenant().schedule(assigned(BREAK_GLASS, GLOBAL))),
        of(
            Check.UNUSED_DECLARATION,
            Severity.LOW,
            "nothing that it would answer",
            ROBOT_DECLARED,
            tenant(),
            tenant().schedule(assigned(ROBOT, USERS))));
  }

  @Test
  void nothing_isFoundInAWellKeptTenant() {
    Findings findings = Findings.of(tenant().build(), Knowledge.builtIn(), READ);

    assertThat(findings.all()).isEmpty();
    assertThat(findings.unsettled()).isEmpty();
    assertThat(findings).hasToString("findings at 2026-03-02T08:00:00Z\nnothing found");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void check_findsTheBrokenTenantAndNotItsNeighbour(Case it) {
    assertThat(found(it, it.broken()))
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(it.severity());
              assertThat(finding.verdict()).isEqualTo(Verdict.YES);
              assertThat(finding.proof()).isNotEmpty();
              assertThat(finding.remedy().words()).isNotEmpty();
            });
    assertThat(found(it, it.well())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void remedy_ifItHasCommands_isAcceptedAndHelps(Case it) {
    for (Finding finding : found(it, it.broken())) {
      Rehearsal rehearsal =
          finding.remedy().plan().rehearse(Simulation.of(it.broken(), Knowledge.builtIn()));
      assertThat(rehearsal.isComplete()).as("%s", rehearsal).isTrue();
      if (!finding.remedy().plan().isEmpty()) {
        Findings after =
            Findings.of(rehearsal.after().tenant(), Knowledge.builtIn(), READ, it.baseline());
        assertThat(after.find(finding.id())).isEmpty();
      }
    }
  }

  @Test
  void cases_areThereForEveryCheck() {
    Set<Check> seen = new TreeSet<>();
    cases().forEach(it -> seen.add(it.check()));

    assertThat(seen).containsExactlyInAnyOrder(Check.values());
  }

  private static List<Finding> found(Case it, Tenant tenant) {
    return Findings.of(tenant, Knowledge.builtIn(), READ, it.baseline()).of(it.check()).toList();
  }
}
