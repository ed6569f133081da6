package dev.pimento.strategy;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Read;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One way by which a person has a role or could activate it.
 *
 * @param strategy which of the strategies it is; never {@link Strategy#MIXED}
 * @param state whether the role is held by it at the instant
 * @param group the last group on the way: the one that holds the role or is eligible for it; empty
 *     where the way is direct
 * @param activations what is activated on it, in that order; none for what stands
 * @param cost what a shift by this way takes
 * @param verdict yes, or unknown where a schedule on the way is not certain at the instant
 * @param reads for an unknown verdict, what to read to settle it
 */
public record Way(
    Strategy strategy,
    State state,
    Optional<Id> group,
    List<Activation> activations,
    ShiftCost cost,
    Verdict verdict,
    SortedSet<Read> reads) {

  /** Whether a role is held, and how it came about. */
  public enum State {
    /** It is held without any activation. */
    STANDING("standing"),
    /** It is held, since everything on the way is activated. */
    ACTIVATED("activated now"),
    /** It is not held by this way; somebody has to activate something. */
    ELIGIBLE("eligible");

    private final String label;

    State(String label) {
      this.label = label;
    }

    /** What tables call it. */
    @Override
    public String toString() {
      return label;
    }
  }

  public Way {
    requireNonNull(strategy, "strategy");
    requireNonNull(state, "state");
    requireNonNull(group, "group");
    activations = List.copyOf(activations);
    requireNonNull(cost, "cost");
    requireNonNull(verdict, "verdict");
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }
}
