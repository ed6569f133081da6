package dev.pimento.escalation;

import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.time.Interval;
import dev.pimento.time.IntervalSet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** When accounts have what under control, at which price whatever. */
final class Spread {

  private final Graph graph;
  private final Function<Id, Principal> principals;
  private final Predicate<Rule> allowed;
  private final int[] somes;
  private final IntervalSet[] times;
  private final Deque<Integer> open = new ArrayDeque<>();
  private final Set<Integer> waiting = new HashSet<>();

  private Spread(Graph graph, Function<Id, Principal> principals, Predicate<Rule> allowed) {
    this.graph = graph;
    this.somes = graph.somes();
    this.principals = principals;
    this.allowed = allowed;
    this.times = new IntervalSet[graph.size()];
    Arrays.fill(times, IntervalSet.empty());
  }

  /** From an account that is under control throughout the window. */
  static Spread from(
      Graph graph,
      Function<Id, Principal> principals,
      Predicate<Rule> allowed,
      Id account,
      boolean strong,
      Interval window) {
    Spread spread = new Spread(graph, principals, allowed);
    IntervalSet throughout = IntervalSet.of(window);
    spread.start(new Node.Account(account, false), throughout);
    if (strong) {
      spread.start(new Node.Account(account, true), throughout);
    }
    spread.takeSome(account, strong, throughout);
    while (!spread.open.isEmpty()) {
      int node = spread.open.remove();
      spread.waiting.remove(node);
      graph.forEachUse(node, spread::use);
      if (graph.node(node) instanceof Node.Account taken) {
        spread.takeSome(taken.id(), taken.strong(), spread.times[node]);
      }
    }
    return spread;
  }

  private void start(Node node, IntervalSet throughout) {
    int number = graph.find(node);
    if (number >= 0) {
      reach(number, throughout);
    }
  }

  private void takeSome(Id account, boolean strong, IntervalSet when) {
    for (int some : somes) {
      Who who = ((Node.Some) graph.node(some)).who();
      if (who.admits(principals.apply(account)) && (strong || !who.strong())) {
        reach(some, when);
      }
    }
  }

  private void use(int number) {
    Rule rule = graph.rule(number);
    if (!allowed.test(rule)) {
      return;
    }
    IntervalSet when = rule.when();
    for (int premise : rule.premises()) {
      when = when.intersection(times[premise]);
    }
    if (!when.isEmpty()) {
      boolean stays = graph.node(rule.conclusion()).persists();
      reach(
          rule.conclusion(),
          stays ? IntervalSet.of(Interval.from(when.intervals().get(0).startInclusive())) : when);
    }
  }

  private void reach(int node, IntervalSet when) {
    IntervalSet all = times[node].union(when);
    if (!all.equals(times[node])) {
      times[node] = all;
      if (waiting.add(node)) {
        open.add(node);
      }
    }
  }

  boolean isReached(int node) {
    return node >= 0 && !times[node].isEmpty();
  }
}
