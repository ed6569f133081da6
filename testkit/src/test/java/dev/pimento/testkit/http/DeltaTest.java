package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.http.RichTenant.ADMINS;
import static dev.pimento.testkit.http.RichTenant.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Group;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changed in the groups since a client last asked. */
class DeltaTest {

  private static final String ALL = "/v1.0/groups/delta?$select=id,displayName,members,owners";

  private final FakeTenant fake =
      FakeTenant.of(
          TenantBuilder.at("2026-03-02T08:00:00Z")
              .user("jose", "José Teixeira")
              .user("lidia")
              .roleAssignableGroup(ADMINS)
              .group("Team")
              .holds("lidia", "owner of " + ADMINS)
              .holds("lidia", "Team")
              .eligible("jose", ADMINS)
              .build());
  private final GraphEndpoint graph = GraphEndpoint.start(fake);
  private final GraphClient client = GraphClient.of(graph);

  @AfterEach
  void stop() {
    graph.close();
  }

  private static List<String> people(JsonNode group, String property) {
    List<String> people = new ArrayList<>();
    group
        .path(property)
        .forEach(p -> people.add((p.has("@removed") ? "-" : "+") + p.path("id").asText()));
    return people;
  }

  private static JsonNode of(Reply reply, String group) {
    return reply.value().stream()
        .filter(g -> g.path("id").asText().equals(id(group).toString()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void delta_atFirst_allGroupsWithTheirPeople_http_32_http_33() {
    Reply first = client.get(ALL).ok();

    assertThat(first.each("id"))
        .containsExactlyInAnyOrder(id(ADMINS).toString(), id("Team").toString());
    assertThat(people(of(first, "Team"), "members@delta")).containsExactly("+" + id("lidia"));
    assertThat(people(of(first, ADMINS), "owners@delta")).containsExactly("+" + id("lidia"));
    assertThat(of(first, ADMINS).has("members@delta")).isFalse();
    assertThat(first.nextLink()).isEmpty();
    assertThat(first.deltaLink()).contains("$select=");
  }

  @Test
  void delta_nothingChanged_oneEmptyAnswerWithALink() {
    Reply second = client.get(client.get(ALL).ok().deltaLink()).ok();

    assertThat(second.value()).isEmpty();
    assertThat(second.deltaLink()).isNotEmpty();
  }

  @Test
  void delta_activationAndExpiry_aMemberComesAndGoes_http_37() {
    String link = client.get(ALL).ok().deltaLink();
    done(fake.as("jose").withMultiFactor().because("mail").activate(ADMINS, "PT1H"));

    Reply activated = client.get(link).ok();
    assertThat(activated.value()).hasSize(1);
    assertThat(people(of(activated, ADMINS), "members@delta")).containsExactly("+" + id("jose"));

    fake.advance("PT59M");
    Reply still = client.get(activated.deltaLink()).ok();
    assertThat(still.value()).isEmpty();

    fake.advance("PT1M");
    Reply expired = client.get(still.deltaLink()).ok();
    assertThat(people(of(expired, ADMINS), "members@delta")).containsExactly("-" + id("jose"));
    assertThat(client.get(link).ok().value()).as("both together are nothing").isEmpty();
  }

  @Test
  void delta_withoutMembersSelected_saysNothingOfThem_http_33() {
    String link = client.get("/v1.0/groups/delta?$select=displayName").ok().deltaLink();
    done(fake.as("jose").withMultiFactor().because("mail").activate(ADMINS, "PT1H"));

    assertThat(client.get(link).ok().value()).isEmpty();
  }

  @Test
  void delta_groupsComeAndGo_removedByTheirIds_http_33() {
    String link = client.get(ALL).ok().deltaLink();
    done(fake.asAdministrator().delete("Team"));
    done(fake.asAdministrator().create(Group.security(id("New"), "New")));

    Reply changed = client.get(link).ok();

    assertThat(of(changed, "Team").path("@removed").path("reason").asText()).isEqualTo("changed");
    assertThat(of(changed, "New").path("displayName").asText()).isEqualTo("New");
    assertThat(changed.value()).hasSize(2);
  }

  @Test
  void delta_latest_onlyWhatComesAfter_http_34() {
    Reply latest = client.get(ALL + "&$deltatoken=latest").ok();
    assertThat(latest.value()).isEmpty();

    done(fake.as("jose").withMultiFactor().because("mail").activate(ADMINS, "PT1H"));
    assertThat(client.get(latest.deltaLink()).ok().each("id"))
        .containsExactly(id(ADMINS).toString());
  }

  @Test
  void delta_filteredByIds_onlyThese_http_35() {
    Reply one = client.get(ALL + "&$filter=id eq '" + id("Team") + "'").ok();

    assertThat(one.each("id")).containsExactly(id("Team").toString());
    assertThat(one.deltaLink()).contains("$filter=");
    assertThat(client.get(ALL + "&$filter=displayName eq 'Team'").status()).isEqualTo(400);
  }

  @Test
  void delta_tokenTooOld_gone_http_36() {
    String old = client.get(ALL).ok().deltaLink();
    for (int i = 0; i < 100; i++) {
      client.get(ALL).ok();
    }

    assertThat(client.get(old).status()).isEqualTo(410);
    assertThat(client.get("/v1.0/groups/delta?$deltatoken=999999999").status()).isEqualTo(410);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$deltatoken=garbage",
        "$skiptoken=garbage",
        "$deltatoken=99999999999",
        "$top=1",
        "$expand=members",
        "$orderby=id",
        "$select=nothing",
      })
  void delta_otherOptions_badRequest_http_35(String query) {
    assertThat(client.get("/v1.0/groups/delta?" + query).status()).isEqualTo(400);
  }

  @Test
  void delta_manyGroups_pagesOfOneMoment_http_32() {
    for (int i = 0; i < 120; i++) {
      done(fake.asAdministrator().create(Group.security(id("g" + i), "g" + i)));
    }
    Reply first = client.get(ALL).ok();
    assertThat(first.value()).hasSize(100);
    assertThat(first.deltaLink()).isEmpty();
    done(fake.asAdministrator().delete("g1"));

    Reply second = client.get(first.nextLink()).ok();
    assertThat(second.value()).hasSize(22);
    List<String> all = new ArrayList<>(first.each("id"));
    all.addAll(second.each("id"));
    assertThat(all).doesNotHaveDuplicates().contains(id("g1").toString());
    assertThat(client.get(second.deltaLink()).ok().each("id")).containsExactly(id("g1").toString());
  }

  @Test
  void delta_ofUsers_whoChangedCameOrWent() {
    String link =
        client.get("/v1.0/users/delta?$select=displayName&$deltatoken=latest").ok().deltaLink();
    assertThat(client.get(link).ok().value()).isEmpty();

    client.call("PATCH", "/v1.0/users/" + id("lidia"), "{\"accountEnabled\":false}");
    client.call("DELETE", "/v1.0/users/" + id("jose"), "");
    Reply changes = client.get(link).ok();

    assertThat(changes.each("id"))
        .containsExactlyInAnyOrder(id("jose").toString(), id("lidia").toString());
    assertThat(client.get(changes.deltaLink()).ok().value()).isEmpty();
  }

  @Test
  void delta_ofOthers_notServed() {
    assertThat(client.get("/v1.0/servicePrincipals/delta").status()).isNotEqualTo(200);
    assertThat(client.get("/v1.0/roleManagement/directory/roleAssignments/delta").status())
        .isNotEqualTo(200);
  }
}
