package dev.pimento.testkit.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Id;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has no room for, such as mail addresses, administrative units or licences: the rows
 * of an export as they are written, and what was put since. A collection is read when it is first
 * asked for. Mutable and thread-safe.
 */
public final class ExportedRows {

  private final @Nullable Folder folder;
  private final Map<String, Map<Id, JsonNode>> collections = new ConcurrentHashMap<>();

  private ExportedRows(@Nullable Folder folder) {
    this.folder = folder;
  }

  /** Of a tenant that no export was read for; nothing yet. */
  public static ExportedRows none() {
    return new ExportedRows(null);
  }

  /**
   * Of an export.
   *
   * @throws IllegalArgumentException if the path is no folder, or has no JSON file in it
   */
  public static ExportedRows of(Path folder) {
    return new ExportedRows(Folder.of(folder, new Report()));
  }

  /** Whether there was an export at all. */
  public boolean isFromExport() {
    return folder != null;
  }

  /** Whether the collection, such as {@code directory/administrativeUnits}, is known. */
  public boolean has(String collection) {
    return collections.containsKey(collection) || (folder != null && folder.has(collection));
  }

  /** The collection's objects in the order of their ids; those without one are left out. */
  public List<JsonNode> rows(String collection) {
    return collection(collection).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The object with the id; null if there is none. */
  public @Nullable JsonNode row(String collection, Id id) {
    Map<Id, JsonNode> rows = folder == null ? collections.get(collection) : collection(collection);
    return rows == null ? null : rows.get(id);
  }

  /**
   * Puts an object, or the properties that it has over those of the one with its id.
   *
   * @throws IllegalArgumentException if it has no id
   */
  public void put(String collection, ObjectNode row) {
    Id id = Id.of(row.path("id").asText());
    collection(collection)
        .merge(
            id,
            row,
            (present, added) ->
                present instanceof ObjectNode before
                    ? before.deepCopy().setAll((ObjectNode) added)
                    : added);
  }

  /** Takes an object out; whether it was there. */
  public boolean remove(String collection, Id id) {
    return collection(collection).remove(id) != null;
  }

  /** The same rows, to be changed on their own. */
  public ExportedRows copy() {
    ExportedRows copy = new ExportedRows(folder);
    collections.forEach((name, rows) -> copy.collections.put(name, new ConcurrentHashMap<>(rows)));
    return copy;
  }

  /** Forgets what was put and taken out. */
  public void reset() {
    collections.clear();
  }

  /** The tenant's id: as the export says, or else one made up. */
  public Id tenantId() {
    return rows("organization").stream()
        .flatMap(row -> id(row).stream())
        .findFirst()
        .orElseGet(
            () ->
                Id.of(
                    UUID.nameUUIDFromBytes("tenant".getBytes(StandardCharsets.UTF_8)).toString()));
  }

  private Map<Id, JsonNode> collection(String collection) {
    return collections.computeIfAbsent(collection, this::read);
  }

  private Map<Id, JsonNode> read(String collection) {
    Map<Id, JsonNode> rows = new ConcurrentHashMap<>();
    if (folder != null && folder.has(collection)) {
      new CollectionFiles(folder, new Report())
          .read(
              collection, row -> id(row.node()).ifPresent(id -> rows.putIfAbsent(id, row.node())));
    }
    return rows;
  }

  /** The id of an object; empty where it has none that can be one. */
  public static Optional<Id> id(JsonNode row) {
    try {
      return Optional.of(Id.of(row.path("id").asText()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
