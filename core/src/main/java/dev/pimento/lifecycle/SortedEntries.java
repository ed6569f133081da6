package dev.pimento.lifecycle;

import dev.pimento.directory.Id;
import dev.pimento.directory.Id.Guid;
import dev.pimento.lifecycle.Agenda.Entry;
import dev.pimento.lifecycle.Agenda.What;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries in order, each once, as rows of four numbers that stand one after another: going through
 * them reads memory in its order. They are spread by the highest digit of their seconds, then what
 * has the same digit by the next, while it is in the cache; in the end neighbours are compared.
 */
final class SortedEntries {

  static final SortedEntries NONE = of(List.of());

  private static final int FEW = 16;
  private static final int MOST_DIGIT_BITS = 11;

  /** The second; the nanosecond, what it is, and whether the id is a text; then the id. */
  private static final int WIDTH = 4;

  /** Of two ids, a text comes last. */
  private static final int TEXT = 1;

  private static final int TEXT_BITS = 1;
  private static final int WHAT_BITS = 3;
  private static final What[] WHATS = What.values();

  private final long[] rows;
  private final List<Id> texts = new ArrayList<>();
  private int size;

  private SortedEntries(int capacity) {
    this.rows = new long[capacity * WIDTH];
  }

  static SortedEntries of(List<Entry> unsorted) {
    SortedEntries entries = new SortedEntries(unsorted.size());
    if (!unsorted.isEmpty()) {
      entries.new Sorter(unsorted).sort(unsorted);
    }
    return entries;
  }

  /** Puts the rows in order. */
  private final class Sorter {

    private final long[] seconds;
    private final long earliest;
    private final int bits;
    private long[] copies = new long[WIDTH];

    Sorter(List<Entry> unsorted) {
      seconds = new long[unsorted.size()];
      long least = Long.MAX_VALUE;
      long most = Long.MIN_VALUE;
      for (int i = 0; i < seconds.length; i++) {
        seconds[i] = unsorted.get(i).second();
        least = Math.min(least, seconds[i]);
        most = Math.max(most, seconds[i]);
      }
      earliest = least;
      bits = Long.SIZE - Long.numberOfLeadingZeros(most - least);
    }

    void sort(List<Entry> unsorted) {
      int digitBits = digitBits(unsorted.size(), bits);
      int shift = bits - digitBits;
      int[] ends = new int[1 << digitBits];
      for (long second : seconds) {
        ends[digit(second, shift, ends)]++;
      }
      accumulate(ends, 0);
      for (int i = 0; i < seconds.length; i++) {
        put(unsorted.get(i), ends[digit(seconds[i], shift, ends)]++);
      }
      int start = 0;
      for (int end : ends) {
        if (end - start > FEW) {
          sort(start, end, shift);
        }
        settle(start, end);
        start = end;
      }
    }

    /** So many digits that few rows share one, but no more than the cache can keep apart. */
    private static int digitBits(int count, int bits) {
      int sparse = Integer.SIZE - Integer.numberOfLeadingZeros(count) + 1;
      return Math.min(bits, Math.min(sparse, MOST_DIGIT_BITS));
    }

    private int digit(long second, int shift, int[] digits) {
      return (int) ((second - earliest) >>> shift) & digits.length - 1;
    }

    /** Turns counts into starts. */
    private static void accumulate(int[] counts, int start) {
      int sum = start;
      for (int digit = 0; digit < counts.length; digit++) {
        int count = counts[digit];
        counts[digit] = sum;
        sum += count;
      }
    }

    /** Leaves a few rows as they are. */
    private void sortEach(int from, int[] ends, int bits) {
      int start = from;
      for (int end : ends) {
        if (end - start > FEW) {
          sort(start, end, bits);
        }
        start = end;
      }
    }

    /** Rows whose seconds differ in so many bits. */
    private void sort(int from, int to, int bits) {
      if (bits == 0) {
        sortTied(from, to);
      } else {
        spread(from, to, bits);
      }
    }

    private void spread(int from, int to, int bits) {
      int count = to - from;
      copyOut(from, to);
      int digitBits = digitBits(count, bits);
      int shift = bits - digitBits;
      int[] ends = new int[1 << digitBits];
      for (int i = 0; i < count; i++) {
        ends[digit(copies[i * WIDTH], shift, ends)]++;
      }
      accumulate(ends, from);
      for (int i = 0; i < count; i++) {
        copy(copies, i, rows, ends[digit(copies[i * WIDTH], shift, ends)]++);
      }
      sortEach(from, ends, shift);
    }

    private void copyOut(int from, int to) {
      int length = (to - from) * WIDTH;
      if (copies.length < length) {
        copies = new long[length];
      }
      System.arraycopy(rows, from * WIDTH, copies, 0, length);
    }

    private void sortTied(int from, int to) {
      Integer[] tied = new Integer[to - from];
      Arrays.setAll(tied, i -> from + i);
      Arrays.sort(tied, SortedEntries.this::compare);
      copyOut(from, to);
      for (int i = 0; i < tied.length; i++) {
        copy(copies, tied[i] - from, rows, from + i);
      }
    }

    /** Puts rows, none of them far from its place, after those that are in order; each once. */
    private void settle(int from, int to) {
      for (int i = from; i < to; i++) {
        if (i == size && (i == 0 || second(i - 1) < second(i))) {
          size++;
        } else {
          settle(i);
        }
      }
    }

    private void settle(int index) {
      int place = size;
      while (place > 0 && compare(place - 1, index) > 0) {
        place--;
      }
      if (place == 0 || compare(place - 1, index) != 0) {
        insert(index, place);
      }
    }

    private void insert(int index, int place) {
      if (place == size) {
        copy(rows, index, rows, size++);
        return;
      }
      copy(rows, index, copies, 0);
      System.arraycopy(rows, place * WIDTH, rows, (place + 1) * WIDTH, (size - place) * WIDTH);
      copy(copies, 0, rows, place);
      size++;
    }
  }

  private int compare(int index, int other) {
    int a = index * WIDTH;
    int b = other * WIDTH;
    if (rows[a] != rows[b]) {
      return rows[a] < rows[b] ? -1 : 1;
    }
    if (rows[a + 1] != rows[b + 1]) {
      return rows[a + 1] < rows[b + 1] ? -1 : 1;
    }
    return subject(a).compareTo(subject(b));
  }

  private static void copy(long[] from, int index, long[] to, int newIndex) {
    int source = index * WIDTH;
    int target = newIndex * WIDTH;
    to[target] = from[source];
    to[target + 1] = from[source + 1];
    to[target + 2] = from[source + 2];
    to[target + 3] = from[source + 3];
  }

  @SuppressWarnings("EnumOrdinal")
  private void put(Entry entry, int index) {
    int row = index * WIDTH;
    long detail = (long) entry.nano() << WHAT_BITS | entry.what().ordinal();
    rows[row] = entry.second();
    if (entry.subject() instanceof Guid guid) {
      rows[row + 1] = detail << TEXT_BITS;
      rows[row + 2] = guid.high();
      rows[row + 3] = guid.low();
    } else {
      rows[row + 1] = detail << TEXT_BITS | TEXT;
      rows[row + 2] = texts.size();
      texts.add(entry.subject());
    }
  }

  int size() {
    return size;
  }

  Entry get(int index) {
    int row = index * WIDTH;
    int what = (int) (rows[row + 1] >>> TEXT_BITS) & (1 << WHAT_BITS) - 1;
    return new Entry(rows[row], nano(row), WHATS[what], subject(row));
  }

  private int nano(int row) {
    return (int) (rows[row + 1] >>> (WHAT_BITS + TEXT_BITS));
  }

  private Id subject(int row) {
    return (rows[row + 1] & TEXT) != 0
        ? texts.get((int) rows[row + 2])
        : new Guid(rows[row + 2], rows[row + 3]);
  }

  long second(int index) {
    return rows[index * WIDTH];
  }

  /** The first index from the given one on whose entry is after an instant. */
  int after(int from, long second, int nano) {
    int low = from;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      long found = second(middle);
      boolean after = found == second ? nano(middle * WIDTH) > nano : found > second;
      if (after) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
