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
 * them reads memory in its order. Their seconds are sorted by their digits, each packed into one
 * number with the place of its entry, so that only entries of one second are compared.
 */
final class SortedEntries {

  static final SortedEntries NONE = of(List.of());

  private static final int FEW = 32;
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  /** The second; the nanosecond, what it is, and whether the id is a text; then the id. */
  private static final int WIDTH = 4;

  private static final int WHAT_BITS = 3;
  private static final long TEXT = 1L << 40;
  private static final What[] WHATS = What.values();

  private final long[] rows;
  private final List<Id> texts;
  private int size;

  private SortedEntries(int capacity, List<Id> texts) {
    this.rows = new long[capacity * WIDTH];
    this.texts = texts;
  }

  static SortedEntries of(List<Entry> unsorted) {
    int count = unsorted.size();
    SortedEntries given = new SortedEntries(count, new ArrayList<>());
    unsorted.forEach(given::append);
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      earliest = Math.min(earliest, given.second(i));
      latest = Math.max(latest, given.second(i));
    }
    int timeBits = Long.SIZE - Long.numberOfLeadingZeros(latest - earliest);
    int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
    if (count <= FEW || timeBits + placeBits >= Long.SIZE) {
      SortedEntries sorted = new SortedEntries(count, new ArrayList<>());
      unsorted.stream().sorted().forEach(sorted::add);
      return sorted;
    }
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = (given.second(i) - earliest) << placeBits | i;
    }
    return given.inOrder(sorted(keys, placeBits, placeBits + timeBits), placeBits);
  }

  /** The same in the order of their seconds, which the keys give. */
  private SortedEntries inOrder(long[] keys, int placeBits) {
    SortedEntries sorted = new SortedEntries(keys.length, texts);
    long places = (1L << placeBits) - 1;
    for (int i = 0; i < keys.length; i++) {
      copy(rows, (int) (keys[i] & places), sorted.rows, i);
    }
    for (int i = 0; i < keys.length; ) {
      int end = i + 1;
      while (end < keys.length && sorted.second(end) == sorted.second(i)) {
        end++;
      }
      if (end == i + 1) {
        copy(sorted.rows, i, sorted.rows, sorted.size++);
      } else {
        Entry[] tied = new Entry[end - i];
        for (int j = i; j < end; j++) {
          tied[j - i] = sorted.get(j);
        }
        Arrays.sort(tied);
        for (Entry entry : tied) {
          sorted.add(entry);
        }
      }
      i = end;
    }
    return sorted;
  }

  private static void copy(long[] from, int index, long[] to, int newIndex) {
    for (int i = 0; i < WIDTH; i++) {
      to[newIndex * WIDTH + i] = from[index * WIDTH + i];
    }
  }

  private static long[] sorted(long[] keys, int fromBit, int toBit) {
    long[] from = keys;
    long[] to = new long[keys.length];
    for (int bit = fromBit; bit < toBit; bit += DIGIT_BITS) {
      int[] ends = new int[DIGITS];
      for (long key : from) {
        ends[(int) (key >>> bit) & DIGITS - 1]++;
      }
      int sum = 0;
      for (int digit = 0; digit < DIGITS; digit++) {
        int count = ends[digit];
        ends[digit] = sum;
        sum += count;
      }
      for (long key : from) {
        to[ends[(int) (key >>> bit) & DIGITS - 1]++] = key;
      }
      long[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  /** Adds what comes last, unless it is there. */
  private void add(Entry entry) {
    if (size == 0 || get(size - 1).compareTo(entry) != 0) {
      append(entry);
    }
  }

  @SuppressWarnings("EnumOrdinal")
  private void append(Entry entry) {
    int row = size++ * WIDTH;
    long detail = (long) entry.nano() << WHAT_BITS | entry.what().ordinal();
    rows[row] = entry.second();
    if (entry.subject() instanceof Guid guid) {
      rows[row + 1] = detail;
      rows[row + 2] = guid.high();
      rows[row + 3] = guid.low();
    } else {
      rows[row + 1] = detail | TEXT;
      rows[row + 2] = texts.size();
      texts.add(entry.subject());
    }
  }

  int size() {
    return size;
  }

  Entry get(int index) {
    int row = index * WIDTH;
    long detail = rows[row + 1];
    return new Entry(
        rows[row],
        nano(detail),
        WHATS[(int) detail & (1 << WHAT_BITS) - 1],
        (detail & TEXT) != 0
            ? texts.get((int) rows[row + 2])
            : new Guid(rows[row + 2], rows[row + 3]));
  }

  private static int nano(long detail) {
    return (int) ((detail & ~TEXT) >>> WHAT_BITS);
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
      boolean after = found == second ? nano(rows[middle * WIDTH + 1]) > nano : found > second;
      if (after) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
