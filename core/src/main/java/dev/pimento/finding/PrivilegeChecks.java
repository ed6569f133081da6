package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.lifecycle.Approvers;
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
import dev.pimento.tenant.Status;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

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
      SortedSet<RoleAccess> privileged = scan.privileged(scan.opens(access));
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

  private void ofStanding(Assignment assignment, SortedSet<RoleAccess> privileged) {
    Id who = assignment.principal();
    boolean permanent = assignment.span().possible().isPermanent();
    boolean owns = scan.isOwner(assignment.access());
    if (!privileged.isEmpty() && (scan.isPerson(who) || scan.isUnresolved(who))) {
      SortedSet<Read> reads = unsettled(assignment, privileged);
      if (scan.isUnresolved(who)) {
        reads.addAll(List.of(Read.of(Read.Kind.USERS), Read.of(Read.Kind.SERVICE_PRINCIPALS)));
      }
      String forHowLong = permanent ? "for good" : "until " + assignment.span().endExclusive();
      report
          .of(Check.STANDING_PRIVILEGE)
          .severity(permanent && !owns ? Severity.HIGH : Severity.MEDIUM)
          .who(who)
          .what(assignment.access())
          .proof(path(assignment, privileged))
          .unsettled(reads)
          .found(
              owns
                  ? "%s owns %s %s, and can join it for %s"
                      .formatted(
                          scan.name(who),
                          scan.name(assignment.access().target()),
                          forHowLong,
                          scan.names(privileged))
                  : "%s holds %s %s".formatted(scan.name(who), scan.names(privileged), forHowLong),
              eligibleInstead(assignment));
    }
    if (!owns && !privileged.isEmpty() && scan.tenant.principal(who) instanceof ServicePrincipal) {
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

  /**
   * The past is not in the tenant (229): certain only where its history goes back as far, and not
   * looked for where no requests were read either.
   */
  private void dormant(Eligibility eligibility) {
    Id who = eligibility.principal();
    Instant since = scan.at.minus(scan.baseline.dormantAfter().toDuration());
    boolean known = !scan.tenant.historyFrom().isAfter(since);
    boolean old = eligibility.span().certain().contains(since);
    if ((known || scan.hasRequests())
        && old
        && scan.isPerson(who)
        && !hasActivated(eligibility, since)) {
      report
          .of(Check.DORMANT_ELIGIBILITY)
          .who(who)
          .what(eligibility.access())
          .proof(new Proof.Held(eligibility))
          .unsettled(known ? List.of() : List.of(Read.of(Read.Kind.HISTORY)))
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
            .filter(request -> request.status().equals(Status.PROVISIONED))
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
    SortedSet<Read> reads = scan.readsFor(all);
    reads.addAll(scan.doubt(privileged));
    return reads;
  }

  private List<Assignment> rolesOfGroup(Assignment assignment, SortedSet<RoleAccess> roles) {
    return assignment.access() instanceof RoleAccess
        ? List.of()
        : roles.stream()
            .flatMap(role -> scan.assignments(role).stream())
            .filter(held -> held.principal().equals(assignment.access().target()))
            .toList();
  }

  /**
   * Eligible for the same, in the group that holds the role where there is one; without commands
   * where nobody could step in afterwards.
   */
  private Remedy eligibleInstead(Assignment assignment) {
    Id who = assignment.principal();
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
    if (scan.isUnresolved(who)) {
      return Remedy.advice("find out who that is, and take it away if nobody knows");
    }
    if (scan.isOwner(access) && isOnlyOwner(access)) {
      return Remedy.advice("make somebody else owner, for good or to activate, and then " + words);
    }
    if (access instanceof RoleAccess role && isLastToStand(role, who)) {
      return Remedy.advice(
          "declare it as a break-glass account, or let somebody else hold the role first");
    }
    if (!canBeApproved(instead, who)) {
      return Remedy.advice(words + ", once somebody else can approve it");
    }
    return new Remedy(
        words,
        eligibleFor(who, instead)
            .then(Plan.builder().remove(scan.tenant, assignment, WHY).build()));
  }

  /** Whether nobody else who signs in holds a role that is never to be without (fact 84). */
  private boolean isLastToStand(RoleAccess role, Id who) {
    return scan.knowledge.isNeverWithoutActive(role.role())
        && scan.assignments(role).stream()
            .filter(holder -> !holder.isActivated() && holder.span().possible().isPermanent())
            .flatMap(holder -> people(holder.principal()))
            .allMatch(id -> id.equals(who) || scan.tenant.principal(id).enabled().isNo());
  }

  /** The last owner stays (fact 39). */
  private boolean isOnlyOwner(Access owner) {
    return scan.assignments(owner).stream().map(Assignment::principal).distinct().count() == 1;
  }

  private Stream<Id> people(Id holder) {
    return scan.isGroup(holder) ? scan.standingMembers(holder).stream() : Stream.of(holder);
  }

  /** Whether somebody else can decide it now, where it asks for an approval (fact 114). */
  private boolean canBeApproved(Access access, Id who) {
    boolean asks = scan.settings(access).map(s -> s.approval().required()).orElse(true);
    return !asks
        || Approvers.of(scan.tenant, access, scan.knowledge, scan.at).now().stream()
            .anyMatch(approver -> !approver.equals(who));
  }

  /** Makes somebody eligible, for at least as long as a new eligibility would be. */
  private Plan eligibleFor(Id who, Access access) {
    Expiration longest = longest(access);
    Instant wanted = longest.endFor(scan.at).orElse(Instant.MAX);
    Optional<Eligibility> present =
        scan.eligibilities(access).stream().filter(e -> e.principal().equals(who)).findFirst();
    if (present.isEmpty()) {
      return Plan.builder().makeEligible(who, access, longest, WHY).build();
    }
    boolean enough =
        scan.isCertain(present.get()).isYes()
            && !present.get().span().certain().endExclusive().isBefore(wanted);
    return enough ? Plan.nothing() : update(present.get(), WHY);
  }

  private Remedy throughGroup(Eligibility eligibility, RoleAccess role) {
    Id who = eligibility.principal();
    Optional<Access> member = scan.groupFor(role).map(Access::member);
    if (member.isEmpty() || !canBeApproved(member.get(), who)) {
      return GIVE_TO_A_GROUP;
    }
    return new Remedy(
        "make them eligible for %s instead".formatted(scan.name(member.get())),
        eligibleFor(who, member.get())
            .then(Plan.builder().remove(Kind.ELIGIBLE, who, role, WHY).build()));
  }

  private Remedy withEnd(Eligibility eligibility) {
    return new Remedy(
        "give the eligibility an end",
        update(eligibility, "an eligibility should end, and be renewed"));
  }

  private Plan update(Eligibility eligibility, String why) {
    Call call = Call.of(eligibility.id(), Caller.anAdministrator());
    ScheduleInfo schedule = ScheduleInfo.startingNow(longest(eligibility.access()));
    return Plan.builder()
        .add(
            Command.adminUpdate(
                call, Kind.ELIGIBLE, eligibility.principal(), eligibility.access(), schedule),
            why)
        .build();
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
