package dev.pimento.access;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which groups a group is in at any depth, and when, by the numbers of memberships. It is worked
 * out beforehand as long as that takes little beside the tenant; where it would take more, or where
 * times are not known, the group is <em>deep</em>.
 */
final class Nesting {

  private static final int[] NONE = {};
  private static final long[] NEVER = {};

  /** Groups that are, or once were, in a group. */
  final BitSet inGroups = new BitSet();

  /** Groups that have, or once had, a group in them. */
  final BitSet aroundGroups = new BitSet();

  /** Those in a group whose groups are not worked out. */
  final BitSet deep = new BitSet();

  private final Columns columns;
  private final int[][] around;
  private final long[][][] times;
  private final Map<Integer, Map<Integer, long[]>> edges = new HashMap<>();
  private final BitSet open = new BitSet();
  private long left;

  Nesting(Columns columns) {
    this.columns = columns;
    this.around = new int[columns.groups()][];
    this.times = new long[columns.groups()][][];
    Arrays.fill(around, NONE);
    this.left = 4096 + 64L * columns.groups();
    for (int access = 0; access < columns.groups(); access++) {
      if (columns.account(columns.groupOf(access)).mayBeGroup()) {
        edges(access);
      }
    }
    inGroups.stream().forEach(this::reach);
    edges.clear();
  }

  /** What the group is in directly. */
  private void edges(int group) {
    Rows rows = columns.assignments;
    int principal = columns.groupOf(group);
    int end = rows.start[principal + 1];
    Map<Integer, long[]> found = new TreeMap<>();
    for (int row = rows.start[principal]; row < end && columns.isMembership(rows.access[row]); ) {
      int access = rows.access[row];
      int first = row;
      while (row < end && rows.access[row] == access) {
        open.set(group, open.get(group) || rows.isOpen(row));
        row++;
      }
      found.put(access, Toggles.ofRows(rows, first, row));
      aroundGroups.set(access);
    }
    if (!found.isEmpty()) {
      inGroups.set(group);
      edges.put(group, found);
    }
  }

  private void reach(int start) {
    Map<Integer, long[]> reached = new TreeMap<>();
    Deque<Integer> waiting = new ArrayDeque<>();
    BitSet isWaiting = new BitSet();
    waiting.add(start);
    while (!waiting.isEmpty()) {
      int node = waiting.remove();
      isWaiting.clear(node);
      for (Map.Entry<Integer, long[]> edge : edges.getOrDefault(node, Map.of()).entrySet()) {
        int next = edge.getKey();
        long[] way = edge.getValue();
        if (node != start) {
          way = Toggles.intersection(way, reached.getOrDefault(node, NEVER));
        }
        long[] before = reached.getOrDefault(next, NEVER);
        long[] after = Toggles.union(List.of(before, way));
        left -= 1 + after.length;
        if (after.length > 0 && !Arrays.equals(after, before)) {
          reached.put(next, after);
          if (next != start && !isWaiting.get(next)) {
            isWaiting.set(next);
            waiting.add(next);
          }
        }
      }
      if (left < 0 || open.get(node)) {
        deep.set(start);
        return;
      }
    }
    around[start] = reached.keySet().stream().mapToInt(Integer::intValue).toArray();
    times[start] = reached.values().toArray(long[][]::new);
  }

  /** The groups that a group is in, which is not deep; sorted. */
  int[] around(int group) {
    return around[group];
  }

  /** When the group is in the group that stands at the place among those around it. */
  long[] times(int group, int place) {
    return times[group][place];
  }
}
