package dev.pimento.access;

import java.util.Arrays;
import java.util.List;

/**
 * Sets of instants as sorted numbers: in from the first on, out from the second on, and so forth.
 */
final class Toggles {

  private static final long[] NONE = {};

  private Toggles() {}

  /** The union of the intervals of some rows, sorted by their starts. */
  static long[] ofRows(Rows rows, int start, int end) {
    long[] toggles = new long[2 * (end - start)];
    int count = 0;
    for (int row = start; row < end; row++) {
      long from = rows.from(row);
      long until = rows.until(row);
      if (from == until) {
        continue;
      }
      if (count > 0 && from <= toggles[count - 1]) {
        toggles[count - 1] = Math.max(toggles[count - 1], until);
      } else {
        toggles[count++] = from;
        toggles[count++] = until;
      }
    }
    return count == toggles.length ? toggles : Arrays.copyOf(toggles, count);
  }

  static long[] intersection(long[] a, long[] b) {
    return isWithin(a, b) ? a : merge(a, b, 2);
  }

  /** Whether all of the set is in the only interval of another. */
  private static boolean isWithin(long[] set, long[] other) {
    return set.length > 0
        && other.length == 2
        && other[0] <= set[0]
        && set[set.length - 1] <= other[1];
  }

  static long[] union(List<long[]> sets) {
    return switch (sets.size()) {
      case 0 -> NONE;
      case 1 -> sets.get(0);
      default -> {
        int middle = sets.size() / 2;
        yield merge(union(sets.subList(0, middle)), union(sets.subList(middle, sets.size())), 1);
      }
    };
  }

  private static long[] merge(long[] a, long[] b, int needed) {
    long[] merged = new long[a.length + b.length];
    int count = 0;
    int i = 0;
    int j = 0;
    boolean in = false;
    while (i < a.length || j < b.length) {
      long t = j == b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
      while (i < a.length && a[i] == t) {
        i++;
      }
      while (j < b.length && b[j] == t) {
        j++;
      }
      boolean now = (i & 1) + (j & 1) >= needed;
      if (now != in) {
        merged[count++] = t;
        in = now;
      }
    }
    return count == merged.length ? merged : Arrays.copyOf(merged, count);
  }

  /** Whether the instant is in the set. */
  static boolean contains(long[] toggles, long t) {
    return (after(toggles, 0, toggles.length, t) & 1) != 0;
  }

  /** The first of the set's starts and ends after the instant, the greatest number for none. */
  static long next(long[] toggles, long t) {
    int next = after(toggles, 0, toggles.length, t);
    return next == toggles.length ? Long.MAX_VALUE : toggles[next];
  }

  /** The first of the sorted numbers in the range that is greater than {@code t}. */
  static int after(long[] sorted, int start, int end, long t) {
    int low = start;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= t) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
