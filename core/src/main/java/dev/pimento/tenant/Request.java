package dev.pimento.tenant;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.PimentoStyle;
import java.time.Instant;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What somebody asked the service for, and how far that got. A request is not the schedule that it
 * leads to (fact 48). Its justification never shows in {@code toString()}.
 */
@Value.Immutable
@PimentoStyle
public interface Request {

  /** What was asked for. */
  enum Action {
    ADMIN_ASSIGN,
    ADMIN_REMOVE,
    SELF_ACTIVATE,
    SELF_DEACTIVATE
  }

  /** How far the request got (fact 126). */
  enum Status {
    /** Accepted; its start is still to come. */
    GRANTED,
    /** Carried out. */
    PROVISIONED,
    /** Waits for an approver, for 24 hours at most (fact 115). */
    PENDING_APPROVAL,
    /** Nobody decided in time; the service's name for it is not documented. */
    TIMED_OUT,
    /** A removal or deactivation that was carried out (fact 123). */
    REVOKED
  }

  Id id();

  Action action();

  /** Whether an eligibility, and not an active assignment, was asked for or taken away. */
  boolean eligible();

  Id principal();

  Access access();

  Status status();

  /** When it was made. */
  Instant created();

  /** Who made it; empty where that is not known. */
  Optional<Id> createdBy();

  @Value.Redacted
  Optional<String> justification();

  static ImmutableRequest.Builder builder() {
    return ImmutableRequest.builder();
  }

  /** The same request, further on. */
  default Request inStatus(Status status) {
    return builder().from(this).status(status).build();
  }
}
