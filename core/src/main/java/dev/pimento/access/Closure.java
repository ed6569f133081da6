package dev.pimento.access;

import dev.pimento.directory.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Who certainly holds what when, by itself or by the roles of groups, worked out beforehand: one
 * block a principal, with its accesses and the instants at which each is gained and lost. Those who
 * reach a role have one, and those to whom an access comes often.
 *
 * <p>A block is how many accesses it has and how many sets of instants; then the number of each
 * access, together with whether the principal has it in its own right and not only because a wider
 * one covers it; then for each access the number of its set; then where each set starts and ends,
 * among the times of the rows or, with all bits turned, among those that no rows have.
 */
final class Closure {

  /** More rows of one access than that are quicker to search as instants. */
  private static final int OFTEN = 16;

  /** Instead of a rank: can certainly use no role. */
  static final int NOBODY = -1;

  /** Instead of a rank: whether it can use a role takes more to see. */
  private static final int DOUBTFUL = -2;

  private static final int OPEN = 1;
  private static final int NESTED = 2;
  private static final int DEEP = 4;
  private static final int ABLE = 8;
  private static final int UNSURE = 16;
  private static final int TRAIT_BITS = 5;

  /** Less than that, instead of a rank: there is a block all the same. */
  private static final int OTHERS = -2;

  /** So many of the last sets are compared with one that is new. */
  private static final int NEAR = 16;

  /** Whether roles are inherited in ways that are not worked out. */
  final boolean walked;

  /** By rank, the principals who can use roles at times that are all known. */
  final int[] ranked;

  final Flips flips;

  private final Columns columns;

  /** By principal, its rank or what stands instead of one, and its traits in the last bits. */
  private final int[] ranks;

  /** By rank, where its block starts. */
  private final int[] starts;

  /** The same of those without a rank. */
  private final int[] otherStarts;

  private final int[] blocks;
  private final Packed times;
  private final Packed others;
  private final Ints[] doubtful;

  Closure(Columns columns, Doors doors, Nesting nesting) {
    this.columns = columns;
    this.walked = columns.frame.inheritsNested() && !nesting.inGroups.isEmpty();
    this.ranks = new int[columns.principals()];
    this.doubtful = new Ints[columns.roles()];
    Arrays.setAll(doubtful, role -> new Ints(0));
    Build build = new Build(doors, nesting);
    this.starts = build.starts.toArray();
    this.otherStarts = build.otherStarts.toArray();
    this.blocks = build.blocks.toArray();
    this.times = columns.assignments.times;
    this.others = times.alike(Arrays.copyOf(build.instants, build.size));
    this.ranked = build.ranked.toArray();
    this.flips = build.flips.build(ranked.length);
  }

  private boolean is(int principal, int traits) {
    return (ranks[principal] & traits) != 0;
  }

  /** Whether an answer may be yes or unknown where no yes is found here. */
  boolean isOpen(int principal) {
    return is(principal, OPEN);
  }

  /** Whether the principal is, or once was, in a group that is in a group. */
  boolean isNested(int principal) {
    return is(principal, NESTED);
  }

  /** Whether it is, or once was, in a group whose groups are not worked out. */
  boolean isDeep(int principal) {
    return is(principal, DEEP);
  }

  /** Whether it can sign in for certain. */
  boolean isAble(int principal) {
    return is(principal, ABLE);
  }

  /** Whether there is nothing that would take a walk to see. */
  boolean isPlain(int principal) {
    return !is(principal, OPEN | DEEP | UNSURE);
  }

  /** Where the block of the principal starts, a negative number if it has none. */
  int blockOf(int principal) {
    int rank = ranks[principal] >> TRAIT_BITS;
    if (rank >= 0) {
      return starts[rank];
    }
    return rank < OTHERS ? otherStarts[(OTHERS - 1 - rank) >>> 1] : -1;
  }

  /** The rank of the principal, a negative number if it has none. */
  int rankOf(int principal) {
    int rank = ranks[principal] >> TRAIT_BITS;
    return rank < OTHERS ? instead(rank) : rank;
  }

  private static int instead(int rank) {
    return (rank & 1) == 0 ? DOUBTFUL : NOBODY;
  }

  int accesses(int block) {
    return blocks[block];
  }

  private int sets(int block) {
    return blocks[block + 1];
  }

  int access(int block, int place) {
    return blocks[block + 2 + place] >>> 1;
  }

  private boolean isOwn(int block, int place) {
    return (blocks[block + 2 + place] & 1) != 0;
  }

  /** The number of the set of instants of the access at a place. */
  int set(int block, int place) {
    return blocks[block + 2 + accesses(block) + place];
  }

  /** Where it stands where a set starts, and after that where it ends. */
  private int bounds(int block, int set) {
    return block + 2 + 2 * accesses(block) + 2 * set;
  }

  /** The number of the set of instants of an access; negative if it is not in the block. */
  int find(int block, int access) {
    int first = block + 2;
    int end = first + accesses(block);
    int found = Ints.after(blocks, first, end, 2 * access - 1);
    return found < end && blocks[found] >>> 1 == access ? set(block, found - first) : -1;
  }

  private Packed column(int bound) {
    return bound >= 0 ? times : others;
  }

  private static int placeOf(int bound) {
    return bound >= 0 ? bound : ~bound;
  }

  /** What the instants of all sets compare with. */
  long floor(long t) {
    return times.floor(t);
  }

  /** How many of the instants of a set are not after the one with a floor: held if that is odd. */
  int count(int block, int set, long floor) {
    int bounds = bounds(block, set);
    int bound = blocks[bounds];
    int start = placeOf(bound);
    return column(bound).after(start, placeOf(blocks[bounds + 1]), floor) - start;
  }

  /** The instant of a set after so many others, the greatest if there is none any more. */
  long change(int block, int set, int count) {
    int bounds = bounds(block, set);
    int bound = blocks[bounds];
    int place = placeOf(bound) + count;
    return place == placeOf(blocks[bounds + 1]) ? Long.MAX_VALUE : column(bound).get(place);
  }

  boolean isHeld(int block, int set, long floor) {
    return (count(block, set, floor) & 1) != 0;
  }

  /** The next instant of a set after the one with a floor, the greatest for never. */
  long nextChange(int block, int set, long floor) {
    return change(block, set, count(block, set, floor));
  }

  /** The next instant at which anything in the block is gained or lost. */
  long nextChange(int block, long floor) {
    long next = Long.MAX_VALUE;
    for (int set = 0; set < sets(block); set++) {
      next = Math.min(next, nextChange(block, set, floor));
    }
    return next;
  }

  /** Shows what is held in its own right, in the order of numbers. */
  void forEachHeld(int block, long floor, IntConsumer consumer) {
    long[] held = new long[(sets(block) + 63) >>> 6];
    for (int set = 0; set < sets(block); set++) {
      held[set >>> 6] |= (count(block, set, floor) & 1L) << set;
    }
    for (int place = 0; place < accesses(block); place++) {
      int set = set(block, place);
      if ((held[set >>> 6] >>> set & 1) != 0 && isOwn(block, place)) {
        consumer.accept(access(block, place));
      }
    }
  }

  void forEachChange(int block, int set, LongConsumer consumer) {
    int bounds = bounds(block, set);
    int bound = blocks[bounds];
    for (int i = placeOf(bound); i < placeOf(blocks[bounds + 1]); i++) {
      consumer.accept(column(bound).get(i));
    }
  }

  boolean isDoubtful(int role) {
    return doubtful[role].size() > 0;
  }

  /**
   * Shows those who reach a role, by its place among the roles, and of whom it takes a question
   * each to know whether they can use it.
   */
  void forEachDoubtful(int role, IntConsumer consumer) {
    doubtful[role].forEach(consumer);
  }

  private static final class Pair {
    private final List<long[]> times = new ArrayList<>(2);
    private boolean own;

    /** The place of the first time of the rows that say just that, if some do. */
    private int ofRows = -1;
  }

  /** The blocks while they grow. */
  private final class Build {

    private final Doors doors;
    private final Nesting nesting;
    private final SortedMap<Integer, Pair> pairs = new TreeMap<>();

    /** When the principal has a role by itself or is in a group that holds roles, by access. */
    private final SortedMap<Integer, long[]> crowds = new TreeMap<>();

    private final Flips.Builder flips;
    private final Ints blocks = new Ints(1024);
    private final Ints starts = new Ints(64);
    private final Ints otherStarts = new Ints(64);

    /** The sets of the block that is being written. */
    private final List<long[]> sets = new ArrayList<>();

    private long[] instants = new long[1024];
    private int size;
    private final Ints ranked = new Ints(64);

    private Build(Doors doors, Nesting nesting) {
      this.doors = doors;
      this.nesting = nesting;
      this.flips = new Flips.Builder(columns, doors);
      for (int principal = 0; principal < columns.principals(); principal++) {
        add(principal);
      }
    }

    private void add(int principal) {
      Rows rows = columns.assignments;
      int end = rows.start[principal + 1];
      int traits = traits(columns.account(principal).enabled());
      boolean hasBlock = false;
      for (int row = rows.start[principal]; row < end; ) {
        int access = rows.access[row];
        int first = row;
        do {
          traits |= rows.isOpen(row) ? OPEN : 0;
          row++;
        } while (row < end && rows.access[row] == access);
        boolean membership = columns.isMembership(access);
        traits |= membership && doors.open.get(access) ? OPEN : 0;
        hasBlock |= row - first > OFTEN || leadsToRoles(access);
        if (membership && nesting.inGroups.get(access)) {
          traits |= nesting.deep.get(access) ? NESTED | DEEP : NESTED;
        }
      }
      if (hasBlock) {
        for (int row = rows.start[principal]; row < end; ) {
          int access = rows.access[row];
          int next = rows.lowerBound(principal, access + 1);
          reach(access, row, next);
          row = next;
        }
      }
      int rank = rank(principal, traits);
      ranks[principal] = (hasBlock ? start(rank) : rank) << TRAIT_BITS | traits;
      if (hasBlock) {
        write(principal, rank);
        pairs.clear();
        crowds.clear();
      }
    }

    private static int traits(Verdict enabled) {
      return enabled.isUnknown() ? UNSURE : enabled.isYes() ? ABLE : 0;
    }

    private boolean leadsToRoles(int access) {
      return columns.isRole(access) || (columns.isMembership(access) && doors.leadToRoles(access));
    }

    private int rank(int principal, int traits) {
      boolean isOpen = (traits & OPEN) != 0;
      if ((traits & (ABLE | UNSURE)) == 0 || (!isOpen && !reachesRole())) {
        return NOBODY;
      }
      if ((traits & (OPEN | UNSURE)) != 0) {
        return DOUBTFUL;
      }
      ranked.add(principal);
      return ranked.size() - 1;
    }

    private boolean reachesRole() {
      return !pairs.isEmpty() && columns.isRole(pairs.lastKey());
    }

    private void reach(int access, int first, int next) {
      long[] times = Toggles.ofRows(columns.assignments, first, next);
      boolean asTheyStand = times.length == 2 * (next - first);
      put(access, times, true).ofRows = asTheyStand ? 2 * first : -1;
      if (!leadsToRoles(access)) {
        return;
      }
      crowds.put(access, times);
      if (columns.isRole(access)) {
        cover(access, times);
        return;
      }
      int[] roles = doors.roles(access);
      for (int i = 0; i < roles.length; i++) {
        long[] inherited = Toggles.intersection(times, doors.times(access, i));
        put(roles[i], inherited, true);
        cover(roles[i], inherited);
      }
    }

    private void cover(int role, long[] times) {
      for (int narrower : doors.coveredBy(role - columns.firstRole())) {
        put(narrower, times, false);
      }
    }

    private Pair put(int access, long[] times, boolean own) {
      Pair pair = pairs.computeIfAbsent(access, a -> new Pair());
      pair.times.add(times);
      pair.own |= own;
      return pair;
    }

    /** Starts a block, and gives the rank that leads to it or what stands instead. */
    private int start(int rank) {
      if (rank >= 0) {
        starts.add(blocks.size());
        return rank;
      }
      otherStarts.add(blocks.size());
      return OTHERS + 1 - 2 * otherStarts.size() - (rank == DOUBTFUL ? 1 : 0);
    }

    private void write(int principal, int rank) {
      if (rank >= 0) {
        crowds.forEach((access, times) -> flips.add(access, rank, times));
      }
      Ints numbers = new Ints(pairs.size());
      Ints bounds = new Ints(2 * pairs.size());
      pairs.values().forEach(pair -> numbers.add(set(pair, bounds)));
      blocks.add(numbers.size());
      blocks.add(sets.size());
      pairs.forEach((access, pair) -> blocks.add(access << 1 | (pair.own ? 1 : 0)));
      numbers.forEach(blocks::add);
      bounds.forEach(blocks::add);
      sets.clear();
      if (rank == DOUBTFUL) {
        pairs.tailMap(columns.firstRole()).keySet().forEach(role -> doubt(role, principal));
      }
    }

    private void doubt(int role, int principal) {
      doubtful[role - columns.firstRole()].add(principal);
    }

    /** The number of one of the last sets with the same instants, or of a new one. */
    private int set(Pair pair, Ints bounds) {
      long[] union = Toggles.union(pair.times);
      int next = sets.size();
      for (int before = next - 1; before >= Math.max(0, next - NEAR); before--) {
        if (Arrays.equals(sets.get(before), union)) {
          return before;
        }
      }
      sets.add(union);
      boolean ofRows = pair.times.size() == 1 && pair.ofRows >= 0;
      bounds.add(ofRows ? pair.ofRows : ~size);
      bounds.add(ofRows ? pair.ofRows + union.length : ~(size + union.length));
      if (!ofRows) {
        write(union);
      }
      return next;
    }

    private void write(long[] union) {
      int from = size;
      size += union.length;
      if (size > instants.length) {
        instants = Arrays.copyOf(instants, Math.max(size, instants.length + instants.length / 2));
      }
      System.arraycopy(union, 0, instants, from, union.length);
    }
  }
}
