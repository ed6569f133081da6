package dev.pimento.graph.internal;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.pimento.tenant.Completeness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The folder of an export that is being written: its collections, what {@code export.json} says of
 * them, and what could not be written. For use by one thread.
 */
final class ExportOutput {

  private static final String GRAPH = "https://graph.microsoft.com/";

  private final Path folder;
  private final int pageSize;
  private final ProblemLog problems = new ProblemLog();
  private final Map<String, Completeness> said = new TreeMap<>();

  /**
   * @param folder the folder, which is there
   * @param pageSize how many records go into a file
   */
  ExportOutput(Path folder, int pageSize) {
    this.folder = folder;
    this.pageSize = pageSize;
  }

  /**
   * Writes a collection. A value for which Graph has no words is left out and reported.
   *
   * @param collection its path
   * @param known how completely the values are known
   * @param maker makes the records
   * @param written takes each value of which a record was written
   * @return how completely the files hold the collection
   */
  <V> Completeness write(
      String collection,
      Completeness known,
      Stream<V> values,
      RecordMaker<V> maker,
      Consumer<V> written)
      throws IOException {
    Completeness[] held = {known};
    try (CollectionWriter writer = open(collection, "v1.0/$metadata#" + collection)) {
      values.forEach(
          value -> {
            try {
              writer.add(maker.make(value));
              written.accept(value);
            } catch (Inexpressible e) {
              report(collection, e.getMessage() + ": left out");
              held[0] = Tally.worse(held[0], Completeness.partial("not all could be written"));
            }
          });
    }
    return held[0];
  }

  /** Opens a collection; the context is the part of it that follows Graph's address. */
  CollectionWriter open(String collection, String context) throws IOException {
    return new CollectionWriter(folder, collection, GRAPH + context, pageSize);
  }

  /** Says how completely the files of a collection hold it. */
  void say(String collection, Completeness completeness) {
    switch (completeness.level()) {
      case COMPLETE, PARTIAL -> {}
      default ->
          report(
              collection,
              "expected it to be read completely or in part, for which export.json has words, but "
                  + "found \"%s\": it counts as partial"
                      .formatted(Excerpt.of(completeness.reason())));
    }
    said.put(collection, completeness);
  }

  /** Reports something that the folder does not carry. */
  void report(String collection, String what) {
    problems.add(collection, new RecordProblem(new Place(collection + ".json", 0, "$"), what));
  }

  /** Writes {@code export.json}, and returns what the folder does not carry. */
  List<RecordProblem> finish(Instant readAt) throws IOException {
    JsonObject collections = new JsonObject();
    said.forEach((name, completeness) -> collections.add(name, json(completeness)));
    JsonObject json = new JsonObject();
    json.addProperty("formatVersion", ExportDescription.FORMAT_VERSION);
    json.addProperty("readAt", readAt.toString());
    json.add("collections", collections);
    Files.writeString(
        folder.resolve(ExportDescription.COLLECTION + ".json"),
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n",
        StandardOpenOption.CREATE_NEW);
    return problems.all();
  }

  private static JsonObject json(Completeness completeness) {
    JsonObject json = new JsonObject();
    json.addProperty("coverage", completeness.isComplete() ? "complete" : "partial");
    if (!completeness.isComplete()) {
      json.addProperty("reason", completeness.reason());
    }
    return json;
  }
}
