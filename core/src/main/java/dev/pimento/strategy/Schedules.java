package dev.pimento.strategy;

import static dev.pimento.directory.Access.Side.MEMBER;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What of a tenant's schedules leads to a role at an instant or within a month. */
final class Schedules {

  private final Tenant tenant;
  private final Instant at;
  private final Interval month;

  /** Groups that hold roles, are eligible for them, or are in such groups. */
  private final Set<Id> leading = new HashSet<>();

  /** Groups that may be role-assignable: who is in them, or owns them, may be protected. */
  private final Set<Id> protecting = new HashSet<>();

  private final Map<Id, List<Schedule>> byPrincipal = new HashMap<>();
  private final SortedSet<Id> people = new TreeSet<>();

  Schedules(Tenant tenant, Instant at, Interval month) {
    this.tenant = tenant;
    this.at = at;
    this.month = month;
    Set<Id> groups = new HashSet<>();
    tenant.forEachPrincipal(
        principal -> {
          if (principal instanceof Group group) {
            groups.add(group.id());
            if (!group.roleAssignable().isNo()) {
              protecting.add(group.id());
            }
          }
        });
    List<Schedule> all = new ArrayList<>();
    tenant.forEachSchedule(
        schedule -> {
          if (matters(schedule)) {
            all.add(schedule);
            if (schedule.access() instanceof GroupAccess side && groups.add(side.group())) {
              protecting.add(side.group());
            }
          }
        });
    Map<Id, Set<Id>> inside = new HashMap<>();
    all.forEach(schedule -> ofGroup(schedule, groups, inside));
    close(inside);
    all.forEach(schedule -> ofPerson(schedule, groups));
    byPrincipal.values().forEach(list -> list.sort(Comparator.comparing(Schedule::id)));
  }

  private void ofGroup(Schedule schedule, Set<Id> groups, Map<Id, Set<Id>> inside) {
    if (!groups.contains(schedule.principal())) {
      return;
    }
    if (schedule.access() instanceof RoleAccess) {
      leading.add(schedule.principal());
    } else if (isMembership(schedule.access())) {
      inside
          .computeIfAbsent(schedule.access().target(), id -> new HashSet<>())
          .add(schedule.principal());
    }
    add(schedule);
  }

  private void close(Map<Id, Set<Id>> inside) {
    Deque<Id> open = new ArrayDeque<>(leading);
    while (!open.isEmpty()) {
      for (Id group : inside.getOrDefault(open.remove(), Set.of())) {
        if (leading.add(group)) {
          open.add(group);
        }
      }
    }
  }

  private void ofPerson(Schedule schedule, Set<Id> groups) {
    if (groups.contains(schedule.principal())) {
      return;
    }
    Access access = schedule.access();
    boolean leads =
        access instanceof RoleAccess || (isMembership(access) && leading.contains(access.target()));
    if (leads) {
      people.add(schedule.principal());
    }
    if (leads || (access instanceof GroupAccess && protecting.contains(access.target()))) {
      add(schedule);
    }
  }

  private void add(Schedule schedule) {
    byPrincipal.computeIfAbsent(schedule.principal(), id -> new ArrayList<>(4)).add(schedule);
  }

  private boolean matters(Schedule schedule) {
    Interval possible = schedule.span().possible();
    return possible.contains(at)
        || (possible.startInclusive().isBefore(month.endExclusive())
            && month.startInclusive().isBefore(possible.endExclusive()));
  }

  static boolean isMembership(Access access) {
    return access instanceof GroupAccess side && side.side() == MEMBER;
  }

  /** Everybody who is no group and has something that leads to a role, sorted. */
  SortedSet<Id> people() {
    return people;
  }

  /** Everything that has a schedule that matters. */
  Set<Id> principals() {
    return byPrincipal.keySet();
  }

  /** The schedules of a principal that matter, by their ids. */
  List<Schedule> of(Id principal) {
    return byPrincipal.getOrDefault(principal, List.of());
  }

  /**
   * Whether it is certain at the instant and known to be no activation. Whom PIM's schedules do not
   * explain, since they were not read, may be a member by an activation.
   */
  boolean isStanding(Assignment assignment) {
    return !assignment.isActivated()
        && assignment.span().certain().contains(at)
        && (assignment.span().isExact()
            || !people.contains(assignment.principal())
            || isRead(Read.Kind.ofSchedules(assignment.access(), false), assignment.access()));
  }

  private boolean isRead(Read.Kind kind, Access access) {
    return tenant.coverage().of(kind, access.target()).isComplete();
  }

  /** What to read to know more of a schedule that is not certain. */
  static Read readFor(Schedule schedule) {
    Read.Kind kind = Read.Kind.ofSchedules(schedule.access(), !(schedule instanceof Assignment));
    return schedule.access() instanceof GroupAccess
        ? Read.of(kind, schedule.access().target())
        : Read.of(kind);
  }

  /** What was not read and may hide a way to a role. */
  SortedSet<Read> unread() {
    SortedSet<Read> reads =
        unread(
            leading,
            Read.Kind.GROUP_MEMBERS,
            Read.Kind.GROUP_ASSIGNMENTS,
            Read.Kind.GROUP_ELIGIBILITIES);
    addUnread(reads, Read.Kind.ROLE_ASSIGNMENTS, Read.Kind.ROLE_ELIGIBILITIES);
    if (at.isBefore(tenant.historyFrom())) {
      reads.add(Read.of(Read.Kind.HISTORY));
    }
    return reads;
  }

  private void addUnread(SortedSet<Read> reads, Read.Kind... kinds) {
    for (Read.Kind kind : kinds) {
      if (tenant.coverage().of(kind).mayHide(false)) {
        reads.add(Read.of(kind));
      }
    }
  }

  private SortedSet<Read> unread(Collection<Id> groups, Read.Kind... kinds) {
    Coverage coverage = tenant.coverage();
    Set<Read> said = coverage.said().keySet();
    SortedSet<Read> reads = new TreeSet<>();
    for (Read.Kind kind : kinds) {
      for (Id group : groups) {
        Read own = Read.of(kind, group);
        if (coverage.of(kind, group).mayHide(false)) {
          reads.add(said.contains(own) ? own : Read.of(kind));
        }
      }
    }
    return reads;
  }
}
