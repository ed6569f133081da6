package dev.pimento.testkit.bench;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Two contenders, measured in turn and in reversed order each round, within one JVM.
 *
 * <p>JMH runs one benchmark after another and forks a JVM for each; here it is asked to run one
 * short iteration without a fork, once a round and contender, so that both meet the same heap, the
 * same clock rate and the same neighbours.
 */
final class Rounds {

  static final int ROUNDS = 7;
  private static final TimeValue ITERATION =
      TimeValue.milliseconds(Boolean.getBoolean("bench.full") ? 100 : 50);

  private Rounds() {}

  /** What one side and the other take, and the ratios of each round. */
  record Duel(double ours, double theirs, double ratio, double spread) {

    /** A figure whose ratios differ by more than that is not worth printing. */
    boolean isSteady() {
      return spread <= 3;
    }
  }

  static Duel ofBenchmarks(Class<?> ours, String ourMethod, Class<?> theirs, String theirMethod) {
    jmh(ours, ourMethod, 3);
    jmh(theirs, theirMethod, 1);
    return of(() -> jmh(ours, ourMethod, 0), () -> jmh(theirs, theirMethod, 0));
  }

  /** Ratios of theirs to ours. */
  static Duel of(DoubleSupplier ours, DoubleSupplier theirs) {
    double[] a = new double[ROUNDS];
    double[] b = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      if (round % 2 == 0) {
        a[round] = ours.getAsDouble();
        b[round] = theirs.getAsDouble();
      } else {
        b[round] = theirs.getAsDouble();
        a[round] = ours.getAsDouble();
      }
      ratios[round] = b[round] / a[round];
    }
    Arrays.sort(ratios);
    return new Duel(median(a), median(b), ratios[ROUNDS / 2], ratios[ROUNDS - 1] / ratios[0]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Nanoseconds of processor time an operation. */
  private static double jmh(Class<?> benchmarks, String method, int warmups) {
    var options =
        new OptionsBuilder()
            .include("^\\Q" + benchmarks.getName() + "." + method + "\\E$")
            .forks(0)
            .warmupIterations(warmups)
            .warmupTime(ITERATION)
            .measurementIterations(1)
            .measurementTime(ITERATION)
            .shouldDoGC(false)
            .verbosity(VerboseMode.SILENT)
            .build();
    try {
      return new Runner(options).runSingle().getPrimaryResult().getScore() * Shared.share();
    } catch (RunnerException e) {
      throw new IllegalStateException(e);
    }
  }
}
