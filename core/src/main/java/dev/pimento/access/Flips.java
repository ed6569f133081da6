package dev.pimento.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Who can use which role when, by <em>crowds</em>: the members of each group that holds roles, and
 * those who have a role by themselves. A crowd is kept once, however many roles its group holds; a
 * role is open to it while the group holds the role. A flip is that somebody comes to a crowd or
 * leaves it. All flips are parted by time into <em>spells</em> of so many each; within a spell they
 * are sorted by whom they are about. For the beginning of each spell everybody who is in any crowd
 * is kept, as bits. So a question looks up a spell, and in it what belongs to the crowds in
 * question.
 *
 * <p>Immutable and thread-safe.
 */
final class Flips {

  private static final long[] ALWAYS = {Long.MIN_VALUE};
  private static final long[] NOT_NEEDED = {};
  private static final int FEWEST = 32;

  /** To look for the flips of one crowd takes as long as to look at so many flips. */
  private static final int SEARCH = 64;

  /** How many words hold one bit for each rank. */
  private final int words;

  /** By crowd, the place of its first member; one more at the end. */
  private final int[] first;

  /** By place, the rank of the member. */
  private final int[] members;

  /** How many flips a spell has: so many that the states take no more room. */
  private final int step;

  /** The times of the last flips of spells. */
  private final Packed marks;

  /** The places of those who come or leave, where they take no more than 16 bits. */
  private final char[] near;

  /** The same where they take more. */
  private final int[] far;

  /** By spell, the floor of its first flip. */
  private final long[] floors;

  /** When somebody comes or leaves, as what is to be added to the floor of the spell. */
  private final char[] later;

  /** The same where that does not always fit. */
  private final Packed times;

  /** Who is there, by place: at the beginning of each spell. */
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

  private Flips(Builder builder, Packed clock, int ranks) {
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
    this.step = Math.max(FEWEST, 2 * stateWords());
    long[] always = new long[stateWords()];
    long[] when = new long[flips];
    int[] places = new int[flips];
    int count = gather(builder.crowds, always, when, places);
    Packed byPlace = clock.alike(Arrays.copyOf(when, count));
    int[] order = byPlace.order();
    this.marks = byPlace.at(marks(order));
    this.floors = floors(byPlace, order);
    int[] spells = bySpell(order);
    boolean fitPlaces = members.length <= 1 << Character.SIZE;
    this.near = new char[fitPlaces ? count : 0];
    this.far = new int[fitPlaces ? 0 : count];
    this.later = later(byPlace, spells);
    this.times = later.length == count ? clock.at(new int[0]) : byPlace.at(spells);
    this.states = replay(always, places, spells);
  }

  /**
   * Writes who the members are, who is there from the beginning, and the other flips one member
   * after the other; gives how many these are.
   */
  private int gather(List<Crowd> crowds, long[] always, long[] when, int[] places) {
    int flips = 0;
    int place = 0;
    for (Crowd crowd : crowds) {
      for (int i = 0; i < crowd.ranks.size(); i++) {
        members[place] = crowd.ranks.get(i);
        for (long t : crowd.toggles.get(i)) {
          if (t == Long.MIN_VALUE) {
            always[place >>> 6] ^= 1L << place;
          } else if (t < Long.MAX_VALUE) {
            places[flips] = place;
            when[flips++] = t;
          }
        }
        place++;
      }
    }
    return flips;
  }

  /** The last flips of spells. */
  private int[] marks(int[] order) {
    int[] marks = new int[order.length / step];
    Arrays.setAll(marks, spell -> order[(spell + 1) * step - 1]);
    return marks;
  }

  /** The floors of the first flips of spells. */
  private long[] floors(Packed when, int[] order) {
    long[] floors = new long[1 + order.length / step];
    Arrays.setAll(
        floors,
        spell -> spell * step == order.length ? 0 : when.floor(when.get(order[spell * step])));
    return floors;
  }

  /** The flips by spell, and in each as they were gathered: by place, and by time. */
  private int[] bySpell(int[] order) {
    int[] spell = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      spell[order[i]] = i / step;
    }
    int[] next = new int[1 + order.length / step];
    Arrays.setAll(next, i -> i * step);
    int[] sorted = new int[order.length];
    for (int flip = 0; flip < order.length; flip++) {
      sorted[next[spell[flip]]++] = flip;
    }
    return sorted;
  }

  /** What is to be added to floors; nothing if it doesn't always fit. */
  private char[] later(Packed when, int[] spells) {
    char[] later = new char[spells.length];
    for (int i = 0; i < spells.length; i++) {
      long more = when.floor(when.get(spells[i])) - floors[i / step];
      if (more != (char) more) {
        return new char[0];
      }
      later[i] = (char) more;
    }
    return later;
  }

  /** Writes who comes or leaves, and gives the states. */
  private long[] replay(long[] always, int[] places, int[] spells) {
    long[] states = new long[(1 + spells.length / step) * always.length];
    long[] state = always.clone();
    for (int i = 0; i < spells.length; i++) {
      if (i % step == 0) {
        System.arraycopy(state, 0, states, i / step * state.length, state.length);
      }
      int place = places[spells[i]];
      if (far.length == 0) {
        near[i] = (char) place;
      } else {
        far[i] = place;
      }
      state[place >>> 6] ^= 1L << place;
    }
    if (spells.length % step == 0) {
      System.arraycopy(state, 0, states, states.length - state.length, state.length);
    }
    return states;
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
    long[] bits = new long[words];
    if (t == Long.MAX_VALUE) {
      return bits;
    }
    int spell = spell(t);
    Way[] ways = byRole[role];
    long[] state = ways.length * SEARCH > step ? state(spell, t) : NOT_NEEDED;
    for (Way way : ways) {
      if (way.isOpen(t)) {
        if (state == NOT_NEEDED) {
          add(way.crowd, spell, t, bits);
        } else {
          add(way.crowd, state, bits, 0);
        }
      }
    }
    return bits;
  }

  /** The same of all roles, one after the other. */
  long[] at(long t) {
    long[] bits = new long[byRole.length * words];
    if (t == Long.MAX_VALUE) {
      return bits;
    }
    long[] state = state(spell(t), t);
    for (Way[] ways : byCrowd) {
      for (Way way : ways) {
        if (way.isOpen(t)) {
          add(way.crowd, state, bits, way.role * words);
        }
      }
    }
    return bits;
  }

  private int spell(long t) {
    return marks.after(0, marks.size(), marks.floor(t));
  }

  /** Who is in any crowd at an instant in the spell, by place. */
  private long[] state(int spell, long t) {
    long[] state = Arrays.copyOfRange(states, spell * stateWords(), (spell + 1) * stateWords());
    long most = mostLater(spell, t);
    int end = lastFlip(spell);
    for (int flip = spell * step; flip < end; flip++) {
      int place = place(flip);
      state[place >>> 6] ^= past(flip, t, most) << place;
    }
    return state;
  }

  /** Adds the bits of those who are in the crowd at an instant in the spell. */
  private void add(int crowd, int spell, long t, long[] bits) {
    int end = first[crowd + 1];
    if (first[crowd] == end) {
      return;
    }
    long most = mostLater(spell, t);
    int lastFlip = lastFlip(spell);
    int flip = firstFlip(first[crowd], spell * step, lastFlip);
    for (int place = first[crowd]; place < end; place = (place | 63) + 1) {
      int word = place >>> 6;
      long there = states[spell * stateWords() + word];
      for (; flip < lastFlip && place(flip) >>> 6 == word; flip++) {
        there ^= past(flip, t, most) << place(flip);
      }
      add(there & -1L << place, word << 6, end, bits, 0);
    }
  }

  /** The same of those who are there in a state, in words that start at some word. */
  private void add(int crowd, long[] state, long[] bits, int start) {
    int end = first[crowd + 1];
    for (int place = first[crowd]; place < end; place = (place | 63) + 1) {
      int word = place >>> 6;
      add(state[word] & -1L << place, word << 6, end, bits, start);
    }
  }

  private void add(long there, int from, int end, long[] bits, int start) {
    for (long rest = there; rest != 0; rest &= rest - 1) {
      int place = from + Long.numberOfTrailingZeros(rest);
      if (place >= end) {
        return;
      }
      int rank = members[place];
      bits[start + (rank >>> 6)] |= 1L << rank;
    }
  }

  private int lastFlip(int spell) {
    return Math.min((spell + 1) * step, flips());
  }

  private int flips() {
    return near.length + far.length;
  }

  private int place(int flip) {
    return far.length == 0 ? near[flip] : far[flip];
  }

  /** What may be added to the floor of the spell up to the instant; -1 where nothing may. */
  private long mostLater(int spell, long t) {
    long floor = marks.floor(t);
    long most = floor - floors[spell];
    if (floor < floors[spell]) {
      return -1;
    }
    return most < 0 ? Character.MAX_VALUE : Math.min(most, Character.MAX_VALUE);
  }

  /** 1 for a flip that is not after the instant, else 0: no processor could foresee which. */
  private long past(int flip, long t, long mostLater) {
    return later.length > 0 ? (later[flip] - mostLater - 1) >>> 63 : times.get(flip) <= t ? 1 : 0;
  }

  /** The first flip in the range whose place is not less. */
  private int firstFlip(int place, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (place(middle) < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Takes those who have a rank, in the order of ranks. Not thread-safe. */
  static final class Builder {

    private final Packed clock;
    private final int[] crowdOf;
    private final int firstRole;
    private final int roles;
    private final List<Crowd> crowds = new ArrayList<>();
    private final List<Way> ways = new ArrayList<>();

    /** The crowds of those who have roles by themselves come first. */
    Builder(Columns columns, Doors doors) {
      this.clock = columns.assignments.times;
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
      return new Flips(this, clock, ranks);
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
