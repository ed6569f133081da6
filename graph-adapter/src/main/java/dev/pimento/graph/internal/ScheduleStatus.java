package dev.pimento.graph.internal;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the status of a schedule says of it. The service documents no closed list (fact 126). */
enum ScheduleStatus {
  IN_FORCE,
  NOT_IN_FORCE,
  UNKNOWN;

  private static final Set<String> POSITIVE =
      Set.of("provisioned", "schedulecreated", "granted", "adminapproved", "accepted");
  private static final Set<String> NEGATIVE =
      Set.of("canceled", "denied", "admindenied", "failed", "revoked", "timedout", "invalid");

  /** Reads a status in any case; a schedule without one is in force. */
  static ScheduleStatus of(@Nullable String status) {
    if (status == null) {
      return IN_FORCE;
    }
    String word = status.strip().toLowerCase(Locale.ROOT);
    if (POSITIVE.contains(word)) {
      return IN_FORCE;
    }
    return NEGATIVE.contains(word) || word.startsWith("pending") ? NOT_IN_FORCE : UNKNOWN;
  }
}
