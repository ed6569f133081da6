package dev.pimento.testkit.bench;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.Handles;
import dev.pimento.directory.Id;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Holds the answers of the index and of a peer against each other before anything is timed. */
final class Comparison {

  private static final int CAN = 2_000;
  private static final int WHO = 50;
  private static final int WHAT = 300;

  private final Stage stage;
  private final Questions questions;
  private final AccessIndex index;
  private final Floor floor;
  private final Peer peer;

  private Comparison(Stage stage, Peer peer) {
    this.stage = stage;
    this.questions = stage.questions;
    this.index = stage.index;
    this.floor = requireNonNull(stage.floor, "floor");
    this.peer = peer;
  }

  static void of(Stage stage, PeerKind kind, Peer peer) {
    Comparison comparison = new Comparison(stage, peer);
    for (int q = 0; q < CAN; q++) {
      comparison.can(q);
    }
    for (int q = 0; q < WHO && kind.answers.contains("who"); q++) {
      comparison.who(q);
    }
    for (int q = 0; q < WHAT && kind.answers.contains("what"); q++) {
      comparison.what(q);
    }
    if (kind.answers.contains("matrix")) {
      comparison.matrix(0);
    }
    for (int q = 0; q < WHAT && peer instanceof NaiveMaps; q++) {
      comparison.nextChange(q, (NaiveMaps) peer);
    }
  }

  private void can(int q) {
    boolean expected = peer.can(q);
    Instant t = questions.instants[q];
    int principal = stage.principals[q];
    int access = stage.accesses[q];
    same("can", q, expected, index.can(questions.ids[q], questions.accesses[q], t).isYes());
    same("can by handle", q, expected, index.can(principal, access, t).isYes());
    int user = questions.users[q];
    int role = questions.roles[q];
    int second = (int) questions.seconds[q];
    same("can of the floor", q, expected, floor.can(user, role, second));
    same("can of the floor by ids", q, expected, floor.can(questions.ids[q], Field.role(role), t));
    same("can of the floor in a view", q, expected, floor.can(user, role, floor.view(second)));
    same("can in a view", q, expected, index.at(t).can(principal, access).isYes());
  }

  private void who(int q) {
    Handles handles = index.handles();
    Instant t = questions.instants[q];
    SortedSet<String> expected = texts(peer.who(q), Comparison::userText);
    SortedSet<String> byHandle = new TreeSet<>();
    index.who(stage.accesses[q], t, p -> byHandle.add(handles.principal(p).toString()));
    same("who", q, expected, texts(index.who(questions.accesses[q], t).certain(), Id::toString));
    same("who by handle", q, expected, byHandle);
    SortedSet<String> ofFloor = new TreeSet<>();
    floor.who(questions.roles[q], (int) questions.seconds[q], u -> ofFloor.add(userText(u)));
    same("who of the floor", q, expected, ofFloor);
  }

  private void what(int q) {
    Handles handles = index.handles();
    Instant t = questions.instants[q];
    SortedSet<String> expected = texts(peer.what(q), Comparison::accessText);
    SortedSet<String> byHandle = new TreeSet<>();
    index.what(stage.principals[q], t, a -> byHandle.add(handles.access(a).target().toString()));
    same("what by handle", q, expected, byHandle);
    SortedSet<String> ofFloor = new TreeSet<>();
    floor.what(questions.users[q], (int) questions.seconds[q], a -> ofFloor.add(accessText(a)));
    same("what of the floor", q, expected, ofFloor);
  }

  private void matrix(int q) {
    Handles handles = index.handles();
    Set<String> expected = new HashSet<>();
    peer.matrix(q, (user, role) -> expected.add(userText(user) + " " + accessText(role)));
    Set<String> found = new HashSet<>();
    index
        .at(questions.instants[q])
        .forEach((p, a) -> found.add(handles.principal(p) + " " + handles.access(a).target()));
    same("matrix", q, expected, found);
  }

  private void nextChange(int q, NaiveMaps maps) {
    long expected = maps.nextChange(q);
    int ofFloor = floor.nextChange(questions.ids[q], questions.instants[q]);
    same(
        "next change of the floor",
        q,
        expected == Field.ALWAYS ? Integer.MAX_VALUE : (int) expected,
        ofFloor);
    same(
        "next change",
        q,
        expected == Field.ALWAYS ? Instant.MAX : Field.at(expected),
        index.nextChange(questions.ids[q], questions.instants[q]));
  }

  private void same(String what, int question, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new IllegalStateException(
          "Expected the same answer to %s number %d, but %s says %s and the index %s"
              .formatted(what, question, peer.getClass().getSimpleName(), expected, found));
    }
  }

  private static <T> SortedSet<String> texts(
      Collection<T> found, Function<? super T, String> text) {
    return found.stream().map(text).collect(toCollection(TreeSet::new));
  }

  private static String userText(Object user) {
    return user instanceof Integer number ? Field.user(number).toString() : user.toString();
  }

  private static String accessText(Object access) {
    return access instanceof Integer number
        ? Field.access(number).target().toString()
        : access.toString();
  }
}
