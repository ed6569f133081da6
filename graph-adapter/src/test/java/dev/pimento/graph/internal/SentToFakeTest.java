package dev.pimento.graph.internal;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessGroupEligibilityScheduleRequest;
import com.microsoft.graph.models.UnifiedRoleAssignmentScheduleRequest;
import com.microsoft.graph.models.UnifiedRoleEligibilityScheduleRequest;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.authentication.AnonymousAuthenticationProvider;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.NotificationSettings.Level;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.http.GraphEndpoint;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the mappers make is taken by the fake over HTTP, and means there what it means here. */
class SentToFakeTest {

  private static final String ADMINS = "PIM-Tier2-Admins";
  private static final Access MEMBER = Access.member(id(ADMINS));

  private final FakeTenant fake =
      FakeTenant.of(
          TenantBuilder.at("2026-03-02T08:00:00Z")
              .user("jose", "José Teixeira")
              .user("lidia", "Lidia Holloway")
              .roleAssignableGroup(ADMINS)
              .holds(ADMINS, "Exchange Administrator")
              .eligible("lidia", ADMINS)
              .build());
  private final GraphEndpoint endpoint = GraphEndpoint.start(fake);
  private final GraphServiceClient client =
      new GraphServiceClient(
          new BaseGraphRequestAdapter(
              new AnonymousAuthenticationProvider(), endpoint.graphUrl().toString()));

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void toGraph_eachRuleSent_givesTheSettings() {
    RoleSettings wanted =
        RoleSettings.builder()
            .activation(ExpirationLimit.atMost("PT90M"))
            .addActivationRequirements(Requirement.JUSTIFICATION, Requirement.TICKETING)
            .authenticationContext("c1")
            .approval(
                Approval.builder()
                    .required(true)
                    .requiredForExtension(true)
                    .approverJustificationRequired(false)
                    .addApprovers(Approver.user(id("lidia")), Approver.membersOf(id(ADMINS)))
                    .build())
            .eligibility(ExpirationLimit.none("P1Y"))
            .assignment(ExpirationLimit.atMost("P15D"))
            .addAssignmentRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION)
            .putNotifications(
                PolicyRule.ACTIVATION_TO_APPROVERS,
                new NotificationSettings(Level.CRITICAL, true, Set.of()))
            .putNotifications(
                PolicyRule.ELIGIBILITY_TO_ADMINISTRATORS,
                new NotificationSettings(Level.ALL, false, Set.of("desk@contoso.com")))
            .build();
    var assignments =
        client
            .policies()
            .roleManagementPolicyAssignments()
            .get(
                c ->
                    c.queryParameters.filter =
                        "scopeId eq '%s' and scopeType eq 'Group' and roleDefinitionId eq 'member'"
                            .formatted(id(ADMINS)))
            .getValue();
    var rules =
        client
            .policies()
            .roleManagementPolicies()
            .byUnifiedRoleManagementPolicyId(assignments.get(0).getPolicyId())
            .rules();

    for (PolicyRule rule : PolicyRule.values()) {
      rules
          .byUnifiedRoleManagementPolicyRuleId(rule.wireName())
          .patch(PolicyRules.toGraph(rule, wanted));
    }

    RoleSettings settings = Knowledge.builtIn().settings(fake.simulation().tenant(), MEMBER);
    assertThat(settings).isEqualTo(wanted);
    assertThat(settings.activation().maximum()).hasToString("PT90M");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void ask_assignmentByAnAdministrator_makesTheSchedule(boolean group, boolean eligible) {
    Access access = group ? MEMBER : Access.role(exchange());

    post(
        new Asked(
            Action.ADMIN_ASSIGN,
            eligible,
            id("jose"),
            access,
            Optional.of(ScheduleInfo.startingNow(Expiration.after("P1W"))),
            Optional.empty(),
            Optional.of("Night shift"),
            Optional.of(new Ticket("4711", "ServiceNow"))));

    assertThat(fake.simulation().tenant().schedulesOf(id("jose")))
        .singleElement()
        .satisfies(
            schedule -> {
              assertThat(schedule.access()).isEqualTo(access);
              assertThat(schedule instanceof Eligibility).isEqualTo(eligible);
              assertThat(schedule.span().endExclusive()).isEqualTo("2026-03-09T08:00:00Z");
            });
    assertThat(fake.simulation().tenant().requestsOf(id("jose")))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.justification()).contains("Night shift");
              assertThat(request.ticket()).contains(new Ticket("4711", "ServiceNow"));
            });
  }

  private Id exchange() {
    return fake.simulation().tenant().roles().findFirst().orElseThrow().id();
  }

  private void post(Asked asked) {
    com.microsoft.graph.models.Request body = RequestMapper.ask(asked);
    var groups = client.identityGovernance().privilegedAccess().group();
    var roles = client.roleManagement().directory();
    if (body instanceof PrivilegedAccessGroupAssignmentScheduleRequest request) {
      groups.assignmentScheduleRequests().post(request);
    } else if (body instanceof PrivilegedAccessGroupEligibilityScheduleRequest request) {
      groups.eligibilityScheduleRequests().post(request);
    } else if (body instanceof UnifiedRoleAssignmentScheduleRequest request) {
      roles.roleAssignmentScheduleRequests().post(request);
    } else if (body instanceof UnifiedRoleEligibilityScheduleRequest request) {
      roles.roleEligibilityScheduleRequests().post(request);
    }
  }
}
