package dev.pimento.strategy;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.Found;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.takeover.UserAdministration;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether accounts are protected while nothing is activated. */
final class Accounts {

  /** Who may reset the password of holders of most roles may reset everybody's (fact 165). */
  private static final Set<Id> RESET_EVERYBODY =
      Knowledge.userAdministrators()
          .getOrDefault("resetPassword", Map.of())
          .getOrDefault("otherRole", Set.of());

  private final Schedules schedules;
  private final Instant at;
  private final UserAdministration idle;

  Accounts(Tenant tenant, Knowledge knowledge, Schedules schedules, Instant at) {
    this.schedules = schedules;
    this.at = at;
    Tenant idle = idle(tenant);
    this.idle = UserAdministration.at(idle, AccessIndex.of(idle, knowledge), at);
  }

  /** The tenant with what leads to roles or protects, and with nothing activated. */
  private Tenant idle(Tenant tenant) {
    Tenant.Builder builder =
        Tenant.builder(tenant.asOf())
            .historyFrom(tenant.historyFrom())
            .coverage(tenant.coverage())
            .surroundings(tenant.surroundings());
    SortedSet<Id> principals = new TreeSet<>(schedules.principals());
    for (Id principal : schedules.principals()) {
      for (Schedule schedule : schedules.of(principal)) {
        if (!(schedule instanceof Assignment assignment)) {
          builder.schedule(schedule);
        } else if (!assignment.isActivated()) {
          builder.schedule(isPerhapsActivated(assignment) ? perhaps(assignment) : assignment);
        }
        if (tenant.principal(schedule.access().target()).isGroup()) {
          principals.add(schedule.access().target());
        }
      }
    }
    principals.forEach(id -> builder.principal(tenant.principal(id)));
    return builder.build();
  }

  private boolean isPerhapsActivated(Assignment assignment) {
    return assignment.span().certain().contains(at) && !schedules.isStanding(assignment);
  }

  private static Assignment perhaps(Assignment assignment) {
    Interval possible = assignment.span().possible();
    Instant start = possible.startInclusive();
    return assignment.during(new Span(Interval.of(start, start), possible));
  }

  IdleAccount of(Id person) {
    Found<RoleAccess> found = idle.found(UserAdministration.Action.RESET_PASSWORD, person);
    if (isProtected(found.possible())) {
      return new IdleAccount(Verdict.YES, found.possible(), new TreeSet<>());
    }
    if (!isProtected(found.certain())) {
      return new IdleAccount(Verdict.NO, found.possible(), new TreeSet<>());
    }
    SortedSet<Read> reads = new TreeSet<>(found.reads());
    for (Schedule schedule : schedules.of(person)) {
      if (schedule instanceof Assignment assignment && isPerhapsActivated(assignment)) {
        reads.add(Schedules.readFor(assignment));
      }
    }
    return new IdleAccount(Verdict.UNKNOWN, found.possible(), reads);
  }

  private static boolean isProtected(SortedSet<RoleAccess> roles) {
    return roles.stream().allMatch(role -> RESET_EVERYBODY.contains(role.role()));
  }
}
