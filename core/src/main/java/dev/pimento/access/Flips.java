package dev.pimento.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Who can use which role when, by <em>crowds</em>: the members of each group that holds roles, and
 * those who have a role by themselves. A crowd is kept once, however many roles its group holds; a
 * role is open to it while the group holds the role. Members of crowds have <em>places</em>, one
 * crowd after the other, and 64 places are a word.
 *
 * <p>A flip is that somebody comes to a crowd or leaves it. All flips are parted by time into
 * <em>spells</em> of so many each; within a spell they are sorted by place. For the beginning of
 * each spell it is kept, as bits by place, who is there, and beside each word where its flips
 * start. So a question looks up a spell, and in it the words of the crowds in question.
 *
 * <p>Immutable and thread-safe.
 */
final class Flips {

  private static final long[] ALWAYS = {Long.MIN_VALUE};
  private static final int FEWEST = 32;

  /** How many words hold one bit for each rank. */
  private final int words;

  /** By place, the rank of the member. */
  private final int[] members;

  /** How many flips a spell has: so many that the states take no more room. */
  private final int step;

  /** The times of the last flips of spells. */
  private final Packed marks;

  /** Whose flip it is, by its place within the word. */
  private final byte[] near;

  /** By spell, the floor of its first flip. */
  private final long[] floors;

  /** When somebody comes or leaves, as what is to be added to the floor of the spell. */
  private final char[] later;

  /** The same where that does not always fit. */
  private final Packed times;

  /** By spell and word, who is there at its beginning. */
  private final long[] states;

  /** By spell and word, the first of its flips; one more at the end. */
  private final int[] starts;

  private final Parts[] byRole;

  /** By role, the one for the whole tenant that covers it, or -1. */
  private final int[] wider;

  /** That a crowd has a role at some times. */
  private static final class Way {

    private final int crowd;
    private final long[] times;

    private Way(int crowd, long[] times) {
      this.crowd = crowd;
      this.times = times;
    }
  }

  /**
   * Where those stand who may have a role: parts of words, each with when the role is open to it.
   */
  private static final class Parts {

    private final int[] words;
    private final long[] masks;
    private final long[][] times;

    private Parts(List<Way> ways, int[] first) {
      Ints words = new Ints(ways.size());
      List<long[]> times = new ArrayList<>();
      LongStream.Builder masks = LongStream.builder();
      for (Way way : ways) {
        int end = first[way.crowd + 1];
        for (int place = first[way.crowd]; place < end; place = (place | 63) + 1) {
          words.add(place >>> 6);
          masks.add(-1L << place & (end > (place | 63) ? -1L : (1L << end) - 1));
          times.add(way.times);
        }
      }
      this.words = words.toArray();
      this.masks = masks.build().toArray();
      this.times = times.toArray(long[][]::new);
    }

    private int size() {
      return words.length;
    }

    /** The places to which the role is open at the instant, in the word of a part. */
    private long open(int part, long t) {
      return times[part] == ALWAYS || Toggles.contains(times[part], t) ? masks[part] : 0;
    }
  }

  private Flips(Builder builder, Packed clock, int ranks) {
    int crowds = builder.crowds.size();
    this.words = wordsFor(ranks);
    this.wider = builder.wider;
    int[] first = new int[crowds + 1];
    int flips = 0;
    for (int crowd = 0; crowd < crowds; crowd++) {
      first[crowd + 1] = first[crowd] + builder.crowds.get(crowd).ranks.size();
      flips += builder.crowds.get(crowd).flips;
    }
    this.members = new int[first[crowds]];
    this.byRole = builder.ways.stream().map(ways -> new Parts(ways, first)).toArray(Parts[]::new);
    this.step = Math.max(FEWEST, 4 * stateWords());
    long[] always = new long[stateWords()];
    long[] when = new long[flips];
    int[] places = new int[flips];
    int count = gather(builder.crowds, always, when, places);
    Packed byPlace = clock.alike(Arrays.copyOf(when, count));
    int[] order = byPlace.order();
    this.marks = byPlace.at(marks(order));
    this.floors = floors(byPlace, order);
    int[] spells = bySpell(order);
    this.near = new byte[count];
    this.starts = new int[(1 + count / step) * stateWords() + 1];
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
      near[i] = (byte) (place & 63);
      starts[i / step * state.length + (place >>> 6) + 1]++;
      state[place >>> 6] ^= 1L << place;
    }
    if (spells.length % step == 0) {
      System.arraycopy(state, 0, states, states.length - state.length, state.length);
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
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
    long most = mostLater(spell, t);
    add(role, spell, t, most, bits);
    if (wider[role] >= 0) {
      add(wider[role], spell, t, most, bits);
    }
    return bits;
  }

  /** Adds those who have the role at an instant in the spell, by rank. */
  private void add(int role, int spell, long t, long mostLater, long[] bits) {
    Parts parts = byRole[role];
    long[] there = new long[parts.size()];
    for (int part = 0; part < there.length; part++) {
      there[part] = parts.open(part, t) & state(spell, parts.words[part], t, mostLater);
    }
    add(parts, there, bits, 0);
  }

  /** The same of all roles, one after the other. */
  long[] at(long t) {
    long[] bits = new long[byRole.length * words];
    if (t == Long.MAX_VALUE) {
      return bits;
    }
    int spell = spell(t);
    long most = mostLater(spell, t);
    long[] state = new long[stateWords()];
    for (int word = 0; word < state.length; word++) {
      state[word] = state(spell, word, t, most);
    }
    for (int role = 0; role < byRole.length; role++) {
      Parts parts = byRole[role];
      long[] there = new long[parts.size()];
      for (int part = 0; part < there.length; part++) {
        there[part] = parts.open(part, t) & state[parts.words[part]];
      }
      add(parts, there, bits, role * words);
    }
    for (int role = 0; role < byRole.length; role++) {
      for (int word = 0; wider[role] >= 0 && word < words; word++) {
        bits[role * words + word] |= bits[wider[role] * words + word];
      }
    }
    return bits;
  }

  /** Adds the ranks of those who are there, in a word a part. */
  private void add(Parts parts, long[] there, long[] bits, int start) {
    int[] places = Ones.room(Ones.count(there, 0, there.length));
    int count = 0;
    for (int part = 0; part < there.length; part++) {
      count = Ones.add(there[part], parts.words[part] << 6, places, count);
    }
    for (int i = 0; i < count; i++) {
      int rank = members[places[i]];
      bits[start + (rank >>> 6)] |= 1L << rank;
    }
  }

  private int spell(long t) {
    return marks.after(0, marks.size(), marks.floor(t));
  }

  /** Who is there at an instant in the spell, in one word. */
  private long state(int spell, int word, long t, long mostLater) {
    int at = spell * stateWords() + word;
    long state = states[at];
    for (int flip = starts[at]; flip < starts[at + 1]; flip++) {
      state ^= past(flip, t, mostLater) << near[flip];
    }
    return state;
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

  /** Takes those who have a rank, in the order of ranks. Not thread-safe. */
  static final class Builder {

    private final Packed clock;
    private final int[] crowdOf;
    private final int firstRole;
    private final int[] wider;
    private final List<Crowd> crowds = new ArrayList<>();

    /** By role. */
    private final List<List<Way>> ways = new ArrayList<>();

    /** The crowds of those who have roles by themselves come first. */
    Builder(Columns columns, Doors doors) {
      this.clock = columns.assignments.times;
      this.firstRole = columns.firstRole();
      this.crowdOf = new int[columns.groups()];
      this.wider = new int[columns.roles()];
      Arrays.fill(wider, -1);
      for (int role = 0; role < wider.length; role++) {
        for (int narrower : doors.coveredBy(role)) {
          wider[narrower - firstRole] = role;
        }
        ways.add(new ArrayList<>());
        open(role, ALWAYS);
        crowds.add(new Crowd());
      }
      for (int group = 0; group < crowdOf.length; group++) {
        if (doors.leadToRoles(group)) {
          int[] held = doors.roles(group);
          for (int place = 0; place < held.length; place++) {
            open(held[place] - firstRole, doors.times(group, place));
          }
          crowdOf[group] = crowds.size();
          crowds.add(new Crowd());
        }
      }
    }

    /** Opens the role to the crowd that comes next. */
    private void open(int role, long[] times) {
      ways.get(role).add(new Way(crowds.size(), times));
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
  }

  /** Who is in a crowd, and when, while it grows. */
  private static final class Crowd {

    private final Ints ranks = new Ints(8);
    private final List<long[]> toggles = new ArrayList<>();
    private int flips;
  }
}
