package dev.pimento.graph;

import static org.assertj.core.api.Assertions.assertThat;

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
 * Reads the documented answers of the folder {@code shared/wire} beside the repository as files of
 * exports: nothing is thrown, and a record that is not kept is reported.
 */
class WireExportTest {
  private static final Path EXAMPLES = Path.of("..", "..", "shared", "wire", "examples");
  private static final Map<String, String> FILES =
      Map.of(
          "users",
          "users",
          "groups",
          "groups",
          "members",
          "groups/22222222-0000-4000-8000-000000000001/members",
          "owners",
          "groups/22222222-0000-4000-8000-000000000001/owners",
          "roledefinitions",
          "roleManagement/directory/roleDefinitions",
          "roleassignmentschedules",
          ExportFiles.ROLE_ASSIGNMENTS,
          "roleeligibilityschedules",
          ExportFiles.ROLE_ELIGIBILITIES,
          "assignmentschedules",
          ExportFiles.GROUP_ASSIGNMENTS,
          "eligibilityschedules",
          ExportFiles.GROUP_ELIGIBILITIES,
          "rolemanagementpolicyassignments",
          ExportFiles.SETTINGS);

  @TestFactory
  Stream<DynamicTest> read(@TempDir Path folder) throws IOException {
    if (!Files.isDirectory(EXAMPLES)) {
      return Stream.of(
          DynamicTest.dynamicTest("shared/wire is not here: nothing to read", () -> {}));
    }
    List<DynamicTest> tests = new ArrayList<>();
    String index = Files.readString(EXAMPLES.resolve("index.json"));
    for (JsonElement element : JsonParser.parseString(index).getAsJsonArray()) {
      JsonObject entry = element.getAsJsonObject();
      String operation = entry.get("operation").getAsString();
      String url =
          entry.get("url").getAsString().replaceFirst("\\?.*", "").toLowerCase(Locale.ROOT);
      String file = FILES.get(url.substring(url.lastIndexOf('/') + 1));
      if (file != null && !entry.get("response_body").getAsString().equals("none")) {
        tests.add(DynamicTest.dynamicTest(operation, () -> check(folder, operation, file)));
      }
    }
    return tests.stream();
  }

  private void check(Path folder, String operation, String file) throws IOException {
    Path export = Files.createDirectory(folder.resolve(operation));
    Path target = export.resolve(file + ".json");
    Files.createDirectories(target.resolveSibling("."));
    Files.copy(EXAMPLES.resolve(operation).resolve("response.json"), target);
    Files.writeString(export.resolve("export.json"), "{\"readAt\": \"2026-03-02T08:00:00Z\"}");

    GraphExport read = TwoReaders.agree(export);

    ExportCount count = read.counts().get(0);
    assertThat(read.problems().size()).isGreaterThanOrEqualTo((int) count.rejected());
    assertThat(
            count.completeness().isComplete()
                || !read.problems().isEmpty()
                || file.endsWith("members"))
        .isTrue();
    assertThat(read.problems())
        .allMatch(p -> p.file().startsWith(file) || p.reason().contains("built in"));
  }
}
