package dev.pimento.testkit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code export.json} says of an export: when it was read, and what was read only in part.
 *
 * @param readAt when; where it isn't said, when a file was changed last
 * @param partial reasons, by collection
 */
record Manifest(Instant readAt, Map<String, String> partial) {

  private static final String NAME = "export.json";

  static Manifest of(Folder folder, Report report) {
    Row row = new Row(report, NAME, "$", folder.use(NAME).map(f -> tree(f, report)).orElse(NONE));
    if (folder.has("export") && !row.isObject()) {
      row.odd("", "expected an object, but found none");
    }
    return new Manifest(readAt(row, folder), partial(row, folder));
  }

  private static final JsonNode NONE = MissingNode.getInstance();

  private static JsonNode tree(Path file, Report report) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      report.problem(NAME, "", "expected JSON, but found a mistake");
      return NONE;
    }
  }

  private static Instant readAt(Row row, Folder folder) {
    Optional<Instant> said = Optional.empty();
    try {
      said = row.instant("readAt");
    } catch (RejectedException e) {
      row.odd("readAt", String.valueOf(e.getMessage()));
    }
    if (said.isEmpty()) {
      row.odd(
          "readAt",
          "expected the time of the read, but found none; taking that of the newest file, "
              + folder.newest());
    }
    return said.orElseGet(folder::newest);
  }

  private static Map<String, String> partial(Row row, Folder folder) {
    Map<String, String> partial = new HashMap<>();
    Row collections = row.child("collections");
    collections
        .node()
        .fieldNames()
        .forEachRemaining(
            name -> {
              Row collection = collections.child(name);
              String coverage = collection.word("coverage");
              if (!coverage.equals("complete") && !coverage.equals("partial")) {
                collection.odd("coverage", "expected complete or partial");
              }
              if (coverage.equals("complete") && !name.contains("{") && !folder.has(name)) {
                collection.odd("coverage", "expected its file, since it is complete; not read");
              }
              if (!coverage.equals("complete")) {
                String reason = collection.text("reason");
                partial.put(name, reason.isEmpty() ? "partial" : reason);
              }
            });
    return partial;
  }

  /** Why the collection was read only in part; empty if it was not, or nothing is said of it. */
  Optional<String> partial(String collection) {
    return Optional.ofNullable(partial.get(collection));
  }
}
