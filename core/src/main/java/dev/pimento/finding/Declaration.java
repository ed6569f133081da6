package dev.pimento.finding;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Something that the tenant's own people know and have agreed on, with a reason and an end: from
 * the end on it counts no more, and a declaration that nothing needs is itself a finding.
 *
 * @param kind what is declared
 * @param subject the name or id of the account; for a finding that is accepted, its id
 * @param reason why
 * @param endExclusive the first instant at which it counts no more
 */
public record Declaration(Kind kind, String subject, String reason, Instant endExclusive) {

  /** What can be declared. */
  public enum Kind {
    /** A user account that programs sign in with. */
    SERVICE_ACCOUNT("service account"),
    /** An account for emergencies, which has to hold its role without an activation. */
    BREAK_GLASS("break-glass account"),
    /** An application that needs the roles that it holds. */
    AUTOMATION("automation"),
    /** A finding that is to stay as it is. */
    ACCEPTED("accepted finding");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The checks that it answers for its account. */
    Set<Check> answers() {
      return switch (this) {
        case SERVICE_ACCOUNT, AUTOMATION ->
            EnumSet.of(
                Check.STANDING_PRIVILEGE,
                Check.UNDECLARED_AUTOMATION,
                Check.DIRECT_ASSIGNMENT,
                Check.DORMANT_ELIGIBILITY);
        case BREAK_GLASS ->
            EnumSet.of(
                Check.STANDING_PRIVILEGE, Check.DIRECT_ASSIGNMENT, Check.DORMANT_ELIGIBILITY);
        case ACCEPTED -> EnumSet.noneOf(Check.class);
      };
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * Checks that there is a reason.
   *
   * @throws IllegalArgumentException if the subject or the reason is blank
   */
  public Declaration {
    requireNonNull(kind, "kind");
    requireNonNull(endExclusive, "endExclusive");
    present("a subject", subject);
    present("a reason", reason);
  }

  private static void present(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "Invalid declaration: expected " + what + ", but found \"" + text + "\"");
    }
  }

  /** Whether it still counts. */
  public boolean isInForceAt(Instant t) {
    return t.isBefore(endExclusive);
  }

  @Override
  public String toString() {
    return "%s %s until %s: %s".formatted(kind, subject, endExclusive, reason);
  }
}
