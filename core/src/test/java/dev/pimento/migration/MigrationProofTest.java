package dev.pimento.migration;

import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.USER_ADMIN;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pimento.directory.Access;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.migration.MigrationProof.Difference;
import dev.pimento.plan.Plan;
import dev.pimento.plan.PlanStep;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.time.Expiration;
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
