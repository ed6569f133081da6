package dev.pimento.escalation;

import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.time.Interval;
import dev.pimento.time.IntervalSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest path by looking back from the goal: what is still needed, and when all of it
 * would do. The last step comes first; a node that two steps need is paid for once.
 *
 * <p>A node that stays may have been reached at any instant before it is needed, if all else that
 * is needed by then stays too; anything else is needed at the very instant.
 */
final class Backward {

  private static final long CHANGE = new Price(0, 0, 1, 0, 0).packed();

  private final Graph graph;
  private final Function<Id, Principal> principals;
  private final Predicate<Rule> allowed;
  private final Set<Id> starts;
  private final boolean strong;
  private final IntToLongFunction atLeast;
  private final int most;

  /**
   * @param open what is still needed; sorted
   * @param need when it would do
   * @param price what the steps after it cost
   * @param total no path through here is cheaper
   * @param again whether the price tells of what has to be done for several accounts
   */
  private record State(
      List<Integer> open,
      IntervalSet need,
      long price,
      long total,
      @Nullable State next,
      @Nullable Rule rule,
      long made,
      boolean again)
      implements Comparable<State> {

    State dearer(long by) {
      return new State(open, need, price + by, price + by, next, rule, made, true);
    }

    @Override
    public int compareTo(State other) {
      int byTotal = Long.compare(total, other.total);
      return byTotal != 0 ? byTotal : Long.compare(made, other.made);
    }
  }

  /**
   * A path.
   *
   * @param rules the steps in their order
   * @param at when each can be made at the earliest
   */
  record Plan(long price, List<Rule> rules, List<Instant> at) {}

  private final PriorityQueue<State> queue = new PriorityQueue<>();
  private final Map<List<Integer>, List<IntervalSet>> done = new HashMap<>();
  private long made;

  /**
   * @param allowed which rules count
   * @param starts the accounts to start from
   * @param strong whether their second factors are under control too
   * @param atLeast a price for each node that is never too high
   * @param most how many states are looked at before it gives up
   */
  Backward(
      Graph graph,
      Function<Id, Principal> principals,
      Predicate<Rule> allowed,
      Set<Id> starts,
      boolean strong,
      IntToLongFunction atLeast,
      int most) {
    this.graph = graph;
    this.principals = principals;
    this.allowed = allowed;
    this.starts = starts;
    this.strong = strong;
    this.atLeast = atLeast;
    this.most = most;
  }

  /**
   * The cheapest path, or none.
   *
   * @throws GaveUpException if that would take too long to say
   */
  Optional<Plan> cheapest(int goal, Interval window) throws GaveUpException {
    add(List.of(goal), IntervalSet.of(window), 0, null, null);
    int looked = 0;
    while (!queue.isEmpty()) {
      State state = queue.remove();
      if (state.open.isEmpty()) {
        long again = state.again ? 0 : donePrice(state);
        if (again == 0) {
          return Optional.of(planOf(state));
        }
        queue.add(state.dearer(again));
        continue;
      }
      if (isDone(state)) {
        continue;
      }
      if (++looked > most) {
        throw new GaveUpException();
      }
      expand(state);
    }
    return Optional.empty();
  }

  /** That the search was ended before it was through. */
  static final class GaveUpException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private boolean isDone(State state) {
    List<IntervalSet> before = done.computeIfAbsent(state.open, open -> new ArrayList<>());
    if (before.stream().anyMatch(need -> need.encloses(state.need))) {
      return true;
    }
    before.add(state.need);
    return false;
  }

  private void expand(State state) {
    boolean earlier = state.open.stream().allMatch(n -> graph.node(n).persists());
    for (int node : state.open) {
      graph.forEachMake(
          node,
          number -> {
            Rule rule = graph.rule(number);
            if (allowed.test(rule)) {
              IntervalSet need = rule.when().intersection(earlier ? upTo(state.need) : state.need);
              if (!need.isEmpty()) {
                List<Integer> open = new ArrayList<>(state.open);
                open.remove(Integer.valueOf(node));
                open.addAll(rule.premises());
                add(open, need, state.price + rule.price(), state, rule);
              }
            }
          });
    }
  }

  private static IntervalSet upTo(IntervalSet need) {
    List<Interval> intervals = need.intervals();
    return IntervalSet.of(Interval.until(intervals.get(intervals.size() - 1).endExclusive()));
  }

  private void add(
      List<Integer> open, IntervalSet need, long price, @Nullable State next, @Nullable Rule rule) {
    List<Integer> left = stillNeeded(open);
    long most = 0;
    for (int node : left) {
      long here = atLeast.applyAsLong(node);
      if (here == Forward.NEVER) {
        return;
      }
      most = Math.max(most, here);
    }
    queue.add(new State(left, need, price, price + most, next, rule, made++, false));
  }

  /** Without what is under control from the start, and what follows from other things needed. */
  private List<Integer> stillNeeded(List<Integer> open) {
    List<Integer> left = new ArrayList<>(open.size());
    for (Integer node : open) {
      if (!left.contains(node) && !isGiven(graph.node(node))) {
        left.add(node);
      }
    }
    if (left.size() > 1) {
      List<Integer> all = List.copyOf(left);
      left.removeIf(
          node ->
              all.stream()
                  .anyMatch(other -> !other.equals(node) && follows(graph.node(node), other)));
      Collections.sort(left);
    }
    return left;
  }

  private boolean isGiven(Node node) {
    if (node instanceof Node.Account account) {
      return starts.contains(account.id()) && (strong || !account.strong());
    }
    return node instanceof Node.Some some
        && starts.stream().anyMatch(id -> willDo(some.who(), id, strong));
  }

  private boolean follows(Node node, int other) {
    if (node instanceof Node.Some some && graph.node(other) instanceof Node.Some same) {
      return some.who().admitsAll(same.who()) && !same.who().admitsAll(some.who());
    }
    if (!(graph.node(other) instanceof Node.Account account)) {
      return false;
    }
    if (node instanceof Node.Account weak) {
      return weak.id().equals(account.id()) && !weak.strong() && account.strong();
    }
    return node instanceof Node.Some some && willDo(some.who(), account.id(), account.strong());
  }

  private boolean willDo(Who who, Id account, boolean second) {
    return who.admits(principals.apply(account)) && (second || !who.strong());
  }

  /** What it costs to do to another account what is done to one, where one won't do. */
  private long donePrice(State first) {
    return again(first).values().stream().mapToLong(times -> times * CHANGE).sum();
  }

  /** How often what is done to some account must be done to another too, by its node. */
  private Map<Integer, Integer> again(State first) {
    Map<Integer, List<Set<Id>>> needed = new HashMap<>();
    Set<Node.Account> accounts = new HashSet<>();
    starts.forEach(id -> accounts.add(new Node.Account(id, strong)));
    for (State state = first; state.rule != null && state.next != null; state = state.next) {
      Who who = Who.ANY;
      for (int premise : state.rule.premises()) {
        who = graph.node(premise) instanceof Node.Some some ? some.who() : who;
      }
      for (int done : state.rule.premises()) {
        if (isDoneToSome(graph.node(done))) {
          needed.computeIfAbsent(done, node -> new ArrayList<>()).add(thatWillDo(who, accounts));
        }
      }
      if (graph.node(state.rule.conclusion()) instanceof Node.Account account) {
        accounts.add(account);
      }
    }
    Map<Integer, Integer> again = new HashMap<>();
    needed.forEach((done, each) -> again.put(done, haveOneInCommon(each) ? 0 : 1));
    return again;
  }

  /** Of those that are under control by then. */
  private Set<Id> thatWillDo(Who who, Set<Node.Account> accounts) {
    Set<Id> will = new HashSet<>();
    for (Node.Account account : accounts) {
      if (willDo(who, account.id(), account.strong())) {
        will.add(account.id());
      }
    }
    return will;
  }

  /** Whether one account will do for all; if not, two are taken to do. */
  private static boolean haveOneInCommon(List<Set<Id>> each) {
    Set<Id> common = new HashSet<>(each.get(0));
    each.forEach(common::retainAll);
    return !common.isEmpty();
  }

  private static boolean isDoneToSome(Node node) {
    return node instanceof Node.Added || node instanceof Node.Made || node instanceof Node.Granted;
  }

  private Plan planOf(State first) {
    List<Rule> rules = new ArrayList<>();
    List<Instant> at = new ArrayList<>();
    Map<Integer, Integer> again = again(first);
    Instant now = Instant.MIN;
    State state = first;
    while (state.rule != null && state.next != null) {
      now = firstFrom(state.need, now);
      for (int i = again.getOrDefault(state.rule.conclusion(), 0); i >= 0; i--) {
        rules.add(state.rule);
        at.add(now);
      }
      state = state.next;
    }
    return new Plan(first.price, rules, at);
  }

  private static Instant firstFrom(IntervalSet need, Instant from) {
    return need.intersection(Interval.from(from)).intervals().get(0).startInclusive();
  }
}
