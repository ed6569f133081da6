package dev.pimento.testkit.escalation;

import static dev.pimento.policy.Requirement.JUSTIFICATION;
import static dev.pimento.policy.Requirement.MULTI_FACTOR_AUTHENTICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.escalation.BlastRadius;
import dev.pimento.escalation.Cause;
import dev.pimento.escalation.Cut;
import dev.pimento.escalation.Escalation;
import dev.pimento.escalation.EscalationPath;
import dev.pimento.escalation.Everyone;
import dev.pimento.escalation.Price;
import dev.pimento.escalation.Reached;
import dev.pimento.escalation.Together;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Paths from an account to a role, in stories. */
class EscalationTest {

  static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
  private static final String EXCHANGE = "Exchange Administrator";
  private static final String GLOBAL = "Global Administrator";
  private static final Id GLOBAL_ID = Id.of("62e90394-69f5-4237-9190-012177145e10");

  static Id id(String name) {
    return TenantBuilder.id(name);
  }

  static TenantBuilder tenant() {
    return TenantBuilder.at(NOW);
  }

  /** José is eligible for a group that holds a role, without anything asked. */
  private static TenantBuilder optionB(Requirement... asked) {
    return TenantBuilder.at(NOW)
        .user("jose")
        .roleAssignableGroup("G")
        .holds("G", EXCHANGE)
        .eligible("jose", "G")
        .settings("G", s -> s.activationRequirements(Set.of(asked)));
  }

  private static TenantBuilder withApprovalBy(TenantBuilder tenant, String... approvers) {
    return tenant.settings(
        "G",
        s ->
            s.activationRequirements(Set.of())
                .approval(
                    Approval.by(
                        List.of(approvers).stream()
                            .map(name -> Approver.user(id(name)))
                            .toArray(Approver[]::new))));
  }

  static Access access(Tenant tenant, String name) {
    return name.equals(GLOBAL) ? Access.role(GLOBAL_ID) : Lookup.in(tenant).access(name);
  }

  private static Escalation escalation(Tenant tenant) {
    return Escalation.of(tenant, Knowledge.builtIn(), NOW);
  }

  private static Reached reached(Tenant tenant, String who, String what) {
    return escalation(tenant).cheapest(id(who), access(tenant, what));
  }

  private static EscalationPath path(Tenant tenant, String who, String what) {
    Reached reached = reached(tenant, who, what);
    assertThat(reached.verdict()).as(who + " to " + what).isEqualTo(Verdict.YES);
    return reached.path().orElseThrow();
  }

  private static List<String> steps(Tenant tenant, String who, String what) {
    return path(tenant, who, what).steps().stream().map(step -> step.describe(tenant)).toList();
  }

  private static Price price(
      int approvals, int takeovers, int changes, int activations, int asked) {
    return new Price(approvals, takeovers, changes, activations, asked);
  }

  @Nested
  class Activating {

    @Test
    void eligibleMember_activatesAndHasTheRole_fact156() {
      Tenant tenant = optionB(JUSTIFICATION).build();

      assertThat(steps(tenant, "jose", EXCHANGE))
          .containsExactly("jose activates member of G", "jose has Exchange Administrator");
      assertThat(path(tenant, "jose", EXCHANGE).price()).isEqualTo(price(0, 0, 0, 1, 1));
    }

    @Test
    void optionA_activatesTheRole_fact156() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("jose")
              .roleAssignableGroup("G")
              .holds("jose", "G")
              .eligible("G", EXCHANGE)
              .settings(EXCHANGE, s -> s.activationRequirements(Set.of()))
              .build();

      assertThat(steps(tenant, "jose", EXCHANGE))
          .containsExactly("jose has member of G", "jose activates Exchange Administrator");
    }

    @Test
    void doubleHop_activatesTwice_fact159() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("jose")
              .roleAssignableGroup("G")
              .eligible("jose", "G")
              .eligible("G", EXCHANGE)
              .build();

      assertThat(steps(tenant, "jose", EXCHANGE))
          .containsExactly("jose activates member of G", "jose activates Exchange Administrator");
    }

    @Test
    void nestedGroup_isEligibleByASwitch_fact43() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("jose")
              .group("inner")
              .group("middle")
              .roleAssignableGroup("G")
              .holds("jose", "inner")
              .holds("inner", "middle")
              .eligible("middle", "G")
              .holds("G", EXCHANGE)
              .build();
      Knowledge flat =
          Knowledge.builtIn().assuming(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS, false);

      assertThat(reached(tenant, "jose", EXCHANGE).verdict()).isEqualTo(Verdict.YES);
      assertThat(
              Escalation.of(tenant, flat, NOW)
                  .cheapest(id("jose"), access(tenant, EXCHANGE))
                  .verdict())
          .isEqualTo(Verdict.NO);
    }

    @Test
    void groupThatIsEligible_letsItsMembersActivate_fact40() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("jose")
              .group("inner")
              .roleAssignableGroup("G")
              .holds("jose", "inner")
              .eligible("inner", "G")
              .holds("G", EXCHANGE)
              .build();

      assertThat(steps(tenant, "jose", EXCHANGE))
          .containsExactly(
              "jose has member of inner",
              "jose activates member of G",
              "jose has Exchange Administrator");
    }

    @Test
    void settingsNotRead_leaveThePathUncertain_fact229() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("jose")
              .roleAssignableGroup("G")
              .holds("G", EXCHANGE)
              .eligible("jose", "G")
              .build();
      Tenant unread =
          tenant.toBuilder()
              .coverage(
                  Coverage.everything().with(Read.of(Read.Kind.ROLE_SETTINGS), Completeness.UNREAD))
              .build();

      Reached reached = reached(unread, "jose", EXCHANGE);

      assertThat(reached.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(reached.path()).isPresent();
      assertThat(reached.reads()).contains(Read.of(Read.Kind.ROLE_SETTINGS));
    }
  }

  @Nested
  class Resetting {

    @Test
    void helpdesk_resetsWhoIsOnlyEligible_fact169() {
      Tenant tenant =
          optionB(JUSTIFICATION).user("hanna").holds("hanna", "Helpdesk Administrator").build();

      assertThat(steps(tenant, "hanna", EXCHANGE))
          .containsExactly(
              "hanna has Helpdesk Administrator",
              "hanna resets the password of jose",
              "jose activates member of G",
              "jose has Exchange Administrator");
    }

    @Test
    void passwordAlone_doesNotPassMultiFactor_fact232() {
      Tenant tenant =
          optionB(MULTI_FACTOR_AUTHENTICATION)
              .user("hanna")
              .holds("hanna", "Helpdesk Administrator")
              .build();

      assertThat(reached(tenant, "hanna", EXCHANGE).verdict()).isEqualTo(Verdict.NO);
      Escalation without =
          Escalation.in(tenant, Knowledge.builtIn()).withoutMethods(Set.of(id("jose"))).build();
      assertThat(without.cheapest(id("hanna"), access(tenant, EXCHANGE)).verdict())
          .isEqualTo(Verdict.YES);
    }

    @Test
    void authenticationMethods_passMultiFactor_fact232() {
      Tenant tenant =
          optionB(MULTI_FACTOR_AUTHENTICATION)
              .user("anton")
              .holds("anton", "Authentication Administrator")
              .build();

      assertThat(steps(tenant, "anton", EXCHANGE))
          .contains("anton resets the authentication methods of jose");
    }

    @Test
    void activeMemberOfRoleAssignableGroup_isProtected_fact168() {
      Tenant tenant =
          optionB()
              .user("hanna")
              .holds("hanna", "Helpdesk Administrator")
              .roleAssignableGroup("shield")
              .holds("jose", "shield")
              .build();

      assertThat(reached(tenant, "hanna", EXCHANGE).verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void roleForTheTenant_doesNotReachIntoARestrictedUnit_fact178() {
      TenantBuilder common =
          optionB()
              .restrictedUnit("vault")
              .inUnit("jose", "vault")
              .user("pia")
              .user("hanna")
              .holds("hanna", "Helpdesk Administrator");
      Tenant tenant = common.build();
      Tenant within = common.holds("pia", "Helpdesk Administrator at unit vault").build();

      assertThat(reached(tenant, "hanna", EXCHANGE).verdict()).isEqualTo(Verdict.NO);
      assertThat(steps(within, "pia", EXCHANGE)).contains("pia resets the password of jose");
    }

    @Test
    void dynamicUnit_pullsInWhoeverIsEdited_fact175() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("jessica")
              .user("ada")
              .holds("ada", "Global Administrator")
              .customRole("Editor", "microsoft.directory/users/basic/update")
              .dynamicUnit("HR")
              .holds("jessica", "Editor")
              .roleAssignableGroup("support")
              .eligible("jessica", "support")
              .holds("support", "Privileged Authentication Administrator at unit HR")
              .build();

      assertThat(steps(tenant, "jessica", GLOBAL))
          .contains("jessica moves users into HR", "jessica resets the password of ada");
    }
  }

  @Nested
  class Groups {

    @Test
    void owner_addsThemselves_fact174() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("olga")
              .roleAssignableGroup("G")
              .holds("G", EXCHANGE)
              .eligible("olga", "owner of G")
              .build();

      assertThat(steps(tenant, "olga", EXCHANGE))
          .containsExactly(
              "olga activates owner of G",
              "olga adds an account to member of G",
              "olga has Exchange Administrator");
    }

    @Test
    void standardGroupEligibleInARoleGroup_isAHole_fact173() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("greta")
              .holds("greta", "Groups Administrator")
              .group("plain")
              .roleAssignableGroup("G")
              .eligible("plain", "G")
              .holds("G", EXCHANGE)
              .build();

      assertThat(steps(tenant, "greta", EXCHANGE))
          .containsExactly(
              "greta has Groups Administrator",
              "greta adds an account to member of plain",
              "greta activates member of G",
              "greta has Exchange Administrator");
    }

    @Test
    void roleAssignableGroup_isNotForGroupsAdministrators_fact13() {
      Tenant tenant = optionB().user("greta").holds("greta", "Groups Administrator").build();

      assertThat(reached(tenant, "greta", EXCHANGE).verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void microsoft365Group_isForExchangeAdministrators_fact248() {
      TenantBuilder common =
          TenantBuilder.at(NOW)
              .user("erik")
              .holds("erik", EXCHANGE)
              .roleAssignableGroup("G")
              .holds("G", "User Administrator");
      Tenant team =
          common.group("team", g -> g.kind(Group.Kind.MICROSOFT_365)).eligible("team", "G").build();

      assertThat(reached(team, "erik", "User Administrator").verdict()).isEqualTo(Verdict.YES);
    }

    @Test
    void dynamicGroup_takesNobodyIn_fact10() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("greta")
              .holds("greta", "Groups Administrator")
              .group("rule", g -> g.dynamic(Verdict.YES))
              .roleAssignableGroup("G")
              .eligible("rule", "G")
              .holds("G", EXCHANGE)
              .build();

      assertThat(reached(tenant, "greta", EXCHANGE).verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void managerOfSettings_loosensThemForAnother_fact26() {
      Tenant tenant =
          optionB()
              .user("cora")
              .user("sec")
              .holds("sec", "Security Administrator")
              .holds("cora", "Helpdesk Administrator")
              .holds("cora", "Conditional Access Administrator")
              .settings("G", s -> s.activationRequirements(Set.of()).authenticationContext("c1"))
              .build();

      assertThat(steps(tenant, "cora", EXCHANGE))
          .contains("cora weakens the authentication contexts", "cora resets the password of jose");
    }
  }

  @Nested
  class Approving {

    @Test
    void somebodyElse_isThePrice_fact113() {
      Tenant tenant = withApprovalBy(optionB().user("anna"), "anna").build();

      EscalationPath path = path(tenant, "jose", EXCHANGE);

      assertThat(path.price()).isEqualTo(price(1, 0, 0, 1, 0));
      assertThat(path.isAlone()).isFalse();
    }

    @Test
    void approverUnderTheSameControl_saysYes_fact113() {
      Tenant tenant =
          withApprovalBy(
                  optionB().user("anna").user("hanna").holds("hanna", "Helpdesk Administrator"),
                  "anna")
              .build();

      assertThat(steps(tenant, "hanna", EXCHANGE))
          .contains(
              "hanna resets the password of jose",
              "hanna resets the password of anna",
              "anna approves member of G");
      assertThat(path(tenant, "hanna", EXCHANGE).price()).isEqualTo(price(0, 2, 0, 1, 0));
    }

    @Test
    void nobodyApprovesTheirOwnRequest_fact114() {
      Tenant tenant = withApprovalBy(optionB(), "jose").build();

      assertThat(reached(tenant, "jose", EXCHANGE).verdict()).isEqualTo(Verdict.NO);
      assertThat(escalation(tenant).together(access(tenant, EXCHANGE)).size()).isZero();
    }

    @Test
    void groupWithoutApprovers_isADeadEnd_fact112() {
      Tenant tenant = withApprovalBy(optionB()).build();

      assertThat(reached(tenant, "jose", EXCHANGE).verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void together_oneAsksAndAnotherApproves_fact242() {
      Tenant tenant = withApprovalBy(optionB().user("anna").user("otto"), "anna", "otto").build();

      Together together = escalation(tenant).together(access(tenant, EXCHANGE));

      assertThat(together.size()).isEqualTo(2);
      assertThat(together.sets())
          .containsExactlyInAnyOrder(
              new TreeSet<>(Set.of(id("jose"), id("anna"))),
              new TreeSet<>(Set.of(id("jose"), id("otto"))));
      assertThat(together.exhausted()).isTrue();
    }
  }

  @Nested
  class Applications {

    @Test
    void ownerOfAServicePrincipal_addsASecret_fact248() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("david")
              .user("ada")
              .application("Finance")
              .owns("david", "Finance")
              .holds("Finance", "Privileged Authentication Administrator")
              .holds("ada", "Global Administrator")
              .build();

      assertThat(steps(tenant, "david", GLOBAL))
          .containsExactly(
              "david owns Finance",
              "david adds a secret to Finance",
              "Finance has Privileged Authentication Administrator",
              "Finance resets the password of ada",
              "ada has Global Administrator");
    }

    @Test
    void ownerOfTheRegistration_addsASecret_fact248() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("david")
              .application("Finance")
              .owns("david", "registration of Finance")
              .permission("Finance", "RoleManagement.ReadWrite.Directory")
              .build();

      assertThat(steps(tenant, "david", GLOBAL))
          .containsExactly(
              "david owns Finance",
              "david adds a secret to Finance",
              "Finance has RoleManagement.ReadWrite.Directory",
              "Finance assigns the role Global Administrator");
    }

    @Test
    void servicePrincipalThatOwnsAnother_needsAPermission_fact248() {
      TenantBuilder common =
          TenantBuilder.at(NOW)
              .user("david")
              .application("small")
              .application("large")
              .owns("david", "small")
              .owns("small", "large")
              .permission("large", "RoleManagement.ReadWrite.Directory");

      assertThat(reached(common.build(), "david", GLOBAL).verdict()).isEqualTo(Verdict.NO);
      common.permission("small", "Application.ReadWrite.OwnedBy");
      assertThat(reached(common.build(), "david", GLOBAL).verdict()).isEqualTo(Verdict.YES);
    }

    @Test
    void permissionToAssign_addsAMemberToARoleGroup_fact176() {
      Tenant tenant =
          optionB()
              .application("tool")
              .user("dana")
              .owns("dana", "tool")
              .permission("tool", "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup")
              .build();

      assertThat(steps(tenant, "dana", EXCHANGE))
          .contains("tool adds an account to member of G", "tool has Exchange Administrator");
    }

    @Test
    void applicationsNotRead_leaveItOpen_fact229() {
      Tenant tenant =
          optionB().user("david").build().toBuilder()
              .coverage(
                  Coverage.everything().with(Read.of(Read.Kind.APPLICATIONS), Completeness.UNREAD))
              .build();

      Reached reached = reached(tenant, "david", EXCHANGE);

      assertThat(reached.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(reached.path()).isEmpty();
      assertThat(reached.reads()).containsExactly(Read.of(Read.Kind.APPLICATIONS));
    }
  }

  @Nested
  class InTime {

    private static final Instant FRIDAY = Instant.parse("2026-03-06T08:00:00Z");

    private Tenant eligibleFromFriday() {
      return TenantBuilder.at(NOW)
          .user("jose")
          .roleAssignableGroup("G")
          .holds("G", EXCHANGE)
          .eligible("jose", "G", new Interval(FRIDAY, FRIDAY.plus(Duration.ofDays(1))))
          .build();
    }

    @Test
    void edge_existsInItsInterval_fact51() {
      Tenant tenant = eligibleFromFriday();

      assertThat(reached(tenant, "jose", EXCHANGE).verdict()).isEqualTo(Verdict.NO);
      assertThat(
              Escalation.of(tenant, Knowledge.builtIn(), FRIDAY)
                  .cheapest(id("jose"), access(tenant, EXCHANGE))
                  .verdict())
          .isEqualTo(Verdict.YES);
      assertThat(
              Escalation.of(tenant, Knowledge.builtIn(), FRIDAY.plus(Duration.ofDays(1)))
                  .cheapest(id("jose"), access(tenant, EXCHANGE))
                  .verdict())
          .isEqualTo(Verdict.NO);
    }

    @Test
    void within_waitsForTheStart_fact51() {
      Tenant tenant = eligibleFromFriday();

      EscalationPath path =
          Escalation.in(tenant, Knowledge.builtIn())
              .within(NOW, Duration.ofDays(7))
              .build()
              .cheapest(id("jose"), access(tenant, EXCHANGE))
              .path()
              .orElseThrow();

      assertThat(path.steps().get(0).takes().waitUntil()).isEqualTo(FRIDAY);
    }

    @Test
    void whatIsNeededTogether_mustMeetInTime_fact51() {
      Interval first = new Interval(NOW, NOW.plus(Duration.ofDays(1)));
      Interval second = new Interval(FRIDAY, FRIDAY.plus(Duration.ofDays(1)));
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("jose")
              .roleAssignableGroup("G")
              .eligible("jose", "G", first)
              .eligible("G", EXCHANGE, second)
              .build();

      assertThat(
              Escalation.in(tenant, Knowledge.builtIn())
                  .within(NOW, Duration.ofDays(30))
                  .build()
                  .cheapest(id("jose"), access(tenant, EXCHANGE))
                  .verdict())
          .isEqualTo(Verdict.NO);
    }

    @Test
    void takenOver_staysTakenOver_fact168() {
      Interval first = new Interval(NOW, NOW.plus(Duration.ofDays(1)));
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("jose")
              .user("hanna")
              .holds("hanna", "Helpdesk Administrator", first)
              .roleAssignableGroup("G")
              .holds("G", EXCHANGE)
              .eligible("jose", "G", new Interval(FRIDAY, FRIDAY.plus(Duration.ofDays(1))))
              .build();

      EscalationPath path =
          Escalation.in(tenant, Knowledge.builtIn())
              .within(NOW, Duration.ofDays(7))
              .build()
              .cheapest(id("hanna"), access(tenant, EXCHANGE))
              .path()
              .orElseThrow();

      assertThat(path.steps().get(1).takes().waitUntil()).isEqualTo(Instant.MIN);
      assertThat(path.steps().get(2).takes().waitUntil()).isEqualTo(FRIDAY);
    }
  }

  @Nested
  class Answers {

    private Tenant tenant() {
      return optionB(JUSTIFICATION)
          .user("hanna")
          .holds("hanna", "Helpdesk Administrator")
          .user("olga")
          .holds("olga", "owner of G")
          .build();
    }

    @Test
    void everyone_isSortedByPrice() {
      Tenant tenant = tenant();

      Everyone everyone = escalation(tenant).everyone(access(tenant, EXCHANGE));

      assertThat(everyone.paths().stream().map(EscalationPath::from))
          .containsExactly(id("jose"), id("olga"), id("hanna"));
      assertThat(everyone.reads()).isEmpty();
      assertThat(everyone.paths()).allMatch(EscalationPath::cheapest);
    }

    @Test
    void cuts_sayWhatOneChangeCloses() {
      Tenant tenant = tenant();

      List<Cut> cuts = escalation(tenant).cuts(access(tenant, EXCHANGE));

      Cut first = cuts.get(0);
      assertThat(first.cause()).isInstanceOf(Cause.OfSchedule.class);
      assertThat(first.closed()).containsExactlyInAnyOrder(id("jose"), id("hanna"), id("olga"));
    }

    @Test
    void blastRadius_listsWhatFalls_fact169() {
      Tenant tenant = tenant();

      BlastRadius radius = escalation(tenant).blastRadius(id("hanna"));

      assertThat(radius.accounts()).containsExactlyInAnyOrder(id("hanna"), id("jose"));
      assertThat(radius.accesses()).containsKeys(access(tenant, "G"), access(tenant, EXCHANGE));
    }

    @Test
    void blastRadiusOfAPassword_stopsAtMultiFactor_fact232() {
      Tenant tenant = optionB(MULTI_FACTOR_AUTHENTICATION).build();

      assertThat(escalation(tenant).blastRadiusOfPassword(id("jose")).accesses()).isEmpty();
      assertThat(escalation(tenant).blastRadius(id("jose")).accesses())
          .containsKey(access(tenant, EXCHANGE));
    }

    @Test
    void ordinaryUsers_fallToo_fact169() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("hanna")
              .user("one")
              .user("two")
              .holds("hanna", "Helpdesk Administrator")
              .build();

      assertThat(escalation(tenant).blastRadius(id("hanna")).accounts())
          .containsExactlyInAnyOrder(id("hanna"), id("one"), id("two"));
    }

    @Test
    void past_isNeverANo_fact229() {
      Tenant tenant = tenant();

      Reached before =
          Escalation.of(tenant, Knowledge.builtIn(), NOW.minus(Duration.ofDays(60)))
              .cheapest(id("hanna"), access(tenant, EXCHANGE));

      assertThat(before.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(before.reads()).contains(Read.of(Read.Kind.HISTORY));
    }

    @Test
    void disabledAccount_hasNoPath_fact247() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("gone", user -> user.enabled(Verdict.NO))
              .holds("gone", EXCHANGE)
              .build();

      assertThat(reached(tenant, "gone", EXCHANGE).verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void groupOfWhichTheRuleIsNotKnown_leavesItOpen_fact10() {
      Tenant tenant =
          TenantBuilder.at(NOW)
              .user("greta")
              .holds("greta", "Groups Administrator")
              .group("plain", g -> g.dynamic(Verdict.UNKNOWN))
              .roleAssignableGroup("G")
              .eligible("plain", "G")
              .holds("G", EXCHANGE)
              .build();

      Reached reached = reached(tenant, "greta", EXCHANGE);

      assertThat(reached.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(reached.path()).isPresent();
    }

    @Test
    void endOfTime_isRefused() {
      Tenant tenant = tenant();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> Escalation.of(tenant, Knowledge.builtIn(), Instant.MAX))
          .withMessageContaining("before the end of time");
    }

    @Test
    void unknownAccount_reachesNothing() {
      Tenant tenant = tenant();

      assertThat(reached(tenant, "nobody", EXCHANGE).verdict()).isEqualTo(Verdict.NO);
      assertThat(escalation(tenant).blastRadius(id("nobody")).accesses()).isEmpty();
    }
  }
}
