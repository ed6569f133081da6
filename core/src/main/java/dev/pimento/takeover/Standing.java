package dev.pimento.takeover;

import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What of a user decides who may reset the password and change what is sensitive. Somebody of whom
 * nothing counts is an ordinary user.
 *
 * @param roles the directory roles that count, at whatever scope (facts 165, 171)
 * @param groups the sides of role-assignable groups that protect whoever has them, even if the
 *     group holds no role (facts 168, 170, 172)
 * @param restricted whether only roles held at a unit with restricted management reach the user
 *     (facts 178, 235)
 */
public record Standing(
    SortedSet<RoleAccess> roles, SortedSet<GroupAccess> groups, boolean restricted) {

  static final Standing ORDINARY = new Standing(new TreeSet<>(), new TreeSet<>(), false);

  public Standing {
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
  }

  /** Whether nothing sets the user apart from everybody else. */
  public boolean isOrdinary() {
    return roles.isEmpty() && groups.isEmpty() && !restricted;
  }
}
