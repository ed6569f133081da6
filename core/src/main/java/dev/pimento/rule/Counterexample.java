package dev.pimento.rule;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How a rule is broken: what stands, ends and is done, and what comes of it. Those with fewer
 * moments come first, then the earlier.
 *
 * @param subject what breaks it: an account; where a rule is about what somebody should be able to
 *     do, the group or role that nobody can do it for
 * @param access what it is about
 * @param at the instant at which the rule is broken
 * @param moments what leads there, in order
 * @param breach what is so then, in words
 */
public record Counterexample(
    Id subject, Access access, Instant at, List<Moment> moments, String breach)
    implements Comparable<Counterexample> {

  private static final Comparator<Counterexample> SHORTEST =
      Comparator.comparingInt((Counterexample c) -> c.moments.size())
          .thenComparing(Counterexample::at)
          .thenComparing(Counterexample::breach)
          .thenComparing(Counterexample::subject)
          .thenComparing(Counterexample::access);

  public Counterexample {
    requireNonNull(subject, "subject");
    requireNonNull(access, "access");
    requireNonNull(at, "at");
    moments = List.copyOf(moments);
    requireNonNull(breach, "breach");
  }

  /**
   * Plays it on a fork of a simulation: time passes, and who does something on the way does it,
   * with all that the settings ask for. What is activated already, or asked for, is taken back
   * first where it is in the way, which waits until an activation is five minutes old (fact 63).
   *
   * @param simulation one of the tenant that the rule was held against, not past {@link #at()}
   * @return the fork, when the rule is broken
   * @throws IllegalStateException if the simulation refuses a step
   * @throws IllegalArgumentException if the simulation is past the instant
   */
  public Simulation replay(Simulation simulation) {
    if (at.isBefore(simulation.now())) {
      throw new IllegalArgumentException(
          "Invalid simulation: expected one at or before %s, but found it at %s"
              .formatted(at, simulation.now()));
    }
    Replay replay = new Replay(simulation.fork());
    moments.forEach(replay::play);
    return replay.until(at);
  }

  /** One row for each moment, and what comes of them. */
  public Table table(Tenant tenant) {
    Table table = Table.of("when", "what happens");
    for (Moment moment : moments) {
      table = table.row(moment.at(), moment.describe(tenant));
    }
    return table.row(at, breach);
  }

  @Override
  public int compareTo(Counterexample other) {
    return SHORTEST.compare(this, other);
  }
}
