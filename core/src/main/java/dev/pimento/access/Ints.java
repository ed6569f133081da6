package dev.pimento.access;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** A growing list of numbers. Not thread-safe. */
final class Ints {

  private static final int FEW = 16;

  private int[] numbers;
  private int size;

  /**
   * The first of the sorted numbers in the range that is greater than the floor. The last few are
   * counted, since a processor foresees that better than where a search turns.
   */
  static int after(int[] sorted, int start, int end, long floor) {
    int low = start;
    int high = end;
    while (high - low > FEW) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= floor) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int after = low;
    for (int i = low; i < high; i++) {
      after += sorted[i] <= floor ? 1 : 0;
    }
    return after;
  }

  Ints(int capacity) {
    this.numbers = new int[capacity];
  }

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(8, 2 * size));
    }
    numbers[size++] = number;
  }

  int get(int place) {
    return numbers[place];
  }

  int size() {
    return size;
  }

  void forEach(IntConsumer consumer) {
    for (int i = 0; i < size; i++) {
      consumer.accept(numbers[i]);
    }
  }

  int[] toArray() {
    return Arrays.copyOf(numbers, size);
  }
}
