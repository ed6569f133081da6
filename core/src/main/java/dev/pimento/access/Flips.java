package dev.pimento.access;

import java.util.Arrays;

/**
 * Who gains and who loses a role, sorted by time; with everybody who has it after each so many
 * gains and losses, as bits by rank.
 */
final class Flips {

  private static final int STEP = 512;

  private final int[] start;
  private final Packed times;

  /** Ranks, where they take no more than 16 bits. */
  private final char[] near;

  /** Ranks, where they take more. */
  private final int[] far;

  private final int[] firstState;
  private final long[] states;
  private final int words;

  Flips(Closure closure, int firstRole, int roles) {
    this.words = (closure.ranked.length + 63) >>> 6;
    this.start = new int[roles + 1];
    for (int principal : closure.ranked) {
      int block = closure.blockOf(principal);
      for (int place = 0; place < closure.accesses(block); place++) {
        if (closure.access(block, place) >= firstRole) {
          start[closure.access(block, place) - firstRole + 1] += closure.changes(block, place);
        }
      }
    }
    for (int i = 0; i < roles; i++) {
      start[i + 1] += start[i];
    }
    long[] unpacked = new long[start[roles]];
    int[] ranks = new int[start[roles]];
    int[] next = Arrays.copyOf(start, roles);
    for (int rank = 0; rank < closure.ranked.length; rank++) {
      int block = closure.blockOf(closure.ranked[rank]);
      for (int place = 0; place < closure.accesses(block); place++) {
        int role = closure.access(block, place) - firstRole;
        if (role >= 0) {
          int count = closure.changes(block, place);
          closure.copyChanges(block, place, unpacked, next[role]);
          Arrays.fill(ranks, next[role], next[role] + count, rank);
          next[role] += count;
        }
      }
    }
    this.firstState = new int[roles + 1];
    for (int role = 0; role < roles; role++) {
      sort(unpacked, ranks, start[role], start[role + 1]);
      firstState[role + 1] = firstState[role] + 1 + (start[role + 1] - start[role]) / STEP;
    }
    this.times = Packed.of(unpacked);
    boolean fit = closure.ranked.length <= 1 << Character.SIZE;
    this.near = new char[fit ? ranks.length : 0];
    for (int i = 0; i < near.length; i++) {
      near[i] = (char) ranks[i];
    }
    this.far = fit ? new int[0] : ranks;
    this.states = new long[firstState[roles] * words];
    long[] state = new long[words];
    for (int role = 0; role < roles; role++) {
      Arrays.fill(state, 0);
      for (int i = 0; i <= start[role + 1] - start[role]; i++) {
        if (i % STEP == 0) {
          System.arraycopy(state, 0, states, (firstState[role] + i / STEP) * words, words);
        }
        if (i < start[role + 1] - start[role]) {
          flip(state, 0, ranks[start[role] + i]);
        }
      }
    }
  }

  private static void flip(long[] bits, int from, int rank) {
    bits[from + (rank >>> 6)] ^= 1L << rank;
  }

  /** Sorts by as much of the time as fits beside the place, and then what that can't tell apart. */
  private static void sort(long[] times, int[] ranks, int from, int to) {
    int count = to - from;
    if (count < 2) {
      return;
    }
    long least = times[from];
    long greatest = times[from];
    for (int i = from; i < to; i++) {
      least = Math.min(least, times[i]);
      greatest = Math.max(greatest, times[i]);
    }
    int placeBits = 32 - Integer.numberOfLeadingZeros(count - 1);
    int timeBits = 64 - Long.numberOfLeadingZeros(greatest - least);
    int drop = Math.max(0, timeBits + placeBits - 63);
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = ((times[from + i] - least) >>> drop) << placeBits | i;
    }
    Arrays.sort(keys);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = (int) (keys[i] & ((1L << placeBits) - 1));
    }
    long[] unsorted = Arrays.copyOfRange(times, from, to);
    if (drop > 0) {
      for (int i = 0, run = 0; i < count; i++) {
        if (i + 1 == count || keys[i] >>> placeBits != keys[i + 1] >>> placeBits) {
          Order.sort(order, run, i + 1, (a, b) -> Long.compare(unsorted[a], unsorted[b]));
          run = i + 1;
        }
      }
    }
    int[] unsortedRanks = Arrays.copyOfRange(ranks, from, to);
    for (int i = 0; i < count; i++) {
      times[from + i] = unsorted[order[i]];
      ranks[from + i] = unsortedRanks[order[i]];
    }
  }

  /** How many words hold one bit for each rank. */
  int words() {
    return words;
  }

  /** Sets the bits of those who have the role at the instant, in words that start at a place. */
  void at(int role, long t, long[] bits, int place) {
    int first = start[role];
    int flipped = times.after(first, start[role + 1], t) - first;
    int state = flipped / STEP;
    if (flipped % STEP > STEP / 2 && (state + 1) * STEP <= start[role + 1] - first) {
      state++;
    }
    System.arraycopy(states, (firstState[role] + state) * words, bits, place, words);
    int low = first + Math.min(flipped, state * STEP);
    int high = first + Math.max(flipped, state * STEP);
    for (int i = low; i < high; i++) {
      flip(bits, place, far.length == 0 ? near[i] : far[i]);
    }
  }
}
