package dev.pimento.testkit.escalation;

import static dev.pimento.testkit.escalation.EscalationTest.NOW;
import static dev.pimento.testkit.escalation.EscalationTest.access;
import static dev.pimento.testkit.escalation.EscalationTest.id;
import static dev.pimento.testkit.escalation.EscalationTest.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.escalation.Escalation;
import dev.pimento.escalation.EscalationPath;
import dev.pimento.escalation.Price;
import dev.pimento.escalation.Reached;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.tenant.Tenant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What brute force found in path search: each a tenant in a few lines. */
class BruteForceFindingsTest {

  private static Escalation escalation(Tenant tenant, String what) {
    return Escalation.in(tenant, Knowledge.builtIn())
        .at(NOW)
        .towards(List.of(access(tenant, what)))
        .build();
  }

  private static Reached reached(Tenant tenant, String who, String what) {
    return escalation(tenant, what).cheapest(id(who), access(tenant, what));
  }

  private static Optional<Price> price(Tenant tenant, String who, String what) {
    Reached reached = reached(tenant, who, what);
    return reached.path().filter(path -> reached.verdict().isYes()).map(EscalationPath::price);
  }

  @Test
  void memberOfNestedGroup_isInTheOuterOne_fact233() {
    Tenant tenant =
        tenant()
            .user("jose")
            .group("outer")
            .group("inner")
            .holds("inner", "outer")
            .holds("jose", "inner")
            .build();

    assertThat(price(tenant, "jose", "outer")).contains(Price.NOTHING);
  }

  @Test
  void onlyApproverWhoAsks_hasNobodyToApprove_fact114() {
    Tenant tenant =
        tenant()
            .user("jose")
            .group("G")
            .eligible("jose", "G")
            .settings("G", s -> s.approval(Approval.by(Approver.user(id("jose")))))
            .build();

    assertThat(reached(tenant, "jose", "G").verdict()).isEqualTo(Verdict.NO);
  }

  @Test
  void emptyGroupOfApprovers_hasNobodyToApprove_fact112() {
    Tenant tenant =
        tenant()
            .user("jose")
            .group("G")
            .group("nobody")
            .eligible("jose", "G")
            .settings("G", s -> s.approval(Approval.by(Approver.membersOf(id("nobody")))))
            .build();

    assertThat(reached(tenant, "jose", "G").verdict()).isEqualTo(Verdict.NO);
  }

  @Test
  void tenantWideRole_doesNotReachIntoRestrictedUnit_fact235() {
    Tenant tenant =
        tenant()
            .user("jose")
            .user("ana")
            .restrictedUnit("U")
            .inUnit("ana", "U")
            .holds("jose", "Helpdesk Administrator")
            .holds("ana", "Exchange Administrator")
            .user("olavi")
            .group("G")
            .inUnit("olavi", "U")
            .holds("olavi", "owner of G")
            .build();

    assertThat(reached(tenant, "jose", "owner of G").verdict()).isEqualTo(Verdict.NO);
  }

  @Test
  void tenantWideRole_doesNotReachGroupInRestrictedUnit_fact178() {
    Tenant tenant =
        tenant()
            .user("jose")
            .user("ana")
            .restrictedUnit("U")
            .group("G")
            .inUnit("G", "U")
            .holds("jose", "Groups Administrator")
            .holds("ana", "Groups Administrator at unit U")
            .build();

    assertThat(reached(tenant, "jose", "G").verdict()).isEqualTo(Verdict.NO);
    assertThat(price(tenant, "ana", "G")).contains(new Price(0, 0, 1, 0, 0));
  }

  @Test
  void applicationThatAddsOwners_needsSomebodyWhoMayUseIt_fact248() {
    Tenant tenant =
        tenant()
            .user("jose")
            .servicePrincipal("adds owners")
            .permission("adds owners", "ServicePrincipalEndpoint.ReadWrite.All")
            .servicePrincipal("other")
            .holds("other", "Exchange Administrator")
            .owns("jose", "adds owners")
            .build();

    assertThat(reached(tenant, "adds owners", "Exchange Administrator").verdict())
        .isEqualTo(Verdict.NO);
    assertThat(price(tenant, "jose", "Exchange Administrator")).contains(new Price(0, 2, 1, 0, 0));
  }

  @Test
  void applicationThatMakesEligible_needsUserWhoActivates_fact176() {
    Tenant tenant =
        tenant()
            .servicePrincipal("app")
            .permission("app", "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup")
            .holds("app", "Helpdesk Administrator")
            .roleAssignableGroup("G")
            .user("jose")
            .holds("jose", "Global Administrator")
            .build();

    assertThat(reached(tenant, "app", "G").verdict()).isEqualTo(Verdict.NO);
  }

  @Test
  void activationThatTwoStepsNeed_isPaidForOnce() {
    Tenant tenant =
        tenant()
            .user("jose")
            .user("ana")
            .roleAssignableGroup("approvers")
            .group("G")
            .holds("approvers", "Helpdesk Administrator")
            .eligible("jose", "approvers")
            .eligible("ana", "G")
            .settings("approvers", s -> s.activationRequirements(Set.of()))
            .settings(
                "G",
                s ->
                    s.activationRequirements(Set.of())
                        .approval(Approval.by(Approver.membersOf(id("approvers")))))
            .build();

    assertThat(price(tenant, "jose", "G")).contains(new Price(0, 1, 0, 2, 0));
  }

  @Test
  void pathThatRestsOnSharedSteps_isFoundThoughAnotherHasNone_fact114() {
    Tenant tenant =
        tenant()
            .user("jose")
            .user("ana")
            .user("helper")
            .roleAssignableGroup("A")
            .roleAssignableGroup("G")
            .holds("A", "User Administrator")
            .eligible("jose", "A")
            .eligible("A", "G")
            .settings(
                "A",
                s ->
                    s.activationRequirements(Set.of())
                        .approval(Approval.by(Approver.user(id("helper")))))
            .settings(
                "G",
                s ->
                    s.activationRequirements(Set.of())
                        .approval(Approval.by(Approver.user(id("ana")))))
            .build();

    assertThat(price(tenant, "jose", "G")).contains(new Price(1, 1, 0, 2, 0));
  }

  @Test
  void roleAtUnit_takesOverSomebodyInTheUnit_whoActivates_fact234() {
    Tenant tenant =
        tenant()
            .servicePrincipal("app")
            .user("ana")
            .unit("U")
            .inUnit("ana", "U")
            .holds("app", "Helpdesk Administrator at unit U")
            .permission("app", "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup")
            .group("G")
            .settings("G", s -> s.activationRequirements(Set.of()))
            .build();

    assertThat(price(tenant, "app", "G")).contains(new Price(0, 1, 1, 1, 0));
  }

  @Test
  void disabledAccount_isNotAmongEveryone_fact247() {
    Tenant tenant =
        tenant()
            .user("jose", user -> user.enabled(Verdict.NO))
            .user("ana")
            .group("G")
            .holds("jose", "G")
            .holds("ana", "G")
            .build();
    Escalation escalation = escalation(tenant, "G");
    Access group = access(tenant, "G");

    assertThat(escalation.everyone(group).paths())
        .extracting(EscalationPath::from)
        .containsExactly(id("ana"));
    assertThat(escalation.together(group).sets()).containsExactly(set("ana"));
  }

  @Test
  void helperWhoHasNothing_isOneOfTwo_fact114() {
    Tenant tenant =
        tenant()
            .user("jose")
            .user("ana")
            .group("approvers")
            .roleAssignableGroup("G")
            .holds("jose", "owner of approvers")
            .eligible("jose", "G")
            .settings("G", s -> s.approval(Approval.by(Approver.membersOf(id("approvers")))))
            .build();

    assertThat(escalation(tenant, "G").together(access(tenant, "G")).sets())
        .containsExactly(set("ana", "jose"));
  }

  @Test
  void pathOverGroupInRestrictedUnit_isNotCertain_fact178() {
    Tenant tenant =
        tenant()
            .servicePrincipal("app")
            .permission("app", "GroupMember.ReadWrite.All")
            .restrictedUnit("U")
            .group("G")
            .inUnit("G", "U")
            .build();

    assertThat(reached(tenant, "app", "G").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(escalation(tenant, "G").everyone(access(tenant, "G")).paths())
        .hasSize(1)
        .noneMatch(EscalationPath::isCertain);
  }

  private static SortedSet<Id> set(String... names) {
    SortedSet<Id> set = new TreeSet<>();
    for (String name : names) {
      set.add(id(name));
    }
    return set;
  }
}
