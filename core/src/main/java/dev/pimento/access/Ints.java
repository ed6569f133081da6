package dev.pimento.access;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** A growing list of numbers. Not thread-safe. */
final class Ints {

  private int[] numbers;
  private int size;

  Ints(int capacity) {
    this.numbers = new int[capacity];
  }

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(8, 2 * size));
    }
    numbers[size++] = number;
  }

  void clear() {
    size = 0;
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
