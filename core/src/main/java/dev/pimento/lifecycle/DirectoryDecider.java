package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command.AddDirectly;
import dev.pimento.lifecycle.Command.CreatePrincipal;
import dev.pimento.lifecycle.Command.DeletePrincipal;
import dev.pimento.lifecycle.Command.RemoveDirectly;
import dev.pimento.lifecycle.Command.RestorePrincipal;
import dev.pimento.lifecycle.Command.UpdatePrincipal;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Deleted;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.PrincipalDeleted;
import dev.pimento.tenant.Event.PrincipalPut;
import dev.pimento.tenant.Event.PrincipalRestored;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.TenantRules;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Decides what happens in the directory past PIM: principals come, change, go and come back;
 * members, owners and roles are added and removed directly. Who may do so is not looked at.
 */
final class DirectoryDecider {

  private final Situation situation;
  private final Tenant tenant;
  private final Instant now;
  private final TenantCheck check;

  DirectoryDecider(Situation situation) {
    this.situation = situation;
    this.tenant = situation.tenant();
    this.now = situation.now();
    this.check = new TenantCheck(situation);
  }

  private static Decision accepted(Event event) {
    return new Decision.Accepted(List.of(event));
  }

  private static Refusal badRequest(String message, String remedy) {
    return Refusal.of(ErrorCode.Request_BadRequest, message, remedy);
  }

  Decision create(CreatePrincipal command) {
    Principal principal = command.principal();
    List<Refusal> refusals = new ArrayList<>(TenantCheck.violations(TenantRules.of(principal)));
    boolean taken =
        !(tenant.principal(principal.id()) instanceof Unresolved)
            || tenant.deleted(principal.id()).isPresent();
    if (taken) {
      refusals.add(
          badRequest(
              "expected an id that is not taken, but found " + principal.id(),
              "choose another id"));
    }
    refusals.addAll(tooManyRoleAssignable(principal));
    return Situation.unless(refusals, () -> accepted(new PrincipalPut(now, principal)));
  }

  /** A tenant has 500 role-assignable groups at most (fact 8). */
  private List<Refusal> tooManyRoleAssignable(Principal principal) {
    boolean full =
        principal instanceof Group group
            && group.roleAssignable() == Verdict.YES
            && TenantRules.roleAssignableGroups(tenant) >= TenantRules.MAX_ROLE_ASSIGNABLE_GROUPS;
    return full
        ? List.of(
            badRequest(
                "expected at most %d role-assignable groups, but found as many already"
                    .formatted(TenantRules.MAX_ROLE_ASSIGNABLE_GROUPS),
                "delete one that is no longer needed"))
        : List.of();
  }

  Decision update(UpdatePrincipal command) {
    Principal after = command.principal();
    Principal before = tenant.principal(after.id());
    List<Refusal> refusals = new ArrayList<>();
    if (before instanceof Unresolved) {
      refusals.add(check.noSuchPrincipal(before.id(), ErrorCode.Request_ResourceNotFound));
    }
    refusals.addAll(TenantCheck.violations(TenantRules.of(after)));
    refusals.addAll(TenantCheck.violations(TenantRules.ofChange(before, after)));
    if (!(before instanceof Unresolved) && !kindOf(before).equals(kindOf(after))) {
      refusals.add(
          badRequest(
              "expected the same kind of directory object as before, but found %s after %s"
                  .formatted(kindOf(after), kindOf(before)),
              "delete the one and create the other"));
    }
    return Situation.unless(refusals, () -> accepted(new PrincipalPut(now, after)));
  }

  private static String kindOf(Principal principal) {
    return principal.walk(
        new Principal.Visitor<>() {
          @Override
          public String user(User user) {
            return "a user";
          }

          @Override
          public String group(Group group) {
            return "a group";
          }

          @Override
          public String servicePrincipal(ServicePrincipal servicePrincipal) {
            return "a service principal";
          }

          @Override
          public String other(OtherPrincipal other) {
            return "another object";
          }

          @Override
          public String unresolved(Unresolved unresolved) {
            return "an unresolved id";
          }
        });
  }

  Decision delete(DeletePrincipal command) {
    Id principal = command.principal();
    if (tenant.principal(principal) instanceof Unresolved) {
      return new Decision.Denied(
          List.of(check.noSuchPrincipal(principal, ErrorCode.Request_ResourceNotFound)));
    }
    List<Schedule> had = had(principal);
    Course course = situation.course();
    openRequests(principal).forEach(request -> course.put(request, Status.CANCELED));
    for (Schedule schedule : had) {
      course
          .tenant()
          .schedule(schedule.id())
          .filter(s -> !s.isEnded())
          .ifPresent(s -> course.end(s, Cause.DELETED));
    }
    course.happen(new PrincipalDeleted(now, principal, had));
    return new Decision.Accepted(course.events());
  }

  /**
   * What a principal has and what others have of it, also those who were deleted before: whichever
   * of the two is restored last brings it back.
   */
  private List<Schedule> had(Id principal) {
    Stream<Schedule> open =
        Stream.concat(tenant.schedulesOf(principal), tenant.schedulesFor(principal))
            .filter(schedule -> !schedule.isEnded());
    Stream<Schedule> before =
        tenant
            .deleted()
            .flatMap(deleted -> deleted.schedules().stream())
            .filter(s -> s.principal().equals(principal) || s.access().target().equals(principal));
    return Stream.concat(open, before)
        .distinct()
        .sorted(Comparator.comparing(Schedule::id))
        .toList();
  }

  /** The requests of a principal and about a group that nobody needs to decide any more. */
  private List<Request> openRequests(Id principal) {
    return tenant
        .requests()
        .filter(r -> r.status().isWaiting())
        .filter(r -> r.principal().equals(principal) || r.access().target().equals(principal))
        .toList();
  }

  Decision restore(RestorePrincipal command) {
    Id principal = command.principal();
    Optional<Deleted> item =
        tenant
            .deleted(principal)
            .filter(deleted -> now.isBefore(Interval.plus(deleted.at(), Deleted.RESTORABLE)));
    if (item.isEmpty()) {
      return new Decision.Denied(
          List.of(
              Refusal.of(
                  ErrorCode.Request_ResourceNotFound,
                  "expected a principal deleted within 30 days, but found " + principal,
                  "create it anew")));
    }
    return Situation.unless(
        tooManyRoleAssignable(item.get().principal()),
        () -> {
          Course course = situation.course();
          course.happen(new PrincipalRestored(now, principal));
          if (situation.knowledge().isOn(Switch.RESTORE_RESTORES_ASSIGNMENTS)) {
            item.get().schedules().forEach(schedule -> restore(course, schedule, command.call()));
          }
          return new Decision.Accepted(course.events());
        });
  }

  /**
   * What was assigned comes back as a schedule of its own; an activation does not (fact 82), nor
   * does an eligibility without a licence (fact 83).
   */
  private void restore(Course course, Schedule had, Call call) {
    Instant end = had.span().endExclusive();
    boolean unlicensed = had instanceof Eligibility && !tenant.isLicensed();
    if (Situation.isActivated(had) || unlicensed || !end.isAfter(now)) {
      return;
    }
    Instant start = Interval.later(now, had.span().possible().startInclusive());
    Span span = Span.exactly(Interval.from(start).endingAt(end));
    Phase phase = start.isAfter(now) ? Phase.FUTURE : Phase.CURRENT;
    Id id = restoredId(had, call);
    Schedule restored =
        had instanceof Eligibility
            ? new Eligibility(id, had.principal(), had.access(), span, phase)
            : Assignment.assigned(id, had.principal(), had.access(), span, phase);
    boolean there =
        course
            .tenant()
            .schedulesOf(had.principal())
            .anyMatch(
                s ->
                    !s.isEnded()
                        && s.access().equals(had.access())
                        && s instanceof Eligibility == had instanceof Eligibility);
    if (!there && TenantRules.of(course.tenant(), restored).isEmpty()) {
      course.create(restored);
    }
  }

  private static Id restoredId(Schedule had, Call call) {
    String seed = call.requestId() + " " + had.id();
    UUID guid = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    return ScheduleIds.scheduleOf(Id.of(guid.toString()), had.access());
  }

  Decision add(AddDirectly command) {
    Id principal = command.principal();
    Access access = command.access();
    Id id = ScheduleIds.scheduleOf(command.call().requestId(), access);
    Assignment added =
        Assignment.assigned(id, principal, access, Span.exactly(Interval.from(now)), Phase.CURRENT);
    List<Refusal> refusals = new ArrayList<>(check.idTaken(command.call(), access));
    refusals.addAll(check.missing(principal, access));
    refusals.addAll(TenantCheck.violations(TenantRules.of(tenant, added)));
    refusals.addAll(check.notAtScope(access));
    refusals.addAll(check.tooManyOwners(access, false));
    refusals.addAll(decidedByRule(access));
    List<Schedule> present =
        situation.existing(principal, access, false).filter(Schedule::isCurrent).toList();
    boolean activated = !present.isEmpty() && present.stream().allMatch(Situation::isActivated);
    String during = situation.knowledge().choice(Switch.DIRECT_ADD_DURING_ACTIVATION).value();
    if (!present.isEmpty() && (!activated || during.equals("refused"))) {
      refusals.add(
          badRequest(
              "expected an access that is not held yet, but found it held already",
              activated ? "assign it with adminAssign after the activation" : "nothing to add"));
    }
    return Situation.unless(
        refusals,
        () -> {
          Course course = situation.course();
          if (!activated || during.equals("stays-after-it")) {
            course.create(added);
          }
          return new Decision.Accepted(course.events());
        });
  }

  /** A rule or another directory decides who is in the group. */
  private List<Refusal> decidedByRule(Access access) {
    boolean refused =
        access instanceof GroupAccess side
            && tenant.principal(side.group()) instanceof Group group
            && (group.dynamic().isYes() || group.synced().isYes());
    return refused
        ? List.of(
            badRequest(
                "expected a group with assigned members, but found "
                    + situation.names().nameOf(access.target()),
                "change the rule, or the directory that the group is synced from"))
        : List.of();
  }

  Decision remove(RemoveDirectly command) {
    Access access = command.access();
    List<Schedule> present =
        situation.existing(command.principal(), access, false).filter(Schedule::isCurrent).toList();
    List<Refusal> refusals = new ArrayList<>();
    if (present.isEmpty()) {
      refusals.add(
          Refusal.of(
                  ErrorCode.Request_ResourceNotFound,
                  "expected %s to hold %s, but found that it does not"
                      .formatted(
                          situation.names().nameOf(command.principal()),
                          situation.names().nameOf(access)),
                  "nothing is left to remove")
              .unless(situation.unreadSchedules(access, false)));
    }
    if (!present.isEmpty() && situation.course().isLastOwner(command.principal(), access)) {
      refusals.add(
          badRequest(
              "expected another active owner to remain, but found the last one",
              "add another active owner first"));
    }
    for (Schedule schedule : present) {
      refusals.addAll(notRemovable(schedule));
    }
    return Situation.unless(
        refusals,
        () -> {
          Course course = situation.course();
          present.forEach(schedule -> course.end(schedule, Cause.REMOVED));
          return new Decision.Accepted(course.events());
        });
  }

  private List<Refusal> notRemovable(Schedule schedule) {
    List<Refusal> refusals = new ArrayList<>(check.lastAdministrator(schedule));
    if (Situation.isActivated(schedule)
        && !situation.knowledge().isOn(Switch.DIRECT_REMOVAL_ENDS_ACTIVATION)) {
      refusals.add(
          badRequest(
              "expected an assignment, but found an activation",
              "end it with selfDeactivate or adminRemove"));
    }
    if (situation.knowledge().isOn(Switch.DIRECT_REMOVAL_HAS_FLOOR)) {
      refusals.addAll(check.tooEarly(schedule.principal(), schedule.access()));
    }
    return refusals;
  }
}
