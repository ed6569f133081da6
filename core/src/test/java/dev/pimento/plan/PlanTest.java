package dev.pimento.plan;

import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.id;
import static dev.pimento.Sample.settings;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Command;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Access MEMBER = Access.member(TIER2);
  private static final Access ROLE = Access.role(EXCHANGE);
  private static final Tenant TENANT = tenant().schedule(assigned(30, JOSE, ROLE)).build();

  @Test
  void rehearsal_leavesTheSimulationAlone() {
    Simulation now = Simulation.of(TENANT);
    Plan plan =
        Plan.builder()
            .makeEligible(JOSE, MEMBER, Expiration.after("P180D"), "a group instead")
            .removeDirectly(JOSE, ROLE, "a group instead")
            .build();

    Rehearsal rehearsal = plan.rehearse(now);

    assertThat(rehearsal.isComplete()).isTrue();
    assertThat(rehearsal.after().index().holds(JOSE, ROLE, now.now()).isNo()).isTrue();
    assertThat(now.tenant()).isEqualTo(TENANT);
    assertThat(rehearsal.after().tenant().requestsOf(JOSE))
        .extracting(Request::justification)
        .contains(Optional.of("a group instead"));
  }

  @Test
  void rehearsal_endsAtWhatIsRefused() {
    Plan plan =
        Plan.builder()
            .makeEligible(JOSE, MEMBER, Expiration.never(), "first")
            .removeDirectly(JOSE, ROLE, "second")
            .build();

    Rehearsal rehearsal = plan.rehearse(Simulation.of(TENANT));

    assertThat(rehearsal.isComplete()).isFalse();
    assertThat(rehearsal.stoppedAt()).isEqualTo(rehearsal.taken().stream().findFirst());
    assertThat(rehearsal)
        .hasToString(
            """
            step  what                                            what comes of it
            ----  ----------------------------------------------  ----------------------------------------------
            1     make José Teixeira eligible for member of       refused: ExpirationRule: expected an end after
                  PIM-Tier2-Admins, without end                   at most P365D, but found no end
            2     past PIM, remove José Teixeira as Exchange      not tried
                  Administrator""");
  }

  @Test
  void watcher_seesTheSimulationAfterEachStep() {
    Plan plan =
        Plan.builder()
            .makeEligible(JOSE, MEMBER, Expiration.after("P180D"), "a group instead")
            .removeDirectly(JOSE, ROLE, "a group instead")
            .build();
    List<String> seen = new ArrayList<>();

    Rehearsal rehearsal =
        plan.rehearse(
            Simulation.of(TENANT),
            (taken, after) ->
                seen.add(
                    "%s, holds it: %s"
                        .formatted(
                            taken.decision(), after.index().holds(JOSE, ROLE, after.now()))));

    assertThat(seen).hasSize(2);
    assertThat(seen.get(0)).startsWith("accepted, holds it: YES");
    assertThat(seen.get(1)).startsWith("accepted, holds it: NO");
    assertThat(rehearsal.taken()).hasSize(2);
  }

  @Test
  void rehearsal_namesATicket_fact111() {
    Tenant tenant =
        tenant()
            .settings(MEMBER, settings().addEligibilityRequirements(Requirement.TICKETING).build())
            .build();
    Plan plan =
        Plan.builder().makeEligible(JOSE, MEMBER, Expiration.after("P180D"), "wanted").build();

    assertThat(plan.rehearse(Simulation.of(tenant)).isComplete()).isTrue();
  }

  @Test
  void settings_changeRuleByRule_fact95() {
    RoleSettings now = settings().authenticationContext("c1").build();
    RoleSettings wanted =
        RoleSettings.builder()
            .from(now)
            .authenticationContext(Optional.empty())
            .addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION)
            .approval(Approval.by(Approver.user(OLAVI)))
            .putNotifications(
                PolicyRule.ACTIVATION_TO_ADMINISTRATORS,
                new NotificationSettings(
                    NotificationSettings.Level.CRITICAL, true, Set.of("soc@contoso.com")))
            .build();
    Tenant tenant = tenant().settings(MEMBER, now).build();

    Plan plan = Plan.builder().changeSettings(MEMBER, now, wanted, "stricter").build();

    assertThat(plan.describe(tenant, Knowledge.builtIn()))
        .containsExactly(
            "change the settings of member of PIM-Tier2-Admins: activations ask for no"
                + " authentication context",
            "change the settings of member of PIM-Tier2-Admins: activations ask for"
                + " MultiFactorAuthentication",
            "change the settings of member of PIM-Tier2-Admins: activations need an approval by one"
                + " of Olavi King",
            "change the settings of member of PIM-Tier2-Admins: Notification_Admin_EndUser_Assignment"
                + " tells the service's recipients, soc@contoso.com what they have to act on");
    Rehearsal rehearsal = plan.rehearse(Simulation.of(tenant));
    assertThat(rehearsal.isComplete()).isTrue();
    assertThat(rehearsal.after().tenant().settings(MEMBER)).contains(wanted);
  }

  @Test
  void whatIsCreated_hasItsNameInLaterSteps() {
    Group group = Group.roleAssignable(id(70), "PIM-Mail");
    Plan plan =
        Plan.builder()
            .create(group, "holds the role")
            .assign(group.id(), ROLE, Expiration.never(), "once")
            .build();

    assertThat(plan.describe(TENANT, Knowledge.builtIn()))
        .containsExactly(
            "create the role-assignable group PIM-Mail",
            "assign Exchange Administrator to PIM-Mail, without end");
    assertThat(plan.rehearse(Simulation.of(TENANT)).isComplete()).isTrue();
  }

  @Test
  void plan_saysNothingOfWhoRunsIt() {
    Plan plan =
        Plan.builder()
            .add(new Command.DeletePrincipal(dev.pimento.Sample.by(1, JOSE), OLAVI), "left")
            .build();

    Command command = plan.steps().get(0).command();

    assertThat(command.call().caller().principal()).isEmpty();
    assertThat(command.call().justification()).isEmpty();
    assertThat(plan).isNotEqualTo(Plan.nothing()).isEqualTo(Plan.of(plan.steps()));
    assertThat(Plan.nothing().then(plan)).isEqualTo(plan).hasSameHashCodeAs(plan);
  }
}
