package dev.pimento.time;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A set of instants, kept as sorted intervals that neither overlap nor touch; so two sets with the
 * same instants are equal. Immutable and thread-safe.
 */
public final class IntervalSet {

  private static final IntervalSet EMPTY = new IntervalSet(List.of());
  private static final IntervalSet ALWAYS = new IntervalSet(List.of(Interval.ALWAYS));

  private final List<Interval> intervals;

  private IntervalSet(List<Interval> intervals) {
    this.intervals = intervals;
  }

  public static IntervalSet empty() {
    return EMPTY;
  }

  public static IntervalSet always() {
    return ALWAYS;
  }

  public static IntervalSet of(Interval interval) {
    return interval.isEmpty() ? EMPTY : new IntervalSet(List.of(interval));
  }

  /** The union of the given intervals, in any order, overlapping or not. */
  public static IntervalSet of(Collection<Interval> intervals) {
    List<Interval> merged = new ArrayList<>(intervals.size());
    intervals.stream().filter(i -> !i.isEmpty()).sorted().forEach(next -> append(merged, next));
    return merged.isEmpty() ? EMPTY : new IntervalSet(List.copyOf(merged));
  }

  private static void append(List<Interval> merged, Interval next) {
    int last = merged.size() - 1;
    if (last < 0 || merged.get(last).endExclusive().isBefore(next.startInclusive())) {
      merged.add(next);
      return;
    }
    Interval previous = merged.get(last);
    Instant end = Interval.later(previous.endExclusive(), next.endExclusive());
    merged.set(last, new Interval(previous.startInclusive(), end));
  }

  /** The intervals, sorted, none touching another. */
  public List<Interval> intervals() {
    return intervals;
  }

  public boolean isEmpty() {
    return intervals.isEmpty();
  }

  public boolean contains(Instant t) {
    return at(t).isPresent();
  }

  /** The interval that holds at the instant. */
  public Optional<Interval> at(Instant t) {
    int next = endingAfter(t);
    return next < intervals.size() && intervals.get(next).contains(t)
        ? Optional.of(intervals.get(next))
        : Optional.empty();
  }

  /** The first interval that ends after the instant. */
  private int endingAfter(Instant t) {
    int low = 0;
    int high = intervals.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (intervals.get(middle).endExclusive().isAfter(t)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * The first instant after {@code t} at which membership in this set changes, empty if it never
   * changes again. {@link Instant#MAX} is no change.
   */
  public Optional<Instant> nextChange(Instant t) {
    int next = endingAfter(t);
    if (next == intervals.size()) {
      return Optional.empty();
    }
    Interval interval = intervals.get(next);
    if (interval.startInclusive().isAfter(t)) {
      return Optional.of(interval.startInclusive());
    }
    return interval.isPermanent() ? Optional.empty() : Optional.of(interval.endExclusive());
  }

  public IntervalSet union(IntervalSet other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    List<Interval> all = new ArrayList<>(intervals);
    all.addAll(other.intervals);
    return of(all);
  }

  public IntervalSet intersection(IntervalSet other) {
    List<Interval> common = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < intervals.size() && j < other.intervals.size()) {
      Interval a = intervals.get(i);
      Interval b = other.intervals.get(j);
      a.intersection(b).ifPresent(common::add);
      if (a.endExclusive().isBefore(b.endExclusive())) {
        i++;
      } else {
        j++;
      }
    }
    return of(common);
  }

  public IntervalSet intersection(Interval other) {
    return intersection(of(other));
  }

  /** Every instant that this set does not hold. */
  public IntervalSet complement() {
    List<Interval> gaps = new ArrayList<>();
    Instant from = Instant.MIN;
    for (Interval interval : intervals) {
      gaps.add(new Interval(from, interval.startInclusive()));
      from = interval.endExclusive();
    }
    gaps.add(new Interval(from, Instant.MAX));
    return of(gaps);
  }

  /** What this set holds and the other does not. */
  public IntervalSet minus(IntervalSet other) {
    return intersection(other.complement());
  }

  public boolean encloses(IntervalSet other) {
    return other.minus(this).isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntervalSet that && intervals.equals(that.intervals);
  }

  @Override
  public int hashCode() {
    return intervals.hashCode();
  }

  /** One line: {@code never}, or the intervals separated by commas. */
  @Override
  public String toString() {
    return isEmpty() ? "never" : intervals.stream().map(Interval::toString).collect(joining(", "));
  }
}
