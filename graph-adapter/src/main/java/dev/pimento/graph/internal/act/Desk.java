package dev.pimento.graph.internal.act;

import com.google.gson.JsonObject;
import dev.pimento.directory.Id;
import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.graph.internal.http.GraphReply;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.port.Outcome;
import dev.pimento.tenant.Event;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one command is carried out with.
 *
 * @param sender sends the calls
 * @param preflight what is known of the tenant
 * @param expected the reasons for which the engine expects the service to refuse
 */
record Desk(Sender sender, Preflight preflight, List<Refusal> expected) {

  Outcome refused(GraphCall call, GraphReply reply) {
    return Refusals.outcome(call, reply, expected, sender.now());
  }

  /**
   * It was carried out.
   *
   * @param known what is known to have happened where the engine can't tell all of it
   */
  Outcome accepted(Command command, Event... known) {
    return new Outcome.Decided(
        preflight
            .carriedOut(command, sender.now())
            .filter(Decision::isAccepted)
            .orElseGet(() -> new Decision.Accepted(List.of(known))));
  }

  /** The same, but somebody has to decide first. */
  Outcome waiting(Command command, Event... known) {
    return new Outcome.Decided(
        preflight
            .carriedOut(command, sender.now())
            .filter(Decision::isWaiting)
            .orElseGet(() -> new Decision.Waiting(List.of(known), Set.of())));
  }

  /**
   * Makes a change whose answer has no body, and waits until it shows.
   *
   * @param look whether it shows
   * @param isNew whether it is about something that was created a moment ago
   */
  Outcome change(GraphCall call, Look look, boolean isNew, Command command)
      throws InterruptedException {
    Sent sent = sender.write(call, look, isNew);
    if (sent instanceof Sent.Answered answer && !answer.reply().isOk()) {
      return refused(call, answer.reply());
    }
    if (sent instanceof Sent.Unclear || (sent instanceof Sent.Answered && !shows(look))) {
      return new Outcome.Indeterminate(command.call().requestId());
    }
    return accepted(command);
  }

  /** Whether it shows in time; what can't be looked at counts as the service says. */
  boolean shows(Look look) throws InterruptedException {
    try {
      return sender.await(look).isPresent();
    } catch (FailedCallException e) {
      return true;
    }
  }

  boolean isNew(Id... objects) {
    return preflight.isNew(sender.now(), objects);
  }

  /** A look at whether something is not there any more. */
  static Look gone(Look look) {
    return () -> look.look().isPresent() ? Optional.empty() : Optional.of(new JsonObject());
  }

  static String filter(String expression) {
    return "$filter=" + escaped(expression);
  }

  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
