package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Verdict;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.plan.Plan;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.TenantRules;
import dev.pimento.time.Expiration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Groups that are not what they should be. */
final class GroupChecks {

  /** A remedy for more people than that is a migration. */
  private static final int MOST_COMMANDS = 20;

  private final Scan scan;
  private final Report report;

  /** What shows that a group is in PIM, or has a role. */
  private final SortedMap<Id, List<Schedule>> inPim = new TreeMap<>();

  private final SortedMap<Id, List<Schedule>> withRoles = new TreeMap<>();

  /** The schedules that requests made, changed or ended. */
  private final Set<Id> asked = new HashSet<>();

  GroupChecks(Scan scan, Report report) {
    this.scan = scan;
    this.report = report;
    scan.tenant.onboarded().forEach(group -> inPim.put(group, new ArrayList<>()));
    scan.tenant.requests().forEach(request -> request.targetSchedule().ifPresent(asked::add));
  }

  void run() {
    for (Access access : scan.activatable()) {
      for (Eligibility eligibility : scan.eligibilities(access)) {
        if (access instanceof GroupAccess side) {
          inPim.computeIfAbsent(side.group(), g -> new ArrayList<>()).add(eligibility);
        }
        ofGroup(eligibility);
      }
    }
    for (Access access : scan.assigned()) {
      boolean role = access instanceof RoleAccess;
      if (role || !scan.leadsTo(access).isEmpty()) {
        scan.assignments(access).forEach(this::ofGroup);
      }
    }
    inPim.keySet().forEach(this::pastPim);
    inPim.forEach(this::unprotected);
    Map<Id, List<Schedule>> used = new HashMap<>(inPim);
    withRoles.forEach(
        (group, schedules) ->
            used.merge(
                group,
                schedules,
                (one, other) -> {
                  List<Schedule> both = new ArrayList<>(one);
                  both.addAll(other);
                  return both;
                }));
    new TreeMap<>(used).forEach(this::cannotWork);
    scan.groupsThatLead().forEach(this::lastOwner);
  }

  /** What a group has or is eligible for. */
  private void ofGroup(Schedule schedule) {
    if (!scan.isGroup(schedule.principal())) {
      return;
    }
    if (schedule.access() instanceof RoleAccess) {
      withRoles.computeIfAbsent(schedule.principal(), g -> new ArrayList<>()).add(schedule);
      return;
    }
    SortedSet<RoleAccess> roles = scan.leadsTo(schedule.access());
    Verdict protectedGroup = protectedGroup(schedule.principal());
    if (!roles.isEmpty() && !protectedGroup.isYes()) {
      SortedSet<Read> reads = scan.readsFor(List.of(schedule));
      if (protectedGroup.isUnknown()) {
        reads.add(Read.of(Read.Kind.GROUPS));
      }
      report
          .of(Check.UNPROTECTED_GROUP_NESTED)
          .severity(scan.privileged(roles).isEmpty() ? Severity.MEDIUM : Severity.HIGH)
          .who(schedule.principal())
          .what(schedule.access())
          .proof(new Proof.Held(schedule))
          .unsettled(reads)
          .found(
              "whoever may change %s comes to %s by %s"
                  .formatted(
                      scan.name(schedule.principal()),
                      scan.names(roles),
                      scan.name(schedule.access())),
              peopleInstead(schedule));
    }
  }

  /** Where they are few, and the group is eligible as they are to be. */
  private Remedy peopleInstead(Schedule schedule) {
    String words = "make its people eligible themselves, and take the group out";
    if (!(schedule instanceof Eligibility eligibility)) {
      return Remedy.advice(words);
    }
    SortedSet<Id> people = scan.whoActivates(List.of(eligibility));
    boolean complete =
        scan.tenant.coverage().of(Read.Kind.GROUP_MEMBERS, eligibility.principal()).isComplete();
    if (people.size() > MOST_COMMANDS || !complete) {
      return Remedy.advice(words);
    }
    Instant end = eligibility.span().certain().endExclusive();
    Expiration expiration = end.equals(Instant.MAX) ? Expiration.never() : Expiration.at(end);
    Plan.Builder plan = Plan.builder();
    String why = "whoever may change the group would come to the roles";
    people.stream()
        .filter(id -> scan.eligibilities(schedule.access()).stream().noneMatch(isOf(id)))
        .forEach(id -> plan.makeEligible(id, schedule.access(), expiration, why));
    return new Remedy(
        words, plan.remove(Kind.ELIGIBLE, schedule.principal(), schedule.access(), why).build());
  }

  private static Predicate<Eligibility> isOf(Id principal) {
    return eligibility -> eligibility.principal().equals(principal);
  }

  private Verdict protectedGroup(Id id) {
    return scan.group(id).map(Group::roleAssignable).orElse(Verdict.UNKNOWN);
  }

  /** What PIM assigns has a start, and a request; what was put there past it has none (fact 50). */
  private void pastPim(Id group) {
    for (Access side : List.of(Access.member(group), Access.owner(group))) {
      for (Assignment assignment : scan.assignments(side)) {
        if (assignment.isActivated() || asked.contains(assignment.id())) {
          continue;
        }
        Instant start = assignment.span().possible().startInclusive();
        boolean withoutStart = start.equals(Instant.MIN);
        boolean withoutRequest =
            !withoutStart && !start.isBefore(scan.tenant.historyFrom()) && start.isBefore(scan.at);
        if (withoutStart || withoutRequest) {
          report
              .of(Check.ADDED_PAST_PIM)
              .severity(scan.leadsTo(side).isEmpty() ? Severity.LOW : Severity.MEDIUM)
              .who(assignment.principal())
              .what(side)
              .proof(new Proof.Held(assignment))
              .unsettled(scan.readsFor(List.of(assignment)))
              .found(
                  "%s is %s, which PIM manages, and no request made it so"
                      .formatted(scan.name(assignment.principal()), scan.name(side)),
                  Remedy.advice("remove it, and assign by PIM what is needed"));
        }
      }
    }
  }

  private void unprotected(Id id, List<Schedule> shown) {
    Verdict protectedGroup = protectedGroup(id);
    boolean leads = !scan.leadsTo(Access.member(id)).isEmpty();
    if (!protectedGroup.isYes() && scan.group(id).isPresent()) {
      report
          .of(Check.UNPROTECTED_PIM_GROUP)
          .severity(leads ? Severity.HIGH : Severity.MEDIUM)
          .who(id)
          .proof(shown(shown))
          .unsettled(protectedGroup.isUnknown() ? List.of(Read.of(Read.Kind.GROUPS)) : List.of())
          .found(
              "%s is in PIM and not role-assignable: who may change groups may change it"
                  .formatted(scan.name(id)),
              Remedy.advice(
                  "create it again as role-assignable, which can't be changed later, and move its"
                      + " people"));
    }
  }

  private void cannotWork(Id id, List<Schedule> shown) {
    scan.group(id)
        .ifPresent(
            group -> {
              boolean pim = inPim.containsKey(id);
              List<String> why = new ArrayList<>();
              if (pim) {
                TenantRules.manageableByPim(group).forEach(v -> why.add(v.message()));
              }
              if (withRoles.containsKey(id)) {
                TenantRules.of((Principal) group).forEach(v -> why.add(v.message()));
                if (why.isEmpty() && (group.roleAssignable().isNo() || group.synced().isYes())) {
                  why.add(
                      "expected a role-assignable, cloud-only group to hold roles, but found "
                          + group.displayName());
                }
              }
              if (!why.isEmpty()) {
                report
                    .of(Check.GROUP_THAT_CANNOT_WORK)
                    .who(id)
                    .proof(shown(shown))
                    .found(
                        why.get(0),
                        Remedy.advice("use a cloud-only security group with assigned members"));
              }
            });
  }

  /** A few of what shows that a group is used. */
  private static List<Proof> shown(List<Schedule> schedules) {
    return schedules.isEmpty()
        ? List.of(new Proof.Seen("PIM manages it"))
        : schedules.stream().limit(3).<Proof>map(Proof.Held::new).toList();
  }

  /** Only where owners were read: a list that is not complete may miss one. */
  private void lastOwner(Id group) {
    Access side = Access.owner(group);
    SortedSet<Id> owners = new TreeSet<>();
    List<Assignment> standing =
        scan.assignments(side).stream().filter(owner -> !owner.isActivated()).toList();
    standing.forEach(owner -> owners.add(owner.principal()));
    if (owners.size() != 1) {
      return;
    }
    Id owner = owners.first();
    Assignment only = standing.get(0);
    boolean ends = !only.span().possible().isPermanent();
    boolean disabled = scan.tenant.principal(owner).enabled().isNo();
    Completeness read = scan.tenant.coverage().of(Read.Kind.GROUP_OWNERS, group);
    report
        .of(Check.LAST_OWNER)
        .severity(ends || disabled ? Severity.MEDIUM : Severity.LOW)
        .who(owner)
        .what(side)
        .proof(new Proof.Held(only))
        .unsettled(read.isComplete() ? List.of() : List.of(Read.of(Read.Kind.GROUP_OWNERS, group)))
        .found(
            "%s is the only owner of %s%s"
                .formatted(
                    scan.name(owner),
                    scan.name(group),
                    disabled
                        ? ", with a disabled account"
                        : ends ? ", until %s at first".formatted(only.span().endExclusive()) : ""),
            Remedy.advice(
                "make a second owner eligible, or have none where administrators decide"));
  }
}
