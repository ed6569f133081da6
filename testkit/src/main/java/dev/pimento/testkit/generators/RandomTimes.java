package dev.pimento.testkit.generators;

import dev.pimento.directory.Access;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Draws times to ask for, often at a limit or right beside it.
 *
 * @param dice what is drawn with
 * @param tenant whose settings limit them
 * @param now the instant that they lie around
 */
record RandomTimes(Dice dice, Tenant tenant, Instant now) {

  ScheduleInfo ofActivation(Access access) {
    ExpirationLimit limit = settings(access).activation();
    return dice.chance(80)
        ? times(beside(limit), dice.oneOf("PT5M", "PT30M", "PT30M", "PT30M"))
        : times(odd(limit), "PT30M");
  }

  ScheduleInfo ofAssignment(Access access, Kind kind) {
    RoleSettings settings = settings(access);
    ExpirationLimit limit = kind == Kind.ELIGIBLE ? settings.eligibility() : settings.assignment();
    if (dice.chance(limit.required() ? 5 : 25)) {
      return new ScheduleInfo(start(), Expiration.never());
    }
    return dice.chance(85)
        ? times(beside(limit), dice.oneOf("PT5M", "PT6M", "PT8H", "P1D", "P3D", "P3D"))
        : times(odd(limit), "P3D");
  }

  private RoleSettings settings(Access access) {
    return Knowledge.builtIn().settings(tenant, access);
  }

  private ScheduleInfo times(Optional<Expiration> expiration, String otherwise) {
    return new ScheduleInfo(start(), expiration.orElseGet(() -> until(otherwise)));
  }

  /** The longest that is allowed, a little more or a little less. */
  private Optional<Expiration> beside(ExpirationLimit limit) {
    Duration longest = limit.maximum().toDuration();
    return switch (dice.between(0, 9)) {
      case 0, 1 -> Optional.of(new Expiration.After(limit.maximum()));
      case 2 -> Optional.of(until(longest.minusSeconds(1).toString()));
      case 3 -> Optional.of(until(longest.plusNanos(1).toString()));
      default -> Optional.empty();
    };
  }

  private Optional<Expiration> odd(ExpirationLimit limit) {
    return Optional.of(
        switch (dice.between(0, 4)) {
          case 0 -> Expiration.never();
          case 1 -> Expiration.notSpecified();
          case 2 -> Expiration.at(now.plus(Duration.ofHours(dice.between(-5, 5))));
          case 3 -> Expiration.after("PT4M59S");
          default -> Expiration.after(limit.maximum().toDuration().multipliedBy(2).toString());
        });
  }

  /** As a length, or as the instant at which that is over from now on. */
  private Expiration until(String duration) {
    return dice.chance(70)
        ? Expiration.after(duration)
        : Expiration.at(now.plus(Duration.parse(duration)));
  }

  private Optional<Instant> start() {
    return switch (dice.between(0, 19)) {
      case 0 -> Optional.of(now);
      case 1 -> Optional.of(now.minus(Duration.ofHours(dice.between(1, 48))));
      case 2 -> Optional.of(now.plusNanos(1));
      case 3 -> Optional.of(now.plus(Duration.ofMinutes(5)));
      case 4 -> Optional.of(now.plus(Duration.ofHours(dice.between(1, 48))));
      case 5 -> Optional.of(now.plus(Duration.ofDays(dice.oneOf(1, 14, 30))));
      default -> Optional.empty();
    };
  }
}
