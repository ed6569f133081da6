package dev.pimento.testkit.bench;

import dev.pimento.directory.Id;
import dev.pimento.directory.Id.Guid;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * What building takes for any index that names, times and keeps each schedule of a tenant: to read
 * it, to number those whom it is about, and to put all of them in the order of principals, and in
 * that of targets. Nothing is worked out from them, and no accounts and settings are read.
 */
final class BareRecords {

  /** Whom it is about; when, in seconds; and its id. */
  private static final int WIDTH = 4;

  /** By slot, the two numbers of a GUID. */
  private long[] guids = new long[2 * 1024];

  /** By slot, the number of its GUID and 1; 0 for none. */
  private int[] numbers = new int[1024];

  /** How many GUIDs have a number. */
  private int numbered;

  private long[] rows = new long[WIDTH * 1024];
  private int size;

  /** The numbers of rows, by target. */
  final int[] byTarget;

  BareRecords(Tenant tenant) {
    tenant.forEachSchedule(this::add);
    rows = byPrincipal();
    byTarget = byTarget();
  }

  private void add(Schedule schedule) {
    if (WIDTH * size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * rows.length);
    }
    int row = WIDTH * size++;
    rows[row] = pair(number(schedule.principal()), number(schedule.access().target()));
    Interval certain = schedule.span().certain();
    rows[row + 1] =
        pair(Floor.second(certain.startInclusive()), Floor.second(certain.endExclusive()));
    Guid id = (Guid) schedule.id();
    rows[row + 2] = id.high();
    rows[row + 3] = id.low();
  }

  private static long pair(int high, int low) {
    return (long) high << Integer.SIZE | low & 0xFFFF_FFFFL;
  }

  private int number(Id id) {
    Guid guid = (Guid) id;
    int slot = slot(guid.high(), guid.low());
    if (numbers[slot] == 0) {
      put(slot, guid.high(), guid.low(), ++numbered);
      if (2 * numbered > numbers.length) {
        grow();
        return numbered - 1;
      }
    }
    return numbers[slot] - 1;
  }

  private void put(int slot, long high, long low, int number) {
    guids[2 * slot] = high;
    guids[2 * slot + 1] = low;
    numbers[slot] = number;
  }

  private int slot(long high, long low) {
    int slot = (int) ((high * 31 + low) * 0x9E3779B97F4A7C15L >>> 32) & (numbers.length - 1);
    while (numbers[slot] != 0 && (guids[2 * slot] != high || guids[2 * slot + 1] != low)) {
      slot = (slot + 1) & (numbers.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] before = guids;
    int[] numbersBefore = numbers;
    guids = new long[2 * before.length];
    numbers = new int[2 * numbersBefore.length];
    for (int i = 0; i < numbersBefore.length; i++) {
      if (numbersBefore[i] != 0) {
        long high = before[2 * i];
        long low = before[2 * i + 1];
        put(slot(high, low), high, low, numbersBefore[i]);
      }
    }
  }

  private int principal(int row) {
    return (int) (rows[WIDTH * row] >>> Integer.SIZE);
  }

  private int target(int row) {
    return (int) rows[WIDTH * row];
  }

  private long[] byPrincipal() {
    int[] next = starts(this::principal);
    long[] sorted = new long[WIDTH * size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(rows, WIDTH * row, sorted, WIDTH * next[principal(row)]++, WIDTH);
    }
    return sorted;
  }

  private int[] byTarget() {
    int[] next = starts(this::target);
    int[] sorted = new int[size];
    for (int row = 0; row < size; row++) {
      sorted[next[target(row)]++] = row;
    }
    return sorted;
  }

  /** By number, where the rows that are about it start. */
  private int[] starts(IntUnaryOperator numberOf) {
    int[] starts = new int[numbered + 1];
    for (int row = 0; row < size; row++) {
      starts[numberOf.applyAsInt(row) + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    return starts;
  }
}
