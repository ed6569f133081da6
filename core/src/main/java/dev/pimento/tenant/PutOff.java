package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.tenant.Event.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An end that the directory does not carry out because it would take away a group's last active
 * owner. It is tried again until there is another owner, for 30 days; then the owner stays (fact
 * 39).
 *
 * @param since when it was due
 * @param end when the schedule was to end by itself, exclusive, {@link Instant#MAX} for never
 * @param cause why the schedule was to end
 * @param request the removal or deactivation that waits for it; empty for an expiry
 */
public record PutOff(Instant since, Instant end, Cause cause, Optional<Id> request) {

  /** How long it is tried again. */
  public static final Duration RETRIED = Duration.ofDays(30);

  public PutOff {
    requireNonNull(since, "since");
    requireNonNull(end, "end");
    requireNonNull(cause, "cause");
    requireNonNull(request, "request");
  }
}
