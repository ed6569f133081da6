package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.TenantRules;
import dev.pimento.tenant.Violation;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds a request against the tenant as it is; a refusal names what was not read. */
final class TenantCheck {

  private final Situation situation;
  private final Knowledge knowledge;
  private final Tenant tenant;
  private final Instant now;
  private final Lookup names;

  TenantCheck(Situation situation) {
    this.situation = situation;
    this.knowledge = situation.knowledge();
    this.tenant = situation.tenant();
    this.now = situation.now();
    this.names = situation.names();
  }

  /** Without a licence PIM does nothing for anybody (fact 83). */
  List<Refusal> unlicensed() {
    return tenant.isLicensed()
        ? List.of()
        : List.of(
            Refusal.of(
                ErrorCode.AadPremiumLicenseRequired,
                "expected a licence for PIM, but found it lapsed",
                "renew the licence"));
  }

  /** Where the settings were not read, the default stands in for them, and may be wrong. */
  List<Refusal> unlessSettingsDiffer(Access access, List<Refusal> refusals) {
    List<Read> unread = situation.unreadSettings(access);
    return unread.isEmpty()
        ? refusals
        : refusals.stream()
            .map(refusal -> refusal.code().isBySettings() ? refusal.unless(unread) : refusal)
            .toList();
  }

  List<Refusal> alreadyActiveOrAsked(Id principal, Access access) {
    List<Refusal> refusals = new ArrayList<>();
    List<Schedule> present = situation.existing(principal, access, false).toList();
    if (present.stream().anyMatch(Schedule::isCurrent)) {
      refusals.add(
          Refusal.of(
              ErrorCode.RoleAssignmentExists,
              "expected an access that is not active yet, but found it active",
              "use it, or wait for its end"));
    }
    if (present.stream().anyMatch(s -> s.phase() == Phase.FUTURE)) {
      refusals.add(alreadyAsked());
    } else {
      refusals.addAll(alreadyAsked(principal, access));
    }
    return refusals;
  }

  /** A principal has one open request of its own about an access at a time (facts 69, 89). */
  List<Refusal> alreadyAsked(Id principal, Access access) {
    return situation.open(principal, access).anyMatch(r -> r.action().isSelf())
        ? List.of(alreadyAsked())
        : List.of();
  }

  private static Refusal alreadyAsked() {
    return Refusal.of(
        ErrorCode.PendingRoleAssignmentRequest,
        "expected no open request for this access, but found one that waits",
        "cancel the open request first");
  }

  /** The latest end of what is activated with the eligibility (fact 78). */
  Instant latestEnd(Eligibility eligibility) {
    return knowledge.is(Switch.ACTIVATION_BEYOND_ELIGIBILITY, "refused")
        ? eligibility.span().endExclusive()
        : Instant.MAX;
  }

  List<Refusal> outlasted(Eligibility eligibility, ScheduleInfo schedule, Instant start) {
    Instant latest = latestEnd(eligibility);
    if (!schedule.expiration().endFor(start).orElse(Instant.MAX).isAfter(latest)) {
      return List.of();
    }
    Refusal refusal =
        Refusal.ofPolicy(
            "EligibilityRule",
            "expected an end at or before the end of the eligibility at %s, but found %s"
                .formatted(latest, schedule.expiration()),
            "ask for an end at or before " + latest);
    boolean enough = !Interval.plus(start, SettingsCheck.SHORTEST).isAfter(latest);
    return List.of(
        enough
            ? refusal.fixedBy(
                new Fix.Times(new ScheduleInfo(schedule.start(), Expiration.at(latest))))
            : refusal);
  }

  Refusal notEligible(Id principal, Access access) {
    if (situation.isEligibleElsewhere(principal, access)) {
      return Refusal.of(
          ErrorCode.InvalidScope,
          "expected the scope of the eligibility, but found " + names.nameOf(access),
          "ask for the scope that you are eligible at");
    }
    List<Read> unread = new ArrayList<>(situation.unreadSchedules(access, true));
    unread.addAll(unreadMembers(principal, access));
    return Refusal.ofPolicy(
            "EligibilityRule",
            "expected an eligibility that is in force, but found none"
                + (unread.isEmpty() ? "" : " in what was read"),
            "ask an administrator to make the principal eligible")
        .unless(unread);
  }

  /** A request id that is used again would take the place of what it made the first time. */
  List<Refusal> idTaken(Call call, Access access) {
    boolean free =
        tenant.request(call.requestId()).isEmpty()
            && tenant.schedule(call.requestId()).isEmpty()
            && tenant.schedule(ScheduleIds.scheduleOf(call.requestId(), access)).isEmpty();
    return free
        ? List.of()
        : List.of(
            Refusal.of(
                ErrorCode.InvalidRoleAssignmentRequest,
                "expected a request id that is not taken, but found " + call.requestId(),
                "use an id of its own for each request"));
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
              .unless(situation.unread(Read.Kind.ROLE_DEFINITIONS)));
    }
    return refusals;
  }

  Refusal noSuchPrincipal(Id id, ErrorCode code) {
    return Refusal.of(
            code,
            "expected a principal of the tenant, but found " + id,
            "use the id of one that exists")
        .unless(situation.unread(Read.Kind.USERS, Read.Kind.GROUPS, Read.Kind.SERVICE_PRINCIPALS));
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

  /**
   * There is nothing to remove, to change or to deactivate.
   *
   * @param what what kind of assignment was looked for, such as {@code an eligible}
   */
  Refusal doesNotExist(Id principal, Access access, boolean eligible, String what) {
    return Refusal.of(
            ErrorCode.RoleAssignmentDoesNotExist,
            "expected %s to have %s assignment as %s, but found none"
                .formatted(names.nameOf(principal), what, names.nameOf(access)),
            "nothing is left to do")
        .unless(situation.unreadSchedules(access, eligible));
  }

  /** The member lists that may hide that the principal is eligible through a group. */
  SortedSet<Read> unreadMembers(Id principal, Access access) {
    Set<Id> groups = new TreeSet<>();
    tenant
        .eligibilitiesFor(access.target())
        .filter(e -> e.isCurrent() && e.access().equals(access))
        .filter(e -> tenant.principal(e.principal()).isGroup())
        .forEach(e -> groups.add(e.principal()));
    return situation.unreadMembers(groups, tenant.principal(principal));
  }

  /** The five-minute floor, which an active assignment also puts on its eligibility (fact 63). */
  List<Refusal> tooEarly(Id principal, Access access) {
    return tooEarly(situation.existing(principal, access, false));
  }

  /** The same for an eligibility's own first minutes, which the page doesn't except (fact 63). */
  List<Refusal> tooEarlyForEligibility(Schedule schedule) {
    boolean counts =
        schedule instanceof Eligibility && knowledge.isOn(Switch.REMOVAL_OF_ELIGIBILITY_HAS_FLOOR);
    return counts ? tooEarly(Stream.of(schedule)) : List.of();
  }

  private List<Refusal> tooEarly(Stream<Schedule> schedules) {
    return schedules
        .filter(Schedule::isCurrent)
        .map(schedule -> schedule.span().possible().startInclusive())
        .filter(start -> Interval.plus(start, SettingsCheck.SHORTEST).isAfter(now))
        .map(
            start ->
                Refusal.until(
                    ErrorCode.ActiveDurationTooShort,
                    Interval.plus(start, SettingsCheck.SHORTEST),
                    "expected at least 5 minutes since the start at %s, but found less"
                        .formatted(start)))
        .limit(1)
        .toList();
  }

  /** A built-in role may not be assignable at one unit (facts 211, 213). */
  List<Refusal> notAtScope(Access access) {
    boolean refused =
        access instanceof RoleAccess role
            && role.scope() instanceof DirectoryScope.AdministrativeUnit
            && knowledge
                .builtInRole(role.role())
                .filter(builtIn -> builtIn.administrativeUnitScope().isNo())
                .isPresent();
    return refused
        ? List.of(
            Refusal.of(
                ErrorCode.Request_BadRequest,
                "expected a role that can be assigned at an administrative unit, but found "
                    + names.nameOf(access),
                "assign it for the whole tenant"))
        : List.of();
  }

  /** A group has 100 owners at most (fact 37). */
  List<Refusal> tooManyOwners(Access access, boolean eligible) {
    boolean full =
        !eligible
            && access instanceof GroupAccess side
            && side.side() == Side.OWNER
            && situation.holdings().assigned(access).size() >= TenantRules.MAX_OWNERS;
    return full
        ? List.of(
            Refusal.of(
                ErrorCode.Request_BadRequest,
                "expected at most %d owners, but found as many already"
                    .formatted(TenantRules.MAX_OWNERS),
                "remove one that is no longer needed"))
        : List.of();
  }

  /** Whether a group may be an eligible owner, no page says (fact 38). */
  List<Refusal> groupAsEligibleOwner(Id principal, Access access, boolean eligible) {
    boolean refused =
        eligible
            && access instanceof GroupAccess side
            && side.side() == Side.OWNER
            && tenant.principal(principal).isGroup()
            && !knowledge.isOn(Switch.ELIGIBILITY_OF_GROUP_AS_OWNER);
    return refused
        ? List.of(
            Refusal.of(
                ErrorCode.Request_BadRequest,
                "expected a user or a service principal as eligible owner, but found group "
                    + names.nameOf(principal),
                "make its members eligible one by one"))
        : List.of();
  }

  /** PIM does not take away the last active Global or Privileged Role Administrator (fact 84). */
  List<Refusal> lastAdministrator(Schedule schedule) {
    boolean last =
        schedule instanceof Assignment
            && schedule.isCurrent()
            && schedule.access() instanceof RoleAccess role
            && knowledge.isNeverWithoutActive(role.role())
            && tenant
                .assignmentsFor(role.role())
                .filter(a -> a.isCurrent() && a.access().equals(role))
                .allMatch(a -> a.id().equals(schedule.id()));
    return last
        ? List.of(
            Refusal.of(
                    ErrorCode.Request_BadRequest,
                    "expected another active assignment of %s to remain, but found none"
                        .formatted(names.nameOf(schedule.access())),
                    "assign the role to somebody else first")
                .unless(situation.unread(Read.Kind.ROLE_ASSIGNMENTS)))
        : List.of();
  }
}
