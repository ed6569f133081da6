package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command.Cancel;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Command.Review;
import dev.pimento.lifecycle.Command.ScheduleRequest;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides about requests that wait: approval, denial, cancellation. */
final class ReviewDecider {

  private final Situation situation;
  private final Instant now;
  private final TenantCheck check;
  private final Permissions permissions;
  private final ScheduleDecider schedules;

  ReviewDecider(Situation situation) {
    this.situation = situation;
    this.now = situation.now();
    this.check = new TenantCheck(situation);
    this.permissions = new Permissions(situation);
    this.schedules = new ScheduleDecider(situation);
  }

  Decision review(Review command) {
    Optional<Request> found = situation.tenant().request(command.request());
    if (found.isEmpty()) {
      return new Decision.Denied(List.of(noSuchRequest(command.request())));
    }
    Request request = found.get();
    if (!request.status().isWaiting()) {
      return new Decision.Denied(
          List.of(
              Refusal.of(
                  ErrorCode.Conflict,
                  "expected a request that waits, but found status " + request.status(),
                  "nothing is left to decide: the first decision counts")));
    }
    return request.status().equals(Status.PENDING_APPROVAL)
        ? activation(command, request)
        : prolongation(command, request);
  }

  private Decision activation(Review command, Request request) {
    Access access = request.access();
    List<Refusal> refusals = new ArrayList<>(check.unlicensed());
    Approvers approvers = Approvers.of(situation, access, request.principal());
    refusals.addAll(permissions.toDecide(command.call(), request, approvers));
    if (situation.settings(access).approval().approverJustificationRequired()
        && !command.call().isJustified()) {
      refusals.addAll(check.unlessSettingsDiffer(access, List.of(SettingsCheck.unjustified())));
    }
    return Situation.unless(
        refusals,
        () -> {
          Course course = situation.course();
          Request decided = decidedBy(command.call(), request);
          if (command.result() == Review.Result.DENY) {
            course.put(decided, Status.DENIED);
          } else {
            approve(course, decided);
          }
          return new Decision.Accepted(course.events());
        });
  }

  /** Carries out an approved activation, or fails it where the tenant no longer allows it. */
  private void approve(Course course, Request request) {
    ScheduleInfo asked =
        request.schedule().orElse(ScheduleInfo.startingNow(Expiration.notSpecified()));
    Optional<ScheduleInfo> times = timesAfterApproval(asked);
    Instant start = asked.startFrom(now);
    Optional<Eligibility> eligibility =
        situation.eligibilityOf(request.principal(), request.access(), start);
    if (eligibility.isEmpty() && !situation.knowledge().isOn(Switch.APPROVAL_CHECKS_ELIGIBILITY)) {
      eligibility =
          situation
              .tenant()
              .eligibilitiesFor(request.access().target())
              .filter(e -> e.access().equals(request.access()))
              .filter(e -> isOfPrincipalOrGroup(e, request.principal()))
              .min(Comparator.comparing(e -> !e.principal().equals(request.principal())));
    }
    boolean active =
        situation
            .existing(request.principal(), request.access(), false)
            .anyMatch(Schedule::isCurrent);
    boolean full = !check.tooManyOwners(request.access(), false).isEmpty();
    boolean over =
        eligibility.isEmpty()
            || times.isEmpty()
            || !schedules.endOf(eligibility.get(), times.get()).isAfter(times.get().startFrom(now));
    if (over || active || full) {
      course.put(request, Status.FAILED);
    } else {
      schedules.activate(course, request, eligibility.get(), times.get());
    }
  }

  private boolean isOfPrincipalOrGroup(Eligibility eligibility, Id principal) {
    return eligibility.principal().equals(principal)
        || situation.tenant().principal(eligibility.principal()).isGroup();
  }

  /** When an activation begins that was approved late (fact 135); empty if it is over already. */
  private Optional<ScheduleInfo> timesAfterApproval(ScheduleInfo asked) {
    ScheduleInfo times = asked;
    if (situation.knowledge().is(Switch.APPROVAL_LATE_START, "as-requested")) {
      Optional<Instant> end = asked.start().flatMap(asked.expiration()::endFor);
      times = end.map(e -> new ScheduleInfo(asked.start(), Expiration.at(e))).orElse(asked);
    }
    return times
            .expiration()
            .endFor(times.startFrom(now))
            .filter(end -> end.isAfter(now))
            .isPresent()
        ? Optional.of(times)
        : Optional.empty();
  }

  private Decision prolongation(Review command, Request request) {
    List<Refusal> refusals = new ArrayList<>(check.unlicensed());
    refusals.addAll(permissions.toAdminister(command.call(), request.access()));
    if (command.result() == Review.Result.DENY) {
      return Situation.unless(
          refusals,
          () -> {
            Course course = situation.course();
            course.put(decidedBy(command.call(), request), Status.ADMIN_DENIED);
            return new Decision.Accepted(course.events());
          });
    }
    Kind kind = command.kind().orElse(request.eligible() ? Kind.ELIGIBLE : Kind.ACTIVE);
    boolean renewal = request.action() == Action.SELF_RENEW;
    if (renewal && command.schedule().isEmpty()) {
      refusals.add(
          Refusal.of(
              ErrorCode.InvalidRoleAssignmentRequest,
              "expected the times of the renewed assignment, but found none",
              "say from when until when"));
    }
    ScheduleInfo times =
        command
            .schedule()
            .or(request::schedule)
            .orElse(ScheduleInfo.startingNow(Expiration.notSpecified()));
    ScheduleRequest asAdministrator =
        new ScheduleRequest(
            command.call(),
            renewal ? Action.ADMIN_RENEW : Action.ADMIN_EXTEND,
            kind,
            request.principal(),
            request.access(),
            Optional.of(times));
    Optional<Schedule> present =
        situation.assigned(request.principal(), request.access(), kind == Kind.ELIGIBLE);
    refusals.addAll(schedules.bySettings(asAdministrator, present));
    present.ifPresent(schedule -> refusals.addAll(schedules.startedAlready(schedule, times)));
    if (present.isEmpty()) {
      refusals.addAll(schedules.notAssignable(schedules.newSchedule(asAdministrator)));
    }
    return Situation.unless(
        refusals,
        () -> {
          Course course = situation.course();
          Request decided = decidedBy(command.call(), request);
          if (!renewal && request.targetSchedule().filter(this::isOver).isPresent()) {
            course.put(decided, Status.FAILED);
          } else {
            schedules.prolong(course, decided, kind, times);
          }
          return new Decision.Accepted(course.events());
        });
  }

  private boolean isOver(Id schedule) {
    return situation.tenant().schedule(schedule).filter(s -> !s.isEnded()).isEmpty();
  }

  private static Request decidedBy(Call call, Request request) {
    return Request.builder().from(request).decidedBy(call.caller().principal()).build();
  }

  Decision cancel(Cancel command) {
    Optional<Request> found = situation.tenant().request(command.request());
    if (found.isEmpty()) {
      return new Decision.Denied(List.of(noSuchRequest(command.request())));
    }
    Request request = found.get();
    List<Refusal> refusals = new ArrayList<>(permissions.toCancel(command.call(), request));
    if (!request.status().isCancellable()) {
      refusals.add(
          Refusal.of(
              ErrorCode.InvalidRoleAssignmentRequest,
              "expected a request that is not carried out yet, but found status "
                  + request.status(),
              "remove or deactivate what it made"));
    }
    return Situation.unless(
        refusals,
        () -> {
          Course course = situation.course();
          Optional<Schedule> granted =
              situation
                  .tenant()
                  .schedule(
                      request
                          .targetSchedule()
                          .orElse(ScheduleIds.scheduleOf(request.id(), request.access())))
                  .filter(s -> request.status().equals(Status.GRANTED))
                  .filter(s -> s.phase() == Phase.FUTURE);
          granted.ifPresentOrElse(
              schedule -> course.end(schedule, Cause.CANCELED),
              () -> course.put(request, Status.CANCELED));
          return new Decision.Accepted(course.events());
        });
  }

  private static Refusal noSuchRequest(Id request) {
    return Refusal.of(
        ErrorCode.Request_ResourceNotFound,
        "expected a request of the tenant, but found " + request,
        "use the id of one that exists");
  }
}
