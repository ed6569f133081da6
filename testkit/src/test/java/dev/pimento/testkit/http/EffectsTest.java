package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Caller;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What requests over HTTP answer, and what all lists show afterwards and as time passes. */
class EffectsTest {

  private static final String GROUPS = "/v1.0/identityGovernance/privilegedAccess/group/";
  private static final String ROLES = "/v1.0/roleManagement/directory/";

  private final FakeTenant fake =
      FakeTenant.of(RichTenant.builder().user("newbie", "New Person").build());
  private final GraphEndpoint graph = GraphEndpoint.start(fake);
  private final GraphClient client = GraphClient.of(graph);

  @AfterEach
  void stop() {
    graph.close();
  }

  /** What can be had: a side of a group, a role in the tenant, a role at an administrative unit. */
  enum What {
    MEMBER("accessId", "member"),
    OWNER("accessId", "owner"),
    ROLE("directoryScopeId", "/"),
    ROLE_AT_UNIT("directoryScopeId", "/administrativeUnits/" + RichTenant.UNIT);

    private static final String HELPDESK_ADMINISTRATOR = "729827e3-9c14-49f7-bb1b-9608f156bbb8";

    private final String property;
    private final String value;

    What(String property, String value) {
      this.property = property;
      this.value = value;
    }

    private boolean ofGroup() {
      return property.equals("accessId");
    }

    private String list(boolean eligible, String layer) {
      String kind = eligible ? "Eligibility" : "Assignment";
      return ofGroup()
          ? GROUPS + kind.toLowerCase(Locale.ROOT) + layer
          : ROLES + "role" + kind + layer;
    }

    private ObjectNode body(Id principal) {
      return GraphClient.JSON
          .createObjectNode()
          .put(property, value)
          .put("principalId", principal.toString())
          .put(
              ofGroup() ? "groupId" : "roleDefinitionId",
              ofGroup() ? id(RichTenant.PAYROLL).toString() : HELPDESK_ADMINISTRATOR)
          .put("justification", "as planned");
    }

    private String filter(Id principal) {
      return "?$filter=principalId eq '%s' and %s eq '%s'".formatted(principal, property, value);
    }
  }

  private Reply request(GraphClient by, What what, boolean eligible, String action, String times) {
    ObjectNode body = what.body(id("newbie")).put("action", action);
    if (!times.isEmpty()) {
      body.set("scheduleInfo", GraphClient.json(times.replace('\'', '"')));
    }
    return by.post(what.list(eligible, "ScheduleRequests"), body.toString());
  }

  private JsonNode made(GraphClient by, What what, boolean eligible, String action, String times) {
    Reply reply = request(by, what, eligible, action, times);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(reply.headers().get("Location"))
        .endsWith(what.list(eligible, "ScheduleRequests") + "/" + reply.body().path("id").asText());
    assertThat(bare(listed(what, eligible, reply.body()))).isEqualTo(bare(reply.body()));
    return reply.body();
  }

  private JsonNode listed(What what, boolean eligible, JsonNode request) {
    return client
        .get(what.list(eligible, "ScheduleRequests") + "/" + request.path("id").asText())
        .ok()
        .body();
  }

  private static JsonNode bare(JsonNode node) {
    return ((ObjectNode) node.deepCopy()).without("@odata.context");
  }

  private List<JsonNode> schedules(What what, boolean eligible) {
    return client.get(what.list(eligible, "Schedules") + what.filter(id("newbie"))).ok().value();
  }

  private List<JsonNode> instances(What what, boolean eligible) {
    return client
        .get(what.list(eligible, "ScheduleInstances") + what.filter(id("newbie")))
        .ok()
        .value();
  }

  private static String until(String end) {
    return "{'expiration':{'type':'afterDateTime','endDateTime':'" + end + "'}}";
  }

  private static String lasting(String duration) {
    return "{'expiration':{'type':'afterDuration','duration':'" + duration + "'}}";
  }

  @ParameterizedTest
  @CsvSource({
    "MEMBER, true", "MEMBER, false", "OWNER, true", "OWNER, false",
    "ROLE, true", "ROLE, false", "ROLE_AT_UNIT, true", "ROLE_AT_UNIT, false"
  })
  void administrator_fromAssignToRenew_allLayersFollow(What what, boolean eligible) {
    JsonNode assigned = made(client, what, eligible, "adminAssign", lasting("P20D"));
    assertThat(assigned.path("status").asText()).isEqualTo("Provisioned");
    assertThat(assigned.path("completedDateTime").asText()).isEqualTo("2026-03-02T08:00:00Z");
    String schedule = assigned.path("targetScheduleId").asText();
    assertThat(schedules(what, eligible)).hasSize(1);
    JsonNode instance = instances(what, eligible).get(0);
    assertThat(schedules(what, eligible).get(0).path("id").asText()).isEqualTo(schedule);
    assertThat(instance.path("startDateTime").asText()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(instance.path("endDateTime").asText()).isEqualTo("2026-03-22T08:00:00Z");

    JsonNode again = request(client, what, eligible, "adminAssign", lasting("P9D")).body();
    assertThat(again.path("error").path("code").asText()).isEqualTo("RoleAssignmentExists");

    fake.advance("PT6M");
    JsonNode updated = made(client, what, eligible, "adminUpdate", until("2026-03-12T08:00:00Z"));
    assertThat(updated.path("targetScheduleId").asText()).isEqualTo(schedule);
    assertThat(instances(what, eligible).get(0).path("endDateTime").asText())
        .isEqualTo("2026-03-12T08:00:00Z");

    JsonNode extended = made(client, what, eligible, "adminExtend", until("2026-03-13T08:00:00Z"));
    assertThat(extended.path("targetScheduleId").asText()).isEqualTo(schedule);
    assertThat(instances(what, eligible).get(0).path("endDateTime").asText())
        .isEqualTo("2026-03-13T08:00:00Z");

    fake.advanceTo(Instant.parse("2026-03-13T08:00:00Z"));
    assertThat(schedules(what, eligible)).isEmpty();
    assertThat(instances(what, eligible)).isEmpty();

    JsonNode renewed = made(client, what, eligible, "adminRenew", lasting("P10D"));
    assertThat(renewed.path("status").asText()).isEqualTo("Provisioned");
    assertThat(instances(what, eligible)).hasSize(1);

    assertThat(request(client, what, eligible, "adminRemove", "").error())
        .isEqualTo("ActiveDurationTooShort");
    fake.advance("PT5M");
    JsonNode removed = made(client, what, eligible, "adminRemove", "");
    assertThat(removed.path("status").asText()).isEqualTo("Revoked");
    assertThat(removed.path("scheduleInfo").isNull()).isTrue();
    assertThat(schedules(what, eligible)).isEmpty();
    assertThat(instances(what, eligible)).isEmpty();
    assertThat(request(client, what, eligible, "adminRemove", "").error())
        .isEqualTo("RoleAssignmentDoesNotExist");
  }

  @ParameterizedTest
  @EnumSource(What.class)
  void future_start_aScheduleBeforeItIsAnInstance(What what) {
    String tomorrow =
        "{'startDateTime':'2026-03-03T08:00:00Z','expiration':{'type':'afterDuration','duration':'P2D'}}";

    JsonNode request = made(client, what, false, "adminAssign", tomorrow);

    assertThat(request.path("status").asText()).isEqualTo("Granted");
    assertThat(schedules(what, false)).hasSize(1);
    assertThat(instances(what, false)).isEmpty();
    fake.advance("P1D");
    assertThat(instances(what, false)).hasSize(1);
    assertThat(listed(what, false, request).path("status").asText()).isEqualTo("Provisioned");
    fake.advance("P2D");
    assertThat(schedules(what, false)).isEmpty();
    assertThat(listed(what, false, request).path("status").asText()).isEqualTo("Provisioned");
  }

  @ParameterizedTest
  @EnumSource(What.class)
  void future_cancelled_neverHappens(What what) {
    String tomorrow =
        "{'startDateTime':'2026-03-03T08:00:00Z','expiration':{'type':'afterDuration','duration':'P2D'}}";
    JsonNode request = made(client, what, true, "adminAssign", tomorrow);
    String address =
        what.list(true, "ScheduleRequests") + "/" + request.path("id").asText() + "/cancel";

    assertThat(client.call("POST", address, "").status()).isEqualTo(204);

    assertThat(listed(what, true, request).path("status").asText()).isEqualTo("Canceled");
    assertThat(schedules(what, true)).isEmpty();
    fake.advance("P1D");
    assertThat(instances(what, true)).isEmpty();
    assertThat(client.call("POST", address, "").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource(What.class)
  void self_activatesAndDeactivates_theEligibilityStays(What what) {
    made(client, what, true, "adminAssign", lasting("P20D"));
    GraphClient newcomer =
        client.as(Caller.of(id("newbie")).withMultiFactor().withAuthenticationContexts("c1"));
    if (what.ofGroup()) {
      String policy = policy(what.value);
      assertThat(patch(policy, "Approval_EndUser_Assignment", approval(false)).status())
          .isEqualTo(204);
    }

    JsonNode active = made(newcomer, what, false, "selfActivate", lasting("PT2H"));

    assertThat(active.path("status").asText()).isEqualTo("Provisioned");
    assertThat(active.at("/createdBy/user/id").asText()).isEqualTo(id("newbie").toString());
    assertThat(active.path("approvalId").isNull()).isTrue();
    JsonNode instance = instances(what, false).get(0);
    assertThat(instance.path("assignmentType").asText()).isEqualToIgnoringCase("activated");
    assertThat(instance.path("endDateTime").asText()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(request(newcomer, what, false, "selfActivate", lasting("PT1H")).error())
        .isEqualTo("RoleAssignmentExists");
    assertThat(request(newcomer, what, false, "selfDeactivate", "").error())
        .isEqualTo("ActiveDurationTooShort");
    fake.advance("PT5M");
    JsonNode ended = made(newcomer, what, false, "selfDeactivate", "");
    assertThat(ended.path("status").asText()).isEqualTo("Revoked");
    assertThat(instances(what, false)).isEmpty();
    assertThat(instances(what, true)).hasSize(1);
    made(newcomer, what, false, "selfActivate", lasting("PT1H"));
    fake.advance("PT1H");
    assertThat(schedules(what, false)).isEmpty();
    assertThat(instances(what, true)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"MEMBER, true", "OWNER, false", "ROLE, true", "ROLE_AT_UNIT, false"})
  void self_extendAndRenew_waitForAnAdministrator(What what, boolean eligible) {
    made(client, what, eligible, "adminAssign", lasting("P10D"));
    GraphClient newcomer = client.as(Caller.of(id("newbie")).withMultiFactor());

    JsonNode extend = made(newcomer, what, eligible, "selfExtend", lasting("P30D"));
    assertThat(extend.path("status").asText()).isEqualTo("PendingAdminDecision");
    assertThat(request(newcomer, what, eligible, "selfExtend", lasting("P30D")).error())
        .isEqualTo("PendingRoleAssignmentRequest");
    String address =
        what.list(eligible, "ScheduleRequests") + "/" + extend.path("id").asText() + "/cancel";
    assertThat(newcomer.call("POST", address, "").status()).isEqualTo(204);
    fake.advance("P10D");

    JsonNode renew = made(newcomer, what, eligible, "selfRenew", lasting("P30D"));
    assertThat(renew.path("status").asText()).isEqualTo("PendingAdminDecision");
    assertThat(instances(what, eligible)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "adminAssign, true, 201", "adminAssign, false, 201", "adminUpdate, true, 400",
    "adminRemove, true, 400", "adminExtend, false, 400", "adminRenew, false, 400",
    "selfActivate, false, 400", "selfDeactivate, false, 400", "selfExtend, true, 400",
    "selfRenew, true, 400", "selfActivate, true, 400", "selfDeactivate, true, 400"
  })
  void validation_only_changesNothing(String action, boolean eligible, int status) {
    for (What what : What.values()) {
      Tenant before = fake.simulation().tenant();
      ObjectNode body = what.body(id("newbie")).put("action", action).put("isValidationOnly", true);
      if (!action.equals("adminRemove") && !action.equals("selfDeactivate")) {
        body.set("scheduleInfo", GraphClient.json(lasting("PT2H").replace('\'', '"')));
      }

      Reply reply = client.post(what.list(eligible, "ScheduleRequests"), body.toString());

      assertThat(reply.status()).as(reply.text()).isEqualTo(status);
      assertThat(fake.simulation().tenant()).isSameAs(before);
      if (status == 201) {
        assertThat(reply.body().path("isValidationOnly").asBoolean()).isTrue();
        assertThat(reply.body().path("status").asText()).isEqualTo("Granted");
        assertThat(reply.body().path("targetScheduleId").isNull()).isTrue();
      }
    }
  }

  private String policy(String side) {
    return client
        .get(
            "/v1.0/policies/roleManagementPolicyAssignments?$filter=scopeId eq '%s' and scopeType eq 'Group' and roleDefinitionId eq '%s'"
                .formatted(id(RichTenant.PAYROLL), side))
        .ok()
        .each("policyId")
        .get(0);
  }

  private Reply patch(String policy, String rule, String body) {
    return client.call(
        "PATCH", "/v1.0/policies/roleManagementPolicies/" + policy + "/rules/" + rule, body);
  }

  private static String approval(boolean required, String... approvers) {
    StringBuilder by = new StringBuilder();
    for (String approver : approvers) {
      by.append(by.isEmpty() ? "" : ",")
          .append(
              "{\"@odata.type\":\"#microsoft.graph.singleUser\",\"userId\":\"%s\"}"
                  .formatted(id(approver)));
    }
    return """
    {"@odata.type":"#microsoft.graph.unifiedRoleManagementPolicyApprovalRule",
     "setting":{"isApprovalRequired":%s,"isApprovalRequiredForExtension":false,
      "isRequestorJustificationRequired":true,"approvalMode":"SingleStage",
      "approvalStages":[{"approvalStageTimeOutInDays":1,"isApproverJustificationRequired":true,
       "escalationTimeInMinutes":0,"isEscalationEnabled":false,"primaryApprovers":[%s],
       "escalationApprovers":[]}]}}
    """
        .formatted(required, by);
  }

  /** Who waits, by an activation that the request was made for. */
  private String waiting(boolean ofGroup) {
    GraphClient asker = client.as(Caller.of(id(ofGroup ? "hanako" : "jose")).withMultiFactor());
    String address = ofGroup ? GROUPS + "assignment" : ROLES + "roleAssignment";
    String access =
        ofGroup
            ? "\"groupId\":\"%s\",\"accessId\":\"member\"".formatted(id(RichTenant.PAYROLL))
            : "\"roleDefinitionId\":\"fe930be7-5e62-47db-91af-98c3a49a38b1\",\"directoryScopeId\":\"/\"";
    Reply reply =
        asker.post(
            address + "ScheduleRequests",
            """
            {"action":"selfActivate","principalId":"%s",%s,"justification":"now",
             "ticketInfo":{"ticketNumber":"1","ticketSystem":"Desk"},
             "scheduleInfo":{"expiration":{"type":"afterDuration","duration":"PT1H"}}}
            """
                .formatted(id(ofGroup ? "hanako" : "jose"), access));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(reply.body().path("status").asText()).isEqualTo("PendingApproval");
    assertThat(reply.body().path("approvalId")).isEqualTo(reply.body().path("id"));
    assertThat(reply.body().path("targetScheduleId").isNull()).isTrue();
    return reply.body().path("id").asText();
  }

  private static String stage(String way, String request) {
    return switch (way) {
      case "stage" -> GROUPS + "assignmentApprovals/" + request + "/stages/" + request;
      case "step" -> stage("stage", request).replace("v1.0", "beta").replace("stages", "steps");
      default ->
          ROLES.replace("v1.0", "beta")
              + "roleAssignmentApprovals/%s/steps/%s".formatted(request, request);
    };
  }

  private static final String YES = "{\"reviewResult\":\"Approve\",\"justification\":\"known\"}";
  private static final String NO = "{\"reviewResult\":\"deny\",\"justification\":\"unknown\"}";

  @ParameterizedTest
  @CsvSource({"stage, true", "step, true", "role, false"})
  void approval_decided_onceAndByAnApprover(String way, boolean ofGroup) {
    for (boolean yes : new boolean[] {false, true}) {
      String request = waiting(ofGroup);
      String own = ofGroup ? "hanako" : "jose";
      Tenant before = fake.simulation().tenant();
      for (String other : List.of(own, "olavi", "newbie")) {
        Reply refused =
            client.signedIn(id(other)).call("PATCH", stage(way, request), yes ? YES : NO);
        assertThat(refused.status()).as(other + refused.text()).isEqualTo(403);
        assertThat(refused.error()).isEqualTo("Authorization_RequestDenied");
      }
      assertThat(
              client
                  .signedIn(id("lidia"))
                  .call("PATCH", stage(way, request), "{\"reviewResult\":\"Approve\"}")
                  .status())
          .isEqualTo(400);
      assertThat(fake.simulation().tenant()).isSameAs(before);

      GraphClient lidia = client.signedIn(id("lidia"));
      assertThat(lidia.call("PATCH", stage(way, request), yes ? YES : NO).status()).isEqualTo(204);

      assertThat(lidia.call("PATCH", stage(way, request), NO).status()).isEqualTo(409);
      JsonNode decided = lidia.get(stage(way, request)).ok().body();
      assertThat(decided.path("reviewResult").asText()).isEqualTo(yes ? "Approve" : "Deny");
      assertThat(decided.path("status").asText()).isEqualTo("Completed");
      assertThat(decided.at("/reviewedBy/id").asText()).isEqualTo(id("lidia").toString());
      String list = ofGroup ? GROUPS + "assignment" : ROLES + "roleAssignment";
      JsonNode now = client.get(list + "ScheduleRequests/" + request).ok().body();
      assertThat(now.path("status").asText()).isEqualTo(yes ? "Provisioned" : "Denied");
      assertThat(now.path("targetScheduleId").isNull()).isEqualTo(!yes);
      assertThat(
              client
                  .get(
                      list
                          + "ScheduleInstances?$filter=principalId eq '%s' and assignmentType eq '%s'"
                              .formatted(id(own), ofGroup ? "activated" : "Activated"))
                  .ok()
                  .value())
          .hasSize(yes ? 1 : 0);
    }
  }

  @Test
  void approval_ofNobody_timesOut() {
    String request = waiting(true);

    fake.advance("PT24H");

    assertThat(
            client
                .get(GROUPS + "assignmentScheduleRequests/" + request)
                .ok()
                .body()
                .path("status")
                .asText())
        .isIn("TimedOut", "Denied");
    assertThat(client.signedIn(id("lidia")).call("PATCH", stage("stage", request), YES).status())
        .isBetween(400, 409);
    assertThat(client.signedIn(id("lidia")).call("PATCH", stage("stage", "x"), YES).status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Expiration_EndUser_Assignment | Expiration | {\"isExpirationRequired\":true,\"maximumDuration\":\"PT1H45M\"}",
        "Expiration_Admin_Eligibility | Expiration | {\"isExpirationRequired\":false,\"maximumDuration\":\"P1Y\"}",
        "Expiration_Admin_Assignment | Expiration | {\"isExpirationRequired\":true,\"maximumDuration\":\"P15D\"}",
        "Enablement_EndUser_Assignment | Enablement | {\"enabledRules\":[\"MultiFactorAuthentication\",\"Justification\",\"Ticketing\"]}",
        "Enablement_EndUser_Assignment | Enablement | {\"enabledRules\":[]}",
        "Enablement_Admin_Assignment | Enablement | {\"enabledRules\":[\"Justification\"]}",
        "Enablement_Admin_Eligibility | Enablement | {\"enabledRules\":[\"Justification\"]}",
        "AuthenticationContext_EndUser_Assignment | AuthenticationContext | {\"isEnabled\":true,\"claimValue\":\"c1\"}",
        "Notification_Admin_Admin_Eligibility | Notification | {\"notificationType\":\"Email\",\"recipientType\":\"Admin\",\"notificationLevel\":\"Critical\",\"isDefaultRecipientsEnabled\":false,\"notificationRecipients\":[\"a@contoso.com\",\"b@contoso.com\"]}",
        "Notification_Requestor_EndUser_Assignment | Notification | {\"notificationLevel\":\"None\",\"isDefaultRecipientsEnabled\":true,\"notificationRecipients\":[]}"
      })
  void rule_patched_readBackAsItWasSent(String rule, String kind, String properties) {
    for (boolean whole : new boolean[] {false, true}) {
      String policy = policy(whole ? "owner" : "member");
      String address = "/v1.0/policies/roleManagementPolicies/" + policy;
      ObjectNode sent = (ObjectNode) GraphClient.json(properties);
      ObjectNode body = sent.deepCopy().put("id", rule);
      body.put("@odata.type", "#microsoft.graph.unifiedRoleManagementPolicy" + kind + "Rule");
      List<JsonNode> before = client.get(address + "/rules").ok().value();

      Reply reply =
          whole
              ? client.call("PATCH", address, "{\"rules\":[" + body + "]}")
              : patch(policy, rule, body.toString());

      assertThat(reply.status()).as(reply.text()).isEqualTo(whole ? 200 : 204);
      JsonNode read = client.get(address + "/rules/" + rule).ok().body();
      sent.properties()
          .forEach(
              property ->
                  assertThat(read.path(property.getKey()))
                      .as(property.getKey())
                      .isEqualTo(property.getValue()));
      List<JsonNode> after = client.get(address + "/rules").ok().value();
      for (int i = 0; i < before.size(); i++) {
        if (!before.get(i).path("id").asText().equals(rule)) {
          assertThat(after.get(i)).isEqualTo(before.get(i));
        }
      }
    }
  }

  @Test
  void approvalRule_patched_readBackAsItWasSent() {
    String policy = policy("member");
    String sent = approval(true, "megan", "nora");

    assertThat(patch(policy, "Approval_EndUser_Assignment", sent).status()).isEqualTo(204);

    JsonNode read =
        client
            .get(
                "/v1.0/policies/roleManagementPolicies/"
                    + policy
                    + "/rules/Approval_EndUser_Assignment")
            .ok()
            .body()
            .path("setting");
    JsonNode setting = GraphClient.json(sent).path("setting");
    for (var property : setting.properties()) {
      if (!property.getKey().equals("approvalStages")) {
        assertThat(read.path(property.getKey())).isEqualTo(property.getValue());
      }
    }
    assertThat(read.at("/approvalStages/0/primaryApprovers"))
        .extracting(approver -> approver.path("userId").asText())
        .containsExactlyInAnyOrder(id("megan").toString(), id("nora").toString());
  }

  @Test
  void rules_thatConflict_refusedByTheServicesCodes() {
    String policy = policy("member");
    String context =
        "{\"@odata.type\":\"#microsoft.graph.unifiedRoleManagementPolicyAuthenticationContextRule\",\"isEnabled\":true,\"claimValue\":\"c1\"}";
    String mfa =
        "{\"@odata.type\":\"#microsoft.graph.unifiedRoleManagementPolicyEnablementRule\",\"enabledRules\":[\"MultiFactorAuthentication\"]}";
    assertThat(
            patch(policy, "Enablement_EndUser_Assignment", mfa.replace("Multi", "Malti")).error())
        .isEqualTo("InvalidPolicy");
    patch(
        policy, "Enablement_EndUser_Assignment", mfa.replace("\"MultiFactorAuthentication\"", ""));
    assertThat(patch(policy, "AuthenticationContext_EndUser_Assignment", context).status())
        .isEqualTo(204);
    Tenant before = fake.simulation().tenant();

    Reply refused = patch(policy, "Enablement_EndUser_Assignment", mfa);

    assertThat(refused.error()).isEqualTo("MfaAndAcrsConflict");
    assertThat(fake.simulation().tenant()).isSameAs(before);
    assertThat(patch(policy, "No_Such_Rule", mfa).status()).isEqualTo(404);
    assertThat(patch("none", "Enablement_EndUser_Assignment", mfa).status()).isEqualTo(404);
  }

  @Test
  void rules_withCustomApproversTold_lockedByTheServicesCode() {
    String policy = policy("member");
    String told =
        "{\"@odata.type\":\"#microsoft.graph.unifiedRoleManagementPolicyNotificationRule\",\"notificationRecipients\":[\"x@contoso.com\"]}";

    String rule = "Notification_Approver_EndUser_Assignment";
    assertThat(patch(policy, rule, told).status()).isEqualTo(204);
    Tenant before = fake.simulation().tenant();
    String shorter =
        "{\"@odata.type\":\"#microsoft.graph.unifiedRoleManagementPolicyExpirationRule\",\"maximumDuration\":\"PT1H\"}";

    Reply locked = patch(policy, "Expiration_EndUser_Assignment", shorter);

    assertThat(locked.error()).isEqualTo("ActivationCustomApproversNotEmpty");
    assertThat(fake.simulation().tenant()).isSameAs(before);
    assertThat(patch(policy, rule, told.replace("\"x@contoso.com\"", "")).status()).isEqualTo(204);
    assertThat(patch(policy, "Expiration_EndUser_Assignment", shorter).status()).isEqualTo(204);
  }
}
