package dev.pimento.simulation;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One line of the audit trail, in the words of the directory's audit log (facts 191 to 195).
 *
 * @param at when
 * @param activity the activity's name
 * @param actor who did it; the service itself where time did
 * @param subject whom or what it was done to
 * @param access the access it was about; empty where there is none
 * @param result what came of it
 */
public record AuditEntry(
    Instant at, String activity, String actor, String subject, String access, String result) {

  public AuditEntry {
    requireNonNull(at, "at");
    requireNonNull(activity, "activity");
    requireNonNull(actor, "actor");
    requireNonNull(subject, "subject");
    requireNonNull(access, "access");
    requireNonNull(result, "result");
  }
}
