package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the cheapest paths of one account after the other, along the rules that count. A plan
 * that never costs too little, and a price that is never too high, settle most of them; between the
 * two, {@link Backward} decides. Not thread-safe.
 */
final class Search {

  private static final long APPROVAL = new Price(1, 0, 0, 0, 0).packed();

  private final Graph graph;
  private final Function<Id, Principal> principals;
  private final Interval window;
  private final boolean waits;
  private final Predicate<Rule> allowed;
  private final int most;
  private final Forward plans;
  private final Forward bounds;
  private final Forward alone;
  private Set<Id> account = Set.of();
  private Set<Integer> goals = Set.of();
  private boolean bounded;
  private @Nullable Spread inTime;

  /**
   * @param waits whether the window is more than one instant
   * @param allowed which rules count
   * @param most how many states are looked at for a path before the search gives up; none for
   *     taking what is found first, unless the bound proves it
   */
  Search(
      Graph graph,
      Function<Id, Principal> principals,
      Interval window,
      boolean waits,
      Predicate<Rule> allowed,
      int most) {
    this.most = most;
    this.graph = graph;
    this.principals = principals;
    this.window = window;
    this.waits = waits;
    this.allowed = allowed;
    this.plans = new Forward(graph, principals, allowed, true);
    this.bounds = new Forward(graph, principals, allowed, false);
    this.alone =
        new Forward(graph, principals, rule -> allowed.test(rule) && rule.isAlone(), false);
  }

  /** Starts from an account, with its second factor. */
  void from(Id id, Set<Integer> wanted) {
    account = Set.of(id);
    goals = wanted;
    bounded = false;
    inTime = null;
    plans.run(account, true, wanted);
  }

  /** Whether there is a path. */
  boolean isReached(int goal) {
    return plans.isReached(goal) && (!waits || inTime().isReached(goal));
  }

  private Spread inTime() {
    Spread known = inTime;
    if (known == null) {
      known = Spread.from(graph, principals, allowed, account.iterator().next(), true, window);
      inTime = known;
    }
    return known;
  }

  /** The cheapest path, if it was that account that was last started from. */
  Optional<EscalationPath> pathOf(Id id, int goal, Access access) {
    return account.contains(id) ? path(goal, access) : Optional.empty();
  }

  /** The cheapest path of the account to one of the goals. */
  Optional<EscalationPath> path(int goal, Access access) {
    if (!isReached(goal)) {
      return Optional.empty();
    }
    List<Rule> plan = plans.plan(goal);
    long price = plan.stream().mapToLong(Rule::price).sum();
    if (!waits && (plans.isExact(goal) || plans.price(goal) == atLeast(goal))) {
      return Optional.of(tell(access, plan, List.of(), price, true));
    }
    if (!waits && most == 0) {
      return Optional.of(tell(access, plan, List.of(), price, false));
    }
    try {
      return new Backward(graph, principals, allowed, account, true, this::atLeast, most)
          .cheapest(goal, window)
          .map(found -> tell(access, found.rules(), waiting(found), found.price(), true));
    } catch (Backward.GaveUpException e) {
      return Optional.of(
          tell(
              access,
              waits ? plan.stream().map(Rule::unsure).toList() : plan,
              List.of(),
              price,
              false));
    }
  }

  /** No path to the node is cheaper; what nobody reaches alone takes an approval at least. */
  private long atLeast(int node) {
    if (!bounded) {
      Set<Integer> until = most == 0 ? goals : Set.of();
      bounds.run(account, true, until);
      alone.run(account, true, until);
      bounded = true;
    }
    long price = bounds.price(node);
    return alone.isReached(node) ? price : Math.max(price, APPROVAL);
  }

  private EscalationPath tell(
      Access to, List<Rule> rules, List<Instant> waiting, long price, boolean cheapest) {
    return new Narrative(graph, principals, account.iterator().next())
        .path(to, rules, waiting, price, cheapest);
  }

  private List<Instant> waiting(Backward.Plan plan) {
    return plan.at().stream()
        .map(at -> at.isAfter(window.startInclusive()) ? at : Instant.MIN)
        .toList();
  }
}
