package dev.pimento.testkit.http;

import dev.pimento.directory.Id;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Read;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A collection at which paths start.
 *
 * @param path such as {@code roleManagement/directory/roleDefinitions}
 * @param type what it holds
 * @param rows all of it; what the filter needs, where that is quicker to get
 * @param find the one with the key
 * @param listed how the whole can be asked for
 * @param betaOnly whether v1.0 doesn't have it
 * @param read what has to be read for it to be known; empty for what always is
 * @param needed what a filter has to name; empty where there need be none
 * @param currentUser what is of the caller; empty where that can't be asked for
 */
record Root(
    String path,
    EntityType<?> type,
    BiFunction<View, Optional<Filter>, List<? extends Row<?>>> rows,
    BiFunction<View, String, Optional<? extends Row<?>>> find,
    Listed listed,
    boolean betaOnly,
    Optional<Read.Kind> read,
    Optional<Needed> needed,
    Optional<CurrentUser> currentUser) {

  /** How the whole of a collection can be asked for. */
  enum Listed {
    YES,
    /** Only as a kind: {@code deletedItems/microsoft.graph.group}. */
    BY_CAST,
    NO
  }

  /**
   * What a filter has to name.
   *
   * @param by whether a filter does
   * @param words the same for people
   */
  record Needed(Predicate<Filter> by, String words) {}

  /**
   * What {@code filterByCurrentUser} knows.
   *
   * @param on the values that it takes
   * @param rows what is of the caller
   */
  record CurrentUser(Set<String> on, Mine rows) {}

  /** Gets what is of somebody. */
  interface Mine {
    List<? extends Row<?>> of(View view, Id caller, String on);
  }

  static Root of(
      String path,
      EntityType<?> type,
      BiFunction<View, Optional<Filter>, List<? extends Row<?>>> rows) {
    return new Root(
        path,
        type,
        rows,
        (view, key) ->
            rows.apply(view, Optional.empty()).stream()
                .filter(row -> row.id().equalsIgnoreCase(key))
                .findFirst(),
        Listed.YES,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A collection of which only single objects can be asked for. */
  static Root single(String path, EntityType<?> type) {
    return of(path, type, (view, filter) -> List.of()).listed(Listed.NO);
  }

  private Root listed(Listed listed) {
    return new Root(path, type, rows, find, listed, betaOnly, read, needed, currentUser);
  }

  Root found(BiFunction<View, String, Optional<? extends Row<?>>> find) {
    return new Root(path, type, rows, find, listed, betaOnly, read, needed, currentUser);
  }

  Root byCastOnly() {
    return listed(Listed.BY_CAST);
  }

  Root inBetaOnly() {
    return new Root(path, type, rows, find, listed, true, read, needed, currentUser);
  }

  Root readWith(Read.Kind kind) {
    return new Root(
        path, type, rows, find, listed, betaOnly, Optional.of(kind), needed, currentUser);
  }

  Root needing(Predicate<Filter> by, String words) {
    return new Root(
        path,
        type,
        rows,
        find,
        listed,
        betaOnly,
        read,
        Optional.of(new Needed(by, words)),
        currentUser);
  }

  Root forCurrentUser(Set<String> on, Mine mine) {
    return new Root(
        path,
        type,
        rows,
        find,
        listed,
        betaOnly,
        read,
        needed,
        Optional.of(new CurrentUser(on, mine)));
  }

  /**
   * Refuses what was not read: it is not empty.
   *
   * @throws GraphException if the tenant knows nothing of the collection
   */
  void checkRead(View view) {
    read.ifPresent(kind -> checkRead(view.tenant().coverage().of(kind)));
  }

  private void checkRead(Completeness completeness) {
    if (completeness.level() == Completeness.Level.UNREAD) {
      throw GraphException.notImplemented(
          path + "; the export that this tenant was made from does not have it");
    }
    if (completeness.level() == Completeness.Level.AT_READ_ONLY && path.contains("Schedule")) {
      throw GraphException.notImplemented(
          path + "; the export that this tenant was made from has no ends and no future starts");
    }
  }
}
