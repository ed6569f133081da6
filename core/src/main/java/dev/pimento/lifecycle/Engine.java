package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.RequestPut;
import dev.pimento.tenant.Event.ScheduleEnded;
import dev.pimento.tenant.Event.ScheduleStarted;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The service's rules as functions: {@link #decide} answers a command, {@link #due} says what time
 * brings. Neither changes anything: {@link Tenant#after(Event)} does.
 *
 * <pre>{@code
 * Decision decision = engine.decide(tenant, command, now);
 * Tenant next = tenant.after(decision.events());
 * }</pre>
 *
 * <p>Before a command is decided, everything due up to that instant has to have happened; {@code
 * Simulation} sees to it. Immutable and thread-safe.
 */
public final class Engine {

  private final Knowledge knowledge;

  private Engine(Knowledge knowledge) {
    this.knowledge = requireNonNull(knowledge, "knowledge");
  }

  public static Engine with(Knowledge knowledge) {
    return new Engine(knowledge);
  }

  public Knowledge knowledge() {
    return knowledge;
  }

  /**
   * What the service answers to a command.
   *
   * @param tenant the tenant at that instant
   * @param command what is asked
   * @param now when it is asked
   * @return accepted, waiting for an approver, or denied with every reason at once
   */
  public Decision decide(Tenant tenant, Command command, Instant now) {
    return command.walk(new Decider(knowledge, tenant, now));
  }

  /**
   * What time brings: starts and ends that were reached, and approvals that lapsed. Each event
   * carries the instant at which it was due, so that it does not matter in how many steps time
   * passes.
   *
   * @param tenant the tenant before
   * @param agenda what may become due in it
   * @param now the instant up to which, inclusive
   * @return what happens, in order
   */
  public List<Event> due(Tenant tenant, Agenda agenda, Instant now) {
    List<Event> events = new ArrayList<>();
    Tenant current = tenant;
    for (Agenda.Entry entry : agenda.until(now)) {
      List<Event> next = eventsOf(current, entry);
      current = current.after(next);
      events.addAll(next);
    }
    return events;
  }

  /** The next instant at which something is due, if anything is. */
  public Optional<Instant> nextDue(Tenant tenant, Agenda agenda) {
    for (Agenda.Entry entry : agenda.entries()) {
      if (!eventsOf(tenant, entry).isEmpty()) {
        return Optional.of(entry.at());
      }
    }
    return Optional.empty();
  }

  private List<Event> eventsOf(Tenant tenant, Agenda.Entry entry) {
    return switch (entry.what()) {
      case START -> starts(tenant, entry);
      case END -> ends(tenant, entry);
      case LAPSE -> lapses(tenant, entry);
    };
  }

  private static List<Event> starts(Tenant tenant, Agenda.Entry entry) {
    Optional<Schedule> starting =
        tenant.schedule(entry.subject()).filter(schedule -> schedule.phase() == Phase.FUTURE);
    List<Event> events = new ArrayList<>();
    starting.ifPresent(schedule -> events.add(new ScheduleStarted(entry.at(), schedule.id())));
    starting
        .map(ScheduleIds::requestOf)
        .flatMap(tenant::request)
        .filter(request -> request.status() == Request.Status.GRANTED)
        .map(request -> request.inStatus(Request.Status.PROVISIONED))
        .ifPresent(request -> events.add(new RequestPut(entry.at(), request)));
    return events;
  }

  private List<Event> ends(Tenant tenant, Agenda.Entry entry) {
    Optional<Schedule> ending =
        tenant
            .schedule(entry.subject())
            .filter(schedule -> !schedule.isEnded())
            .filter(schedule -> schedule.span().endExclusive().equals(entry.at()));
    List<Event> events = new ArrayList<>();
    ending.ifPresent(s -> events.add(new ScheduleEnded(entry.at(), s.id(), Cause.EXPIRED)));
    if (ending.filter(Eligibility.class::isInstance).isPresent()
        && knowledge.isOn(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION)) {
      events.addAll(endActivationsOf(tenant, entry.subject(), entry.at()));
    }
    return events;
  }

  private static List<Event> lapses(Tenant tenant, Agenda.Entry entry) {
    return tenant
        .request(entry.subject())
        .filter(request -> request.status() == Request.Status.PENDING_APPROVAL)
        .<List<Event>>map(
            request ->
                List.of(new RequestPut(entry.at(), request.inStatus(Request.Status.TIMED_OUT))))
        .orElse(List.of());
  }

  /** The ends of all activations that used an eligibility. */
  static List<Event> endActivationsOf(Tenant tenant, Id eligibility, Instant at) {
    return tenant
        .schedule(eligibility)
        .map(schedule -> tenant.assignmentsFor(schedule.access().target()))
        .orElseThrow()
        .filter(a -> !a.isEnded() && a.activatedUsing().equals(Optional.of(eligibility)))
        .map(Assignment::id)
        .<Event>map(id -> new ScheduleEnded(at, id, Cause.ELIGIBILITY_GONE))
        .toList();
  }
}
