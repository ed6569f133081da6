package dev.pimento.graph.internal.act;

import static dev.pimento.graph.internal.http.ApiVersion.V1;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.graph.internal.Asked;
import dev.pimento.graph.internal.GraphBodies;
import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.graph.internal.http.Failure;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.graph.internal.http.GraphReply;
import dev.pimento.graph.internal.http.Urls;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Command.ScheduleRequest;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.ErrorCode;
import dev.pimento.port.Outcome;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Status.Nature;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes schedule requests: one POST, of which the body of the answer says what came of it. */
final class ScheduleRequests {

  /** How far the clocks of the two ends may be apart. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final Desk desk;

  ScheduleRequests(Desk desk) {
    this.desk = desk;
  }

  Outcome submit(ScheduleRequest command) throws InterruptedException {
    boolean eligible = command.kind() == Kind.ELIGIBLE;
    Asked asked =
        new Asked(
            command.action(),
            eligible,
            command.principal(),
            command.access(),
            command.schedule(),
            Optional.empty(),
            command.call().justification(),
            command.call().ticket());
    String collection = GraphBodies.collection(command.access(), eligible);
    boolean validationOnly = command.call().validationOnly();
    GraphCall post = GraphCall.post(V1, "/" + collection, GraphBodies.ask(asked, validationOnly));
    Instant from = desk.sender().now().minus(SKEW);
    Look look = validationOnly ? Optional::empty : () -> made(collection, asked, from);
    boolean isNew = desk.isNew(command.principal(), command.access().target());
    Sent sent = desk.sender().write(post, look, isNew);
    if (sent instanceof Sent.Answered answer && !answer.reply().isOk()) {
      return desk.refused(post, answer.reply());
    }
    Optional<JsonObject> body =
        sent instanceof Sent.Found found
            ? Optional.of(found.seen())
            : sent instanceof Sent.Answered answer ? answer.reply().json() : Optional.empty();
    Optional<Made> made = body.flatMap(Made::of);
    if (made.isEmpty()) {
      return new Outcome.Indeterminate(command.call().requestId());
    }
    if (validationOnly) {
      return validated(made.get());
    }
    desk.preflight().made(made.get().id());
    return outcome(command, collection, settled(collection, made.get()));
  }

  /**
   * What matters of a request that the service made.
   *
   * @param id its id
   * @param status how far it got
   * @param json all of it
   */
  private record Made(Id id, Status status, JsonObject json) {

    static Optional<Made> of(JsonObject json) {
      try {
        return json.get("id") instanceof JsonPrimitive id
                && json.get("status") instanceof JsonPrimitive status
            ? Optional.of(new Made(Id.of(id.getAsString()), Status.of(status.getAsString()), json))
            : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    /** The removal of a last owner may be put off for a month, and is decided all the same (39). */
    boolean isAtWork() {
      return status.nature() == Nature.TRANSIENT && !status.equals(Status.PENDING_REVOCATION);
    }
  }

  private static Outcome validated(Made made) {
    return switch (made.status().nature()) {
      case WAITING -> new Outcome.Decided(new Decision.Waiting(List.of(), Set.of()));
      case GRANTED, DONE, TRANSIENT -> new Outcome.Decided(new Decision.Accepted(List.of()));
      case FAILED -> new Outcome.Decided(failed(made));
      case UNKNOWN -> new Outcome.Indeterminate(made.id());
    };
  }

  /** The request as it is listed, when the service is no longer at work on it. */
  private Made settled(String collection, Made made) throws InterruptedException {
    if (made.status().nature() == Nature.FAILED) {
      return made;
    }
    GraphCall get = GraphCall.get(V1, "/" + collection + "/" + Urls.segment(made.id()));
    try {
      return desk.sender()
          .await(
              () ->
                  desk.sender()
                      .find(get)
                      .filter(json -> Made.of(json).filter(m -> !m.isAtWork()).isPresent()))
          .flatMap(Made::of)
          .orElse(made);
    } catch (FailedCallException e) {
      return made;
    }
  }

  private Outcome outcome(ScheduleRequest command, String collection, Made made) {
    if (made.isAtWork()) {
      return new Outcome.Indeterminate(made.id());
    }
    Call call = command.call();
    ScheduleRequest done =
        command.withCall(
            new Call(made.id(), call.caller(), call.justification(), call.ticket(), false));
    Event[] known =
        GraphBodies.request(collection, made.json()).stream()
            .map(request -> new Event.RequestPut(desk.sender().now(), request))
            .toArray(Event[]::new);
    return switch (made.status().nature()) {
      case WAITING -> desk.waiting(done, known);
      case GRANTED, DONE, TRANSIENT -> desk.accepted(done, known);
      case FAILED -> new Outcome.Decided(failed(made));
      case UNKNOWN -> new Outcome.Indeterminate(made.id());
    };
  }

  /** The status tells that it failed, and nothing tells why. */
  private static Decision.Denied failed(Made made) {
    return Refusals.denied(
        ErrorCode.InvalidRoleAssignmentRequest,
        "expected the request to be carried out, but found status %s of request %s"
            .formatted(made.status(), made.id()),
        "ask again");
  }

  /** The request that was made by a call whose answer was lost. */
  private Optional<JsonObject> made(String collection, Asked asked, Instant from)
      throws InterruptedException {
    String target =
        asked.access() instanceof GroupAccess side
            ? "groupId eq " + Urls.quoted(side.group())
            : "roleDefinitionId eq " + Urls.quoted(asked.access().target());
    String filter = target + " and principalId eq " + Urls.quoted(asked.principal());
    JsonObject last = null;
    Instant lastCreated = from;
    for (JsonElement row : rows("/" + collection + "?" + Desk.filter(filter))) {
      JsonObject json = row.getAsJsonObject();
      Optional<Request> request = GraphBodies.request(collection, json);
      if (request.filter(r -> isOf(r, asked) && !r.created().isBefore(from)).isPresent()
          && !request.get().created().isBefore(lastCreated)) {
        last = json;
        lastCreated = request.get().created();
      }
    }
    return Optional.ofNullable(last);
  }

  /**
   * The rows of all pages of a list.
   *
   * @throws FailedCallException if one of the pages can't be read
   */
  private JsonArray rows(String url) throws InterruptedException {
    JsonArray all = new JsonArray();
    Set<String> read = new HashSet<>();
    Optional<String> next = Optional.of(url);
    while (next.isPresent()) {
      GraphCall list = GraphCall.get(V1, next.get());
      GraphReply reply = desk.sender().read(list);
      Optional<JsonObject> page = reply.json().filter(json -> reply.isOk());
      if (page.isEmpty()
          || !(page.get().get("value") instanceof JsonArray rows)
          || !read.add(next.get())) {
        throw new FailedCallException(Failure.of(list, reply, desk.sender().now()));
      }
      all.addAll(rows);
      next = Optional.empty();
      if (page.get().get("@odata.nextLink") instanceof JsonPrimitive link) {
        next = desk.sender().relative(link.getAsString());
        if (next.isEmpty()) {
          throw new FailedCallException(Failure.of(list, reply, desk.sender().now()));
        }
      }
    }
    return all;
  }

  /** Whether the request is the one that asked this; others may ask much the same. */
  private boolean isOf(Request request, Asked asked) {
    return request.action() == asked.action()
        && request.principal().equals(asked.principal())
        && request.access().equals(asked.access())
        && request.justification().equals(asked.justification().filter(j -> !j.isBlank()))
        && request.ticket().equals(asked.ticket())
        && request
            .schedule()
            .map(ScheduleInfo::expiration)
            .equals(asked.schedule().map(ScheduleInfo::expiration))
        && !desk.preflight().isKnown(request.id());
  }
}
