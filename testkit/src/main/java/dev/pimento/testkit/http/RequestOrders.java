package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.Expiration;
import dev.pimento.time.IsoDuration;
import dev.pimento.time.ScheduleInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Schedule requests of all actions, their cancellation, and the decisions of approvers. */
final class RequestOrders {

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "action",
          "accessid",
          "groupid",
          "principalid",
          "roledefinitionid",
          "directoryscopeid",
          "appscopeid",
          "isvalidationonly",
          "justification",
          "scheduleinfo",
          "ticketinfo",
          "targetscheduleid",
          "customdata");

  private static final Set<String> REVIEW =
      Set.of("id", "reviewresult", "justification", "status", "assignedtome", "displayname");

  private static final Set<String> SCHEDULE = Set.of("startdatetime", "expiration", "recurrence");

  private static final Set<String> EXPIRATION = Set.of("type", "enddatetime", "duration");

  private static final Set<String> TICKET = Set.of("ticketnumber", "ticketsystem");

  /** Months, which the service doesn't take: how long they are depends on when they begin. */
  private static final Pattern MONTHS =
      Pattern.compile("^P[^T]*[1-9][0-9]*M", Pattern.CASE_INSENSITIVE);

  /** Types of expiration that take no duration (fact 59). */
  private static final Set<String> WITHOUT_DURATION =
      Set.of("noexpiration", "notspecified", "afterdatetime");

  private final Orders orders;

  RequestOrders(Orders orders) {
    this.orders = orders;
  }

  /** A new request, for a group or a role, eligible or active. */
  Answer request(boolean ofGroup, boolean eligible) {
    EntityType<Request> type = RequestTypes.type(ofGroup, eligible);
    Body body = Body.of(orders.call()).having(type.name(), KNOWN);
    Command.ScheduleRequest command = command(body, ofGroup, eligible);
    Id id = command.call().requestId();
    Instant now = orders.fake().now();
    orders.replication().check(command.access().target(), now, "ResourceNotFound");
    orders.replication().check(command.principal(), now, "SubjectNotFound");
    Decision decision = Orders.accepted(orders.fake().simulation().run(command));
    String set =
        (ofGroup ? ScheduleTypes.GROUP : ScheduleTypes.ROLE + "role")
            + kind(ofGroup, eligible)
            + "ScheduleRequests";
    if (command.call().validationOnly()) {
      return validated(type, set, command, decision);
    }
    return orders.created(type, set, orders.after().tenant().request(id).map(type::row));
  }

  private static String kind(boolean ofGroup, boolean eligible) {
    String kind = eligible ? "Eligibility" : "Assignment";
    return ofGroup ? kind.toLowerCase(Locale.ROOT) : kind;
  }

  private Command.ScheduleRequest command(Body body, boolean ofGroup, boolean eligible) {
    String word = body.needed("action");
    Action action =
        Action.of(word)
            .orElseThrow(() -> body.invalid("action", "a known action", text(body, "action")));
    Call call = action.isSelf() ? orders.ownCall() : orders.engineCall();
    call = body.text("justification").map(call::because).orElse(call);
    call =
        body.object("ticketInfo").flatMap(RequestOrders::ticket).map(call::withTicket).orElse(call);
    if (body.flag("isValidationOnly").orElse(false)) {
      call = call.toValidateOnly();
    }
    if (action != Action.ADMIN_REMOVE) {
      Gate.require(orders, Gate.beyondRemoval(orders.call()));
    }
    boolean ends = action == Action.ADMIN_REMOVE || action == Action.SELF_DEACTIVATE;
    try {
      return new Command.ScheduleRequest(
          call,
          action,
          eligible ? Command.Kind.ELIGIBLE : Command.Kind.ACTIVE,
          body.id("principalId"),
          ofGroup ? group(body) : role(body),
          ends ? Optional.empty() : Optional.of(schedule(body)));
    } catch (IllegalArgumentException e) {
      throw invalidRequest(String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode text(Body body, String property) {
    return TextNode.valueOf(body.text(property).orElse(""));
  }

  private static GraphException invalidRequest(String why) {
    return new GraphException(
        400, "InvalidRoleAssignmentRequest", "The role assignment request is invalid. " + why);
  }

  private static Access group(Body body) {
    String side = body.needed("accessId").toUpperCase(Locale.ROOT);
    return switch (side) {
      case "MEMBER" -> new Access.GroupAccess(body.id("groupId"), Side.MEMBER);
      case "OWNER" -> new Access.GroupAccess(body.id("groupId"), Side.OWNER);
      default -> throw body.invalid("accessId", "member or owner", text(body, "accessId"));
    };
  }

  static Access role(Body body) {
    Id role = body.id("roleDefinitionId");
    String scope = body.text("directoryScopeId").orElse("/");
    try {
      return Access.role(role, DirectoryScope.of(scope));
    } catch (IllegalArgumentException e) {
      throw GraphException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Ticket> ticket(Body body) {
    body.having("ticketInfo", TICKET);
    Ticket ticket =
        new Ticket(body.text("ticketNumber").orElse(""), body.text("ticketSystem").orElse(""));
    return ticket.number().isBlank() && ticket.system().isBlank()
        ? Optional.empty()
        : Optional.of(ticket);
  }

  private static ScheduleInfo schedule(Body body) {
    Body info =
        body.object("scheduleInfo")
            .orElseThrow(() -> invalidRequest("Expected a scheduleInfo, but found none."))
            .having("requestSchedule", SCHEDULE);
    if (info.has("recurrence")) {
      throw invalidRequest("Recurring schedules are not supported.");
    }
    return new ScheduleInfo(time(info, "startDateTime"), expiration(info));
  }

  /** A time without an offset is a request that is not valid, and no odd body. */
  private static Optional<Instant> time(Body body, String property) {
    try {
      return body.time(property);
    } catch (GraphException e) {
      throw invalidRequest(e.text());
    }
  }

  private static Expiration expiration(Body info) {
    Optional<Body> sent = info.object("expiration");
    if (sent.isEmpty()) {
      return Expiration.notSpecified();
    }
    Body expiration = sent.get().having("expirationPattern", EXPIRATION);
    String type = expiration.text("type").orElse("notSpecified");
    boolean otherType = WITHOUT_DURATION.contains(type.toLowerCase(Locale.ROOT));
    if (expiration.has("duration") && (otherType || expiration.has("endDateTime"))) {
      throw invalidRequest(
          "Expected a duration with type afterDuration and no endDateTime, but found type %s."
              .formatted(type));
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "noexpiration" -> Expiration.never();
      case "notspecified" -> Expiration.notSpecified();
      case "afterdatetime" ->
          time(expiration, "endDateTime")
              .map(Expiration::at)
              .orElseThrow(() -> invalidRequest("Expected an endDateTime with afterDateTime."));
      case "afterduration" -> {
        String duration = expiration.needed("duration");
        if (MONTHS.matcher(duration).find()) {
          throw invalidRequest("Expected a duration without months, but found " + duration + ".");
        }
        try {
          yield new Expiration.After(IsoDuration.of(duration));
        } catch (IllegalArgumentException e) {
          throw invalidRequest(String.valueOf(e.getMessage()));
        }
      }
      default ->
          throw expiration.invalid(
              "type",
              "noExpiration, afterDateTime, afterDuration or notSpecified",
              text(expiration, "type"));
    };
  }

  /** Nothing happened: the answer is what the request would be (fact 137). */
  private Answer validated(
      EntityType<Request> type, String set, Command.ScheduleRequest command, Decision decision) {
    Request request =
        Request.builder()
            .id(command.call().requestId())
            .action(command.action())
            .eligible(command.kind() == Command.Kind.ELIGIBLE)
            .principal(command.principal())
            .access(command.access())
            .status(decision.isWaiting() ? Status.PENDING_APPROVAL : Status.of("Granted"))
            .created(orders.view().now())
            .createdBy(command.call().caller().principal())
            .schedule(command.schedule())
            .justification(command.call().justification())
            .ticket(command.call().ticket())
            .build();
    Writer writer = new Writer(orders.view(), orders.call(), orders.root());
    byte[] body = writer.one(new Target.One(type, set, type.row(request)), Options.none());
    try {
      ObjectNode node = (ObjectNode) Writer.JSON.readTree(body);
      node.put("isValidationOnly", true);
      return Answer.json(Writer.JSON.writeValueAsBytes(node)).withStatus(201);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes back a request. */
  Answer cancel(boolean ofGroup, boolean eligible, Id request) {
    existing(request, ofGroup, eligible);
    orders.carryOut(List.of(new Command.Cancel(orders.engineCall(), request)));
    return Orders.noContent();
  }

  /** Decides a request; the id of an approval is that of its request, and so is the stage's. */
  Answer review(boolean ofGroup, Id approval, Id stage) {
    Request request = existing(approval, ofGroup, false);
    if (!RequestTypes.needsApproval(request) || !stage.equals(approval)) {
      throw GraphException.notFound(stage.toString());
    }
    Body body = Body.of(orders.call()).having("approvalStage", REVIEW);
    String result = body.needed("reviewResult");
    Call call = orders.ownCall();
    call = body.text("justification").map(call::because).orElse(call);
    Command.Review review =
        switch (result.toLowerCase(Locale.ROOT)) {
          case "approve" -> Command.approve(call, approval);
          case "deny" -> Command.deny(call, approval);
          default ->
              throw body.invalid("reviewResult", "Approve or Deny", text(body, "reviewResult"));
        };
    orders.carryOut(List.of(review));
    return Orders.noContent();
  }

  private Request existing(Id id, boolean ofGroup, boolean eligible) {
    return orders
        .view()
        .tenant()
        .request(id)
        .filter(r -> r.access() instanceof Access.GroupAccess == ofGroup)
        .filter(r -> r.eligible() == eligible)
        .orElseThrow(() -> GraphException.notFound(id.toString()));
  }
}
