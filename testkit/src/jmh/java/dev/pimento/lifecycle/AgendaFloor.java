package dev.pimento.lifecycle;

import dev.pimento.directory.Id.Guid;
import dev.pimento.lifecycle.Agenda.Entry;
import dev.pimento.lifecycle.Agenda.What;
import java.util.Arrays;
import java.util.List;

/**
 * What a sorted agenda takes in its barest form: the seconds of a month are sorted as numbers, by
 * two digits, and each entry is written to its place and made again from there. It knows of whole
 * seconds within a month and of GUIDs, leaves entries of one second as they come, and can take
 * nothing later.
 */
final class AgendaFloor {

  /** The second; what it is; and the id. */
  private static final int WIDTH = 4;

  private static final int PLACE_BITS = 20;
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final What[] WHATS = What.values();

  private final long[] rows;

  AgendaFloor(List<Entry> entries, long firstSecond) {
    long[] keys = new long[entries.size()];
    Arrays.setAll(keys, i -> key(entries.get(i).second() - firstSecond, i));
    int[] places = places(keys);
    rows = new long[WIDTH * keys.length];
    for (int i = 0; i < keys.length; i++) {
      put(entries.get(i), WIDTH * places[i]);
    }
  }

  /** By place, where it comes in the order of the seconds that stand before places in keys. */
  static int[] places(long[] keys) {
    long[] sorted = byDigit(byDigit(keys, PLACE_BITS), PLACE_BITS + DIGIT_BITS);
    int[] places = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      places[(int) sorted[i] & (1 << PLACE_BITS) - 1] = i;
    }
    return places;
  }

  static long key(long secondOfMonth, int place) {
    return secondOfMonth << PLACE_BITS | place;
  }

  private static long[] byDigit(long[] keys, int bit) {
    int[] next = new int[DIGITS + 1];
    for (long key : keys) {
      next[(int) (key >>> bit & DIGITS - 1) + 1]++;
    }
    for (int digit = 1; digit < DIGITS; digit++) {
      next[digit] += next[digit - 1];
    }
    long[] sorted = new long[keys.length];
    for (long key : keys) {
      sorted[next[(int) (key >>> bit & DIGITS - 1)]++] = key;
    }
    return sorted;
  }

  @SuppressWarnings("EnumOrdinal")
  private void put(Entry entry, int row) {
    Guid id = (Guid) entry.subject();
    rows[row] = entry.second();
    rows[row + 1] = entry.what().ordinal();
    rows[row + 2] = id.high();
    rows[row + 3] = id.low();
  }

  int size() {
    return rows.length / WIDTH;
  }

  long second(int index) {
    return rows[WIDTH * index];
  }

  Entry get(int index) {
    int row = WIDTH * index;
    Guid id = new Guid(rows[row + 2], rows[row + 3]);
    return new Entry(rows[row], 0, WHATS[(int) rows[row + 1]], id);
  }
}
