package dev.pimento.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays every documented and recorded body of the folder {@code shared/wire} beside the
 * repository: nothing throws, what is malformed is reported with its line and path, and no value is
 * lost in silence. The bodies are other people's text and are not part of this project.
 */
class WireReplayTest {
  private static final Path WIRE = Path.of("..", "..", "shared", "wire");

  @TestFactory
  Stream<DynamicTest> replay() throws IOException {
    if (!Files.isDirectory(WIRE)) {
      return Stream.of(
          DynamicTest.dynamicTest("shared/wire is not here: nothing to replay", () -> {}));
    }
    return bodies().stream().map(body -> DynamicTest.dynamicTest(body.name, body::check));
  }

  private static List<Body> bodies() throws IOException {
    List<Body> bodies = new ArrayList<>();
    for (JsonElement element : json(WIRE.resolve("examples/index.json")).getAsJsonArray()) {
      JsonObject entry = element.getAsJsonObject();
      Path folder = WIRE.resolve("examples").resolve(entry.get("operation").getAsString());
      for (String side : List.of("request", "response")) {
        String verdict = entry.get(side + "_body").getAsString();
        if (!verdict.equals("none")) {
          String name = WIRE.relativize(folder.resolve(side + ".json")).toString();
          String text = Files.readString(WIRE.resolve(name));
          bodies.add(new Body(name, text, entry.get("url").getAsString(), verdict.equals("ok")));
        }
      }
    }
    try (Stream<Path> files = Files.list(WIRE.resolve("recorded"))) {
      for (Path file : files.sorted().toList()) {
        addRecorded(bodies, WIRE.relativize(file).toString(), json(file).getAsJsonObject());
      }
    }
    return bodies;
  }

  private static void addRecorded(List<Body> bodies, String file, JsonObject recording) {
    int number = 0;
    for (JsonElement element : recording.getAsJsonArray("exchanges")) {
      JsonObject exchange = element.getAsJsonObject();
      String url = exchange.get("url").getAsString();
      for (String side : List.of("requestBody", "body")) {
        JsonElement body = exchange.get(side);
        if (body != null && !body.isJsonNull()) {
          String name = file + " exchange " + number + " " + side;
          bodies.add(new Body(name, body.toString(), url, true));
        }
      }
      number++;
    }
    JsonElement fixtures = recording.get("fixtures");
    if (fixtures != null) {
      for (Map.Entry<String, JsonElement> fixture : fixtures.getAsJsonObject().entrySet()) {
        String name = file + " fixture " + fixture.getKey();
        bodies.add(new Body(name, fixture.getValue().toString(), "", true));
      }
    }
  }

  private static JsonElement json(Path path) throws IOException {
    return JsonParser.parseString(Files.readString(path));
  }

  private static final class Body {
    private final String name;
    private final String text;
    private final String url;
    private final boolean valid;

    private Body(String name, String text, String url, boolean valid) {
      this.name = name;
      this.text = text;
      this.url = url;
      this.valid = valid;
    }

    private void check() throws IOException {
      Collected found = new Collected();
      RecordFile file = found.read(text);
      if (!valid) {
        assertThat(file.isWhole()).isFalse();
        assertThat(found.lines())
            .last()
            .asString()
            .matches("groups\\.json:\\d+ \\$\\.\\S+: .* at column \\d+.*");
      } else if (!file.isWhole()) {
        assertThat(found.lines()).allMatch(line -> line.contains("expected a"));
        if (found.records.isEmpty()) {
          found.problems.clear();
          found.read("[" + text + "]");
        }
      }
      for (GraphRecord record : found.records) {
        checkNothingLost(record, WireModels.of(url));
      }
    }

    private void checkNothingLost(GraphRecord record, ParsableFactory<? extends Parsable> factory)
        throws IOException {
      List<RecordProblem> problems = new ArrayList<>();
      Parsable model = record.parse(factory, problems::add).orElseThrow();
      List<String> lost = WireModels.lost(record.json(), model, record.place().path());
      assertThat(lost)
          .allMatch(path -> problems.stream().anyMatch(p -> path.equals(p.place().path())));
    }
  }
}
