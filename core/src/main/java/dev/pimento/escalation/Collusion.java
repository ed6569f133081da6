package dev.pimento.escalation;

import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
  private boolean exhausted = true;

  private Collusion(
      Graph graph, Function<Id, Principal> principals, Predicate<Rule> allowed, int most) {
    this.graph = graph;
    this.principals = principals;
    this.allowed = allowed;
    this.most = most;
  }

  static Collusion of(
      Graph graph, Function<Id, Principal> principals, Predicate<Rule> allowed, int most) {
    Collusion collusion = new Collusion(graph, principals, allowed, most);
    for (int node = 0; node < graph.size(); node++) {
      collusion.sets.add(new ArrayList<>());
    }
    for (int node = 0; node < graph.size(); node++) {
      if (graph.node(node) instanceof Node.Account account
          && principals.apply(account.id()) instanceof User) {
        collusion.add(node, new TreeSet<>(Set.of(account.id())));
      }
    }
    while (!collusion.open.isEmpty()) {
      int node = collusion.open.remove();
      collusion.waiting.remove(node);
      graph.forEachUse(node, collusion::use);
    }
    return collusion;
  }

  private void use(int number) {
    Rule rule = graph.rule(number);
    if (!allowed.test(rule)) {
      return;
    }
    List<SortedSet<Id>> all = List.of(new TreeSet<>());
    for (int premise : rule.premises()) {
      List<SortedSet<Id>> joined = new ArrayList<>();
      for (SortedSet<Id> before : all) {
        if (graph.node(premise) instanceof Node.Some some && has(before, some.who())) {
          joined.add(before);
          continue;
        }
        for (SortedSet<Id> more : setsOf(premise)) {
          SortedSet<Id> both = new TreeSet<>(before);
          both.addAll(more);
          if (both.size() <= most) {
            joined.add(both);
          }
        }
      }
      all = joined;
    }
    all.forEach(set -> add(rule.conclusion(), set));
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
      exhausted = false;
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

  boolean isExhausted() {
    return exhausted;
  }
}
