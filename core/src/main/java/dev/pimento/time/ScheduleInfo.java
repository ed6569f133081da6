package dev.pimento.time;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * What a request asks for: when to start and when to end. The service has no recurring schedules
 * (fact 58).
 *
 * @param start when to start; empty for as soon as the request is carried out
 * @param expiration when to end
 */
public record ScheduleInfo(Optional<Instant> start, Expiration expiration) {

  public ScheduleInfo {
    requireNonNull(start, "start");
    requireNonNull(expiration, "expiration");
  }

  public static ScheduleInfo startingNow(Expiration expiration) {
    return new ScheduleInfo(Optional.empty(), expiration);
  }

  public static ScheduleInfo startingAt(Instant startInclusive, Expiration expiration) {
    return new ScheduleInfo(Optional.of(startInclusive), expiration);
  }

  /** The start that counts: a start that is missing or past is now (fact 60). */
  public Instant startFrom(Instant now) {
    return start.filter(s -> s.isAfter(now)).orElse(now);
  }

  @Override
  public String toString() {
    return start.map(s -> "from " + s).orElse("from now") + ", " + expiration;
  }
}
