package dev.pimento.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Who can use which role when, by <em>crowds</em>: the members of each group that holds roles, and
 * those who have a role by themselves. A crowd is kept once, however many roles its group holds; a
 * role is open to it while the group holds the role. A flip is that somebody comes to a crowd or
 * leaves it: all flips are sorted by time, with everybody who is in any crowd after each so many of
 * them, as bits.
 *
 * <p>Immutable and thread-safe.
 */
final class Flips {

  private static final long[] ALWAYS = {Long.MIN_VALUE};
  private static final int FEWEST = 32;

  /** How many words hold one bit for each rank. */
  private final int words;

  /** By crowd, the place of its first member; one more at the end. */
  private final int[] first;

  /** By place, the rank of the member. */
  private final int[] members;

  private final Packed times;

  /** The places of those who come or leave, where they take no more than 16 bits. */
  private final char[] near;

  /** The same where they take more. */
  private final int[] far;

  /** How many flips lie between two states: so many that the states take no more room. */
  private final int step;

  /** The times of the flips after which there is a state. */
  private final Packed marks;

  /** Who is there, by place: at the beginning and after each mark. */
  private final long[] states;

  private final Way[][] byRole;
  private final Way[][] byCrowd;

  /** That a role is open to a crowd at some times. */
  private static final class Way {

    private final int role;
    private final int crowd;
    private final long[] times;

    private Way(int role, int crowd, long[] times) {
      this.role = role;
      this.crowd = crowd;
      this.times = times;
    }

    private boolean isOpen(long t) {
      return times == ALWAYS || Toggles.contains(times, t);
    }
  }

  private Flips(Builder builder, int ranks) {
    int crowds = builder.crowds.size();
    this.words = wordsFor(ranks);
    this.byRole = builder.ways(builder.roles, way -> way.role);
    this.byCrowd = builder.ways(crowds, way -> way.crowd);
    this.first = new int[crowds + 1];
    int flips = 0;
    for (int crowd = 0; crowd < crowds; crowd++) {
      first[crowd + 1] = first[crowd] + builder.crowds.get(crowd).ranks.size();
      flips += builder.crowds.get(crowd).flips;
    }
    this.members = new int[first[crowds]];
    long[] unsorted = new long[flips];
    int[] places = new int[flips];
    gather(builder.crowds, unsorted, places);
    Packed column = Packed.of(unsorted);
    int[] order = column.order();
    boolean fit = members.length <= 1 << Character.SIZE;
    this.times = column.at(order);
    this.near = new char[fit ? flips : 0];
    this.far = new int[fit ? 0 : flips];
    this.step = Math.max(FEWEST, 2 * stateWords());
    this.states = new long[(1 + flips / step) * stateWords()];
    this.marks = times.at(replay(places, order));
  }

  /** Writes who the members are, and their flips one member after the other. */
  private void gather(List<Crowd> crowds, long[] unsorted, int[] places) {
    int flip = 0;
    int place = 0;
    for (Crowd crowd : crowds) {
      for (int i = 0; i < crowd.ranks.size(); i++) {
        members[place] = crowd.ranks.get(i);
        for (long t : crowd.toggles.get(i)) {
          places[flip] = place;
          unsorted[flip++] = t;
        }
        place++;
      }
    }
  }

  /** Writes who comes or leaves in the order of time, and the states; gives the marks. */
  private int[] replay(int[] places, int[] order) {
    long[] state = new long[stateWords()];
    int[] marked = new int[order.length / step];
    for (int flip = 0; flip < order.length; flip++) {
      int place = places[order[flip]];
      if (far.length == 0) {
        near[flip] = (char) place;
      } else {
        far[flip] = place;
      }
      state[place >>> 6] ^= 1L << place;
      if ((flip + 1) % step == 0) {
        int mark = flip / step;
        marked[mark] = flip;
        System.arraycopy(state, 0, states, (mark + 1) * state.length, state.length);
      }
    }
    return marked;
  }

  private static int wordsFor(int bits) {
    return (bits + 63) >>> 6;
  }

  private int stateWords() {
    return wordsFor(members.length);
  }

  /** How many words hold one bit for each rank. */
  int words() {
    return words;
  }

  /** The bits of those who can use the role at the instant, by rank. */
  long[] at(int role, long t) {
    long[] state = state(t);
    long[] bits = new long[words];
    for (Way way : byRole[role]) {
      if (way.isOpen(t)) {
        add(way.crowd, state, bits, 0);
      }
    }
    return bits;
  }

  /** The same of all roles, one after the other. */
  long[] at(long t) {
    long[] state = state(t);
    long[] bits = new long[byRole.length * words];
    for (Way[] ways : byCrowd) {
      for (Way way : ways) {
        if (way.isOpen(t)) {
          add(way.crowd, state, bits, way.role * words);
        }
      }
    }
    return bits;
  }

  /** Who is in a crowd at the instant, by place. */
  private long[] state(long t) {
    long floor = times.floor(t);
    int mark = marks.after(0, marks.size(), floor);
    int begin = mark * step;
    int end = times.after(begin, Math.min(begin + step, times.size()), floor);
    int from = mark * stateWords();
    long[] state = Arrays.copyOfRange(states, from, from + stateWords());
    for (int flip = begin; flip < end; flip++) {
      int place = far.length == 0 ? near[flip] : far[flip];
      state[place >>> 6] ^= 1L << place;
    }
    return state;
  }

  /** Adds the bits by rank of those who are in the crowd, in words that start at some word. */
  private void add(int crowd, long[] state, long[] bits, int start) {
    int end = first[crowd + 1];
    for (int place = first[crowd]; place < end; ) {
      long rest = state[place >>> 6] >>> place;
      if (rest == 0) {
        place = (place | 63) + 1;
      } else {
        place += Long.numberOfTrailingZeros(rest);
        if (place < end) {
          int rank = members[place++];
          bits[start + (rank >>> 6)] |= 1L << rank;
        }
      }
    }
  }

  /** Takes those who have a rank, in the order of ranks. Not thread-safe. */
  static final class Builder {

    private final int[] crowdOf;
    private final int firstRole;
    private final int roles;
    private final List<Crowd> crowds = new ArrayList<>();
    private final List<Way> ways = new ArrayList<>();

    /** The crowds of those who have roles by themselves come first. */
    Builder(Columns columns, Doors doors) {
      this.firstRole = columns.firstRole();
      this.roles = columns.roles();
      this.crowdOf = new int[columns.groups()];
      for (int role = 0; role < roles; role++) {
        open(doors, role, ALWAYS);
        crowds.add(new Crowd());
      }
      for (int group = 0; group < crowdOf.length; group++) {
        if (doors.leadToRoles(group)) {
          int[] held = doors.roles(group);
          for (int place = 0; place < held.length; place++) {
            open(doors, held[place] - firstRole, doors.times(group, place));
          }
          crowdOf[group] = crowds.size();
          crowds.add(new Crowd());
        }
      }
    }

    /** Opens the role, and the same at narrower scopes, to the crowd that comes next. */
    private void open(Doors doors, int role, long[] times) {
      ways.add(new Way(role, crowds.size(), times));
      for (int narrower : doors.coveredBy(role)) {
        ways.add(new Way(narrower - firstRole, crowds.size(), times));
      }
    }

    /** Who has a role by itself, or is in a group that holds roles. */
    void add(int access, int rank, long[] times) {
      Crowd crowd = crowds.get(access < firstRole ? crowdOf[access] : access - firstRole);
      crowd.ranks.add(rank);
      crowd.toggles.add(times);
      crowd.flips += times.length;
    }

    Flips build(int ranks) {
      return new Flips(this, ranks);
    }

    private Way[][] ways(int count, ToIntFunction<Way> number) {
      List<List<Way>> lists = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        lists.add(new ArrayList<>());
      }
      ways.forEach(way -> lists.get(number.applyAsInt(way)).add(way));
      return lists.stream().map(list -> list.toArray(Way[]::new)).toArray(Way[][]::new);
    }
  }

  /** Who is in a crowd, and when, while it grows. */
  private static final class Crowd {

    private final Ints ranks = new Ints(8);
    private final List<long[]> toggles = new ArrayList<>();
    private int flips;
  }
}
