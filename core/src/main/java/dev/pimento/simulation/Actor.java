package dev.pimento.simulation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Ticket;
import dev.pimento.tenant.Lookup;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.util.Optional;

/**
 * Somebody who acts in a simulation. Roles, groups and people go by name or id; {@code owner of }
 * before a group's name means its ownership. A name that fits nothing, or two things, is an {@link
 * IllegalArgumentException}; what the service refuses is a {@link Decision}.
 */
public final class Actor {

  private final Simulation simulation;
  private final Caller caller;
  private final Optional<String> justification;
  private final Optional<Ticket> ticket;

  Actor(Simulation simulation, Caller caller) {
    this(simulation, caller, Optional.empty(), Optional.empty());
  }

  private Actor(
      Simulation simulation,
      Caller caller,
      Optional<String> justification,
      Optional<Ticket> ticket) {
    this.simulation = simulation;
    this.caller = caller;
    this.justification = justification;
    this.ticket = ticket;
  }

  /** The same, signed in with multi-factor authentication. */
  public Actor withMultiFactor() {
    return new Actor(simulation, caller.withMultiFactor(), justification, ticket);
  }

  /** The same, with the given authentication contexts satisfied, such as {@code c1}. */
  public Actor withAuthenticationContexts(String... contexts) {
    return new Actor(
        simulation, caller.withAuthenticationContexts(contexts), justification, ticket);
  }

  /** The same, giving a justification. */
  public Actor because(String why) {
    return new Actor(simulation, caller, Optional.of(why), ticket);
  }

  /** The same, naming a ticket. */
  public Actor withTicket(String number, String system) {
    return new Actor(simulation, caller, justification, Optional.of(new Ticket(number, system)));
  }

  /**
   * Activates an eligibility of the actor's own, from now.
   *
   * @param access the group or role
   * @param duration ISO 8601, such as {@code PT4H}
   */
  public Decision activate(String access, String duration) {
    return activate(access, ScheduleInfo.startingNow(Expiration.after(duration)));
  }

  /** Activates an eligibility of the actor's own. */
  public Decision activate(String access, ScheduleInfo schedule) {
    return simulation.run(new Command.SelfActivate(call(), self(), access(access), schedule));
  }

  /** Ends an activation of the actor's own. */
  public Decision deactivate(String access) {
    return simulation.run(new Command.SelfDeactivate(call(), self(), access(access)));
  }

  /** Makes somebody eligible, from now. */
  public Decision makeEligible(String principal, String access, Expiration expiration) {
    return assign(Kind.ELIGIBLE, principal, access, expiration);
  }

  /** Assigns something actively, from now. */
  public Decision assign(String principal, String access, Expiration expiration) {
    return assign(Kind.ACTIVE, principal, access, expiration);
  }

  /** Takes an eligibility away. */
  public Decision removeEligibility(String principal, String access) {
    return remove(Kind.ELIGIBLE, principal, access);
  }

  /** Takes an active assignment away. */
  public Decision removeAssignment(String principal, String access) {
    return remove(Kind.ACTIVE, principal, access);
  }

  /** Creates a user, a group or another principal. */
  public Decision create(Principal principal) {
    return simulation.run(new Command.CreatePrincipal(call(), principal));
  }

  /** Changes a principal. */
  public Decision update(Principal principal) {
    return simulation.run(new Command.UpdatePrincipal(call(), principal));
  }

  /** Deletes a principal, with everything it has and everything that others have of it. */
  public Decision delete(String principal) {
    return simulation.run(new Command.DeletePrincipal(call(), principal(principal)));
  }

  private Decision assign(Kind kind, String principal, String access, Expiration expiration) {
    return simulation.run(
        new Command.AdminAssign(
            call(),
            kind,
            principal(principal),
            access(access),
            ScheduleInfo.startingNow(expiration)));
  }

  private Decision remove(Kind kind, String principal, String access) {
    return simulation.run(
        new Command.AdminRemove(call(), kind, principal(principal), access(access)));
  }

  private Call call() {
    return new Call(simulation.nextRequestId(), caller, justification, ticket);
  }

  private Id self() {
    return caller
        .principal()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Nobody to activate for: expected an actor made by as(name), but found an "
                        + "administrator in general"));
  }

  private Id principal(String name) {
    return Lookup.in(simulation.tenant()).principal(name).id();
  }

  private Access access(String name) {
    return Lookup.in(simulation.tenant()).access(name);
  }

  /** One line: who acts, without why. */
  @Override
  public String toString() {
    return "acting as "
        + caller.principal().map(Lookup.in(simulation.tenant())::nameOf).orElse("an administrator");
  }
}
