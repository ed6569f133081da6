package dev.pimento.access;

import dev.pimento.directory.Id;
import dev.pimento.directory.Id.Guid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids, numbered from 0 in their order. A GUID is looked up by its two numbers, whatever object
 * holds them, among the few whose first bits are the same; other ids, which are few, by a binary
 * search.
 */
final class IdTable {

  /** So few GUIDs are looked at one after the other. */
  private static final int FEW = 8;

  /** Two numbers each. */
  private final long[] guids;

  private final Id[] texts;
  private final long least;
  private final int shift;

  /** By the bits that tell a first number from the least, where its GUIDs start. */
  private final int[] starts;

  private IdTable(long[] guids, Id[] texts) {
    this.guids = guids;
    this.texts = texts;
    int count = guids.length / 2;
    this.least = count == 0 ? 0 : guids[0];
    long range = count == 0 ? 0 : guids[2 * count - 2] - least;
    int bits = Integer.numberOfTrailingZeros(Integer.highestOneBit(2 + count / 4));
    this.shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(range) - bits);
    this.starts = new int[(int) (range >>> shift) + 2];
    for (int number = 0; number < count; number++) {
      starts[(int) place(guids[2 * number]) + 1] = number + 1;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] = Math.max(starts[i], starts[i - 1]);
    }
  }

  static int capacityFor(int size) {
    return Integer.highestOneBit(Math.max(4, size)) * 2;
  }

  static int slotOf(long high, long low, int capacity) {
    long mixed = (high * 0x9E3779B97F4A7C15L + low) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 32) & (capacity - 1);
  }

  int size() {
    return guids.length / 2 + texts.length;
  }

  /** The number of the id, -1 if it has none. */
  int find(Id id) {
    if (id instanceof Guid guid) {
      return find(guid.high(), guid.low());
    }
    int found = texts.length == 0 ? -1 : Arrays.binarySearch(texts, id);
    return found < 0 ? -1 : guids.length / 2 + found;
  }

  private long place(long high) {
    return (high - least) >>> shift;
  }

  private int find(long high, long low) {
    long place = place(high);
    if (place < 0 || place >= starts.length - 1) {
      return -1;
    }
    int from = starts[(int) place];
    int to = starts[(int) place + 1];
    while (to - from > FEW) {
      int middle = (from + to) >>> 1;
      if (compare(middle, high, low) <= 0) {
        from = middle;
      } else {
        to = middle;
      }
    }
    int found = from;
    for (int number = from; number < to; number++) {
      found += Long.compareUnsigned(guids[2 * number], high) < 0 ? 1 : 0;
    }
    while (found < to && guids[2 * found] == high && guids[2 * found + 1] != low) {
      found++;
    }
    return found < to && guids[2 * found] == high ? found : -1;
  }

  private int compare(int number, long high, long low) {
    int first = Long.compareUnsigned(guids[2 * number], high);
    return first != 0 ? first : Long.compareUnsigned(guids[2 * number + 1], low);
  }

  Id get(int number) {
    int count = guids.length / 2;
    return number < count
        ? new Guid(guids[2 * number], guids[2 * number + 1])
        : texts[number - count];
  }

  /** Takes ids in any order, any number of times. Not thread-safe. */
  static final class Builder {

    private long[] guids = new long[2 * 64];
    private int count;
    private int[] slots = new int[128];
    private final Map<Id, Integer> texts = new HashMap<>();
    private final List<Id> textList = new ArrayList<>();

    int guids() {
      return count;
    }

    int texts() {
      return textList.size();
    }

    /** A preliminary number: from 0 for GUIDs, from -1 downwards for other ids. */
    int add(Id id) {
      if (id instanceof Guid guid) {
        return add(guid.high(), guid.low());
      }
      return texts.computeIfAbsent(
          id,
          text -> {
            textList.add(text);
            return -textList.size();
          });
    }

    private int add(long high, long low) {
      int slot = slotOf(high, low, slots.length);
      while (slots[slot] != 0) {
        int number = slots[slot] - 1;
        if (guids[2 * number] == high && guids[2 * number + 1] == low) {
          return number;
        }
        slot = (slot + 1) & (slots.length - 1);
      }
      if (2 * count == guids.length) {
        guids = Arrays.copyOf(guids, 2 * guids.length);
      }
      guids[2 * count] = high;
      guids[2 * count + 1] = low;
      count++;
      slots[slot] = count;
      if (2 * count > slots.length) {
        grow();
      }
      return count - 1;
    }

    private void grow() {
      slots = new int[2 * slots.length];
      for (int number = 0; number < count; number++) {
        int slot = slotOf(guids[2 * number], guids[2 * number + 1], slots.length);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = number + 1;
      }
    }

    /** The table, with the final numbers of all that was added. */
    Numbered build() {
      int[] order = new int[count];
      for (int i = 0; i < count; i++) {
        order[i] = i;
      }
      sort(order, 0, count, 0);
      long[] sorted = new long[2 * count];
      int[] ofGuid = new int[count];
      for (int i = 0; i < count; i++) {
        sorted[2 * i] = guids[2 * order[i]];
        sorted[2 * i + 1] = guids[2 * order[i] + 1];
        ofGuid[order[i]] = i;
      }
      Id[] sortedTexts = textList.toArray(Id[]::new);
      Arrays.sort(sortedTexts);
      int[] ofText = new int[sortedTexts.length];
      for (int i = 0; i < ofText.length; i++) {
        ofText[i] = count + Arrays.binarySearch(sortedTexts, textList.get(i));
      }
      return new Numbered(new IdTable(sorted, sortedTexts), ofGuid, ofText);
    }

    /** Sorts by one 32-bit word of the GUIDs, and where that is the same, by the next. */
    private void sort(int[] order, int from, int to, int word) {
      long[] keys = new long[to - from];
      for (int i = from; i < to; i++) {
        long half = guids[2 * order[i] + word / 2];
        long bits = word % 2 == 0 ? half >>> 32 : half & 0xFFFF_FFFFL;
        keys[i - from] = ((bits << 32) | order[i]) ^ Long.MIN_VALUE;
      }
      Arrays.sort(keys);
      int start = 0;
      for (int i = 0; i < keys.length; i++) {
        order[from + i] = (int) keys[i];
        boolean last = i + 1 == keys.length || keys[i] >>> 32 != keys[i + 1] >>> 32;
        if (last) {
          if (i > start && word < 3) {
            sort(order, from + start, from + i + 1, word + 1);
          }
          start = i + 1;
        }
      }
    }
  }

  /** A table and the way from preliminary to final numbers. */
  static final class Numbered {

    final IdTable table;
    private final int[] ofGuid;
    private final int[] ofText;

    private Numbered(IdTable table, int[] ofGuid, int[] ofText) {
      this.table = table;
      this.ofGuid = ofGuid;
      this.ofText = ofText;
    }

    int of(int preliminary) {
      return preliminary >= 0 ? ofGuid[preliminary] : ofText[-1 - preliminary];
    }
  }
}
