package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.plan.Plan;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What people and applications have, and how they came to it. */
final class PrivilegeChecks {

  private static final String WHY = "leaves standing privilege";

  private static final Remedy GIVE_TO_A_GROUP =
      Remedy.advice("give the role to a role-assignable group, and make them eligible for that");

  private final Scan scan;
  private final Report report;

  PrivilegeChecks(Scan scan, Report report) {
    this.scan = scan;
    this.report = report;
  }

  void run() {
    for (Access access : scan.assigned()) {
      SortedSet<RoleAccess> privileged = standingRoles(access);
      for (Assignment assignment : scan.assignments(access)) {
        if (!assignment.isActivated()) {
          ofStanding(assignment, privileged);
        }
      }
    }
    for (Access access : scan.activatable()) {
      SortedSet<RoleAccess> roles = scan.leadsTo(access);
      for (Eligibility eligibility : scan.eligibilities(access)) {
        if (!roles.isEmpty()) {
          ofEligible(eligibility, roles);
        }
      }
    }
  }

  /** The privileged roles that somebody has who is assigned it: members of a group, not owners. */
  private SortedSet<RoleAccess> standingRoles(Access access) {
    return scan.isOwner(access) ? new TreeSet<>() : scan.privileged(scan.opens(access));
  }

  private void ofStanding(Assignment assignment, SortedSet<RoleAccess> privileged) {
    Id who = assignment.principal();
    boolean permanent = assignment.span().possible().isPermanent();
    if (!privileged.isEmpty() && scan.isPerson(who)) {
      report
          .of(Check.STANDING_PRIVILEGE)
          .severity(permanent ? Severity.HIGH : Severity.MEDIUM)
          .who(who)
          .what(assignment.access())
          .proof(path(assignment, privileged))
          .unsettled(unsettled(assignment, privileged))
          .found(
              "%s holds %s %s"
                  .formatted(
                      scan.name(who),
                      scan.names(privileged),
                      permanent ? "for good" : "until " + assignment.span().endExclusive()),
              eligibleInstead(assignment));
    }
    if (!privileged.isEmpty() && scan.tenant.principal(who) instanceof ServicePrincipal) {
      report
          .of(Check.UNDECLARED_AUTOMATION)
          .who(who)
          .what(assignment.access())
          .proof(path(assignment, privileged))
          .unsettled(unsettled(assignment, privileged))
          .found(
              "%s holds %s and is not declared".formatted(scan.name(who), scan.names(privileged)),
              Remedy.advice("declare it with a reason and an end, or take the roles away"));
    }
    if (assignment.access() instanceof RoleAccess role && scan.isPerson(who)) {
      report
          .of(Check.DIRECT_ASSIGNMENT)
          .severity(scan.isPrivileged(role) ? Severity.MEDIUM : Severity.LOW)
          .who(who)
          .what(role)
          .proof(new Proof.Held(assignment))
          .unsettled(scan.readsFor(List.of(assignment)))
          .found(
              "%s is assigned %s in person".formatted(scan.name(who), scan.name(role)),
              scan.groupFor(role).isPresent() ? eligibleInstead(assignment) : GIVE_TO_A_GROUP);
    }
  }

  private void ofEligible(Eligibility eligibility, SortedSet<RoleAccess> roles) {
    Id who = eligibility.principal();
    SortedSet<RoleAccess> privileged = scan.privileged(roles);
    if (eligibility.access() instanceof RoleAccess role && scan.isPerson(who)) {
      report
          .of(Check.DIRECT_ASSIGNMENT)
          .severity(Severity.LOW)
          .who(who)
          .what(role)
          .proof(new Proof.Held(eligibility))
          .unsettled(scan.readsFor(List.of(eligibility)))
          .found(
              "%s is eligible for %s in person".formatted(scan.name(who), scan.name(role)),
              throughGroup(eligibility, role));
    }
    if (eligibility.span().possible().isPermanent()) {
      report
          .of(Check.PERMANENT_ELIGIBILITY)
          .severity(privileged.isEmpty() ? Severity.LOW : Severity.MEDIUM)
          .who(who)
          .what(eligibility.access())
          .proof(new Proof.Held(eligibility))
          .unsettled(scan.readsFor(List.of(eligibility)))
          .found(
              "%s is eligible for %s without end"
                  .formatted(scan.name(who), scan.name(eligibility.access())),
              withEnd(eligibility));
    }
    dormant(eligibility);
  }

  /** Only where the tenant's history goes back as far: the past is not in the tenant (229). */
  private void dormant(Eligibility eligibility) {
    Id who = eligibility.principal();
    Instant since = scan.at.minus(scan.baseline.dormantAfter().toDuration());
    boolean known = !scan.tenant.historyFrom().isAfter(since);
    boolean old = eligibility.span().certain().contains(since);
    if (known && old && scan.isPerson(who) && !hasActivated(eligibility, since)) {
      report
          .of(Check.DORMANT_ELIGIBILITY)
          .who(who)
          .what(eligibility.access())
          .proof(new Proof.Held(eligibility))
          .found(
              "%s has not activated %s since %s"
                  .formatted(scan.name(who), scan.name(eligibility.access()), since),
              new Remedy(
                  "remove the eligibility",
                  Plan.builder()
                      .remove(Kind.ELIGIBLE, who, eligibility.access(), "is not used")
                      .build()));
    }
  }

  private boolean hasActivated(Eligibility eligibility, Instant since) {
    boolean asked =
        scan.tenant
            .requestsOf(eligibility.principal())
            .filter(request -> request.action() == Request.Action.SELF_ACTIVATE)
            .filter(request -> request.access().equals(eligibility.access()))
            .anyMatch(request -> !request.created().isBefore(since));
    return asked
        || scan.tenant
            .assignmentsOf(eligibility.principal())
            .filter(Assignment::isActivated)
            .filter(assignment -> assignment.access().equals(eligibility.access()))
            .anyMatch(assignment -> assignment.span().endExclusive().isAfter(since));
  }

  private List<Proof> path(Assignment assignment, SortedSet<RoleAccess> privileged) {
    List<Proof> path = new ArrayList<>(List.of(new Proof.Held(assignment)));
    rolesOfGroup(assignment, privileged).forEach(held -> path.add(new Proof.Held(held)));
    return path;
  }

  private SortedSet<Read> unsettled(Assignment assignment, SortedSet<RoleAccess> privileged) {
    List<Schedule> all = new ArrayList<>(List.of(assignment));
    all.addAll(rolesOfGroup(assignment, privileged));
    return scan.readsFor(all);
  }

  private List<Assignment> rolesOfGroup(Assignment assignment, SortedSet<RoleAccess> roles) {
    return assignment.access() instanceof RoleAccess
        ? List.of()
        : roles.stream()
            .flatMap(role -> scan.assignments(role).stream())
            .filter(held -> held.principal().equals(assignment.access().target()))
            .toList();
  }

  /** Eligible for the same, in the group that holds the role where there is one. */
  private Remedy eligibleInstead(Assignment assignment) {
    Access access = assignment.access();
    Optional<Access> group =
        access instanceof RoleAccess role
            ? scan.groupFor(role).map(Access::member)
            : Optional.of(access);
    Access instead = group.orElse(access);
    String words =
        group.isEmpty()
            ? "make them eligible and remove the assignment; better, through a group"
            : "make them eligible for %s and remove the assignment".formatted(scan.name(instead));
    Plan.Builder plan = Plan.builder();
    if (isNotEligible(assignment.principal(), instead)) {
      plan.makeEligible(assignment.principal(), instead, longest(instead), WHY);
    }
    return new Remedy(words, plan.add(removal(assignment)).build());
  }

  /** By PIM where PIM knows it, else past it: what was made past PIM has no start (fact 50). */
  private Plan removal(Assignment assignment) {
    boolean known = assignment.span().isExact();
    return known
        ? Plan.builder()
            .remove(Kind.ACTIVE, assignment.principal(), assignment.access(), WHY)
            .build()
        : Plan.builder().removeDirectly(assignment.principal(), assignment.access(), WHY).build();
  }

  private Remedy throughGroup(Eligibility eligibility, RoleAccess role) {
    return scan.groupFor(role)
        .map(Access::member)
        .map(
            member -> {
              Plan.Builder plan = Plan.builder();
              if (isNotEligible(eligibility.principal(), member)) {
                plan.makeEligible(eligibility.principal(), member, longest(member), WHY);
              }
              return new Remedy(
                  "make them eligible for %s instead".formatted(scan.name(member)),
                  plan.remove(Kind.ELIGIBLE, eligibility.principal(), role, WHY).build());
            })
        .orElse(GIVE_TO_A_GROUP);
  }

  private boolean isNotEligible(Id who, Access access) {
    return scan.eligibilities(access).stream().noneMatch(e -> e.principal().equals(who));
  }

  private Remedy withEnd(Eligibility eligibility) {
    Call call = Call.of(eligibility.id(), Caller.anAdministrator());
    return new Remedy(
        "give the eligibility an end",
        Plan.builder()
            .add(
                Command.adminUpdate(
                    call,
                    Kind.ELIGIBLE,
                    eligibility.principal(),
                    eligibility.access(),
                    ScheduleInfo.startingNow(longest(eligibility.access()))),
                "an eligibility should end, and be renewed")
            .build());
  }

  /** As long as the settings let an eligibility be, and a year where they let it be for good. */
  private Expiration longest(Access access) {
    ExpirationLimit limit =
        scan.settings(access)
            .map(RoleSettings::eligibility)
            .orElseGet(() -> scan.knowledge.defaultSettings(access).eligibility());
    return new Expiration.After(limit.maximum());
  }
}
