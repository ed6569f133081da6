package dev.pimento.testkit.assertj;

import dev.pimento.Pimento;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says in words why somebody can't use something, or is not eligible for it: the account that is
 * disabled, what is eligible and not activated, what ended or is to start, the group without the
 * role.
 */
final class MissingLinks {

  private static final int SHOWN = 5;

  private final Pimento asked;
  private final Tenant tenant;
  private final Lookup names;
  private final Instant at;
  private final Principal principal;
  private final List<String> links = new ArrayList<>();

  private MissingLinks(Pimento asked, Id principal) {
    this.asked = asked;
    this.tenant = asked.tenant();
    this.names = Lookup.in(tenant);
    this.at = asked.at();
    this.principal = tenant.principal(principal);
  }

  /** One line a link; at least one. */
  static List<String> of(Pimento asked, Id principal, Access access) {
    MissingLinks missing = new MissingLinks(asked, principal);
    missing.signIn();
    missing.ownSchedules(access, "");
    missing.throughGroups(access);
    if (missing.links.isEmpty()) {
      missing.elsewhere(access);
    }
    if (missing.links.isEmpty()) {
      missing.links.add(
          "nothing leads there: no assignment, no eligibility, and no group that has it");
    }
    return List.copyOf(missing.links);
  }

  private void signIn() {
    if (principal.isGroup()) {
      links.add("a group holds and its members use: ask about a member");
    } else if (principal.enabled().isNo()) {
      links.add("the account is disabled");
    }
  }

  private void throughGroups(Access access) {
    boolean nests = access instanceof GroupAccess side && side.side() == Side.MEMBER;
    boolean role = !(access instanceof GroupAccess);
    if (!nests && !role) {
      return;
    }
    for (Assignment held :
        tenant.assignmentsFor(access.target()).filter(a -> a.access().covers(access)).toList()) {
      if (!tenant.principal(held.principal()).isGroup()) {
        continue;
      }
      Access membership = Access.member(held.principal());
      boolean member = asked.index().holds(principal.id(), membership, at).isYes();
      boolean current = held.span().certain().contains(at);
      if (!member) {
        ownSchedules(membership, current ? ", which has it" : ", whose assignment " + when(held));
      } else if (!current) {
        links.add(
            "%s, but the group's assignment %s".formatted(names.nameOf(membership), when(held)));
      } else if (principal.enabled().isYes()) {
        links.add(
            "%s through another group only; a role is inherited by direct members (fact 233)"
                .formatted(names.nameOf(membership)));
      }
    }
  }

  /** What the principal itself is or was assigned or eligible for, and why that does not do. */
  private void ownSchedules(Access access, String leading) {
    for (Schedule schedule :
        tenant.schedulesOf(principal.id()).filter(s -> s.access().covers(access)).toList()) {
      boolean current = schedule.span().certain().contains(at);
      String what = "%s %s".formatted(kind(schedule), names.nameOf(schedule.access()));
      if (!current) {
        links.add(what + leading + ", but " + when(schedule));
      } else if (!(schedule instanceof Assignment)) {
        links.add(what + leading + ", but not activated");
      }
    }
  }

  /** The groups that the principal is in or may get into, none of which has it. */
  private void elsewhere(Access access) {
    Stream<Schedule> memberships =
        tenant
            .schedulesOf(principal.id())
            .filter(s -> s.access() instanceof GroupAccess side && side.side() == Side.MEMBER)
            .filter(s -> s.span().certain().contains(at));
    for (Schedule membership : memberships.limit(SHOWN).toList()) {
      Principal group = tenant.principal(membership.access().target());
      boolean never =
          !(access instanceof GroupAccess)
              && group instanceof Group named
              && !named.roleAssignable().isYes();
      links.add(
          "%s %s, which is not assigned %s%s"
              .formatted(
                  kind(membership),
                  names.nameOf(membership.access()),
                  names.nameOf(access),
                  never ? " and can't be: it is not role-assignable" : ""));
    }
  }

  private static String kind(Schedule schedule) {
    if (schedule instanceof Assignment assignment) {
      return assignment.isActivated() ? "activated" : "assigned";
    }
    return "eligible for";
  }

  private String when(Schedule schedule) {
    Interval during = schedule.span().certain();
    if (during.startInclusive().isAfter(at)) {
      return "starts at " + during.startInclusive();
    }
    String ended = schedule.phase() == Phase.REMOVED ? "was removed at " : "expired at ";
    return ended + during.endExclusive();
  }
}
