package dev.pimento.strategy;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Read;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How one person comes to one role at one scope.
 *
 * @param person the person; a service principal is one too
 * @param role the role at its scope; the same role at a wider scope is a holding of its own
 * @param ways all ways at the instant, those that hold the role first; none if there is none
 * @param hours how long the role is held within the month
 * @param account whether the account is protected while nothing is activated
 * @param reads what to read to learn of further ways, and to settle those that are not certain and
 *     costs that are not known; empty means that this is all there is
 */
public record Holding(
    Id person,
    RoleAccess role,
    List<Way> ways,
    RoleHours hours,
    IdleAccount account,
    SortedSet<Read> reads) {

  public Holding {
    requireNonNull(person, "person");
    requireNonNull(role, "role");
    ways = List.copyOf(ways);
    requireNonNull(hours, "hours");
    requireNonNull(account, "account");
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  /**
   * Whether the role is held or could be activated at the instant; unknown where only something
   * that is not certain leads to it, or where something that was not read may.
   */
  public Verdict verdict() {
    if (ways.stream().anyMatch(way -> way.verdict().isYes())) {
      return Verdict.YES;
    }
    return ways.isEmpty() && reads.isEmpty() ? Verdict.NO : Verdict.UNKNOWN;
  }

  /**
   * The strategy, {@link Strategy#MIXED} where ways of several lead to the role. Several groups by
   * the same strategy are not mixed; the weakest of them guards the role (fact 249).
   */
  public Optional<Strategy> strategy() {
    List<Strategy> all = ways.stream().map(Way::strategy).distinct().toList();
    return all.size() > 1 ? Optional.of(Strategy.MIXED) : all.stream().findFirst();
  }

  /** Whether it is standing, activated or only eligible; by the way that holds most. */
  public Optional<Way.State> state() {
    return ways.stream().map(Way::state).min(Way.State::compareTo);
  }
}
