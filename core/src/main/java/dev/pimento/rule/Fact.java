package dev.pimento.rule;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Read;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * That an account has, or can come to have, an access.
 *
 * @param who the account
 * @param access what it has
 * @param direct whether by itself, and not only through a nested group
 * @param cost how many moments lead here, each counted where it is needed
 * @param made which was found first
 * @param premises what it rests on, in that order
 * @param moments what comes on top
 * @param reads what to read to be sure of it; empty where it is sure
 */
record Fact(
    Id who,
    Access access,
    boolean direct,
    int cost,
    long made,
    List<Fact> premises,
    List<Moment> moments,
    SortedSet<Read> reads) {

  static final Comparator<Fact> SHORTEST =
      Comparator.comparingInt(Fact::cost).thenComparingLong(Fact::made);

  /** Who has what; what is had directly and what is had through a nested group are two. */
  record Key(Id who, Access access, boolean direct) {}

  Key key() {
    return new Key(who, access, direct);
  }

  /** All that leads here, each moment once: what stands by its time, then what is done. */
  List<Moment> story() {
    Set<Moment> moments = new LinkedHashSet<>();
    Set<Fact> told = new HashSet<>();
    Deque<Fact> open = new ArrayDeque<>(List.of(this));
    while (!open.isEmpty()) {
      Fact fact = open.peek();
      List<Fact> missing = fact.premises.stream().filter(p -> !told.contains(p)).toList();
      if (missing.isEmpty()) {
        open.pop();
        if (told.add(fact)) {
          moments.addAll(fact.moments);
        }
      } else {
        open.push(missing.get(0));
      }
    }
    List<Moment> sorted = new ArrayList<>(moments);
    sorted.sort(
        Comparator.comparing((Moment moment) -> moment.what().isAct()).thenComparing(Moment::at));
    return sorted;
  }

  /** By who has what; what it rests on would be compared again and again. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Fact that && made == that.made && key().equals(that.key());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(made);
  }
}
