package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, groups, their members and owners, roles past PIM: written over HTTP and read back. */
class DirectoryWritesTest {

  private static final String DIRECTORY = "https://graph.microsoft.com/v1.0/";
  private static final String ROLES = "/v1.0/roleManagement/directory/roleAssignments";
  private static final String PAYROLL = "/v1.0/groups/" + id(RichTenant.PAYROLL);
  private static final String SECRET = "Hunter2-Hunter2";

  private final FakeTenant fake = RichTenant.fake();
  private final GraphEndpoint graph = GraphEndpoint.start(fake);
  private final GraphClient client = GraphClient.of(graph);

  @AfterEach
  void stop() {
    graph.close();
  }

  private JsonNode created(String set, String body) {
    Reply reply = client.post("/v1.0/" + set, body.replace('\'', '"'));
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(reply.headers().get("Location"))
        .endsWith("/v1.0/" + set + "/" + reply.body().path("id").asText());
    return reply.body();
  }

  /** With double quotes, unless it has them already. */
  private static String quoted(String body) {
    return body.indexOf('"') < 0 ? body.replace('\'', '"') : body;
  }

  private void done(String method, String address, String body) {
    Reply reply = client.call(method, address, quoted(body));
    assertThat(reply.status()).as(reply.text()).isEqualTo(204);
  }

  private Reply refused(String method, String address, String body) {
    Tenant before = fake.simulation().tenant();
    Reply reply = client.call(method, address, quoted(body));
    assertThat(reply.status()).as(reply.text()).isBetween(400, 409);
    assertThat(fake.simulation().tenant()).isSameAs(before);
    return reply;
  }

  private static void assertHas(JsonNode found, String json) {
    ((ObjectNode) GraphClient.json(json.replace('\'', '"')))
        .properties()
        .forEach(p -> assertThat(found.path(p.getKey())).as(p.getKey()).isEqualTo(p.getValue()));
  }

  @Test
  void group_createdChangedAndRestored_readBackAsWritten() {
    String written =
        "{'displayName':'Neu ü','description':'Für alle','mailNickname':'neu','mailEnabled':false,"
            + "'securityEnabled':true,'isAssignableToRole':true,'visibility':'Private','groupTypes':[]}";

    JsonNode group = created("groups", written);

    String address = "/v1.0/groups/" + group.path("id").asText();
    assertHas(group, written);
    assertHas(client.get(address).ok().body(), written);
    assertThat(group.path("createdDateTime").asText()).isEqualTo("2026-03-02T08:15:00Z");
    done("PATCH", address, "{'DisplayName':'Newer','description':null,'classification':'High'}");
    String changed = "{'displayName':'Newer','description':null,'classification':'High'}";
    assertHas(client.get(address).ok().body(), changed);
    assertThat(client.get("/v1.0/groups?$filter=displayName eq 'Newer'").ok().value()).hasSize(1);
    done("DELETE", address, "");
    assertThat(client.get(address).status()).isEqualTo(404);
    assertThat(client.call("DELETE", address, "").status()).isEqualTo(404);
    Reply restored =
        client.call(
            "POST", "/v1.0/directory/deletedItems/" + group.path("id").asText() + "/restore", "");
    assertThat(restored.ok().body().path("displayName").asText()).isEqualTo("Newer");
    assertHas(client.get(address).ok().body(), changed);
  }

  @Test
  void user_createdChangedAndRestored_readBackAsWritten() {
    String written =
        "{'displayName':'Ada','userPrincipalName':'ada@contoso.com','accountEnabled':true,"
            + "'mailNickname':'ada','department':'Mathematics','employeeId':'1815','userType':'Guest',"
            + "'businessPhones':['+44 1'],'employeeHireDate':'2026-03-01T00:00:00Z'}";
    ObjectNode sent = (ObjectNode) GraphClient.json(written.replace('\'', '"'));
    sent.putObject("passwordProfile").put("password", SECRET);
    String select =
        "?$select=displayName,userPrincipalName,accountEnabled,mailNickname,department,employeeId,userType,businessPhones,employeeHireDate,jobTitle";

    JsonNode user = created("users", sent.toString());

    String address = "/v1.0/users/" + user.path("id").asText();
    assertHas(client.get(address + select).ok().body(), written);
    assertHas(client.get("/v1.0/users/ada@contoso.com" + select).ok().body(), written);
    done(
        "PATCH",
        "/v1.0/users/ADA@contoso.com",
        "{'department':null,'jobTitle':'Countess','userPrincipalName':'lovelace@contoso.com'}");
    String changed =
        "{'department':null,'jobTitle':'Countess','userPrincipalName':'lovelace@contoso.com'}";
    assertHas(client.get(address + select).ok().body(), changed);
    assertThat(client.get("/v1.0/users/ada@contoso.com").status()).isEqualTo(404);
    assertThat(refused("PATCH", address, "{'userPrincipalName':'jose@contoso.com'}").message())
        .contains("already exists");
    done("DELETE", address, "");
    assertThat(client.get(address).status()).isEqualTo(404);
    client
        .call("POST", "/v1.0/directory/deletedItems/" + user.path("id").asText() + "/restore", "")
        .ok();
    assertHas(client.get(address + select).ok().body(), changed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://graph.microsoft.com/v1.0/directoryObjects/{id}",
        "https://graph.microsoft.com/beta/users/{id}",
        "https://graph.microsoft.com/v1.0/users('{id}')",
        "https://graph.microsoft.com/v1.0/directoryObjects('{id}')",
        "https://graph.microsoft.us/v1.0/directoryObjects/{id}",
        "directoryObjects/{id}",
        "/users/{id}",
        "{id}"
      })
  void reference_inAllSpellings_added_http_31(String spelling) {
    String body =
        "{\"@odata.id\":\"%s\"}".formatted(spelling.replace("{id}", id("guest").toString()));
    for (String side : List.of("members", "owners")) {
      done("POST", PAYROLL + "/" + side + "/$ref", body);

      assertThat(client.get(PAYROLL + "/" + side).ok().each("id")).contains(id("guest").toString());
      assertThat(refused("POST", PAYROLL + "/" + side + "/$ref", body).status()).isEqualTo(400);
      done("DELETE", PAYROLL + "/" + side + "/" + id("guest") + "/$ref", "");
      assertThat(client.get(PAYROLL + "/" + side).ok().each("id"))
          .doesNotContain(id("guest").toString());
      refused("DELETE", PAYROLL + "/" + side + "/" + id("guest") + "/$ref", "");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | @odata.id",
        "{'@odata.id':null} | @odata.id",
        "{'@odata.id':5} | @odata.id",
        "{'@odata.id':'https://graph.microsoft.com/v1.0/directoryObjects/'} | address",
        "{'@odata.id':'00000000-0000-4000-8000-ffffffffffff'} | not"
      })
  void reference_odd_refused(String body, String why) {
    assertThat(refused("POST", PAYROLL + "/members/$ref", body).message()).contains(why);
  }

  @Test
  void owner_theLast_cannotBeRemoved() {
    JsonNode group =
        created(
            "groups",
            "{'displayName':'Owned','mailEnabled':false,'mailNickname':'o','securityEnabled':true,"
                + "'owners@odata.bind':['%susers/%s'],'members@odata.bind':['%sdirectoryObjects/%s']}"
                    .formatted(DIRECTORY, id("nora"), DIRECTORY, id("olavi")));
    String address = "/v1.0/groups/" + group.path("id").asText();

    assertThat(client.get(address + "/owners").each("id")).containsExactly(id("nora").toString());
    assertThat(client.get(address + "/members").each("id")).containsExactly(id("olavi").toString());
    assertThat(refused("DELETE", address + "/owners/" + id("nora") + "/$ref", "").error())
        .isEqualTo("Request_BadRequest");
    done(
        "PATCH",
        address,
        "{'members@odata.bind':['%susers/%s','%susers/%s']}"
            .formatted(DIRECTORY, id("nora"), DIRECTORY, id("jose")));
    assertThat(client.get(address + "/members").value()).hasSize(3);
    refused(
        "PATCH",
        address,
        "{'displayName':'Half','members@odata.bind':['%susers/%s','%susers/%s']}"
            .formatted(DIRECTORY, id("lidia"), DIRECTORY, id("jose")));
    assertThat(client.get(address).body().path("displayName").asText()).isEqualTo("Owned");
    assertThat(client.get(address + "/members").value()).hasSize(3);
  }

  @Test
  void group_boundToSomebodyWhoIsNot_notCreated() {
    refused(
        "POST",
        "/v1.0/groups",
        "{'displayName':'Half','mailEnabled':false,'mailNickname':'h','securityEnabled':true,"
            + "'members@odata.bind':['%susers/%s','%susers/00000000-0000-4000-8000-ffffffffffff']}"
                .formatted(DIRECTORY, id("nora"), DIRECTORY));

    assertThat(client.get("/v1.0/groups?$filter=displayName eq 'Half'").value()).isEmpty();
    String many =
        "'%susers/%s',".formatted(DIRECTORY, id("nora")).repeat(21).replaceFirst(",$", "");
    assertThat(
            refused(
                    "POST",
                    "/v1.0/groups",
                    "{'displayName':'Half','mailEnabled':false,'mailNickname':'h','securityEnabled':true,'members@odata.bind':[%s]}"
                        .formatted(many))
                .message())
        .contains("20");
  }

  @Test
  void roleAssignable_limits_refused() {
    String admins = "/v1.0/groups/" + id(RichTenant.ADMINS);

    refused("PATCH", admins, "{'isAssignableToRole':false}");
    refused("PATCH", PAYROLL, "{'isAssignableToRole':true}");
    refused(
        "POST",
        admins + "/members/$ref",
        "{'@odata.id':'%sgroups/%s'}".formatted(DIRECTORY, id("Helpdesk")));
    refused(
        "POST",
        "/v1.0/groups",
        "{'displayName':'D','mailEnabled':false,'mailNickname':'d','securityEnabled':true,"
            + "'isAssignableToRole':true,'groupTypes':['DynamicMembership']}");
    refused(
        "POST",
        ROLES,
        "{'principalId':'%s','roleDefinitionId':'729827e3-9c14-49f7-bb1b-9608f156bbb8','directoryScopeId':'/'}"
            .formatted(id(RichTenant.PAYROLL)));
  }

  @Test
  void role_assignedDirectly_listedAndRemoved() {
    String body =
        "{'principalId':'%s','roleDefinitionId':'729827e3-9c14-49f7-bb1b-9608f156bbb8','directoryScopeId':'/'}"
            .formatted(id(RichTenant.ADMINS));
    Reply made = client.post(ROLES, body.replace('\'', '"'));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String address = ROLES + "/" + made.body().path("id").asText();
    assertHas(client.get(address).ok().body(), body);
    assertThat(
            client
                .get(
                    "/v1.0/roleManagement/directory/roleAssignmentSchedules?$filter=principalId eq '%s'"
                        .formatted(id(RichTenant.ADMINS)))
                .each("id"))
        .contains(made.body().path("id").asText());
    refused("POST", ROLES, body);

    done("DELETE", address, "");

    assertThat(client.get(address).status()).isEqualTo(404);
    assertThat(refused("DELETE", address, "").status()).isEqualTo(404);
  }

  @Test
  void unit_membersAndRoles_addedAndRemoved() {
    String unit = "/v1.0/directory/administrativeUnits/" + RichTenant.UNIT;
    String reference = "{'@odata.id':'%susers/%s'}".formatted(DIRECTORY, id("nora"));

    done("POST", unit + "/members/$ref", reference);
    assertThat(client.get(unit + "/members").ok().each("id")).contains(id("nora").toString());
    done("DELETE", unit + "/members/" + id("nora") + "/$ref", "");
    assertThat(client.get(unit + "/members").ok().each("id")).doesNotContain(id("nora").toString());
    Reply made =
        client.post(
            unit + "/scopedRoleMembers",
            "{\"roleId\":\"729827e3-9c14-49f7-bb1b-9608f156bbb8\",\"roleMemberInfo\":{\"id\":\"%s\"}}"
                .formatted(id("nora")));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String scoped = unit + "/scopedRoleMembers/" + made.body().path("id").asText();
    assertThat(client.get(unit + "/scopedRoleMembers").ok().each("id"))
        .contains(made.body().path("id").asText());
    done("DELETE", scoped, "");
    assertThat(refused("DELETE", scoped, "").status()).isEqualTo(404);
  }

  @Test
  void password_sent_appearsNowhere() throws Exception {
    String profile = "{'passwordProfile':{'password':'" + SECRET + "'},'password':'" + SECRET + "'";
    JsonNode user =
        created(
            "users",
            profile
                + ",'displayName':'Ada','userPrincipalName':'ada@contoso.com','accountEnabled':true,'mailNickname':'ada'}");
    String address = "/v1.0/users/" + user.path("id").asText();
    done("PATCH", address, profile + ",'department':'x'}");

    StringBuilder all = new StringBuilder(user.toString());
    for (String read :
        List.of(
            address,
            address.replace("v1.0", "beta"),
            "/beta/users",
            "/v1.0/auditLogs/directoryAudits",
            "/v1.0/auditLogs/directoryAudits?$expand=*")) {
      all.append(client.get(read).text());
    }
    all.append(raw("/_pimento/audit", false)).append(raw("/_pimento/export", true));
    all.append(fake.exported().rows("users")).append(fake.simulation().audit());

    assertThat(all).contains("ada@contoso.com").doesNotContain(SECRET);
  }

  private String raw(String address, boolean zipped) throws IOException {
    byte[] bytes;
    try (InputStream in = URI.create(graph.url() + address).toURL().openStream()) {
      bytes = in.readAllBytes();
    }
    if (!zipped) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    StringBuilder all = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      while (zip.getNextEntry() != null) {
        all.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(all).contains("ada@contoso.com");
    return all.toString();
  }

  private static String item(String id, String method, String url, String body, String after) {
    return "{'id':'%s','method':'%s','url':'%s','headers':{'Content-Type':'application/json'}%s%s}"
        .formatted(
            id,
            method,
            url,
            body.isEmpty() ? "" : ",'body':" + body,
            after.isEmpty() ? "" : ",'dependsOn':['" + after + "']");
  }

  private Reply batch(String... items) {
    return client
        .post("/v1.0/$batch", ("{'requests':[" + String.join(",", items) + "]}").replace('\'', '"'))
        .ok();
  }

  private static final String GROUP =
      "{'displayName':'Batched','mailEnabled':false,'mailNickname':'b','securityEnabled':true}";

  private String eligibility(String group) {
    return "{'action':'adminAssign','accessId':'member','principalId':'%s','groupId':'%s','justification':'x','scheduleInfo':{'expiration':{'type':'afterDuration','duration':'P30D'}}}"
        .formatted(id("guest"), group);
  }

  @Test
  void batch_thatWrites_inTheOrderOfItsDependencies() {
    // The ids that the fake gives are known beforehand.
    String group = fake.simulation().fork().nextRequestId().toString();
    String requests = "/identityGovernance/privilegedAccess/group/eligibilityScheduleRequests";

    Reply reply =
        batch(
            item("3", "POST", requests, eligibility(group), "2"),
            item("2", "POST", "/groups/" + group + "/members/$ref", member("nora"), "1"),
            item("1", "POST", "/groups", GROUP, ""),
            item("4", "GET", "/groups/" + group + "/members", "", "3"));

    assertThat(reply.item("1").path("status").asInt()).as(reply.text()).isEqualTo(201);
    assertThat(reply.item("1").at("/body/id").asText()).isEqualTo(group);
    assertThat(reply.item("2").path("status").asInt()).as(reply.text()).isEqualTo(204);
    assertThat(reply.item("3").path("status").asInt()).as(reply.text()).isEqualTo(201);
    assertThat(reply.item("4").at("/body/value/0/id").asText()).isEqualTo(id("nora").toString());
    assertThat(
            client
                .get(
                    "/v1.0/identityGovernance/privilegedAccess/group/eligibilitySchedules?$filter=groupId eq '%s'"
                        .formatted(group))
                .value())
        .hasSize(1);
  }

  private static String member(String who) {
    return "{'@odata.id':'" + DIRECTORY + "directoryObjects/" + id(who) + "'}";
  }

  @Test
  void batch_whoseFirstFails_doesNothingOfWhatDependsOnIt() {
    Tenant before = fake.simulation().tenant();
    String members = "/groups/" + id(RichTenant.PAYROLL) + "/members/";

    Reply reply =
        batch(
            item("1", "POST", "/groups", "{'displayName':'No'}", ""),
            item("2", "POST", members + "$ref", member("guest"), "1"),
            item("3", "DELETE", members + id("siobhan") + "/$ref", "", "2"),
            item("4", "PATCH", "/groups/" + id("Helpdesk"), "{'description':'x'}", "3"));

    assertThat(reply.item("1").path("status").asInt()).isEqualTo(400);
    for (String dependent : List.of("2", "3", "4")) {
      assertThat(reply.item(dependent).path("status").asInt()).isEqualTo(424);
    }
    assertThat(fake.simulation().tenant()).isSameAs(before);
    assertThat(client.get("/v1.0/groups/" + id("Helpdesk")).body().path("description").isNull())
        .isTrue();
  }
}
