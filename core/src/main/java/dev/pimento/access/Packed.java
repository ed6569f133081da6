package dev.pimento.access;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column of ticks. Where they are whole seconds, milliseconds or microseconds and lie near each
 * other, each takes half the room; the least and the greatest tick, which stand for no start and no
 * end, don't count for that. Immutable and thread-safe.
 */
final class Packed {

  private static final long SECOND = 1_000_000_000L;
  private static final long[] UNITS = {SECOND, 1_000_000L, 1_000L, 1L};
  private static final long[] NONE = {};
  private static final int[] NOTHING = {};

  /** Every so many numbers stand once more side by side, so that a search reads few places. */
  private static final int GAP = 16;

  private final long[] plain;
  private final int[] packed;
  private final int[] sparse;
  private final long base;

  /** Nanoseconds; 0 where nothing is packed. */
  private final long unit;

  private Packed(long[] plain, int[] packed, long base, long unit) {
    this.plain = plain;
    this.packed = packed;
    this.sparse = new int[(packed.length + GAP - 1) / GAP];
    Arrays.setAll(sparse, i -> packed[GAP * i]);
    this.base = base;
    this.unit = unit;
  }

  /** Takes over the numbers. */
  static Packed of(long[] numbers) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (long number : numbers) {
      if (isProper(number)) {
        least = Math.min(least, number);
        greatest = Math.max(greatest, number);
      }
    }
    for (long unit : UNITS) {
      long range = greatest < least ? 0 : (greatest - least) / unit;
      boolean isNear = range >= 0 && range < Integer.MAX_VALUE;
      int[] packed = isNear ? pack(numbers, least, unit) : null;
      if (packed != null) {
        return new Packed(NONE, packed, least, unit);
      }
    }
    return new Packed(numbers, NOTHING, 0, 0);
  }

  private static boolean isProper(long number) {
    return number != Long.MIN_VALUE && number != Long.MAX_VALUE;
  }

  /** The numbers in units; null if not all are whole. */
  private static int @Nullable [] pack(long[] numbers, long base, long unit) {
    int[] packed = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      long number = numbers[i];
      if (isProper(number)) {
        long units = units(number - base, unit);
        if (units * unit != number - base) {
          return null;
        }
        packed[i] = (int) units;
      } else {
        packed[i] = number < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
      }
    }
    return packed;
  }

  /** To divide by seconds, which is what nearly all is in, is quicker as a constant. */
  private static long units(long nanos, long unit) {
    return unit == SECOND ? nanos / SECOND : nanos / unit;
  }

  private boolean isPlain() {
    return unit == 0;
  }

  long get(int place) {
    if (isPlain()) {
      return plain[place];
    }
    int number = packed[place];
    if (number == Integer.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    return number < 0 ? Long.MIN_VALUE : base + number * unit;
  }

  int size() {
    return plain.length + packed.length;
  }

  /** A column of numbers that this one has too, so that it has the same floors. */
  Packed alike(long[] numbers) {
    return isPlain()
        ? new Packed(numbers, NOTHING, 0, 0)
        : new Packed(NONE, requireNonNull(pack(numbers, base, unit)), base, unit);
  }

  /** A column of the numbers at some places, with the same floors. */
  Packed at(int[] places) {
    return isPlain()
        ? new Packed(
            Arrays.stream(places).mapToLong(place -> plain[place]).toArray(), NOTHING, 0, 0)
        : new Packed(NONE, Arrays.stream(places).map(place -> packed[place]).toArray(), base, unit);
  }

  /** The places of the numbers in ascending order. */
  int[] order() {
    int[] order = new int[size()];
    Arrays.setAll(order, i -> i);
    Order.sort(
        order, 0, size(), isPlain() ? plain : Arrays.stream(packed).asLongStream().toArray());
    return order;
  }

  /** What of this column compares with {@code t}: the greatest that is not more. */
  long floor(long t) {
    if (isPlain()) {
      return t;
    }
    if (!isProper(t)) {
      return t < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    if (t < base) {
      return -1;
    }
    long units = units(t - base, unit);
    return units < 0 || units >= Integer.MAX_VALUE ? Integer.MAX_VALUE - 1 : units;
  }

  /** Whether the number at a place is not greater than a floor. */
  boolean isUpTo(int place, long floor) {
    return (isPlain() ? plain[place] : packed[place]) <= floor;
  }

  /** The first of the places in a sorted range whose number is greater than a floor. */
  int after(int start, int end, long floor) {
    if (isPlain()) {
      return Toggles.after(plain, start, end, floor);
    }
    if (end - start <= 2 * GAP) {
      return Ints.after(packed, start, end, floor);
    }
    int first = (start + GAP - 1) / GAP;
    int last = (end + GAP - 1) / GAP;
    int next = Ints.after(sparse, first, last, floor);
    return Ints.after(
        packed,
        next == first ? start : GAP * (next - 1) + 1,
        next == last ? end : GAP * next,
        floor);
  }
}
