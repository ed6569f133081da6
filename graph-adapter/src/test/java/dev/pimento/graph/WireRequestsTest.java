package dev.pimento.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the documented and recorded requests of the folder {@code shared/wire} beside the
 * repository as files of exports: both readers map each of them, or say what is missing in it. The
 * bodies are other people's text and are not part of this project.
 */
class WireRequestsTest {
  private static final Path WIRE = Path.of("..", "..", "shared", "wire");
  private static final String PIM = "identityGovernance/privilegedAccess/group/";
  private static final String RBAC = "roleManagement/directory/";

  /** By the segment of the address, in small letters. */
  private static final Map<String, String> COLLECTIONS =
      Map.of(
          "roleassignmentschedulerequests",
          RBAC + "roleAssignmentScheduleRequests",
          "roleeligibilityschedulerequests",
          RBAC + "roleEligibilityScheduleRequests",
          "assignmentschedulerequests",
          PIM + "assignmentScheduleRequests",
          "eligibilityschedulerequests",
          PIM + "eligibilityScheduleRequests");

  /** An answer that holds requests. */
  private record Body(String name, String collection, List<JsonElement> records) {}

  @TestFactory
  Stream<DynamicTest> requests(@TempDir Path folder) throws IOException {
    if (!Files.isDirectory(WIRE)) {
      return Stream.of(
          DynamicTest.dynamicTest("shared/wire is not here: nothing to read", () -> {}));
    }
    return bodies().stream()
        .map(body -> DynamicTest.dynamicTest(body.name(), () -> check(folder, body)));
  }

  private static void check(Path folder, Body body) {
    ExportFiles files = ExportFiles.in(folder.resolve(body.name().replaceAll("\\W", "_")));
    files.v1(
        body.collection(),
        body.records().stream().map(JsonElement::toString).toArray(String[]::new));
    GraphExport export = files.read();

    ExportCount count = export.counts().get(0);
    assertThat(count.records()).isEqualTo(body.records().size());
    for (JsonElement sent : body.records()) {
      JsonObject request = sent.getAsJsonObject();
      if (request.has("id")) {
        assertThat(export.tenant().requests())
            .filteredOn(r -> r.id().toString().equalsIgnoreCase(request.get("id").getAsString()))
            .singleElement()
            .satisfies(
                r -> assertThat(r.status().name()).isEqualTo(request.get("status").getAsString()));
      }
    }
    assertThat(export.tenant().requests()).hasSize((int) (count.records() - count.rejected()));
    assertThat(export.problems()).hasSize((int) count.rejected());
  }

  private static List<Body> bodies() throws IOException {
    List<Body> bodies = new ArrayList<>();
    for (JsonElement element : json(WIRE.resolve("examples/index.json")).getAsJsonArray()) {
      JsonObject entry = element.getAsJsonObject();
      String operation = entry.get("operation").getAsString();
      if (entry.get("response_body").getAsString().equals("ok")) {
        Path answer = WIRE.resolve("examples").resolve(operation).resolve("response.json");
        add(bodies, operation, entry.get("url").getAsString(), json(answer));
      }
    }
    try (Stream<Path> files = Files.list(WIRE.resolve("recorded"))) {
      for (Path file : files.sorted().toList()) {
        JsonArray exchanges = json(file).getAsJsonObject().getAsJsonArray("exchanges");
        for (int i = 0; i < exchanges.size(); i++) {
          JsonObject exchange = exchanges.get(i).getAsJsonObject();
          String name = file.getFileName() + " exchange " + i;
          add(bodies, name, exchange.get("url").getAsString(), exchange.get("body"));
        }
      }
    }
    return bodies;
  }

  /** A list has its requests in {@code value}; a single answer is one itself, or an error. */
  private static void add(List<Body> bodies, String name, String url, JsonElement body) {
    String path = url.replaceFirst("\\?.*", "").toLowerCase(Locale.ROOT);
    COLLECTIONS.forEach(
        (segment, collection) -> {
          if (path.matches(".*/" + segment + "(/.*)?") && body instanceof JsonObject object) {
            List<JsonElement> records =
                object.get("value") instanceof JsonArray array ? array.asList() : List.of(object);
            if (!object.has("error")) {
              bodies.add(new Body(name, collection, records));
            }
          }
        });
  }

  private static JsonElement json(Path path) throws IOException {
    return JsonParser.parseString(Files.readString(path));
  }
}
