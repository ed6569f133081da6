package dev.pimento.graph.internal.live;

import static java.util.Objects.requireNonNull;

import dev.pimento.graph.internal.ExportPage;
import dev.pimento.graph.internal.ExportPages;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pages that live as long as whoever reads them. */
public final class PagesInMemory implements PageStore {
  private final Map<String, Map<Integer, byte[]>> collections = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  @Override
  public void put(String collection, int number, String json) {
    collections
        .computeIfAbsent(collection, any -> new TreeMap<>())
        .put(number, json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void drop(String collection, int number) {
    Map<Integer, byte[]> pages = collections.getOrDefault(collection, new TreeMap<>());
    if (pages.remove(number) != null && pages.isEmpty()) {
      collections.remove(collection);
    }
  }

  @Override
  public String get(String collection, int number) {
    Map<Integer, byte[]> pages = requireNonNull(collections.get(collection), collection);
    return new String(requireNonNull(pages.get(number), collection), StandardCharsets.UTF_8);
  }

  @Override
  public void note(String line) {
    notes.add(line);
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public void noteInstead(List<String> lines) {
    notes.clear();
    notes.addAll(lines);
  }

  /** All pages, as an export. */
  public ExportPages pages() {
    ExportPages all = new ExportPages();
    collections.forEach(
        (collection, pages) ->
            pages.forEach(
                (number, json) ->
                    all.add(
                        new ExportPage(
                            collection,
                            number,
                            PagesInFolder.name(collection, number),
                            () -> new ByteArrayInputStream(json)),
                        Instant.EPOCH)));
    return all;
  }
}
