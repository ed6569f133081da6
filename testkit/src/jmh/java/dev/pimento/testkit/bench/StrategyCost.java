package dev.pimento.testkit.bench;

import dev.pimento.knowledge.Knowledge;
import dev.pimento.strategy.Strategies;
import dev.pimento.strategy.Strategy;
import dev.pimento.tenant.Tenant;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long it takes to say how everybody comes to every role, in a tenant with 100,000 users, 5,000
 * groups and 130 roles; and what it keeps on the heap.
 */
final class StrategyCost {

  private static final int ROUNDS = 3;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private StrategyCost() {}

  public static void main(String[] arguments) {
    Size size = Size.M;
    Tenant tenant = new Field(size).tenant();
    double tenantHeap = usedMegabytes();
    System.out.printf(
        Locale.ROOT,
        "strategies of %,d users, %,d groups, %d roles, %,d records (tenant: %.0f MB)%n",
        size.users,
        size.groups,
        Field.ROLES,
        size.records,
        tenantHeap);
    for (int round = 1; round <= ROUNDS; round++) {
      Map<Strategy, Integer> found = new EnumMap<>(Strategy.class);
      long[] told = {0, 0};
      long start = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      Strategies strategies = Strategies.of(tenant, Knowledge.builtIn(), tenant.asOf());
      double made = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
      strategies.forEach(
          progress -> {
            told[0]++;
            told[1] = progress.people();
          },
          holding -> holding.strategy().ifPresent(s -> found.merge(s, 1, Integer::sum)));
      double all = seconds(start);
      System.out.printf(
          Locale.ROOT,
          "round %d: %,d people with ways to roles, %s, %.1f s, %.1f s of the processor"
              + " (%.1f s to make it), progress told %d times, %.0f MB kept%n",
          round,
          told[1],
          found,
          all,
          (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9,
          made,
          told[0],
          usedMegabytes() - tenantHeap);
      if (strategies.reads().size() > 0) {
        throw new IllegalStateException("expected a tenant that was read");
      }
    }
    System.out.printf(
        Locale.ROOT, "with at most %,d MB of heap%n", Runtime.getRuntime().maxMemory() >> 20);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double usedMegabytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }
}
