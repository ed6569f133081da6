package dev.pimento.testkit.bench;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The questions of {@link PimentoBench} to the {@link Floor}, by the same names. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FloorBench extends Shared {

  private static int next;

  private final Floor floor = requireNonNull(Stage.current().floor, "floor");
  private final Questions questions = Stage.current().questions;
  private final long[] noon = floor.view(Field.MONTH / 2);

  private int question() {
    next = (next + 1) & questions.mask;
    return next;
  }

  @Benchmark
  public boolean can() {
    int q = question();
    return floor.can(questions.ids[q], questions.accesses[q].target(), questions.instants[q]);
  }

  @Benchmark
  public boolean canByHandle() {
    int q = question();
    return floor.can(questions.users[q], questions.roles[q], (int) questions.seconds[q]);
  }

  @Benchmark
  public boolean canInView() {
    int q = question();
    return floor.can(questions.users[q], questions.roles[q], noon);
  }

  @Benchmark
  public void who(Blackhole hole) {
    int q = question();
    floor.who(questions.roles[q], (int) questions.seconds[q], hole::consume);
  }

  @Benchmark
  public void what(Blackhole hole) {
    int q = question();
    floor.what(questions.users[q], (int) questions.seconds[q], hole::consume);
  }

  @Benchmark
  public int nextChangeOfUser() {
    int q = question();
    return floor.nextChange(questions.ids[q], questions.instants[q]);
  }
}
