package dev.pimento.escalation;

import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Spreads from accounts along the rules, the cheapest first: what they reach, and at which price.
 * Times of rules are not looked at.
 *
 * <p>Where a rule has several premises, the sum of their prices counts steps twice that they share,
 * and the dearest alone counts some not at all: the one is never too low, the other never too high.
 * Not thread-safe; runs one after the other share its memory.
 */
final class Forward {

  static final long NEVER = Long.MAX_VALUE;
  static final int NO_RULE = -1;

  private final Graph graph;
  private final Function<Id, Principal> principals;
  private final Predicate<Rule> allowed;
  private final boolean sums;
  private final long[] price;
  private final int[] via;
  private final int[] missing;
  private final long[] paid;
  private final int[] somes;
  private final int[] openSomes;
  private int openSomeCount;
  private final PriorityQueue<Entry> queue = new PriorityQueue<>();
  private final List<Integer> touchedNodes = new ArrayList<>();
  private final List<Integer> touchedRules = new ArrayList<>();
  private final boolean[] settled;
  private long firstJoin = NEVER;

  private record Entry(long price, int node) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byPrice = Long.compare(price, other.price);
      return byPrice != 0 ? byPrice : Integer.compare(node, other.node);
    }
  }

  /**
   * @param allowed which rules count
   * @param sums whether premises add up, or the dearest counts
   */
  Forward(Graph graph, Function<Id, Principal> principals, Predicate<Rule> allowed, boolean sums) {
    this.graph = graph;
    this.principals = principals;
    this.allowed = allowed;
    this.sums = sums;
    this.price = new long[graph.size()];
    this.via = new int[graph.size()];
    this.settled = new boolean[graph.size()];
    this.missing = new int[graph.ruleCount()];
    this.paid = new long[graph.ruleCount()];
    Arrays.fill(price, NEVER);
    Arrays.fill(missing, -1);
    this.somes = graph.somes();
    this.openSomes = new int[somes.length];
  }

  /**
   * Spreads from accounts.
   *
   * @param strong whether their second factors are under control too
   * @param goals stops once all of these are reached; none for never
   */
  void run(Set<Id> accounts, boolean strong, Set<Integer> goals) {
    clear();
    for (Id account : accounts) {
      start(new Node.Account(account, false));
      if (strong) {
        start(new Node.Account(account, true));
      }
      takeSome(account, strong, 0);
    }
    Set<Integer> left = new LinkedHashSet<>(goals);
    while (!queue.isEmpty()) {
      Entry entry = queue.remove();
      if (!settled[entry.node]) {
        settled[entry.node] = true;
        if (left.remove(entry.node) && left.isEmpty()) {
          return;
        }
        graph.forEachUse(entry.node, rule -> use(rule, entry));
        if (graph.node(entry.node) instanceof Node.Account account) {
          takeSome(account.id(), account.strong(), entry.price);
        }
      }
    }
  }

  private void start(Node node) {
    int number = graph.find(node);
    if (number >= 0) {
      reach(number, 0, NO_RULE);
    }
  }

  private void takeSome(Id account, boolean strong, long at) {
    if (openSomeCount == 0) {
      return;
    }
    Principal principal = principals.apply(account);
    int kept = 0;
    for (int i = 0; i < openSomeCount; i++) {
      int some = openSomes[i];
      Who who = ((Node.Some) graph.node(some)).who();
      if (who.admits(principal) && (strong || !who.strong())) {
        reach(some, at, NO_RULE);
      } else {
        openSomes[kept++] = some;
      }
    }
    openSomeCount = kept;
  }

  private void use(int number, Entry entry) {
    Rule rule = graph.rule(number);
    if (!allowed.test(rule)) {
      return;
    }
    if (missing[number] < 0) {
      missing[number] = rule.premises().size();
      paid[number] = 0;
      touchedRules.add(number);
    }
    paid[number] = sums ? paid[number] + entry.price : Math.max(paid[number], entry.price);
    if (--missing[number] == 0) {
      if (paid[number] > entry.price) {
        firstJoin = Math.min(firstJoin, entry.price);
      }
      reach(rule.conclusion(), paid[number] + rule.price(), number);
    }
  }

  private void reach(int node, long at, int rule) {
    if (at < price[node] && !settled[node]) {
      if (price[node] == NEVER) {
        touchedNodes.add(node);
      }
      price[node] = at;
      via[node] = rule;
      queue.add(new Entry(at, node));
    }
  }

  private void clear() {
    firstJoin = NEVER;
    touchedNodes.forEach(
        node -> {
          price[node] = NEVER;
          settled[node] = false;
        });
    touchedRules.forEach(rule -> missing[rule] = -1);
    touchedNodes.clear();
    touchedRules.clear();
    queue.clear();
    System.arraycopy(somes, 0, openSomes, 0, somes.length);
    openSomeCount = somes.length;
  }

  /** The price of a node as the last run found it; {@link #NEVER} where it was not reached. */
  long price(int node) {
    return node >= 0 && settled[node] ? price[node] : NEVER;
  }

  boolean isReached(int node) {
    return price(node) != NEVER;
  }

  /** Whether the price of a node that was reached is right, as no premises had to be added up. */
  boolean isExact(int node) {
    return firstJoin >= price(node);
  }

  /** The nodes that the last run reached, the cheapest first. */
  List<Integer> reached() {
    return touchedNodes.stream()
        .filter(node -> settled[node])
        .sorted((a, b) -> Long.compare(price[a], price[b]))
        .toList();
  }

  /** The rules that lead to a node that was reached, in an order in which they can be followed. */
  List<Rule> plan(int goal) {
    Set<Integer> ordered = new LinkedHashSet<>();
    order(goal, ordered);
    return ordered.stream().map(graph::rule).toList();
  }

  private void order(int node, Set<Integer> ordered) {
    int rule = via[node];
    if (rule != NO_RULE && !ordered.contains(rule)) {
      for (int premise : graph.rule(rule).premises()) {
        order(premise, ordered);
      }
      ordered.add(rule);
    }
  }
}
