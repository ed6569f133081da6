package dev.pimento.strategy;

import static java.util.Objects.requireNonNull;

import dev.pimento.knowledge.Tail;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one strategy comes to for an intent, measured on a small tenant that was made for it and run
 * for a month.
 *
 * @param strategy direct and standing, Option A or Option B
 * @param shifts how many shifts all people have in the month
 * @param covered in how many of them the person had all roles from the first to the last instant
 * @param activations how many activations there were in the month, of all people
 * @param approvals how many of them an approver decided
 * @param mfaPrompts how many of them were refused without multi-factor authentication or an
 *     authentication context
 * @param justifications how many of them were refused without a justification
 * @param tickets how many of them were refused without a ticket
 * @param hours role-hours of the month, of all people and roles
 * @param gate the directory roles that can change what an activation has to satisfy, by name (facts
 *     13, 22); none where nothing is activated
 * @param ownerChangesGate whether an owner of the group can too (fact 156)
 * @param ownerPower what an owner of the group can do for somebody by adding a member
 * @param defaultApprovers the directory roles that decide where approval is asked for and no
 *     approver is named, by name (fact 112)
 * @param account who may reset the password of one of the people between shifts
 * @param delays workloads that may notice late what was activated, with how late (fact 151)
 * @param roleAssignableGroups how many of the tenant's 500 role-assignable groups it takes (fact 8)
 * @param licences how many people need a licence, approvers included (fact 205)
 */
public record Figures(
    Strategy strategy,
    int shifts,
    int covered,
    int activations,
    int approvals,
    int mfaPrompts,
    int justifications,
    int tickets,
    RoleHours hours,
    List<String> gate,
    boolean ownerChangesGate,
    OwnerPower ownerPower,
    List<String> defaultApprovers,
    IdleAccount account,
    SortedMap<String, Tail> delays,
    int roleAssignableGroups,
    int licences) {

  /** What adding a member past PIM brings the member. */
  public enum OwnerPower {
    /** There is no group. */
    NO_GROUP("no group"),
    /** The member may activate the roles, under their own settings. */
    MAKES_ELIGIBLE("makes eligible, roles' settings still ask"),
    /** The member has the roles at once; no activation is asked for. */
    MAKES_ACTIVE("gives the roles at once, past activation");

    private final String label;

    OwnerPower(String label) {
      this.label = label;
    }

    /** What tables call it. */
    @Override
    public String toString() {
      return label;
    }
  }

  public Figures {
    requireNonNull(strategy, "strategy");
    requireNonNull(hours, "hours");
    gate = List.copyOf(gate);
    requireNonNull(ownerPower, "ownerPower");
    defaultApprovers = List.copyOf(defaultApprovers);
    requireNonNull(account, "account");
    delays = Collections.unmodifiableSortedMap(new TreeMap<>(delays));
  }
}
