package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
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
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Request.Status;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.TenantRules;
import dev.pimento.tenant.Violation;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Decides one command in one tenant at one instant. */
final class Decider implements Command.Visitor<Decision> {

  private final Knowledge knowledge;
  private final Tenant tenant;
  private final Instant now;
  private final Lookup names;

  Decider(Knowledge knowledge, Tenant tenant, Instant now) {
    this.knowledge = knowledge;
    this.tenant = tenant;
    this.now = now;
    this.names = Lookup.in(tenant);
  }

  @Override
  public Decision adminAssign(AdminAssign command) {
    boolean eligible = command.kind() == Kind.ELIGIBLE;
    RoleSettings settings = knowledge.settings(tenant, command.access());
    Schedule schedule =
        newSchedule(
            command.call(), command.principal(), command.access(), command.schedule(), eligible);
    List<Refusal> refusals = new ArrayList<>(idTaken(command.call()));
    refusals.addAll(missing(command.principal(), command.access()));
    refusals.addAll(violations(TenantRules.of(tenant, schedule)));
    if (!eligible) {
      refusals.addAll(violations(notManageable(command.access())));
    }
    if (existing(command.principal(), command.access(), eligible).findAny().isPresent()) {
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
    refusals.addAll(unlessSettingsDiffer(command.access(), bySettings));
    if (!refusals.isEmpty()) {
      return new Decision.Denied(refusals);
    }
    Action action = Action.ADMIN_ASSIGN;
    return new Decision.Accepted(
        created(
            request(command.call(), action, command.principal(), command.access(), eligible),
            schedule));
  }

  @Override
  public Decision selfActivate(SelfActivate command) {
    Id principal = command.principal();
    Access access = command.access();
    RoleSettings settings = knowledge.settings(tenant, access);
    Instant start = command.schedule().startFrom(now);
    List<Refusal> refusals = new ArrayList<>(idTaken(command.call()));
    refusals.addAll(notTheCaller(command.call(), principal));
    refusals.addAll(missing(principal, access));
    refusals.addAll(alreadyActiveOrAsked(principal, access));
    Optional<Eligibility> eligibility = eligibilityOf(principal, access, start);
    refusals.addAll(
        eligibility
            .map(e -> outlasted(e, command.schedule(), start))
            .orElseGet(() -> List.of(notEligible(principal, access))));
    List<Refusal> bySettings =
        new ArrayList<>(
            SettingsCheck.schedule(command.schedule(), settings.activation(), false, now));
    bySettings.addAll(
        SettingsCheck.requirements(command.call(), settings.activationRequirements()));
    bySettings.addAll(
        SettingsCheck.authenticationContext(command.call(), settings.authenticationContext()));
    refusals.addAll(unlessSettingsDiffer(access, bySettings));
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
        existing(command.principal(), command.access(), eligible)
            .min(Comparator.comparing(Decider::isActivated));
    List<Refusal> refusals = new ArrayList<>(idTaken(command.call()));
    if (schedule.isEmpty()) {
      refusals.add(doesNotExist(command.access(), eligible, command.principal()));
    } else {
      refusals.addAll(tooEarly(command.principal(), command.access()));
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
    List<Refusal> refusals = new ArrayList<>(idTaken(command.call()));
    refusals.addAll(notTheCaller(command.call(), command.principal()));
    Optional<Schedule> activation =
        existing(command.principal(), command.access(), false)
            .filter(Decider::isActivated)
            .findFirst();
    if (activation.isEmpty()) {
      refusals.add(doesNotExist(command.access(), false, command.principal()));
    }
    refusals.addAll(tooEarly(command.principal(), command.access()));
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
    List<Refusal> refusals = new ArrayList<>(violations(TenantRules.of(principal)));
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
      refusals.add(noSuchPrincipal(before.id(), ErrorCode.Request_ResourceNotFound));
    }
    refusals.addAll(violations(TenantRules.of(command.principal())));
    refusals.addAll(violations(TenantRules.ofChange(before, command.principal())));
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
          List.of(noSuchPrincipal(principal, ErrorCode.Request_ResourceNotFound)));
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

  /** Where the settings were not read, the default stands in for them, and may be wrong. */
  private List<Refusal> unlessSettingsDiffer(Access access, List<Refusal> refusals) {
    boolean known =
        tenant.settings(access).isPresent()
            || tenant.coverage().of(Read.Kind.ROLE_SETTINGS, access.target()).isComplete();
    return known
        ? refusals
        : refusals.stream()
            .map(
                refusal ->
                    refusal.code() == ErrorCode.RoleAssignmentRequestPolicyValidationFailed
                        ? refusal.unless(List.of(Read.of(Read.Kind.ROLE_SETTINGS)))
                        : refusal)
            .toList();
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

  /** The schedules of the principal itself for exactly this access that are not over. */
  private Stream<Schedule> existing(Id principal, Access access, boolean eligible) {
    return tenant
        .schedulesOf(principal)
        .filter(s -> !s.isEnded() && s.access().equals(access))
        .filter(s -> s instanceof Eligibility == eligible);
  }

  private static boolean isActivated(Schedule schedule) {
    return schedule instanceof Assignment assignment && assignment.isActivated();
  }

  private List<Refusal> alreadyActiveOrAsked(Id principal, Access access) {
    List<Refusal> refusals = new ArrayList<>();
    List<Schedule> present = existing(principal, access, false).toList();
    if (present.stream().anyMatch(Schedule::isCurrent)) {
      refusals.add(
          Refusal.of(
              ErrorCode.RoleAssignmentExists,
              "expected an access that is not active yet, but found it active",
              "use it, or wait for its end"));
    }
    boolean pending =
        tenant
            .requestsOf(principal)
            .anyMatch(r -> r.status() == Status.PENDING_APPROVAL && r.access().equals(access));
    if (pending || present.stream().anyMatch(s -> s.phase() == Phase.FUTURE)) {
      refusals.add(
          Refusal.of(
              ErrorCode.PendingRoleAssignmentRequest,
              "expected no open request for this access, but found one that waits",
              "cancel the open request first"));
    }
    return refusals;
  }

  /** An eligibility of the principal, or of a group that it is an active member of (fact 40). */
  private Optional<Eligibility> eligibilityOf(Id principal, Access access, Instant start) {
    return eligibilitiesInForce(principal)
        .filter(e -> e.access().equals(access) && e.span().possible().contains(start))
        .findFirst();
  }

  /** The principal's own eligibilities, then those of the groups that it is a member of. */
  private Stream<Eligibility> eligibilitiesInForce(Id principal) {
    return Stream.concat(Stream.of(principal), Holdings.of(tenant).groupsOf(principal).stream())
        .flatMap(tenant::eligibilitiesOf)
        .filter(Schedule::isCurrent);
  }

  private List<Refusal> outlasted(Eligibility eligibility, ScheduleInfo schedule, Instant start) {
    Instant eligibleUntil = eligibility.span().endExclusive();
    return knowledge.isOn(Switch.ACTIVATION_BEYOND_ELIGIBILITY_REFUSED)
            && schedule.expiration().endFor(start).orElse(Instant.MAX).isAfter(eligibleUntil)
        ? List.of(
            Refusal.ofPolicy(
                "EligibilityRule",
                "expected an end at or before the end of the eligibility at "
                    + eligibleUntil
                    + ", but found "
                    + schedule.expiration(),
                "ask for an end at or before " + eligibleUntil))
        : List.of();
  }

  private Refusal notEligible(Id principal, Access access) {
    boolean elsewhere =
        access instanceof RoleAccess
            && eligibilitiesInForce(principal)
                .anyMatch(
                    e -> e.access().target().equals(access.target()) && !e.access().equals(access));
    if (elsewhere) {
      return Refusal.of(
          ErrorCode.InvalidScope,
          "expected the scope of the eligibility, but found " + names.nameOf(access),
          "ask for the scope that you are eligible at");
    }
    List<Read> unread = new ArrayList<>(unreadOf(access, true));
    unread.addAll(unreadMembers(principal, access));
    return Refusal.ofPolicy(
            "EligibilityRule",
            "expected an eligibility that is in force, but found none"
                + (unread.isEmpty() ? "" : " in what was read"),
            "ask an administrator to make the principal eligible")
        .unless(unread);
  }

  /** A request id that is used again would take the place of what it made the first time. */
  private List<Refusal> idTaken(Call call) {
    return tenant.request(call.requestId()).isEmpty()
        ? List.of()
        : List.of(
            Refusal.of(
                ErrorCode.InvalidRoleAssignmentRequest,
                "expected a request id that is not taken, but found " + call.requestId(),
                "use an id of its own for each request"));
  }

  /** Who acts for itself has to be the one who asks, and able to sign in (facts 40, 247). */
  private List<Refusal> notTheCaller(Call call, Id principal) {
    List<Refusal> refusals = new ArrayList<>();
    call.caller()
        .principal()
        .filter(caller -> !caller.equals(principal))
        .ifPresent(
            caller ->
                refusals.add(
                    Refusal.of(
                        ErrorCode.Authorization_RequestDenied,
                        "expected the principal itself to ask, but found " + caller,
                        "let the principal ask")));
    Principal asked = tenant.principal(principal);
    if (asked.enabled().isNo()) {
      refusals.add(
          Refusal.of(
              ErrorCode.Authorization_RequestDenied,
              "expected a principal that can sign in, but found %s %s"
                  .formatted(asked.isGroup() ? "group" : "disabled account", asked.displayName()),
              asked.isGroup() ? "let a member of the group ask" : "enable the account"));
    }
    return refusals;
  }

  private List<Violation> notManageable(Access access) {
    return access instanceof GroupAccess side
            && tenant.principal(side.group()) instanceof Group group
        ? TenantRules.manageableByPim(group)
        : List.of();
  }

  private List<Refusal> missing(Id principal, Access access) {
    List<Refusal> refusals = new ArrayList<>();
    if (tenant.principal(principal) instanceof Unresolved) {
      refusals.add(noSuchPrincipal(principal, ErrorCode.SubjectNotFound));
    }
    if (access instanceof GroupAccess side) {
      Principal group = tenant.principal(side.group());
      if (group instanceof Unresolved) {
        refusals.add(noSuchPrincipal(group.id(), ErrorCode.ResourceNotFound));
      } else if (!group.isGroup()) {
        refusals.add(
            Refusal.of(
                ErrorCode.ResourceNotFound,
                "expected a group of the tenant, but found " + group,
                "use the id of a group"));
      }
    }
    if (access instanceof RoleAccess role
        && tenant.role(role.role()).isEmpty()
        && knowledge.builtInRole(role.role()).isEmpty()) {
      refusals.add(
          Refusal.of(
                  ErrorCode.RoleNotFound,
                  "expected a role of the tenant, but found " + role.role(),
                  "use the id of a role definition")
              .unless(unread(Read.Kind.ROLE_DEFINITIONS)));
    }
    return refusals;
  }

  private Refusal noSuchPrincipal(Id id, ErrorCode code) {
    return Refusal.of(
            code,
            "expected a principal of the tenant, but found " + id,
            "use the id of one that exists")
        .unless(unread(Read.Kind.USERS, Read.Kind.GROUPS, Read.Kind.SERVICE_PRINCIPALS));
  }

  private List<Read> unread(Read.Kind... kinds) {
    return Stream.of(kinds)
        .filter(kind -> !tenant.coverage().of(kind).isComplete())
        .map(Read::of)
        .toList();
  }

  /**
   * What the service's rules about groups and roles have against it; unknown ids come elsewhere.
   */
  private static List<Refusal> violations(Collection<Violation> violations) {
    return violations.stream()
        .filter(v -> v.rule() != Violation.Rule.UNKNOWN_PRINCIPAL)
        .filter(v -> v.rule() != Violation.Rule.UNKNOWN_GROUP)
        .map(
            v ->
                Refusal.of(
                    ErrorCode.Request_BadRequest, v.message(), "choose a group that allows it"))
        .toList();
  }

  private Refusal doesNotExist(Access access, boolean eligible, Id principal) {
    return Refusal.of(
            ErrorCode.RoleAssignmentDoesNotExist,
            "expected %s to have an %s assignment as %s, but found none"
                .formatted(
                    names.nameOf(principal),
                    eligible ? "eligible" : "active",
                    names.nameOf(access)),
            "nothing is left to remove")
        .unless(unreadOf(access, eligible));
  }

  /** The list that would show a schedule for the access, if it was not read in full. */
  private List<Read> unreadOf(Access access, boolean eligible) {
    Read.Kind kind;
    if (access instanceof GroupAccess) {
      kind = eligible ? Read.Kind.GROUP_ELIGIBILITIES : Read.Kind.GROUP_ASSIGNMENTS;
    } else {
      kind = eligible ? Read.Kind.ROLE_ELIGIBILITIES : Read.Kind.ROLE_ASSIGNMENTS;
    }
    return tenant.coverage().of(kind, access.target()).isComplete()
        ? List.of()
        : List.of(Read.of(kind));
  }

  /** The member lists that may hide that the principal is eligible through a group. */
  private SortedSet<Read> unreadMembers(Id principal, Access access) {
    SortedSet<Read> reads = new TreeSet<>();
    Set<Id> groups = new LinkedHashSet<>();
    tenant
        .eligibilitiesFor(access.target())
        .filter(e -> e.isCurrent() && e.access().equals(access))
        .filter(e -> tenant.principal(e.principal()).isGroup())
        .forEach(e -> groups.add(e.principal()));
    Deque<Id> open = new ArrayDeque<>(groups);
    while (!open.isEmpty()) {
      Id group = open.remove();
      if (tenant
          .coverage()
          .of(Read.Kind.GROUP_MEMBERS, group)
          .mayMiss(tenant.principal(principal))) {
        reads.add(Read.of(Read.Kind.GROUP_MEMBERS, group));
      }
      tenant
          .assignmentsFor(group)
          .filter(a -> a.isCurrent() && a.access().equals(Access.member(group)))
          .map(Assignment::principal)
          .filter(id -> tenant.principal(id).isGroup() && groups.add(id))
          .forEach(open::add);
    }
    return reads;
  }

  /** The five-minute floor, which an active assignment also puts on its eligibility (fact 63). */
  private List<Refusal> tooEarly(Id principal, Access access) {
    return existing(principal, access, false)
        .filter(Schedule::isCurrent)
        .map(schedule -> schedule.span().possible().startInclusive())
        .filter(start -> Interval.plus(start, SettingsCheck.SHORTEST).isAfter(now))
        .map(
            start ->
                Refusal.of(
                    ErrorCode.ActiveDurationTooShort,
                    "expected at least 5 minutes since the start at %s, but found less"
                        .formatted(start),
                    "ask again at " + Interval.plus(start, SettingsCheck.SHORTEST)))
        .limit(1)
        .toList();
  }
}
