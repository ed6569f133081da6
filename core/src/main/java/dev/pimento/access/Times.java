package dev.pimento.access;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Read;
import dev.pimento.time.IntervalSet;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When something is held: certainly, and at most.
 *
 * @param certain the instants at which it is held
 * @param possible outside them it is not held
 * @param reads what to read to bring the two together, as far as a read can
 */
public record Times(IntervalSet certain, IntervalSet possible, SortedSet<Read> reads) {

  private static final SortedSet<Read> NO_READS =
      Collections.unmodifiableSortedSet(new TreeSet<>());

  static final Times ALWAYS = new Times(IntervalSet.always(), IntervalSet.always(), NO_READS);
  static final Times NEVER = new Times(IntervalSet.empty(), IntervalSet.empty(), NO_READS);

  public Times {
    requireNonNull(certain, "certain");
    requireNonNull(possible, "possible");
    reads = reads.isEmpty() ? NO_READS : Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  static Times of(Span span) {
    return new Times(IntervalSet.of(span.certain()), IntervalSet.of(span.possible()), NO_READS);
  }

  /** It is held whenever one of the spans holds. */
  static Times of(Collection<Span> spans) {
    return spans.isEmpty()
        ? NEVER
        : new Times(
            IntervalSet.of(spans.stream().map(Span::certain).toList()),
            IntervalSet.of(spans.stream().map(Span::possible).toList()),
            NO_READS);
  }

  /** It may be held within the interval set, since something was not read. */
  static Times unknown(IntervalSet during, Read read) {
    return new Times(IntervalSet.empty(), during, new TreeSet<>(Set.of(read)));
  }

  Times or(Times other) {
    if (other.possible.isEmpty() && other.reads.isEmpty()) {
      return this;
    }
    if (possible.isEmpty() && reads.isEmpty()) {
      return other;
    }
    return new Times(
        certain.union(other.certain), possible.union(other.possible), both(reads, other.reads));
  }

  Times and(Times other) {
    IntervalSet common = possible.intersection(other.possible);
    return common.isEmpty()
        ? NEVER
        : new Times(certain.intersection(other.certain), common, both(reads, other.reads));
  }

  private static SortedSet<Read> both(SortedSet<Read> a, SortedSet<Read> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    SortedSet<Read> both = new TreeSet<>(a);
    both.addAll(b);
    return both;
  }

  /** Whether it is held at the instant. */
  public Verdict at(Instant t) {
    if (certain.contains(t)) {
      return Verdict.YES;
    }
    return possible.contains(t) ? Verdict.UNKNOWN : Verdict.NO;
  }

  /** The next instant after the given one at which the verdict may change; MAX for never. */
  public Instant nextChange(Instant t) {
    Instant certainly = certain.nextChange(t).orElse(Instant.MAX);
    Instant possibly = possible.nextChange(t).orElse(Instant.MAX);
    return certainly.isBefore(possibly) ? certainly : possibly;
  }

  @Override
  public String toString() {
    return certain.equals(possible)
        ? certain.toString()
        : "certainly " + certain + "; possibly " + possible;
  }
}
