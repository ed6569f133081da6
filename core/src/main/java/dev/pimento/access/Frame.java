package dev.pimento.access;

import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What of a tenant no event changes.
 *
 * @param asOf when it was read
 * @param historyFrom from when on nothing can have happened unseen
 * @param coverage what was read of it
 * @param knowledge what is known beside it
 */
record Frame(Instant asOf, Instant historyFrom, Coverage coverage, Knowledge knowledge) {

  private static final Set<Read.Kind> MATTER =
      Set.of(
          Read.Kind.GROUPS,
          Read.Kind.GROUP_MEMBERS,
          Read.Kind.GROUP_OWNERS,
          Read.Kind.GROUP_ASSIGNMENTS,
          Read.Kind.ROLE_ASSIGNMENTS);

  static Frame of(Tenant tenant, Knowledge knowledge) {
    return new Frame(tenant.asOf(), tenant.historyFrom(), tenant.coverage(), knowledge);
  }

  /** The first instant that a list of what was there at the read says nothing of. */
  Instant afterRead() {
    return Interval.plus(asOf, Duration.ofNanos(1));
  }

  boolean inheritsNested() {
    return knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE);
  }

  /** Whether no assignment can have escaped the reads, whoever's and whatever it is. */
  boolean isComplete() {
    return MATTER.stream().allMatch(coverage::isComplete);
  }
}
