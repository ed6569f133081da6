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

/** Questions to the peer that stands on the {@link Stage}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeerBench extends Shared {

  private static int next;

  private final Peer peer = requireNonNull(Stage.current().peer, "peer");
  private final int mask = Stage.current().questions.mask;

  private int question() {
    next = (next + 1) & mask;
    return next;
  }

  @Benchmark
  public boolean can() {
    return peer.can(question());
  }

  @Benchmark
  public Object who() {
    return peer.who(question());
  }

  @Benchmark
  public Object what() {
    return peer.what(question());
  }

  @Benchmark
  public void matrix(Blackhole hole) {
    peer.matrix(
        question(),
        (user, role) -> {
          hole.consume(user);
          hole.consume(role);
        });
  }

  @Benchmark
  public long nextChangeOfUser() {
    return ((NaiveMaps) peer).nextChange(question());
  }

  @Benchmark
  public Object nextChangeOfTenant() {
    return ((Boundaries) peer).after(question());
  }
}
