package dev.pimento.testkit.generators;

import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The instants at which something in a tenant begins or ends, and those right beside them. */
public final class RandomInstants {

  private RandomInstants() {}

  /**
   * Every instant at which an answer can change: the starts and ends of all schedules, the read,
   * and the beginning of the history; and the nanosecond before and after each.
   */
  public static SortedSet<Instant> boundaries(Tenant tenant) {
    SortedSet<Instant> boundaries = new TreeSet<>();
    Stream.concat(
            Stream.of(tenant.asOf(), tenant.historyFrom()),
            tenant
                .schedules()
                .flatMap(s -> Stream.of(s.span().certain(), s.span().possible()))
                .flatMap(RandomInstants::ends))
        .forEach(t -> boundaries.addAll(List.of(t.minusNanos(1), t, t.plusNanos(1))));
    return boundaries;
  }

  /** One of the boundaries, or any instant between the first and the last. */
  public static Instant near(Tenant tenant, long seed) {
    Dice dice = new Dice(seed);
    List<Instant> boundaries = List.copyOf(boundaries(tenant));
    Instant one = dice.oneOf(boundaries);
    return dice.chance(75) ? one : one.plusSeconds(dice.between(-7200, 7200));
  }

  private static Stream<Instant> ends(Interval interval) {
    return Stream.of(interval.startInclusive(), interval.endExclusive())
        .filter(t -> !t.equals(Instant.MIN) && !t.equals(Instant.MAX));
  }
}
