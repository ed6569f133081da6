package dev.pimento.access;

import dev.pimento.directory.Id;
import dev.pimento.directory.Id.Guid;
import dev.pimento.tenant.Phase;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Schedules of one sort as columns: those of a principal stand together, in the order of accesses
 * and then of starts. An interval here is the one that is certain; a row that says more than the
 * columns can hold is kept whole beside them.
 */
final class Rows {

  private static final int PHASES = 3;
  static final int ACTIVATED = 4;

  /** It may hold outside the interval, within the tenant's history. */
  private static final int OPEN = 8;

  private static final int WHOLE = 16;

  /** By principal, the first of its rows; one more at the end. */
  final int[] start;

  final int[] access;

  /** By row, when it starts and when it ends. */
  final Packed times;

  private final long[] ids;
  private final Id @Nullable [] texts;
  private final byte[] flags;
  private final Map<Integer, Stay> whole;
  private volatile int @Nullable [] slots;

  Rows(
      int[] start,
      int[] access,
      long[] times,
      long[] ids,
      Id @Nullable [] texts,
      byte[] flags,
      Map<Integer, Stay> whole) {
    this.start = start;
    this.access = access;
    this.times = Packed.of(times);
    this.ids = ids;
    this.texts = texts;
    this.flags = flags;
    this.whole = whole;
  }

  @SuppressWarnings("EnumOrdinal")
  static byte flags(Phase phase, boolean activated, boolean open, boolean whole) {
    return (byte)
        (phase.ordinal() | (activated ? ACTIVATED : 0) | (open ? OPEN : 0) | (whole ? WHOLE : 0));
  }

  int size() {
    return access.length;
  }

  /** The first row of the principal with the access or a later one. */
  int lowerBound(int principal, int wanted) {
    int low = start[principal];
    int high = start[principal + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (access[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether the principal certainly has the access by a row of its own. */
  boolean has(int principal, int wanted, long t) {
    int end = start[principal + 1];
    for (int row = lowerBound(principal, wanted);
        row < end && access[row] == wanted && from(row) <= t;
        row++) {
      if (t < until(row)) {
        return true;
      }
    }
    return false;
  }

  long from(int row) {
    return times.get(2 * row);
  }

  long until(int row) {
    return times.get(2 * row + 1);
  }

  /** Whether it holds at the instant with a floor among the times. */
  boolean isAt(int row, long floor) {
    return times.isUpTo(2 * row, floor) && !times.isUpTo(2 * row + 1, floor);
  }

  boolean isOpen(int row) {
    return (flags[row] & OPEN) != 0;
  }

  boolean isActivated(int row) {
    return (flags[row] & ACTIVATED) != 0;
  }

  Phase phase(int row) {
    return PHASE[flags[row] & PHASES];
  }

  private static final Phase[] PHASE = Phase.values();

  Id id(int row) {
    Id text = texts == null ? null : texts[row];
    return text != null ? text : new Guid(ids[2 * row], ids[2 * row + 1]);
  }

  boolean hasId(int row, Id id) {
    return id instanceof Guid guid
        ? ids[2 * row] == guid.high()
            && ids[2 * row + 1] == guid.low()
            && (texts == null || texts[row] == null)
        : id(row).equals(id);
  }

  @Nullable Stay whole(int row) {
    return (flags[row] & WHOLE) != 0 ? whole.get(row) : null;
  }

  Span span(int row, Ticks ticks) {
    Stay stay = whole(row);
    return stay != null
        ? stay.span()
        : Span.exactly(new Interval(ticks.instantOf(from(row)), ticks.instantOf(until(row))));
  }

  /** The row with the id, -1 if there is none. The first call makes a table of all ids. */
  int find(Id id) {
    int[] table = slots;
    if (table == null) {
      table = slots();
      slots = table;
    }
    int slot = slotOf(id, table.length);
    while (table[slot] != 0) {
      if (hasId(table[slot] - 1, id)) {
        return table[slot] - 1;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return -1;
  }

  /** The place of the id among the first rows of the principal, and 1; 0 if it is not there. */
  byte place(int principal, Id id) {
    int end = Math.min(start[principal + 1], start[principal] + Byte.MAX_VALUE);
    for (int row = start[principal]; row < end; row++) {
      if (hasId(row, id)) {
        return (byte) (row - start[principal] + 1);
      }
    }
    return 0;
  }

  private int[] slots() {
    int[] table = new int[IdTable.capacityFor(size())];
    for (int row = 0; row < size(); row++) {
      int slot = slotOf(id(row), table.length);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = row + 1;
    }
    return table;
  }

  private static int slotOf(Id id, int capacity) {
    return id instanceof Guid guid
        ? IdTable.slotOf(guid.high(), guid.low(), capacity)
        : IdTable.slotOf(id.hashCode(), 0, capacity);
  }

  int principalOf(int row) {
    int found = Arrays.binarySearch(start, row);
    int principal = found >= 0 ? found : -2 - found;
    while (start[principal + 1] <= row) {
      principal++;
    }
    return principal;
  }
}
