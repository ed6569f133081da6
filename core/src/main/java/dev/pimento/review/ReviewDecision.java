package dev.pimento.review;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;

/**
 * What a reviewer decided about somebody. The reason never shows in {@code toString()}.
 *
 * @param subject about whom
 * @param answer what
 * @param reviewer by whom
 * @param reason why; may be empty
 */
public record ReviewDecision(Id subject, Answer answer, Id reviewer, String reason) {

  /** The three things that a reviewer can say. */
  public enum Answer {
    APPROVE("approve"),
    DENY("deny"),
    /** The access stays. */
    DONT_KNOW("don't know");

    private final String label;

    Answer(String label) {
      this.label = label;
    }

    /** What tables call it. */
    @Override
    public String toString() {
      return label;
    }
  }

  public ReviewDecision {
    requireNonNull(subject, "subject");
    requireNonNull(answer, "answer");
    requireNonNull(reviewer, "reviewer");
    requireNonNull(reason, "reason");
  }

  public static ReviewDecision approve(Id subject, Id reviewer, String reason) {
    return new ReviewDecision(subject, Answer.APPROVE, reviewer, reason);
  }

  public static ReviewDecision deny(Id subject, Id reviewer, String reason) {
    return new ReviewDecision(subject, Answer.DENY, reviewer, reason);
  }

  @Override
  public String toString() {
    return answer + " " + subject + " by " + reviewer;
  }
}
