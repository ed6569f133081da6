package dev.pimento.testkit.bench;

import com.sun.management.ThreadMXBean;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Agenda;
import dev.pimento.lifecycle.Engine;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A million starts and ends of a tenant, or all it has: the engine alone, and the simulation. */
final class Month {

  private static final int ACTIVATIONS = 500_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Month() {}

  static void measure(Report report, Size size) {
    Field field = new Field(size);
    Tenant tenant = field.tenant();
    double part = Math.min(1, (double) ACTIVATIONS / field.activations.length);
    Instant end = Field.at((long) (Field.MONTH * part));
    Agenda agenda = Agenda.of(tenant);
    Engine engine = Engine.with(Knowledge.builtIn());
    Simulation simulation = Simulation.of(tenant);
    long[] told = {0};
    for (int warm = 0; warm < 2; warm++) {
      engine.advance(tenant, agenda, end, steps -> told[0] += steps.size());
    }
    report.figure(
        "month, engine",
        size,
        figure(
            () -> {
              told[0] = 0;
              engine.advance(tenant, agenda, end, steps -> told[0] += steps.size());
              return told[0];
            }));
    long events = told[0];
    report.figure(
        "month, simulation with timeline, audit and mails",
        size,
        figure(
            () -> {
              simulation.advanceTo(end);
              return events;
            }));
  }

  private static String figure(LongSupplier month) {
    long thread = Thread.currentThread().getId();
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long start = Shared.cpuNanos();
    long events = month.getAsLong();
    double seconds = (Shared.cpuNanos() - start) / 1e9;
    bytes = THREADS.getThreadAllocatedBytes(thread) - bytes;
    return String.format(
        Locale.ROOT,
        "%,d events, %,.0f a second, %,d bytes each",
        events,
        events / seconds,
        bytes / events);
  }
}
