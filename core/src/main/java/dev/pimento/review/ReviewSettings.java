package dev.pimento.review;

import dev.pimento.directory.Id;
import dev.pimento.directory.PimentoStyle;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.immutables.value.Value;

/** How an access review is set up. */
@Value.Immutable
@PimentoStyle
public interface ReviewSettings {

  /** The longest inactivity that a review can ask for, in days (fact 186). */
  int MAX_INACTIVE_DAYS = 730;

  /** Whom it covers (fact 186). */
  enum Scope {
    EVERYONE,
    /** Guests only; who may be a guest is covered too. */
    GUESTS
  }

  /** Who reviews. */
  enum Reviewers {
    /** The group's active owners; eligible ones are no reviewers (fact 188). */
    GROUP_OWNERS,
    /** {@link ReviewSettings#named()}. */
    NAMED,
    /** Each for itself. */
    SELF
  }

  /** What becomes of who was not reviewed. */
  enum IfNotReviewed {
    NO_CHANGE,
    REMOVE,
    /** As recommended by the last sign-in; nothing where that is not known. */
    RECOMMENDATION
  }

  default Scope scope() {
    return Scope.EVERYONE;
  }

  /**
   * Only who has not signed in for so many days, 1 to 730 (fact 186). When somebody signed in last
   * is not in a tenant; of whom {@link #lastSignIns()} does not say it is covered.
   */
  OptionalInt inactiveDays();

  /** When users signed in last, as far as the caller knows. */
  Map<Id, Instant> lastSignIns();

  default Reviewers reviewers() {
    return Reviewers.NAMED;
  }

  Set<Id> named();

  /** Who reviews where there is no reviewer; at least one where owners review (fact 188). */
  Set<Id> fallback();

  default IfNotReviewed ifNotReviewed() {
    return IfNotReviewed.NO_CHANGE;
  }

  /**
   * Checks that the parts belong together.
   *
   * @throws IllegalArgumentException if the days are not 1 to 730, nobody is named to review, or
   *     owners review and there is nobody to fall back to
   */
  @Value.Check
  default void check() {
    if (inactiveDays().orElse(1) < 1 || inactiveDays().orElse(1) > MAX_INACTIVE_DAYS) {
      throw new IllegalArgumentException(
          "Invalid inactivity: expected 1 to %d days, but found %d"
              .formatted(MAX_INACTIVE_DAYS, inactiveDays().getAsInt()));
    }
    if (reviewers() == Reviewers.GROUP_OWNERS && fallback().isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid reviewers: expected at least one fallback reviewer beside the group's owners, "
              + "but found none");
    }
    if (reviewers() == Reviewers.NAMED && named().isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid reviewers: expected at least one named reviewer, but found none");
    }
  }

  /** The group's active owners review, else the fallback reviewers. */
  static ReviewSettings byOwners(Id... fallback) {
    return builder().reviewers(Reviewers.GROUP_OWNERS).addFallback(fallback).build();
  }

  /** The named users review. */
  static ReviewSettings by(Id... reviewers) {
    return builder().addNamed(reviewers).build();
  }

  static ImmutableReviewSettings.Builder builder() {
    return ImmutableReviewSettings.builder();
  }
}
