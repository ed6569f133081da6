package dev.pimento.simulation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.EndGivenUp;
import dev.pimento.tenant.Event.EndIsNear;
import dev.pimento.tenant.Event.EndPutOff;
import dev.pimento.tenant.Event.GroupOnboarded;
import dev.pimento.tenant.Event.LicenceChanged;
import dev.pimento.tenant.Event.PrincipalDeleted;
import dev.pimento.tenant.Event.PrincipalPut;
import dev.pimento.tenant.Event.PrincipalRestored;
import dev.pimento.tenant.Event.RequestPut;
import dev.pimento.tenant.Event.ScheduleChanged;
import dev.pimento.tenant.Event.ScheduleCreated;
import dev.pimento.tenant.Event.ScheduleEnded;
import dev.pimento.tenant.Event.ScheduleStarted;
import dev.pimento.tenant.Event.SettingsChanged;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The lines that events leave in the directory's audit log, in its own words (facts 191 to 197).
 *
 * @param before the tenant before the event
 * @param who who caused it; empty where time did
 * @param together all that happened at once with it
 */
record AuditLog(Tenant before, Optional<Author> who, List<Event> together)
    implements Event.Visitor<List<AuditEntry>> {

  /**
   * Who caused something.
   *
   * @param id the principal; empty where nobody in particular did
   * @param name its name
   */
  record Author(Optional<Id> id, String name) {}

  /** Who is named where time did it. */
  private static final String SERVICE = "PIM";

  private static final String SUCCESS = "success";
  private static final String GIVEN_UP = "Cancel request";

  private List<AuditEntry> entry(
      Event event,
      String activity,
      Optional<Id> subject,
      String name,
      Optional<Access> access,
      String result) {
    return List.of(
        new AuditEntry(
            event.at(),
            activity,
            who.map(Author::name).orElse(SERVICE),
            name,
            access.map(this::nameOf).orElse(""),
            result,
            Optional.of(new AuditEntry.Ids(who.flatMap(Author::id), subject, access))));
  }

  private List<AuditEntry> entry(Event event, String activity, Schedule schedule, String result) {
    return entry(event, activity, schedule.principal(), schedule.access(), result);
  }

  private List<AuditEntry> entry(
      Event event, String activity, Id principal, Access access, String result) {
    return entry(
        event, activity, Optional.of(principal), nameOf(principal), Optional.of(access), result);
  }

  private List<AuditEntry> entry(Event event, String activity, Id subject, String name) {
    return entry(event, activity, Optional.of(subject), name, Optional.empty(), SUCCESS);
  }

  private String nameOf(Id principal) {
    return Lookup.in(before).nameOf(principal);
  }

  private String nameOf(Access access) {
    return Lookup.in(before).nameOf(access);
  }

  @Override
  public List<AuditEntry> principalPut(PrincipalPut event) {
    Principal principal = event.principal();
    boolean isNew = before.principal(principal.id()) instanceof Unresolved;
    return entry(
        event,
        isNew ? "Add directory object" : "Update directory object",
        principal.id(),
        principal.displayName());
  }

  @Override
  public List<AuditEntry> principalDeleted(PrincipalDeleted event) {
    return entry(event, "Delete directory object", event.principal(), nameOf(event.principal()));
  }

  @Override
  public List<AuditEntry> principalRestored(PrincipalRestored event) {
    String name =
        before
            .deleted(event.principal())
            .map(deleted -> deleted.principal().displayName())
            .orElse(event.principal().toString());
    return entry(event, "Restore directory object", event.principal(), name);
  }

  @Override
  public List<AuditEntry> requestPut(RequestPut event) {
    Request request = event.request();
    List<AuditEntry> entries = new ArrayList<>();
    for (String activity : activities(request, before.request(request.id()))) {
      entries.addAll(
          entry(
              event, activity, request.principal(), request.access(), request.status().toString()));
    }
    return entries;
  }

  private List<String> activities(Request request, Optional<Request> was) {
    String member = request.eligible() ? "eligible member" : "member";
    String length = isPermanent(request) ? "permanent" : "timebound";
    return switch (request.action()) {
      case SELF_ACTIVATE -> activation(request, was);
      case SELF_DEACTIVATE -> steps(request, was, "Remove member from role %s (PIM deactivate)");
      case ADMIN_ASSIGN ->
          steps(request, was, "Add " + member + " to role in PIM %s (" + length + ")");
      case ADMIN_RENEW -> steps(request, was, "Add " + member + " to role in PIM %s (renew)");
      case ADMIN_REMOVE ->
          steps(request, was, "Remove " + member + " from role in PIM %s (" + length + ")");
      case ADMIN_EXTEND ->
          change(
              request,
              was,
              "Update " + member + " in PIM requested (extend)",
              "Update " + member + " in PIM canceled (extend)");
      case ADMIN_UPDATE ->
          change(request, was, "Process request", "Cancel request for role update");
      case SELF_EXTEND -> prolongation(request, was, "Update " + member + " in PIM %s (extend)");
      case SELF_RENEW -> prolongation(request, was, "Add " + member + " to role in PIM %s (renew)");
    };
  }

  private List<String> activation(Request request, Optional<Request> was) {
    String activity = "Add member to role %s (PIM activation)";
    Status status = request.status();
    if (was.filter(r -> r.status().equals(Status.PENDING_APPROVAL)).isEmpty()) {
      List<String> steps = new ArrayList<>(steps(request, was, activity));
      if (status.equals(Status.PENDING_APPROVAL)) {
        steps.add(activity.formatted("approval requested"));
      }
      return steps;
    }
    if (status.equals(Status.CANCELED)) {
      return List.of(activity.formatted("canceled"));
    }
    if (who.isEmpty()) {
      return List.of("PIM activation request expired");
    }
    if (isGivenUp()) {
      return List.of(GIVEN_UP);
    }
    if (status.equals(Status.DENIED)) {
      return List.of(activity.formatted("request denied"));
    }
    List<String> steps = new ArrayList<>(List.of(activity.formatted("request approved")));
    if (status.equals(Status.PROVISIONED)) {
      steps.add(activity.formatted("completed"));
    }
    return steps;
  }

  /** Requested at first; completed or canceled when that happens. */
  private static List<String> steps(Request request, Optional<Request> was, String activity) {
    List<String> steps = new ArrayList<>();
    if (was.isEmpty()) {
      steps.add(activity.formatted("requested"));
    }
    if (request.status().equals(Status.PROVISIONED) || request.status().equals(Status.REVOKED)) {
      steps.add(activity.formatted("completed"));
    } else if (request.status().equals(Status.CANCELED)) {
      steps.add(activity.formatted("canceled"));
    }
    return steps;
  }

  /** Of a change the log knows that it is asked for and that it is canceled. */
  private static List<String> change(
      Request request, Optional<Request> was, String asked, String canceled) {
    if (was.isEmpty()) {
      return List.of(asked);
    }
    return request.status().equals(Status.CANCELED) ? List.of(canceled) : List.of();
  }

  /** Whether nobody decided what waited, since the licence lapsed. */
  private boolean isGivenUp() {
    return together.stream().anyMatch(LicenceChanged.class::isInstance);
  }

  private List<String> prolongation(Request request, Optional<Request> was, String activity) {
    if (was.isEmpty()) {
      return List.of(activity.formatted("requested"));
    }
    if (request.status().equals(Status.CANCELED)) {
      return List.of(activity.formatted("canceled"));
    }
    if (isGivenUp()) {
      return List.of(GIVEN_UP);
    }
    return List.of(
        request.status().equals(Status.ADMIN_DENIED)
            ? "Update member in PIM denied by admin (extend/renew)"
            : "Update member in PIM approved by admin (extend/renew)");
  }

  /** Whether what was asked for, or is taken away, has no end. */
  private boolean isPermanent(Request request) {
    return request
        .schedule()
        .map(
            info ->
                info.expiration().endFor(info.startFrom(request.created())).stream()
                    .allMatch(Instant.MAX::equals))
        .orElseGet(
            () ->
                request
                    .targetSchedule()
                    .flatMap(before::schedule)
                    .filter(this::isPermanent)
                    .isPresent());
  }

  /** Whether the schedule has no end of its own; one that is put off had one perhaps. */
  private boolean isPermanent(Schedule schedule) {
    return before
        .putOff(schedule.id())
        .map(PutOff::end)
        .orElse(schedule.span().endExclusive())
        .equals(Instant.MAX);
  }

  @Override
  public List<AuditEntry> groupOnboarded(GroupOnboarded event) {
    return entry(event, "Onboarded resource to PIM", event.group(), nameOf(event.group()));
  }

  @Override
  public List<AuditEntry> settingsChanged(SettingsChanged event) {
    return entry(
        event,
        "Update role setting in PIM",
        Optional.of(event.access().target()),
        nameOf(event.access()),
        Optional.of(event.access()),
        SUCCESS);
  }

  @Override
  public List<AuditEntry> scheduleCreated(ScheduleCreated event) {
    Schedule schedule = event.schedule();
    if (isByRequest(schedule.id(), request -> true)) {
      return List.of();
    }
    boolean restored = together.stream().anyMatch(PrincipalRestored.class::isInstance);
    String activity;
    if (restored && schedule instanceof Eligibility) {
      activity = "Restore eligible member from role in PIM completed";
    } else if (restored) {
      activity = "Restore member from role in PIM completed";
    } else {
      activity =
          direct(
              schedule,
              "Add member to group",
              "Add owner to group",
              "Add member to role outside of PIM (permanent)");
    }
    return entry(event, activity, schedule, SUCCESS);
  }

  private static String direct(Schedule schedule, String member, String owner, String role) {
    if (schedule.access() instanceof GroupAccess side) {
      return side.side() == Side.MEMBER ? member : owner;
    }
    return role;
  }

  /** Whether such a request about the schedule is among what happened at once. */
  private boolean isByRequest(Id schedule, Predicate<Request> which) {
    return together.stream()
        .flatMap(event -> event instanceof RequestPut put ? Stream.of(put.request()) : Stream.of())
        .filter(which)
        .anyMatch(request -> request.targetSchedule().equals(Optional.of(schedule)));
  }

  @Override
  public List<AuditEntry> scheduleChanged(ScheduleChanged event) {
    return List.of();
  }

  @Override
  public List<AuditEntry> scheduleStarted(ScheduleStarted event) {
    return List.of();
  }

  @Override
  public List<AuditEntry> scheduleEnded(ScheduleEnded event) {
    Schedule schedule = before.schedule(event.schedule()).orElseThrow();
    Set<Status> ends =
        schedule.phase() == Phase.FUTURE
            ? Set.of(Status.REVOKED, Status.CANCELED)
            : Set.of(Status.REVOKED);
    if (isByRequest(event.schedule(), request -> ends.contains(request.status()))) {
      return List.of();
    }
    return entry(event, ending(schedule, event.cause()), schedule, event.cause().toString());
  }

  private String ending(Schedule schedule, Cause cause) {
    boolean activation = schedule instanceof Assignment a && a.isActivated();
    if (activation && cause == Cause.EXPIRED) {
      return "Remove member from role (PIM activation expired)";
    }
    if (cause == Cause.REMOVED) {
      return direct(
          schedule,
          "Remove member from group",
          "Remove owner from group",
          "Remove permanent direct role assignment");
    }
    String member = schedule instanceof Eligibility ? "eligible member" : "member";
    String length = isPermanent(schedule) ? "permanent" : "timebound";
    return "Remove " + member + " from role in PIM completed (" + length + ")";
  }

  @Override
  public List<AuditEntry> endPutOff(EndPutOff event) {
    Schedule schedule = before.schedule(event.schedule()).orElseThrow();
    return entry(event, "Process role removal request", schedule, "put off: the last active owner");
  }

  @Override
  public List<AuditEntry> endGivenUp(EndGivenUp event) {
    Schedule schedule = before.schedule(event.schedule()).orElseThrow();
    return entry(event, "Cancel request for role removal", schedule, "given up: the owner stays");
  }

  @Override
  public List<AuditEntry> endIsNear(EndIsNear event) {
    return List.of();
  }

  @Override
  public List<AuditEntry> licenceChanged(LicenceChanged event) {
    return event.licensed()
        ? List.of()
        : entry(
            event,
            "Tenant offboarded from PIM",
            Optional.empty(),
            "the tenant",
            Optional.empty(),
            "licence lapsed");
  }
}
