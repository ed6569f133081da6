package dev.pimento.lifecycle;

import dev.pimento.lifecycle.Agenda.Entry;
import java.util.Arrays;
import java.util.List;

/**
 * Entries in order, each once. Their seconds are sorted by their digits, each packed into one
 * number with the place of its entry, so that no entry is looked at but among those of one second.
 */
final class SortedEntries {

  static final SortedEntries NONE = of(List.of());

  private static final int FEW = 32;
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private final long[] seconds;
  private final Entry[] entries;
  private final int size;

  /** Keeps one of each. */
  private SortedEntries(long[] seconds, Entry[] sorted) {
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (count == 0
          || seconds[i] != seconds[count - 1]
          || sorted[i].compareTo(sorted[count - 1]) != 0) {
        seconds[count] = seconds[i];
        sorted[count++] = sorted[i];
      }
    }
    this.seconds = seconds;
    this.entries = sorted;
    this.size = count;
  }

  static SortedEntries of(List<Entry> unsorted) {
    Entry[] entries = unsorted.toArray(new Entry[0]);
    if (entries.length > FEW) {
      long earliest = Long.MAX_VALUE;
      long latest = Long.MIN_VALUE;
      for (Entry entry : entries) {
        earliest = Math.min(earliest, entry.second());
        latest = Math.max(latest, entry.second());
      }
      int timeBits = Long.SIZE - Long.numberOfLeadingZeros(latest - earliest);
      int placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(entries.length - 1);
      if (timeBits + placeBits < Long.SIZE) {
        return packed(entries, earliest, placeBits, timeBits);
      }
    }
    Arrays.sort(entries);
    return new SortedEntries(Arrays.stream(entries).mapToLong(Entry::second).toArray(), entries);
  }

  private static SortedEntries packed(
      Entry[] unsorted, long earliest, int placeBits, int timeBits) {
    long[] keys = new long[unsorted.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (unsorted[i].second() - earliest) << placeBits | i;
    }
    keys = sorted(keys, placeBits, placeBits + timeBits);
    Entry[] entries = new Entry[keys.length];
    for (int i = 0; i < keys.length; i++) {
      entries[i] = unsorted[(int) (keys[i] & (1L << placeBits) - 1)];
      keys[i] = (keys[i] >>> placeBits) + earliest;
    }
    int start = 0;
    for (int i = 1; i <= keys.length; i++) {
      if (i == keys.length || keys[i] != keys[start]) {
        if (i - start > 1) {
          Arrays.sort(entries, start, i);
        }
        start = i;
      }
    }
    return new SortedEntries(keys, entries);
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

  int size() {
    return size;
  }

  Entry get(int index) {
    return entries[index];
  }

  long second(int index) {
    return seconds[index];
  }

  /** The first index from the given one on whose entry is after an instant. */
  int after(int from, long second, int nano) {
    int low = from;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean after =
          seconds[middle] == second ? entries[middle].nano() > nano : seconds[middle] > second;
      if (after) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
