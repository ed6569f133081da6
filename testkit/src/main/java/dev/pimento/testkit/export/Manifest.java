package dev.pimento.testkit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Completeness.Level;
import dev.pimento.tenant.Read;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code export.json} says of an export: when it was read, and what was not read completely.
 *
 * @param readAt when; where it isn't said, when a file was changed last
 * @param lacking how completely what is not complete was read, by collection
 * @param completeFor the groups whose part of such a collection is complete
 */
record Manifest(
    Instant readAt, Map<String, Completeness> lacking, Map<String, Set<Id>> completeFor) {

  private static final String NAME = "export.json";

  static Manifest of(Folder folder, Report report) {
    Row row = new Row(report, NAME, "$", folder.use(NAME).map(f -> tree(f, report)).orElse(NONE));
    if (folder.has("export") && !row.isObject()) {
      row.odd("", "expected an object, but found none");
    }
    Map<String, Set<Id>> completeFor = new HashMap<>();
    return new Manifest(readAt(row, folder), lacking(row, folder, completeFor), completeFor);
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

  private static Map<String, Completeness> lacking(
      Row row, Folder folder, Map<String, Set<Id>> completeFor) {
    Map<String, Completeness> lacking = new HashMap<>();
    Row collections = row.child("collections");
    collections
        .node()
        .fieldNames()
        .forEachRemaining(
            name -> {
              Row collection = collections.child(name);
              String coverage = collection.word("coverage");
              if (coverage.equals("complete")) {
                if (!name.contains("{") && !folder.has(name)) {
                  collection.odd("coverage", "expected its file, since it is complete; not read");
                }
                return;
              }
              String reason = collection.text("reason");
              Level level = level(coverage, collection);
              lacking.put(name, new Completeness(level, reason.isEmpty() ? "partial" : reason));
              completeFor.put(name, ids(collection));
            });
    return lacking;
  }

  private static Level level(String word, Row collection) {
    return switch (word) {
      case "partial" -> Level.PARTIAL;
      case "unread" -> Level.UNREAD;
      case "withoutserviceprincipals" -> Level.WITHOUT_SERVICE_PRINCIPALS;
      default -> {
        collection.odd("coverage", "expected complete, partial or unread");
        yield Level.PARTIAL;
      }
    };
  }

  private static Set<Id> ids(Row collection) {
    Set<Id> ids = new HashSet<>();
    collection.node().path("completeFor").forEach(id -> id(id.asText()).ifPresent(ids::add));
    return ids;
  }

  private static Optional<Id> id(String text) {
    try {
      return Optional.of(Id.of(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What is left of a completeness; nothing that is said here raises one. */
  Completeness lower(String collection, Completeness read) {
    Completeness said = lacking.getOrDefault(collection, read);
    return said.level().compareTo(read.level()) > 0 ? said : read;
  }

  /** Why nothing was read of a collection, if that is said. */
  Optional<Completeness> unread(String collection) {
    return Optional.ofNullable(lacking.get(collection)).filter(c -> c.level() == Level.UNREAD);
  }

  /** What is said of the parts that groups have of a collection. */
  Map<Id, Completeness> parts(String collection) {
    return ofParents(collection + " of ", "");
  }

  /** The objects of which a list of their own, such as a group's members, was not read. */
  Map<Id, Completeness> unreadParts(Read.Kind kind) {
    String[] around = Read.of(kind).toString().split("\\{id}", -1);
    Map<Id, Completeness> unread = ofParents(around[0], around[1]);
    unread.values().removeIf(said -> said.level() != Level.UNREAD);
    return unread;
  }

  private Map<Id, Completeness> ofParents(String before, String after) {
    Map<Id, Completeness> found = new HashMap<>();
    lacking.forEach(
        (name, said) -> {
          if (name.startsWith(before)
              && name.endsWith(after)
              && name.length() > before.length() + after.length()) {
            id(name.substring(before.length(), name.length() - after.length()))
                .ifPresent(parent -> found.put(parent, said));
          }
        });
    return found;
  }
}
