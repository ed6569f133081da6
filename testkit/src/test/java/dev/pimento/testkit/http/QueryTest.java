package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.http.GraphClient.enc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Group;
import dev.pimento.directory.Verdict;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The query options, each for itself and together. */
class QueryTest {

  private static final String PIM = "/v1.0/identityGovernance/privilegedAccess/group/";

  private static GraphEndpoint graph;
  private static GraphClient client;

  @BeforeAll
  static void start() {
    graph =
        GraphEndpoint.start(
            FakeTenant.of(
                TenantBuilder.at("2026-03-02T08:00:00Z")
                    .user("anna", "Anna Berg")
                    .user("bert", "Bert O'Neil")
                    .user("emile", "Émile Zola")
                    .user("hanako", "佐藤 花子")
                    .user("off", u -> u.displayName("Berta (off)").enabled(Verdict.NO))
                    .user("guest", u -> u.displayName("Guest and more").guest(Verdict.YES))
                    .roleAssignableGroup("PIM-Tier1-Admins")
                    .group("Team North", g -> g.kind(Group.Kind.MICROSOFT_365))
                    .group("Team Süd")
                    .holds("PIM-Tier1-Admins", "Exchange Administrator")
                    .holds("anna", "Team North")
                    .holds("bert", "Team North")
                    .holds("Team Süd", "Team North")
                    .eligible("anna", "PIM-Tier1-Admins")
                    .eligible("bert", "owner of PIM-Tier1-Admins")
                    .build()));
    client = GraphClient.of(graph);
  }

  @AfterAll
  static void stop() {
    graph.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Comparisons, whatever the case.
        "displayName eq 'anna berg'|Anna Berg",
        "DISPLAYNAME EQ 'Anna Berg'|Anna Berg",
        "displayName ne 'Anna Berg' and accountEnabled eq true|Bert O'Neil;Guest and more;Émile Zola;佐藤 花子",
        "displayName ge 'Bert' and displayName lt 'Bertb'|Bert O'Neil;Berta (off)",
        "displayName gt 'Berta' and displayName le 'Guest and more'|Berta (off);Guest and more",
        "accountEnabled eq false|Berta (off)",
        "userType eq 'Guest'|Guest and more",
        "jobTitle eq null and displayName eq 'Anna Berg'|Anna Berg",
        "jobTitle ne null|",
        // Quotes, and words of the grammar within them.
        "displayName eq 'Bert O''Neil'|Bert O'Neil",
        "displayName eq 'Guest and more'|Guest and more",
        "displayName eq 'Berta (off)'|Berta (off)",
        "displayName eq 'ÉMILE ZOLA'|Émile Zola",
        "displayName eq '佐藤 花子'|佐藤 花子",
        "displayName eq ''|",
        // Precedence: not before and before or.
        "displayName eq 'Anna Berg' or displayName eq 'Bert O''Neil' and accountEnabled eq false|Anna Berg",
        "(displayName eq 'Anna Berg' or displayName eq 'Bert O''Neil') and accountEnabled eq false|",
        "not displayName eq 'Anna Berg' and accountEnabled eq false|Berta (off)",
        "not (accountEnabled eq true or displayName eq 'nobody')|Berta (off)",
        "not(accountEnabled eq true)|Berta (off)",
        "((((displayName eq 'Anna Berg'))))|Anna Berg",
        // Functions and lists.
        "startswith(displayName,'bert')|Bert O'Neil;Berta (off)",
        "startswith(displayName,'bert') eq true|Bert O'Neil;Berta (off)",
        "startsWith( displayName , 'Bert' )|Bert O'Neil;Berta (off)",
        "endswith(userPrincipalName,'@contoso.com') and startswith(displayName,'É')|Émile Zola",
        "contains(displayName,'花')|佐藤 花子",
        "displayName in ('Anna Berg','佐藤 花子')|Anna Berg;佐藤 花子",
        "displayName in ('Anna Berg')|Anna Berg",
        "id in ('none')|",
      })
  void filter_ofUsers_choosesExactlyThese_http_17(String filter, @Nullable String names) {
    Reply reply = client.eventual().get("/v1.0/users?$count=true&$filter=" + enc(filter)).ok();

    assertThat(reply.each("displayName")).containsExactlyInAnyOrderElementsOf(list(names));
    assertThat(reply.body().path("@odata.count").asInt()).isEqualTo(list(names).size());
    assertThat(client.eventual().get("/v1.0/users/$count?$filter=" + enc(filter)).text())
        .isEqualTo(String.valueOf(list(names).size()));
  }

  private static List<String> list(@Nullable String names) {
    return names == null || names.isEmpty() ? List.of() : List.of(names.split(";", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "groupTypes/any(t:t eq 'Unified')|Team North",
        "groupTypes/any(t: t eq 'unified')|Team North",
        "groupTypes/any()|Team North",
        "not groupTypes/any(t:t eq 'Unified')|PIM-Tier1-Admins;Team Süd",
        "groupTypes/all(t:t eq 'Unified') and isAssignableToRole eq false|Team North;Team Süd",
        "mailEnabled eq false and securityEnabled eq true|PIM-Tier1-Admins;Team Süd",
        "isAssignableToRole eq true|PIM-Tier1-Admins",
      })
  void filter_ofGroups_looksIntoLists_http_17(String filter, @Nullable String names) {
    Reply reply = client.eventual().get("/v1.0/groups?$count=true&$filter=" + enc(filter)).ok();

    assertThat(reply.each("displayName")).containsExactlyInAnyOrderElementsOf(list(names));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "startDateTime le 2026-03-02T08:00:00Z|1",
        "startDateTime lt 2026-01-31T08:00:00Z|0",
        "startDateTime eq 2026-01-31T08:00:00Z|1",
        "startDateTime eq 2026-01-31T09:00:00+01:00|1",
        "startDateTime ge 2026-01-31|1",
        "startDateTime gt 2026-02-01|0",
        "endDateTime eq null|1",
        "endDateTime ne null|0",
        "accessId eq 'member'|1",
        "accessId eq 'owner'|0",
      })
  void filter_byTime_halfOpenToTheNanosecond(String filter, int count) {
    String address =
        PIM + "eligibilityScheduleInstances?$filter=principalId eq '" + id("anna") + "' and ";

    assertThat(client.get(address + enc(filter)).ok().value()).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nickname eq 'x'",
        "displayName eq x",
        "displayName eq 1",
        "displayName eq true",
        "accountEnabled eq 'true'",
        "accountEnabled eq 1",
        "createdDateTime gt 'yesterday'",
        "createdDateTime gt 1",
        "businessPhones eq '1'",
        "displayName/first eq 'x'",
        "displayName/any(x:x eq 'y')",
        "displayName",
        "displayName eq",
        "displayName equals 'x'",
        "eq 'x'",
        "displayName eq 'x",
        "displayName eq 'x' and",
        "displayName eq 'x' or or accountEnabled eq true",
        "displayName eq 'x') or (accountEnabled eq true",
        "(displayName eq 'x'",
        "displayName eq 'x' displayName",
        "startswith(displayName)",
        "startswith(displayName,'x') eq 1",
        "startswith(displayName,'x') ne",
        "startswith('x',displayName)",
        "startswith(displayName,1)",
        "substring(displayName,1) eq 'x'",
        "displayName in 'x'",
        "displayName in ()",
        "displayName in ('x'",
        "not",
        "not not",
        "';drop table users;--",
        "businessPhones/some(x:x eq 'y')",
      })
  void filter_thatIsWrong_badRequestThatSaysWhy_http_18(String filter) {
    Reply reply = client.eventual().get("/v1.0/users?$count=true&$filter=" + enc(filter));

    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.message()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$filter=displayName ne 'x'",
        "$filter=not startswith(displayName,'x')",
        "$filter=endswith(displayName,'x')",
        "$filter=startswith(displayName,'A')&$orderby=displayName",
      })
  void filter_thatIsAdvanced_needsEventualConsistencyAndCount_http_11(String query) {
    assertThat(client.get("/v1.0/users?" + query).error()).isEqualTo("Request_UnsupportedQuery");
    assertThat(client.eventual().get("/v1.0/users?" + query).error())
        .isEqualTo("Request_UnsupportedQuery");
    assertThat(client.get("/v1.0/users?$count=true&" + query).error())
        .isEqualTo("Request_UnsupportedQuery");
    assertThat(client.eventual().get("/v1.0/users?$count=true&" + query).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "$top=0,400",
    "$top=-1,400",
    "$top=1,200",
    "$top=999,200",
    "$top=1000,400",
    "$top=99999999999999999999,400",
    "$top=x,400",
    "$top=1.5,400",
    "$top=,200",
    "$skip=1,400",
    "$count=maybe,400",
    "$orderby=displayName down,400",
    "$orderby=nickname,400",
    "$orderby=displayName desc,200",
    "'$orderby=displayName,userPrincipalName desc',200",
    "$select=nickname,400",
    "'$select=id,',400",
    "$select=*,200",
    "$expand=nothing,400",
    "$expand=memberOf($select=nothing),400",
    "$expand=memberOf(,400",
    "$expand=memberOf(),501",
    "$expand=memberOf($filter=id eq 'x'),501",
    "$skiptoken=garbage,400",
    "$skiptoken=,200",
    "$apply=aggregate(id),501",
    "$unknown=1,501",
    "$format=json,200",
    "$format=xml,501",
    "$search=Anna,400",
    "$top=1&$top=2,400",
    "top=1,200",
    "%24top=1,200",
    "$deltatoken=1,400",
  })
  void option_ofUsers_takenOrRefused_http_1_http_25_http_26_http_27(String query, int status) {
    GraphClient caller = query.startsWith("$search") ? client.eventual() : client;

    Reply reply = caller.get("/v1.0/users?" + query.replace(" ", "%20"));

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "$top=0,200",
    "$top=-1,400",
    "$top=1000,200",
    "$top=2,200",
    "$skip=1,200",
    "$count=true,200",
    "'$search=\"displayName:x\"',400",
    "$orderby=principalId desc,200",
    "$expand=principal,200",
    "'$expand=principal,roleDefinition($select=id),directoryScope',200",
    "$expand=*,200",
    "$expand=principal($select=id;$expand=memberOf),200",
    "$expand=principal($expand=nothing),400",
  })
  void option_ofRoleAssignments_takenOrRefused_http_2(String query, int status) {
    Reply reply = client.get("/v1.0/roleManagement/directory/roleAssignments?" + query);

    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$filter=id eq 'x'", "$top=1", "$orderby=id", "$search=\"a:b\"", "$skip=1"})
  void option_ofLists_refusedForOneObject_http_28(String query) {
    assertThat(client.eventual().get("/v1.0/users/" + id("anna") + "?" + query).status())
        .isEqualTo(400);
  }

  @Test
  void top_ofNothing_emptyAndNoMorePages_http_2() {
    Reply reply = client.get("/v1.0/roleManagement/directory/roleDefinitions?$top=0").ok();

    assertThat(reply.value()).isEmpty();
    assertThat(reply.nextLink()).isEmpty();
    assertThat(client.all("/v1.0/roleManagement/directory/roleDefinitions?$top=60"))
        .hasSizeGreaterThan(100);
  }

  @Test
  void orderby_ascendingAndDescending_reverseOfEachOther_http_16() {
    List<String> up = client.get("/v1.0/users?$orderby=displayName").ok().each("displayName");
    List<String> down =
        new ArrayList<>(
            client.get("/v1.0/users?$orderby=displayName desc").ok().each("displayName"));
    Collections.reverse(down);

    assertThat(up).isEqualTo(down).startsWith("Anna Berg", "Bert O'Neil", "Berta (off)");
    assertThat(
            client
                .eventual()
                .get(
                    "/v1.0/users?$count=true&$filter=startswith(displayName,'B')&$orderby=displayName desc")
                .ok()
                .each("displayName"))
        .containsExactly("Berta (off)", "Bert O'Neil");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"displayName:PIM\"|PIM-Tier1-Admins",
        "\"displayName:tier\"|PIM-Tier1-Admins",
        "\"displayName:admins pim\"|PIM-Tier1-Admins",
        "\"displayName:eam\"|",
        "\"displayName:team\"|Team North;Team Süd",
        "\"displayName:sü\"|Team Süd",
        "\"displayName:team\" AND \"displayName:north\"|Team North",
        "\"displayName:pim\" OR \"displayName:north\"|PIM-Tier1-Admins;Team North",
      })
  void search_ofGroups_byTheBeginningsOfWords_http_13_http_14(
      String search, @Nullable String names) {
    String address = "/v1.0/groups?$search=" + enc(search);

    assertThat(client.eventual().get(address).ok().each("displayName"))
        .containsExactlyInAnyOrderElementsOf(list(names));
    assertThat(client.get(address).error()).isEqualTo("Request_UnsupportedQuery");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "displayName:PIM",
        "\"displayName:\"",
        "\"PIM\"",
        "\"displayName:PIM",
        "\"a:b\" \"c:d\"",
        "\""
      })
  void search_thatIsWrong_badRequest_http_14(String search) {
    assertThat(client.eventual().get("/v1.0/groups?$search=" + enc(search)).status())
        .isEqualTo(400);
  }

  @Test
  void count_ofUsers_onlyWithEventualConsistency_http_9_http_10() {
    assertThat(client.get("/v1.0/users?$count=true").ok().body().has("@odata.count")).isFalse();
    assertThat(
            client
                .eventual()
                .get("/v1.0/users?$count=true")
                .ok()
                .body()
                .path("@odata.count")
                .asInt())
        .isEqualTo(6);
    assertThat(client.get("/v1.0/users/$count").status()).isEqualTo(400);
    assertThat(client.eventual().get("/v1.0/users/$count").ok().text()).isEqualTo("6");
    assertThat(
            client
                .eventual()
                .get("/v1.0/groups/" + id("Team North") + "/members/$count")
                .ok()
                .text())
        .isEqualTo("3");
    assertThat(client.get("/v1.0/roleManagement/directory/roleAssignments/$count").ok().text())
        .isEqualTo("1");
  }

  @Test
  void select_severalLevels_exactlyThese_http_19() {
    Reply reply =
        client
            .get(
                PIM
                    + "eligibilitySchedules?$filter=principalId eq '"
                    + id("anna")
                    + "'&$select=id,accessId&$expand=principal($select=id,displayName),group($select=displayName;$expand=members($select=id))")
            .ok();

    assertThat(reply.value().get(0).path("principal").path("displayName").asText())
        .isEqualTo("Anna Berg");
    assertThat(reply.value().get(0).path("group").path("displayName").asText())
        .isEqualTo("PIM-Tier1-Admins");
  }

  @Test
  void cast_ofMembers_onlyThatKind_http_29() {
    String members = "/v1.0/groups/" + id("Team North") + "/members";

    assertThat(client.get(members + "/microsoft.graph.user").ok().each("displayName"))
        .containsExactlyInAnyOrder("Anna Berg", "Bert O'Neil");
    assertThat(client.get(members + "/graph.group").ok().each("displayName"))
        .containsExactly("Team Süd");
    assertThat(client.get(members + "/microsoft.graph.servicePrincipal").ok().value()).isEmpty();
    assertThat(client.get(members + "/microsoft.graph.teapot").status()).isEqualTo(501);
    assertThat(client.get(members + "/$ref").ok().value()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eligibilitySchedules", "eligibilityScheduleInstances", "eligibilityScheduleRequests",
        "assignmentSchedules", "assignmentScheduleInstances", "assignmentScheduleRequests"
      })
  void list_ofPimWithoutItsFilter_badRequestThatNamesIt_http_23(String list) {
    for (String query :
        List.of(
            "",
            "?$filter=id eq 'x'",
            "?$filter=groupId ne 'x'",
            "?$filter=groupId eq 'x' or principalId eq 'y'",
            "?$filter=not (groupId eq 'x')")) {
      Reply reply = client.get(PIM + list + query);

      assertThat(reply.status()).as(query).isEqualTo(400);
      assertThat(reply.message()).contains("groupId", "principalId");
    }
    assertThat(client.get(PIM + list + "?$filter=groupId eq 'x'").ok().value()).isEmpty();
    assertThat(client.get(PIM + list + "/$count").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"roleManagementPolicies", "roleManagementPolicyAssignments"})
  void list_ofPoliciesWithoutItsFilter_badRequestThatNamesIt_http_24(String list) {
    for (String query :
        List.of("", "?$filter=scopeId eq '/'", "?$filter=scopeType eq 'Group'", "?$top=1")) {
      Reply reply = client.get("/v1.0/policies/" + list + query);

      assertThat(reply.status()).as(query).isEqualTo(400);
      assertThat(reply.message()).contains("scopeId", "scopeType");
    }
  }

  @Test
  void header_acceptWithoutMetadata_noAnnotationsButLinks_http_61() {
    GraphClient plain = client.with("Accept", "application/json;odata.metadata=none");

    Reply reply = plain.get("/v1.0/groups/" + id("Team North") + "/members?$top=1").ok();

    assertThat(reply.body().has("@odata.context")).isFalse();
    assertThat(reply.value().get(0).has("@odata.type")).isFalse();
    assertThat(reply.nextLink()).isNotEmpty();
  }

  @Test
  void header_preferredPageSize_kept_http_8() {
    Reply reply = client.with("Prefer", "odata.maxpagesize=4").get("/v1.0/users").ok();

    assertThat(reply.value()).hasSize(4);
    assertThat(reply.headers()).containsEntry("Preference-Applied", "odata.maxpagesize=4");
    assertThat(client.with("Prefer", "odata.maxpagesize=4").all("/v1.0/users")).hasSize(6);
  }

  @Test
  void header_clientRequestId_echoedUnlessItIsHostile_http_50() {
    String own = "7c1d4f8e-0000-4000-8000-000000000001";

    assertThat(client.with("client-request-id", own).get("/v1.0/users").headers())
        .containsEntry("client-request-id", own);
    assertThat(
            client
                .with("client-request-id", own)
                .get("/v1.0/nothing")
                .body()
                .at("/error/innerError/client-request-id")
                .asText())
        .isEqualTo(own);
    Reply reply = client.with("client-request-id", "<script>").get("/v1.0/users");
    assertThat(reply.headers().get("client-request-id"))
        .isEqualTo(reply.headers().get("request-id"));
  }

  @Test
  void answer_twice_differentRequestIds_http_50() {
    assertThat(client.get("/v1.0/users").headers().get("request-id"))
        .isNotEqualTo(client.get("/v1.0/users").headers().get("request-id"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/v1.0",
        "/v2.0/users",
        "/v1.0/me/messages",
        "/v1.0/teams",
        "/v1.0/users/x/mailFolders",
        "/beta/directoryRoles"
      })
  void path_thatIsNotServed_notImplementedAndNamed_http_58(String path) {
    Reply reply = client.as(id("anna")).get(path.replace("users/x", "users/" + id("anna")));

    assertThat(reply.status()).isEqualTo(501);
    assertThat(reply.message()).contains("GET " + path.replace("users/x", "users/" + id("anna")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1.0/users/none",
        "/v1.0/groups/11111111-1111-1111-1111-111111111111",
        "/v1.0/roleManagement/directory/roleDefinitions/none",
        "/v1.0/policies/roleManagementPolicies/none"
      })
  void path_toNobody_notFoundByName_http_53(String path) {
    Reply reply = client.get(path);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.error()).isEqualTo("Request_ResourceNotFound");
    assertThat(reply.message()).contains(path.substring(path.lastIndexOf('/') + 1));
  }

  @Test
  void me_withoutToken_badRequest_http_62() {
    assertThat(client.get("/v1.0/me").status()).isEqualTo(400);
    assertThat(client.with("Authorization", "Bearer nonsense").get("/v1.0/me").status())
        .isEqualTo(400);
    assertThat(client.as(id("anna")).get("/v1.0/me").ok().body().path("displayName").asText())
        .isEqualTo("Anna Berg");
  }
}
