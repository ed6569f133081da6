package dev.pimento.tenant;

import static dev.pimento.directory.Verdict.YES;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Violation.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the service would not allow, in one place: a tenant lists it, and commands are refused by
 * it. What is not known violates nothing.
 */
public final class TenantRules {

  /** A tenant has at most this many role-assignable groups (fact 8). */
  public static final int MAX_ROLE_ASSIGNABLE_GROUPS = 500;

  /** A group has at most this many owners (fact 37). */
  public static final int MAX_OWNERS = 100;

  private TenantRules() {}

  /** What is wrong with a principal by itself. */
  public static List<Violation> of(Principal principal) {
    List<Violation> found = new ArrayList<>();
    if (principal instanceof Group group && group.roleAssignable() == YES) {
      if (group.dynamic() == YES) {
        found.add(
            violation(
                Rule.DYNAMIC_GROUP_ROLE_ASSIGNABLE,
                group.id(),
                "expected assigned members in role-assignable group %s, but found a dynamic rule",
                group.displayName()));
      }
      if (group.synced() == YES) {
        found.add(
            violation(
                Rule.SYNCED_GROUP_ROLE_ASSIGNABLE,
                group.id(),
                "expected role-assignable group %s to be cloud-only, but found it synced from "
                    + "on-premises",
                group.displayName()));
      }
    }
    return found;
  }

  /** What is wrong with a schedule in a tenant. */
  public static List<Violation> of(Tenant tenant, Schedule schedule) {
    List<Violation> found = new ArrayList<>();
    Principal principal = tenant.principal(schedule.principal());
    if (principal instanceof Unresolved) {
      found.add(
          violation(
              Rule.UNKNOWN_PRINCIPAL,
              principal.id(),
              "expected the principal of schedule %s among what was read, but found only its id",
              schedule.id()));
    }
    Access access = schedule.access();
    if (access instanceof GroupAccess side) {
      found.addAll(ofSide(tenant, schedule, side, principal));
    }
    if (access instanceof RoleAccess
        && principal instanceof Group group
        && group.roleAssignable() == Verdict.NO) {
      found.add(
          violation(
              Rule.ROLE_FOR_GROUP_NOT_ROLE_ASSIGNABLE,
              group.id(),
              "expected a role-assignable group to hold %s, but found %s, which is not",
              access,
              group.displayName()));
    }
    if (access instanceof RoleAccess
        && principal instanceof Group group
        && group.roleAssignable() == Verdict.UNKNOWN
        && group.synced() == YES) {
      found.add(
          violation(
              Rule.SYNCED_GROUP_ROLE_ASSIGNABLE,
              group.id(),
              "expected a cloud-only group to hold %s, but found %s, which is synced from "
                  + "on-premises",
              access,
              group.displayName()));
    }
    return found;
  }

  private static List<Violation> ofSide(
      Tenant tenant, Schedule schedule, GroupAccess side, Principal principal) {
    List<Violation> found = new ArrayList<>();
    if (!(tenant.principal(side.group()) instanceof Group group)) {
      found.add(
          violation(
              Rule.UNKNOWN_GROUP,
              side.group(),
              "expected the group of schedule %s among what was read, but found only its id",
              schedule.id()));
      return found;
    }
    boolean active = schedule instanceof Assignment;
    if (active && principal.isGroup() && side.side() == Side.OWNER) {
      found.add(
          violation(
              Rule.GROUP_OWNS_GROUP,
              group.id(),
              "expected users or service principals as owners of %s, but found group %s",
              group.displayName(),
              principal.displayName()));
    }
    if (active
        && principal.isGroup()
        && side.side() == Side.MEMBER
        && group.roleAssignable() == YES) {
      found.add(
          violation(
              Rule.GROUP_IN_ROLE_ASSIGNABLE_GROUP,
              group.id(),
              "expected no group as an active member of role-assignable group %s, but found %s",
              group.displayName(),
              principal.displayName()));
    }
    if (schedule instanceof Eligibility) {
      found.addAll(manageableByPim(group));
    }
    return found;
  }

  /** Why PIM can't manage the group; empty if it can, or if that is not known. */
  public static List<Violation> manageableByPim(Group group) {
    String why = "";
    if (group.dynamic() == YES) {
      why = "its members are decided by a rule";
    } else if (group.synced() == YES) {
      why = "it is synced from on-premises";
    } else if (group.kind() == Group.Kind.MAIL_ENABLED) {
      why = "it is mail-enabled";
    } else if (group.restricted() == YES) {
      why = "it is in an administrative unit with restricted management";
    }
    return why.isEmpty()
        ? List.of()
        : List.of(
            violation(
                Rule.GROUP_NOT_MANAGEABLE_BY_PIM,
                group.id(),
                "expected a cloud-only security or Microsoft 365 group with assigned members, but "
                    + "found %s: %s",
                group.displayName(),
                why));
  }

  /** Whether a change would alter what is fixed at creation. */
  public static List<Violation> ofChange(Principal before, Principal after) {
    return before instanceof Group was
            && after instanceof Group is
            && was.roleAssignable() != Verdict.UNKNOWN
            && was.roleAssignable() != is.roleAssignable()
        ? List.of(
            violation(
                Rule.ROLE_ASSIGNABILITY_CHANGED,
                was.id(),
                "expected group %s to keep its role-assignability, but found it changed from %s "
                    + "to %s",
                was.displayName(),
                was.roleAssignable(),
                is.roleAssignable()))
        : List.of();
  }

  /** All that is wrong in a tenant. */
  static List<Violation> of(Tenant tenant) {
    List<Violation> found = new ArrayList<>();
    tenant.principals().forEach(p -> found.addAll(of(p)));
    tenant.schedules().filter(s -> !s.isEnded()).forEach(s -> found.addAll(of(tenant, s)));
    long roleAssignable = roleAssignableGroups(tenant);
    if (roleAssignable > MAX_ROLE_ASSIGNABLE_GROUPS) {
      tenant
          .principals()
          .filter(p -> p instanceof Group g && g.roleAssignable() == YES)
          .skip(MAX_ROLE_ASSIGNABLE_GROUPS)
          .findFirst()
          .ifPresent(
              p ->
                  found.add(
                      violation(
                          Rule.TOO_MANY_ROLE_ASSIGNABLE_GROUPS,
                          p.id(),
                          "expected at most %s role-assignable groups, but found %s",
                          MAX_ROLE_ASSIGNABLE_GROUPS,
                          roleAssignable)));
    }
    found.addAll(circles(tenant));
    return found;
  }

  /** How many role-assignable groups the tenant has. */
  public static long roleAssignableGroups(Tenant tenant) {
    LongAdder count = new LongAdder();
    tenant.forEachPrincipal(
        principal -> {
          if (principal instanceof Group group && group.roleAssignable() == YES) {
            count.increment();
          }
        });
    return count.sum();
  }

  /** One violation for each circle that a walk down the nesting meets; without recursion. */
  private static List<Violation> circles(Tenant tenant) {
    Map<Id, List<Id>> children = new HashMap<>();
    tenant
        .schedules()
        .filter(s -> s instanceof Assignment && s.isCurrent())
        .filter(s -> tenant.principal(s.principal()).isGroup())
        .filter(s -> s.access() instanceof GroupAccess g && g.side() == Side.MEMBER)
        .forEach(
            s ->
                children
                    .computeIfAbsent(s.access().target(), g -> new ArrayList<>())
                    .add(s.principal()));
    List<Violation> found = new ArrayList<>();
    Set<Id> done = new HashSet<>();
    for (Id start : children.keySet().stream().sorted().toList()) {
      Set<Id> onPath = new HashSet<>();
      Deque<Id> stack = new ArrayDeque<>(List.of(start));
      while (!stack.isEmpty()) {
        Id group = stack.peek();
        if (done.contains(group) || onPath.contains(group)) {
          stack.pop();
          onPath.remove(group);
          done.add(group);
          continue;
        }
        onPath.add(group);
        for (Id child : children.getOrDefault(group, List.of())) {
          if (onPath.contains(child)) {
            found.add(
                violation(
                    Rule.CIRCULAR_NESTING,
                    child,
                    "expected groups nested without a circle, but found %s inside itself by way "
                        + "of %s",
                    tenant.principal(child).displayName(),
                    tenant.principal(group).displayName()));
          } else if (!done.contains(child)) {
            stack.push(child);
          }
        }
      }
    }
    return found;
  }

  private static Violation violation(Rule rule, Id subject, String message, Object... found) {
    return new Violation(rule, subject, message.formatted(found));
  }
}
