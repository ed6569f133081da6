package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Verdict;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.http.Property.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests of PIM, and the approvals that they wait for, as Graph's types. */
final class RequestTypes {

  static final EntityType<Request> GROUP_ASSIGNMENT =
      request("privilegedAccessGroupAssignmentScheduleRequest", true, false);
  static final EntityType<Request> GROUP_ELIGIBILITY =
      request("privilegedAccessGroupEligibilityScheduleRequest", true, true);
  static final EntityType<Request> ROLE_ASSIGNMENT =
      request("unifiedRoleAssignmentScheduleRequest", false, false);
  static final EntityType<Request> ROLE_ELIGIBILITY =
      request("unifiedRoleEligibilityScheduleRequest", false, true);

  /** The stage of an approval; v1.0 says stage and beta says step (facts 140, 141). */
  static final EntityType<Request> STAGE = stage("approvalStage");

  private static final EntityType<Request> STEP = stage("approvalStep");

  static final EntityType<Request> APPROVAL =
      new EntityType<Request>("approval", r -> r.id().toString())
          .toMany("stages", () -> STAGE, "", (view, r) -> inV1(view, r))
          .toMany("steps", () -> STEP, "", (view, r) -> inBeta(view, r));

  private RequestTypes() {}

  static EntityType<Request> type(boolean ofGroup, boolean eligible) {
    if (ofGroup) {
      return eligible ? GROUP_ELIGIBILITY : GROUP_ASSIGNMENT;
    }
    return eligible ? ROLE_ELIGIBILITY : ROLE_ASSIGNMENT;
  }

  private static EntityType<Request> request(String name, boolean ofGroup, boolean eligible) {
    EntityType<Request> type =
        new EntityType<Request>(name, r -> r.id().toString())
            .with("status", Kind.TEXT, (view, r) -> r.status().toString())
            .with("createdDateTime", Kind.TIME, (view, r) -> r.created())
            .with("completedDateTime", Kind.TIME, (view, r) -> r.completed().orElse(null))
            .with("approvalId", Kind.TEXT, (view, r) -> needsApproval(r) ? r.id().toString() : null)
            .withNull("customData", Kind.TEXT)
            .with("createdBy", Kind.COMPLEX, RequestTypes::createdBy)
            .with("action", Kind.TEXT, (view, r) -> r.action().wireName())
            .with("isValidationOnly", Kind.BOOLEAN, (view, r) -> false)
            .with("justification", Kind.TEXT, (view, r) -> r.justification().orElse(null))
            .with(
                "scheduleInfo",
                Kind.COMPLEX,
                (view, r) -> r.schedule().map(ScheduleTypes::info).orElse(null))
            .with("ticketInfo", Kind.COMPLEX, (view, r) -> ticket(r))
            .with("principalId", Kind.TEXT, (view, r) -> r.principal().toString())
            .with(
                "targetScheduleId",
                Kind.TEXT,
                (view, r) -> r.targetSchedule().map(Id::toString).orElse(null));
    ScheduleTypes.withAccess(type, ofGroup, Request::access);
    if (!eligible) {
      type.toOne(
          "activatedUsing",
          () -> ScheduleTypes.type(ofGroup, true),
          ScheduleTypes.set(ofGroup, "EligibilitySchedules"),
          (view, r) ->
              target(view, r)
                  .<List<? extends Row<?>>>map(
                      s -> ScheduleTypes.activatedUsing(view, s, ScheduleTypes.type(ofGroup, true)))
                  .orElse(List.of()));
    }
    // The schema declares an eligibility even where the request is for an assignment of a group.
    boolean declaredEligible = eligible || ofGroup;
    return type.toOne(
            "targetSchedule",
            () -> ScheduleTypes.type(ofGroup, declaredEligible),
            ScheduleTypes.set(
                ofGroup, declaredEligible ? "EligibilitySchedules" : "AssignmentSchedules"),
            (view, r) ->
                target(view, r)
                    .map(
                        s ->
                            List.of(
                                ScheduleTypes.type(ofGroup, declaredEligible)
                                    .row(new ScheduleTypes.Line(s, false))))
                    .orElse(List.of()))
        .toOne(
            "principal",
            () -> DirectoryTypes.OBJECT,
            DirectoryTypes.OBJECTS,
            (view, r) -> List.of(view.principal(r.principal())));
  }

  private static Optional<Schedule> target(View view, Request request) {
    return request.targetSchedule().flatMap(view.tenant()::schedule);
  }

  /** Whether it waits, or waited, for an approver. */
  static boolean needsApproval(Request request) {
    return request.action() == Request.Action.SELF_ACTIVATE
        && (request.status().equals(Status.PENDING_APPROVAL)
            || request.status().equals(Status.TIMED_OUT)
            || request.decidedBy().isPresent());
  }

  private static @Nullable ObjectNode createdBy(View view, Request request) {
    if (request.createdBy().isEmpty()) {
      return null;
    }
    Id id = request.createdBy().get();
    boolean application = view.tenant().principal(id) instanceof ServicePrincipal;
    ObjectNode node = DirectoryTypes.object();
    node.putNull("device");
    node.putNull(application ? "user" : "application");
    node.putObject(application ? "application" : "user")
        .putNull("displayName")
        .put("id", id.toString());
    return node;
  }

  private static ObjectNode ticket(Request request) {
    return DirectoryTypes.object()
        .put("ticketNumber", request.ticket().map(Ticket::number).orElse(null))
        .put("ticketSystem", request.ticket().map(Ticket::system).orElse(null));
  }

  private static EntityType<Request> stage(String name) {
    return new EntityType<Request>(name, r -> r.id().toString())
        .with(
            "assignedToMe",
            Kind.BOOLEAN,
            (view, r) -> DirectoryTypes.flag(isAssignedToCaller(view, r)))
        .withNull("displayName", Kind.TEXT)
        .withNull("justification", Kind.TEXT)
        .with("reviewResult", Kind.TEXT, (view, r) -> result(r))
        .with("reviewedBy", Kind.COMPLEX, RequestTypes::reviewedBy)
        .with(
            "reviewedDateTime",
            Kind.TIME,
            (view, r) -> r.decidedBy().isPresent() ? r.completed().orElse(null) : null)
        .with(
            "status", Kind.TEXT, (view, r) -> r.status().isWaiting() ? "InProgress" : "Completed");
  }

  private static String result(Request request) {
    if (request.decidedBy().isEmpty()) {
      return "NotReviewed";
    }
    return request.status().equals(Status.DENIED) ? "Deny" : "Approve";
  }

  private static @Nullable ObjectNode reviewedBy(View view, Request request) {
    return request
        .decidedBy()
        .map(
            id ->
                DirectoryTypes.object()
                    .put("displayName", view.tenant().principal(id).displayName())
                    .put("id", id.toString()))
        .orElse(null);
  }

  /** Whether it waits for the caller's decision, or the caller made it. */
  static Verdict isAssignedToCaller(View view, Request request) {
    if (view.caller().isEmpty()) {
      return Verdict.NO;
    }
    Id caller = view.caller().get();
    if (!request.status().equals(Status.PENDING_APPROVAL)) {
      return Verdict.of(request.decidedBy().filter(caller::equals).isPresent());
    }
    Approvers approvers = Approvers.of(view.tenant(), request, view.knowledge(), view.now());
    if (approvers.now().contains(caller)) {
      return Verdict.YES;
    }
    return approvers.reads().isEmpty() ? Verdict.NO : Verdict.UNKNOWN;
  }

  private static List<Row<Request>> inV1(View view, Request request) {
    if (view.beta()) {
      throw GraphException.notImplemented("stages in beta, which has steps");
    }
    return List.of(STAGE.row(request));
  }

  private static List<Row<Request>> inBeta(View view, Request request) {
    if (!view.beta()) {
      throw GraphException.notImplemented("steps in v1.0, which has stages");
    }
    return List.of(STEP.row(request));
  }
}
