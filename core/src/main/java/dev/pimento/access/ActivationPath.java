package dev.pimento.access;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Verdict;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What it would take to hold an access by activations: the way with the fewest approvals, then the
 * fewest activations, then the fewest requirements. Where the settings of a hop were not read, it
 * counts as one that waits for an approval.
 *
 * @param verdict whether it can be held; unknown where only something that is not certain leads to
 *     it, or where something that was not read may
 * @param hops the activations in their order; none if it is held already, or not known to be in
 *     reach
 * @param reads what to read to settle the verdict, and to learn settings of the hops
 */
public record ActivationPath(Verdict verdict, List<Hop> hops, SortedSet<Read> reads) {

  public ActivationPath {
    requireNonNull(verdict, "verdict");
    hops = List.copyOf(hops);
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  /**
   * One activation.
   *
   * @param eligibility what is activated; its principal may be a group that the one who activates
   *     is in by then (facts 40, 45)
   * @param settings what it asks for: requirements, an approval, the longest duration; empty where
   *     that was not read
   */
  public record Hop(Eligibility eligibility, Optional<RoleSettings> settings) {

    public Hop {
      requireNonNull(eligibility, "eligibility");
      requireNonNull(settings, "settings");
    }

    /** Whether it waits for an approver; unknown where the settings were not read. */
    public Verdict needsApproval() {
      return settings.map(s -> Verdict.of(s.approval().required())).orElse(Verdict.UNKNOWN);
    }
  }

  /** Whether it is held without any activation. */
  public boolean isHeld() {
    return verdict.isYes() && hops.isEmpty();
  }

  /** How many of the activations wait for an approver, for all that is known. */
  public long approvals() {
    return hops.stream().filter(hop -> !hop.needsApproval().isNo()).count();
  }
}
