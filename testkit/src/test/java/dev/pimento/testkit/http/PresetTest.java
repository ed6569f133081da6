package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What presets change of the answers; by a plain client, since the schema is not always kept. */
class PresetTest {

  private static final String PIM = "/v1.0/identityGovernance/privilegedAccess/group/";

  private final FakeTenant fake = FakeTenant.of(SampleTenant.contoso());

  private record Reply(int status, JsonNode body) {}

  private static Reply call(GraphEndpoint graph, String method, String path, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(graph.url() + path.replace(" ", "%20")))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return new Reply(response.statusCode(), GraphClient.json(response.body()));
  }

  @ParameterizedTest
  @CsvSource({
    "INSTANT, direct, all",
    "REALISTIC, Direct, All",
    "STRICT, direct, all",
  })
  void enums_byPreset_spelledSo_fact62_http_64(Preset preset, String memberType, String operation)
      throws Exception {
    try (GraphEndpoint graph = GraphEndpoint.of(fake).preset(preset).start()) {
      GraphClient client = GraphClient.of(graph).as(id("lidia"));
      String schedules = PIM + "eligibilitySchedules?$filter=groupId eq '%s'";
      String rules =
          "/v1.0/policies/roleManagementPolicies?$filter=scopeId eq '%s' and scopeType eq 'Group'"
              + "&$expand=rules";
      String group = id("PIM-Tier2-Admins").toString();
      JsonNode schedule;
      JsonNode policy;
      if (preset == Preset.REALISTIC) {
        schedule = call(graph, "GET", schedules.formatted(group), "").body;
        policy = call(graph, "GET", rules.formatted(group), "").body;
      } else {
        schedule = client.get(schedules.formatted(group)).body();
        policy = client.get(rules.formatted(group)).body();
      }

      assertThat(schedule.at("/value/0/memberType").asText()).isEqualTo(memberType);
      assertThat(policy.at("/value/0/rules/0/target/operations/0").asText()).isEqualTo(operation);
    }
  }

  @ParameterizedTest
  @CsvSource({"INSTANT, 201", "REALISTIC, 404"})
  void newGroup_byPreset_knownToPimAtOnceOrLater_http_65(Preset preset, int status)
      throws Exception {
    try (GraphEndpoint graph = GraphEndpoint.of(fake).preset(preset).start()) {
      Reply created =
          call(
              graph,
              "POST",
              "/v1.0/groups",
              "{\"displayName\":\"New\",\"mailEnabled\":false,\"mailNickname\":\"new\",\"securityEnabled\":true}");
      String group = created.body.path("id").asText();
      String request =
          """
          {"action":"adminAssign","accessId":"member","groupId":"%s","principalId":"%s",
           "justification":"x","scheduleInfo":{"expiration":{"type":"afterDuration","duration":"P1D"}}}
          """
              .formatted(group, id("jose"));

      Reply first = call(graph, "POST", PIM + "eligibilityScheduleRequests", request);

      assertThat(first.status).as(first.body + "").isEqualTo(status);
      assertThat(call(graph, "GET", "/v1.0/groups/" + group, "").status).isEqualTo(200);
      if (status == 404) {
        assertThat(first.body.at("/error/code").asText()).isEqualTo("ResourceNotFound");
        fake.advance("PT9.999999999S");
        assertThat(call(graph, "POST", PIM + "eligibilityScheduleRequests", request).status)
            .isEqualTo(404);
        fake.advance("PT0.000000001S");
        assertThat(call(graph, "POST", PIM + "eligibilityScheduleRequests", request).status)
            .isEqualTo(201);
      }
    }
  }

  @Test
  void strict_withoutAToken_refused_http_51() throws Exception {
    try (GraphEndpoint graph = GraphEndpoint.of(fake).preset(Preset.STRICT).start()) {
      Reply reply = call(graph, "GET", "/v1.0/users", "");

      assertThat(reply.status).isEqualTo(401);
      assertThat(reply.body.at("/error/code").asText()).isEqualTo("InvalidAuthenticationToken");
      assertThat(call(graph, "GET", "/_pimento/clock", "").status).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$top=5",
        "$orderby=createdDateTime desc",
        "$count=true",
        "$filter=groupId eq '{group}' and createdDateTime gt 2020-01-01T00:00:00Z"
      })
  void strict_undocumentedOptionOfAPimList_refused_fact223_fact225_http_66(String option) {
    String query = option.replace("{group}", id("PIM-Tier2-Admins").toString());
    String filter =
        query.contains("$filter") ? "" : "&$filter=groupId eq '" + id("PIM-Tier2-Admins") + "'";
    String path = PIM + "eligibilityScheduleRequests?" + query + filter;

    try (GraphEndpoint strict = GraphEndpoint.of(fake).preset(Preset.STRICT).start();
        GraphEndpoint instant = GraphEndpoint.start(fake)) {
      assertThat(GraphClient.of(strict).as(id("lidia")).get(path).status()).isEqualTo(400);
      assertThat(GraphClient.of(instant).as(id("lidia")).get(path).status()).isEqualTo(200);
    }
  }
}
