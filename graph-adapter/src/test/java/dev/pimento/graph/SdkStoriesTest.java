package dev.pimento.graph;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.models.ApprovalStage;
import com.microsoft.graph.models.ExpirationPattern;
import com.microsoft.graph.models.ExpirationPatternType;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessGroupEligibilityScheduleRequest;
import com.microsoft.graph.models.PrivilegedAccessGroupRelationships;
import com.microsoft.graph.models.ReferenceCreate;
import com.microsoft.graph.models.RequestSchedule;
import com.microsoft.graph.models.ScheduleRequestActions;
import com.microsoft.graph.models.TicketInfo;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyEnablementRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyExpirationRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyRule;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.PeriodAndDuration;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.AnonymousAuthenticationProvider;
import com.microsoft.kiota.authentication.AuthenticationProvider;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.http.GraphEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole stories, told with Microsoft's SDK alone against the fake over HTTP. */
class SdkStoriesTest {

  private static final String ADMINS = "PIM-Tier2-Admins";
  private static final List<String> SCOPES =
      List.of(
          "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
          "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
          "PrivilegedAssignmentSchedule.Read.AzureADGroup");

  private final FakeTenant fake =
      FakeTenant.of(
          TenantBuilder.at("2026-03-02T08:00:00Z")
              .user("jose", "José Teixeira")
              .user("lidia", "Lidia Holloway")
              .roleAssignableGroup(ADMINS)
              .holds(ADMINS, "Exchange Administrator")
              .settings(ADMINS, s -> s.approval(Approval.by(Approver.user(id("lidia")))))
              .build());
  private final GraphEndpoint endpoint = GraphEndpoint.start(fake);
  private final GraphServiceClient administrator = client(new AnonymousAuthenticationProvider());

  @AfterEach
  void stop() {
    endpoint.close();
  }

  private GraphServiceClient client(AuthenticationProvider authentication) {
    return new GraphServiceClient(
        new BaseGraphRequestAdapter(authentication, endpoint.graphUrl().toString()));
  }

  /** Gets tokens of one user from the fake's own control. */
  private final class TokensOf implements AccessTokenProvider {
    private final String principal;

    private TokensOf(String principal) {
      this.principal = principal;
    }

    @Override
    public String getAuthorizationToken(URI uri, @Nullable Map<String, Object> context) {
      JsonObject body = new JsonObject();
      body.addProperty("principal", principal);
      body.addProperty("multiFactor", true);
      JsonArray scopes = new JsonArray();
      SCOPES.forEach(scopes::add);
      body.add("scopes", scopes);
      return control("token", body).get("access_token").getAsString();
    }

    @Override
    public AllowedHostsValidator getAllowedHostsValidator() {
      return new AllowedHostsValidator("127.0.0.1");
    }
  }

  private GraphServiceClient as(String principal) {
    return client(new BaseBearerTokenAuthenticationProvider(new TokensOf(principal)));
  }

  private JsonObject control(String name, JsonObject body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(endpoint.url() + "/_pimento/" + name))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body.toString()))
              .build();
      return JsonParser.parseString(
              HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
          .getAsJsonObject();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void advance(String duration) {
    JsonObject body = new JsonObject();
    body.addProperty("advance", duration);
    control("clock", body);
  }

  private static RequestSchedule lasting(String duration) {
    ExpirationPattern expiration = new ExpirationPattern();
    expiration.setType(ExpirationPatternType.AfterDuration);
    expiration.setDuration(PeriodAndDuration.parse(duration));
    RequestSchedule schedule = new RequestSchedule();
    schedule.setExpiration(expiration);
    return schedule;
  }

  private String makeEligible(String group) {
    PrivilegedAccessGroupEligibilityScheduleRequest request =
        new PrivilegedAccessGroupEligibilityScheduleRequest();
    request.setAction(ScheduleRequestActions.AdminAssign);
    request.setAccessId(PrivilegedAccessGroupRelationships.Member);
    request.setPrincipalId(id("jose").toString());
    request.setGroupId(group);
    request.setJustification("joins the desk");
    request.setScheduleInfo(lasting("P30D"));
    var made =
        administrator
            .identityGovernance()
            .privilegedAccess()
            .group()
            .eligibilityScheduleRequests()
            .post(request);
    assertThat(made.getStatus()).isEqualTo("Provisioned");
    return made.getTargetScheduleId();
  }

  private static PrivilegedAccessGroupAssignmentScheduleRequest activation(
      String group, String duration) {
    PrivilegedAccessGroupAssignmentScheduleRequest request =
        new PrivilegedAccessGroupAssignmentScheduleRequest();
    request.setAction(ScheduleRequestActions.SelfActivate);
    request.setAccessId(PrivilegedAccessGroupRelationships.Member);
    request.setPrincipalId(id("jose").toString());
    request.setGroupId(group);
    request.setScheduleInfo(lasting(duration));
    TicketInfo ticket = new TicketInfo();
    ticket.setTicketNumber("CHG-4711");
    ticket.setTicketSystem("Desk");
    request.setTicketInfo(ticket);
    return request;
  }

  private List<String> activeMembers(String group) {
    return administrator
        .identityGovernance()
        .privilegedAccess()
        .group()
        .assignmentScheduleInstances()
        .get(c -> c.queryParameters.filter = "groupId eq '" + group + "'")
        .getValue()
        .stream()
        .map(instance -> instance.getPrincipalId())
        .toList();
  }

  /** A new one for each call: the SDK sends again only what was set since. */
  private static ApprovalStage approval() {
    ApprovalStage decision = new ApprovalStage();
    decision.setReviewResult("Approve");
    decision.setJustification("known change");
    return decision;
  }

  @Test
  void membership_fromEligibleToExpired_byTheSdkAlone() {
    String group =
        administrator
            .groups()
            .get(c -> c.queryParameters.filter = "isAssignableToRole eq true")
            .getValue()
            .get(0)
            .getId();
    String schedule = makeEligible(group);
    GraphServiceClient jose = as("jose");
    var eligible =
        jose.identityGovernance()
            .privilegedAccess()
            .group()
            .eligibilitySchedules()
            .filterByCurrentUserWithOn("principal")
            .get()
            .getValue();
    assertThat(eligible).extracting(e -> e.getId()).containsExactly(schedule);

    var requests = jose.identityGovernance().privilegedAccess().group();
    PrivilegedAccessGroupAssignmentScheduleRequest request = activation(group, "PT2H");
    request.setJustification("mail flow");
    var asked = requests.assignmentScheduleRequests().post(request);
    assertThat(asked.getStatus()).isEqualTo("PendingApproval");
    assertThat(asked.getCreatedBy().getUser().getId()).isEqualTo(id("jose").toString());
    assertThat(activeMembers(group)).isEmpty();

    var approvals = as("lidia").identityGovernance().privilegedAccess().group();
    var waiting =
        approvals
            .assignmentScheduleRequests()
            .filterByCurrentUserWithOn("approver")
            .get(c -> c.queryParameters.filter = "status eq 'PendingApproval'")
            .getValue();
    assertThat(waiting).extracting(r -> r.getId()).containsExactly(asked.getId());
    var stage =
        approvals
            .assignmentApprovals()
            .byApprovalId(asked.getApprovalId())
            .stages()
            .byApprovalStageId(asked.getApprovalId());
    stage.patch(approval());

    assertThat(activeMembers(group)).containsExactly(id("jose").toString());
    assertThat(
            catchThrowableOfType(ODataError.class, () -> stage.patch(approval()))
                .getResponseStatusCode())
        .isEqualTo(409);
    assertThat(administrator.groups().byGroupId(group).members().get().getValue()).hasSize(1);
    advance("PT1H59M");
    assertThat(activeMembers(group)).hasSize(1);
    advance("PT1M");
    assertThat(activeMembers(group)).isEmpty();
    assertThat(administrator.groups().byGroupId(group).members().get().getValue()).isEmpty();
  }

  @Test
  void refusal_ofARequest_arrivesAsODataErrorWithTheServicesCode() {
    String group = id(ADMINS).toString();
    var requests =
        as("jose").identityGovernance().privilegedAccess().group().assignmentScheduleRequests();
    ODataError withoutEligibility =
        catchThrowableOfType(ODataError.class, () -> requests.post(activation(group, "PT1H")));
    makeEligible(group);
    ODataError tooLong =
        catchThrowableOfType(ODataError.class, () -> requests.post(activation(group, "PT9H")));

    assertThat(withoutEligibility.getResponseStatusCode()).isEqualTo(400);
    assertThat(tooLong.getError().getCode())
        .isEqualTo("RoleAssignmentRequestPolicyValidationFailed");
    assertThat(tooLong.getError().getMessage()).contains("ExpirationRule", "JustificationRule");
    assertThat(tooLong.getError().getDetails())
        .extracting(detail -> detail.getCode())
        .containsExactlyInAnyOrder("ExpirationRule", "JustificationRule");
    assertThat(tooLong.getError().getInnerError().getRequestId()).isNotBlank();
    ODataError notAnApprover =
        catchThrowableOfType(
            ODataError.class,
            () ->
                as("jose")
                    .identityGovernance()
                    .privilegedAccess()
                    .group()
                    .assignmentApprovals()
                    .byApprovalId("none")
                    .stages()
                    .byApprovalStageId("none")
                    .patch(new ApprovalStage()));
    assertThat(notAnApprover.getResponseStatusCode()).isEqualTo(404);
  }

  @Test
  void rules_patched_holdForTheNextRequest() {
    String group = id(ADMINS).toString();
    makeEligible(group);
    String policy =
        administrator
            .policies()
            .roleManagementPolicyAssignments()
            .get(
                c ->
                    c.queryParameters.filter =
                        "scopeId eq '%s' and scopeType eq 'Group' and roleDefinitionId eq 'member'"
                            .formatted(group))
            .getValue()
            .get(0)
            .getPolicyId();
    var rules =
        administrator
            .policies()
            .roleManagementPolicies()
            .byUnifiedRoleManagementPolicyId(policy)
            .rules();
    UnifiedRoleManagementPolicyExpirationRule expiration =
        new UnifiedRoleManagementPolicyExpirationRule();
    expiration.setMaximumDuration(PeriodAndDuration.parse("PT1H"));
    UnifiedRoleManagementPolicyEnablementRule enablement =
        new UnifiedRoleManagementPolicyEnablementRule();
    enablement.setEnabledRules(List.of("MultiFactorAuthentication", "Ticketing"));

    rules.byUnifiedRoleManagementPolicyRuleId("Expiration_EndUser_Assignment").patch(expiration);
    rules.byUnifiedRoleManagementPolicyRuleId("Enablement_EndUser_Assignment").patch(enablement);

    UnifiedRoleManagementPolicyRule read =
        rules.byUnifiedRoleManagementPolicyRuleId("Expiration_EndUser_Assignment").get();
    assertThat(
            ((UnifiedRoleManagementPolicyExpirationRule) read).getMaximumDuration().getDuration())
        .isEqualTo(Duration.ofHours(1));
    var requests =
        as("jose").identityGovernance().privilegedAccess().group().assignmentScheduleRequests();
    ODataError tooLong =
        catchThrowableOfType(ODataError.class, () -> requests.post(activation(group, "PT2H")));
    assertThat(tooLong.getError().getMessage()).contains("[\"ExpirationRule\"]");
    assertThat(requests.post(activation(group, "PT1H")).getStatus()).isEqualTo("PendingApproval");
    ODataError untyped =
        catchThrowableOfType(
            ODataError.class,
            () ->
                rules
                    .byUnifiedRoleManagementPolicyRuleId("Expiration_EndUser_Assignment")
                    .patch(enablement));
    assertThat(untyped.getError().getCode()).isEqualTo("InvalidPolicy");
  }

  @Test
  void group_createdFilledAndDeleted_byTheSdkAlone() {
    Group wanted = new Group();
    wanted.setDisplayName("PIM-New");
    wanted.setDescription("made by the SDK");
    wanted.setMailEnabled(false);
    wanted.setMailNickname("pim-new");
    wanted.setSecurityEnabled(true);
    wanted.setIsAssignableToRole(true);
    Group made = administrator.groups().post(wanted);
    var group = administrator.groups().byGroupId(made.getId());
    ReferenceCreate reference = new ReferenceCreate();
    reference.setOdataId("https://graph.microsoft.com/v1.0/directoryObjects/" + id("jose"));

    group.members().ref().post(reference);

    assertThat(group.get().getDescription()).isEqualTo("made by the SDK");
    assertThat(group.members().get().getValue())
        .extracting(member -> member.getId())
        .containsExactly(id("jose").toString());
    group.members().byDirectoryObjectId(id("jose").toString()).ref().delete();
    assertThat(group.members().get().getValue()).isEmpty();
    group.delete();
    assertThat(catchThrowableOfType(ODataError.class, group::get).getResponseStatusCode())
        .isEqualTo(404);
  }
}
