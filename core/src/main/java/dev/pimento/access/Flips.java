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
          start[closure.access(block, place) - firstRole + 1] +=
              closure.end(block, place) - closure.start(block, place);
        }
      }
    }
    for (int i = 0; i < roles; i++) {
      start[i + 1] += start[i];
    }
    long[] unsorted = new long[start[roles]];
    int[] ranks = new int[start[roles]];
    int[] next = Arrays.copyOf(start, roles);
    for (int rank = 0; rank < closure.ranked.length; rank++) {
      int block = closure.blockOf(closure.ranked[rank]);
      for (int place = 0; place < closure.accesses(block); place++) {
        int role = closure.access(block, place) - firstRole;
        if (role >= 0) {
          for (int i = closure.start(block, place); i < closure.end(block, place); i++) {
            unsorted[next[role]] = closure.times.ordinal(i);
            ranks[next[role]++] = rank;
          }
        }
      }
    }
    int[] order = new int[ranks.length];
    Arrays.setAll(order, i -> i);
    this.firstState = new int[roles + 1];
    for (int role = 0; role < roles; role++) {
      Order.sort(order, start[role], start[role + 1], unsorted);
      firstState[role + 1] = firstState[role] + 1 + (start[role + 1] - start[role]) / STEP;
    }
    long[] sorted = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = unsorted[order[i]];
      order[i] = ranks[order[i]];
    }
    ranks = order;
    this.times = closure.times.like(sorted);
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
