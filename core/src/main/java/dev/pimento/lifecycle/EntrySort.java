package dev.pimento.lifecycle;

import dev.pimento.lifecycle.Agenda.Entry;
import java.util.Arrays;

/**
 * Sorts entries by spreading them over as many buckets of time as there are entries. Ends are
 * spread over months, so that most buckets hold one; a crowded bucket is spread again within its
 * own time, down to a second.
 */
final class EntrySort {

  private static final int FEW = 24;

  private EntrySort() {}

  static void sort(Entry[] entries) {
    sort(entries, 0, entries.length);
  }

  private static void sort(Entry[] entries, int from, int to) {
    if (to - from <= FEW) {
      insert(entries, from, to);
      return;
    }
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      long second = entries[i].at().getEpochSecond();
      earliest = Math.min(earliest, second);
      latest = Math.max(latest, second);
    }
    if (earliest == latest) {
      Arrays.sort(entries, from, to);
      return;
    }
    spread(entries, from, to, earliest, latest - earliest);
  }

  private static void spread(Entry[] entries, int from, int to, long earliest, long range) {
    int shift = 0;
    while (range >>> shift > to - from) {
      shift++;
    }
    int[] bucketOf = new int[to - from];
    int[] ends = new int[(int) (range >>> shift) + 1];
    for (int i = 0; i < bucketOf.length; i++) {
      int bucket = (int) ((entries[from + i].at().getEpochSecond() - earliest) >>> shift);
      bucketOf[i] = bucket;
      ends[bucket]++;
    }
    for (int bucket = 1; bucket < ends.length; bucket++) {
      ends[bucket] += ends[bucket - 1];
    }
    Entry[] unsorted = Arrays.copyOfRange(entries, from, to);
    int[] starts = ends;
    for (int i = unsorted.length - 1; i >= 0; i--) {
      entries[from + --starts[bucketOf[i]]] = unsorted[i];
    }
    for (int bucket = 0; bucket < starts.length; bucket++) {
      int end = bucket + 1 < starts.length ? from + starts[bucket + 1] : to;
      if (end - from - starts[bucket] > 1) {
        sort(entries, from + starts[bucket], end);
      }
    }
  }

  private static void insert(Entry[] entries, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      Entry entry = entries[i];
      int at = i;
      while (at > from && entries[at - 1].compareTo(entry) > 0) {
        entries[at] = entries[at - 1];
        at--;
      }
      entries[at] = entry;
    }
  }
}
