package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.User;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

  private static final int USERS = 2_500;

  private final FakeTenant fake = FakeTenant.of(tenant().build());
  private final GraphEndpoint graph = GraphEndpoint.start(fake);
  private final GraphClient client = GraphClient.of(graph);

  private static TenantBuilder tenant() {
    TenantBuilder tenant = TenantBuilder.at("2026-03-02T08:00:00Z").group("Everybody");
    for (int i = 0; i < USERS; i++) {
      tenant.user("user " + i);
    }
    for (int i = 0; i < 250; i++) {
      tenant.holds("user " + i, "Everybody").eligible("user " + i, "Everybody");
    }
    return tenant;
  }

  @AfterEach
  void stop() {
    graph.close();
  }

  private static List<String> ids(List<JsonNode> objects) {
    return objects.stream().map(object -> object.path("id").asText()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "?$top=999", "?$top=7&$select=id", "?$orderby=displayName desc&$top=500"})
  void pages_ofUsers_eachOnce_http_3(String query) {
    assertThat(ids(client.all("/v1.0/users" + query))).hasSize(USERS).doesNotHaveDuplicates();
  }

  @Test
  void pages_size_hundredUnlessAskedFor_http_1() {
    assertThat(client.get("/v1.0/users").ok().value()).hasSize(100);
    assertThat(client.get("/v1.0/users?$top=999").ok().value()).hasSize(999);
    assertThat(client.get("/v1.0/groups/" + TenantBuilder.id("Everybody") + "/members").value())
        .hasSize(100);
  }

  @Test
  void pages_countAndOptions_onlyFirstCountsAndAllKeepTheOptions_http_3_http_4() {
    Reply first =
        client
            .eventual()
            .get("/v1.0/users?$count=true&$select=id&$filter=startswith(displayName,'user 1')")
            .ok();

    assertThat(first.body().path("@odata.count").asInt()).isEqualTo(1 + 10 + 100 + 1000);
    assertThat(first.nextLink())
        .contains("$count=true", "$select=id", "$filter=startswith")
        .contains("$skiptoken=");
    Reply second = client.eventual().get(first.nextLink()).ok();
    assertThat(second.body().has("@odata.count")).isFalse();
    assertThat(second.value().get(0).size()).isEqualTo(1);
  }

  @Test
  void pages_tenantChangesBetween_whoStaysComesExactlyOnce_http_7() {
    Set<String> stays = new HashSet<>(ids(client.all("/v1.0/users?$top=999")));
    List<String> seen = new ArrayList<>();
    String next = "/v1.0/users?$top=100&$select=id";
    int page = 0;
    while (!next.isEmpty()) {
      Reply reply = client.get(next).ok();
      seen.addAll(reply.each("id"));
      next = reply.nextLink();
      String gone = "user " + page * 31;
      stays.remove(TenantBuilder.id(gone).toString());
      RichTenant.done(fake.asAdministrator().delete(gone));
      RichTenant.done(
          fake.asAdministrator()
              .create(User.of(TenantBuilder.id("new " + page), "new " + page, "new" + page)));
      page++;
    }

    assertThat(page).isGreaterThan(24);
    assertThat(seen).doesNotHaveDuplicates().containsAll(stays);
  }

  @Test
  void token_lastOfItsPageDeleted_pagesGoOnWhereItWas_http_7() {
    List<String> all = ids(client.all("/v1.0/users?$top=999"));
    Reply first = client.get("/v1.0/users?$top=10").ok();
    delete(first.each("id").get(9));

    assertThat(client.get(first.nextLink()).ok().each("id")).isEqualTo(all.subList(10, 20));
  }

  @Test
  void token_lastOfASortedPageDeleted_expired_http_6() {
    Reply first = client.get("/v1.0/users?$top=10&$orderby=displayName").ok();
    delete(first.each("id").get(9));

    assertThat(client.get(first.nextLink()).error()).isEqualTo("Directory_ExpiredPageToken");
  }

  private void delete(String id) {
    RichTenant.done(
        fake.asAdministrator()
            .delete(client.get("/v1.0/users/" + id).body().path("displayName").asText()));
  }

  @Test
  void token_ofAnotherQuery_badRequest_http_5() {
    Reply first = client.get("/v1.0/users?$top=10").ok();
    String token = first.nextLink().replaceAll(".*skiptoken=", "");

    for (String other :
        List.of(
            "/v1.0/users?$top=11&$skiptoken=",
            "/v1.0/users?$skiptoken=",
            "/beta/users?$top=10&$skiptoken=",
            "/v1.0/groups?$top=10&$skiptoken=",
            "/v1.0/users?$top=10&$select=id&$skiptoken=")) {
      assertThat(client.get(other + token).status()).as(other).isEqualTo(400);
    }
    assertThat(client.get("/v1.0/users?$top=10&$skiptoken=" + token).status()).isEqualTo(200);
    assertThat(client.get("/v1.0/users?$skiptoken=" + token + "&$top=10").status()).isEqualTo(200);
  }

  @Test
  void expand_ofMembers_atMostTwentyAndPagesOfAHundred_http_21_http_22() {
    Reply reply = client.get("/v1.0/groups?$expand=members").ok();

    assertThat(reply.value().get(0).path("members")).hasSize(20);
    assertThat(client.get("/v1.0/users?$expand=memberOf&$top=999").ok().value())
        .hasSizeLessThanOrEqualTo(100);
  }
}
