package dev.pimento.escalation;

import dev.pimento.policy.Approver;
import dev.pimento.policy.Requirement;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one step takes of whoever makes it.
 *
 * @param requirements what an activation asks for
 * @param authenticationContext the context that it asks for
 * @param approvalFromOthers whether somebody who is not under the same control must approve
 * @param approvers who may; empty for those who administer the role
 * @param settingsKnown whether the settings were read; what is not known counts as asked for
 * @param waitUntil from when on it can be made; {@link Instant#MIN} for at once
 */
public record Takes(
    Set<Requirement> requirements,
    Optional<String> authenticationContext,
    boolean approvalFromOthers,
    SortedSet<Approver> approvers,
    boolean settingsKnown,
    Instant waitUntil) {

  /** Nothing, at once. */
  public static final Takes NOTHING =
      new Takes(Set.of(), Optional.empty(), false, new TreeSet<>(), true, Instant.MIN);

  public Takes {
    Set<Requirement> sorted = EnumSet.noneOf(Requirement.class);
    sorted.addAll(requirements);
    requirements = Collections.unmodifiableSet(sorted);
    approvers = Collections.unmodifiableSortedSet(new TreeSet<>(approvers));
  }

  /** The same, with a yes of somebody who is not under the same control. */
  Takes fromOthers() {
    return new Takes(
        requirements, authenticationContext, true, approvers, settingsKnown, waitUntil);
  }

  Takes withoutContext() {
    return new Takes(
        requirements, Optional.empty(), approvalFromOthers, approvers, settingsKnown, waitUntil);
  }

  Takes waitingUntil(Instant instant) {
    return instant.equals(waitUntil)
        ? this
        : new Takes(
            requirements,
            authenticationContext,
            approvalFromOthers,
            approvers,
            settingsKnown,
            instant);
  }

  int prompts() {
    return requirements.size() + (authenticationContext.isPresent() ? 1 : 0);
  }

  /** Whether only an account with its second factor can make the step (fact 232). */
  boolean asksForSecondFactor() {
    return requirements.contains(Requirement.MULTI_FACTOR_AUTHENTICATION)
        || authenticationContext.isPresent();
  }
}
