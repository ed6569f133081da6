package dev.pimento.plan;

import static java.util.Objects.requireNonNull;

import dev.pimento.lifecycle.Command;

/**
 * One step of a plan.
 *
 * @param command what is asked of the service; whoever runs the plan puts in who calls and the id
 *     of the request
 * @param why what it is good for; it becomes the justification of the request
 */
public record PlanStep(Command command, String why) {

  public PlanStep {
    requireNonNull(command, "command");
    requireNonNull(why, "why");
  }
}
