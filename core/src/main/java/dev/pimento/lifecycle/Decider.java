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
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command.AdminAssign;
import dev.pimento.lifecycle.Command.AdminRemove;
import dev.pimento.lifecycle.Command.CreatePrincipal;
import dev.pimento.lifecycle.Command.DeletePrincipal;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Command.SelfActivate;
import dev.pimento.lifecycle.Command.SelfDeactivate;
import dev.pimento.lifecycle.Command.UpdatePrincipal;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Event.Cause;
import dev.pimento.tenant.Event.GroupOnboarded;
import dev.pimento.tenant.Event.PrincipalDeleted;
import dev.pimento.tenant.Event.PrincipalPut;
import dev.pimento.tenant.Event.RequestPut;
import dev.pimento.tenant.Event.ScheduleCreated;
import dev.pimento.tenant.Event.ScheduleEnded;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Request.Status;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.TenantRules;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides one command in one tenant at one instant. */
final class Decider implements Command.Visitor<Decision> {

  private final Knowledge knowledge;
  private final Tenant tenant;
  private final Instant now;
  private final TenantCheck check;

  Decider(Knowledge knowledge, Tenant tenant, Instant now) {
    this.knowledge = knowledge;
    this.tenant = tenant;
    this.now = now;
    this.check = new TenantCheck(knowledge, tenant, now);
  }

  @Override
  public Decision adminAssign(AdminAssign command) {
    boolean eligible = command.kind() == Kind.ELIGIBLE;
    RoleSettings settings = knowledge.settings(tenant, command.access());
    Schedule schedule =
        newSchedule(
            command.call(), command.principal(), command.access(), command.schedule(), eligible);
    List<Refusal> refusals = new ArrayList<>(check.idTaken(command.call()));
    refusals.addAll(check.missing(command.principal(), command.access()));
    refusals.addAll(TenantCheck.violations(TenantRules.of(tenant, schedule)));
    if (!eligible) {
      refusals.addAll(TenantCheck.violations(check.notManageable(command.access())));
    }
    if (check.existing(command.principal(), command.access(), eligible).findAny().isPresent()) {
      refusals.add(
          Refusal.of(
              ErrorCode.RoleAssignmentExists,
              "expected no %s assignment of this access yet, but found one"
                  .formatted(eligible ? "eligible" : "active"),
              "remove the present one first"));
    }
    List<Refusal> bySettings =
        new ArrayList<>(
            SettingsCheck.schedule(
                command.schedule(),
                eligible ? settings.eligibility() : settings.assignment(),
                true,
                now));
    bySettings.addAll(
        SettingsCheck.requirements(
            command.call(),
            eligible ? settings.eligibilityRequirements() : settings.assignmentRequirements()));
    refusals.addAll(check.unlessSettingsDiffer(command.access(), bySettings));
    if (!refusals.isEmpty()) {
      return new Decision.Denied(refusals);
    }
    return new Decision.Accepted(
        created(
            request(
                command.call(),
                Action.ADMIN_ASSIGN,
                command.principal(),
                command.access(),
                eligible),
            schedule));
  }

  @Override
  public Decision selfActivate(SelfActivate command) {
    Id principal = command.principal();
    Access access = command.access();
    RoleSettings settings = knowledge.settings(tenant, access);
    Instant start = command.schedule().startFrom(now);
    List<Refusal> refusals = new ArrayList<>(check.idTaken(command.call()));
    refusals.addAll(check.notTheCaller(command.call(), principal));
    refusals.addAll(check.missing(principal, access));
    refusals.addAll(check.alreadyActiveOrAsked(principal, access));
    Optional<Eligibility> eligibility = check.eligibilityOf(principal, access, start);
    refusals.addAll(
        eligibility
            .map(e -> check.outlasted(e, command.schedule(), start))
            .orElseGet(() -> List.of(check.notEligible(principal, access))));
    List<Refusal> bySettings =
        new ArrayList<>(
            SettingsCheck.schedule(command.schedule(), settings.activation(), false, now));
    bySettings.addAll(
        SettingsCheck.requirements(command.call(), settings.activationRequirements()));
    bySettings.addAll(
        SettingsCheck.authenticationContext(command.call(), settings.authenticationContext()));
    refusals.addAll(check.unlessSettingsDiffer(access, bySettings));
    if (!refusals.isEmpty()) {
      return new Decision.Denied(refusals);
    }
    Request request = request(command.call(), Action.SELF_ACTIVATE, principal, access, false);
    if (settings.approvalRequired()) {
      return new Decision.PendingApproval(
          List.of(new RequestPut(now, request.inStatus(Status.PENDING_APPROVAL))));
    }
    Schedule given = newSchedule(command.call(), principal, access, command.schedule(), false);
    Schedule activated =
        new Assignment(
            given.id(),
            principal,
            access,
            Assignment.Kind.ACTIVATED,
            eligibility.map(Eligibility::id),
            given.span(),
            given.phase());
    return new Decision.Accepted(created(request, activated));
  }

  @Override
  public Decision adminRemove(AdminRemove command) {
    boolean eligible = command.kind() == Kind.ELIGIBLE;
    Optional<Schedule> schedule =
        check
            .existing(command.principal(), command.access(), eligible)
            .min(Comparator.comparing(TenantCheck::isActivated));
    List<Refusal> refusals = new ArrayList<>(check.idTaken(command.call()));
    if (schedule.isEmpty()) {
      refusals.add(check.doesNotExist(command.access(), eligible, command.principal()));
    } else {
      refusals.addAll(check.tooEarly(command.principal(), command.access()));
    }
    if (!refusals.isEmpty()) {
      return new Decision.Denied(refusals);
    }
    Request request =
        request(
            command.call(), Action.ADMIN_REMOVE, command.principal(), command.access(), eligible);
    List<Event> events = new ArrayList<>(ended(request, schedule.get(), Cause.REMOVED));
    if (eligible && knowledge.isOn(Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION)) {
      events.addAll(Engine.endActivationsOf(tenant, schedule.get().id(), now));
    }
    return new Decision.Accepted(events);
  }

  @Override
  public Decision selfDeactivate(SelfDeactivate command) {
    List<Refusal> refusals = new ArrayList<>(check.idTaken(command.call()));
    refusals.addAll(check.notTheCaller(command.call(), command.principal()));
    Optional<Schedule> activation =
        check
            .existing(command.principal(), command.access(), false)
            .filter(TenantCheck::isActivated)
            .findFirst();
    if (activation.isEmpty()) {
      refusals.add(check.doesNotExist(command.access(), false, command.principal()));
    }
    refusals.addAll(check.tooEarly(command.principal(), command.access()));
    if (!refusals.isEmpty()) {
      return new Decision.Denied(refusals);
    }
    Request request =
        request(
            command.call(), Action.SELF_DEACTIVATE, command.principal(), command.access(), false);
    return new Decision.Accepted(ended(request, activation.get(), Cause.DEACTIVATED));
  }

  @Override
  public Decision createPrincipal(CreatePrincipal command) {
    Principal principal = command.principal();
    List<Refusal> refusals = new ArrayList<>(TenantCheck.violations(TenantRules.of(principal)));
    if (!(tenant.principal(principal.id()) instanceof Unresolved)) {
      refusals.add(
          Refusal.of(
              ErrorCode.Request_BadRequest,
              "expected an id that is not taken, but found " + tenant.principal(principal.id()),
              "choose another id"));
    }
    if (principal instanceof Group group
        && group.roleAssignable() == Verdict.YES
        && TenantRules.roleAssignableGroups(tenant) >= TenantRules.MAX_ROLE_ASSIGNABLE_GROUPS) {
      refusals.add(
          Refusal.of(
              ErrorCode.Request_BadRequest,
              "expected at most %d role-assignable groups, but found as many already"
                  .formatted(TenantRules.MAX_ROLE_ASSIGNABLE_GROUPS),
              "delete one that is no longer needed"));
    }
    return refusals.isEmpty()
        ? new Decision.Accepted(List.of(new PrincipalPut(now, principal)))
        : new Decision.Denied(refusals);
  }

  @Override
  public Decision updatePrincipal(UpdatePrincipal command) {
    Principal before = tenant.principal(command.principal().id());
    List<Refusal> refusals = new ArrayList<>();
    if (before instanceof Unresolved) {
      refusals.add(check.noSuchPrincipal(before.id(), ErrorCode.Request_ResourceNotFound));
    }
    refusals.addAll(TenantCheck.violations(TenantRules.of(command.principal())));
    refusals.addAll(TenantCheck.violations(TenantRules.ofChange(before, command.principal())));
    if (!(before instanceof Unresolved) && !kindOf(before).equals(kindOf(command.principal()))) {
      refusals.add(
          Refusal.of(
              ErrorCode.Request_BadRequest,
              "expected the same kind of directory object as before, but found %s after %s"
                  .formatted(kindOf(command.principal()), kindOf(before)),
              "delete the one and create the other"));
    }
    return refusals.isEmpty()
        ? new Decision.Accepted(List.of(new PrincipalPut(now, command.principal())))
        : new Decision.Denied(refusals);
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

  @Override
  public Decision deletePrincipal(DeletePrincipal command) {
    Id principal = command.principal();
    if (tenant.principal(principal) instanceof Unresolved) {
      return new Decision.Denied(
          List.of(check.noSuchPrincipal(principal, ErrorCode.Request_ResourceNotFound)));
    }
    List<Event> events = new ArrayList<>();
    Stream.concat(tenant.schedulesOf(principal), tenant.schedulesFor(principal))
        .filter(schedule -> !schedule.isEnded())
        .map(Schedule::id)
        .distinct()
        .forEach(id -> events.add(new ScheduleEnded(now, id, Cause.DELETED)));
    events.add(new PrincipalDeleted(now, principal));
    return new Decision.Accepted(events);
  }

  private Schedule newSchedule(
      Call call, Id principal, Access access, ScheduleInfo info, boolean eligible) {
    Id id = ScheduleIds.scheduleOf(call.requestId(), access);
    Instant start = info.startFrom(now);
    Instant end = info.expiration().endFor(start).orElse(Instant.MAX);
    Span span = Span.exactly(Interval.from(start).endingAt(end));
    Phase phase = start.isAfter(now) ? Phase.FUTURE : Phase.CURRENT;
    return eligible
        ? new Eligibility(id, principal, access, span, phase)
        : Assignment.assigned(id, principal, access, span, phase);
  }

  private Request request(Call call, Action action, Id principal, Access access, boolean eligible) {
    return Request.builder()
        .id(call.requestId())
        .action(action)
        .eligible(eligible)
        .principal(principal)
        .access(access)
        .status(Status.PROVISIONED)
        .created(now)
        .createdBy(call.caller().principal())
        .justification(call.justification())
        .build();
  }

  private List<Event> created(Request request, Schedule schedule) {
    Status status = schedule.phase() == Phase.FUTURE ? Status.GRANTED : Status.PROVISIONED;
    List<Event> events = new ArrayList<>();
    if (schedule.access() instanceof GroupAccess group && !tenant.isOnboarded(group.group())) {
      events.add(new GroupOnboarded(now, group.group()));
    }
    events.add(new RequestPut(now, request.inStatus(status)));
    events.add(new ScheduleCreated(now, schedule));
    return events;
  }

  private List<Event> ended(Request request, Schedule schedule, Cause cause) {
    return List.of(
        new RequestPut(now, request.inStatus(Status.REVOKED)),
        new ScheduleEnded(now, schedule.id(), cause));
  }
}
