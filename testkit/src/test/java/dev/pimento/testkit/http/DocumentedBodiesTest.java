package dev.pimento.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.testkit.http.Schema.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the fake's types against the answers that Microsoft's pages show, where these are beside
 * the repository: every property of a documented object is one that the fake knows, of the same
 * JSON type, or one that is left out for a reason.
 */
class DocumentedBodiesTest {

  private static final Path EXAMPLES = Path.of("..", "..", "shared", "wire", "examples");

  /** Published answers that are no JSON: a bracket or a value is missing, or a comma too many. */
  private static final Set<String> BROKEN =
      Set.of(
          "privilegedaccessgroup-list-eligibilityschedules-2",
          "privilegedaccessgroupassignmentschedule-get",
          "group-list-transitivemembers-3",
          "rbacapplication-list-roleassignments-1",
          "unifiedroleassignment-get-2");

  private static final String NOT_IN_SCHEMA = "the schema of v1.0 doesn't have it";

  /** What the fake leaves out or has otherwise, by type and property, and why. */
  private static final Map<String, String> EXCUSED =
      Map.ofEntries(
          Map.entry("group.createdByAppId", NOT_IN_SCHEMA),
          Map.entry("group.creationOptions", NOT_IN_SCHEMA),
          Map.entry("group.writebackConfiguration", NOT_IN_SCHEMA),
          Map.entry("unifiedRoleAssignment.resourceScope", NOT_IN_SCHEMA),
          Map.entry(
              "privilegedAccessGroupEligibilityScheduleInstance.memberEligibilityScheduleId",
              "the schema and the page of the type say eligibilityScheduleId"),
          Map.entry("identity.userPrincipalName", "the schema knows id and displayName"),
          Map.entry("directoryAudit.targetResource", "the schema says targetResources"),
          Map.entry(
              "privilegedAccessGroupAssignmentScheduleRequest.@odata.type",
              "the page has the context there"),
          Map.entry("targetResource.Type", "the schema says type"),
          Map.entry("user.ext55gb1l09_msLearnCourses", "an extension of one tenant's schema"),
          Map.entry(
              "unifiedRoleAssignment.principalOrganizationId",
              "whose tenant a principal is from isn't known"),
          Map.entry(
              "unifiedRoleDefinition.inheritsPermissionsFrom",
              "which built-in roles inherit from which isn't known"));

  private static final Pattern TYPE = Pattern.compile("#?microsoft\\.graph\\.(\\w+)");

  private static final Map<String, EntityType<?>> TYPES = types();

  /** Other collections of the same types, which the fake doesn't serve. */
  private static final Map<String, String> SAME_TYPES =
      Map.of(
          "identityGovernance/entitlementManagement/accessPackageAssignmentApprovals",
          "identityGovernance/privilegedAccess/group/assignmentApprovals",
          "roleManagement/entitlementManagement",
          "roleManagement/directory");

  /** A page's example: the call, and what its answer has that the fake's types don't. */
  private record Example(String name, boolean broken, Set<String> lacking) {}

  @TestFactory
  Stream<DynamicTest> documented_isKnown() throws IOException {
    if (!Files.isDirectory(EXAMPLES)) {
      return Stream.of(DynamicTest.dynamicTest("shared/wire is not here", () -> {}));
    }
    List<Example> examples = new ArrayList<>();
    for (JsonNode call : GraphClient.json(Files.readString(EXAMPLES.resolve("index.json")))) {
      Path answer = EXAMPLES.resolve(call.path("operation").asText()).resolve("response.json");
      if (!call.path("response_body").asText().equals("none")) {
        examples.add(example(call, answer));
      }
    }
    return Stream.concat(
        Stream.of(
            DynamicTest.dynamicTest(
                "all",
                () -> {
                  assertThat(examples).hasSizeGreaterThan(100);
                  assertThat(examples.stream().filter(Example::broken).map(Example::name))
                      .containsExactlyInAnyOrderElementsOf(BROKEN);
                  assertThat(examples.stream().flatMap(e -> e.lacking.stream()).distinct())
                      .as("nothing is excused that needn't be")
                      .containsAll(EXCUSED.keySet());
                })),
        examples.stream()
            .filter(example -> !example.broken)
            .map(
                example ->
                    DynamicTest.dynamicTest(
                        example.name,
                        () -> assertThat(EXCUSED.keySet()).containsAll(example.lacking))));
  }

  private static Example example(JsonNode call, Path answer) throws IOException {
    String name = call.path("operation").asText();
    JsonNode body;
    try {
      body = GraphClient.JSON.readTree(Files.readString(answer));
    } catch (JsonProcessingException e) {
      return new Example(name, true, Set.of());
    }
    Set<String> lacking = new TreeSet<>();
    if (call.path("url").asText().endsWith("$batch")) {
      Map<String, String> urls = new HashMap<>();
      Path sent = answer.resolveSibling("request.json");
      GraphClient.json(Files.readString(sent))
          .path("requests")
          .forEach(r -> urls.put(r.path("id").asText(), r.path("url").asText()));
      for (JsonNode item : body.path("responses")) {
        if (item.path("status").asInt() < 300) {
          String url = urls.getOrDefault(item.path("id").asText(), "");
          answer(way("/v1.0/" + url, false), item.path("body"), lacking);
        }
      }
    } else {
      boolean created = call.path("status").asInt() == 201;
      answer(way(call.path("url").asText(), created), body, lacking);
    }
    return new Example(name, false, lacking);
  }

  private static Way way(String url, boolean created) {
    String path = url.replaceFirst("^.*?/(v1\\.0|beta)/", "").replaceFirst(" *\\?.*", "");
    for (Map.Entry<String, String> same : SAME_TYPES.entrySet()) {
      path = path.replace(same.getKey(), same.getValue());
    }
    List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
    segments.removeIf(String::isEmpty);
    if (segments.get(0).equals("devices")) {
      segments.set(0, "users");
    }
    Way way = Way.follow(segments, true);
    return created ? way.toOne() : way;
  }

  private static void answer(Way way, JsonNode body, Set<String> lacking) {
    if (way.end().isEmpty() || way.end().equals("delta")) {
      JsonNode value = body.path("value");
      if (value.isArray()) {
        value.forEach(item -> object(way.type(), item, lacking));
      } else {
        object(way.type(), value.isObject() ? value : body, lacking);
      }
    }
  }

  /**
   * An object: of a type that the fake serves, or one inside such an object. Some pages show
   * members without their types: these are of any kind.
   */
  private static void object(String declared, JsonNode object, Set<String> lacking) {
    String said = object.path("@odata.type").asText();
    Matcher named = TYPE.matcher(said);
    String type = named.matches() ? named.group(1) : declared;
    if (!said.isEmpty() && !named.matches()) {
      lacking.add(declared + ".@odata.type");
    }
    if (!Schema.GRAPH.has(type)) {
      lacking.add(type);
      return;
    }
    boolean anyKind = said.isEmpty() && declared.equals("directoryObject");
    EntityType<?> served = anyKind ? null : TYPES.get(type);
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      if (name.contains("@")) {
        continue;
      }
      Member member =
          (anyKind
                  ? Schema.GRAPH.memberBelow(type, name, true)
                  : Schema.GRAPH.member(type, name, true))
              .filter(m -> m.name().equals(name))
              .orElse(null);
      if (member == null
          || (served != null && !knows(served, name))
          || (anyKind && DirectoryTypes.kinds().stream().noneMatch(kind -> knows(kind, name)))) {
        lacking.add(type + "." + name);
      } else {
        value(type + "." + name, member, property.getValue(), lacking);
      }
    }
  }

  private static boolean knows(EntityType<?> type, String name) {
    Property<?> property = type.property(name);
    Navigation<?> way = type.navigation(name);
    return (property != null && property.toString().equals(name))
        || (way != null && way.name().equals(name));
  }

  private static void value(String place, Member member, JsonNode value, Set<String> lacking) {
    if (value.isNull()) {
      return;
    }
    if (member.isMany() != value.isArray()) {
      lacking.add(place + " is " + value.getNodeType());
      return;
    }
    for (JsonNode one : member.isMany() ? value : List.of(value)) {
      if (isObject(member)) {
        if (one.isObject()) {
          object(member.element(), one, lacking);
        } else {
          lacking.add(place + " is " + one.getNodeType());
        }
      } else if (!isOf(one, member.element())) {
        lacking.add(place + " is " + one.getNodeType());
      }
    }
  }

  private static boolean isObject(Member member) {
    return Schema.GRAPH.has(member.element());
  }

  private static boolean isOf(JsonNode value, String type) {
    return switch (type) {
      case "Boolean" -> value.isBoolean();
      case "Int32", "Int64", "Double" -> value.isNumber();
      default -> value.isTextual();
    };
  }

  /** The types that the fake serves, by their names. */
  private static Map<String, EntityType<?>> types() {
    Map<String, EntityType<?>> types = new TreeMap<>();
    Deque<EntityType<?>> open = new ArrayDeque<>();
    Roots.list().forEach(root -> open.add(root.type()));
    open.addAll(DirectoryTypes.kinds());
    open.addAll(PolicyTypes.ruleKinds());
    while (!open.isEmpty()) {
      EntityType<?> type = open.remove();
      if (types.put(type.name(), type) == null) {
        for (String name : type.navigations()) {
          Navigation<?> way = type.navigation(name);
          if (way != null) {
            open.add(way.target());
          }
        }
      }
    }
    return types;
  }
}
