package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What clients send, as they send it and as they should not: a body is taken or refused by its
 * name, and what is refused changes nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodiesTest {

  private static final String PIM = "/v1.0/identityGovernance/privilegedAccess/group/";
  private static final String ROLES = "/v1.0/roleManagement/directory/";
  private static final String SECRET = "Hunter2-Hunter2";

  /** Validated only, so that each may be sent to the same tenant. */
  private static final String REQUEST =
      """
      {"@odata.type":"#microsoft.graph.privilegedAccessGroupAssignmentScheduleRequest",
       "action":"adminAssign","accessId":"member","groupId":"%s","principalId":"%s",
       "isValidationOnly":true,"justification":"new colleague",
       "ticketInfo":{"ticketNumber":"CHG-1","ticketSystem":"Desk"},
       "scheduleInfo":{"startDateTime":"2026-03-02T08:00:00Z",
         "expiration":{"type":"afterDuration","duration":"P30D"}}}
      """
          .formatted(id(RichTenant.PAYROLL), id("guest"));

  private static final String GROUP =
      """
      {"displayName":"New","mailEnabled":false,"mailNickname":"new","securityEnabled":true}
      """;

  private static final String USER =
      """
      {"displayName":"New","userPrincipalName":"new@contoso.com","mailNickname":"new",
       "accountEnabled":true,"passwordProfile":{"password":"%s"}}
      """
          .formatted(SECRET);

  private static final String RULE =
      """
      {"@odata.type":"#microsoft.graph.unifiedRoleManagementPolicyExpirationRule",
       "id":"Expiration_EndUser_Assignment","isExpirationRequired":true,"maximumDuration":"PT2H"}
      """;

  private final FakeTenant fake = RichTenant.fake();
  private final GraphEndpoint graph = GraphEndpoint.start(fake);
  private final GraphClient client = GraphClient.of(graph);
  private final String policy =
      client
          .get(
              "/v1.0/policies/roleManagementPolicyAssignments?$filter=scopeId eq '%s' and scopeType eq 'Group' and roleDefinitionId eq 'member'"
                  .formatted(id(RichTenant.PAYROLL)))
          .each("policyId")
          .get(0);

  @AfterAll
  void stop() {
    graph.close();
  }

  /** The body with another value at a path; without a value, with nothing there. */
  private static String changed(String body, String path, String value) {
    ObjectNode whole = (ObjectNode) GraphClient.json(body);
    int slash = path.lastIndexOf('/');
    ObjectNode parent = (ObjectNode) (slash < 0 ? whole : whole.at("/" + path.substring(0, slash)));
    String name = path.substring(slash + 1);
    if (value == null) {
      parent.remove(name);
    } else {
      parent.set(name, GraphClient.json(value));
    }
    return whole.toString();
  }

  private Reply refused(String method, String address, String body) {
    Tenant before = fake.simulation().tenant();
    JsonNode exported = exported();
    Reply reply = client.call(method, address, body);
    assertThat(reply.status()).as("%s %s", body, reply.text()).isBetween(400, 499);
    assertThat(fake.simulation().tenant()).isSameAs(before);
    assertThat(exported()).isEqualTo(exported);
    return reply;
  }

  private JsonNode exported() {
    ObjectNode all = GraphClient.JSON.createObjectNode();
    for (String collection : List.of("users", "groups")) {
      all.set(collection, GraphClient.JSON.valueToTree(fake.exported().rows(collection)));
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "action                     | null                    | BadRequest | action",
        "action                     |                         | BadRequest | action",
        "action                     | \"adminAssing\"         | BadRequest | adminAssing",
        "action                     | 3                       | BadRequest | a text",
        "action                     | [\"adminAssign\"]       | BadRequest | ARRAY",
        "accessId                   |                         | BadRequest | accessId",
        "accessId                   | \"visitor\"             | BadRequest | accessId",
        "accessId                   | true                    | BadRequest | accessId",
        "groupId                    |                         | BadRequest | groupId",
        "groupId                    | \"\"                    | BadRequest | groupId",
        "groupId                    | {}                      | BadRequest | groupId",
        "groupId                    | \"00000000-0000-4000-8000-ffffffffffff\" | ResourceNotFound | found",
        "principalId                | null                    | BadRequest | principalId",
        "principalId                | [1]                     | BadRequest | principalId",
        "principalId                | \"00000000-0000-4000-8000-ffffffffffff\" | SubjectNotFound | found",
        "roleDefinitionId2          | \"x\"                   | BadRequest | roleDefinitionId2",
        "isValidationOnly           | \"true\"                | BadRequest | isValidationOnly",
        "isValidationOnly           | 1                       | BadRequest | isValidationOnly",
        "justification              | 5                       | BadRequest | justification",
        "justification              | {\"text\":\"x\"}        | BadRequest | justification",
        "ticketInfo                 | \"CHG-1\"               | BadRequest | ticketInfo",
        "ticketInfo                 | []                      | BadRequest | ticketInfo",
        "ticketInfo/ticketNumber    | 5                       | BadRequest | ticketInfo.ticketNumber",
        "ticketInfo/number          | \"5\"                   | BadRequest | number",
        "scheduleInfo               |                         | InvalidRoleAssignmentRequest | scheduleInfo",
        "scheduleInfo               | null                    | InvalidRoleAssignmentRequest | scheduleInfo",
        "scheduleInfo               | []                      | BadRequest | scheduleInfo",
        "scheduleInfo               | \"PT8H\"                | BadRequest | scheduleInfo",
        "scheduleInfo/startTime     | \"2026-03-02T08:00:00Z\" | BadRequest | startTime",
        "scheduleInfo/recurrence    | {\"pattern\":{}}        | InvalidRoleAssignmentRequest | Recurring",
        "scheduleInfo/startDateTime | \"2026-03-02T08:00:00\" | InvalidRoleAssignmentRequest | offset",
        "scheduleInfo/startDateTime | \"2026-03-02\"          | InvalidRoleAssignmentRequest | offset",
        "scheduleInfo/startDateTime | \"2026-02-30T08:00:00Z\" | InvalidRoleAssignmentRequest | startDateTime",
        "scheduleInfo/startDateTime | \"soon\"                | InvalidRoleAssignmentRequest | soon",
        "scheduleInfo/startDateTime | \"\"                    | InvalidRoleAssignmentRequest | startDateTime",
        "scheduleInfo/startDateTime | 1772438400              | InvalidRoleAssignmentRequest | a text",
        "scheduleInfo/expiration    | []                      | BadRequest | expiration",
        "scheduleInfo/expiration    | \"PT8H\"                | BadRequest | expiration",
        "scheduleInfo/expiration/type | \"forever\"           | BadRequest | forever",
        "scheduleInfo/expiration/type | 3                     | BadRequest | type",
        "scheduleInfo/expiration/type | \"afterDateTime\"     | InvalidRoleAssignmentRequest | endDateTime",
        "scheduleInfo/expiration/type | \"noExpiration\"      | InvalidRoleAssignmentRequest | afterDuration",
        "scheduleInfo/expiration/type | \"notSpecified\"      | InvalidRoleAssignmentRequest | afterDuration",
        "scheduleInfo/expiration/endDateTime | \"2026-04-01T00:00:00Z\" | InvalidRoleAssignmentRequest | endDateTime",
        "scheduleInfo/expiration/end  | \"x\"                 | BadRequest | end",
        "scheduleInfo/expiration/duration |                   | BadRequest | duration",
        "scheduleInfo/expiration/duration | null              | BadRequest | duration",
        "scheduleInfo/expiration/duration | 3600              | BadRequest | duration",
        "scheduleInfo/expiration/duration | \"-PT1H\"         | InvalidRoleAssignmentRequest | -PT1H",
        "scheduleInfo/expiration/duration | \"PT-1H\"         | InvalidRoleAssignmentRequest | PT-1H",
        "scheduleInfo/expiration/duration | \"PT\"            | InvalidRoleAssignmentRequest | PT",
        "scheduleInfo/expiration/duration | \"8 hours\"       | InvalidRoleAssignmentRequest | 8 hours",
        "scheduleInfo/expiration/duration | \"P9999999999Y\"  | InvalidRoleAssignmentRequest | P9999999999Y",
        "scheduleInfo/expiration/duration | \"P999999999Y\"   | RoleAssignmentRequestPolicyValidationFailed | ExpirationRule",
        "scheduleInfo/expiration/duration | \"P6M\"           | InvalidRoleAssignmentRequest | invalid",
        "scheduleInfo/expiration/duration | \"PT1M\"          | ActiveDurationTooShort | 5 minutes"
      })
  void request_oddProperty_refusedByItsName_fact59(
      String path, String value, String code, String why) {
    Reply reply =
        refused("POST", PIM + "assignmentScheduleRequests", changed(REQUEST, path, value));

    assertThat(reply.error()).as(reply.text()).isEqualTo(code);
    assertThat(reply.message()).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "action                     | \"AdminAssign\"",
        "action                     | \"ADMINASSIGN\"",
        "accessId                   | \"Owner\"",
        "ticketInfo                 | null",
        "ticketInfo/ticketSystem    | null",
        "ticketInfo@odata.type      | \"#microsoft.graph.ticketInfo\"",
        "id                         | null",
        "customData                 | null",
        "targetScheduleId           | null",
        "scheduleInfo/recurrence    | null",
        "scheduleInfo/startDateTime | null",
        "scheduleInfo/startDateTime |",
        "scheduleInfo/startDateTime | \"2026-03-02T10:15:00.123456789+02:00\"",
        "scheduleInfo/startDateTime | \"2020-01-01T00:00:00Z\"",
        "scheduleInfo/@odata.type   | \"#microsoft.graph.requestSchedule\"",
        "scheduleInfo/expiration/endDateTime | null",
        "scheduleInfo/expiration/type | \"AFTERDURATION\"",
        "scheduleInfo/expiration/duration | \"PT720H\"",
        "scheduleInfo/expiration/duration | \"p30d\""
      })
  void request_asClientsSpellIt_taken(String path, String value) {
    Reply reply = client.post(PIM + "assignmentScheduleRequests", changed(REQUEST, path, value));

    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(reply.body().path("isValidationOnly").asBoolean()).isTrue();
  }

  @Test
  void request_namesInAnyCase_taken() {
    String body = REQUEST;
    for (String name :
        List.of("action", "accessId", "groupId", "principalId", "scheduleInfo", "expiration")) {
      body = body.replace("\"" + name + "\"", "\"" + name.toUpperCase(Locale.ROOT) + "\"");
    }

    assertThat(client.post(PIM + "assignmentScheduleRequests", body).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1.0/groups | displayName | | displayName",
        "/v1.0/groups | displayName | 5 | displayName",
        "/v1.0/groups | mailEnabled | | mailEnabled",
        "/v1.0/groups | mailEnabled | \"false\" | mailEnabled",
        "/v1.0/groups | mailEnabled | true | security group",
        "/v1.0/groups | mailNickname | | mailNickname",
        "/v1.0/groups | securityEnabled | false | security group",
        "/v1.0/groups | groupTypes | \"Unified\" | groupTypes",
        "/v1.0/groups | groupTypes | [5] | groupTypes",
        "/v1.0/groups | description | [\"x\"] | description",
        "/v1.0/groups | isAssignableToRole | \"yes\" | isAssignableToRole",
        "/v1.0/groups | createdDateTime | \"yesterday\" | createdDateTime",
        "/v1.0/groups | colour | \"red\" | colour",
        "/v1.0/groups | members | [{\"id\":\"x\"}] | members",
        "/v1.0/groups | members@odata.bind | \"x\" | members@odata.bind",
        "/v1.0/groups | members@odata.bind | [5] | address",
        "/v1.0/groups | owners@odata.bind | [\"https://graph.microsoft.com/v1.0/users/\"] | address",
        "/v1.0/groups | memberOf@odata.bind | [] | memberOf@odata.bind",
        "/v1.0/users | displayName | | displayName",
        "/v1.0/users | userPrincipalName | | userPrincipalName",
        "/v1.0/users | userPrincipalName | \"jose@contoso.com\" | already exists",
        "/v1.0/users | accountEnabled | | accountEnabled",
        "/v1.0/users | accountEnabled | \"true\" | accountEnabled",
        "/v1.0/users | passwordProfile | | passwordProfile",
        "/v1.0/users | passwordProfile | \"Hunter2-Hunter2\" | passwordProfile",
        "/v1.0/users | businessPhones | \"1\" | businessPhones",
        "/v1.0/users | employeeHireDate | \"2026-03-02\" | employeeHireDate",
        "/v1.0/users | manager@odata.bind | \"https://x/y\" | manager@odata.bind",
        "/v1.0/users | department | 5 | department"
      })
  void create_oddProperty_refusedByItsName(String path, String property, String value, String why) {
    String body = path.endsWith("users") ? USER : GROUP;

    Reply reply = refused("POST", path, changed(body, property, value));

    assertThat(reply.message()).contains(why);
    assertThat(reply.text()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "@odata.type          | | @odata.type",
        "@odata.type          | \"#microsoft.graph.unifiedRoleManagementPolicyApprovalRule\" | @odata.type",
        "id                   | \"Expiration_Admin_Assignment\" | Expiration_Admin_Assignment",
        "isExpirationRequired | \"true\" | isExpirationRequired",
        "isExpirationRequired | null | true or false",
        "maximumDuration      | \"8 hours\" | 8 hours",
        "maximumDuration      | 8 | maximumDuration",
        "maximumDuration      | null | duration",
        "colour               | \"red\" | colour"
      })
  void rule_oddProperty_refusedByItsName(String property, String value, String why) {
    String address = "/v1.0/policies/roleManagementPolicies/" + policy;

    Reply one =
        refused(
            "PATCH",
            address + "/rules/Expiration_EndUser_Assignment",
            changed(RULE, property, value));

    assertThat(one.error()).isEqualTo("InvalidPolicy");
    assertThat(one.message()).contains(why);
    if (!property.equals("id")) {
      Reply whole =
          refused("PATCH", address, "{\"rules\":[" + changed(RULE, property, value) + "]}");
      assertThat(whole.message()).isEqualTo(one.message());
    }
  }

  @Test
  void rule_namesInAnyCase_taken() {
    Reply reply =
        client.call(
            "PATCH",
            "/v1.0/policies/roleManagementPolicies/" + policy,
            """
            {"Rules":[{"@odata.type":"#microsoft.graph.unifiedRoleManagementPolicyExpirationRule",
             "@odata.context":"https://graph.microsoft.com/v1.0/$metadata#x",
             "Id":"Expiration_Admin_Eligibility","MaximumDuration":"P90D"}]}
            """);

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(
            client
                .get(
                    "/v1.0/policies/roleManagementPolicies/"
                        + policy
                        + "/rules/Expiration_Admin_Eligibility")
                .ok()
                .body()
                .path("maximumDuration")
                .asText())
        .isEqualTo("P90D");
  }

  /** All calls that take a body. */
  private List<String> callsWithBody() {
    String group = "/v1.0/groups/" + id(RichTenant.PAYROLL);
    String unit = "/v1.0/directory/administrativeUnits/" + RichTenant.UNIT;
    String policies = "/v1.0/policies/roleManagementPolicies/" + policy;
    String open =
        client
            .get(
                PIM
                    + "assignmentScheduleRequests?$filter=groupId eq '%s' and status eq 'PendingApproval'"
                        .formatted(id(RichTenant.PAYROLL)))
            .each("id")
            .get(0);
    return List.of(
        "POST " + PIM + "assignmentScheduleRequests",
        "POST " + PIM + "eligibilityScheduleRequests",
        "POST " + ROLES + "roleAssignmentScheduleRequests",
        "POST " + ROLES + "roleEligibilityScheduleRequests",
        "POST " + ROLES + "roleAssignments",
        "PATCH " + PIM + "assignmentApprovals/" + open + "/stages/" + open,
        "PATCH " + policies,
        "PATCH " + policies + "/rules/Expiration_EndUser_Assignment",
        "POST /v1.0/groups",
        "PATCH " + group,
        "POST " + group + "/members/$ref",
        "POST " + group + "/owners/$ref",
        "POST /v1.0/users",
        "PATCH /v1.0/users/" + id("jose"),
        "POST " + unit + "/members/$ref",
        "POST " + unit + "/scopedRoleMembers",
        "POST /v1.0/directoryObjects/getByIds",
        "POST /v1.0/$batch");
  }

  @ParameterizedTest
  @MethodSource("callsWithBody")
  void body_thatIsNone_refusedInGraphsShape(String call) {
    String[] parts = call.split(" ", 2);
    List<String> bodies =
        new ArrayList<>(
            List.of(
                "",
                " ",
                "null",
                "5",
                "\"x\"",
                "[]",
                "[{}]",
                "{",
                "{\"a\":}",
                "{\"a\":1,}",
                "{} {}",
                "<a/>",
                "a=1&b=2",
                "\u0000",
                "[".repeat(5000),
                "{\"colour\":\"red\"}",
                "{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}"));
    for (String body : bodies) {
      assertThat(refused(parts[0], parts[1], body).status()).as(body).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @MethodSource("callsWithBody")
  void body_ofAnotherType_refusedInGraphsShape_http_57(String call) {
    String[] parts = call.split(" ", 2);
    for (String type :
        List.of("text/plain", "application/xml", "application/x-www-form-urlencoded", "json")) {
      Tenant before = fake.simulation().tenant();

      Reply reply = client.with("Content-Type", type).call(parts[0], parts[1], "{}");

      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.message())
          .isEqualTo("Entity only allows writes with a JSON Content-Type header. Found " + type);
      assertThat(fake.simulation().tenant()).isSameAs(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "application/json",
        "Application/JSON;charset=utf-8",
        "application/json; odata.metadata=minimal; charset=\"UTF-8\"",
        "application/json ;odata.streaming=true"
      })
  void body_ofJsonByAnyName_taken_http_57(String type) {
    Reply reply =
        client.with("Content-Type", type).post(PIM + "assignmentScheduleRequests", REQUEST);

    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(ints = {4 * 1024 * 1024 + 1, 10 * 1024 * 1024, 40 * 1024 * 1024})
  void body_tooLarge_refusedInGraphsShape_http_56(int size) {
    Reply reply = refused("POST", "/v1.0/groups", "{\"a\":\"" + "x".repeat(size) + "\"}");

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.error()).isEqualTo("RequestEntityTooLarge");
    assertThat(client.get("/v1.0/groups?$top=1").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$select=id", "%24expand=principal", "select=id"})
  void options_onACallThatWrites_notServed(String options) {
    Tenant before = fake.simulation().tenant();

    Reply reply = client.post("/v1.0/groups?" + options, GROUP);

    assertThat(reply.status()).isEqualTo(501);
    assertThat(reply.message()).contains("query options");
    assertThat(fake.simulation().tenant()).isSameAs(before);
  }

  @Test
  void body_large_taken() {
    String body = changed(REQUEST, "justification", "\"" + "x".repeat(3 * 1024 * 1024) + "\"");

    assertThat(client.post(PIM + "assignmentScheduleRequests", body).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"passwordProfile\":{\"password\":Hunter2-Hunter2}}",
        "{\"passwordProfile\":{\"password\":'Hunter2-Hunter2'}}",
        "{\"passwordProfile\":\"Hunter2-Hunter2\"}",
        "{\"passwordProfile\":[\"Hunter2-Hunter2\"]}",
        "{\"passwordProfile\":{\"password\":\"Hunter2-Hunter2\"},\"colour\":1}",
        "Hunter2-Hunter2"
      })
  void body_refusedWithASecret_doesNotRepeatIt(String body) {
    Reply plain = refused("PATCH", "/v1.0/users/" + id("jose"), body);
    Reply inBatch =
        refused(
            "POST",
            "/v1.0/$batch",
            "{\"requests\":[{\"id\":\"1\",\"url\":\"/users/x\",\"body\":{\"password\":\"Hunter2-Hunter2\"}}]}");

    assertThat(plain.text() + inBatch.text()).doesNotContain("Hunter2");
  }
}
