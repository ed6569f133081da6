package dev.pimento.simulation;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the audit trail, in the words of the directory's audit log (facts 191 to 195).
 *
 * @param at when
 * @param activity the activity's name
 * @param actor who did it; the service itself where time did
 * @param subject whom or what it was done to
 * @param access the access it was about; empty where there is none
 * @param result what came of it
 * @param ids the ids behind the names; empty for what was refused, of which no audit log tells
 */
public record AuditEntry(
    Instant at,
    String activity,
    String actor,
    String subject,
    String access,
    String result,
    Optional<Ids> ids) {

  /**
   * The ids behind the names of a line.
   *
   * @param actor who did it; empty where time did, or nobody in particular
   * @param subject whom or what it was done to; empty where that is nothing with an id
   * @param access the access it was about; empty where there is none
   */
  public record Ids(Optional<Id> actor, Optional<Id> subject, Optional<Access> access) {
    public Ids {
      requireNonNull(actor, "actor");
      requireNonNull(subject, "subject");
      requireNonNull(access, "access");
    }
  }

  public AuditEntry {
    requireNonNull(at, "at");
    requireNonNull(activity, "activity");
    requireNonNull(actor, "actor");
    requireNonNull(subject, "subject");
    requireNonNull(access, "access");
    requireNonNull(result, "result");
    requireNonNull(ids, "ids");
  }
}
