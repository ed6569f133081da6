package dev.pimento.escalation;

import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which people together have what under control: for each node the smallest sets of people, up to a
 * size, none of which holds another.
 */
final class Collusion {

  /** How many sets a node keeps. */
  private static final int MOST = 2_000;

  private final Graph graph;
  private final Function<Id, Principal> principals;
  private final Predicate<Rule> allowed;
  private final int most;
  private final List<List<SortedSet<Id>>> sets = new ArrayList<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private final Set<Integer> waiting = new HashSet<>();
  private final int[] somes;
  private final BitSet more = new BitSet();
  private final boolean everybody;

  private Collusion(
      Graph graph,
      Function<Id, Principal> principals,
      Predicate<Rule> allowed,
      Set<Id> people,
      int most) {
    this.graph = graph;
    this.somes = graph.somes();
    this.principals = principals;
    this.allowed = allowed;
    this.most = most;
    this.everybody = people.size() <= MOST;
    for (int node = 0; node < graph.size(); node++) {
      sets.add(new ArrayList<>());
    }
  }

  /**
   * @param people who may be in the sets
   * @param most how many of them at most
   */
  static Collusion of(
      Graph graph,
      Function<Id, Principal> principals,
      Predicate<Rule> allowed,
      Set<Id> people,
      int most) {
    Collusion collusion = new Collusion(graph, principals, allowed, people, most);
    for (int node = 0; node < graph.size(); node++) {
      if (graph.node(node) instanceof Node.Account account && people.contains(account.id())) {
        collusion.add(node, new TreeSet<>(Set.of(account.id())));
      }
    }
    if (collusion.everybody) {
      people.forEach(id -> collusion.takeSome(id, true, List.of(new TreeSet<>(Set.of(id)))));
    }
    while (!collusion.open.isEmpty()) {
      int node = collusion.open.remove();
      collusion.waiting.remove(node);
      graph.forEachUse(node, collusion::use);
      if (graph.node(node) instanceof Node.Account taken) {
        collusion.takeSome(taken.id(), taken.strong(), collusion.setsOf(node));
      }
    }
    return collusion;
  }

  private void takeSome(Id account, boolean strong, List<SortedSet<Id>> by) {
    Principal principal = principals.apply(account);
    for (int some : somes) {
      Who who = ((Node.Some) graph.node(some)).who();
      if (who.admits(principal) && (strong || !who.strong())) {
        by.forEach(set -> add(some, set));
      }
    }
  }

  private void use(int number) {
    Rule rule = graph.rule(number);
    if (!allowed.test(rule)) {
      return;
    }
    List<SortedSet<Id>> all = List.of(new TreeSet<>());
    boolean others = false;
    for (int premise : someLast(rule.premises())) {
      List<SortedSet<Id>> joined = new ArrayList<>();
      others |= more.get(premise);
      for (SortedSet<Id> before : all) {
        if (graph.node(premise) instanceof Node.Some some) {
          if (has(before, some.who())) {
            joined.add(before);
            continue;
          }
          others |= !everybody && before.size() < most;
        }
        for (SortedSet<Id> added : setsOf(premise)) {
          SortedSet<Id> both = new TreeSet<>(before);
          both.addAll(added);
          if (both.size() <= most) {
            joined.add(both);
          }
        }
      }
      all = joined;
    }
    all.forEach(set -> add(rule.conclusion(), set));
    if (others) {
      thereAreMore(rule.conclusion());
    }
  }

  private List<Integer> someLast(List<Integer> premises) {
    return premises.stream()
        .sorted(Comparator.comparing(premise -> graph.node(premise) instanceof Node.Some))
        .toList();
  }

  private void thereAreMore(int node) {
    if (!more.get(node)) {
      more.set(node);
      if (waiting.add(node)) {
        open.add(node);
      }
    }
  }

  private boolean has(SortedSet<Id> people, Who who) {
    return people.stream().anyMatch(id -> who.admits(principals.apply(id)));
  }

  /** The sets of a node, as they stand; more may come while they are looked at. */
  private List<SortedSet<Id>> setsOf(int node) {
    return List.copyOf(sets.get(node));
  }

  private void add(int node, SortedSet<Id> set) {
    List<SortedSet<Id>> here = sets.get(node);
    if (here.stream().anyMatch(set::containsAll)) {
      return;
    }
    here.removeIf(other -> other.containsAll(set));
    if (here.size() >= MOST) {
      thereAreMore(node);
      return;
    }
    here.add(set);
    if (waiting.add(node)) {
      open.add(node);
    }
  }

  List<SortedSet<Id>> of(int node) {
    return node < 0 ? List.of() : setsOf(node);
  }

  /** Whether the node has no other sets. */
  boolean isExhausted(int node) {
    return !more.get(node);
  }
}
