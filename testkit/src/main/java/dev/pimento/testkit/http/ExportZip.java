package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Group;
import dev.pimento.testkit.FakeTenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The tenant as a Graph export, zipped: each collection as the fake itself answers it. What an
 * export was not read for is left out again.
 */
final class ExportZip {

  private static final String SELECT_USER =
      "id,displayName,userPrincipalName,accountEnabled,userType,isManagementRestricted,mail,jobTitle,"
          + "givenName,surname";

  /** The collections and the queries for them. */
  private static final Map<String, String> WHOLE = whole();

  /** The lists that each object of a collection has. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "groups",
          List.of("members", "owners"),
          "servicePrincipals",
          List.of("owners", "appRoleAssignments"),
          ExportedTypes.APPLICATIONS,
          List.of("owners"),
          ExportedTypes.UNITS,
          List.of("members"));

  private static final List<String> OF_GROUPS =
      List.of(
          "assignmentSchedules",
          "eligibilitySchedules",
          "assignmentScheduleRequests",
          "eligibilityScheduleRequests");

  private final FakeTenant fake;
  private final Function<String, Answer> get;

  /**
   * @param get answers a call for an address
   */
  ExportZip(FakeTenant fake, Function<String, Answer> get) {
    this.fake = fake;
    this.get = get;
  }

  private static Map<String, String> whole() {
    Map<String, String> whole = new LinkedHashMap<>();
    whole.put("users", "/beta/users?$top=999&$select=" + SELECT_USER);
    whole.put("groups", "/beta/groups?$top=999");
    whole.put("servicePrincipals", "/beta/servicePrincipals?$top=999");
    for (String roles :
        List.of(
            "roleDefinitions",
            "roleAssignmentSchedules",
            "roleEligibilitySchedules",
            "roleAssignmentScheduleRequests",
            "roleEligibilityScheduleRequests")) {
      String path = "roleManagement/directory/" + roles;
      whole.put(
          path,
          "/v1.0/"
              + path
              + (roles.equals("roleAssignmentSchedules") ? "?$expand=activatedUsing" : ""));
    }
    for (String beyond :
        List.of(
            ExportedTypes.UNITS,
            ExportedTypes.APPLICATIONS,
            "subscribedSkus",
            "organization",
            ConditionalAccessTypes.POLICIES,
            ConditionalAccessTypes.CONTEXTS,
            "auditLogs/directoryAudits")) {
      whole.put(beyond, "/v1.0/" + beyond);
    }
    return whole;
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      file(
          zip,
          "export.json",
          DirectoryTypes.object()
              .put("readAt", fake.now().toString())
              .put("tenantId", fake.exported().tenantId().toString()));
      for (Map.Entry<String, String> collection : WHOLE.entrySet()) {
        List<JsonNode> rows = read(collection.getValue());
        write(zip, collection.getKey(), rows);
        parts(zip, collection.getKey(), rows);
      }
      groups(zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void parts(ZipOutputStream zip, String collection, List<JsonNode> rows)
      throws IOException {
    for (String part : PARTS.getOrDefault(collection, List.of())) {
      for (JsonNode row : rows) {
        if (!row.isNull()) {
          String path = collection + "/" + row.path("id").asText() + "/" + part;
          write(zip, path, read("/beta/" + path + "?$top=999"));
        }
      }
    }
  }

  /** What has to be asked for group by group, but is one file for all. */
  private void groups(ZipOutputStream zip) throws IOException {
    List<String> groups =
        fake.simulation()
            .tenant()
            .principals()
            .filter(p -> p instanceof Group)
            .map(p -> p.id().toString())
            .toList();
    for (String list : OF_GROUPS) {
      String path = "identityGovernance/privilegedAccess/group/" + list;
      String expand = list.equals("assignmentSchedules") ? "&$expand=activatedUsing" : "";
      write(
          zip,
          path,
          ofAll(
              groups,
              group -> "/v1.0/" + path + "?$filter=groupId%20eq%20'" + group + "'" + expand));
    }
    List<JsonNode> policies = ofAll(groups, group -> policies(group, "Group"));
    policies.addAll(read(policies("/", "DirectoryRole")));
    write(zip, "policies/roleManagementPolicyAssignments", policies);
  }

  private static String policies(String scope, String type) {
    return "/v1.0/policies/roleManagementPolicyAssignments?$filter=scopeId%20eq%20'"
        + scope
        + "'%20and%20scopeType%20eq%20'"
        + type
        + "'&$expand=policy($expand=rules)";
  }

  private List<JsonNode> ofAll(List<String> groups, UnaryOperator<String> address) {
    List<JsonNode> all = new ArrayList<>();
    for (String group : groups) {
      all.addAll(read(address.apply(group)));
    }
    return all;
  }

  /** All objects of all pages; null marks what is not known. */
  private List<JsonNode> read(String address) {
    List<JsonNode> all = new ArrayList<>();
    String next = address;
    while (!next.isEmpty()) {
      Answer answer = get.apply(next);
      if (answer.status() == 501) {
        all.add(DirectoryTypes.object().nullNode());
        return all;
      }
      try {
        JsonNode page = Writer.JSON.readTree(answer.body());
        if (answer.status() != 200) {
          throw new IllegalStateException(
              "Expected an answer to %s, but found %s".formatted(next, page));
        }
        page.path("value").forEach(all::add);
        String link = page.path("@odata.nextLink").asText();
        next = link.isEmpty() ? "" : link.substring(link.indexOf('/', "https://".length()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  private static void write(ZipOutputStream zip, String collection, List<JsonNode> rows)
      throws IOException {
    if (rows.stream().anyMatch(JsonNode::isNull)) {
      return;
    }
    boolean members = collection.endsWith("/members");
    ObjectNode file = DirectoryTypes.object();
    file.put(
        "@odata.context",
        "https://graph.microsoft.com/"
            + (members ? "beta" : "v1.0")
            + "/$metadata#"
            + (members ? "directoryObjects" : collection));
    file.putArray("value").addAll(rows);
    file(zip, collection + ".json", file);
  }

  private static void file(ZipOutputStream zip, String name, ObjectNode content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(Writer.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
    zip.closeEntry();
  }
}
