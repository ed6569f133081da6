package dev.pimento.testkit;

import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.port.Outcome;
import dev.pimento.port.PrivilegedAccess;
import dev.pimento.simulation.Actor;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.export.ExportedRows;
import dev.pimento.testkit.export.PlainExport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service in memory: it answers as Microsoft's does, by the rules of core's engine, on a clock
 * that moves only when it is told to.
 *
 * <pre>{@code
 * var fake = FakeTenant.of(contoso);
 * Outcome outcome = codeUnderTest(fake).activate("jose");
 * fake.advance("PT4H");
 * }</pre>
 *
 * <p>Supported: the nine actions for eligible and active assignments of groups and roles, approval,
 * cancellation, role settings, changes past PIM, principals that come, go and come back, the
 * licence, and all that time brings. Not yet: delays of replication, throttling.
 *
 * <p>Mutable and thread-safe: each call is one step that no other comes between.
 */
public final class FakeTenant implements PrivilegedAccess {

  private static final Logger LOG = LoggerFactory.getLogger(FakeTenant.class);

  private final Simulation start;
  private final ExportedRows exported;
  private volatile Simulation simulation;

  private FakeTenant(Simulation simulation, ExportedRows exported) {
    this.start = simulation.fork();
    this.simulation = simulation;
    this.exported = exported;
  }

  /** Starts at the instant at which the tenant was read. */
  public static FakeTenant of(Tenant tenant) {
    return new FakeTenant(Simulation.of(tenant), ExportedRows.none());
  }

  /** Starts at the instant at which the tenant was read, under the given knowledge. */
  public static FakeTenant of(Tenant tenant, Knowledge knowledge) {
    return new FakeTenant(Simulation.of(tenant, knowledge), ExportedRows.none());
  }

  /**
   * Starts from a Graph export, at the instant at which it was read. What is wrong with the export
   * is logged; {@link PlainExport} tells it to programs.
   *
   * @param folder the export's folder
   * @throws IllegalArgumentException if the path is no folder, or has no JSON file in it
   */
  public static FakeTenant fromExport(Path folder) {
    PlainExport export = PlainExport.read(folder);
    export.problems().forEach(problem -> LOG.warn("{}", problem));
    return new FakeTenant(Simulation.of(export.tenant()), ExportedRows.of(folder));
  }

  /**
   * A fake that goes on from here on its own and starts later: what becomes due until then has
   * happened, and timeline, audit trail and notices begin with the start.
   *
   * @param start the first instant of the new fake's clock, inclusive
   * @throws IllegalArgumentException if it is before {@link #now()}, which for a new fake is the
   *     instant at which the tenant was read
   */
  public FakeTenant startingAt(Instant start) {
    Simulation onTheWay = simulation.fork();
    if (start.isBefore(onTheWay.now())) {
      throw new IllegalArgumentException(
          "Invalid start: expected an instant at or after %s, when the tenant was read, but found %s"
              .formatted(onTheWay.now(), start));
    }
    Tenant then = onTheWay.advanceTo(start).tenant().readAgainAt(start);
    return new FakeTenant(Simulation.of(then, onTheWay.knowledge()), exported.copy());
  }

  /** The tenant, read {@link #now()}. */
  @Override
  public Tenant read() {
    Simulation current = simulation.fork();
    return current.tenant().readAgainAt(current.now());
  }

  @Override
  public Outcome submit(Command command) {
    Decision decision = simulation.run(command);
    return decision instanceof Decision.Denied denied
        ? denied
            .claims()
            .<Outcome>map(Outcome.ClaimsRequired::new)
            .orElseGet(() -> new Outcome.Decided(denied))
        : new Outcome.Decided(decision);
  }

  /**
   * Acts as somebody.
   *
   * @param principal the id, user principal name, its part before the @, or display name
   * @throws IllegalArgumentException if the name fits nobody, or more than one
   */
  public Actor as(String principal) {
    return simulation.as(principal);
  }

  /** Acts as an administrator who may do everything and signed in with all that is asked for. */
  public Actor asAdministrator() {
    return simulation.asAdministrator();
  }

  public Instant now() {
    return simulation.now();
  }

  /** The fake's clock, for code under test that asks what time it is. */
  public InstantSource clock() {
    return simulation::now;
  }

  /**
   * Lets time pass.
   *
   * @param duration ISO 8601, such as {@code PT4H} or {@code P30D}
   */
  public FakeTenant advance(String duration) {
    simulation.advance(duration);
    return this;
  }

  /**
   * Lets time pass.
   *
   * @param duration how much; not negative
   */
  public FakeTenant advance(Duration duration) {
    simulation.advance(duration);
    return this;
  }

  /**
   * Lets time pass up to an instant, inclusive.
   *
   * @throws IllegalArgumentException if the instant is past
   */
  public FakeTenant advanceTo(Instant instant) {
    simulation.advanceTo(instant);
    return this;
  }

  /** Goes back to where it started; what {@link #simulation()} gave before is of no use then. */
  public FakeTenant reset() {
    simulation = start.fork();
    exported.reset();
    return this;
  }

  /** What the export that it started from says beyond what a tenant holds; nothing without one. */
  public ExportedRows exported() {
    return exported;
  }

  /** The simulation behind it: timeline, audit trail, questions, forks. */
  public Simulation simulation() {
    return simulation;
  }

  @Override
  public String toString() {
    return "Fake tenant: " + read();
  }
}
