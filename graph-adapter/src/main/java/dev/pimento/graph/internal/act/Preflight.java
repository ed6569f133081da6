package dev.pimento.graph.internal.act;

import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.ErrorCode;
import dev.pimento.lifecycle.Fix;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the engine says of a command before it is sent: by the tenant that was read last, which is
 * taken on to now and to which is done what was carried out since. Thread-safe.
 */
public final class Preflight {

  /** For how long something counts as created a moment ago. */
  private static final Duration NEW = Duration.ofMinutes(10);

  private static final Set<ErrorCode> ABSENT =
      EnumSet.of(ErrorCode.RoleAssignmentDoesNotExist, ErrorCode.Request_ResourceNotFound);

  private final Knowledge knowledge;
  private final Map<Id, Instant> created = new HashMap<>();
  private final Set<Id> made = new HashSet<>();
  private Optional<Simulation> simulation = Optional.empty();

  public Preflight(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  Knowledge knowledge() {
    return knowledge;
  }

  /** Takes a tenant that was read just now. */
  public synchronized void read(Tenant tenant) {
    simulation = Optional.of(Simulation.of(tenant, knowledge));
  }

  /** Refuses nothing until a tenant is read again: what happened in this one is not known. */
  synchronized void forget() {
    tenant().ifPresent(tenant -> tenant.requests().forEach(request -> made.add(request.id())));
    simulation = Optional.empty();
  }

  /** The tenant as it is taken to be; empty where none was read. */
  synchronized Optional<Tenant> tenant() {
    return simulation.map(Simulation::tenant);
  }

  /** Notes that an object was created: not all parts of the service know it at once. */
  synchronized void created(Id object, Instant at) {
    created.put(object, at);
  }

  /** Whether one of the objects was created a moment ago. */
  synchronized boolean isNew(Instant now, Id... objects) {
    return Arrays.stream(objects)
        .map(created::get)
        .anyMatch(at -> at != null && now.isBefore(at.plus(NEW)));
  }

  /** Notes a request that was made: another that asks for the same is another. */
  synchronized void made(Id request) {
    made.add(request);
  }

  /** Whether the request was there before. */
  synchronized boolean isKnown(Id request) {
    return made.contains(request) || request(request).isPresent();
  }

  synchronized Optional<Request> request(Id id) {
    return tenant().flatMap(tenant -> tenant.request(id));
  }

  /** What the engine decides; empty where no tenant was read that is recent enough. */
  synchronized Optional<Decision> decide(Command command, Instant now, Duration fresh) {
    return simulation
        .filter(s -> !s.tenant().asOf().plus(fresh).isBefore(now))
        .map(s -> at(s, now).fork().run(command));
  }

  private static Simulation at(Simulation simulation, Instant now) {
    return now.isAfter(simulation.now()) ? simulation.advanceTo(now) : simulation;
  }

  /**
   * Those reasons that nothing unread could change, and that no sign-in could have satisfied. What
   * is over, Graph lists not at all: that there was nothing to renew or to restore is not known.
   */
  static List<Refusal> sure(Command command, Decision decision) {
    return decision.refusals().stream()
        .filter(Refusal::isSure)
        .filter(r -> r.code() != ErrorCode.RoleAssignmentRequestAcrsValidationFailed)
        .filter(r -> !(isOfThePast(command) && ABSENT.contains(r.code())))
        .filter(r -> !(isOfARequest(command) && r.code() == ErrorCode.Request_ResourceNotFound))
        .toList();
  }

  /** Of requests, those only are known that were read, if any were. */
  private static boolean isOfARequest(Command command) {
    return command instanceof Command.Review || command instanceof Command.Cancel;
  }

  private static boolean isOfThePast(Command command) {
    return command instanceof Command.RestorePrincipal
        || (command instanceof Command.ScheduleRequest request
            && (request.action() == Action.ADMIN_RENEW || request.action() == Action.SELF_RENEW));
  }

  /**
   * Does in the tenant what the service carried out. Where the engine would not have, the tenant is
   * not the service's any more, and is forgotten.
   *
   * @return what the engine says happened
   */
  synchronized Optional<Decision> carriedOut(Command command, Instant now) {
    if (simulation.isEmpty()) {
      return Optional.empty();
    }
    Simulation current = at(simulation.get(), now);
    Decision decision = current.run(command);
    if (decision.isDenied()) {
      String[] contexts =
          decision.refusals().stream()
              .map(Refusal::fix)
              .filter(Fix.SignIn.class::isInstance)
              .map(fix -> ((Fix.SignIn) fix).authenticationContext())
              .toArray(String[]::new);
      if (contexts.length > 0 && command instanceof Command.ScheduleRequest request) {
        Call call = request.call();
        Caller caller = call.caller().withAuthenticationContexts(contexts);
        decision = current.run(request.withCall(call.by(caller)));
      }
    }
    if (decision.isDenied()) {
      forget();
      return Optional.empty();
    }
    return Optional.of(decision);
  }
}
