package dev.pimento.plan;

import dev.pimento.lifecycle.Decision;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.util.List;
import java.util.Optional;

/** What came of a plan on a simulation. */
public final class Rehearsal {

  private final Plan plan;
  private final Tenant before;
  private final Simulation after;
  private final List<Taken> taken;

  Rehearsal(Plan plan, Tenant before, Simulation after, List<Taken> taken) {
    this.plan = plan;
    this.before = before;
    this.after = after;
    this.taken = List.copyOf(taken);
  }

  /**
   * A step that was tried.
   *
   * @param step what was asked
   * @param decision what the service would say
   */
  public record Taken(PlanStep step, Decision decision) {}

  /** The simulation as the plan left it; each call gives a fork of its own. */
  public Simulation after() {
    return after.fork();
  }

  /** The steps that were tried, in their order; the last of them may have been refused. */
  public List<Taken> taken() {
    return taken;
  }

  /** Whether every step was carried out. */
  public boolean isComplete() {
    return taken.size() == plan.steps().size() && stoppedAt().isEmpty();
  }

  /** The step that was refused or has to wait for somebody, if there is one. */
  public Optional<Taken> stoppedAt() {
    return taken.stream().filter(one -> !one.decision().isAccepted()).findFirst();
  }

  /** A line for each step, tried or not. */
  public Table table() {
    Table table = Table.of("step", "what", "what comes of it").withEmptyMessage("nothing to do");
    List<String> words = plan.describe(before, after.knowledge());
    for (int i = 0; i < words.size(); i++) {
      Object outcome = i < taken.size() ? taken.get(i).decision() : "not tried";
      table = table.row(i + 1, words.get(i), outcome);
    }
    return table;
  }

  /** Prints {@link #table()}. */
  public Rehearsal print() {
    table().print();
    return this;
  }

  /** {@link #table()} as text. */
  @Override
  public String toString() {
    return table().toString();
  }
}
