package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.FakeTenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.StringLength;

/**
 * Whatever is sent, the answer is one of Graph's: never 500, and what is refused or only reads
 * changes nothing.
 */
class WithstandTest {

  private static final String SEED = "4711";
  private static final String HERE = "http://127.0.0.1:1";

  private static final List<String> NAMES =
      List.of(
          "v1.0",
          "beta",
          "users",
          "groups",
          "me",
          "servicePrincipals",
          "directoryObjects",
          "directory",
          "deletedItems",
          "administrativeUnits",
          "members",
          "owners",
          "memberOf",
          "transitiveMembers",
          "transitiveMemberOf",
          "manager",
          "photos",
          "$ref",
          "$count",
          "$batch",
          "$value",
          "delta",
          "delta()",
          "microsoft.graph.user",
          "graph.group",
          "microsoft.graph.",
          "identityGovernance",
          "privilegedAccess",
          "group",
          "eligibilitySchedules",
          "assignmentScheduleInstances",
          "assignmentScheduleRequests",
          "assignmentApprovals",
          "stages",
          "steps",
          "resources",
          "cancel",
          "filterByCurrentUser(on='principal')",
          "filterByCurrentUser(on='",
          "policies",
          "roleManagementPolicies",
          "roleManagementPolicyAssignments",
          "rules",
          "effectiveRules",
          "Expiration_EndUser_Assignment",
          "roleManagement",
          "roleDefinitions",
          "roleAssignments",
          "roleAssignmentScheduleRequests",
          "auditLogs",
          "directoryAudits",
          "organization",
          "subscribedSkus",
          "getByIds",
          "getMemberGroups",
          "checkMemberGroups",
          "revokeSignInSessions",
          "restore",
          "users('jose@contoso.com')",
          "users('",
          "..",
          ".",
          "%2e%2e",
          "..%2f..%2fetc%2fpasswd",
          "%00",
          "%25",
          "%zz",
          "%c3%28",
          "*",
          "'",
          "\"");

  private static final List<String> WORDS =
      List.of(
          "displayName",
          "accountEnabled",
          "groupTypes",
          "id",
          "createdDateTime",
          "x",
          "eq",
          "ne",
          "gt",
          "ge",
          "lt",
          "le",
          "and",
          "or",
          "not",
          "in",
          "(",
          ")",
          ",",
          ":",
          "/",
          "any",
          "all",
          "groupTypes/any(",
          "x:x",
          "startswith(",
          "contains(",
          "'a'",
          "''",
          "'O''Neil'",
          "'",
          "true",
          "null",
          "1",
          "-1.5",
          "2026-03-02",
          "2026-03-02T08:00:00Z",
          "99999999999999999999",
          "''''",
          "--",
          ";",
          "\u0000",
          "\uD83D\uDE00",
          "\u202E",
          "$it",
          "@x");

  private final FakeTenant fake = RichTenant.fake();
  private final GraphService service =
      new GraphService(
          fake, HERE, Preset.INSTANT, true, Optional.empty(), Clock.systemUTC(), Optional.empty());

  private int answer(String method, String address, Map<String, String> headers, String body) {
    Object before = fake.simulation().tenant();
    Answer answer = service.answer(method, address, headers, body.getBytes(StandardCharsets.UTF_8));
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.status()).as("%s %s: %s", method, address, text).isNotEqualTo(500);
    if (answer.status() >= 400) {
      Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      answered.putAll(answer.headers());
      Answers.check(
          new Answers.Exchange(
              HERE,
              method,
              address,
              headers,
              GraphClient.json("{}"),
              answer.status(),
              answered,
              GraphClient.json(text)));
    } else if (!text.isEmpty() && answer.isJson()) {
      assertThat(GraphClient.json(text).isObject()).isTrue();
    }
    if (method.equals("GET") || answer.status() >= 400) {
      assertThat(fake.simulation().tenant()).isSameAs(before);
    }
    return answer.status();
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> segment =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of(NAMES)),
            Tuple.of(
                2,
                Arbitraries.of(
                    id("jose").toString(),
                    id(RichTenant.PAYROLL).toString(),
                    RichTenant.UNIT.toString())),
            Tuple.of(1, Arbitraries.strings().ofMaxLength(12)));
    return Combinators.combine(
            Arbitraries.of("/v1.0/", "/beta/", "/", "//v1.0//"), segment.list().ofMaxSize(7))
        .as((start, segments) -> start + String.join("/", segments));
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            6, Arbitraries.of(WORDS).list().ofMaxSize(14).map(words -> String.join(" ", words))),
        Tuple.of(
            1, Arbitraries.of(WORDS).list().ofMaxSize(20).map(words -> String.join("", words))),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(40)));
  }

  @Property(seed = SEED, tries = 3000)
  void any_path_is_answered(
      @ForAll("paths") String path,
      @ForAll("methods") String method,
      @ForAll("bodies") String body) {
    answer(method, path, Map.of(), method.equals("GET") ? "" : body);
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of("GET", "GET", "GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "X");
  }

  @Provide
  Arbitrary<String> doors() {
    Arbitrary<String> tenant =
        Arbitraries.of("common", "organizations", id("x").toString(), "..", "%00", "'", "x");
    return Arbitraries.oneOf(
        Arbitraries.of("clock", "reset", "token", "device", "audit", "export", "x", "", "../clock")
            .map(name -> "/_pimento/" + name),
        Combinators.combine(
                tenant,
                Arbitraries.of(
                    "oauth2/token",
                    "oauth2/v2.0/token",
                    "oauth2/v2.0/devicecode",
                    "v2.0/.well-known/openid-configuration",
                    "discovery/v2.0/keys",
                    "discovery/instance",
                    "userrealm/alice@contoso.test",
                    "x"))
            .as((who, what) -> "/" + who + "/" + what));
  }

  /** Controls and sign-in speak their own errors; none of them is a failure of the fake. */
  @Property(seed = SEED, tries = 2000)
  void any_control_and_sign_in_is_answered(
      @ForAll("doors") String path,
      @ForAll("methods") String method,
      @ForAll("forms") String body) {
    Answer answer = service.answer(method, path, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status())
        .as("%s %s %s: %s", method, path, body, new String(answer.body(), StandardCharsets.UTF_8))
        .isNotEqualTo(500);
  }

  @Provide
  Arbitrary<String> forms() {
    Arbitrary<String> word =
        Arbitraries.of(
            "grant_type=client_credentials",
            "grant_type=password",
            "grant_type=x",
            "grant_type=",
            "grant_type=urn:ietf:params:oauth:grant-type:device_code",
            "client_id=x",
            "scope=%zz",
            "username=jose@contoso.com",
            "device_code=x",
            "&&",
            "=",
            "%00=%00",
            "client_secret=");
    return Arbitraries.oneOf(
        word.list().ofMaxSize(6).map(words -> String.join("&", words)),
        Arbitraries.of(
            "{\"advance\":\"PT1H\"}",
            "{\"advance\":\"x\"}",
            "{\"advance\":\"-P1D\"}",
            "{\"advance\":\"P999999999D\"}",
            "{\"advanceTo\":\"1999-01-01T00:00:00Z\"}",
            "{\"advanceTo\":\"+999999999-12-31T23:59:59Z\"}",
            "{\"advanceTo\":1}",
            "{\"principal\":\"jose\",\"roles\":\"x\"}",
            "{\"principal\":{}}",
            "{\"principal\":\"nobody\"}",
            "{\"userCode\":\"x\",\"principal\":\"jose\"}",
            "[]"),
        bodies());
  }

  @Property(seed = SEED, tries = 3000)
  void any_filter_is_answered(@ForAll("sentences") String filter, @ForAll("lists") String list) {
    answer(
        "GET",
        list + "?$count=true&$filter=" + GraphClient.enc(filter),
        Map.of("ConsistencyLevel", "eventual"),
        "");
  }

  @Provide
  Arbitrary<String> lists() {
    return Arbitraries.of(
        "/v1.0/users",
        "/v1.0/groups",
        "/v1.0/groups/delta",
        "/v1.0/groups/" + id(RichTenant.PAYROLL) + "/members",
        "/v1.0/directory/administrativeUnits",
        "/v1.0/auditLogs/directoryAudits",
        "/v1.0/roleManagement/directory/roleAssignments",
        "/v1.0/policies/roleManagementPolicies",
        "/v1.0/identityGovernance/privilegedAccess/group/assignmentScheduleRequests");
  }

  @Property(seed = SEED, tries = 3000)
  void any_option_is_answered(
      @ForAll("lists") String list,
      @ForAll("options") String option,
      @ForAll("sentences") String value) {
    answer(
        "GET",
        list + "?" + option + "=" + GraphClient.enc(value),
        Map.of("ConsistencyLevel", "eventual"),
        "");
  }

  @Provide
  Arbitrary<String> options() {
    return Arbitraries.of(
        "$select",
        "$expand",
        "$orderby",
        "$top",
        "$skip",
        "$count",
        "$search",
        "$skiptoken",
        "$deltatoken",
        "$format",
        "$filter",
        "$apply",
        "select",
        "$",
        "%24select",
        "");
  }

  @Property(seed = SEED, tries = 1000)
  void any_header_is_answered(@ForAll String token, @ForAll @StringLength(max = 60) String other) {
    for (String authorization : List.of(token, "Bearer " + token, "Bearer a." + token + ".c")) {
      answer(
          "GET",
          "/v1.0/me",
          Map.of(
              "Authorization", authorization,
              "Prefer", "odata.maxpagesize=" + other,
              "Accept", other,
              "client-request-id", other,
              "ConsistencyLevel", other),
          "");
    }
  }

  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<String> value =
        Arbitraries.of(
            "null",
            "1",
            "-1",
            "1e999",
            "true",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "[{}]",
            "\"P1D\"",
            "\"selfActivate\"",
            "\"adminAssign\"",
            "\"member\"",
            "\"PT1H\"",
            "\"afterDuration\"",
            "\"" + id("jose") + "\"",
            "\"" + id(RichTenant.PAYROLL) + "\"",
            "\"../..\"",
            "{\"expiration\":{\"type\":\"afterDuration\",\"duration\":\"x\"}}",
            "{\"expiration\":null,\"startDateTime\":\"yesterday\"}",
            "\"Approve\"",
            "[{\"id\":\"Expiration_EndUser_Assignment\",\"maximumDuration\":\"-P1D\"}]",
            "\"https://graph.microsoft.com/v1.0/directoryObjects/x\"");
    Arbitrary<String> name =
        Arbitraries.of(
            "action",
            "accessId",
            "principalId",
            "groupId",
            "roleDefinitionId",
            "directoryScopeId",
            "scheduleInfo",
            "justification",
            "ticketInfo",
            "isValidationOnly",
            "reviewResult",
            "rules",
            "maximumDuration",
            "@odata.type",
            "@odata.id",
            "displayName",
            "ids",
            "groupIds",
            "requests",
            "mailNickname",
            "mailEnabled",
            "securityEnabled",
            "accountEnabled",
            "passwordProfile",
            "roleId",
            "roleMemberInfo",
            "owners@odata.bind",
            "x");
    Arbitrary<String> object =
        Arbitraries.maps(name, value)
            .ofMaxSize(8)
            .map(
                map ->
                    map.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
                        .collect(joining(",", "{", "}")));
    return Arbitraries.frequencyOf(
        Tuple.of(8, object),
        Tuple.of(2, value),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(30)));
  }

  @Provide
  Arbitrary<String> writes() {
    String pim = "/v1.0/identityGovernance/privilegedAccess/group/";
    return Arbitraries.of(
        "POST " + pim + "assignmentScheduleRequests",
        "POST " + pim + "eligibilityScheduleRequests",
        "POST " + pim + "assignmentScheduleRequests/x/cancel",
        "PATCH " + pim + "assignmentApprovals/x/stages/x",
        "POST /v1.0/roleManagement/directory/roleAssignmentScheduleRequests",
        "POST /v1.0/roleManagement/directory/roleEligibilityScheduleRequests",
        "POST /v1.0/roleManagement/directory/roleAssignments",
        "PATCH /v1.0/policies/roleManagementPolicies/x",
        "POST /v1.0/groups",
        "PATCH /v1.0/groups/" + id(RichTenant.PAYROLL),
        "POST /v1.0/groups/" + id(RichTenant.PAYROLL) + "/members/$ref",
        "POST /v1.0/users",
        "PATCH /v1.0/users/" + id("jose"),
        "POST /v1.0/directory/administrativeUnits/" + RichTenant.UNIT + "/scopedRoleMembers",
        "POST /v1.0/directoryObjects/getByIds",
        "POST /v1.0/users/" + id("jose") + "/checkMemberGroups",
        "POST /v1.0/users/" + id("jose") + "/getMemberObjects",
        "POST /v1.0/$batch");
  }

  @Property(seed = SEED, tries = 3000)
  void any_body_is_answered(@ForAll("writes") String write, @ForAll("bodies") String body) {
    int space = write.indexOf(' ');
    answer(write.substring(0, space), write.substring(space + 1), Map.of(), body);
  }

  @Property(seed = SEED, tries = 500)
  void any_batch_item_is_answered(
      @ForAll("paths") String url, @ForAll("methods") String method, @ForAll("bodies") String body)
      throws IOException {
    Map<String, Object> item = new TreeMap<>();
    item.put("id", "1");
    item.put("method", method);
    item.put("url", url);
    item.put("headers", Map.of("Content-Type", "application/json"));
    try {
      item.put("body", GraphClient.JSON.readTree(body));
    } catch (IOException e) {
      item.put("body", body);
    }
    Answer answer =
        service.answer(
            "POST",
            "/v1.0/$batch",
            Map.of(),
            GraphClient.JSON.writeValueAsBytes(Map.of("requests", List.of(item))));
    JsonNode read = GraphClient.json(new String(answer.body(), StandardCharsets.UTF_8));
    assertThat(answer.status()).isIn(200, 400);
    assertThat(read.at("/responses/0/status").asInt()).as(read.toString()).isNotEqualTo(500);
  }

  @Example
  void deep_nesting_is_refused() {
    String filter = "(".repeat(3000) + "id eq 'x'" + ")".repeat(3000);
    String nots = "not ".repeat(3000) + "id eq 'x'";
    String expand = "memberOf($expand=".repeat(3000) + "memberOf" + ")".repeat(3000);
    String ors = String.join(" or ", Collections.nCopies(50_000, "id eq 'x'"));
    for (String option :
        List.of("$filter=" + filter, "$filter=" + nots, "$expand=" + expand, "$filter=" + ors)) {
      assertThat(
              answer(
                  "GET",
                  "/v1.0/users?$count=true&" + option.replace(" ", "%20"),
                  Map.of("ConsistencyLevel", "eventual"),
                  ""))
          .isEqualTo(400);
    }
    for (String body :
        List.of(
            "[".repeat(200_000),
            "{\"a\":".repeat(200_000),
            "{\"requests\":" + "[".repeat(100_000))) {
      assertThat(answer("POST", "/v1.0/$batch", Map.of(), body)).isEqualTo(400);
      assertThat(answer("POST", "/v1.0/groups", Map.of(), body)).isEqualTo(400);
    }
    assertThat(answer("GET", "/v1.0" + "/users".repeat(100_000), Map.of(), "")).isIn(404, 501);
  }

  @Example
  void a_megabyte_is_answered() {
    String long1 = "x".repeat(1_000_000);
    assertThat(answer("GET", "/v1.0/" + long1, Map.of(), "")).isEqualTo(501);
    assertThat(answer("GET", "/v1.0/users/" + long1, Map.of(), "")).isEqualTo(404);
    for (String option :
        List.of("$filter", "$select", "$expand", "$orderby", "$search", "$top", "$skiptoken")) {
      assertThat(
              answer(
                  "GET",
                  "/v1.0/users?" + option + "=" + long1,
                  Map.of("ConsistencyLevel", "eventual"),
                  ""))
          .as(option)
          .isEqualTo(400);
    }
  }

  @Example
  void ids_that_climb_are_nobodys() {
    for (String key :
        List.of(
            "..%2f..%2f..%2fetc%2fpasswd",
            "..%5c..%5cwindows",
            "%00",
            "x%00.json",
            "'%20or%20'1'%20eq%20'1",
            "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
            "x%24%7Bjndi:ldap:%2f%2f127.0.0.1%2fx%7D",
            "%E2%80%AE",
            "0",
            "-1",
            "null")) {
      for (String set :
          List.of(
              "users",
              "groups",
              "directoryObjects",
              "servicePrincipals",
              "organization",
              "policies/roleManagementPolicies",
              "roleManagement/directory/roleDefinitions",
              "identityGovernance/privilegedAccess/group/assignmentSchedules",
              "directory/administrativeUnits")) {
        assertThat(answer("GET", "/v1.0/" + set + "/" + key, Map.of(), ""))
            .as(set + "/" + key)
            .isEqualTo(404);
      }
    }
  }
}
