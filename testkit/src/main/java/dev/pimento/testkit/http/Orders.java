package dev.pimento.testkit.http;

import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.ServiceError;
import dev.pimento.simulation.Simulation;
import dev.pimento.testkit.FakeTenant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that changes something, on its way to the engine: the endpoint translates, the engine
 * decides.
 *
 * @param call what was sent
 * @param view the tenant before it
 * @param fake where it happens
 * @param replication what is too new for PIM
 * @param checked whether what the caller may do is checked
 * @param root the address before the version
 */
record Orders(
    Call call, View view, FakeTenant fake, Replication replication, boolean checked, String root) {

  Caller caller() {
    return Bearer.caller(call);
  }

  /**
   * A call of the engine's with an id of its own. Where nobody is checked, nobody in particular
   * makes it.
   */
  dev.pimento.lifecycle.Call engineCall() {
    return engineCall(checked ? caller() : Caller.anAdministrator());
  }

  /** The same for what only the caller itself can do: to activate, to decide. */
  dev.pimento.lifecycle.Call ownCall() {
    return engineCall(caller());
  }

  private dev.pimento.lifecycle.Call engineCall(Caller by) {
    return dev.pimento.lifecycle.Call.of(fake.simulation().nextRequestId(), by);
  }

  /**
   * Carries the commands out, all or none.
   *
   * @throws GraphException if the engine refuses one
   */
  void carryOut(List<Command> commands) {
    Simulation simulation = fake.simulation();
    synchronized (simulation) {
      if (commands.size() > 1) {
        Simulation trial = simulation.fork();
        commands.forEach(command -> accepted(trial.run(command)));
      }
      commands.forEach(command -> accepted(simulation.run(command)));
    }
  }

  /**
   * The decision, unless it is a refusal.
   *
   * @throws GraphException the refusal as the service sends it
   */
  static Decision accepted(Decision decision) {
    if (decision instanceof Decision.Denied denied) {
      ServiceError error = denied.error();
      throw new GraphException(
          error.httpStatus(),
          error.code(),
          error.message(),
          denied.refusals().stream()
              .map(refusal -> Map.entry(refusal.name(), refusal.message()))
              .toList());
    }
    return decision;
  }

  /** The same call, on the tenant as it is by now. */
  Orders current() {
    return view.snapshot().isOf(fake.simulation().tenant())
        ? this
        : new Orders(call, after(), fake, replication, checked, root);
  }

  /** What the tenant is after it. */
  View after() {
    Simulation moment = fake.simulation().fork();
    return new View(
        new Snapshot(moment.tenant(), fake.exported()),
        moment,
        view.caller(),
        view.beta(),
        view.preset(),
        view.everyMember());
  }

  /** 201 with the object. */
  Answer created(EntityType<?> type, String set, Optional<? extends Row<?>> row) {
    Row<?> made = row.orElseThrow(() -> GraphException.notFound(set));
    Writer writer = new Writer(after(), call, root);
    byte[] body = writer.one(new Target.One(type, set, made), Options.none());
    return Answer.json(body)
        .withStatus(201)
        .with(Map.of("Location", "%s/%s/%s/%s".formatted(root, call.version(), set, made.id())));
  }

  static Answer noContent() {
    return new Answer(204, "", Map.of(), new byte[0]);
  }
}
