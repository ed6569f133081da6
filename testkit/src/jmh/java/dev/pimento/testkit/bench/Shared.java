package dev.pimento.testkit.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Notes which share of an iteration its thread was running: JMH measures by the clock on the wall,
 * and the cores are shared with others. All contenders run in one thread.
 */
@State(Scope.Benchmark)
public abstract class Shared {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static volatile double share = 1;

  private long cpu;
  private long wall;

  @Setup(Level.Iteration)
  public void start() {
    cpu = cpuNanos();
    wall = System.nanoTime();
  }

  @TearDown(Level.Iteration)
  public void stop() {
    share = Math.min(1, (double) (cpuNanos() - cpu) / (System.nanoTime() - wall));
  }

  static double share() {
    return share;
  }

  static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
