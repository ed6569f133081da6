package dev.pimento.graph.internal.act;

import dev.pimento.directory.Id;
import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.graph.internal.http.GraphHttp;
import dev.pimento.graph.internal.http.Waiting;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.AddDirectly;
import dev.pimento.lifecycle.Command.Cancel;
import dev.pimento.lifecycle.Command.ChangeLicence;
import dev.pimento.lifecycle.Command.ChangeSettings;
import dev.pimento.lifecycle.Command.CreatePrincipal;
import dev.pimento.lifecycle.Command.DeletePrincipal;
import dev.pimento.lifecycle.Command.RemoveDirectly;
import dev.pimento.lifecycle.Command.RestorePrincipal;
import dev.pimento.lifecycle.Command.Review;
import dev.pimento.lifecycle.Command.ScheduleRequest;
import dev.pimento.lifecycle.Command.UpdatePrincipal;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.port.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries commands out as whoever signed in. Thread-safe. */
public final class Acting {

  private final GraphHttp http;
  private final Waiting waiting;
  private final Preflight preflight;
  private final Duration trusted;

  /**
   * Creates one.
   *
   * @param trusted for how long after a read the engine's refusal counts; zero or less for never
   */
  public Acting(GraphHttp http, Waiting waiting, Preflight preflight, Duration trusted) {
    this.http = http;
    this.waiting = waiting;
    this.preflight = preflight;
    this.trusted = trusted;
  }

  /**
   * Carries a command out.
   *
   * @param claims what the token has to have; empty for nothing in particular
   * @throws IllegalArgumentException if somebody else is to make it than who signed in
   * @throws UnsupportedOperationException if Graph has no call for it
   * @throws FailedCallException if it is refused for reasons of which nothing is known, or nobody
   *     could sign in
   */
  public Outcome submit(Command command, Optional<String> claims) throws InterruptedException {
    Command asked = as(Identity.of(http.token(Optional.empty())), command);
    Instant now = waiting.now();
    Optional<Decision> expected =
        trusted.isNegative() || trusted.isZero()
            ? Optional.empty()
            : preflight.decide(asked, now, trusted);
    if (command instanceof ChangeLicence) {
      throw new UnsupportedOperationException(
          "Microsoft Graph has no call that lets a licence lapse or come back");
    }
    List<Refusal> sure = expected.map(e -> Preflight.sure(asked, e)).orElse(List.of());
    if (!sure.isEmpty()) {
      return new Outcome.Decided(new Decision.Denied(sure));
    }
    if (command.call().validationOnly() && !(command instanceof ScheduleRequest)) {
      return new Outcome.Decided(
          expected.orElseThrow(
              () ->
                  new UnsupportedOperationException(
                      "Microsoft Graph validates schedule requests only, and no tenant was read"
                          + " that would tell")));
    }
    List<Refusal> refusals = expected.map(Decision::refusals).orElse(List.of());
    Desk desk = new Desk(new Sender(http, waiting, claims), preflight, refusals);
    try {
      Outcome outcome = carryOut(asked, desk);
      if (outcome instanceof Outcome.Indeterminate) {
        preflight.forget();
      }
      return outcome;
    } catch (FailedCallException | InterruptedException e) {
      preflight.forget();
      throw e;
    }
  }

  private static Outcome carryOut(Command command, Desk desk) throws InterruptedException {
    if (command instanceof ScheduleRequest request) {
      return new ScheduleRequests(desk).submit(request);
    }
    if (command instanceof Review review) {
      return new Reviews(desk).review(review);
    }
    if (command instanceof Cancel cancel) {
      return new Reviews(desk).cancel(cancel);
    }
    if (command instanceof ChangeSettings settings) {
      return new SettingsChanges(desk).change(settings);
    }
    DirectoryChanges directory = new DirectoryChanges(desk);
    if (command instanceof AddDirectly add) {
      return directory.add(add);
    }
    if (command instanceof RemoveDirectly remove) {
      return directory.remove(remove);
    }
    if (command instanceof CreatePrincipal create) {
      return directory.create(create);
    }
    if (command instanceof UpdatePrincipal update) {
      return directory.update(update);
    }
    if (command instanceof DeletePrincipal delete) {
      return directory.delete(delete);
    }
    return directory.restore((RestorePrincipal) command);
  }

  /** The command as made by who signed in, with what the sign-in proved. */
  private static Command as(Identity identity, Command command) {
    Call call = command.call();
    Optional<Id> asked = call.caller().principal();
    if (asked.isPresent()
        && identity.principal().isPresent()
        && !asked.equals(identity.principal())) {
      throw new IllegalArgumentException(
          "Invalid caller: expected %s, who signed in, but found %s"
              .formatted(identity.principal().get(), asked.get()));
    }
    Caller caller =
        new Caller(
            identity.principal().or(() -> asked),
            call.caller().multiFactor() || identity.multiFactor().orElse(true),
            call.caller().authenticationContexts());
    return command.withCall(call.by(caller));
  }
}
