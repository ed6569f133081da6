package dev.pimento.lifecycle;

import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.Requirement;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.IsoDuration;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds a request against role settings; collects every rule that fails. */
final class SettingsCheck {

  /** Nothing is shorter, and nothing ends sooner after it began (fact 63). */
  static final Duration SHORTEST = Duration.ofMinutes(5);

  private SettingsCheck() {}

  /**
   * What the caller had to bring and did not.
   *
   * @param application whether an application asks, which never passes multi-factor authentication
   * @param mayBeUnjustified whether a justification is not asked for
   */
  static List<Refusal> requirements(
      Call call, Set<Requirement> required, boolean application, boolean mayBeUnjustified) {
    List<Refusal> refusals = new ArrayList<>();
    if (required.contains(Requirement.MULTI_FACTOR_AUTHENTICATION) && application) {
      refusals.add(
          Refusal.ofPolicy(
              "MfaRule",
              "expected a sign-in with multi-factor authentication, but found an application",
              "let somebody ask who signed in with multi-factor authentication"));
    } else if (required.contains(Requirement.MULTI_FACTOR_AUTHENTICATION)
        && !call.caller().multiFactor()) {
      refusals.add(
          Refusal.ofMissing(
              "MfaRule",
              Requirement.MULTI_FACTOR_AUTHENTICATION,
              "expected a sign-in with multi-factor authentication, but found one without",
              "sign in again with multi-factor authentication"));
    }
    if (required.contains(Requirement.JUSTIFICATION) && !call.isJustified() && !mayBeUnjustified) {
      refusals.add(unjustified());
    }
    if (required.contains(Requirement.TICKETING) && !call.hasTicket()) {
      refusals.add(
          Refusal.ofMissing(
              "TicketingRule",
              Requirement.TICKETING,
              "expected a ticket number, but found none",
              "name the ticket's number and system"));
    }
    return refusals;
  }

  static Refusal unjustified() {
    return Refusal.ofMissing(
        "JustificationRule",
        Requirement.JUSTIFICATION,
        "expected a justification, but found none",
        "say why in the justification");
  }

  static List<Refusal> authenticationContext(Call call, Optional<String> required) {
    return required
        .filter(context -> !call.caller().authenticationContexts().contains(context))
        .map(
            context ->
                Refusal.of(
                        ErrorCode.RoleAssignmentRequestAcrsValidationFailed,
                        "expected a sign-in that satisfies authentication context %s, but found %s"
                            .formatted(context, call.caller().authenticationContexts()),
                        "sign in again for authentication context " + context)
                    .fixedBy(new Fix.SignIn(context)))
        .map(List::of)
        .orElse(List.of());
  }

  /**
   * What is wrong with the time that is asked for.
   *
   * @param mayBePermanent whether an end may be missing where the settings require none
   * @param latest the latest end that something else than the settings allows
   */
  static List<Refusal> schedule(
      ScheduleInfo schedule,
      ExpirationLimit limit,
      boolean mayBePermanent,
      Instant now,
      Instant latest) {
    Instant start = schedule.startFrom(now);
    Optional<Instant> end = schedule.expiration().endFor(start);
    boolean mustEnd = limit.required() || !mayBePermanent;
    String longest = "at most " + limit.maximum();
    Fix maximum = lasting(schedule, limit.maximum(), start, latest);
    if (end.isEmpty() || end.get().equals(Instant.MAX)) {
      return mustEnd
          ? List.of(
              Refusal.ofPolicy(
                      "ExpirationRule",
                      "expected an end after %s, but found %s"
                          .formatted(longest, schedule.expiration()),
                      "ask for " + longest)
                  .fixedBy(maximum))
          : List.of();
    }
    if (end.get().isBefore(start)) {
      return List.of(
          Refusal.of(
                  ErrorCode.InvalidRoleAssignmentRequestSchedule,
                  "expected an end after the start, but found start %s, end %s"
                      .formatted(start, end.get()),
                  "ask for an end between %s and %s"
                      .formatted(Interval.plus(start, SHORTEST), limit.maximum().addTo(start)))
              .fixedBy(maximum));
    }
    List<Refusal> refusals = new ArrayList<>();
    if (Duration.between(start, end.get()).compareTo(SHORTEST) < 0) {
      refusals.add(
          Refusal.of(
                  ErrorCode.ActiveDurationTooShort,
                  "expected at least 5 minutes, but found " + Duration.between(start, end.get()),
                  "ask for at least PT5M")
              .fixedBy(lasting(schedule, IsoDuration.of(SHORTEST), start, latest)));
    }
    if (mustEnd && end.get().isAfter(limit.maximum().addTo(start))) {
      refusals.add(
          Refusal.ofPolicy(
                  "ExpirationRule",
                  "expected %s, but found %s"
                      .formatted(longest, lengthOf(schedule, start, end.get())),
                  "ask for " + longest)
              .fixedBy(maximum));
    }
    return refusals;
  }

  /** Asks for so long, or until the latest end; nothing helps where that is too soon. */
  private static Fix lasting(
      ScheduleInfo schedule, IsoDuration duration, Instant start, Instant latest) {
    if (!duration.addTo(start).isAfter(latest)) {
      return new Fix.Times(new ScheduleInfo(schedule.start(), new Expiration.After(duration)));
    }
    return Interval.plus(start, SHORTEST).isAfter(latest)
        ? new Fix.None()
        : new Fix.Times(new ScheduleInfo(schedule.start(), Expiration.at(latest)));
  }

  private static String lengthOf(ScheduleInfo schedule, Instant start, Instant end) {
    return schedule.expiration() instanceof Expiration.After after
        ? after.duration().toString()
        : Duration.between(start, end) + " (until " + end + ")";
  }
}
