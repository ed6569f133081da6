package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request.Status;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.TenantRules;
import dev.pimento.tenant.Violation;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds a request against the tenant as it is; a refusal names what was not read. */
final class TenantCheck {

  private final Knowledge knowledge;
  private final Tenant tenant;
  private final Instant now;
  private final Lookup names;

  TenantCheck(Knowledge knowledge, Tenant tenant, Instant now) {
    this.knowledge = knowledge;
    this.tenant = tenant;
    this.now = now;
    this.names = Lookup.in(tenant);
  }

  /** Where the settings were not read, the default stands in for them, and may be wrong. */
  List<Refusal> unlessSettingsDiffer(Access access, List<Refusal> refusals) {
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

  /** The schedules of the principal itself for exactly this access that are not over. */
  Stream<Schedule> existing(Id principal, Access access, boolean eligible) {
    return tenant
        .schedulesOf(principal)
        .filter(s -> !s.isEnded() && s.access().equals(access))
        .filter(s -> s instanceof Eligibility == eligible);
  }

  static boolean isActivated(Schedule schedule) {
    return schedule instanceof Assignment assignment && assignment.isActivated();
  }

  List<Refusal> alreadyActiveOrAsked(Id principal, Access access) {
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
  Optional<Eligibility> eligibilityOf(Id principal, Access access, Instant start) {
    return eligibilitiesInForce(principal)
        .filter(e -> e.access().equals(access) && e.span().possible().contains(start))
        .findFirst();
  }

  /** The principal's own eligibilities, then those of the groups that it is a member of. */
  Stream<Eligibility> eligibilitiesInForce(Id principal) {
    return Stream.concat(Stream.of(principal), Holdings.of(tenant).groupsOf(principal).stream())
        .flatMap(tenant::eligibilitiesOf)
        .filter(Schedule::isCurrent);
  }

  List<Refusal> outlasted(Eligibility eligibility, ScheduleInfo schedule, Instant start) {
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

  Refusal notEligible(Id principal, Access access) {
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
  List<Refusal> idTaken(Call call) {
    return tenant.request(call.requestId()).isEmpty()
        ? List.of()
        : List.of(
            Refusal.of(
                ErrorCode.InvalidRoleAssignmentRequest,
                "expected a request id that is not taken, but found " + call.requestId(),
                "use an id of its own for each request"));
  }

  /** Who acts for itself has to be the one who asks, and able to sign in (facts 40, 247). */
  List<Refusal> notTheCaller(Call call, Id principal) {
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

  List<Violation> notManageable(Access access) {
    return access instanceof GroupAccess side
            && tenant.principal(side.group()) instanceof Group group
        ? TenantRules.manageableByPim(group)
        : List.of();
  }

  List<Refusal> missing(Id principal, Access access) {
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

  Refusal noSuchPrincipal(Id id, ErrorCode code) {
    return Refusal.of(
            code,
            "expected a principal of the tenant, but found " + id,
            "use the id of one that exists")
        .unless(unread(Read.Kind.USERS, Read.Kind.GROUPS, Read.Kind.SERVICE_PRINCIPALS));
  }

  List<Read> unread(Read.Kind... kinds) {
    return Stream.of(kinds)
        .filter(kind -> !tenant.coverage().of(kind).isComplete())
        .map(Read::of)
        .toList();
  }

  /**
   * What the service's rules about groups and roles have against it; unknown ids come elsewhere.
   */
  static List<Refusal> violations(Collection<Violation> violations) {
    return violations.stream()
        .filter(v -> v.rule() != Violation.Rule.UNKNOWN_PRINCIPAL)
        .filter(v -> v.rule() != Violation.Rule.UNKNOWN_GROUP)
        .map(
            v ->
                Refusal.of(
                    ErrorCode.Request_BadRequest, v.message(), "choose a group that allows it"))
        .toList();
  }

  Refusal doesNotExist(Access access, boolean eligible, Id principal) {
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
  List<Read> unreadOf(Access access, boolean eligible) {
    Read.Kind kind = Read.Kind.ofSchedules(access, eligible);
    return tenant.coverage().of(kind, access.target()).isComplete()
        ? List.of()
        : List.of(Read.of(kind));
  }

  /** The member lists that may hide that the principal is eligible through a group. */
  SortedSet<Read> unreadMembers(Id principal, Access access) {
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
  List<Refusal> tooEarly(Id principal, Access access) {
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
