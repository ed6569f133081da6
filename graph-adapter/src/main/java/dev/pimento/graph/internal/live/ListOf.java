package dev.pimento.graph.internal.live;

import dev.pimento.directory.Id;
import dev.pimento.graph.internal.http.ApiVersion;
import dev.pimento.graph.internal.http.Failure;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.knowledge.GraphPermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One list of Graph that is read, and how far that has come.
 *
 * @implNote Mutable; for use by one thread.
 */
final class ListOf {

  /** Stands in the name of a list between its file and the group whose part it is. */
  static final String OF = " of ";

  /** How far it has come. */
  enum State {
    OPEN,
    DONE,
    FAILED
  }

  private final String collection;
  private final Optional<Id> parent;
  private final boolean shared;
  private final GraphCall first;
  private final List<Integer> pages = new ArrayList<>();
  private State state = State.OPEN;
  private String next;
  private int restarts;
  private @Nullable Failure failure;

  /**
   * A list of which nothing was read yet.
   *
   * @param collection path of the file in which its pages are kept
   * @param parent the group whose part of the file it is, where groups share one
   * @param shared whether there may be other lists whose pages are kept in that file
   * @param url of its first page, from the version on
   */
  ListOf(String collection, Optional<Id> parent, boolean shared, ApiVersion version, String url) {
    this.collection = collection;
    this.parent = parent;
    this.shared = shared;
    this.first = GraphCall.get(version, url);
    this.next = url;
  }

  String collection() {
    return collection;
  }

  Optional<Id> parent() {
    return parent;
  }

  boolean isShared() {
    return shared;
  }

  /** The call of the page that comes next. */
  GraphCall call() {
    return GraphCall.get(first.version(), next);
  }

  /**
   * What any one of suffices to read it, if that is known. Settings of groups take permissions of
   * their own (fact 231).
   */
  Optional<GraphPermissions> permissions() {
    return GraphPermissions.of("GET", List.of(first.path().split("/", -1)))
        .map(
            any ->
                collection.equals(CallPlan.SETTINGS)
                    ? new GraphPermissions(
                        any.method(),
                        any.path(),
                        ofItsOwn(any.delegated()),
                        ofItsOwn(any.application()))
                    : any);
  }

  private List<String> ofItsOwn(List<String> permissions) {
    return permissions.stream()
        .filter(name -> name.endsWith(".AzureADGroup") == parent.isPresent())
        .toList();
  }

  boolean isAtItsStart() {
    return next.equals(first.url());
  }

  /** What it is called in reports: a file's lists have the group in the name. */
  String name() {
    return collection + parent.map(id -> OF + id).orElse("");
  }

  State state() {
    return state;
  }

  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** The numbers of its pages in the file. */
  List<Integer> pages() {
    return pages;
  }

  /** Goes on to the next page; without one, the list is done. */
  void turn(Optional<String> url) {
    next = url.orElse(first.url());
    state = url.isPresent() ? State.OPEN : State.DONE;
  }

  void fail(Failure why) {
    state = State.FAILED;
    failure = why;
  }

  /**
   * Goes back to its start.
   *
   * @param most how often it may
   * @return whether it did
   */
  boolean restart(int most) {
    if (restarts == most) {
      return false;
    }
    restarts++;
    pages.clear();
    next = first.url();
    return true;
  }

  @Override
  public String toString() {
    return name() + " " + state;
  }
}
