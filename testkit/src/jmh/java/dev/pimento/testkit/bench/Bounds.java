package dev.pimento.testkit.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What nothing can be quicker than on this machine, measured beside the peers. */
final class Bounds {

  private static final int READS = 4_000_000;

  private Bounds() {}

  /** Nanoseconds for a read whose place the read before has told, in so many bytes. */
  static double dependentRead(long bytes) {
    int[] next = circle((int) (bytes / Integer.BYTES));
    int at = 0;
    double best = Double.MAX_VALUE;
    for (int round = 0; round < Rounds.ROUNDS; round++) {
      long start = Shared.cpuNanos();
      for (int i = 0; i < READS; i++) {
        at = next[at];
      }
      best = Math.min(best, (double) (Shared.cpuNanos() - start) / READS);
    }
    if (at < 0) {
      throw new IllegalStateException("Expected a place, but found " + at);
    }
    return best;
  }

  /** A way through all places in no order that a processor foresees. */
  private static int[] circle(int size) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    SplittableRandom random = new SplittableRandom(size);
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    int[] next = new int[size];
    for (int i = 0; i < size; i++) {
      next[order[i]] = order[(i + 1) % size];
    }
    return next;
  }
}
