package dev.pimento.lifecycle;

import dev.pimento.lifecycle.Agenda.Entry;
import java.util.Arrays;
import java.util.List;

/**
 * Entries in order, sorted by spreading them over as many buckets of time as there are entries.
 * What becomes due is spread over months, so that most buckets hold one or two; a crowded bucket is
 * spread again within its own time, down to a second. The seconds are kept beside the entries: to
 * compare two of them touches no object.
 */
final class SortedEntries {

  static final SortedEntries NONE = new SortedEntries(List.of());

  private static final int FEW = 24;

  private final long[] seconds;
  private final Entry[] entries;

  private SortedEntries(List<Entry> unsorted) {
    entries = unsorted.toArray(new Entry[0]);
    seconds = new long[entries.length];
    for (int i = 0; i < entries.length; i++) {
      seconds[i] = entries[i].second();
    }
  }

  static SortedEntries of(List<Entry> unsorted) {
    SortedEntries sorted = new SortedEntries(unsorted);
    sorted.sort(0, sorted.entries.length);
    return sorted;
  }

  int size() {
    return entries.length;
  }

  Entry get(int index) {
    return entries[index];
  }

  long second(int index) {
    return seconds[index];
  }

  private void sort(int from, int to) {
    if (to - from <= FEW) {
      insert(from, to);
      return;
    }
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      earliest = Math.min(earliest, seconds[i]);
      latest = Math.max(latest, seconds[i]);
    }
    if (earliest == latest) {
      Arrays.sort(entries, from, to);
    } else {
      spread(from, to, earliest, latest - earliest);
    }
  }

  private void spread(int from, int to, long earliest, long range) {
    int shift = 0;
    while (range >>> shift > to - from) {
      shift++;
    }
    int[] starts = new int[(int) (range >>> shift) + 2];
    for (int i = from; i < to; i++) {
      starts[(int) ((seconds[i] - earliest) >>> shift) + 1]++;
    }
    starts[0] = from;
    for (int bucket = 1; bucket < starts.length; bucket++) {
      starts[bucket] += starts[bucket - 1];
    }
    long[] secondsBefore = Arrays.copyOfRange(seconds, from, to);
    Entry[] entriesBefore = Arrays.copyOfRange(entries, from, to);
    for (int i = 0; i < entriesBefore.length; i++) {
      int at = starts[(int) ((secondsBefore[i] - earliest) >>> shift)]++;
      seconds[at] = secondsBefore[i];
      entries[at] = entriesBefore[i];
    }
    int start = from;
    for (int bucket = 0; start < to; bucket++) {
      int end = starts[bucket];
      if (end - start > 1) {
        sort(start, end);
      }
      start = end;
    }
  }

  private void insert(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long second = seconds[i];
      Entry entry = entries[i];
      int at = i;
      while (at > from && isAfter(at - 1, second, entry)) {
        seconds[at] = seconds[at - 1];
        entries[at] = entries[at - 1];
        at--;
      }
      seconds[at] = second;
      entries[at] = entry;
    }
  }

  private boolean isAfter(int index, long second, Entry entry) {
    return seconds[index] == second ? entries[index].compareTo(entry) > 0 : seconds[index] > second;
  }
}
