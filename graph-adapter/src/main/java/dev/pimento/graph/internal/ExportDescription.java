package dev.pimento.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What {@code export.json} says of the export that it lies in.
 *
 * @param readAt when the tenant was read, if it says so
 * @param partial which collections are not complete, by their paths
 * @param complete which collections it says are complete
 * @param completeFor the groups whose part of a collection is complete, though it is not
 */
record ExportDescription(
    Optional<Instant> readAt,
    Map<String, Completeness> partial,
    List<String> complete,
    Map<String, Set<Id>> completeFor) {
  static final String COLLECTION = "export";

  private static final ExportDescription NONE =
      new ExportDescription(Optional.empty(), Map.of(), List.of(), Map.of());
  static final int FORMAT_VERSION = 1;
  private static final int MAX_BYTES = 1 << 24;
  private static final String READ_AT = "readAt";
  private static final String COLLECTIONS = "collections";

  ExportDescription {
    partial = Map.copyOf(partial);
    complete = List.copyOf(complete);
    completeFor = Map.copyOf(completeFor);
  }

  /** Reads the file; what can't be used of it is reported, and counts as not said. */
  static ExportDescription read(List<ExportPage> pages, Consumer<RecordProblem> problems) {
    if (pages.isEmpty()) {
      return NONE;
    }
    ExportPage page = pages.get(0);
    Place place = new Place(page.name(), 0, "$");
    try {
      byte[] bytes = bytes(page);
      if (bytes.length > MAX_BYTES) {
        problems.accept(RecordProblem.mismatch(place, "at most 16 MB", "more"));
        return NONE;
      }
      JsonElement json = json(page, bytes, problems);
      if (json instanceof JsonObject object) {
        return of(new GraphRecord(place, object), problems);
      }
      problems.accept(RecordProblem.mismatch(place, "an object", json));
    } catch (IOException e) {
      problems.accept(new RecordProblem(place, "expected valid JSON, but found none: not used"));
    }
    return NONE;
  }

  private static byte[] bytes(ExportPage page) throws IOException {
    try (InputStream content = page.content().open()) {
      return content.readNBytes(MAX_BYTES + 1);
    }
  }

  private static JsonElement json(ExportPage page, byte[] bytes, Consumer<RecordProblem> problems)
      throws IOException {
    try (Reader text =
        new InputStreamReader(
            new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder())) {
      JsonReader reader = JsonTree.strictReader(text);
      JsonElement json = new JsonTree(page.name(), reader, problems).read();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("expected one JSON value, but found more");
      }
      return json;
    }
  }

  private static ExportDescription of(GraphRecord sent, Consumer<RecordProblem> problems) {
    if (sent.says("formatVersion") && !isFormatVersion(sent)) {
      problems.accept(sent.mismatch("format version 1, as which it is read", "formatVersion"));
    }
    Map<String, Completeness> partial = new LinkedHashMap<>();
    List<String> complete = new ArrayList<>();
    Map<String, Set<Id>> completeFor = new LinkedHashMap<>();
    GraphRecord collections = sent.child(COLLECTIONS).orElse(null);
    if (collections == null && sent.says(COLLECTIONS)) {
      problems.accept(sent.mismatch("an object", COLLECTIONS));
    }
    if (collections != null) {
      for (String name : collections.json().keySet()) {
        String coverage = collections.text(name, "coverage").orElse("");
        if (coverage.equalsIgnoreCase("complete")) {
          complete.add(name);
          continue;
        }
        Optional<Completeness.Level> level = level(coverage);
        if (level.isEmpty()) {
          problems.accept(collections.mismatch("complete, partial or unread", name, "coverage"));
        }
        String reason = collections.text(name, "reason").orElse("");
        partial.put(
            name,
            new Completeness(
                level.orElse(Completeness.Level.PARTIAL),
                reason.isBlank()
                    ? "export.json says that it is partial"
                    : Excerpt.ofSentence(reason)));
        completeFor.put(name, ids(collections, name));
      }
    }
    return new ExportDescription(readAt(sent, problems), partial, complete, completeFor);
  }

  private static Optional<Completeness.Level> level(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "partial" -> Optional.of(Completeness.Level.PARTIAL);
      case "withoutserviceprincipals" -> Optional.of(Completeness.Level.WITHOUT_SERVICE_PRINCIPALS);
      case "unread" -> Optional.of(Completeness.Level.UNREAD);
      default -> Optional.empty();
    };
  }

  private static Set<Id> ids(GraphRecord collections, String name) {
    Set<Id> ids = new HashSet<>();
    if (collections.at(name, "completeFor").orElse(null) instanceof JsonArray array) {
      for (JsonElement id : array) {
        if (id.isJsonPrimitive()) {
          Fields.tryId(id.getAsString()).ifPresent(ids::add);
        }
      }
    }
    return ids;
  }

  private static boolean isFormatVersion(GraphRecord sent) {
    return sent.at("formatVersion")
        .filter(JsonPrimitive.class::isInstance)
        .filter(version -> version.getAsString().equals(String.valueOf(FORMAT_VERSION)))
        .isPresent();
  }

  private static Optional<Instant> readAt(GraphRecord sent, Consumer<RecordProblem> problems) {
    try {
      return sent.text(READ_AT).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      problems.accept(sent.mismatch("an instant such as 2026-03-02T08:00:00Z", READ_AT));
      return Optional.empty();
    }
  }

  /**
   * Returns the completeness that is left when this description has had its say: it may lower one
   * and never raises it.
   *
   * @param collection path of the collection, with ids where it has some
   * @param general the same path with {@code {id}} for every id
   * @param read how completely the files were read
   */
  Completeness lower(String collection, String general, Completeness read) {
    Completeness lowered = Tally.worse(read, partial.getOrDefault(general, read));
    return Tally.worse(lowered, partial.getOrDefault(collection, lowered));
  }

  /**
   * Returns what it says of the parts of a collection that several groups share: those of groups
   * that are worse than the whole, and those that are better, where the pages are all right.
   *
   * @param whole how completely the collection counts as read
   * @param read how completely its pages were read
   */
  Coverage ofParts(Read.Kind kind, Completeness read, Coverage whole) {
    Coverage coverage = whole;
    String of = Read.of(kind) + " of ";
    for (Map.Entry<String, Completeness> said : partial.entrySet()) {
      Optional<Id> group =
          said.getKey().startsWith(of)
              ? Fields.tryId(said.getKey().substring(of.length()))
              : Optional.empty();
      if (group.isPresent()) {
        coverage = coverage.with(Read.of(kind, group.get()), Tally.worse(read, said.getValue()));
      }
    }
    if (read.isComplete()) {
      for (Id group : completeFor.getOrDefault(Read.of(kind).toString(), Set.of())) {
        coverage = coverage.with(Read.of(kind, group), Completeness.COMPLETE);
      }
    }
    return coverage;
  }

  /** Returns why the collection was not read, if it says so. */
  Optional<Completeness> unread(String collection) {
    return Optional.ofNullable(partial.get(collection))
        .filter(said -> said.level() == Completeness.Level.UNREAD);
  }

  /** Returns the objects whose list of the kind it says was not read, each with why. */
  Map<Id, Completeness> unreadParts(Read.Kind kind) {
    String[] around = Read.of(kind).toString().split("\\{id}", -1);
    Map<Id, Completeness> unread = new HashMap<>();
    partial.forEach(
        (name, said) -> {
          if (name.startsWith(around[0])
              && name.endsWith(around[1])
              && name.length() > around[0].length() + around[1].length()
              && said.level() == Completeness.Level.UNREAD) {
            Fields.tryId(name.substring(around[0].length(), name.length() - around[1].length()))
                .ifPresent(parent -> unread.put(parent, said));
          }
        });
    return unread;
  }

  /** Reports what it calls complete of the collections of which there is no file. */
  void reportMissing(List<String> missing, Consumer<RecordProblem> problems) {
    for (String name : missing) {
      if (complete.contains(name)) {
        problems.accept(
            new RecordProblem(
                new Place("export.json", 0, "$.collections." + name),
                "expected its file, since it is said to be complete, but found none: it counts as "
                    + "not read"));
      }
    }
  }
}
