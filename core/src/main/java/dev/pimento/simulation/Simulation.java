package dev.pimento.simulation;

import static java.util.stream.Collectors.joining;

import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Id;
import dev.pimento.directory.Unresolved;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Agenda;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Engine;
import dev.pimento.lifecycle.Notice;
import dev.pimento.lifecycle.Notifier;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.lifecycle.Step;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import dev.pimento.time.Interval;
import dev.pimento.time.IsoDuration;
import io.vavr.collection.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tenant on a virtual clock.
 *
 * <pre>{@code
 * var day = Simulation.of(tenant);
 * day.as("José Teixeira").withMultiFactor().because("mail flow is down")
 *     .activate("PIM-Tier2-Admins", "PT4H").orThrow();
 * day.advance("PT4H");
 * day.timeline().print();
 * }</pre>
 *
 * <p>Time moves only when it is told to, and whatever becomes due on the way happens at the instant
 * at which it was due: {@code advance("PT8H")} is equivalent to eight times {@code
 * advance("PT1H")}. Ids of requests are numbered, so the same steps give the same tenant.
 *
 * <p>Mutable and thread-safe: each call is one step that no other comes between. What has to stay
 * the same over several calls goes to a {@link #fork()}, which is cheap.
 */
public final class Simulation {

  /** How the ids of requests end here, and those of the schedules that they make. */
  private static final String NUMBERED = "00000000-0000-4000-8000-";

  private static final int DIGITS = 12;

  private final Engine engine;
  private Tenant tenant;
  private Agenda agenda;
  private Instant now;
  private long requests;
  private Vector<Timeline.Moment> moments;
  private Vector<AuditEntry> audit;
  private Vector<Notice> notices;

  /** Of the tenant before the events that are not in it yet; of nothing until somebody asks. */
  private @Nullable AccessIndex index;

  private Vector<Event> notIndexed = Vector.empty();

  private Simulation(
      Engine engine,
      Tenant tenant,
      Agenda agenda,
      Instant now,
      long requests,
      Vector<Timeline.Moment> moments,
      Vector<AuditEntry> audit,
      Vector<Notice> notices) {
    this.engine = engine;
    this.tenant = tenant;
    this.agenda = agenda;
    this.now = now;
    this.requests = requests;
    this.moments = moments;
    this.audit = audit;
    this.notices = notices;
  }

  /** Starts at the instant at which the tenant was read. */
  public static Simulation of(Tenant tenant) {
    return of(tenant, Knowledge.builtIn());
  }

  /** Starts at the instant at which the tenant was read, under the given knowledge. */
  public static Simulation of(Tenant tenant, Knowledge knowledge) {
    Simulation simulation =
        new Simulation(
            Engine.with(knowledge),
            tenant,
            Agenda.of(tenant),
            tenant.asOf(),
            numbered(tenant),
            Vector.empty(),
            Vector.empty(),
            Vector.empty());
    simulation.settle(tenant.asOf());
    return simulation;
  }

  /** A second simulation that goes on from here on its own. */
  public synchronized Simulation fork() {
    Simulation fork =
        new Simulation(engine, tenant, agenda, now, requests, moments, audit, notices);
    fork.index = index;
    fork.notIndexed = notIndexed;
    return fork;
  }

  public synchronized Instant now() {
    return now;
  }

  /** The tenant as it is now. */
  public synchronized Tenant tenant() {
    return tenant;
  }

  /** What it takes to be known of the service. */
  public Knowledge knowledge() {
    return engine.knowledge();
  }

  /**
   * The questions, of the tenant as it is now. The first call makes an index of the tenant; later
   * ones bring it up to date.
   */
  public synchronized AccessIndex index() {
    AccessIndex current = index;
    if (current == null) {
      current = AccessIndex.of(tenant, engine.knowledge());
    }
    for (Event event : notIndexed) {
      current = current.after(event);
    }
    notIndexed = Vector.empty();
    index = current;
    return current;
  }

  /**
   * Acts as somebody.
   *
   * @param principal the id, user principal name, its part before the @, or display name
   * @throws IllegalArgumentException if the name fits nobody, or more than one
   */
  public Actor as(String principal) {
    return new Actor(this, Caller.of(Lookup.in(tenant).principal(principal).id()));
  }

  /** Acts as an administrator who may do everything and signed in with all that is asked for. */
  public Actor asAdministrator() {
    return new Actor(this, Caller.anAdministrator());
  }

  /** Runs a command now. */
  public synchronized Decision run(Command command) {
    Decision decision = engine.decide(tenant, command, now);
    if (decision.isDenied()) {
      String why = decision.refusals().stream().map(Refusal::name).collect(joining(", "));
      audit = audit.append(Narrator.refused(tenant, command, now, "refused: " + why));
    }
    AuditLog.Author author =
        new AuditLog.Author(command.call().caller().principal(), Narrator.actor(tenant, command));
    apply(decision.events(), author);
    return decision;
  }

  /**
   * Lets time pass.
   *
   * @param duration ISO 8601, such as {@code PT4H} or {@code P30D}
   */
  public synchronized Simulation advance(String duration) {
    return advanceTo(IsoDuration.of(duration).addTo(now));
  }

  /**
   * Lets time pass.
   *
   * @param duration how much; not negative
   * @throws IllegalArgumentException if it is negative
   */
  public synchronized Simulation advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "Invalid advance: expected a duration that is not negative, but found " + duration);
    }
    return advanceTo(Interval.plus(now, duration));
  }

  /**
   * Lets time pass up to an instant, inclusive: what is due at it has happened.
   *
   * @throws IllegalArgumentException if the instant is past
   */
  public synchronized Simulation advanceTo(Instant instant) {
    if (instant.isBefore(now)) {
      throw new IllegalArgumentException(
          "Invalid advance: expected an instant at or after %s, but found %s"
              .formatted(now, instant));
    }
    settle(instant);
    return this;
  }

  /**
   * Lets time pass up to the next instant at which something is due.
   *
   * @return that instant; empty if nothing is ever due, and then no time passes
   */
  public synchronized Optional<Instant> advanceToNext() {
    Optional<Instant> next = nextDue();
    next.ifPresent(this::advanceTo);
    return next;
  }

  /** The next instant at which something is due, if anything is. */
  public synchronized Optional<Instant> nextDue() {
    return engine.nextDue(tenant, agenda);
  }

  /** When who gained and lost what since the start. */
  public synchronized Timeline timeline() {
    return new Timeline(moments.asJava());
  }

  /** Who did what since the start, and what was refused. */
  public synchronized AuditTrail audit() {
    return new AuditTrail(audit.asJava());
  }

  /** Who was told of what since the start. */
  public synchronized Notices notices() {
    return new Notices(notices.asJava(), Lookup.in(tenant));
  }

  /** The requests that wait for somebody, or for their start. */
  public synchronized Table openRequests() {
    Lookup names = Lookup.in(tenant);
    Table table =
        Table.of("made", "action", "who", "access", "status", "who can decide")
            .withEmptyMessage("no open requests");
    for (Request request : tenant.requests().filter(r -> !r.status().isFinal()).toList()) {
      boolean approval = request.status().equals(Status.PENDING_APPROVAL);
      table =
          table.row(
              request.created(),
              request.action().wireName(),
              names.nameOf(request.principal()),
              names.nameOf(request.access()),
              request.status(),
              approval ? Approvers.of(tenant, request, engine.knowledge(), now) : "");
    }
    return table;
  }

  private void settle(Instant instant) {
    now = instant;
    agenda = engine.advance(tenant, agenda, instant, steps -> note(steps, Optional.empty()));
  }

  private void apply(List<Event> events, AuditLog.Author author) {
    List<Step> steps = new ArrayList<>();
    Tenant next = tenant;
    for (Event event : events) {
      Step step = Step.of(next, event);
      next = step.after();
      steps.add(step);
      agenda = agenda.after(event);
    }
    note(steps, Optional.of(author));
  }

  /** Writes down what happened together. */
  private void note(List<Step> steps, Optional<AuditLog.Author> author) {
    List<Event> events = steps.stream().map(Step::event).toList();
    for (Step step : steps) {
      Tenant before = step.before();
      Event event = step.event();
      tenant = step.after();
      if (index != null) {
        notIndexed = notIndexed.append(event);
      }
      Narrator.moment(before, tenant, event).ifPresent(m -> moments = moments.append(m));
      audit = audit.appendAll(event.walk(new AuditLog(before, author, events)));
      notices = notices.appendAll(Notifier.notices(engine.knowledge(), before, tenant, event));
    }
  }

  /** The last number among the schedules of a tenant that was simulated before. */
  private static long numbered(Tenant tenant) {
    long[] last = {0};
    tenant.forEachSchedule(
        schedule -> {
          String id = schedule.id().toString();
          int at = id.length() - NUMBERED.length() - DIGITS;
          if (at >= 0 && id.startsWith(NUMBERED, at)) {
            last[0] = Math.max(last[0], number(id.substring(id.length() - DIGITS)));
          }
        });
    return last[0];
  }

  /** A number as ids of requests end in; 0 for anything else. */
  private static long number(String digits) {
    return digits.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))
        ? Long.parseLong(digits, 16)
        : 0;
  }

  /** An id for a new request, or for another new object, that nothing has yet. */
  public synchronized Id nextRequestId() {
    Id id;
    do {
      requests++;
      id = Id.of(NUMBERED + "%012x".formatted(requests));
    } while (isTaken(id));
    return id;
  }

  private boolean isTaken(Id id) {
    return tenant.request(id).isPresent()
        || tenant.schedule(id).isPresent()
        || tenant.deleted(id).isPresent()
        || !(tenant.principal(id) instanceof Unresolved);
  }

  @Override
  public synchronized String toString() {
    return "Simulation at " + now + " of " + tenant;
  }
}
