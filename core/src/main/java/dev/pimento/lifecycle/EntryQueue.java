package dev.pimento.lifecycle;

import dev.pimento.lifecycle.Agenda.Entry;
import java.util.Arrays;

/**
 * A heap of entries with four children a node and their seconds beside them, so that only entries
 * of the same second are looked at to compare them. Not thread-safe.
 */
final class EntryQueue {

  private static final int WAYS = 4;

  private long[] seconds = {};
  private Entry[] entries = {};
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The first entry; there has to be one. */
  Entry first() {
    return entries[0];
  }

  /** The second of the first entry. */
  long second() {
    return seconds[0];
  }

  void add(Entry entry) {
    if (size == entries.length) {
      int longer = Math.max(2 * WAYS, 2 * size);
      seconds = Arrays.copyOf(seconds, longer);
      entries = Arrays.copyOf(entries, longer);
    }
    long second = entry.second();
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) / WAYS;
      if (!isBefore(second, entry, parent)) {
        break;
      }
      set(at, seconds[parent], entries[parent]);
      at = parent;
    }
    set(at, second, entry);
  }

  Entry take() {
    Entry first = entries[0];
    size--;
    long second = seconds[size];
    Entry entry = entries[size];
    int at = 0;
    int child = least(1);
    while (child < size && !isBefore(second, entry, child)) {
      set(at, seconds[child], entries[child]);
      at = child;
      child = least(WAYS * at + 1);
    }
    set(at, second, entry);
    return first;
  }

  /** The least of the children that begin at an index. */
  private int least(int from) {
    int least = from;
    int to = Math.min(from + WAYS, size);
    for (int i = from + 1; i < to; i++) {
      if (isBefore(seconds[i], entries[i], least)) {
        least = i;
      }
    }
    return least;
  }

  private boolean isBefore(long second, Entry entry, int other) {
    return second == seconds[other] ? entry.compareTo(entries[other]) < 0 : second < seconds[other];
  }

  private void set(int at, long second, Entry entry) {
    seconds[at] = second;
    entries[at] = entry;
  }
}
