package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.EndGivenUp;
import dev.pimento.tenant.Event.EndPutOff;
import dev.pimento.tenant.Event.GroupOnboarded;
import dev.pimento.tenant.Event.RequestPut;
import dev.pimento.tenant.Event.ScheduleCreated;
import dev.pimento.tenant.Event.ScheduleEnded;
import dev.pimento.tenant.Event.ScheduleStarted;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What happens at one instant: an event, and all that follows from it at once. Collects the events
 * and keeps the tenant up to date with them.
 */
final class Course {

  private final Knowledge knowledge;
  private final Instant at;
  private final List<Step> steps = new ArrayList<>();
  private Tenant tenant;

  Course(Knowledge knowledge, Tenant tenant, Instant at) {
    this.knowledge = knowledge;
    this.tenant = tenant;
    this.at = at;
  }

  List<Event> events() {
    return steps.stream().map(Step::event).toList();
  }

  List<Step> steps() {
    return steps;
  }

  Tenant tenant() {
    return tenant;
  }

  Instant at() {
    return at;
  }

  void happen(Event event) {
    Step step = Step.of(tenant, event);
    tenant = step.after();
    steps.add(step);
  }

  /** The first PIM write about a group, or about its settings, onboards it (facts 28, 230). */
  void onboard(Access access, Id request) {
    if (access instanceof GroupAccess side && !tenant.isOnboarded(side.group())) {
      Id group = side.group();
      happen(
          new GroupOnboarded(
              at,
              group,
              PolicyIds.of(Access.member(group), request),
              PolicyIds.of(Access.owner(group), request)));
    }
  }

  void put(Request request, Status status) {
    put(request, status, Optional.empty());
  }

  void put(Request request, Status status, Optional<Id> targetSchedule) {
    put(request, status, targetSchedule, status.isFinal() ? Optional.of(at) : Optional.empty());
  }

  /**
   * Writes down a request as carried out. One whose schedule is still to start is only granted, and
   * that start counts as its completion (fact 68).
   */
  void putDone(Request request, Schedule schedule) {
    Instant start = schedule.span().possible().startInclusive();
    put(
        request,
        start.isAfter(at) ? Status.GRANTED : Status.PROVISIONED,
        Optional.of(schedule.id()),
        Optional.of(Interval.later(at, start)));
  }

  private void put(
      Request request, Status status, Optional<Id> targetSchedule, Optional<Instant> completed) {
    if (tenant.request(request.id()).isEmpty()) {
      onboard(request.access(), request.id());
    }
    Request next =
        Request.builder()
            .from(request.inStatus(status))
            .targetSchedule(targetSchedule.or(request::targetSchedule))
            .completed(completed)
            .build();
    happen(new RequestPut(at, next));
  }

  /** Makes a schedule by a request: at once, or with its start to come. */
  void make(Request request, Schedule schedule) {
    putDone(request, schedule);
    create(schedule);
  }

  void create(Schedule schedule) {
    happen(new ScheduleCreated(at, schedule));
    if (schedule.isCurrent()) {
      retryPutOff(schedule.access());
    }
  }

  /** A schedule reaches its start, and the requests for it are carried out. */
  void start(Schedule schedule) {
    happen(new ScheduleStarted(at, schedule.id()));
    grantedFor(schedule).forEach(request -> put(request, Status.PROVISIONED));
    retryPutOff(schedule.access());
  }

  /** The request that made a schedule which is still to start, and those that changed it. */
  private List<Request> grantedFor(Schedule schedule) {
    Id made = ScheduleIds.requestOf(schedule);
    return tenant
        .requestsOf(schedule.principal())
        .filter(request -> request.status().equals(Status.GRANTED))
        .filter(
            request ->
                request.id().equals(made)
                    || request.targetSchedule().equals(Optional.of(schedule.id())))
        .toList();
  }

  /** Carries out a removal or a deactivation, or puts it off for a last owner (fact 39). */
  void remove(Schedule schedule, Cause cause, Request removal) {
    if (schedule.phase() == Phase.FUTURE) {
      put(removal, Status.REVOKED, Optional.of(schedule.id()));
      end(schedule, Cause.CANCELED);
    } else if (isLastOwner(schedule)) {
      put(removal, Status.PENDING_REVOCATION, Optional.of(schedule.id()));
      happen(new EndPutOff(at, schedule.id(), cause, Optional.of(removal.id())));
    } else {
      put(removal, Status.REVOKED, Optional.of(schedule.id()));
      end(schedule, cause);
    }
  }

  /** Ends a schedule with all that follows from it; puts it off for a last owner (fact 39). */
  void end(Schedule schedule, Cause cause) {
    if (cause != Cause.DELETED && isLastOwner(schedule)) {
      if (tenant.putOff(schedule.id()).isEmpty()) {
        happen(new EndPutOff(at, schedule.id(), cause, Optional.empty()));
      }
      return;
    }
    settle(schedule);
    happen(new ScheduleEnded(at, schedule.id(), cause));
    if (schedule instanceof Eligibility eligibility && endsActivations(cause)) {
      activationsBy(eligibility)
          .forEach(activation -> endAgain(activation, Cause.ELIGIBILITY_GONE));
    }
    if (isMembership(schedule) && knowledge.isOn(Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION)) {
      endActivationsThrough(schedule.access().target());
    }
  }

  /** No request waits any longer for the start or the end of a schedule that is over. */
  private void settle(Schedule schedule) {
    if (schedule.phase() == Phase.FUTURE) {
      grantedFor(schedule).forEach(request -> put(request, Status.CANCELED));
    }
    tenant
        .putOff(schedule.id())
        .flatMap(PutOff::request)
        .flatMap(tenant::request)
        .ifPresent(request -> put(request, Status.REVOKED));
  }

  /** Ends a schedule unless something else ended it meanwhile. */
  private void endAgain(Schedule schedule, Cause cause) {
    tenant.schedule(schedule.id()).filter(s -> !s.isEnded()).ifPresent(s -> end(s, cause));
  }

  private boolean endsActivations(Cause cause) {
    return switch (cause) {
      case EXPIRED -> knowledge.isOn(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION);
      case LICENCE_LAPSED -> false;
      default -> knowledge.isOn(Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION);
    };
  }

  /** Only a group's eligibility is used by somebody else than the one who has it. */
  private List<Assignment> activationsBy(Eligibility eligibility) {
    Principal eligible = tenant.principal(eligibility.principal());
    Stream<Assignment> among =
        eligible instanceof User || eligible instanceof ServicePrincipal
            ? tenant.assignmentsOf(eligible.id())
            : tenant.assignmentsFor(eligibility.access().target());
    return among
        .filter(a -> !a.isEnded() && a.activatedUsing().equals(Optional.of(eligibility.id())))
        .toList();
  }

  /** Ends the activations of those who were eligible through a group and left it (fact 160). */
  private void endActivationsThrough(Id group) {
    Holdings holdings = Holdings.of(tenant);
    SortedSet<Id> around = holdings.groupsOf(group);
    around.add(group);
    for (Id eligible : around) {
      for (Eligibility eligibility : tenant.eligibilitiesOf(eligible).toList()) {
        for (Assignment activation : activationsBy(eligibility)) {
          boolean member = Holdings.of(tenant).groupsOf(activation.principal()).contains(eligible);
          if (!member) {
            endAgain(activation, Cause.MEMBERSHIP_GONE);
          }
        }
      }
    }
  }

  /**
   * Whether the directory refuses to end the schedule, since it is the group's last active owner.
   * Where other owners may not have been read, nobody counts as the last.
   */
  boolean isLastOwner(Schedule schedule) {
    return schedule instanceof Assignment
        && schedule.isCurrent()
        && isWithoutOwner(schedule.access(), a -> !a.id().equals(schedule.id()));
  }

  /** The same for all that the principal has of the access. */
  boolean isLastOwner(Id principal, Access access) {
    return isWithoutOwner(access, a -> !a.principal().equals(principal));
  }

  private boolean isWithoutOwner(Access access, Predicate<Assignment> remaining) {
    return access instanceof GroupAccess side
        && side.side() == Side.OWNER
        && tenant.coverage().of(Read.Kind.GROUP_OWNERS, side.group()).isComplete()
        && tenant
            .assignmentsFor(side.group())
            .filter(a -> a.isCurrent() && a.access().equals(side))
            .noneMatch(remaining);
  }

  /** Another owner lets an end that was put off succeed (fact 39). */
  private void retryPutOff(Access access) {
    if (!(access instanceof GroupAccess side) || side.side() != Side.OWNER) {
      return;
    }
    tenant
        .assignmentsFor(side.group())
        .filter(a -> a.isCurrent() && tenant.putOff(a.id()).isPresent())
        .toList()
        .forEach(a -> tenant.putOff(a.id()).ifPresent(putOff -> retry(a, putOff)));
  }

  private void retry(Assignment assignment, PutOff putOff) {
    if (!isLastOwner(assignment)) {
      end(assignment, putOff.cause());
    }
  }

  /** An end that was put off is not tried again, and what asked for it has failed. */
  void giveUp(Id schedule) {
    tenant
        .putOff(schedule)
        .ifPresent(
            putOff -> {
              happen(new EndGivenUp(at, schedule));
              putOff
                  .request()
                  .flatMap(tenant::request)
                  .ifPresent(request -> put(request, Status.FAILED));
            });
  }

  private static boolean isMembership(Schedule schedule) {
    return schedule instanceof Assignment
        && schedule.access() instanceof GroupAccess side
        && side.side() == Side.MEMBER;
  }
}
