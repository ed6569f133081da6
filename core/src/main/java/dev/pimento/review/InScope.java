package dev.pimento.review;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Switch;
import dev.pimento.review.Subject.Ground;
import dev.pimento.review.Subject.Kind;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who is eligible for an access or active in it, by itself or through a group (fact 186). */
final class InScope {

  private final Simulation start;
  private final Tenant tenant;
  private final Holdings holdings;
  private final Access access;
  private final SortedMap<Id, List<Ground>> grounds = new TreeMap<>();
  private final SortedSet<Id> groups = new TreeSet<>();

  InScope(Simulation start, Access access) {
    this.start = start;
    this.tenant = start.tenant();
    this.holdings = Holdings.of(tenant);
    this.access = access;
    tenant
        .schedulesFor(access.target())
        .filter(s -> s.isCurrent() && s.access().equals(access))
        .sorted(Comparator.comparing(InScope::kind).thenComparing(Schedule::id))
        .forEach(this::add);
  }

  private static Kind kind(Schedule schedule) {
    return schedule instanceof Assignment assignment
        ? (assignment.isActivated() ? Kind.ACTIVATED : Kind.ASSIGNED)
        : Kind.ELIGIBLE;
  }

  private void add(Schedule schedule) {
    Id principal = schedule.principal();
    if (!tenant.principal(principal).isGroup()) {
      add(principal, schedule, Optional.empty());
      return;
    }
    groups.add(principal);
    for (Id member : nestedCount(schedule) ? holdings.membersOf(principal) : direct(principal)) {
      add(member, schedule, Optional.of(principal));
    }
  }

  private SortedSet<Id> direct(Id group) {
    SortedSet<Id> members = new TreeSet<>(holdings.assigned(Access.member(group)));
    members.removeIf(id -> tenant.principal(id).isGroup());
    return members;
  }

  /** Whether members of groups inside the group come to it too (facts 43, 233). */
  private boolean nestedCount(Schedule schedule) {
    if (schedule instanceof Eligibility) {
      return start.knowledge().isOn(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS);
    }
    return access instanceof GroupAccess || start.knowledge().isOn(Switch.ROLE_NESTED_INHERITANCE);
  }

  private void add(Id principal, Schedule schedule, Optional<Id> through) {
    boolean certain = schedule.span().certain().contains(start.now());
    grounds
        .computeIfAbsent(principal, id -> new ArrayList<>())
        .add(
            new Ground(
                kind(schedule),
                through,
                schedule.span().endExclusive(),
                certain ? Verdict.YES : Verdict.UNKNOWN));
  }

  /** By principal; service principals are among them. */
  SortedMap<Id, List<Ground>> grounds() {
    return grounds;
  }

  /** The groups that have the access. */
  SortedSet<Id> groups() {
    return groups;
  }

  /** The users among the active owners of the group (fact 188). */
  SortedSet<Id> activeOwners() {
    SortedSet<Id> owners = new TreeSet<>();
    if (access instanceof GroupAccess side) {
      owners.addAll(holdings.assigned(Access.owner(side.group())));
    }
    owners.removeIf(id -> !(tenant.principal(id) instanceof User));
    return owners;
  }

  /** Who is eligible to own the group and no active owner. */
  SortedSet<Id> eligibleOwners() {
    SortedSet<Id> eligible = new TreeSet<>();
    if (access instanceof GroupAccess side) {
      tenant
          .eligibilitiesFor(side.group())
          .filter(e -> e.isCurrent() && e.access().equals(Access.owner(side.group())))
          .forEach(e -> eligible.add(e.principal()));
    }
    eligible.removeAll(activeOwners());
    return eligible;
  }

  /** The last activation that a request or a schedule tells of, up to now. */
  Optional<Instant> lastActivation(Id user) {
    Stream<Instant> requested =
        tenant
            .requestsOf(user)
            .filter(r -> r.action() == Request.Action.SELF_ACTIVATE && r.access().equals(access))
            .filter(r -> r.status().equals(Status.PROVISIONED))
            .map(r -> r.completed().orElse(r.created()));
    Stream<Instant> scheduled =
        tenant
            .assignmentsOf(user)
            .filter(a -> a.isActivated() && a.access().equals(access))
            .map(a -> a.span().possible().startInclusive())
            .filter(start -> !start.equals(Instant.MIN));
    return Stream.concat(requested, scheduled)
        .filter(t -> !t.isAfter(start.now()))
        .max(Comparator.naturalOrder());
  }

  /** What was not read and may hide somebody; a list without ends shows all that are there. */
  SortedSet<Read> reads() {
    SortedSet<Read> reads = new TreeSet<>();
    if (access instanceof RoleAccess) {
      add(reads, Read.of(Read.Kind.ROLE_ASSIGNMENTS), Read.of(Read.Kind.ROLE_ELIGIBILITIES));
    } else {
      GroupAccess side = (GroupAccess) access;
      boolean member = side.side() == Access.Side.MEMBER;
      Read.Kind list = member ? Read.Kind.GROUP_MEMBERS : Read.Kind.GROUP_OWNERS;
      add(
          reads,
          Read.of(list, side.group()),
          Read.of(Read.Kind.GROUP_ASSIGNMENTS, side.group()),
          Read.of(Read.Kind.GROUP_ELIGIBILITIES, side.group()));
    }
    groups.forEach(group -> add(reads, Read.of(Read.Kind.GROUP_MEMBERS, group)));
    return reads;
  }

  private void add(SortedSet<Read> reads, Read... all) {
    for (Read read : all) {
      Completeness completeness =
          read.parent()
              .map(parent -> tenant.coverage().of(read.kind(), parent))
              .orElseGet(() -> tenant.coverage().of(read.kind()));
      boolean hides =
          switch (completeness.level()) {
            case COMPLETE, WITHOUT_SERVICE_PRINCIPALS, AT_READ_ONLY -> false;
            case PARTIAL, UNREAD -> true;
          };
      if (hides) {
        reads.add(read);
      }
    }
  }
}
