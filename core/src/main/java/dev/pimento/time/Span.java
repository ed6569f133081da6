package dev.pimento.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * When something holds, as far as is known: it <em>certainly</em> holds within {@code certain}, and
 * it does not hold outside {@code possible}.
 *
 * <p>A schedule with a start and an end is known exactly: both are the same. A member that no
 * schedule explains was seen once, at the read; since when and until when is not known. A start
 * that the service leaves empty is an unknown start, not the beginning of time (fact 229).
 *
 * @param certain inside it, the answer is yes
 * @param possible outside it, the answer is no; it encloses {@code certain}
 */
public record Span(Interval certain, Interval possible) {

  public Span {
    requireNonNull(certain, "certain");
    requireNonNull(possible, "possible");
    if (!possible.encloses(certain)) {
      throw new IllegalArgumentException(
          "Invalid span: expected the possible interval to enclose the certain one, but found "
              + "certain %s, possible %s".formatted(certain, possible));
    }
  }

  /** Known exactly. */
  public static Span exactly(Interval interval) {
    return new Span(interval, interval);
  }

  /**
   * Seen to hold at one instant, with nothing known of its start or its end.
   *
   * @param t the instant at which it was seen
   */
  public static Span seenAt(Instant t) {
    return new Span(new Interval(t, Interval.plus(t, Duration.ofNanos(1))), Interval.ALWAYS);
  }

  /**
   * Seen to hold at one instant, until a known end, with nothing known of its start. An end at or
   * before the instant leaves nothing certain.
   *
   * @param t the instant at which it was seen
   * @param endExclusive the known end, {@link Instant#MAX} for none
   */
  public static Span seenAtUntil(Instant t, Instant endExclusive) {
    Instant start = Interval.earlier(t, endExclusive);
    return new Span(new Interval(start, endExclusive), Interval.until(endExclusive));
  }

  public boolean isExact() {
    return certain.equals(possible);
  }

  /** The same span, ended at the given instant. */
  public Span endingAt(Instant endExclusive) {
    Interval newPossible = possible.endingAt(endExclusive);
    Interval newCertain = certain.endingAt(endExclusive);
    return newPossible.encloses(newCertain)
        ? new Span(newCertain, newPossible)
        : exactly(newPossible);
  }

  /** The same span, known to have held up to and ended at the given instant. */
  public Span observedUntil(Instant endExclusive) {
    Interval ended = possible.endingAt(endExclusive);
    Instant start = Interval.earlier(certain.startInclusive(), ended.endExclusive());
    return new Span(new Interval(start, ended.endExclusive()), ended);
  }

  /**
   * The same span with another end, later or earlier.
   *
   * @param endExclusive the new end, {@link Instant#MAX} for none
   */
  public Span withEnd(Instant endExclusive) {
    return new Span(
            Interval.from(certain.startInclusive()), Interval.from(possible.startInclusive()))
        .endingAt(endExclusive);
  }

  /** The end in either reading, {@link Instant#MAX} where it has none or it is not known. */
  public Instant endExclusive() {
    return possible.endExclusive();
  }

  @Override
  public String toString() {
    return isExact() ? certain.toString() : "at least " + certain + ", at most " + possible;
  }
}
