package dev.pimento.simulation;

import static java.util.stream.Collectors.joining;

import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Agenda;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Engine;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.IsoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
 * <p>Mutable and not thread-safe; {@link #fork()} is cheap, and each thread may have its own.
 */
public final class Simulation {

  private final Engine engine;
  private Tenant tenant;
  private Agenda agenda;
  private Instant now;
  private long requests;
  private final List<Timeline.Moment> moments;
  private final List<AuditEntry> audit;

  private Simulation(
      Engine engine,
      Tenant tenant,
      Agenda agenda,
      Instant now,
      long requests,
      List<Timeline.Moment> moments,
      List<AuditEntry> audit) {
    this.engine = engine;
    this.tenant = tenant;
    this.agenda = agenda;
    this.now = now;
    this.requests = requests;
    this.moments = new ArrayList<>(moments);
    this.audit = new ArrayList<>(audit);
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
            0,
            List.of(),
            List.of());
    simulation.settle(tenant.asOf());
    return simulation;
  }

  /** A second simulation that goes on from here on its own. */
  public Simulation fork() {
    return new Simulation(engine, tenant, agenda, now, requests, moments, audit);
  }

  public Instant now() {
    return now;
  }

  /** The tenant as it is now. */
  public Tenant tenant() {
    return tenant;
  }

  /** What it takes to be known of the service. */
  public Knowledge knowledge() {
    return engine.knowledge();
  }

  /** The questions, of the tenant as it is now. */
  public AccessIndex index() {
    return AccessIndex.of(tenant, engine.knowledge());
  }

  /**
   * Acts as somebody.
   *
   * @param principal the id, user principal name or display name
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
  public Decision run(Command command) {
    Decision decision = engine.decide(tenant, command, now);
    if (decision.isDenied()) {
      String why = decision.refusals().stream().map(Refusal::name).collect(joining(", "));
      audit.add(Narrator.refused(tenant, command, now, "refused: " + why));
    }
    apply(decision.events(), Narrator.actor(tenant, command));
    return decision;
  }

  /**
   * Lets time pass.
   *
   * @param duration ISO 8601, such as {@code PT4H} or {@code P30D}
   */
  public Simulation advance(String duration) {
    return advanceTo(IsoDuration.of(duration).addTo(now));
  }

  /**
   * Lets time pass.
   *
   * @param duration how much; not negative
   * @throws IllegalArgumentException if it is negative
   */
  public Simulation advance(Duration duration) {
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
  public Simulation advanceTo(Instant instant) {
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
  public Optional<Instant> advanceToNext() {
    Optional<Instant> next = nextDue();
    next.ifPresent(this::advanceTo);
    return next;
  }

  /** The next instant at which something is due, if anything is. */
  public Optional<Instant> nextDue() {
    return engine.nextDue(tenant, agenda);
  }

  /** When who gained and lost what since the start. */
  public Timeline timeline() {
    return new Timeline(moments);
  }

  /** Who did what since the start, and what was refused. */
  public AuditTrail audit() {
    return new AuditTrail(audit);
  }

  private void settle(Instant instant) {
    List<Event> due = engine.due(tenant, agenda, instant);
    agenda = agenda.past(instant);
    now = instant;
    apply(due, "PIM");
  }

  private void apply(List<Event> events, String actor) {
    for (Event event : events) {
      Tenant before = tenant;
      tenant = before.after(event);
      agenda = agenda.after(event);
      Narrator.moment(before, tenant, event).ifPresent(moments::add);
      Narrator.audit(before, event, actor).ifPresent(audit::add);
    }
  }

  Id nextRequestId() {
    Id id;
    do {
      requests++;
      id = Id.of("00000000-0000-4000-8000-%012x".formatted(requests));
    } while (tenant.request(id).isPresent() || tenant.schedule(id).isPresent());
    return id;
  }

  @Override
  public String toString() {
    return "Simulation at " + now + " of " + tenant;
  }
}
