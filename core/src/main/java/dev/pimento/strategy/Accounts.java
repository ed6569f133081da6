package dev.pimento.strategy;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.UserAdministration;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether accounts are protected while nothing is activated. */
final class Accounts {

  /** Privileged Authentication Administrator and Global Administrator reset everybody (fact 17). */
  private static final Set<Id> RESET_EVERYBODY =
      Set.of(
          Id.of("7be44c8a-adaf-4e2a-84d6-ab2649e08a13"),
          Id.of("62e90394-69f5-4237-9190-012177145e10"));

  private final Tenant tenant;
  private final Schedules schedules;
  private final Instant at;
  private final UserAdministration idle;
  private final SortedSet<Read> reads;

  Accounts(Tenant tenant, Schedules schedules, Instant at) {
    this.tenant = tenant;
    this.schedules = schedules;
    this.at = at;
    this.idle = UserAdministration.in(idle());
    this.reads = schedules.unreadProtection();
  }

  /** The tenant with what stands at the instant, and with nothing activated. */
  private Tenant idle() {
    Tenant.Builder builder = Tenant.builder(at);
    SortedSet<Id> principals = new TreeSet<>();
    for (Id principal : schedules.principals()) {
      for (Schedule schedule : schedules.of(principal)) {
        if (schedule instanceof Assignment assignment && schedules.isStanding(assignment)) {
          builder.schedule(assignment.in(Phase.CURRENT));
          principals.add(principal);
          if (assignment.access() instanceof GroupAccess side) {
            principals.add(side.group());
          }
        }
      }
    }
    principals.forEach(id -> builder.principal(tenant.principal(id)));
    return builder.build();
  }

  IdleAccount of(Id person) {
    SortedSet<Id> mayReset = idle.rolesThatMay(UserAdministration.Action.RESET_PASSWORD, person);
    if (RESET_EVERYBODY.containsAll(mayReset)) {
      return new IdleAccount(Verdict.YES, mayReset, new TreeSet<>());
    }
    SortedSet<Read> open = new TreeSet<>(reads);
    for (Schedule schedule : schedules.of(person)) {
      if (schedule instanceof Assignment assignment
          && !assignment.isActivated()
          && assignment.span().possible().contains(at)) {
        if (!schedules.isStanding(assignment)) {
          open.add(Schedules.readFor(assignment));
        } else if (mayBeAssignable(assignment.access())) {
          open.add(Read.of(Read.Kind.GROUPS));
        }
      }
    }
    return new IdleAccount(open.isEmpty() ? Verdict.NO : Verdict.UNKNOWN, mayReset, open);
  }

  private boolean mayBeAssignable(Access access) {
    return !(access instanceof RoleAccess)
        && !(tenant.principal(access.target()) instanceof Group group
            && !group.roleAssignable().isUnknown());
  }
}
