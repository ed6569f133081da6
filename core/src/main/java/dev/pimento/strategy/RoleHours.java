package dev.pimento.strategy;

import static java.util.Objects.requireNonNull;

import dev.pimento.time.Interval;
import dev.pimento.time.IntervalSet;
import java.time.Duration;

/**
 * How long a role is held within a month, over all people that it is about: one person for one hour
 * is one role-hour. It is the exact length of the intervals of the schedules, cut to the month.
 *
 * @param standing held for certain without any activation
 * @param activated held for certain beyond that, by activations
 * @param notKnown held perhaps, since a start, an end or a kind was not read
 */
public record RoleHours(Duration standing, Duration activated, Duration notKnown) {

  /** Never held. */
  public static final RoleHours NONE = new RoleHours(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public RoleHours {
    requireNonNull(standing, "standing");
    requireNonNull(activated, "activated");
    requireNonNull(notKnown, "notKnown");
  }

  /**
   * From three sets of instants within a month.
   *
   * @param standing what is held without activations
   * @param held what is held
   * @param possible outside it nothing is held
   */
  static RoleHours of(IntervalSet standing, IntervalSet held, IntervalSet possible) {
    return new RoleHours(
        length(standing), length(held.minus(standing)), length(possible.minus(held)));
  }

  static Duration length(IntervalSet set) {
    return set.intervals().stream()
        .map(Interval::length)
        .map(length -> length.orElseThrow())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** All that is held for certain. */
  public Duration held() {
    return standing.plus(activated);
  }

  public boolean isNone() {
    return equals(NONE);
  }

  /** Both together. */
  public RoleHours plus(RoleHours other) {
    return new RoleHours(
        standing.plus(other.standing),
        activated.plus(other.activated),
        notKnown.plus(other.notKnown));
  }

  /** One line in hours, such as {@code 0 standing, 4 activated}. */
  @Override
  public String toString() {
    return Words.hours(standing)
        + " standing, "
        + Words.hours(activated)
        + " activated"
        + (notKnown.isZero() ? "" : ", " + Words.hours(notKnown) + " not known");
  }
}
