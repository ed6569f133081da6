package com.contoso.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.junit.FakeTenantTest;
import dev.pimento.testkit.junit.GraphUrl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Code that speaks to Microsoft Graph is given another base URL. */
@FakeTenantTest
class OverHttpTest {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void users_answeredAsGraphDoes(@GraphUrl URI graph) throws Exception {
    HttpResponse<String> answer = get(graph, "/users?$select=displayName");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"@odata.context\"", "José Teixeira", "佐藤 花子");
  }

  @Test
  void activation_showsAtOnce(FakeTenant fake, @GraphUrl String graph) throws Exception {
    String path = "/roleManagement/directory/roleAssignmentScheduleInstances";
    assertThat(get(URI.create(graph), path).body()).doesNotContain("Activated");

    fake.as("megan")
        .withMultiFactor()
        .because("a look")
        .activate("Security Reader", "PT1H")
        .orThrow();
    assertThat(get(URI.create(graph), path).body()).contains("\"assignmentType\":\"Activated\"");
  }

  private HttpResponse<String> get(URI graph, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(graph + path)).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
