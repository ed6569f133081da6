package dev.pimento.graph.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The pages of an export, collection by collection; whoever reads some takes them out. */
public final class ExportPages {
  private final SortedMap<String, SortedMap<Integer, ExportPage>> collections = new TreeMap<>();
  private final List<String> foreign = new ArrayList<>();
  private Optional<Instant> modified = Optional.empty();

  /**
   * Adds a page.
   *
   * @param time when it was last changed
   */
  public void add(ExportPage page, Instant time) {
    collections.computeIfAbsent(page.collection(), c -> new TreeMap<>()).put(page.number(), page);
    modified = modified.filter(m -> m.isAfter(time)).or(() -> Optional.of(time));
  }

  /** Notes a file, or a folder that ends in a slash, that is none of an export's. */
  void addForeign(String name) {
    foreign.add(name);
  }

  public boolean isEmpty() {
    return collections.isEmpty();
  }

  /** Takes the pages of a collection out, by their numbers; none if there is no file of it. */
  List<ExportPage> take(String collection) {
    SortedMap<Integer, ExportPage> pages = collections.remove(collection);
    return pages == null ? List.of() : List.copyOf(pages.values());
  }

  /** Returns the collections that are left and lie one folder below the given one, sorted. */
  List<String> below(String parent, Set<String> names) {
    return collections.keySet().stream()
        .filter(collection -> collection.startsWith(parent + "/"))
        .filter(collection -> collection.indexOf('/', parent.length() + 1) > 0)
        .filter(
            collection ->
                names.contains(
                    collection.substring(collection.indexOf('/', parent.length() + 1) + 1)))
        .toList();
  }

  /** Returns the files and folders that nothing took, sorted; a folder ends in a slash. */
  List<String> left() {
    return Stream.concat(
            foreign.stream(),
            collections.values().stream()
                .flatMap(pages -> pages.values().stream())
                .map(ExportPage::name))
        .sorted()
        .toList();
  }

  /** Returns when a page was last changed, to the second. */
  Instant modified() {
    return modified.orElse(Instant.EPOCH);
  }
}
