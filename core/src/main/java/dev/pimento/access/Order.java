package dev.pimento.access;

import java.util.Arrays;

/** Which of two numbers comes first, by what they stand for. */
@FunctionalInterface
interface Order {

  int compare(int a, int b);

  /** Sorts numbers by what they stand for, in place. */
  static void sort(int[] numbers, int from, int to, Order order) {
    int length = to - from;
    if (length <= 12) {
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
}
