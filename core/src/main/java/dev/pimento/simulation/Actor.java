package dev.pimento.simulation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Somebody who acts in a simulation. Roles, groups and people go by name or id; {@code owner of }
 * before a group's name means its ownership. A name that fits nothing, or two things, is an {@link
 * IllegalArgumentException}; what the service refuses is a {@link Decision}.
 *
 * <p>Immutable and thread-safe, as the simulation is. What a call looks up by name it looks up
 * before it acts.
 */
public final class Actor {

  private final Simulation simulation;
  private final Caller caller;
  private final UnaryOperator<Call> bringing;

  Actor(Simulation simulation, Caller caller) {
    this(simulation, caller, UnaryOperator.identity());
  }

  private Actor(Simulation simulation, Caller caller, UnaryOperator<Call> bringing) {
    this.simulation = simulation;
    this.caller = caller;
    this.bringing = bringing;
  }

  private Actor bringing(UnaryOperator<Call> more) {
    return new Actor(simulation, caller, call -> more.apply(bringing.apply(call)));
  }

  /** The same, signed in with multi-factor authentication. */
  public Actor withMultiFactor() {
    return new Actor(simulation, caller.withMultiFactor(), bringing);
  }

  /** The same, with the given authentication contexts satisfied, such as {@code c1}. */
  public Actor withAuthenticationContexts(String... contexts) {
    return new Actor(simulation, caller.withAuthenticationContexts(contexts), bringing);
  }

  /** The same, giving a justification. */
  public Actor because(String why) {
    return bringing(call -> call.because(why));
  }

  /** The same, naming a ticket. */
  public Actor withTicket(String number, String system) {
    return bringing(call -> call.withTicket(new Ticket(number, system)));
  }

  /** The same, only asking what would be decided; nothing happens then. */
  public Actor validatingOnly() {
    return bringing(Call::toValidateOnly);
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
    return activate(access(access), schedule);
  }

  /** Activates an eligibility of the actor's own; for roles at any scope. */
  public Decision activate(Access access, ScheduleInfo schedule) {
    return run(Command.selfActivate(call(), self(), access, schedule));
  }

  /** Ends an activation of the actor's own. */
  public Decision deactivate(String access) {
    return run(Command.selfDeactivate(call(), self(), access(access)));
  }

  /** Asks for a later end of what the actor is eligible for. */
  public Decision askToExtend(String access, Expiration expiration) {
    return askToExtend(Kind.ELIGIBLE, access, expiration);
  }

  /** Asks for a later end of what the actor is eligible for or assigned. */
  public Decision askToExtend(Kind kind, String access, Expiration expiration) {
    return run(
        Command.selfExtend(
            call(), kind, self(), access(access), ScheduleInfo.startingNow(expiration)));
  }

  /** Asks to be made eligible again for what expired a while ago. */
  public Decision askToRenew(String access, Expiration expiration) {
    return askToRenew(Kind.ELIGIBLE, access, expiration);
  }

  /** Asks for what expired a while ago. */
  public Decision askToRenew(Kind kind, String access, Expiration expiration) {
    return run(
        Command.selfRenew(
            call(), kind, self(), access(access), ScheduleInfo.startingNow(expiration)));
  }

  /** Approves the request of somebody that waits for it. */
  public Decision approve(String principal, String access) {
    return run(Command.approve(call(), waiting(principal, access)));
  }

  /** Approves an extension or a renewal that waits, for other times than those asked for. */
  public Decision approve(String principal, String access, Expiration expiration) {
    return run(
        new Command.Review(
            call(),
            waiting(principal, access),
            Command.Review.Result.APPROVE,
            Optional.empty(),
            Optional.of(ScheduleInfo.startingNow(expiration))));
  }

  /** Denies the request of somebody that waits. */
  public Decision deny(String principal, String access) {
    return run(Command.deny(call(), waiting(principal, access)));
  }

  /** Takes back the open request of somebody, or of the actor itself. */
  public Decision cancel(String principal, String access) {
    return run(new Command.Cancel(call(), open(principal, access)));
  }

  /** Makes somebody eligible, from now. */
  public Decision makeEligible(String principal, String access, Expiration expiration) {
    return makeEligible(principal, access, ScheduleInfo.startingNow(expiration));
  }

  /** Makes somebody eligible. */
  public Decision makeEligible(String principal, String access, ScheduleInfo schedule) {
    return run(
        Command.adminAssign(call(), Kind.ELIGIBLE, principal(principal), access(access), schedule));
  }

  /** Assigns something actively, from now. */
  public Decision assign(String principal, String access, Expiration expiration) {
    return assign(principal, access, ScheduleInfo.startingNow(expiration));
  }

  /** Assigns something actively. */
  public Decision assign(String principal, String access, ScheduleInfo schedule) {
    return run(
        Command.adminAssign(call(), Kind.ACTIVE, principal(principal), access(access), schedule));
  }

  /** Gives an assignment another end. */
  public Decision update(Kind kind, String principal, String access, Expiration expiration) {
    return run(
        Command.adminUpdate(
            call(),
            kind,
            principal(principal),
            access(access),
            ScheduleInfo.startingNow(expiration)));
  }

  /** Puts off the end of an assignment that is near its end. */
  public Decision extend(Kind kind, String principal, String access, Expiration expiration) {
    return run(
        Command.adminExtend(
            call(),
            kind,
            principal(principal),
            access(access),
            ScheduleInfo.startingNow(expiration)));
  }

  /** Assigns again what expired a while ago. */
  public Decision renew(Kind kind, String principal, String access, Expiration expiration) {
    return run(
        Command.adminRenew(
            call(),
            kind,
            principal(principal),
            access(access),
            ScheduleInfo.startingNow(expiration)));
  }

  /** Takes an eligibility away. */
  public Decision removeEligibility(String principal, String access) {
    return remove(Kind.ELIGIBLE, principal, access);
  }

  /** Takes an active assignment away. */
  public Decision removeAssignment(String principal, String access) {
    return remove(Kind.ACTIVE, principal, access);
  }

  private Decision remove(Kind kind, String principal, String access) {
    return run(Command.adminRemove(call(), kind, principal(principal), access(access)));
  }

  /** Adds a member, an owner or a role assignment past PIM. */
  public Decision addDirectly(String principal, String access) {
    return run(new Command.AddDirectly(call(), principal(principal), access(access)));
  }

  /** Removes a member, an owner or a role assignment past PIM. */
  public Decision removeDirectly(String principal, String access) {
    return run(new Command.RemoveDirectly(call(), principal(principal), access(access)));
  }

  /**
   * Changes the settings of a role or of one side of a group.
   *
   * @param with the change, such as {@code s -> s.activation(ExpirationLimit.atMost("PT2H"))}
   */
  public Decision changeSettings(String access, Consumer<ImmutableRoleSettings.Builder> with) {
    Access of = access(access);
    ImmutableRoleSettings.Builder settings =
        RoleSettings.builder().from(simulation.knowledge().settings(simulation.tenant(), of));
    with.accept(settings);
    return run(new Command.ChangeSettings(call(), of, settings.build()));
  }

  /** Creates a user, a group or another principal. */
  public Decision create(Principal principal) {
    return run(new Command.CreatePrincipal(call(), principal));
  }

  /** Changes a principal. */
  public Decision update(Principal principal) {
    return run(new Command.UpdatePrincipal(call(), principal));
  }

  /** Deletes a principal, with everything it has and everything that others have of it. */
  public Decision delete(String principal) {
    return run(new Command.DeletePrincipal(call(), principal(principal)));
  }

  /** Restores a principal that was deleted. */
  public Decision restore(String principal) {
    return run(
        new Command.RestorePrincipal(call(), Lookup.in(simulation.tenant()).deleted(principal)));
  }

  /** Lets the licence for PIM lapse, or come back. */
  public Decision changeLicence(boolean licensed) {
    return run(new Command.ChangeLicence(call(), licensed));
  }

  private Decision run(Command command) {
    return simulation.run(command);
  }

  private Call call() {
    return bringing.apply(Call.of(simulation.nextRequestId(), caller));
  }

  private Id self() {
    return caller
        .principal()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Nobody to act for: expected an actor made by as(name), but found an "
                        + "administrator in general"));
  }

  private Id waiting(String principal, String access) {
    return only(principal, access, requests(principal, access, r -> r.status().isWaiting()));
  }

  private Id open(String principal, String access) {
    return only(principal, access, requests(principal, access, r -> r.status().isCancellable()));
  }

  private List<Id> requests(String principal, String access, Predicate<Request> which) {
    Access wanted = access(access);
    return simulation
        .tenant()
        .requestsOf(principal(principal))
        .filter(request -> request.access().equals(wanted) && which.test(request))
        .map(Request::id)
        .toList();
  }

  private static Id only(String principal, String access, List<Id> found) {
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new IllegalArgumentException(
        "Unknown request: expected one open request of \"%s\" for \"%s\", but found %s"
            .formatted(principal, access, found.isEmpty() ? "none" : found));
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
