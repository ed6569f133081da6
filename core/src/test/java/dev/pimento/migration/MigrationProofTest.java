package dev.pimento.migration;

import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.USER_ADMIN;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.migration.MigrationProof.Difference;
import dev.pimento.plan.Plan;
import dev.pimento.plan.PlanStep;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The proof of plans that are wrong. */
class MigrationProofTest {

  private static final Access ROLE = Access.role(EXCHANGE);
  private static final Simulation START =
      Simulation.of(tenant().schedule(assigned(30, JOSE, ROLE)).build());
  private static final Migration MIGRATION = Migration.of(START, MigrationOptions.none());

  private static MigrationProof proofOf(Plan plan) {
    return new MigrationProof(MIGRATION, plan, START, MigrationListener.silent());
  }

  private static boolean isOf(PlanStep step, Kind kind) {
    return step.command() instanceof Command.ScheduleRequest request && request.kind() == kind;
  }

  @Test
  void ownPlan_holds() {
    assertThat(proofOf(MIGRATION.plan()).holds()).isTrue();
  }

  @Test
  void whoIsMadeEligibleTooLate_isLockedOut() {
    List<PlanStep> steps = MIGRATION.plan().steps();
    PlanStep eligible =
        steps.stream().filter(step -> isOf(step, Kind.ELIGIBLE)).findFirst().orElseThrow();
    Plan late =
        Plan.builder()
            .add(steps.stream().filter(step -> !step.equals(eligible)).toList())
            .add(List.of(eligible))
            .build();

    MigrationProof proof = proofOf(late);

    assertThat(proof.holds()).isFalse();
    assertThat(proof.rehearsal().isComplete()).isTrue();
    assertThat(proof.differences())
        .containsExactly(new Difference(steps.size() - 1, JOSE, ROLE, false));
    assertThat(proof.toString()).startsWith("the migration does not hold").contains("lost");
  }

  @Test
  void whoGains_isFound() {
    Access more = Access.role(USER_ADMIN);
    Plan plan =
        MIGRATION
            .plan()
            .then(
                Plan.builder()
                    .makeEligible(OLAVI, more, Expiration.never(), "a slip of the pen")
                    .build());

    assertThat(proofOf(plan).differences())
        .extracting(Difference::person, Difference::access, Difference::gained)
        .containsOnly(tuple(OLAVI, more, true));
  }

  @Test
  void approvalThatNobodyCanGive_isAProblem() {
    RoleGroup group = MIGRATION.groups().get(0);
    RoleSettings unapproved =
        RoleSettings.builder()
            .from(group.settings())
            .approval(Approval.by(Approver.user(JOSE)))
            .build();
    Plan plan =
        MIGRATION
            .plan()
            .then(
                Plan.builder()
                    .changeSettings(
                        group.membership(), group.settings(), unapproved, "a slip of the pen")
                    .build());

    assertThat(proofOf(plan).problems())
        .containsExactly("nobody can approve that José Teixeira activates PIM-Tier2-Admins");
  }

  @Test
  void whoElseIsEligible_andCouldNoLongerBeApproved_isAProblem() {
    Access membership = Access.member(TIER2);
    Simulation start =
        Simulation.of(
            tenant()
                .schedule(assigned(30, JOSE, ROLE))
                .schedule(eligible(32, OLAVI, membership))
                .settings(
                    ROLE,
                    RoleSettings.builder()
                        .from(Knowledge.builtIn().defaultSettings(ROLE))
                        .approval(Approval.by(Approver.user(OLAVI), Approver.user(JOSE)))
                        .build())
                .build());
    Migration migration = Migration.of(start, MigrationOptions.none());
    RoleGroup group = migration.groups().get(0);
    RoleSettings unapproved =
        RoleSettings.builder()
            .from(group.settings())
            .approval(Approval.by(Approver.user(OLAVI)))
            .build();
    Plan plan =
        migration
            .plan()
            .then(
                Plan.builder()
                    .changeSettings(membership, group.settings(), unapproved, "a slip of the pen")
                    .build());

    assertThat(group.isNew()).isFalse();
    assertThat(new MigrationProof(migration, plan, start, MigrationListener.silent()).problems())
        .singleElement()
        .asString()
        .startsWith("nobody can approve that Olavi");
  }

  @Test
  void whoStays_butNotAsLong_leavesNobody_fact84() {
    Access role = Access.role(Id.of("62e90394-69f5-4237-9190-012177145e10"));
    Tenant both =
        tenant().schedule(assigned(30, JOSE, role)).schedule(assigned(31, OLAVI, role)).build();
    Migration migration = Migration.of(Simulation.of(both), MigrationOptions.breakGlass(OLAVI));
    Instant end = READ.plusSeconds(86_400);
    Simulation start =
        Simulation.of(
            tenant()
                .schedule(assigned(30, JOSE, role))
                .schedule(assigned(31, OLAVI, role, Interval.of(READ.minusSeconds(900), end)))
                .build());

    assertThat(
            new MigrationProof(migration, migration.plan(), start, MigrationListener.silent())
                .problems())
        .containsExactly(
            "nobody holds 62e90394-69f5-4237-9190-012177145e10 without activating from %s on (fact 84)"
                .formatted(end));
  }

  @Test
  void refusedStep_isAProblem() {
    PlanStep last = MIGRATION.plan().steps().get(MIGRATION.plan().steps().size() - 1);

    MigrationProof proof = proofOf(MIGRATION.plan().then(Plan.of(List.of(last))));

    assertThat(proof.holds()).isFalse();
    assertThat(proof.problems())
        .singleElement()
        .asString()
        .startsWith("a step was not carried out");
  }
}
