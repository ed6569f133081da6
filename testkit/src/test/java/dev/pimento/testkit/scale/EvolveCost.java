package dev.pimento.testkit.scale;

import com.sun.management.ThreadMXBean;
import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * What one event costs in a small and in a large tenant, and what a fork costs: bytes and
 * nanoseconds, and the ratios. No test: time is not asserted. {@code mvn -q -Pbench package} runs
 * it.
 */
public final class EvolveCost {

  private static final Instant READ = Instant.parse("2026-03-02T08:00:00Z");
  private static final int SMALL = 1_000;
  private static final int LARGE = 1_000_000;
  private static final int EVENTS = 20_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Object kept = "";

  private record Cost(double bytes, double nanos) {}

  private EvolveCost() {}

  /** Prints the figures. */
  public static void main(String[] arguments) {
    Tenant small = tenant(SMALL);
    Tenant large = tenant(LARGE);
    for (int i = 0; i < 20; i++) {
      measure(small, events(SMALL, i));
    }
    Cost inSmall = measure(small, events(SMALL, 99));
    Cost inLarge = measure(large, events(LARGE, 99));
    System.out.println("one activation, applied to a tenant of that many users, on cold keys");
    print(SMALL, inSmall);
    print(LARGE, inLarge);
    System.out.printf(
        Locale.ROOT,
        "ratio: %.2f times the bytes (at most 3), %.1f times the time (at most 20)%n",
        inLarge.bytes / inSmall.bytes,
        inLarge.nanos / inSmall.nanos);
    Simulation day = Simulation.of(large);
    Cost fork = measure(day::fork);
    System.out.printf(
        Locale.ROOT,
        "fork of a simulation: %.0f bytes, %.0f ns; one event: %.0f bytes, %.0f ns%n",
        fork.bytes,
        fork.nanos,
        inLarge.bytes,
        inLarge.nanos);
    System.out.println("kept " + kept.getClass().getSimpleName());
  }

  private static void print(int users, Cost cost) {
    System.out.printf(
        Locale.ROOT, "%,10d users: %,6.0f bytes, %,6.0f ns%n", users, cost.bytes, cost.nanos);
  }

  private static Cost measure(Tenant tenant, List<Event> events) {
    long thread = Thread.currentThread().getId();
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long start = System.nanoTime();
    for (Event event : events) {
      kept = tenant.after(event);
    }
    long nanos = System.nanoTime() - start;
    bytes = THREADS.getThreadAllocatedBytes(thread) - bytes;
    return new Cost((double) bytes / events.size(), (double) nanos / events.size());
  }

  private static Cost measure(Supplier<Object> what) {
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < EVENTS; i++) {
      kept = what.get();
    }
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long start = System.nanoTime();
    for (int i = 0; i < EVENTS; i++) {
      kept = what.get();
    }
    long nanos = System.nanoTime() - start;
    bytes = THREADS.getThreadAllocatedBytes(thread) - bytes;
    return new Cost((double) bytes / EVENTS, (double) nanos / EVENTS);
  }

  private static Tenant tenant(int users) {
    Tenant.Builder builder = Tenant.builder(READ).coverage(Coverage.everything());
    for (int i = 0; i < groups(users); i++) {
      builder.principal(Group.roleAssignable(group(i), "Group " + i));
    }
    for (int i = 0; i < users; i++) {
      builder.principal(User.of(user(i), "User " + i, "user" + i + "@contoso.com"));
      builder.schedule(
          new Eligibility(
              id(3, i),
              user(i),
              membership(i, users),
              Span.exactly(Interval.of(READ, READ.plus(Duration.ofDays(1 + i % 300)))),
              Phase.CURRENT));
    }
    return builder.build();
  }

  /** One activation each of random users, in no order. */
  private static List<Event> events(int users, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Event> events = new ArrayList<>(EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      int user = random.nextInt(users);
      events.add(
          new Event.ScheduleCreated(
              READ,
              new Assignment(
                  id(4, (int) seed * EVENTS + i),
                  user(user),
                  membership(user, users),
                  Assignment.Kind.ACTIVATED,
                  Optional.of(id(3, user)),
                  Span.exactly(Interval.of(READ, READ.plus(Duration.ofHours(4)))),
                  Phase.CURRENT)));
    }
    return events;
  }

  private static int groups(int users) {
    return Math.max(1, users / 200);
  }

  private static Access membership(int user, int users) {
    return Access.member(group(user % groups(users)));
  }

  private static Id user(int number) {
    return id(1, number);
  }

  private static Id group(int number) {
    return id(2, number);
  }

  /** Spread over the whole range, as real ids are. */
  private static Id id(int kind, int number) {
    long spread = (number + ((long) kind << 32)) * 0x9E3779B97F4A7C15L;
    return Id.of(
        "%08x-%04x-4%03x-%04x-%012x"
            .formatted(
                spread >>> 32, (spread >>> 16) & 0xFFFF, spread & 0xFFF, 0x9000 + kind, number));
  }
}
