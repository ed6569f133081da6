package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A principal that was deleted and can be restored for a while.
 *
 * @param principal what it was
 * @param at when it was deleted
 * @param schedules what it had, and others had of it, as that stood
 */
public record Deleted(Principal principal, Instant at, List<Schedule> schedules) {

  /** How long a deleted user or group can be restored (fact 18). */
  public static final Duration RESTORABLE = Duration.ofDays(30);

  public Deleted {
    requireNonNull(principal, "principal");
    requireNonNull(at, "at");
    schedules = List.copyOf(schedules);
  }
}
