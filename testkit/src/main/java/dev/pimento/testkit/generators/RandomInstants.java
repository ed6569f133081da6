package dev.pimento.testkit.generators;

import dev.pimento.tenant.Deleted;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /**
   * One of the next instants at which a limit of the service is reached in the tenant, or right
   * beside it; empty if there is none.
   */
  static Optional<Instant> next(Tenant tenant, Instant now, Dice dice) {
    SortedSet<Instant> limits = new TreeSet<>();
    tenant.schedules().forEach(schedule -> limits.addAll(limits(schedule)));
    tenant.requests().forEach(r -> limits.add(Interval.plus(r.created(), Duration.ofHours(24))));
    tenant.deleted().forEach(d -> limits.add(Interval.plus(d.at(), Deleted.RESTORABLE)));
    tenant
        .schedules()
        .flatMap(schedule -> tenant.putOff(schedule.id()).stream())
        .forEach(putOff -> limits.add(Interval.plus(putOff.since(), PutOff.RETRIED)));
    limits.remove(Instant.MAX);
    List<Instant> next = limits.tailSet(now.plusNanos(2)).stream().limit(4).toList();
    return next.isEmpty()
        ? Optional.empty()
        : Optional.of(dice.oneOf(next).plusNanos(dice.chance(70) ? 0 : dice.oneOf(-1, 1)));
  }

  /** Its start and its end, five minutes after the one, 14 days before and 30 after the other. */
  private static List<Instant> limits(Schedule schedule) {
    List<Instant> limits = new ArrayList<>();
    Interval possible = schedule.span().possible();
    if (!possible.startInclusive().equals(Instant.MIN)) {
      limits.add(possible.startInclusive());
      limits.add(Interval.plus(possible.startInclusive(), Duration.ofMinutes(5)));
    }
    if (!possible.isPermanent()) {
      limits.add(possible.endExclusive());
      limits.add(possible.endExclusive().minus(Duration.ofDays(14)));
      limits.add(Interval.plus(possible.endExclusive(), Duration.ofDays(30)));
    }
    return limits;
  }

  private static Stream<Instant> ends(Interval interval) {
    return Stream.of(interval.startInclusive(), interval.endExclusive())
        .filter(t -> !t.equals(Instant.MIN) && !t.equals(Instant.MAX));
  }
}
