package dev.pimento.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Who certainly holds what when, by itself or by the roles of groups, worked out beforehand: one
 * block a principal, with its accesses and the instants at which each is gained and lost. Those who
 * reach a role have one, and those to whom an access comes often.
 *
 * <p>A block is the rank of the principal and the number of its accesses; then for each access its
 * number, together with whether the principal has it in its own right and not only because a wider
 * one covers it, where its instants start and end, and the first access in the block with the same.
 */
final class Closure {

  /** More rows of one access than that are quicker to search as instants. */
  private static final int OFTEN = 16;

  /** Instead of a rank: can certainly use no role. */
  static final int NOBODY = -1;

  /** Instead of a rank: whether it can use a role takes more to see. */
  private static final int DOUBTFUL = -2;

  /** Numbers an access in a block. */
  private static final int WIDTH = 4;

  /** Principals whose answer may be yes or unknown where no yes is found here. */
  final BitSet open = new BitSet();

  /** Principals that are, or once were, in a group that is in a group. */
  final BitSet nested = new BitSet();

  /** Principals that are, or once were, in a group whose groups are not worked out. */
  final BitSet deep = new BitSet();

  /** Whether roles are inherited in ways that are not worked out. */
  final boolean walked;

  /** By rank, the principals who can use roles at times that are all known. */
  final int[] ranked;

  final Flips flips;

  private final Columns columns;

  /** By principal, where its block starts; without one, what stands instead of its rank. */
  private final int[] block;

  private final int[] blocks;
  final Packed times;
  private final Ints[] doubtful;

  Closure(Columns columns, Doors doors, Nesting nesting) {
    this.columns = columns;
    this.walked = columns.frame.inheritsNested() && !nesting.inGroups.isEmpty();
    this.block = new int[columns.principals()];
    this.doubtful = new Ints[columns.roles()];
    Arrays.setAll(doubtful, role -> new Ints(0));
    Build build = new Build(doors, nesting);
    this.blocks = build.blocks.toArray();
    this.times = Packed.of(Arrays.copyOf(build.instants, build.size));
    this.ranked = build.ranked.toArray();
    this.flips = build.flips.build(ranked.length);
  }

  /** Where the block of the principal starts, a negative number if it has none. */
  int blockOf(int principal) {
    return block[principal];
  }

  /** The rank of the principal, a negative number if it has none. */
  int rankOf(int principal) {
    return block[principal] < 0 ? block[principal] : blocks[block[principal]];
  }

  int accesses(int block) {
    return blocks[block + 1];
  }

  /** The first place in the block with the same instants. */
  int same(int block, int place) {
    return blocks[entry(block, place) + 3];
  }

  private static int entry(int block, int place) {
    return block + 2 + WIDTH * place;
  }

  int access(int block, int place) {
    return blocks[entry(block, place)] >>> 1;
  }

  boolean isOwn(int block, int place) {
    return (blocks[entry(block, place)] & 1) != 0;
  }

  int start(int block, int place) {
    return blocks[entry(block, place) + 1];
  }

  int end(int block, int place) {
    return blocks[entry(block, place) + 2];
  }

  /** Where the access stands in the block; negative if it does not. */
  int place(int block, int access) {
    int low = 0;
    int high = accesses(block) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = access(block, middle);
      if (found < access) {
        low = middle + 1;
      } else if (found > access) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1;
  }

  /**
   * The first of its changes after {@code t}, which {@link #isHeldUpTo} and {@link #change} take.
   */
  int after(int block, int place, long t) {
    return times.after(start(block, place), end(block, place), times.floor(t));
  }

  /** Whether it is held up to the change. */
  boolean isHeldUpTo(int block, int place, int change) {
    return ((change - start(block, place)) & 1) != 0;
  }

  /** The instant of the change, the greatest if there is none any more. */
  long change(int block, int place, int change) {
    return change == end(block, place) ? Long.MAX_VALUE : times.get(change);
  }

  boolean isHeld(int block, int place, long t) {
    return isHeldUpTo(block, place, after(block, place, t));
  }

  /** The next instant after {@code t} at which it is gained or lost, the greatest for never. */
  long nextChange(int block, int place, long t) {
    return change(block, place, after(block, place, t));
  }

  /** The next instant after {@code t} at which anything in the block is gained or lost. */
  long nextChange(int block, long t) {
    long next = Long.MAX_VALUE;
    for (int place = 0; place < accesses(block); place++) {
      if (same(block, place) == place) {
        next = Math.min(next, nextChange(block, place, t));
      }
    }
    return next;
  }

  /** Shows what is held in its own right at the instant, in the order of numbers. */
  void forEachHeld(int block, long t, IntConsumer consumer) {
    long held = 0;
    for (int place = 0; place < accesses(block); place++) {
      int same = same(block, place);
      boolean looked = same < place && same < Long.SIZE;
      if (looked ? ((held >>> same) & 1) != 0 : isHeld(block, same, t)) {
        held |= place < Long.SIZE ? 1L << place : 0;
        if (isOwn(block, place)) {
          consumer.accept(access(block, place));
        }
      }
    }
  }

  void forEachChange(int block, int place, LongConsumer consumer) {
    for (int i = start(block, place); i < end(block, place); i++) {
      consumer.accept(times.get(i));
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
      boolean isOpen = false;
      boolean hasBlock = false;
      for (int row = rows.start[principal]; row < end; ) {
        int access = rows.access[row];
        int first = row;
        do {
          isOpen |= rows.isOpen(row);
          row++;
        } while (row < end && rows.access[row] == access);
        boolean membership = columns.isMembership(access);
        isOpen |= membership && doors.open.get(access);
        hasBlock |= row - first > OFTEN || leadsToRoles(access);
        if (membership && nesting.inGroups.get(access)) {
          nested.set(principal);
          deep.set(principal, deep.get(principal) || nesting.deep.get(access));
        }
      }
      open.set(principal, isOpen);
      if (hasBlock) {
        for (int row = rows.start[principal]; row < end; ) {
          int access = rows.access[row];
          int next = rows.lowerBound(principal, access + 1);
          reach(access, Toggles.ofRows(rows, row, next));
          row = next;
        }
      }
      block[principal] = rank(principal);
      if (hasBlock) {
        write(principal);
        pairs.clear();
        crowds.clear();
      }
    }

    private boolean leadsToRoles(int access) {
      return columns.isRole(access) || (columns.isMembership(access) && doors.leadToRoles(access));
    }

    private int rank(int principal) {
      Account account = columns.account(principal);
      boolean isOpen = open.get(principal);
      if (account.enabled().isNo() || (!isOpen && !reachesRole())) {
        return NOBODY;
      }
      if (isOpen || account.enabled().isUnknown()) {
        return DOUBTFUL;
      }
      ranked.add(principal);
      return ranked.size() - 1;
    }

    private boolean reachesRole() {
      return !pairs.isEmpty() && columns.isRole(pairs.lastKey());
    }

    private void reach(int access, long[] times) {
      put(access, times, true);
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

    private void put(int access, long[] times, boolean own) {
      Pair pair = pairs.computeIfAbsent(access, a -> new Pair());
      pair.times.add(times);
      pair.own |= own;
    }

    private void write(int principal) {
      int rank = block[principal];
      if (rank >= 0) {
        crowds.forEach((access, times) -> flips.add(access, rank, times));
      }
      int start = blocks.size();
      block[principal] = start;
      blocks.add(rank);
      blocks.add(pairs.size());
      for (Map.Entry<Integer, Pair> entry : pairs.entrySet()) {
        long[] union = Toggles.union(entry.getValue().times);
        int access = entry.getKey();
        int place = (blocks.size() - entry(start, 0)) / WIDTH;
        int same = same(start, place, union);
        int from = same == place ? write(union) : blocks.get(entry(start, same) + 1);
        blocks.add(access << 1 | (entry.getValue().own ? 1 : 0));
        blocks.add(from);
        blocks.add(from + union.length);
        blocks.add(same);
        if (rank == DOUBTFUL && columns.isRole(access)) {
          doubtful[access - columns.firstRole()].add(principal);
        }
      }
    }

    /** The first of the last places before with the same instants, itself if there is none. */
    private int same(int block, int place, long[] union) {
      for (int before = place - 1; before >= Math.max(0, place - 16); before--) {
        int entry = entry(block, before);
        int from = blocks.get(entry + 1);
        if (Arrays.equals(instants, from, blocks.get(entry + 2), union, 0, union.length)) {
          return blocks.get(entry + 3);
        }
      }
      return place;
    }

    private int write(long[] union) {
      int from = size;
      size += union.length;
      if (size > instants.length) {
        instants = Arrays.copyOf(instants, Math.max(size, instants.length + instants.length / 2));
      }
      System.arraycopy(union, 0, instants, from, union.length);
      return from;
    }
  }
}
