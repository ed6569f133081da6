package dev.pimento.rule;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All of a tenant that may lead to some accesses: the schedules for them, for the groups that have
 * them, and for who approves on the way.
 */
final class Slice {

  private final Asked asked;
  private final Set<Access> accesses = new LinkedHashSet<>();
  private final SortedMap<Id, List<Schedule>> byPrincipal = new TreeMap<>();
  private final Map<Access, Door> doors = new HashMap<>();
  private final Map<Access, Set<Door>> decides = new HashMap<>();
  private final Map<Id, Boolean> groups = new HashMap<>();
  private final Deque<Access> open = new ArrayDeque<>();
  private boolean exact = true;

  private Slice(Asked asked) {
    this.asked = asked;
  }

  static Slice of(Asked asked, Collection<? extends Access> goals) {
    Slice slice = new Slice(asked);
    goals.forEach(
        goal -> {
          slice.need(goal);
          slice.enter(goal);
        });
    while (!slice.open.isEmpty()) {
      slice.add(slice.open.remove());
    }
    slice.byPrincipal.values().forEach(list -> list.sort(Comparator.comparing(Schedule::id)));
    return slice;
  }

  private void need(Access access) {
    if (accesses.add(access)) {
      open.add(access);
    }
  }

  private void add(Access access) {
    asked
        .tenant()
        .schedulesFor(access.target())
        .filter(schedule -> schedule.access().equals(access))
        .forEach(this::add);
  }

  private void add(Schedule schedule) {
    Id principal = schedule.principal();
    byPrincipal.computeIfAbsent(principal, id -> new ArrayList<>(2)).add(schedule);
    if (isGroup(principal)) {
      need(Access.member(principal));
    } else {
      exact &= isKnown(asked.tenant().principal(principal));
    }
    exact &= schedule.span().isExact();
    boolean given = schedule instanceof Assignment assignment && !assignment.isActivated();
    if (!given || !schedule.span().isExact()) {
      exact &= enter(schedule.access()).settings().isPresent();
    }
  }

  private static boolean isKnown(Principal principal) {
    return !(principal instanceof Unresolved) && !principal.enabled().isUnknown();
  }

  /** The door to an access of which nobody was seen to be eligible has no approvers here. */
  Door door(Access access) {
    Door known = doors.get(access);
    return known == null ? Door.of(asked, access) : known;
  }

  private Door enter(Access access) {
    Door known = doors.get(access);
    if (known != null) {
      return known;
    }
    Door door = Door.of(asked, access);
    doors.put(access, door);
    for (Access held : door.deciders()) {
      decides.computeIfAbsent(held, a -> new LinkedHashSet<>()).add(door);
      need(held);
    }
    for (Id user : door.users()) {
      exact &= isKnown(asked.tenant().principal(user));
    }
    return door;
  }

  /** What those who hold the access can approve. */
  Set<Door> decidedBy(Access held) {
    return decides.getOrDefault(held, Set.of());
  }

  Collection<Door> doors() {
    return doors.values().stream().sorted(Comparator.comparing(Door::access)).toList();
  }

  /** The groups whose members come to what is looked for. */
  SortedSet<Id> groups() {
    SortedSet<Id> members = new TreeSet<>();
    for (Access access : accesses) {
      if (access instanceof GroupAccess side && side.side() == Side.MEMBER) {
        members.add(side.group());
      }
    }
    return members;
  }

  Asked asked() {
    return asked;
  }

  boolean isGroup(Id id) {
    return groups.computeIfAbsent(id, asked::isGroup);
  }

  SortedSet<Id> principals() {
    return (SortedSet<Id>) byPrincipal.keySet();
  }

  List<Schedule> of(Id principal) {
    return byPrincipal.getOrDefault(principal, List.of());
  }

  List<Schedule> schedules() {
    return byPrincipal.values().stream().flatMap(List::stream).toList();
  }

  /** Whether what surely leads somewhere is all that may, but for what was not read. */
  boolean isExact() {
    return exact;
  }

  /**
   * What was not read and may hide a schedule at the instant.
   *
   * @param eligibilities whether what could be activated matters
   * @param servicePrincipals whether more than users matter
   */
  SortedSet<Read> unread(Instant at, boolean eligibilities, boolean servicePrincipals) {
    SortedSet<Read> reads = new TreeSet<>();
    boolean later = at.isAfter(asked.tenant().asOf());
    boolean roles = accesses.stream().anyMatch(RoleAccess.class::isInstance);
    if (roles) {
      add(reads, Read.of(Read.Kind.ROLE_ASSIGNMENTS), later, servicePrincipals);
    }
    if (roles && eligibilities) {
      add(reads, Read.of(Read.Kind.ROLE_ELIGIBILITIES), true, servicePrincipals);
    }
    for (Access access : accesses) {
      if (access instanceof GroupAccess side) {
        Id group = side.group();
        Read.Kind list =
            side.side() == Side.MEMBER ? Read.Kind.GROUP_MEMBERS : Read.Kind.GROUP_OWNERS;
        add(reads, Read.of(list, group), false, servicePrincipals);
        if (later) {
          add(reads, Read.of(Read.Kind.GROUP_ASSIGNMENTS, group), true, servicePrincipals);
        }
        if (eligibilities) {
          add(reads, Read.of(Read.Kind.GROUP_ELIGIBILITIES, group), true, servicePrincipals);
        }
      }
    }
    if (at.isBefore(asked.tenant().historyFrom())) {
      reads.add(Read.of(Read.Kind.HISTORY));
    }
    byPrincipal.keySet().stream()
        .filter(id -> asked.tenant().principal(id) instanceof Unresolved)
        .forEach(id -> add(reads, Read.of(Read.Kind.GROUPS), false, servicePrincipals));
    return reads;
  }

  /** Adds the read as it was said: of the one parent, or of all of the kind. */
  private void add(SortedSet<Read> reads, Read read, boolean ends, boolean servicePrincipals) {
    Coverage coverage = asked.tenant().coverage();
    Completeness completeness =
        read.parent().map(id -> coverage.of(read.kind(), id)).orElse(coverage.of(read.kind()));
    boolean hides =
        completeness.mayHide(servicePrincipals)
            || (ends && completeness.level() == Completeness.Level.AT_READ_ONLY);
    if (hides) {
      boolean own = read.kind() == Read.Kind.GROUP_MEMBERS || read.kind() == Read.Kind.GROUP_OWNERS;
      reads.add(own || coverage.said().containsKey(read) ? read : Read.of(read.kind()));
    }
  }

  /** What to read to be sure of all that leads somewhere but is not certain. */
  SortedSet<Read> doubts(Scene scene) {
    SortedSet<Read> reads = new TreeSet<>();
    for (Schedule schedule : schedules()) {
      if (scene.isInForce(schedule)) {
        reads.addAll(scene.doubts(schedule));
      }
      if (canSignIn(schedule.principal()).isUnknown()) {
        reads.add(Read.of(Read.Kind.USERS));
      }
    }
    for (Door door : doors.values()) {
      if (door.settings().isEmpty()) {
        reads.add(Read.of(Read.Kind.ROLE_SETTINGS));
      }
      if (door.users().stream().anyMatch(user -> canSignIn(user).isUnknown())) {
        reads.add(Read.of(Read.Kind.USERS));
      }
    }
    return reads;
  }

  /** Whether the account can sign in; who is not there at all can't. */
  Verdict canSignIn(Id account) {
    Principal principal = asked.tenant().principal(account);
    if (principal instanceof Unresolved) {
      Coverage coverage = asked.tenant().coverage();
      boolean read =
          coverage.of(Read.Kind.USERS).isComplete()
              && coverage.of(Read.Kind.SERVICE_PRINCIPALS).isComplete();
      return read ? Verdict.NO : Verdict.UNKNOWN;
    }
    return principal.enabled();
  }
}
