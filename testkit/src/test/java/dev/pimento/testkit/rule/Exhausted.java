package dev.pimento.testkit.rule;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Nearest;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Everything that everybody can do at one instant, done in a simulation by trying it again and
 * again until nothing more is let through: what rules work out without a simulation.
 */
final class Exhausted {

  private final Simulation simulation;
  private final Map<Access, Set<Id>> askers = new HashMap<>();

  private Exhausted(Simulation simulation) {
    this.simulation = simulation;
  }

  /** All activate all they can and approve all they can. */
  static Exhausted from(Simulation start, Set<Id> absent) {
    Exhausted all = new Exhausted(start.fork());
    boolean again = true;
    while (again) {
      again = false;
      for (Id who : all.accounts(absent)) {
        for (Access access : all.eligible()) {
          again |= !all.holdsItself(who, access) && all.activate(who, access, absent);
        }
      }
    }
    return all;
  }

  /**
   * What one account comes to have if it activates only what it may, and whoever could approve
   * after all that all can do does.
   */
  static SortedSet<Access> alone(
      Simulation start, Exhausted all, Id who, Predicate<Access> may, Set<Id> unendable) {
    Exhausted one = new Exhausted(start.fork());
    for (Assignment activation : one.activationsOf(who)) {
      if (activation.isCurrent() && !may.test(activation.access())) {
        Decision decision =
            one.simulation.run(
                Command.selfDeactivate(
                    one.call(who, activation.access()), who, activation.access()));
        if (decision.isDenied()) {
          unendable.add(who);
        }
      }
    }
    boolean again = true;
    while (again) {
      again = false;
      for (Access access : one.eligible()) {
        if (may.test(access) && !one.holdsItself(who, access)) {
          Decision decision = one.ask(who, access);
          boolean approved = decision instanceof Decision.Accepted;
          if (decision instanceof Decision.Waiting) {
            approved = all.approversBut(who, access) > 0;
            Id request = one.pending(who, access).get(0);
            Call call = Call.of(one.simulation.nextRequestId(), Caller.anAdministrator());
            one.simulation.run(
                approved
                    ? Command.approve(call.because("it may"), request)
                    : new Command.Cancel(call, request));
          }
          again |= approved;
        }
      }
    }
    return one.holdings().of(who);
  }

  static Holdings holdings(Simulation simulation) {
    return Holdings.of(simulation.tenant())
        .withNestedRoles(simulation.knowledge().isOn(Switch.ROLE_NESTED_INHERITANCE));
  }

  Holdings holdings() {
    return holdings(simulation);
  }

  Tenant tenant() {
    return simulation.tenant();
  }

  Knowledge knowledge() {
    return simulation.knowledge();
  }

  SortedSet<Id> approvers(Access access) {
    return Approvers.of(tenant(), access, knowledge(), simulation.now()).now();
  }

  long approversBut(Id who, Access access) {
    boolean own =
        access instanceof GroupAccess && knowledge().isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
    return approvers(access).stream().filter(id -> own || !id.equals(who)).count();
  }

  Set<Id> askers(Access access) {
    return askers.getOrDefault(access, Set.of());
  }

  /** Ends all that was activated, as far as the service lets it. */
  static void endActivations(Simulation simulation) {
    Exhausted now = new Exhausted(simulation);
    for (Id who : simulation.tenant().principals().map(Principal::id).toList()) {
      for (Assignment activation : now.activationsOf(who)) {
        simulation.run(
            Command.selfDeactivate(now.call(who, activation.access()), who, activation.access()));
      }
    }
  }

  private List<Assignment> activationsOf(Id who) {
    return tenant().assignmentsOf(who).filter(a -> a.isActivated() && !a.isEnded()).toList();
  }

  private List<Id> accounts(Set<Id> absent) {
    return tenant()
        .principals()
        .filter(principal -> !principal.isGroup())
        .map(Principal::id)
        .filter(id -> !absent.contains(id))
        .toList();
  }

  private SortedSet<Access> eligible() {
    SortedSet<Access> accesses = new TreeSet<>();
    tenant()
        .schedules()
        .filter(s -> s instanceof Eligibility && s.isCurrent())
        .forEach(s -> accesses.add(s.access()));
    return accesses;
  }

  private boolean holdsItself(Id who, Access access) {
    return Holdings.of(tenant()).direct(who).contains(access);
  }

  private boolean activate(Id who, Access access, Set<Id> absent) {
    Decision decision = ask(who, access);
    if (!decision.isDenied()) {
      askers.computeIfAbsent(access, a -> new TreeSet<>()).add(who);
    }
    if (decision instanceof Decision.Waiting) {
      Id request = pending(who, access).get(0);
      for (Id approver : accounts(absent)) {
        boolean person = tenant().principal(approver) instanceof User;
        Call call = call(approver, access);
        if (person && simulation.run(Command.approve(call, request)) instanceof Decision.Accepted) {
          return holdsItself(who, access);
        }
      }
      simulation.run(new Command.Cancel(call(who, access), request));
      return false;
    }
    return decision instanceof Decision.Accepted;
  }

  private Decision ask(Id who, Access access) {
    pending(who, access)
        .forEach(request -> simulation.run(new Command.Cancel(call(who, access), request)));
    activationsOf(who).stream()
        .filter(a -> a.access().equals(access) && !a.isCurrent())
        .forEach(a -> simulation.run(Command.selfDeactivate(call(who, access), who, access)));
    RoleSettings settings = knowledge().settings(tenant(), access);
    ScheduleInfo times =
        ScheduleInfo.startingNow(new Expiration.After(settings.activation().maximum()));
    Decision decision = simulation.run(Command.selfActivate(call(who, access), who, access, times));
    Optional<ScheduleInfo> shorter =
        decision instanceof Decision.Denied denied
            ? denied.nearest().flatMap(Nearest::schedule)
            : Optional.empty();
    return shorter
        .map(info -> simulation.run(Command.selfActivate(call(who, access), who, access, info)))
        .orElse(decision);
  }

  private List<Id> pending(Id who, Access access) {
    return tenant()
        .requestsOf(who)
        .filter(r -> r.access().equals(access) && r.status().isCancellable() && r.action().isSelf())
        .map(Request::id)
        .toList();
  }

  private Call call(Id who, Access access) {
    Caller caller = Caller.of(who).withMultiFactor();
    String context = knowledge().settings(tenant(), access).authenticationContext().orElse("none");
    return Call.of(simulation.nextRequestId(), caller.withAuthenticationContexts(context))
        .because("trying")
        .withTicket(new Ticket("1", "Desk"));
  }
}
