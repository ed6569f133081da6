package dev.pimento.migration;

import dev.pimento.migration.Mining.One;
import dev.pimento.migration.Mining.Steps;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cover of one connected matrix by few all-ones rectangles: a greedy one, made smaller by
 * branch and bound. Not thread-safe.
 */
final class Cover {

  /** More rectangles around a single one are not looked at; nothing is proven by search then. */
  private static final int MOST_AROUND = 4_000;

  /** With more ones than that, who fits with whom is not kept. */
  private static final int MOST_ONES = 6_000;

  private static final int MOST_STARTS = 200;
  private static final int MOST_TO_COMPARE = 600;

  /** A rectangle by its columns, with the ones of the kernel that it covers. */
  private record Rectangle(BitSet columns, BitSet covers) {}

  private final List<BitSet> rows;
  private final Map<Integer, BitSet> columns;
  private final Steps steps;

  /** The ones that have to be looked at: whoever covers them covers all others too. */
  private final List<One> kernel;

  private final Map<Integer, BitSet> kernelOfRow = new HashMap<>();
  private final Map<Integer, BitSet> kernelOfColumn = new HashMap<>();

  /** Which ones fit into a rectangle with a one; empty where there are too many. */
  private final List<BitSet> together = new ArrayList<>();

  private final Map<Integer, List<Rectangle>> around = new HashMap<>();
  private final int[] witness;
  private List<Rectangle> best;
  private boolean searchedAll = true;

  Cover(List<BitSet> rows, Steps steps) {
    this.rows = rows;
    this.columns = Mining.transposed(rows);
    this.steps = steps;
    this.kernel = kernel();
    for (int i = 0; i < kernel.size(); i++) {
      kernelOfRow.computeIfAbsent(kernel.get(i).row(), r -> new BitSet()).set(i);
      kernelOfColumn.computeIfAbsent(kernel.get(i).column(), c -> new BitSet()).set(i);
    }
    if (kernel.size() <= MOST_ONES) {
      IntStream.range(0, kernel.size()).forEach(i -> together.add(fitting(i)));
    }
    this.witness = isolated();
    this.best = greedy();
    if (best.size() > witness.length) {
      search();
    }
  }

  List<BitSet> bundles() {
    return best.stream().map(Rectangle::columns).toList();
  }

  int atLeast() {
    return searchedAll ? best.size() : witness.length;
  }

  List<One> witness() {
    return IntStream.of(witness).mapToObj(kernel::get).toList();
  }

  private BitSet column(int column) {
    return columns.getOrDefault(column, new BitSet());
  }

  private BitSet row(int row) {
    return rows.get(row);
  }

  private static boolean contains(BitSet all, BitSet some) {
    BitSet rest = (BitSet) some.clone();
    rest.andNot(all);
    return rest.isEmpty();
  }

  /**
   * A one whose row and column have all that those of another have is covered by every rectangle
   * around the other that is as large as can be.
   */
  private List<One> kernel() {
    List<BitSet> below = below(rows);
    List<Integer> numbers = List.copyOf(columns.keySet());
    List<BitSet> belowColumns = below(numbers.stream().map(this::column).toList());
    Map<Integer, BitSet> belowColumn = new HashMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      BitSet some = new BitSet();
      belowColumns.get(i).stream().forEach(j -> some.set(numbers.get(j)));
      belowColumn.put(numbers.get(i), some);
    }
    List<One> ones = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int column : row(row).stream().toArray()) {
        One one = new One(row, column);
        if (!isCoveredWithAnother(one, below.get(row), belowColumn.getOrDefault(column, EMPTY))) {
          ones.add(one);
        }
      }
    }
    return ones;
  }

  private static final BitSet EMPTY = new BitSet();

  private boolean isCoveredWithAnother(One one, BitSet below, BitSet belowColumn) {
    return below.stream()
        .anyMatch(
            row -> {
              BitSet common = (BitSet) row(row).clone();
              common.and(belowColumn);
              if (row == one.row()) {
                common.clear(one.column());
              }
              return !common.isEmpty();
            });
  }

  /** For each set those that lie within it, itself too. */
  private static List<BitSet> below(List<BitSet> sets) {
    List<BitSet> below = new ArrayList<>();
    for (BitSet set : sets) {
      BitSet within = new BitSet();
      for (int i = 0; i < sets.size(); i++) {
        if (contains(set, sets.get(i))) {
          within.set(i);
        }
      }
      below.add(within);
    }
    return below;
  }

  private BitSet fitting(int number) {
    One one = kernel.get(number);
    return covered(column(one.column()), row(one.row()));
  }

  /** The ones of the kernel in some rows and some columns. */
  private BitSet covered(BitSet someRows, BitSet someColumns) {
    BitSet covered = new BitSet();
    someRows.stream().forEach(row -> covered.or(kernelOfRow.getOrDefault(row, EMPTY)));
    BitSet inColumns = new BitSet();
    someColumns.stream().forEach(c -> inColumns.or(kernelOfColumn.getOrDefault(c, EMPTY)));
    covered.and(inColumns);
    return covered;
  }

  private BitSet fits(int number) {
    return together.isEmpty() ? fitting(number) : together.get(number);
  }

  /** Many ones of which no two fit into one rectangle. */
  private int[] isolated() {
    int[] order =
        IntStream.range(0, kernel.size())
            .boxed()
            .sorted(Comparator.comparingLong(this::crowd))
            .mapToInt(i -> i)
            .toArray();
    BitSet all = new BitSet();
    all.set(0, kernel.size());
    int[] found = isolated(all, order);
    if (!together.isEmpty()) {
      int starts = Math.min(MOST_STARTS, kernel.size());
      for (int i = 0; i < starts && steps.take(); i++) {
        int[] other = isolatedFrom(order[i]);
        found = other.length > found.length ? other : found;
      }
    }
    return found;
  }

  private long crowd(int number) {
    One one = kernel.get(number);
    return together.isEmpty()
        ? (long) column(one.column()).cardinality() * row(one.row()).cardinality()
        : together.get(number).cardinality();
  }

  private int[] isolated(BitSet among, int[] order) {
    BitSet rest = (BitSet) among.clone();
    List<Integer> found = new ArrayList<>();
    for (int number : order) {
      if (rest.get(number)) {
        found.add(number);
        rest.andNot(fits(number));
      }
    }
    return found.stream().mapToInt(i -> i).toArray();
  }

  /** Begins with one, and goes on with whoever leaves the most others. */
  private int[] isolatedFrom(int first) {
    BitSet rest = new BitSet();
    rest.set(0, kernel.size());
    List<Integer> found = new ArrayList<>();
    int next = first;
    while (next >= 0) {
      found.add(next);
      rest.andNot(fits(next));
      next = loneliest(rest);
    }
    return found.stream().mapToInt(i -> i).toArray();
  }

  private int loneliest(BitSet rest) {
    int loneliest = -1;
    int least = Integer.MAX_VALUE;
    for (int i = rest.nextSetBit(0); i >= 0; i = rest.nextSetBit(i + 1)) {
      BitSet with = (BitSet) fits(i).clone();
      with.and(rest);
      int crowd = with.cardinality();
      if (crowd < least) {
        least = crowd;
        loneliest = i;
      }
    }
    return loneliest;
  }

  private Rectangle rectangle(BitSet someColumns) {
    BitSet in = new BitSet();
    for (int row = 0; row < rows.size(); row++) {
      if (contains(row(row), someColumns)) {
        in.set(row);
      }
    }
    BitSet common = commonOf(in);
    return new Rectangle(common, covered(in, common));
  }

  private BitSet commonOf(BitSet someRows) {
    BitSet common = (BitSet) row(someRows.nextSetBit(0)).clone();
    someRows.stream().forEach(row -> common.and(row(row)));
    return common;
  }

  private List<Rectangle> greedy() {
    return Stream.of(byTheNarrowest(), byTheLargest(), oneForEach())
        .map(this::withoutNeedless)
        .min(Comparator.comparingInt(List::size))
        .orElseThrow();
  }

  /** One for each row or for each column, of which there are fewer: it never takes more. */
  private List<Rectangle> oneForEach() {
    return rows.size() <= columns.size()
        ? rows.stream().map(this::rectangle).toList()
        : columns.values().stream().map(this::commonOf).map(this::rectangle).toList();
  }

  /** Covers all that is left of the row or column that has the least left, at a time. */
  private List<Rectangle> byTheNarrowest() {
    List<Rectangle> chosen = new ArrayList<>();
    BitSet left = new BitSet();
    left.set(0, kernel.size());
    while (!left.isEmpty()) {
      Rectangle next = aroundTheNarrowest(left);
      chosen.add(next);
      left.andNot(next.covers());
    }
    return chosen;
  }

  private Rectangle aroundTheNarrowest(BitSet left) {
    BitSet columnsLeft = new BitSet();
    BitSet rowsLeft = new BitSet();
    int leastOfRow = Integer.MAX_VALUE;
    int leastOfColumn = Integer.MAX_VALUE;
    int[] at = left.stream().toArray();
    Map<Integer, BitSet> byRow = new HashMap<>();
    Map<Integer, BitSet> byColumn = new HashMap<>();
    for (int number : at) {
      One one = kernel.get(number);
      byRow.computeIfAbsent(one.row(), r -> new BitSet()).set(one.column());
      byColumn.computeIfAbsent(one.column(), c -> new BitSet()).set(one.row());
    }
    for (int number : at) {
      One one = kernel.get(number);
      BitSet ofRow = byRow.getOrDefault(one.row(), EMPTY);
      BitSet ofColumn = byColumn.getOrDefault(one.column(), EMPTY);
      if (ofRow.cardinality() < leastOfRow) {
        leastOfRow = ofRow.cardinality();
        columnsLeft = ofRow;
      }
      if (ofColumn.cardinality() < leastOfColumn) {
        leastOfColumn = ofColumn.cardinality();
        rowsLeft = ofColumn;
      }
    }
    return rectangle(leastOfRow <= leastOfColumn ? columnsLeft : commonOf(rowsLeft));
  }

  /** Takes the rectangle that covers the most of what is left, at a time. */
  private List<Rectangle> byTheLargest() {
    Set<BitSet> bundles = new LinkedHashSet<>(rows);
    columns.values().forEach(in -> bundles.add(commonOf(in)));
    for (int i = 0; i < rows.size() && bundles.size() < MOST_AROUND; i++) {
      for (int j = 0; j < i && bundles.size() < MOST_AROUND; j++) {
        BitSet common = (BitSet) row(i).clone();
        common.and(row(j));
        if (!common.isEmpty()) {
          bundles.add(common);
        }
      }
    }
    List<Rectangle> all = bundles.stream().map(this::rectangle).toList();
    List<Rectangle> chosen = new ArrayList<>();
    BitSet left = new BitSet();
    left.set(0, kernel.size());
    while (!left.isEmpty()) {
      Rectangle largest = Collections.max(all, Comparator.comparingInt(r -> common(r, left)));
      chosen.add(largest);
      left.andNot(largest.covers());
    }
    return chosen;
  }

  private static int common(Rectangle rectangle, BitSet left) {
    BitSet common = (BitSet) rectangle.covers().clone();
    common.and(left);
    return common.cardinality();
  }

  private List<Rectangle> withoutNeedless(List<Rectangle> chosen) {
    List<Rectangle> needed = new ArrayList<>(chosen);
    for (int i = needed.size() - 1; i >= 0; i--) {
      BitSet others = new BitSet();
      for (int j = 0; j < needed.size(); j++) {
        if (j != i) {
          others.or(needed.get(j).covers());
        }
      }
      if (others.cardinality() == kernel.size()) {
        needed.remove(i);
      }
    }
    return needed;
  }

  private void search() {
    if (together.isEmpty()) {
      searchedAll = false;
      return;
    }
    BitSet all = new BitSet();
    all.set(0, kernel.size());
    int[] order =
        IntStream.range(0, kernel.size())
            .boxed()
            .sorted(Comparator.comparingLong(this::crowd))
            .mapToInt(i -> i)
            .toArray();
    search(all, new ArrayList<>(), order);
  }

  private void search(BitSet left, List<Rectangle> chosen, int[] order) {
    if (left.isEmpty()) {
      best = List.copyOf(chosen);
      return;
    }
    if (!steps.take()) {
      searchedAll = false;
      return;
    }
    if (chosen.size() + isolated(left, order).length >= best.size()) {
      return;
    }
    int one = loneliest(left);
    List<Rectangle> useful = useful(around(one), left);
    for (Rectangle rectangle : useful) {
      BitSet rest = (BitSet) left.clone();
      rest.andNot(rectangle.covers());
      chosen.add(rectangle);
      search(rest, chosen, order);
      chosen.remove(chosen.size() - 1);
      if (best.size() <= witness.length || (!searchedAll && !steps.take())) {
        return;
      }
    }
  }

  /** Those that cover something of what is left which no other of them covers all of. */
  private static List<Rectangle> useful(List<Rectangle> rectangles, BitSet left) {
    List<Rectangle> cut = new ArrayList<>();
    for (Rectangle rectangle : rectangles) {
      BitSet covers = (BitSet) rectangle.covers().clone();
      covers.and(left);
      cut.add(new Rectangle(rectangle.columns(), covers));
    }
    cut.sort(Comparator.comparingInt(r -> -r.covers().cardinality()));
    if (cut.size() > MOST_TO_COMPARE) {
      return cut;
    }
    List<Rectangle> useful = new ArrayList<>();
    for (Rectangle rectangle : cut) {
      if (useful.stream().noneMatch(u -> contains(u.covers(), rectangle.covers()))) {
        useful.add(rectangle);
      }
    }
    return useful;
  }

  /** All rectangles around a one that are as large as can be. */
  private List<Rectangle> around(int number) {
    List<Rectangle> known = around.get(number);
    if (known != null) {
      return known;
    }
    One one = kernel.get(number);
    Set<BitSet> bundles = new LinkedHashSet<>();
    bundles.add(row(one.row()));
    for (int row : column(one.column()).stream().toArray()) {
      for (BitSet bundle : List.copyOf(bundles)) {
        if (bundles.size() >= MOST_AROUND || !steps.take()) {
          searchedAll = false;
          break;
        }
        BitSet common = (BitSet) bundle.clone();
        common.and(row(row));
        bundles.add(common);
      }
    }
    List<Rectangle> found = bundles.stream().map(this::rectangle).toList();
    List<Rectangle> whole = useful(found, wholeKernel());
    around.put(number, whole);
    return whole;
  }

  private BitSet wholeKernel() {
    BitSet all = new BitSet();
    all.set(0, kernel.size());
    return all;
  }
}
