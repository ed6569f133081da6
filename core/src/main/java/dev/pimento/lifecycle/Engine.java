package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.EndIsNear;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
   * What the service answers to a command. A command that is only to be validated is decided as any
   * other, and nothing happens by it.
   *
   * @param tenant the tenant at that instant
   * @param command what is asked
   * @param now when it is asked
   * @return accepted, waiting for somebody, or denied with every reason at once
   */
  public Decision decide(Tenant tenant, Command command, Instant now) {
    Decision decision = command.walk(new Decider(new Situation(knowledge, tenant, now)));
    if (!command.call().validationOnly()) {
      return decision;
    }
    if (decision instanceof Decision.Waiting waiting) {
      return new Decision.Waiting(List.of(), waiting.deciders());
    }
    return decision.isDenied() ? decision : new Decision.Accepted(List.of());
  }

  /**
   * What time brings: starts and ends that were reached, approvals that lapsed, mails about ends
   * that are near. Each event carries the instant at which it was due, so that it does not matter
   * in how many steps time passes.
   *
   * @param tenant the tenant before
   * @param agenda what may become due in it
   * @param now the instant up to which, inclusive
   * @return what happens, in order
   */
  public List<Event> due(Tenant tenant, Agenda agenda, Instant now) {
    List<Event> events = new ArrayList<>();
    advance(tenant, agenda, now, steps -> steps.forEach(step -> events.add(step.event())));
    return events;
  }

  /**
   * Goes through what time brings as {@link #due} does, and tells it instant by instant.
   *
   * @param tenant the tenant before
   * @param agenda what may become due in it
   * @param now the instant up to which, inclusive
   * @param told is given all that happens at one instant together, in order; each event once
   * @return what may become due afterwards
   */
  public Agenda advance(
      Tenant tenant, Agenda agenda, Instant now, Consumer<? super List<Step>> told) {
    AgendaRun run = agenda.until(now);
    List<Step> together = new ArrayList<>();
    Tenant current = tenant;
    Agenda.Entry entry = run.next();
    while (entry != null) {
      Course course = new Course(knowledge, current, entry.at());
      follow(course, entry);
      current = course.tenant();
      for (Step step : course.steps()) {
        together.add(step);
        run.add(step.event());
      }
      Agenda.Entry next = run.next();
      if (!together.isEmpty() && (next == null || !next.isAtTimeOf(entry))) {
        told.accept(List.copyOf(together));
        together.clear();
      }
      entry = next;
    }
    return run.rest();
  }

  /** The next instant at which something changes by itself, if anything does. */
  public Optional<Instant> nextDue(Tenant tenant, Agenda agenda) {
    return agenda
        .entries()
        .filter(entry -> changesSomething(tenant, entry))
        .map(Agenda.Entry::at)
        .findFirst();
  }

  private boolean changesSomething(Tenant tenant, Agenda.Entry entry) {
    Course course = new Course(knowledge, tenant, entry.at());
    follow(course, entry);
    return !course.events().stream().allMatch(EndIsNear.class::isInstance);
  }

  private void follow(Course course, Agenda.Entry entry) {
    switch (entry.what()) {
      case START -> starting(course, entry).ifPresent(course::start);
      case END ->
          ending(course, entry.subject(), entry.at()).ifPresent(s -> course.end(s, Cause.EXPIRED));
      case LAPSE -> lapse(course, entry.subject());
      case GIVE_UP ->
          course
              .tenant()
              .putOff(entry.subject())
              .filter(putOff -> Interval.plus(putOff.since(), PutOff.RETRIED).equals(entry.at()))
              .ifPresent(putOff -> course.giveUp(entry.subject()));
      default -> {
        Duration left = entry.what() == Agenda.What.TWO_WEEKS ? Agenda.TWO_WEEKS : Agenda.ONE_DAY;
        ending(course, entry.subject(), Interval.plus(entry.at(), left))
            .ifPresent(s -> course.happen(new EndIsNear(entry.at(), s.id(), left)));
      }
    }
  }

  private static Optional<Schedule> starting(Course course, Agenda.Entry entry) {
    return course
        .tenant()
        .schedule(entry.subject())
        .filter(schedule -> schedule.phase() == Phase.FUTURE)
        .filter(s -> s.span().possible().startInclusive().equals(entry.at()));
  }

  private static Optional<Schedule> ending(Course course, Id schedule, Instant end) {
    return course
        .tenant()
        .schedule(schedule)
        .filter(s -> !s.isEnded() && s.span().endExclusive().equals(end));
  }

  private void lapse(Course course, Id request) {
    Status lapsed = Status.of(knowledge.choice(Switch.APPROVAL_LAPSED_STATUS).value());
    course
        .tenant()
        .request(request)
        .filter(r -> r.status().equals(Status.PENDING_APPROVAL))
        .ifPresent(r -> course.put(r, lapsed));
  }
}
