package dev.pimento.rule;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Does in a simulation what a counterexample tells. */
final class Replay {

  private static final String WHY = "counterexample";

  /** So long an activation can't be ended (fact 63). */
  private static final Duration FLOOR = Duration.ofMinutes(5);

  private final Simulation simulation;

  Replay(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Lets time pass, unless a step had to wait for longer. */
  Simulation until(Instant instant) {
    return simulation.advanceTo(Interval.later(instant, simulation.now()));
  }

  void play(Moment moment) {
    until(moment.at());
    switch (moment.what()) {
      case ACTIVATES -> activate(moment);
      case APPROVES -> approve(moment);
      case DEACTIVATES -> takeBack(moment.who(), moment.access());
      default -> {}
    }
  }

  private void activate(Moment moment) {
    takeBack(moment.who(), moment.access());
    ScheduleInfo times =
        ScheduleInfo.startingNow(new Expiration.After(moment.lasting().orElseThrow()));
    Call call = callBy(moment.who(), moment.access());
    run(moment, Command.selfActivate(call, moment.who(), moment.access(), times));
  }

  private void takeBack(Id who, Access access) {
    List<Assignment> activated =
        simulation
            .tenant()
            .assignmentsOf(who)
            .filter(a -> a.isActivated() && !a.isEnded() && a.access().equals(access))
            .toList();
    for (Assignment activation : activated) {
      if (activation.isCurrent()) {
        until(Interval.plus(activation.span().possible().startInclusive(), FLOOR));
      }
      simulation.run(Command.selfDeactivate(callBy(who, access), who, access));
    }
    requests(who, access, r -> r.status().isCancellable() && r.action().isSelf())
        .forEach(id -> simulation.run(new Command.Cancel(callBy(who, access), id)));
  }

  private void approve(Moment moment) {
    Id requestor = moment.other().orElseThrow();
    requests(requestor, moment.access(), r -> r.status().isWaiting())
        .forEach(id -> run(moment, Command.approve(callBy(moment.who(), moment.access()), id)));
  }

  private List<Id> requests(Id who, Access access, Predicate<Request> which) {
    return simulation
        .tenant()
        .requestsOf(who)
        .filter(request -> request.access().equals(access) && which.test(request))
        .map(Request::id)
        .toList();
  }

  private Call callBy(Id who, Access access) {
    RoleSettings settings = simulation.knowledge().settings(simulation.tenant(), access);
    Caller caller = Caller.of(who).withMultiFactor();
    Caller signedIn =
        settings
            .authenticationContext()
            .map(context -> caller.withAuthenticationContexts(context))
            .orElse(caller);
    return Call.of(simulation.nextRequestId(), signedIn)
        .because(WHY)
        .withTicket(new Ticket(WHY, WHY));
  }

  private void run(Moment moment, Command command) {
    Decision decision = simulation.run(command);
    if (decision.isDenied()) {
      throw new IllegalStateException(
          "Not replayed: expected that %s, but found %s"
              .formatted(moment.describe(simulation.tenant()), decision.refusals()));
    }
  }
}
