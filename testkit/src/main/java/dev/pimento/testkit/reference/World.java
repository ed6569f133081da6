package dev.pimento.testkit.reference;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What is assigned at one instant: what certainly is, or what possibly is. */
final class World {

  private static final Group A_GROUP = Group.security(Id.of("any-group"), "any group");

  private final Tenant tenant;
  private final Instant t;
  private final boolean possible;
  private final List<Assignment> known = new ArrayList<>();
  private final SortedSet<Id> groups = new TreeSet<>();

  private World(Tenant tenant, Stays stays, Instant t, boolean possible) {
    this.tenant = tenant;
    this.t = t;
    this.possible = possible;
    for (Schedule schedule : tenant.schedules().toList()) {
      groups.add(schedule.principal());
      if (schedule instanceof Assignment assignment
          && (possible ? stays.of(assignment).possible() : stays.of(assignment).certain())
              .contains(t)) {
        known.add(assignment);
      }
    }
    tenant.principals().forEach(principal -> groups.add(principal.id()));
    groups.removeIf(id -> !mayBeGroup(tenant.principal(id)));
  }

  /** Only what certainly holds at the instant. */
  static World certain(Tenant tenant, Stays stays, Instant t) {
    return new World(tenant, stays, t, false);
  }

  /** All that may hold at the instant. */
  static World possible(Tenant tenant, Stays stays, Instant t) {
    return new World(tenant, stays, t, true);
  }

  /** Every group, and every id that may be one: that of something that was not read. */
  SortedSet<Id> groups() {
    return Collections.unmodifiableSortedSet(groups);
  }

  /** Whether the principal itself is assigned the access, or the role at a wider scope. */
  boolean isAssigned(Id principal, Access access) {
    return isKnown(principal, access)
        || (possible && mayBeUnseen(access, list -> list.mayMiss(tenant.principal(principal))));
  }

  /**
   * Whether the principal is in the group, by itself or in a group that is in: lets in group after
   * group until nobody new comes.
   */
  boolean isMember(Id principal, Id group) {
    Set<Id> inside = new HashSet<>(Set.of(group));
    boolean more = true;
    while (more) {
      more = false;
      for (Id nested : groups) {
        more |= inside.stream().anyMatch(in -> isNested(nested, in)) && inside.add(nested);
      }
    }
    return inside.stream().anyMatch(in -> isAssigned(principal, Access.member(in)));
  }

  /** Whether the first group is a member of the second itself. */
  private boolean isNested(Id group, Id in) {
    // No list leaves groups out that does not leave out more.
    return isKnown(group, Access.member(in))
        || (possible && mayBeUnseen(Access.member(in), list -> list.mayMiss(A_GROUP)));
  }

  private boolean isKnown(Id principal, Access access) {
    return known.stream()
        .anyMatch(a -> a.principal().equals(principal) && a.access().covers(access));
  }

  /**
   * Whether somebody can be assigned the access without having been seen.
   *
   * <p>A role assignment shows among the role assignments (fact 51). A member of a group shows in
   * the list of its members at the read; if it comes later by PIM, only the group's schedules show
   * it. Of an id that is no known group there are no unseen members, if all groups were read.
   *
   * @param misses whether a list as complete as this one can lack that somebody
   */
  private boolean mayBeUnseen(Access access, Predicate<Completeness> misses) {
    Coverage coverage = tenant.coverage();
    if (!(access instanceof GroupAccess side)) {
      Completeness roles = coverage.of(Read.Kind.ROLE_ASSIGNMENTS);
      return misses.test(roles)
          || (roles.level() == Completeness.Level.AT_READ_ONLY && t.isAfter(tenant.asOf()));
    }
    Principal group = tenant.principal(side.group());
    boolean allGroupsRead = coverage.of(Read.Kind.GROUPS).isComplete();
    if (!group.isGroup() && (allGroupsRead || !mayBeGroup(group))) {
      return false;
    }
    Read.Kind list = side.side() == Side.MEMBER ? Read.Kind.GROUP_MEMBERS : Read.Kind.GROUP_OWNERS;
    boolean schedulesTellAll = coverage.of(Read.Kind.GROUP_ASSIGNMENTS, side.group()).isComplete();
    return misses.test(coverage.of(list, side.group()))
        || (!schedulesTellAll && t.isAfter(tenant.asOf()));
  }

  private static boolean mayBeGroup(Principal principal) {
    return principal.isGroup() || principal instanceof Unresolved;
  }
}
