package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.time.IntervalSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What leads to a node: all the premises together, at an instant at which the rule holds.
 *
 * @param premises numbers of nodes, each once; the account behind the first makes the step
 * @param conclusion the number of a node
 * @param price what the step adds, packed
 * @param when when the step can be made
 * @param certain whether the tenant is known to allow it
 * @param access what it leads to or acts on, where that is an access
 * @param object what it acts on, where that is an object
 */
record Rule(
    List<Integer> premises,
    int conclusion,
    Edge edge,
    long price,
    IntervalSet when,
    boolean certain,
    Takes takes,
    Cause cause,
    @Nullable Access access,
    @Nullable Id object) {

  /** Whether nobody else has to say yes. */
  boolean isAlone() {
    return !takes.approvalFromOthers();
  }

  boolean isCertainAlone() {
    return certain && isAlone();
  }

  /** The same, as a step of a plan whose times were not worked out. */
  Rule unsure() {
    return new Rule(premises, conclusion, edge, price, when, false, takes, cause, access, object);
  }
}
