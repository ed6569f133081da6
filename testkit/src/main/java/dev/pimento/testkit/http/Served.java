package dev.pimento.testkit.http;

import java.util.List;

/**
 * A collection that the fake serves.
 *
 * @param path with the first version that has it, such as {@code /v1.0/users}
 * @param type what it holds, without the namespace
 * @param listed whether the whole can be asked for, and not only single objects
 * @param ways where one gets from one of its objects
 * @param neededFilter what a filter has to name; empty where none is needed
 * @param currentUser what {@code filterByCurrentUser(on='…')} takes; empty where there is none
 */
public record Served(
    String path,
    String type,
    boolean listed,
    List<String> ways,
    String neededFilter,
    List<String> currentUser) {

  public Served {
    ways = List.copyOf(ways);
    currentUser = List.copyOf(currentUser);
  }

  static Served of(Root root) {
    return new Served(
        (root.betaOnly() ? "/beta/" : "/v1.0/") + root.path(),
        root.type().name(),
        root.listed() == Root.Listed.YES,
        root.type().navigations(),
        root.needed().map(Root.Needed::words).orElse(""),
        root.currentUser().map(mine -> mine.on().stream().sorted().toList()).orElse(List.of()));
  }
}
