package dev.pimento.testkit.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Id;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an export as they are written: what a tenant has no room for, such as mail addresses,
 * administrative units or licences. A collection is read when it is first asked for. Thread-safe.
 */
public final class ExportedRows {

  private static final ExportedRows NONE = new ExportedRows(null);

  private final @Nullable Folder folder;
  private final Map<String, List<JsonNode>> collections = new ConcurrentHashMap<>();
  private final Map<String, Map<Id, JsonNode>> byId = new ConcurrentHashMap<>();

  private ExportedRows(@Nullable Folder folder) {
    this.folder = folder;
  }

  /** Of a tenant that no export was read for. */
  public static ExportedRows none() {
    return NONE;
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
  public boolean isAny() {
    return folder != null;
  }

  /** Whether the export has the collection, such as {@code directory/administrativeUnits}. */
  public boolean has(String collection) {
    return folder != null && folder.has(collection);
  }

  /** The collection's objects, in the order of the files; what is no object is left out. */
  public List<JsonNode> rows(String collection) {
    return folder == null ? List.of() : collections.computeIfAbsent(collection, this::read);
  }

  /** The object with the id; null if the export doesn't have it. */
  public @Nullable JsonNode row(String collection, Id id) {
    return folder == null ? null : byId.computeIfAbsent(collection, this::index).get(id);
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

  private List<JsonNode> read(String collection) {
    List<JsonNode> rows = new ArrayList<>();
    if (folder != null && folder.has(collection)) {
      new CollectionFiles(folder, new Report()).read(collection, row -> rows.add(row.node()));
    }
    return Collections.unmodifiableList(rows);
  }

  private Map<Id, JsonNode> index(String collection) {
    Map<Id, JsonNode> rows = new HashMap<>();
    for (JsonNode row : rows(collection)) {
      id(row).ifPresent(id -> rows.putIfAbsent(id, row));
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
