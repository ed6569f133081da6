package dev.pimento.access;

import java.util.Arrays;

/** Which of two numbers comes first, by what they stand for. */
@FunctionalInterface
interface Order {

  int FEW = 12;
  int DIGIT_BITS = 11;
  int DIGITS = 1 << DIGIT_BITS;

  int compare(int a, int b);

  /** Sorts numbers by what they stand for, in place. */
  static void sort(int[] numbers, int from, int to, Order order) {
    int length = to - from;
    if (length <= FEW) {
      for (int i = from + 1; i < to; i++) {
        int number = numbers[i];
        int at = i;
        while (at > from && order.compare(numbers[at - 1], number) > 0) {
          numbers[at] = numbers[at - 1];
          at--;
        }
        numbers[at] = number;
      }
      return;
    }
    int middle = (from + to) >>> 1;
    sort(numbers, from, middle, order);
    sort(numbers, middle, to, order);
    if (order.compare(numbers[middle - 1], numbers[middle]) <= 0) {
      return;
    }
    int[] left = Arrays.copyOfRange(numbers, from, middle);
    int right = middle;
    int at = from;
    for (int i = 0; i < left.length; at++) {
      numbers[at] =
          right < to && order.compare(left[i], numbers[right]) > 0 ? numbers[right++] : left[i++];
    }
  }

  /** Sorts numbers by the values that stand at them, in place. */
  static void sort(int[] numbers, int from, int to, long[] values) {
    int count = to - from;
    Order byValue = (a, b) -> Long.compare(values[a], values[b]);
    if (count <= FEW) {
      sort(numbers, from, to, byValue);
      return;
    }
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      least = Math.min(least, values[numbers[i]]);
      greatest = Math.max(greatest, values[numbers[i]]);
    }
    int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    int valueBits = Long.SIZE - Long.numberOfLeadingZeros(greatest - least);
    int dropped = Math.max(0, valueBits + placeBits - (Long.SIZE - 1));
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = ((values[numbers[from + i]] - least) >>> dropped) << placeBits | i;
    }
    if (count > DIGITS && valueBits <= 3 * DIGIT_BITS) {
      keys = sortByDigits(keys, placeBits, placeBits + valueBits);
    } else {
      Arrays.sort(keys);
    }
    int[] unsorted = Arrays.copyOfRange(numbers, from, to);
    long places = (1L << placeBits) - 1;
    for (int i = 0; i < count; i++) {
      numbers[from + i] = unsorted[(int) (keys[i] & places)];
    }
    for (int i = 0, run = 0; dropped > 0 && i < count; i++) {
      if (i + 1 == count || keys[i] >>> placeBits != keys[i + 1] >>> placeBits) {
        sort(numbers, from + run, from + i + 1, byValue);
        run = i + 1;
      }
    }
  }

  private static long[] sortByDigits(long[] keys, int fromBit, int toBit) {
    long[] sorted = keys;
    long[] other = new long[keys.length];
    for (int bit = fromBit; bit < toBit; bit += DIGIT_BITS) {
      int[] next = new int[DIGITS + 1];
      for (long key : sorted) {
        next[(int) (key >>> bit & DIGITS - 1) + 1]++;
      }
      for (int digit = 1; digit < DIGITS; digit++) {
        next[digit] += next[digit - 1];
      }
      for (long key : sorted) {
        other[next[(int) (key >>> bit & DIGITS - 1)]++] = key;
      }
      long[] swapped = sorted;
      sorted = other;
      other = swapped;
    }
    return sorted;
  }
}
