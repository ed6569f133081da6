package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.http.GraphClient.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call that clients and administrators are known to make, in the table {@code calls.csv}, on
 * a tenant that has something of everything and on an export: what reads is served, in each of the
 * spellings that clients use, and what writes is carried out or refused with a reason.
 */
class CallsTest {

  /**
   * A line of the table; what is in braces stands for something of the tenant. The export has not
   * all that can be asked for: {@code 200/404}.
   */
  record Row(String method, String path, int expected, int onExport, String body) {
    @Override
    public String toString() {
      return method + " " + path + " -> " + expected;
    }
  }

  private static final Pattern PLACE = Pattern.compile("\\{([a-zA-Z]+)}");

  private static final String OPEN = " and status eq 'PendingApproval'";
  private static final String PIM = "/v1.0/identityGovernance/privilegedAccess/group/";
  private static final String ROLES = "/v1.0/roleManagement/directory/";

  static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (InputStream in = CallsTest.class.getResourceAsStream("calls.csv")) {
      String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : table.lines().skip(1).filter(l -> !l.startsWith("#")).toList()) {
        String[] cells = line.split("\\|", 4);
        String[] expected = (cells[2] + "/" + cells[2]).split("/", -1);
        rows.add(
            new Row(
                cells[0],
                cells[1],
                Integer.parseInt(expected[0]),
                Integer.parseInt(expected[1]),
                cells[3]));
      }
    }
    return rows;
  }

  /** The calls on a tenant. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnATenant {

    private final Supplier<FakeTenant> fresh;
    private final FakeTenant fake;
    private final boolean export;
    private final Map<String, String> places = new LinkedHashMap<>();
    private final GraphEndpoint graph;
    private GraphClient client;

    OnATenant(Supplier<FakeTenant> fresh, boolean export) {
      this.fresh = fresh;
      this.fake = fresh.get();
      this.export = export;
      this.graph = GraphEndpoint.of(fake).unchecked().start();
      this.client = GraphClient.of(graph).eventual();
    }

    @BeforeAll
    void fillIn() {
      String group = called(client.get("/v1.0/groups"), "PIM-Payroll-Access");
      JsonNode user = client.get("/v1.0/users").value().get(0);
      places.put("group", group);
      places.put("groupName", "PIM-Payroll-Access");
      places.put("user", user.path("id").asText());
      places.put("upn", user.path("userPrincipalName").asText());
      String ofGroup = "?$filter=groupId eq '" + group + "'";
      place("assignmentSchedule", PIM + "assignmentSchedules" + ofGroup);
      place("eligibilitySchedule", PIM + "eligibilitySchedules" + ofGroup);
      place("assignmentRequest", PIM + "assignmentScheduleRequests" + ofGroup);
      places.put(
          "approval",
          client.get(PIM + "assignmentScheduleRequests" + ofGroup).each("approvalId").stream()
              .filter(id -> !id.isEmpty() && !id.equals("null"))
              .findFirst()
              .orElse("none"));
      place(
          "roleApproval",
          ROLES + "roleAssignmentScheduleRequests?$filter=status eq 'PendingApproval'");
      place(
          "eligibilityRequest",
          PIM
              + "eligibilityScheduleRequests?$filter=groupId eq '"
              + called(client.get("/v1.0/groups"), "PIM-Tier2-Admins")
              + "'");
      place(
          "policy",
          "/v1.0/policies/roleManagementPolicies?$filter=scopeId eq '"
              + group
              + "' and scopeType eq 'Group'");
      place("role", ROLES + "roleDefinitions?$filter=displayName eq 'Exchange Administrator'");
      place("roleAssignment", ROLES + "roleAssignments");
      place("sp", "/v1.0/servicePrincipals");
      place("organization", "/v1.0/organization");
      place("unit", "/v1.0/directory/administrativeUnits");
      List<JsonNode> users = client.get("/v1.0/users").value();
      places.put(
          "newcomer",
          users.stream()
              .filter(each -> each.path("displayName").asText().equals("Guest Person"))
              .findFirst()
              .orElse(users.get(users.size() - 1))
              .path("id")
              .asText());
      places.put("deleted", TenantBuilder.id("gone").toString());
      places.put("unitRole", "fe930be7-5e62-47db-91af-98c3a49a38b1");
      place("openRequest", PIM + "assignmentScheduleRequests" + ofGroup + OPEN);
      place("member", "/v1.0/groups/" + group + "/members");
      place("scoped", "/v1.0/directory/administrativeUnits/{unit}/scopedRoleMembers");
      client = client.as(places.get("user"));
    }

    private void place(String name, String address) {
      Reply reply = client.get(filled(address, false));
      places.put(name, reply.value().isEmpty() ? "none" : reply.value().get(0).path("id").asText());
    }

    private static String called(Reply reply, String name) {
      return reply.value().stream()
          .filter(each -> each.path("displayName").asText().equals(name))
          .findFirst()
          .orElseThrow()
          .path("id")
          .asText();
    }

    @AfterAll
    void stop() {
      graph.close();
    }

    static List<Row> reads() throws IOException {
      return rows().stream().filter(row -> row.method.equals("GET")).toList();
    }

    static List<Row> others() throws IOException {
      return rows().stream().filter(row -> !row.method.equals("GET")).toList();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void read_asClientsMakeIt_servedOrRefusedByName_http_75(Row row) {
      Tenant before = fake.simulation().tenant();

      Reply reply = client.call(row.method, filled(row.path, false), filled(row.body, false));

      assertExpected(row, reply);
      assertThat(fake.simulation().tenant()).isSameAs(before);
      for (String spelling : spellings(row)) {
        Reply other = client.call(row.method, spelling, filled(row.body, false));
        assertThat(other.status()).as("%s: %s", spelling, other.text()).isEqualTo(reply.status());
        if (reply.status() == 200) {
          assertThat(bare(other.body())).as(spelling).isEqualTo(bare(reply.body()));
        }
      }
    }

    /** Each on a fake of its own, since it may change it. */
    @ParameterizedTest
    @MethodSource("others")
    void call_asClientsMakeIt_carriedOutOrRefusedByName(Row row) {
      FakeTenant own = fresh.get();
      Tenant before = own.simulation().tenant();
      try (GraphEndpoint endpoint = GraphEndpoint.start(own)) {
        Reply reply =
            GraphClient.of(endpoint)
                .call(row.method, filled(row.path, false), filled(row.body, false));

        assertExpected(row, reply);
        if (reply.status() >= 300) {
          assertThat(own.simulation().tenant()).isSameAs(before);
        }
      }
    }

    private void assertExpected(Row row, Reply reply) {
      assertThat(reply.status()).as(reply.text()).isEqualTo(export ? row.onExport : row.expected);
      if (reply.status() == 501) {
        assertThat(reply.message())
            .contains(row.expected == 501 ? row.method : "the export")
            .contains(lastName(row.path));
      }
    }

    /** The other ways in which clients write the same call. */
    private Set<String> spellings(Row row) {
      Set<String> spellings = new LinkedHashSet<>();
      if (row.method.equals("GET")) {
        String plain = filled(row.path, false);
        int question = plain.indexOf('?');
        String path = question < 0 ? plain : plain.substring(0, question);
        String query = question < 0 ? "" : plain.substring(question);
        spellings.add(path + query.replaceAll("\\$(?=[a-z]+=)", "%24"));
        spellings.add(path + query.replace(' ', '+'));
        spellings.add((path.endsWith("/") ? path : path + "/") + query);
        spellings.add(filled(row.path, true));
        spellings.remove(plain);
      }
      return spellings;
    }

    private String filled(String text, boolean odd) {
      int question = text.indexOf('?');
      StringBuilder filled = new StringBuilder();
      Matcher place = PLACE.matcher(text);
      int last = 0;
      while (place.find()) {
        filled.append(oddly(text, last, place.start(), question, odd));
        filled.append(places.getOrDefault(place.group(1), "{" + place.group(1) + "}"));
        last = place.end();
      }
      return filled.append(oddly(text, last, text.length(), question, odd)).toString();
    }

    /** The literal parts of the path with another first letter. */
    private static String oddly(String text, int from, int to, int question, boolean odd) {
      String part = text.substring(from, to);
      if (!odd || (question >= 0 && from > question)) {
        return part;
      }
      int end = question < 0 || question > to ? part.length() : question - from;
      return Pattern.compile("/([a-z])")
              .matcher(part.substring(0, end))
              .replaceAll(m -> m.group().toUpperCase(Locale.ROOT))
          + part.substring(end);
    }

    private static String lastName(String path) {
      String plain = path.replaceAll("\\?.*", "");
      String[] names = plain.split("/", -1);
      return PLACE.matcher(names[names.length - 1]).replaceAll("");
    }

    /** Without what names the address; a delta's token differs each time. */
    private static JsonNode bare(JsonNode body) {
      if (!(body instanceof ObjectNode object)) {
        return body;
      }
      ObjectNode bare = object.deepCopy();
      bare.remove(List.of("@odata.context", "@odata.nextLink", "@odata.deltaLink"));
      return bare;
    }
  }

  @Nested
  class OnARichTenant extends OnATenant {
    OnARichTenant() {
      super(RichTenant::fake, false);
    }
  }

  @Nested
  class OnAnExport extends OnATenant {
    OnAnExport() {
      super(
          () ->
              FakeTenant.fromExport(
                  Path.of("..", "graph-adapter", "src", "test", "resources", "contoso")),
          true);
    }
  }
}
