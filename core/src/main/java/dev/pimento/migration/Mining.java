package dev.pimento.migration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Role mining: the fewest bundles of columns such that every row is the union of bundles that lie
 * within it. That is the cover of a matrix by the fewest all-ones rectangles.
 *
 * <p>Rows that are alike count once, and so do columns; parts that have nothing in common are
 * solved one by one. A part is solved exactly unless the steps run out; what was found by then, and
 * what was proven to be needed, still stands.
 */
final class Mining {

  /** A one of the matrix. */
  record One(int row, int column) {}

  /**
   * What was found.
   *
   * @param bundles sets of columns
   * @param atLeast how many are needed in any case
   * @param witness ones of which no two fit into one rectangle: as many bundles are needed
   */
  record Found(List<BitSet> bundles, int atLeast, List<One> witness) {}

  private final List<BitSet> rows = new ArrayList<>();
  private final List<Integer> firstRow = new ArrayList<>();

  /** The columns that are alike, by the first of them. */
  private final Map<Integer, BitSet> alike = new TreeMap<>();

  private Mining(List<BitSet> matrix) {
    Map<BitSet, Integer> distinct = new LinkedHashMap<>();
    for (int row = 0; row < matrix.size(); row++) {
      if (!matrix.get(row).isEmpty()) {
        distinct.putIfAbsent(matrix.get(row), row);
      }
    }
    Map<Integer, BitSet> columns = transposed(distinct.keySet());
    Map<BitSet, Integer> kept = new LinkedHashMap<>();
    columns.forEach(
        (column, in) -> {
          int first = kept.computeIfAbsent(in, rowsOfColumn -> column);
          alike.computeIfAbsent(first, c -> new BitSet()).set(column);
        });
    distinct.forEach(
        (row, number) -> {
          BitSet reduced = (BitSet) row.clone();
          reduced.and(keys(alike));
          rows.add(reduced);
          firstRow.add(number);
        });
  }

  /**
   * Mines a matrix.
   *
   * @param matrix the rows; each a set of columns
   * @param steps how many steps the search may take, over all parts together
   * @param listener is told the steps that are left, now and then
   */
  static Found of(List<BitSet> matrix, long steps, LongConsumer listener) {
    Mining mining = new Mining(matrix);
    Steps budget = new Steps(steps, listener);
    List<BitSet> bundles = new ArrayList<>();
    List<One> witness = new ArrayList<>();
    int atLeast = 0;
    for (List<Integer> part : mining.parts()) {
      Cover cover = new Cover(part.stream().map(mining.rows::get).toList(), budget);
      cover.bundles().forEach(bundle -> bundles.add(mining.widened(bundle)));
      for (One one : cover.witness()) {
        witness.add(new One(mining.firstRow.get(part.get(one.row())), one.column()));
      }
      atLeast += cover.atLeast();
    }
    return new Found(bundles, atLeast, witness);
  }

  static Map<Integer, BitSet> transposed(Collection<BitSet> rows) {
    Map<Integer, BitSet> columns = new TreeMap<>();
    int number = 0;
    for (BitSet row : rows) {
      int at = number++;
      row.stream().forEach(c -> columns.computeIfAbsent(c, k -> new BitSet()).set(at));
    }
    return columns;
  }

  private static BitSet keys(Map<Integer, BitSet> map) {
    BitSet keys = new BitSet();
    map.keySet().forEach(keys::set);
    return keys;
  }

  private BitSet widened(BitSet bundle) {
    BitSet wide = new BitSet();
    bundle.stream().forEach(column -> wide.or(alike.getOrDefault(column, bundle)));
    return wide;
  }

  /** The rows that hang together by columns, part by part. */
  private List<List<Integer>> parts() {
    List<BitSet> columns = new ArrayList<>();
    List<List<Integer>> parts = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      BitSet together = (BitSet) rows.get(row).clone();
      List<Integer> members = new ArrayList<>(List.of(row));
      for (int i = columns.size() - 1; i >= 0; i--) {
        if (columns.get(i).intersects(together)) {
          together.or(columns.remove(i));
          members.addAll(parts.remove(i));
        }
      }
      columns.add(together);
      members.sort(null);
      parts.add(members);
    }
    parts.sort(Comparator.comparing(part -> part.get(0)));
    return parts;
  }

  /** What is left of the steps that a search may take. */
  static final class Steps {
    private static final int BETWEEN_REPORTS = 10_000;

    private final LongConsumer listener;
    private long left;

    Steps(long left, LongConsumer listener) {
      this.left = left;
      this.listener = listener;
    }

    /** Takes a step; false if none is left. */
    boolean take() {
      if (left <= 0) {
        return false;
      }
      left--;
      if (left % BETWEEN_REPORTS == 0) {
        listener.accept(left);
      }
      return true;
    }
  }
}
