package dev.pimento.migration;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody who can sign in and holds a role without activating it.
 *
 * @param holder who is assigned the role: the person, or a group of which it is a direct member
 * @param during when it certainly holds it
 */
record Standing(Id person, Id holder, Interval during) {

  /** All who hold the role, or will. */
  static List<Standing> of(Tenant tenant, RoleAccess role) {
    List<Standing> all = new ArrayList<>();
    assigned(tenant, role)
        .forEach(
            a -> {
              if (tenant.principal(a.principal()).isGroup()) {
                assigned(tenant, Access.member(a.principal()))
                    .forEach(
                        member ->
                            a.span()
                                .certain()
                                .intersection(member.span().certain())
                                .map(both -> new Standing(member.principal(), a.principal(), both))
                                .ifPresent(all::add));
              } else {
                all.add(new Standing(a.principal(), a.principal(), a.span().certain()));
              }
            });
    all.removeIf(
        one -> !(tenant.principal(one.person()) instanceof User user) || !user.enabled().isYes());
    return all;
  }

  private static Stream<Assignment> assigned(Tenant tenant, Access access) {
    return tenant
        .assignmentsFor(access.target())
        .filter(a -> a.access().equals(access) && !a.isEnded() && !a.isActivated());
  }
}
