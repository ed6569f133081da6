package dev.pimento.access;

import java.time.Instant;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Instants as numbers in the same order: nanoseconds since 1970 where they fit, which is from 1678
 * to 2262. Beyond that, the instants that are in use have numbers of their own, and any other lies
 * between two of them; so that comparing is exact for every instant.
 */
final class Ticks {

  private static final long REACH = 9_223_372_035L;
  private static final long NANOS = 1_000_000_000L;

  /** Knows of no instants that lie far off. */
  static final Ticks NEAR = new Builder().build();

  private final Instant[] early;
  private final Instant[] late;

  private Ticks(Instant[] early, Instant[] late) {
    this.early = early;
    this.late = late;
  }

  /** Collects the instants in use that lie far off. Not thread-safe. */
  static final class Builder {

    private final SortedSet<Instant> far = new TreeSet<>();

    Builder() {
      far.add(Instant.MIN);
      far.add(Instant.MAX);
    }

    void add(Instant instant) {
      if (isFar(instant) && !instant.equals(Instant.MAX) && !instant.equals(Instant.MIN)) {
        far.add(instant);
      }
    }

    Ticks build() {
      return new Ticks(
          far.headSet(Instant.EPOCH).toArray(Instant[]::new),
          far.tailSet(Instant.EPOCH).toArray(Instant[]::new));
    }
  }

  private static boolean isFar(Instant instant) {
    long second = instant.getEpochSecond();
    return second > REACH || second < -REACH;
  }

  /** Whether any instants that lie far off are in use, beside the least and the greatest. */
  boolean isFarUsed() {
    return early.length + late.length > 2;
  }

  @SuppressWarnings("JavaInstantGetSecondsGetNano")
  long of(Instant instant) {
    long second = instant.getEpochSecond();
    if (second <= REACH && second >= -REACH) {
      return second * NANOS + instant.getNano();
    }
    Instant[] far = second < 0 ? early : late;
    int found = Arrays.binarySearch(far, instant);
    boolean exact = found >= 0;
    int at = exact ? found : -1 - found;
    if (second < 0) {
      return Long.MIN_VALUE + 2L * at - (exact ? 0 : 1);
    }
    return Long.MAX_VALUE - 2L * (late.length - 1 - at) - (exact ? 0 : 1);
  }

  /** The instant with the number; only of those that are in use. */
  Instant instantOf(long tick) {
    if (tick >= -REACH * NANOS && tick < (REACH + 1) * NANOS) {
      return Instant.ofEpochSecond(Math.floorDiv(tick, NANOS), Math.floorMod(tick, NANOS));
    }
    return tick < 0
        ? early[(int) ((tick - Long.MIN_VALUE) / 2)]
        : late[late.length - 1 - (int) ((Long.MAX_VALUE - tick) / 2)];
  }
}
