package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command.ScheduleRequest;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.ScheduleChanged;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.TenantRules;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides the nine actions on schedules. */
final class ScheduleDecider {

  /** An assignment can be extended from so long before its end on (fact 85). */
  static final Duration EXTENDABLE = Duration.ofDays(14);

  /** An assignment can be renewed for so long after its end (fact 85). */
  static final Duration RENEWABLE = Duration.ofDays(30);

  private final Situation situation;
  private final Instant now;
  private final TenantCheck check;
  private final Permissions permissions;

  ScheduleDecider(Situation situation) {
    this.situation = situation;
    this.now = situation.now();
    this.check = new TenantCheck(situation);
    this.permissions = new Permissions(situation);
  }

  Decision decide(ScheduleRequest command) {
    List<Refusal> refusals = new ArrayList<>(check.unlicensed());
    refusals.addAll(check.idTaken(command.call(), command.access()));
    if (command.schedule().isPresent()) {
      refusals.addAll(TenantCheck.violations(check.notManageable(command.access())));
    }
    refusals.addAll(
        switch (command.action()) {
          case SELF_ACTIVATE, SELF_DEACTIVATE ->
              permissions.toActAs(command.call(), command.principal());
          case SELF_EXTEND, SELF_RENEW -> permissions.toAskFor(command.call(), command.principal());
          default -> permissions.toAdminister(command.call(), command.access());
        });
    return switch (command.action()) {
      case ADMIN_ASSIGN -> assign(command, refusals);
      case ADMIN_RENEW -> renew(command, refusals);
      case ADMIN_UPDATE, ADMIN_EXTEND -> change(command, refusals);
      case ADMIN_REMOVE -> remove(command, refusals);
      case SELF_ACTIVATE -> activate(command, refusals);
      case SELF_DEACTIVATE -> deactivate(command, refusals);
      case SELF_EXTEND, SELF_RENEW -> ask(command, refusals);
    };
  }

  private Decision assign(ScheduleRequest command, List<Refusal> refusals) {
    if (situation
        .existing(command.principal(), command.access(), command.isEligible())
        .findAny()
        .isPresent()) {
      refusals.add(alreadyAssigned(command));
    }
    return assignUnless(command, refusals);
  }

  private static Refusal alreadyAssigned(ScheduleRequest command) {
    return Refusal.of(
        ErrorCode.RoleAssignmentExists,
        "expected no %s assignment of this access yet, but found one"
            .formatted(command.isEligible() ? "eligible" : "active"),
        "change the present one with adminUpdate, or remove it first");
  }

  private Decision assignUnless(ScheduleRequest command, List<Refusal> refusals) {
    Schedule schedule = newSchedule(command);
    refusals.addAll(notAssignable(schedule));
    refusals.addAll(bySettings(command));
    return Situation.unless(
        refusals,
        () -> {
          Course course = situation.course();
          course.make(request(command), schedule);
          return new Decision.Accepted(course.events());
        });
  }

  /** What the tenant has against a schedule, whatever the settings. */
  List<Refusal> notAssignable(Schedule schedule) {
    Access access = schedule.access();
    boolean eligible = schedule instanceof Eligibility;
    List<Refusal> refusals = new ArrayList<>(check.missing(schedule.principal(), access));
    refusals.addAll(TenantCheck.violations(TenantRules.of(situation.tenant(), schedule)));
    refusals.addAll(TenantCheck.violations(check.notManageable(access)));
    refusals.addAll(check.notAtScope(access));
    refusals.addAll(check.tooManyOwners(access, eligible));
    refusals.addAll(check.groupAsEligibleOwner(schedule.principal(), access, eligible));
    return refusals;
  }

  /** What the settings have against an administrator's request. */
  List<Refusal> bySettings(ScheduleRequest command) {
    RoleSettings settings = situation.settings(command.access());
    List<Refusal> refusals =
        new ArrayList<>(
            SettingsCheck.schedule(
                command.schedule().orElseThrow(),
                command.isEligible() ? settings.eligibility() : settings.assignment(),
                true,
                now,
                Instant.MAX));
    if (!command.action().isSelf()) {
      boolean application = situation.isApplication(command.call());
      refusals.addAll(
          SettingsCheck.requirements(
              command.call(),
              command.isEligible()
                  ? settings.eligibilityRequirements()
                  : settings.assignmentRequirements(),
              application,
              application
                  && situation.knowledge().isOn(Switch.APPLICATION_NEEDS_NO_JUSTIFICATION)));
    }
    return check.unlessSettingsDiffer(command.access(), refusals);
  }

  /** The same for a request about a present schedule. */
  List<Refusal> bySettings(ScheduleRequest command, Optional<Schedule> present) {
    return bySettings(
        present
            .map(schedule -> times(schedule, command.schedule().orElseThrow()))
            .map(command::withSchedule)
            .orElse(command));
  }

  /** The times asked for; what is still to start keeps its start unless another is asked for. */
  private static ScheduleInfo times(Schedule present, ScheduleInfo asked) {
    return present.phase() == Phase.FUTURE && asked.start().isEmpty()
        ? ScheduleInfo.startingAt(present.span().possible().startInclusive(), asked.expiration())
        : asked;
  }

  private Decision renew(ScheduleRequest command, List<Refusal> refusals) {
    if (situation
        .existing(command.principal(), command.access(), command.isEligible())
        .findAny()
        .isPresent()) {
      refusals.add(alreadyAssigned(command));
    } else {
      refusals.addAll(notRenewable(command));
    }
    return assignUnless(command, refusals);
  }

  private List<Refusal> notRenewable(ScheduleRequest command) {
    Optional<Instant> end =
        situation
            .expired(command.principal(), command.access(), command.isEligible())
            .map(schedule -> schedule.span().endExclusive());
    if (end.isEmpty()) {
      return List.of(doesNotExist(command, "an expired"));
    }
    Instant last = Interval.plus(end.get(), RENEWABLE);
    return now.isBefore(last)
        ? List.of()
        : List.of(
            Refusal.of(
                ErrorCode.RoleAssignmentDoesNotExist,
                "expected a renewal before %s, 30 days after the end, but found it at %s"
                    .formatted(last, now),
                "assign it anew with adminAssign"));
  }

  private Decision change(ScheduleRequest command, List<Refusal> refusals) {
    Optional<Schedule> present =
        situation.assigned(command.principal(), command.access(), command.isEligible());
    refusals.addAll(notChangeable(command, present));
    refusals.addAll(bySettings(command, present));
    return Situation.unless(
        refusals,
        () -> {
          Course course = situation.course();
          change(course, request(command), present.orElseThrow(), command.schedule().orElseThrow());
          return new Decision.Accepted(course.events());
        });
  }

  private List<Refusal> notChangeable(ScheduleRequest command, Optional<Schedule> present) {
    if (present.isEmpty()) {
      return List.of(doesNotExist(command, command.isEligible() ? "an eligible" : "an assigned"));
    }
    List<Refusal> refusals = new ArrayList<>();
    boolean extends14 =
        command.action() == Action.ADMIN_EXTEND || command.action() == Action.SELF_EXTEND;
    if (extends14) {
      refusals.addAll(notExtendable(present.get()));
    }
    refusals.addAll(startedAlready(present.get(), command.schedule().orElseThrow()));
    if (situation.tenant().putOff(present.get().id()).flatMap(PutOff::request).isPresent()) {
      refusals.addAll(alreadyPutOff(present.get()));
    }
    return refusals;
  }

  /** What runs can't be given a later start. */
  List<Refusal> startedAlready(Schedule schedule, ScheduleInfo asked) {
    return schedule.isCurrent() && asked.startFrom(now).isAfter(now)
        ? List.of(
            Refusal.of(
                ErrorCode.InvalidRoleAssignmentRequestSchedule,
                "expected no later start of what has started already, but found "
                    + asked.startFrom(now),
                "leave the start out"))
        : List.of();
  }

  private List<Refusal> notExtendable(Schedule schedule) {
    Instant end = schedule.span().endExclusive();
    if (end.equals(Instant.MAX)) {
      return List.of(
          Refusal.of(
              ErrorCode.InvalidRoleAssignmentRequest,
              "expected an assignment with an end, but found a permanent one",
              "nothing is left to extend"));
    }
    Instant earliest = end.minus(EXTENDABLE);
    return now.isBefore(earliest)
        ? List.of(
            Refusal.until(
                ErrorCode.InvalidRoleAssignmentRequest,
                earliest,
                "expected an extension within 14 days of the end at %s, but found it earlier"
                    .formatted(end)))
        : List.of();
  }

  /** Gives a schedule other times by a request. */
  void change(Course course, Request request, Schedule schedule, ScheduleInfo info) {
    Instant start = times(schedule, info).startFrom(now);
    Instant end = info.expiration().endFor(start).orElse(Instant.MAX);
    Span span =
        schedule.phase() == Phase.FUTURE
            ? Span.exactly(Interval.from(start).endingAt(end))
            : schedule.span().withEnd(end);
    Schedule changed = schedule.during(span);
    course.giveUp(schedule.id());
    course.putDone(request, changed);
    course.happen(new ScheduleChanged(now, changed));
    boolean future = changed.span().possible().startInclusive().isAfter(now);
    if (schedule.phase() == Phase.FUTURE && !future) {
      course.start(changed);
    }
  }

  private Decision remove(ScheduleRequest command, List<Refusal> refusals) {
    Optional<Schedule> schedule =
        situation
            .existing(command.principal(), command.access(), command.isEligible())
            .filter(this::isReached)
            .min(Comparator.comparing(Situation::isActivated));
    if (schedule.isEmpty()) {
      refusals.add(doesNotExist(command, command.isEligible() ? "an eligible" : "an active"));
    } else {
      refusals.addAll(check.tooEarly(command.principal(), command.access()));
      refusals.addAll(check.tooEarlyForEligibility(schedule.get()));
      refusals.addAll(check.lastAdministrator(schedule.get()));
      refusals.addAll(alreadyPutOff(schedule.get()));
    }
    return Situation.unless(
        refusals, () -> removed(command, schedule.orElseThrow(), Cause.REMOVED));
  }

  private Decision removed(ScheduleRequest command, Schedule schedule, Cause cause) {
    Course course = situation.course();
    course.remove(schedule, cause, request(command));
    return new Decision.Accepted(course.events());
  }

  private boolean isReached(Schedule schedule) {
    return schedule.isCurrent() || situation.knowledge().isOn(Switch.REMOVAL_REACHES_FUTURE_START);
  }

  private List<Refusal> alreadyPutOff(Schedule schedule) {
    return situation.tenant().putOff(schedule.id()).isPresent()
        ? List.of(
            Refusal.of(
                ErrorCode.PendingRoleAssignmentRequest,
                "expected an owner whose removal is not asked for yet, but found it waiting for "
                    + "another owner",
                "add another active owner"))
        : List.of();
  }

  private Decision activate(ScheduleRequest command, List<Refusal> refusals) {
    Id principal = command.principal();
    Access access = command.access();
    ScheduleInfo asked = command.schedule().orElseThrow();
    RoleSettings settings = situation.settings(access);
    Instant start = asked.startFrom(now);
    refusals.addAll(check.missing(principal, access));
    refusals.addAll(byServicePrincipal(principal));
    refusals.addAll(check.alreadyActiveOrAsked(principal, access));
    refusals.addAll(check.tooManyOwners(access, false));
    Optional<Eligibility> eligibility = situation.eligibilityOf(principal, access, start);
    refusals.addAll(
        eligibility
            .map(e -> check.outlasted(e, asked, start))
            .orElseGet(() -> List.of(check.notEligible(principal, access))));
    List<Refusal> bySettings =
        new ArrayList<>(
            SettingsCheck.schedule(
                asked,
                settings.activation(),
                false,
                now,
                eligibility.map(check::latestEnd).orElse(Instant.MAX)));
    bySettings.addAll(
        SettingsCheck.requirements(
            command.call(), settings.activationRequirements(), false, false));
    bySettings.addAll(
        SettingsCheck.authenticationContext(command.call(), settings.authenticationContext()));
    refusals.addAll(check.unlessSettingsDiffer(access, bySettings));
    return Situation.unless(
        refusals,
        () -> {
          Course course = situation.course();
          if (settings.approval().required()) {
            course.put(request(command), Status.PENDING_APPROVAL);
            Approvers approvers = Approvers.of(situation, access, principal);
            return new Decision.Waiting(course.events(), approvers.now());
          }
          activate(course, request(command), eligibility.orElseThrow(), asked);
          return new Decision.Accepted(course.events());
        });
  }

  private List<Refusal> byServicePrincipal(Id principal) {
    boolean refused =
        situation.tenant().principal(principal) instanceof ServicePrincipal
            && !situation.knowledge().isOn(Switch.ACTIVATION_BY_SERVICE_PRINCIPAL);
    return refused
        ? List.of(
            Refusal.of(
                ErrorCode.Authorization_RequestDenied,
                "expected a user to activate, but found service principal "
                    + situation.names().nameOf(principal),
                "assign it actively"))
        : List.of();
  }

  /** When an activation ends that is made with the eligibility (fact 78). */
  Instant endOf(Eligibility eligibility, ScheduleInfo info) {
    Instant end = info.expiration().endFor(info.startFrom(now)).orElseThrow();
    return situation.knowledge().is(Switch.ACTIVATION_BEYOND_ELIGIBILITY, "clipped")
        ? Interval.earlier(end, eligibility.span().endExclusive())
        : end;
  }

  /** Makes the activation that a request asks for. */
  void activate(Course course, Request request, Eligibility eligibility, ScheduleInfo info) {
    Instant start = info.startFrom(now);
    Instant end = endOf(eligibility, info);
    course.make(
        request,
        new Assignment(
            ScheduleIds.scheduleOf(request.id(), request.access()),
            request.principal(),
            request.access(),
            Assignment.Kind.ACTIVATED,
            Optional.of(eligibility.id()),
            Span.exactly(Interval.of(start, end)),
            start.isAfter(now) ? Phase.FUTURE : Phase.CURRENT));
  }

  private Decision deactivate(ScheduleRequest command, List<Refusal> refusals) {
    Optional<Schedule> activation =
        situation
            .existing(command.principal(), command.access(), false)
            .filter(Situation::isActivated)
            .filter(this::isReached)
            .findFirst();
    if (activation.isEmpty()) {
      refusals.add(doesNotExist(command, "an activated"));
    } else {
      refusals.addAll(alreadyPutOff(activation.get()));
    }
    refusals.addAll(check.tooEarly(command.principal(), command.access()));
    return Situation.unless(
        refusals, () -> removed(command, activation.orElseThrow(), Cause.DEACTIVATED));
  }

  /** Asks an administrator to extend or renew (facts 85 to 89). */
  private Decision ask(ScheduleRequest command, List<Refusal> refusals) {
    Access access = command.access();
    boolean extend = command.action() == Action.SELF_EXTEND;
    Optional<Schedule> present =
        situation.assigned(command.principal(), access, command.isEligible());
    if (extend) {
      refusals.addAll(notChangeable(command, present));
    } else if (present.isPresent()) {
      refusals.add(alreadyAssigned(command));
    } else {
      refusals.addAll(notRenewable(command));
      refusals.addAll(notAssignable(newSchedule(command)));
    }
    refusals.addAll(check.alreadyAsked(command.principal(), access));
    refusals.addAll(bySettings(command, present));
    return Situation.unless(
        refusals,
        () -> {
          Course course = situation.course();
          if (isDecidedAtOnce(access)) {
            prolong(course, request(command), command.kind(), command.schedule().orElseThrow());
            return new Decision.Accepted(course.events());
          }
          course.put(request(command), Status.PENDING_ADMIN_DECISION, present.map(Schedule::id));
          return new Decision.Waiting(course.events(), administrators(access));
        });
  }

  private boolean isDecidedAtOnce(Access access) {
    return situation.knowledge().is(Switch.EXTENSION_WAITS, "as-settings-say")
        && !situation.settings(access).approval().requiredForExtension();
  }

  private Set<Id> administrators(Access access) {
    Set<Id> administrators = situation.administratorsByRole(access);
    if (access instanceof GroupAccess side) {
      administrators.addAll(situation.holdings().assigned(Access.owner(side.group())));
    }
    administrators.removeIf(id -> situation.tenant().principal(id).enabled().isNo());
    return administrators;
  }

  /** Carries out an extension or a renewal. */
  void prolong(Course course, Request request, Command.Kind kind, ScheduleInfo info) {
    boolean eligible = kind == Command.Kind.ELIGIBLE;
    Optional<Schedule> present =
        situation.assigned(request.principal(), request.access(), eligible);
    if (present.isPresent()) {
      change(course, request, present.get(), info);
    } else {
      course.make(request, newSchedule(request, eligible, info));
    }
  }

  Schedule newSchedule(ScheduleRequest command) {
    return newSchedule(request(command), command.isEligible(), command.schedule().orElseThrow());
  }

  private Schedule newSchedule(Request request, boolean eligible, ScheduleInfo info) {
    Id id = ScheduleIds.scheduleOf(request.id(), request.access());
    Instant start = info.startFrom(now);
    Instant end = info.expiration().endFor(start).orElse(Instant.MAX);
    Span span = Span.exactly(Interval.from(start).endingAt(end));
    Phase phase = start.isAfter(now) ? Phase.FUTURE : Phase.CURRENT;
    return eligible
        ? new Eligibility(id, request.principal(), request.access(), span, phase)
        : Assignment.assigned(id, request.principal(), request.access(), span, phase);
  }

  private Refusal doesNotExist(ScheduleRequest command, String what) {
    return check.doesNotExist(command.principal(), command.access(), command.isEligible(), what);
  }

  /** The request that a command makes, before anything is decided. */
  private Request request(ScheduleRequest command) {
    Call call = command.call();
    return Request.builder()
        .id(call.requestId())
        .action(command.action())
        .eligible(command.isEligible())
        .principal(command.principal())
        .access(command.access())
        .status(Status.ACCEPTED)
        .created(now)
        .createdBy(call.caller().principal())
        .schedule(command.schedule())
        .justification(call.justification())
        .ticket(call.ticket())
        .build();
  }
}
