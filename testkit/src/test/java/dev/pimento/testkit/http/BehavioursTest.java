package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.http.RichTenant.ADMINS;
import static dev.pimento.testkit.http.RichTenant.PAYROLL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviours of {@code behaviours.csv} that no test of one part of the endpoint shows. */
class BehavioursTest {

  private static final String PIM = "/v1.0/identityGovernance/privilegedAccess/group/";

  private final FakeTenant fake = RichTenant.fake();
  private final GraphEndpoint graph = GraphEndpoint.start(fake);
  private final GraphClient client = GraphClient.of(graph);

  @AfterEach
  void stop() {
    graph.close();
  }

  private static String ids(Stream<String> ids) {
    return ids.map(id -> '"' + id + '"').toList().toString();
  }

  private static String many(int count) {
    return ids(IntStream.range(0, count).mapToObj(i -> id("somebody " + i).toString()));
  }

  private Reply activate(String start, String duration) {
    return client
        .as(id("siobhan"))
        .post(
            PIM + "assignmentScheduleRequests",
            """
            {"action":"selfActivate","accessId":"member","groupId":"%s","principalId":"%s",
             "scheduleInfo":{"startDateTime":"%s",
             "expiration":{"type":"afterDuration","duration":"%s"}}}
            """
                .formatted(id(ADMINS), id("siobhan"), start, duration));
  }

  @Test
  void expand_besideAnAdvancedFilter_refused_http_12() {
    String query = "/v1.0/groups?$expand=members&$count=true&$filter=displayName ne 'x'";

    assertThat(client.eventual().get(query).error()).isEqualTo("Request_UnsupportedQuery");
    assertThat(client.eventual().get(query.replace(" ne ", " eq ")).status()).isEqualTo(200);
  }

  @Test
  void skip_ofDirectoryObjects_refused_http_15() {
    Reply reply = client.get("/v1.0/users?$top=1&$skip=1");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error()).isEqualTo("Request_BadRequest");
    assertThat(reply.message()).isEqualTo("'$skip' is not supported by the service.");
  }

  @Test
  void user_withoutSelect_fewProperties_http_20() {
    String user = "/v1.0/users/" + id("jose");

    assertThat(client.get(user).ok().body().has("displayName")).isTrue();
    assertThat(client.get(user).ok().body().has("accountEnabled")).isFalse();
    assertThat(client.get(user + "?$select=accountEnabled").ok().body().has("accountEnabled"))
        .isTrue();
  }

  @Test
  void reference_addedListedAndRemoved_http_30_http_31() {
    String members = "/v1.0/groups/" + id("Night Shift") + "/members";
    String body =
        "{\"@odata.id\":\"%s/v1.0/directoryObjects/%s\"}".formatted(graph.url(), id("jose"));

    Reply added = client.post(members + "/$ref", body);

    assertThat(added.status()).isEqualTo(204);
    assertThat(added.text()).isEmpty();
    JsonNode reference = client.get(members + "/$ref").ok().value().get(0);
    assertThat(reference.size()).isEqualTo(1);
    assertThat(reference.path("@odata.id").asText()).contains("/v1.0/directoryObjects/");
    assertThat(client.call("DELETE", members + "/" + id("jose") + "/$ref", "").status())
        .isEqualTo(204);
    assertThat(client.get(members).ok().each("id")).doesNotContain(id("jose").toString());
  }

  @Test
  void byIds_upToAThousand_whomThereIs_http_46() {
    String path = "/v1.0/directoryObjects/getByIds";
    String three = ids(Stream.of("jose", ADMINS, "nobody").map(name -> id(name).toString()));

    assertThat(client.post(path, "{\"ids\":" + three + "}").ok().value()).hasSize(2);
    assertThat(
            client
                .post(path, "{\"ids\":" + three + ",\"types\":[\"GROUP\"]}")
                .ok()
                .each("displayName"))
        .containsExactly(ADMINS);
    assertThat(client.post(path, "{\"ids\":" + many(1000) + "}").status()).isEqualTo(200);
    assertThat(client.post(path, "{\"ids\":" + many(1001) + "}").error())
        .isEqualTo("Request_BadRequest");
  }

  @ParameterizedTest
  @CsvSource({"checkMemberGroups, groupIds", "checkMemberObjects, ids"})
  void check_upToTwenty_throughNestedGroups_http_47(String function, String property) {
    String path = "/v1.0/users/" + id("guest") + "/" + function;
    String groups =
        ids(Stream.of("Helpdesk", "Night Shift", ADMINS).map(name -> id(name).toString()));

    assertThat(client.post(path, "{\"" + property + "\":" + groups + "}").ok().body().path("value"))
        .map(JsonNode::asText)
        .containsExactlyInAnyOrder(id("Helpdesk").toString(), id("Night Shift").toString());
    assertThat(client.post(path, "{\"" + property + "\":" + many(20) + "}").status())
        .isEqualTo(200);
    assertThat(client.post(path, "{\"" + property + "\":" + many(21) + "}").status())
        .isEqualTo(400);
  }

  @Test
  void memberships_throughNestedGroups_rolesAmongObjectsOnly_http_48() {
    String guest = "/v1.0/users/" + id("guest");
    String admins = "/v1.0/groups/" + id(ADMINS);
    String all = "{\"securityEnabledOnly\":false}";

    assertThat(client.post(guest + "/getMemberGroups", all).ok().body().path("value"))
        .map(JsonNode::asText)
        .contains(id("Helpdesk").toString(), id("Night Shift").toString());
    assertThat(client.post(admins + "/getMemberGroups", all).ok().body().path("value")).isEmpty();
    assertThat(client.post(admins + "/getMemberObjects", all).ok().body().path("value"))
        .isNotEmpty();
  }

  @Test
  void error_ofAnyKind_inOneShape_http_49() {
    for (String path : new String[] {"/v1.0/users/none", "/v1.0/users?$top=x", "/v1.0/teams"}) {
      JsonNode error = client.get(path).body().path("error");

      assertThat(error.path("code").asText()).isNotEmpty();
      assertThat(error.path("message").asText()).isNotEmpty();
      assertThat(error.path("innerError").fieldNames())
          .toIterable()
          .containsExactly("date", "request-id", "client-request-id");
      assertThat(error.at("/innerError/date").asText()).isEqualTo("2026-03-02T08:15:00");
    }
  }

  @ParameterizedTest
  @CsvSource({"PUT, /v1.0/users", "DELETE, /v1.0/users", "PATCH, /v1.0/organization"})
  void method_thatAPathDoesNotTake_notImplementedAndNamed_http_54(String method, String path) {
    Reply reply = client.call(method, path, "");

    assertThat(reply.status()).isEqualTo(501);
    assertThat(reply.message()).contains(method + " " + path);
  }

  @Test
  void approval_decidedAgain_conflict_http_55_fact142() {
    String request =
        client
            .get(PIM + "assignmentScheduleRequests?$filter=principalId eq '" + id("olavi") + "'")
            .ok()
            .value()
            .get(0)
            .path("id")
            .asText();
    String stage = PIM + "assignmentApprovals/" + request + "/stages/" + request;
    String body = "{\"reviewResult\":\"Approve\",\"justification\":\"known\"}";

    assertThat(client.as(id("lidia")).call("PATCH", stage, body).status()).isEqualTo(204);
    Reply again = client.as(id("lidia")).call("PATCH", stage, body);

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.error()).isEqualTo("Conflict");
  }

  @Test
  void created_theObjectAndItsAddress_http_59() {
    String body =
        """
        {"action":"adminAssign","accessId":"member","groupId":"%s","principalId":"%s",
         "justification":"x","scheduleInfo":{"expiration":{"type":"afterDuration","duration":"P10D"}}}
        """
            .formatted(id("Helpdesk"), id("jose"));

    Reply reply = client.post(PIM + "eligibilityScheduleRequests", body);

    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    String place =
        graph.url() + PIM + "eligibilityScheduleRequests/" + reply.body().path("id").asText();
    assertThat(reply.headers()).containsEntry("Location", place);
    assertThat(client.get(place).status()).isEqualTo(200);
  }

  @Test
  void change_ofSettings_theSettingsOrNothing_http_60() {
    String policies =
        "/v1.0/policies/roleManagementPolicies?$filter=scopeId eq '"
            + id(PAYROLL)
            + "' and scopeType eq 'Group'";
    String policy =
        "/v1.0/policies/roleManagementPolicies/"
            + client.get(policies).ok().value().get(0).path("id").asText();
    JsonNode rule = client.get(policy + "/rules").ok().value().get(0);

    assertThat(client.call("PATCH", policy, "{\"rules\":[" + rule + "]}").ok().body().has("id"))
        .isTrue();
    assertThat(
            client
                .call("PATCH", policy + "/rules/" + rule.path("id").asText(), rule.toString())
                .status())
        .isEqualTo(204);
  }

  @Test
  void resources_thatPimManages_inBetaOnly_http_73() {
    assertThat(client.get(PIM.replace("v1.0", "beta") + "resources").ok().value()).isNotEmpty();
    assertThat(client.get(PIM + "resources").status()).isEqualTo(501);
  }

  @Test
  void schedule_withoutOffsetOrInMonths_refused_http_77() {
    Reply reply = activate("2026-03-20T08:00:00", "PT1H");

    assertThat(reply.error()).isEqualTo("InvalidRoleAssignmentRequest");
    assertThat(activate("2026-03-20T08:00:00Z", "P6M").error())
        .isEqualTo("InvalidRoleAssignmentRequest");
    assertThat(reply.message()).contains("startDateTime", "offset");
  }

  @Test
  void request_againstTheSettings_namesTheRules_http_79() {
    Reply reply = activate("2026-03-02T09:00:00Z", "PT20H");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.error()).isEqualTo("RoleAssignmentRequestPolicyValidationFailed");
    assertThat(reply.message())
        .isEqualTo("The following policy rules failed: [\"ExpirationRule\",\"JustificationRule\"]");
    assertThat(reply.body().at("/error/details").isArray()).isTrue();
  }

  @Test
  void sessions_revoked_true_http_81() {
    assertThat(
            client
                .post("/v1.0/users/" + id("jose") + "/revokeSignInSessions", "{}")
                .ok()
                .body()
                .path("value")
                .asBoolean())
        .isTrue();
  }
}
