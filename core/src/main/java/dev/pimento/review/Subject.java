package dev.pimento.review;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A user in the scope of a review.
 *
 * @param user the user's id
 * @param grounds why the user is in scope; at least one
 * @param lastActivation when the user activated the access last, as far as requests and schedules
 *     tell; empty where they don't, which does not mean never (fact 229)
 * @param recommendation what the last sign-in speaks for; empty where it is not known
 * @param reviewers who decides about the user
 */
public record Subject(
    Id user,
    List<Ground> grounds,
    Optional<Instant> lastActivation,
    Optional<ReviewDecision.Answer> recommendation,
    SortedSet<Id> reviewers) {

  public Subject {
    requireNonNull(user, "user");
    grounds = List.copyOf(grounds);
    requireNonNull(lastActivation, "lastActivation");
    requireNonNull(recommendation, "recommendation");
    reviewers = Collections.unmodifiableSortedSet(new TreeSet<>(reviewers));
  }

  /** How somebody comes into scope (fact 186). */
  public enum Kind {
    ELIGIBLE("eligible"),
    ASSIGNED("assigned"),
    ACTIVATED("activated");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** What tables call it. */
    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * One reason to be in scope.
   *
   * @param kind eligible, assigned or activated
   * @param through the group that has the access and that the user is in; empty where the user has
   *     it itself
   * @param endExclusive when it ends, {@link Instant#MAX} for never or where that is not known
   * @param verdict yes, or unknown where a schedule is not certain at the instant
   */
  public record Ground(Kind kind, Optional<Id> through, Instant endExclusive, Verdict verdict) {
    public Ground {
      requireNonNull(kind, "kind");
      requireNonNull(through, "through");
      requireNonNull(endExclusive, "endExclusive");
      requireNonNull(verdict, "verdict");
    }
  }
}
