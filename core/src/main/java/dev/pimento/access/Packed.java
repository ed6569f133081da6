package dev.pimento.access;

import java.util.Arrays;

/**
 * A column of ticks. Where they are whole seconds, milliseconds or microseconds and lie near each
 * other, each takes half the room; the least and the greatest tick, which stand for no start and no
 * end, don't count for that. Immutable and thread-safe.
 */
final class Packed {

  private static final long[] UNITS = {1_000_000_000L, 1_000_000L, 1_000L, 1L};
  private static final long[] NONE = {};

  private final long[] plain;
  private final int[] packed;
  private final long base;
  private final long unit;

  private Packed(long[] plain, int[] packed, long base, long unit) {
    this.plain = plain;
    this.packed = packed;
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
      if (range >= 0 && range < Integer.MAX_VALUE && isWhole(numbers, least, unit)) {
        return new Packed(NONE, pack(numbers, least, unit), least, unit);
      }
    }
    return new Packed(numbers, new int[0], 0, 1);
  }

  private static boolean isProper(long number) {
    return number != Long.MIN_VALUE && number != Long.MAX_VALUE;
  }

  private static boolean isWhole(long[] numbers, long base, long unit) {
    return Arrays.stream(numbers).noneMatch(n -> isProper(n) && (n - base) % unit != 0);
  }

  private static int[] pack(long[] numbers, long base, long unit) {
    int[] packed = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      packed[i] =
          isProper(numbers[i])
              ? (int) ((numbers[i] - base) / unit)
              : numbers[i] < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    return packed;
  }

  long get(int place) {
    if (packed.length == 0) {
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

  /** A column of the numbers at some places, with the same floors. */
  Packed at(int[] places) {
    return packed.length == 0
        ? new Packed(Arrays.stream(places).mapToLong(place -> plain[place]).toArray(), packed, 0, 1)
        : new Packed(NONE, Arrays.stream(places).map(place -> packed[place]).toArray(), base, unit);
  }

  /** The places of the numbers in ascending order. */
  int[] order() {
    int[] order = new int[size()];
    Arrays.setAll(order, i -> i);
    Order.sort(
        order,
        0,
        size(),
        packed.length == 0 ? plain : Arrays.stream(packed).asLongStream().toArray());
    return order;
  }

  /** What of this column compares with {@code t}: the greatest that is not more. */
  long floor(long t) {
    if (packed.length == 0) {
      return t;
    }
    if (!isProper(t)) {
      return t < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    if (t < base) {
      return -1;
    }
    long units = (t - base) / unit;
    return units < 0 || units >= Integer.MAX_VALUE ? Integer.MAX_VALUE - 1 : units;
  }

  /** The first of the places in a sorted range whose number is greater than a floor. */
  int after(int start, int end, long floor) {
    if (packed.length == 0) {
      return Toggles.after(plain, start, end, floor);
    }
    int low = start;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (packed[middle] <= floor) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
