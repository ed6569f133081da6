package dev.pimento.graph.internal;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.ScheduleInfo;
import java.util.Optional;

/**
 * What a request asks of the service, before the service has made anything of it.
 *
 * @param action what is asked for
 * @param eligible whether it is about an eligibility, and not about an active assignment
 * @param principal whom it is about
 * @param access what it is about
 * @param schedule when it is to start and end; empty for a removal
 * @param targetSchedule the schedule that it is to change or to end, where it has to be named
 * @param justification why
 * @param ticket the ticket that it names
 */
public record Asked(
    Action action,
    boolean eligible,
    Id principal,
    Access access,
    Optional<ScheduleInfo> schedule,
    Optional<Id> targetSchedule,
    Optional<String> justification,
    Optional<Ticket> ticket) {

  /** Returns what a request asked for. */
  public static Asked of(Request request) {
    return new Asked(
        request.action(),
        request.eligible(),
        request.principal(),
        request.access(),
        request.schedule(),
        request.targetSchedule(),
        request.justification(),
        request.ticket());
  }

  /** One line without justification and ticket. */
  @Override
  public String toString() {
    return "%s %s for %s".formatted(action.wireName(), access, principal);
  }
}
