package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.tenant.Ticket;
import java.util.Optional;

/**
 * What every request carries. The justification and the ticket never show in {@code toString()}.
 *
 * @param requestId the id of the request that this makes; the schedules it creates take theirs from
 *     it, so the same call gives the same tenant
 * @param caller who makes it
 * @param justification why
 * @param ticket the ticket behind it
 * @param validationOnly whether the service is only to say what it would decide; nothing happens
 *     then (fact 137)
 */
public record Call(
    Id requestId,
    Caller caller,
    Optional<String> justification,
    Optional<Ticket> ticket,
    boolean validationOnly) {

  public Call {
    requireNonNull(requestId, "requestId");
    requireNonNull(caller, "caller");
    requireNonNull(justification, "justification");
    requireNonNull(ticket, "ticket");
  }

  public static Call of(Id requestId, Caller caller) {
    return new Call(requestId, caller, Optional.empty(), Optional.empty(), false);
  }

  public Call because(String justification) {
    return new Call(requestId, caller, Optional.of(justification), ticket, validationOnly);
  }

  public Call withTicket(Ticket ticket) {
    return new Call(requestId, caller, justification, Optional.of(ticket), validationOnly);
  }

  /** The same call by somebody else, or by the same after another sign-in. */
  public Call by(Caller caller) {
    return new Call(requestId, caller, justification, ticket, validationOnly);
  }

  /** The same call, only to learn what would be decided. */
  public Call toValidateOnly() {
    return new Call(requestId, caller, justification, ticket, true);
  }

  /** Whether a justification was given that says anything. */
  boolean isJustified() {
    return justification.filter(j -> !j.isBlank()).isPresent();
  }

  /** Whether a ticket was given that names a number. */
  boolean hasTicket() {
    return ticket.filter(t -> !t.number().isBlank()).isPresent();
  }

  @Override
  public String toString() {
    return "Call[" + requestId + ", " + caller + "]";
  }
}
