package dev.pimento.tenant;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who holds what now: the plain walk over the schedules whose phase is {@link Phase#CURRENT}. It
 * knows no intervals; the engine moves schedules from phase to phase, and this reads where they
 * stand.
 *
 * <p>Roles are inherited by direct active members only (fact 233), unless asked otherwise;
 * membership of a group is inherited through nested groups.
 */
public final class Holdings {

  private final Tenant tenant;
  private final boolean nestedRoles;

  private Holdings(Tenant tenant, boolean nestedRoles) {
    this.tenant = tenant;
    this.nestedRoles = nestedRoles;
  }

  public static Holdings of(Tenant tenant) {
    return new Holdings(tenant, false);
  }

  /** The same, with roles inherited through nested groups too or by direct members only. */
  public Holdings withNestedRoles(boolean nestedRoles) {
    return new Holdings(tenant, nestedRoles);
  }

  /** Everything the principal holds, by itself or through groups. */
  public SortedSet<Access> of(Id principal) {
    SortedSet<Access> held = new TreeSet<>(direct(principal));
    SortedSet<Id> groups = groupsOf(principal);
    for (Id group : groups) {
      if (nestedRoles || held.contains(Access.member(group))) {
        direct(group).stream().filter(RoleAccess.class::isInstance).forEach(held::add);
      }
    }
    groups.forEach(group -> held.add(Access.member(group)));
    return held;
  }

  /** Whether the principal holds the access, or the same role at a scope that covers it. */
  public boolean holds(Id principal, Access access) {
    return of(principal).stream().anyMatch(held -> held.covers(access));
  }

  /** What the principal holds by itself. */
  public SortedSet<Access> direct(Id principal) {
    SortedSet<Access> held = new TreeSet<>();
    tenant.assignmentsOf(principal).filter(Schedule::isCurrent).forEach(a -> held.add(a.access()));
    return held;
  }

  /** The groups that the principal is a member of, directly or through nested groups. */
  public SortedSet<Id> groupsOf(Id principal) {
    SortedSet<Id> groups = new TreeSet<>();
    Deque<Id> open = new ArrayDeque<>();
    open.add(principal);
    while (!open.isEmpty()) {
      for (Access access : direct(open.remove())) {
        if (isMembership(access) && groups.add(access.target())) {
          open.add(access.target());
        }
      }
    }
    return groups;
  }

  /** The members of the group that are no groups, directly or through nested groups. */
  public SortedSet<Id> membersOf(Id group) {
    SortedSet<Id> members = new TreeSet<>();
    Set<Id> seen = new HashSet<>(Set.of(group));
    Deque<Id> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      for (Id member : assigned(Access.member(open.remove()))) {
        if (!tenant.principal(member).isGroup()) {
          members.add(member);
        } else if (seen.add(member)) {
          open.add(member);
        }
      }
    }
    return members;
  }

  /** Who is assigned exactly the access, by an activation or otherwise; groups too. */
  public SortedSet<Id> assigned(Access access) {
    SortedSet<Id> principals = new TreeSet<>();
    tenant
        .assignmentsFor(access.target())
        .filter(a -> a.isCurrent() && a.access().equals(access))
        .forEach(a -> principals.add(a.principal()));
    return principals;
  }

  private static boolean isMembership(Access access) {
    return access instanceof GroupAccess group && group.side() == Side.MEMBER;
  }
}
