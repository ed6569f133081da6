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

  /** The number at the place, or one in its stead that compares alike within this column. */
  long ordinal(int place) {
    return packed.length == 0 ? plain[place] : packed[place];
  }

  /** A column of numbers that stand for the same as they do in this one; takes them over. */
  Packed like(long[] ordinals) {
    if (packed.length == 0) {
      return new Packed(ordinals, packed, base, unit);
    }
    int[] numbers = new int[ordinals.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (int) ordinals[i];
    }
    return new Packed(NONE, numbers, base, unit);
  }

  /** The first of the places in a sorted range whose number is greater than {@code t}. */
  int after(int start, int end, long t) {
    if (packed.length == 0) {
      return Toggles.after(plain, start, end, t);
    }
    int floor = floor(t);
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

  /** What is packed of the greatest number up to {@code t} that could be. */
  private int floor(long t) {
    if (!isProper(t)) {
      return t < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    if (t < base) {
      return -1;
    }
    long units = (t - base) / unit;
    return units < 0 || units >= Integer.MAX_VALUE ? Integer.MAX_VALUE - 1 : (int) units;
  }
}
