package dev.pimento.testkit.bench;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.AccessView;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The same questions to the index, in the forms that its public API has. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PimentoBench extends Shared {

  private static int next;

  private final AccessIndex index = Stage.current().index;
  private final Questions questions = Stage.current().questions;
  private final int[] principals = Stage.current().principals;
  private final int[] accesses = Stage.current().accesses;
  private final AccessView noon = index.at(Field.at(Field.MONTH / 2));

  private int question() {
    next = (next + 1) & questions.mask;
    return next;
  }

  @Benchmark
  public Object can() {
    int q = question();
    return index.can(questions.ids[q], questions.accesses[q], questions.instants[q]);
  }

  @Benchmark
  public Object canByHandle() {
    int q = question();
    return index.can(principals[q], accesses[q], questions.instants[q]);
  }

  @Benchmark
  public Object canInView() {
    int q = question();
    return noon.can(principals[q], accesses[q]);
  }

  @Benchmark
  public Object whoWithIds() {
    int q = question();
    return index.who(questions.accesses[q], questions.instants[q]);
  }

  @Benchmark
  public void who(Blackhole hole) {
    int q = question();
    index.who(accesses[q], questions.instants[q], hole::consume);
  }

  @Benchmark
  public void what(Blackhole hole) {
    int q = question();
    index.what(principals[q], questions.instants[q], hole::consume);
  }

  /** The view is made for each, since each is of another instant. */
  @Benchmark
  public void matrix(Blackhole hole) {
    index
        .at(questions.instants[question()])
        .forEach(
            (principal, access) -> {
              hole.consume(principal);
              hole.consume(access);
            });
  }

  @Benchmark
  public Instant nextChangeOfUser() {
    int q = question();
    return index.nextChange(questions.ids[q], questions.instants[q]);
  }

  @Benchmark
  public Instant nextChangeOfTenant() {
    return index.nextChange(questions.instants[question()]);
  }
}
