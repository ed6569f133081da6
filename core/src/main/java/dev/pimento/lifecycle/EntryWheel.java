package dev.pimento.lifecycle;

import dev.pimento.lifecycle.Agenda.Entry;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Entries to come, by the digits of their seconds, as the hands of a clock would meet them: a slot
 * holds those whose seconds agree with the present one in all higher digits, and they move to lower
 * digits as it comes. Only entries of the present second are compared; while there are few, all
 * are, and no slots are made. Not thread-safe.
 */
final class EntryWheel {

  /** What {@link #firstSecond} is when there is no entry: later than any instant. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int FEW = 64;
  private static final int DIGIT_BITS = 12;
  private static final int LEVELS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;

  /** Those that were in slots when their second became the present one, in order. */
  private Entry[] due = new Entry[1];

  private int dueFrom;
  private int dueTo;

  /** Those whose second was present or past when they came; all others too if none is in a slot. */
  private final PriorityQueue<Entry> late = new PriorityQueue<>();

  /** By level; null where no slot was ever used. */
  private final Slots[] levels = new Slots[LEVELS];

  /** A bit for each level that has an entry. */
  private int usedLevels;

  /** By place. */
  private Entry[] entries = new Entry[16];

  /** By place, the second of its entry. */
  private long[] seconds = new long[16];

  /** By place, that of the entry before in its slot and 1; among free places, of another. */
  private int[] befores = new int[16];

  private int free;
  private int touched;
  private long present = Long.MIN_VALUE;

  /** The slots of one digit. */
  private static final class Slots {

    /** A bit for each word of {@link #used} that has one. */
    private long usedWords;

    /** A bit for each slot that has an entry. */
    private final long[] used = new long[(1 << DIGIT_BITS) / Long.SIZE];

    /** By slot, the place of its last entry and 1. */
    private final int[] lasts = new int[1 << DIGIT_BITS];

    /** Makes a place the last of a slot; gives the last one until now and 1. */
    int put(int slot, int place) {
      int word = slot / Long.SIZE;
      usedWords |= 1L << word;
      used[word] |= 1L << slot;
      int before = lasts[slot];
      lasts[slot] = place + 1;
      return before;
    }

    /** Empties the first slot that has an entry; gives the place of its last one. */
    int takeFirst() {
      int word = Long.numberOfTrailingZeros(usedWords);
      int slot = word * Long.SIZE + Long.numberOfTrailingZeros(used[word]);
      used[word] &= used[word] - 1;
      if (used[word] == 0) {
        usedWords &= usedWords - 1;
      }
      int last = lasts[slot] - 1;
      lasts[slot] = 0;
      return last;
    }

    boolean isEmpty() {
      return usedWords == 0;
    }
  }

  /** The second of the first entry. */
  long firstSecond() {
    if (dueFrom == dueTo && late.isEmpty()) {
      if (usedLevels == 0) {
        return NEVER;
      }
      advance();
    }
    if (late.isEmpty()) {
      return present;
    }
    long second = late.element().second();
    return dueFrom == dueTo ? second : Math.min(second, present);
  }

  /** The first entry; there has to be one. */
  Entry first() {
    if (dueFrom == dueTo && late.isEmpty()) {
      advance();
    }
    return isDueFirst() ? due[dueFrom] : late.element();
  }

  /** Takes the first entry; there has to be one. */
  Entry take() {
    if (dueFrom == dueTo && late.isEmpty()) {
      advance();
    }
    return isDueFirst() ? due[dueFrom++] : late.remove();
  }

  private boolean isDueFirst() {
    return late.isEmpty() || (dueFrom < dueTo && due[dueFrom].compareTo(late.element()) <= 0);
  }

  void add(Entry entry) {
    boolean future = entry.second() > present;
    if (future && usedLevels != 0) {
      file(entry);
      return;
    }
    late.add(entry);
    if (future && late.size() > FEW) {
      present = Math.max(present, firstSecond());
      late.stream().filter(this::isFuture).forEach(this::file);
      late.removeIf(this::isFuture);
    }
  }

  private boolean isFuture(Entry entry) {
    return entry.second() > present;
  }

  private void file(Entry entry) {
    int place = free - 1;
    if (place >= 0) {
      free = befores[place];
    } else {
      place = touched++;
      makeRoom(place);
    }
    entries[place] = entry;
    seconds[place] = entry.second();
    put(place);
  }

  private void makeRoom(int place) {
    if (place == entries.length) {
      entries = Arrays.copyOf(entries, 2 * place);
      seconds = Arrays.copyOf(seconds, 2 * place);
      befores = Arrays.copyOf(befores, 2 * place);
    }
  }

  private void put(int place) {
    long second = seconds[place];
    int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros(second ^ present)) / DIGIT_BITS;
    Slots slots = levels[level];
    if (slots == null) {
      slots = new Slots();
      levels[level] = slots;
    }
    usedLevels |= 1 << level;
    befores[place] = slots.put(digit(second, level), place);
  }

  /** The least second comes first: so the sign counts as the highest bit the other way round. */
  private static int digit(long second, int level) {
    return (int) ((second ^ Long.MIN_VALUE) >>> (level * DIGIT_BITS)) & (1 << DIGIT_BITS) - 1;
  }

  /** Makes the next second that has entries in slots the present one; none may be due. */
  private void advance() {
    int level = Integer.numberOfTrailingZeros(usedLevels);
    int last = levels[level].takeFirst();
    if (levels[level].isEmpty()) {
      usedLevels &= usedLevels - 1;
    }
    present = level == 0 ? seconds[last] : leastSecond(last);
    dueFrom = 0;
    dueTo = 0;
    for (int place = last; place >= 0; ) {
      int before = befores[place] - 1;
      if (seconds[place] == present) {
        makeDue(place);
      } else {
        put(place);
      }
      place = before;
    }
    if (dueTo > 1) {
      Arrays.sort(due, 0, dueTo);
    }
  }

  private long leastSecond(int last) {
    long least = seconds[last];
    for (int place = befores[last] - 1; place >= 0; place = befores[place] - 1) {
      least = Math.min(least, seconds[place]);
    }
    return least;
  }

  private void makeDue(int place) {
    if (dueTo == due.length) {
      due = Arrays.copyOf(due, 2 * dueTo);
    }
    due[dueTo++] = entries[place];
    befores[place] = free;
    free = place + 1;
  }
}
