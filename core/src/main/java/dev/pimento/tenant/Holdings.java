package dev.pimento.tenant;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who holds what now: the plain walk over the schedules whose phase is {@link Phase#CURRENT}. It
 * knows no intervals; the engine moves schedules from phase to phase, and this reads where they
 * stand.
 *
 * <p>Roles are inherited by direct active members only (fact 233); membership of a group is
 * inherited through nested groups.
 */
public final class Holdings {

  private final Tenant tenant;

  private Holdings(Tenant tenant) {
    this.tenant = tenant;
  }

  public static Holdings of(Tenant tenant) {
    return new Holdings(tenant);
  }

  /** Everything the principal holds, by itself or through groups. */
  public SortedSet<Access> of(Id principal) {
    SortedSet<Access> held = new TreeSet<>(direct(principal));
    for (Access access : direct(principal)) {
      if (isMembership(access)) {
        direct(access.target()).stream().filter(RoleAccess.class::isInstance).forEach(held::add);
      }
    }
    groupsOf(principal).forEach(group -> held.add(Access.member(group)));
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

  private static boolean isMembership(Access access) {
    return access instanceof GroupAccess group && group.side() == Side.MEMBER;
  }
}
