package dev.pimento.plan;

import static java.util.Objects.requireNonNull;

import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Ticket;
import java.time.Instant;
import java.util.Optional;

/**
 * One step of a plan.
 *
 * @param command what is asked of the service; whoever runs the plan puts in who calls and the id
 *     of the request
 * @param why what it is good for; it becomes the justification of the request
 * @param notBefore the first instant at which the service accepts it, such as the end of the five
 *     minutes in which an assignment can't be removed (fact 63); empty for at once
 */
public record PlanStep(Command command, String why, Optional<Instant> notBefore) {

  /** The service never checks a ticket, so that any will do in a rehearsal (fact 111). */
  private static final Ticket TICKET = new Ticket("rehearsal", "none");

  public PlanStep {
    requireNonNull(command, "command");
    requireNonNull(why, "why");
    requireNonNull(notBefore, "notBefore");
  }

  /** A step that can be taken at once. */
  public PlanStep(Command command, String why) {
    this(command, why, Optional.empty());
  }

  /**
   * Takes it on a simulation, as an administrator who may do everything, and waits where it must.
   */
  Decision take(Simulation simulation) {
    notBefore.filter(t -> t.isAfter(simulation.now())).ifPresent(simulation::advanceTo);
    Call call =
        Call.of(simulation.nextRequestId(), Caller.anAdministrator())
            .because(why)
            .withTicket(TICKET);
    return simulation.run(command.withCall(call));
  }
}
