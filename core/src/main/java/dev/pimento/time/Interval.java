package dev.pimento.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A half-open stretch of time {@code [startInclusive, endExclusive)}.
 *
 * <p>{@link Instant#MIN} stands for "since ever" and {@link Instant#MAX} for "without end". An
 * interval whose start is its end is empty and contains nothing.
 *
 * @param startInclusive the first instant that belongs to the interval
 * @param endExclusive the first instant after the interval
 */
public record Interval(Instant startInclusive, Instant endExclusive)
    implements Comparable<Interval> {

  /** All of time. */
  public static final Interval ALWAYS = new Interval(Instant.MIN, Instant.MAX);

  private static final Duration ALL_OF_TIME = Duration.between(Instant.MIN, Instant.MAX);

  public Interval {
    requireNonNull(startInclusive, "startInclusive");
    requireNonNull(endExclusive, "endExclusive");
    if (endExclusive.isBefore(startInclusive)) {
      throw new IllegalArgumentException(
          "Invalid interval: expected start <= end, but found start %s, end %s"
              .formatted(startInclusive, endExclusive));
    }
  }

  public static Interval of(Instant startInclusive, Instant endExclusive) {
    return new Interval(startInclusive, endExclusive);
  }

  public static Interval from(Instant startInclusive) {
    return new Interval(startInclusive, Instant.MAX);
  }

  public static Interval until(Instant endExclusive) {
    return new Interval(Instant.MIN, endExclusive);
  }

  public boolean contains(Instant t) {
    return !t.isBefore(startInclusive) && t.isBefore(endExclusive);
  }

  /** Whether every instant of the other interval lies in this one; true for an empty other. */
  public boolean encloses(Interval other) {
    return other.isEmpty()
        || (!other.startInclusive.isBefore(startInclusive)
            && !other.endExclusive.isAfter(endExclusive));
  }

  public boolean isEmpty() {
    return startInclusive.equals(endExclusive);
  }

  /** Whether it never ends. */
  public boolean isPermanent() {
    return endExclusive.equals(Instant.MAX);
  }

  /** What both intervals have in common; empty if they do not meet. */
  public Optional<Interval> intersection(Interval other) {
    Instant start = later(startInclusive, other.startInclusive);
    Instant end = earlier(endExclusive, other.endExclusive);
    return start.isBefore(end) ? Optional.of(new Interval(start, end)) : Optional.empty();
  }

  /**
   * This interval, ended early. An instant before the start gives an empty interval at the start;
   * an instant after the end changes nothing.
   *
   * @param endExclusive the first instant that no longer belongs to the interval
   */
  public Interval endingAt(Instant endExclusive) {
    Instant end = earlier(this.endExclusive, endExclusive);
    return new Interval(startInclusive, later(startInclusive, end));
  }

  /** The length, or empty where the interval has no start or no end. */
  public Optional<Duration> length() {
    return startInclusive.equals(Instant.MIN) || isPermanent()
        ? Optional.empty()
        : Optional.of(Duration.between(startInclusive, endExclusive));
  }

  @Override
  public int compareTo(Interval other) {
    int byStart = startInclusive.compareTo(other.startInclusive);
    return byStart != 0 ? byStart : endExclusive.compareTo(other.endExclusive);
  }

  /** One line: {@code always}, {@code until 2026-03-02T12:00:00Z}, {@code [start, end)}. */
  @Override
  public String toString() {
    boolean noStart = startInclusive.equals(Instant.MIN);
    if (noStart) {
      return isPermanent() ? "always" : "until " + endExclusive;
    }
    return isPermanent()
        ? "from " + startInclusive
        : "[" + startInclusive + ", " + endExclusive + ")";
  }

  /**
   * An instant a duration later; {@link Instant#MAX}, which is "without end", if time does not
   * reach that far.
   *
   * @param start the instant to start from
   * @param duration how much later; not negative
   */
  public static Instant plus(Instant start, Duration duration) {
    return duration.compareTo(ALL_OF_TIME) < 0 && start.isBefore(Instant.MAX.minus(duration))
        ? start.plus(duration)
        : Instant.MAX;
  }

  public static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  public static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
