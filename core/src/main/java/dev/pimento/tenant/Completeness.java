package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Group;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;

/**
 * How completely something was read.
 *
 * @param level how completely
 * @param reason why not more; empty for what is complete
 */
public record Completeness(Level level, String reason) {

  /** From all of it to none of it. */
  public enum Level {
    COMPLETE,
    /** A v1.0 member list leaves service principals out (fact 228). */
    WITHOUT_SERVICE_PRINCIPALS,
    /** All that held at the instant of the read; nothing of ends or of what is to start. */
    AT_READ_ONLY,
    PARTIAL,
    UNREAD
  }

  /** All of it was read. */
  public static final Completeness COMPLETE = new Completeness(Level.COMPLETE, "");

  /** None of it was read. */
  public static final Completeness UNREAD = new Completeness(Level.UNREAD, "not read");

  /** All but the service principals: what v1.0 lists of a group's members. */
  public static final Completeness WITHOUT_SERVICE_PRINCIPALS =
      new Completeness(
          Level.WITHOUT_SERVICE_PRINCIPALS, "v1.0 member lists leave service principals out");

  /** All that held at the instant of the read: a list without schedules. */
  public static final Completeness AT_READ_ONLY =
      new Completeness(Level.AT_READ_ONLY, "read without ends and future starts");

  public Completeness {
    requireNonNull(level, "level");
    requireNonNull(reason, "reason");
  }

  public static Completeness partial(String reason) {
    return new Completeness(Level.PARTIAL, reason);
  }

  public boolean isComplete() {
    return level == Level.COMPLETE;
  }

  /**
   * Whether the list may hide somebody who is there; one without ends says at least who is.
   *
   * @param servicePrincipals whether service principals are looked for too (fact 228)
   */
  public boolean mayHide(boolean servicePrincipals) {
    return switch (level) {
      case COMPLETE, AT_READ_ONLY -> false;
      case WITHOUT_SERVICE_PRINCIPALS -> servicePrincipals;
      case PARTIAL, UNREAD -> true;
    };
  }

  /** Whether the principal can have been there at the read without being seen. */
  public boolean mayMiss(Principal principal) {
    return switch (level) {
      case COMPLETE, AT_READ_ONLY -> false;
      case WITHOUT_SERVICE_PRINCIPALS ->
          !(principal instanceof User) && !(principal instanceof Group);
      case PARTIAL, UNREAD -> true;
    };
  }

  @Override
  public String toString() {
    return isComplete() ? "complete" : reason;
  }
}
