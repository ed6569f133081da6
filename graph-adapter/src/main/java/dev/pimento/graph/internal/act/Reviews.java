package dev.pimento.graph.internal.act;

import static dev.pimento.graph.internal.http.ApiVersion.BETA;
import static dev.pimento.graph.internal.http.ApiVersion.V1;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.graph.internal.GraphBodies;
import dev.pimento.graph.internal.http.ApiVersion;
import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.graph.internal.http.Failure;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.graph.internal.http.GraphReply;
import dev.pimento.graph.internal.http.Urls;
import dev.pimento.lifecycle.Command.Cancel;
import dev.pimento.lifecycle.Command.Review;
import dev.pimento.lifecycle.ErrorCode;
import dev.pimento.port.Outcome;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides and cancels requests that were made before. */
final class Reviews {

  private final Desk desk;

  Reviews(Desk desk) {
    this.desk = desk;
  }

  /** A request and where it is listed. */
  private record Listed(String collection, Request request) {}

  /** What the approvals of a request are divided into, and where. */
  private record Part(ApiVersion version, String url) {}

  Outcome review(Review command) throws InterruptedException {
    if (command.kind().isPresent() || command.schedule().isPresent()) {
      throw new UnsupportedOperationException(
          "Microsoft Graph can approve or deny what was asked for, and nothing else instead");
    }
    Optional<Listed> found = find(command.request());
    if (found.isEmpty()) {
      return none(command.request());
    }
    Request request = found.get().request();
    if (request.status().equals(Status.PENDING_ADMIN_DECISION)) {
      throw new UnsupportedOperationException(
          "Microsoft Graph has no call that decides an extension or a renewal; an administrator"
              + " makes it with adminExtend or adminRenew");
    }
    if (!request.status().isWaiting()) {
      return new Outcome.Decided(
          Refusals.denied(
              ErrorCode.Conflict,
              "expected a request that waits, but found status " + request.status(),
              "nothing is left to decide: the first decision counts"));
    }
    boolean approves = command.result() == Review.Result.APPROVE;
    JsonObject body = new JsonObject();
    body.addProperty("reviewResult", approves ? "Approve" : "Deny");
    command.call().justification().ifPresent(why -> body.addProperty("justification", why));
    GraphReply last = null;
    GraphCall lastCall = null;
    for (Part part : parts(request)) {
      GraphCall list = GraphCall.get(part.version, part.url);
      GraphReply reply = desk.sender().read(list);
      Optional<String> stage =
          reply.isOk() ? reply.json().flatMap(Reviews::open) : Optional.empty();
      if (stage.isPresent()) {
        GraphCall patch =
            GraphCall.patch(
                part.version, part.url + "/" + Urls.segment(Id.of(stage.get())), body.toString());
        return desk.change(
            patch,
            status(found.get(), approves ? Reviews::isApproved : Status.DENIED::equals),
            false,
            command);
      }
      last = reply;
      lastCall = list;
    }
    return last == null || lastCall == null || last.isOk() || last.status() == 404
        ? none(command.request())
        : desk.refused(lastCall, last);
  }

  private static boolean isApproved(Status status) {
    return !status.isWaiting()
        && !status.equals(Status.DENIED)
        && !status.equals(Status.TIMED_OUT)
        && !status.equals(Status.CANCELED);
  }

  /** Stages in version 1.0, steps in beta; of roles there is beta only (facts 140, 141, 236). */
  private static List<Part> parts(Request request) {
    if (request.access() instanceof GroupAccess) {
      String url =
          "/identityGovernance/privilegedAccess/group/assignmentApprovals/"
              + Urls.segment(request.id())
              + "/";
      return List.of(new Part(V1, url + "stages"), new Part(BETA, url + "steps"));
    }
    String url =
        "/roleManagement/directory/roleAssignmentApprovals/"
            + Urls.segment(request.id())
            + "/steps";
    return List.of(new Part(BETA, url));
  }

  /** The part that nobody decided yet, the caller's own first. */
  private static Optional<String> open(JsonObject page) {
    Map<Boolean, String> open = new LinkedHashMap<>();
    if (page.get("value") instanceof JsonArray parts) {
      for (JsonElement part : parts) {
        JsonObject json = part.getAsJsonObject();
        boolean decided =
            json.get("reviewResult") instanceof JsonPrimitive result
                && !result.getAsString().equalsIgnoreCase("NotReviewed");
        if (!decided && json.get("id") instanceof JsonPrimitive id) {
          boolean own =
              json.get("assignedToMe") instanceof JsonPrimitive flag && flag.getAsBoolean();
          open.putIfAbsent(own, id.getAsString());
        }
      }
    }
    return Optional.ofNullable(open.getOrDefault(true, open.get(false)));
  }

  Outcome cancel(Cancel command) throws InterruptedException {
    Optional<Listed> found = find(command.request());
    if (found.isEmpty()) {
      return none(command.request());
    }
    GraphCall post =
        new GraphCall(
            "POST",
            V1,
            "/" + found.get().collection() + "/" + Urls.segment(command.request()) + "/cancel",
            Optional.empty());
    return desk.change(post, status(found.get(), Status.CANCELED::equals), false, command);
  }

  private Look status(Listed listed, Predicate<Status> wanted) {
    GraphCall get =
        GraphCall.get(V1, "/" + listed.collection() + "/" + Urls.segment(listed.request().id()));
    return () ->
        desk.sender()
            .find(get)
            .filter(
                json ->
                    GraphBodies.request(listed.collection(), json)
                        .map(Request::status)
                        .filter(wanted)
                        .isPresent());
  }

  private static Outcome none(Id request) {
    return new Outcome.Decided(
        Refusals.denied(
            ErrorCode.Request_ResourceNotFound,
            "expected the id of a request, but found " + request,
            "use the id that the service gave the request"));
  }

  /** A request by its id; the collection that it is in is asked first where it is known. */
  private Optional<Listed> find(Id id) throws InterruptedException {
    List<String> collections = new ArrayList<>(GraphBodies.collections());
    desk.preflight()
        .request(id)
        .map(known -> GraphBodies.collection(known.access(), known.eligible()))
        .ifPresent(
            known -> {
              collections.remove(known);
              collections.add(0, known);
            });
    GraphReply refused = null;
    GraphCall refusedCall = null;
    for (String collection : collections) {
      GraphCall get = GraphCall.get(V1, "/" + collection + "/" + Urls.segment(id));
      GraphReply reply = desk.sender().read(get);
      Optional<Request> request =
          reply.isOk()
              ? reply.json().flatMap(json -> GraphBodies.request(collection, json))
              : Optional.empty();
      if (request.isPresent()) {
        return Optional.of(new Listed(collection, request.get()));
      }
      if (!reply.isOk() && reply.status() != 404 && reply.status() != 400) {
        refused = reply;
        refusedCall = get;
      }
    }
    if (refused != null && refusedCall != null) {
      throw new FailedCallException(Failure.of(refusedCall, refused, desk.sender().now()));
    }
    return Optional.empty();
  }
}
