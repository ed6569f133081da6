package dev.pimento.lifecycle;

import dev.pimento.lifecycle.Agenda.Entry;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Entries to come, by the digits of their seconds, as the hands of a clock would meet them: a slot
 * holds those whose seconds agree with the present one in all higher digits, and they move to lower
 * digits as it comes. Only entries of the present second are compared. Not thread-safe.
 */
final class EntryWheel {

  private static final int DIGIT_BITS = 6;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final int LEVELS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;

  /** Those of the present second, and of seconds before. */
  private final PriorityQueue<Entry> due = new PriorityQueue<>();

  /** By level, a bit for each slot that has an entry. */
  private final long[] used = new long[LEVELS];

  /** By slot, the place of its last entry and 1. */
  private final int[] lasts = new int[LEVELS * DIGITS];

  private Entry[] entries = new Entry[16];

  /** By place, that of the entry before in its slot and 1; among free places, of another. */
  private int[] befores = new int[16];

  private int free;
  private int touched;
  private int size;
  private long present;

  boolean isEmpty() {
    return size == 0;
  }

  /** The first entry; there has to be one. */
  Entry first() {
    if (due.isEmpty()) {
      advance();
    }
    return due.element();
  }

  /** Takes the first entry; there has to be one. */
  Entry take() {
    Entry first = first();
    due.remove();
    size--;
    return first;
  }

  void add(Entry entry) {
    if (size++ == 0) {
      present = entry.second();
    }
    if (entry.second() <= present) {
      due.add(entry);
      return;
    }
    int place = free - 1;
    if (place >= 0) {
      free = befores[place];
    } else {
      place = touched++;
      if (place == entries.length) {
        entries = Arrays.copyOf(entries, 2 * place);
        befores = Arrays.copyOf(befores, 2 * place);
      }
    }
    entries[place] = entry;
    put(place);
  }

  private void put(int place) {
    long second = entries[place].second();
    int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(second ^ present)) / DIGIT_BITS;
    int digit = digit(second, level);
    used[level] |= 1L << digit;
    befores[place] = lasts[level * DIGITS + digit];
    lasts[level * DIGITS + digit] = place + 1;
  }

  /** The least second comes first: so the sign counts as the highest bit the other way round. */
  private static int digit(long second, int level) {
    return (int) ((second ^ Long.MIN_VALUE) >>> (level * DIGIT_BITS)) & DIGITS - 1;
  }

  /** Makes the next second that has entries the present one. */
  private void advance() {
    int level = 0;
    while (used[level] == 0) {
      level++;
    }
    int slot = level * DIGITS + Long.numberOfTrailingZeros(used[level]);
    used[level] &= used[level] - 1;
    int last = lasts[slot];
    lasts[slot] = 0;
    present = entries[last - 1].second();
    for (int place = last - 1; level > 0 && place >= 0; place = befores[place] - 1) {
      present = Math.min(present, entries[place].second());
    }
    for (int place = last - 1; place >= 0; ) {
      int before = befores[place] - 1;
      if (entries[place].second() == present) {
        due.add(entries[place]);
        befores[place] = free;
        free = place + 1;
      } else {
        put(place);
      }
      place = before;
    }
  }
}
