package dev.pimento.lifecycle;

import dev.pimento.policy.Requirement;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nearest request that would not be refused for the same reasons: the refused one with these
 * changes.
 *
 * @param schedule the times to ask for instead
 * @param earliest the instant to wait for
 * @param bring what to bring that was missing
 * @param authenticationContext the authentication context to satisfy
 */
public record Nearest(
    Optional<ScheduleInfo> schedule,
    Optional<Instant> earliest,
    Set<Requirement> bring,
    Optional<String> authenticationContext) {

  public Nearest {
    Set<Requirement> sorted = EnumSet.noneOf(Requirement.class);
    sorted.addAll(bring);
    bring = Collections.unmodifiableSet(sorted);
  }

  /** The changes that all the refusals ask for; empty if one can't be helped by any. */
  static Optional<Nearest> of(List<Refusal> refusals) {
    Optional<ScheduleInfo> schedule = Optional.empty();
    Optional<Instant> earliest = Optional.empty();
    Optional<String> context = Optional.empty();
    Set<Requirement> bring = EnumSet.noneOf(Requirement.class);
    for (Refusal refusal : refusals) {
      if (refusal.fix() instanceof Fix.Times times) {
        schedule =
            Optional.of(schedule.map(s -> shorter(s, times.schedule())).orElse(times.schedule()));
      } else if (refusal.fix() instanceof Fix.Wait wait) {
        earliest =
            Optional.of(
                earliest.map(e -> Interval.later(e, wait.earliest())).orElse(wait.earliest()));
      } else if (refusal.fix() instanceof Fix.Bring missing) {
        bring.add(missing.requirement());
      } else if (refusal.fix() instanceof Fix.SignIn signIn) {
        context = Optional.of(signIn.authenticationContext());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new Nearest(schedule, earliest, bring, context));
  }

  private static ScheduleInfo shorter(ScheduleInfo one, ScheduleInfo other) {
    Instant start = one.start().or(other::start).orElse(Instant.EPOCH);
    Instant end = one.expiration().endFor(start).orElse(Instant.MAX);
    return end.isAfter(other.expiration().endFor(start).orElse(Instant.MAX)) ? other : one;
  }

  /** What to change, in words. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    schedule.ifPresent(s -> parts.add("ask " + s));
    bring.forEach(b -> parts.add("bring " + b.wireName()));
    authenticationContext.ifPresent(c -> parts.add("satisfy authentication context " + c));
    earliest.ifPresent(e -> parts.add("wait until " + e));
    return String.join(", ", parts);
  }
}
