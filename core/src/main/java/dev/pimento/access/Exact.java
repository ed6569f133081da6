package dev.pimento.access;

import static dev.pimento.directory.Access.Side.MEMBER;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Interval;
import dev.pimento.time.IntervalSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Answers by walking the schedules, in three values and with the reads that would settle what is
 * not known. It is right whatever was read; what is known without a walk, {@link AccessIndex} does
 * not ask here.
 */
final class Exact {

  private final Records records;
  private final Frame frame;

  /** What was found of roles, which many principals reach the same way. */
  private final Map<Access, Map<Id, Times>> doors = new ConcurrentHashMap<>();

  /** What was not read of groups, which many ask about: by whom it may miss, and by kind. */
  private final Map<Account, SortedSet<Read>> unreadFor = new ConcurrentHashMap<>();

  private final Map<Read.Kind, SortedSet<Read>> unreadOfGroups = new ConcurrentHashMap<>();

  Exact(Records records) {
    this.records = records;
    this.frame = records.frame();
  }

  /**
   * Whether the principal can use the access: it holds it and can sign in.
   *
   * @param t the instant that is asked about
   */
  Answer can(Id principal, Access access, Instant t) {
    return canUse(principal, when(principal, access), t);
  }

  Answer canUse(Id principal, Times times, Instant t) {
    Verdict held = times.at(t);
    Account asked = records.account(principal);
    boolean past = t.isBefore(frame.historyFrom());
    // Disabled when it was read: whether it could sign in before, only the history tells.
    Verdict enabled =
        past && asked.enabled().isNo() && !asked.isGroup() ? Verdict.UNKNOWN : asked.enabled();
    if (held.isNo() || enabled.isNo()) {
      return new Answer(
          Verdict.NO, enabled.isNo() ? Instant.MAX : times.nextChange(t), new TreeSet<>());
    }
    if (held.isYes() && enabled.isYes()) {
      return new Answer(Verdict.YES, times.nextChange(t), new TreeSet<>());
    }
    SortedSet<Read> reads = new TreeSet<>(held.isUnknown() ? readsAt(times, t) : Set.of());
    Instant until = times.nextChange(t);
    if (enabled.isUnknown()) {
      reads.addAll(past ? Set.of(Read.of(Read.Kind.HISTORY)) : asked.reads());
      if (past && asked.enabled().isNo() && frame.historyFrom().isBefore(until)) {
        until = frame.historyFrom();
      }
    }
    return new Answer(Verdict.UNKNOWN, until, reads);
  }

  /** The history settles only what lies in it. */
  private SortedSet<Read> readsAt(Times times, Instant t) {
    SortedSet<Read> reads = new TreeSet<>(times.reads());
    if (!t.isBefore(frame.historyFrom())) {
      reads.remove(Read.of(Read.Kind.HISTORY));
    }
    return reads;
  }

  /** Whether what is held at those times is held at the instant. */
  Answer holds(Times times, Instant t) {
    Verdict verdict = times.at(t);
    return new Answer(
        verdict, times.nextChange(t), verdict.isUnknown() ? readsAt(times, t) : new TreeSet<>());
  }

  /** When the principal holds the access, by itself or through groups. */
  Times when(Id principal, Access access) {
    return when(principal, access, doorsTo(access));
  }

  /**
   * Who can use the access at the instant. Groups are not in it; their members are.
   *
   * @param t the instant that is asked about
   */
  Found<Id> who(Access access, Instant t) {
    Map<Id, Times> doors = doorsTo(access);
    return sorted(
        candidates(access, doors),
        candidate -> canUse(candidate, when(candidate, access, doors), t),
        readsAtStake(access, doors, t));
  }

  /**
   * What the principal can use at the instant.
   *
   * @param t the instant that is asked about
   */
  Found<Access> what(Id principal, Instant t) {
    return sorted(
        accesses(principal), access -> can(principal, access, t), unreadFor(principal, t));
  }

  /** What the principal holds at the instant, whether or not it can sign in. */
  Found<Access> held(Id principal, Instant t) {
    return sorted(
        accesses(principal), access -> holds(when(principal, access), t), unreadFor(principal, t));
  }

  /**
   * Who of the candidates can use the access at the instant; nobody else is looked at.
   *
   * @param when when a candidate holds it
   */
  Found<Id> whoAmong(Set<Id> candidates, Function<Id, Times> when, Instant t) {
    return sorted(candidates, id -> canUse(id, when.apply(id), t), new TreeSet<>());
  }

  /**
   * When the principal holds what, for all that it is seen to hold in some way at some time, in a
   * tenant that was read completely.
   */
  Map<Access, Times> when(Id principal) {
    Set<Id> groups = directGroupsOf(principal);
    Map<Access, Times> times = new HashMap<>();
    for (Access access : accesses(principal)) {
      Map<Id, Times> open = new HashMap<>(doorsTo(access));
      // Nobody gets in where nobody sees them.
      open.keySet().retainAll(groups);
      times.put(access, when(principal, access, open));
    }
    return times;
  }

  /** The instants at which an answer about what the principal can use may change, sorted. */
  SortedSet<Instant> changes(Id principal) {
    SortedSet<Instant> changes = new TreeSet<>();
    Account account = records.account(principal);
    if (account.isGroup()) {
      return changes;
    }
    changes.add(frame.historyFrom());
    if (!account.enabled().isNo()) {
      if (!records.columns.complete) {
        changes.add(frame.afterRead());
      }
      for (Access access : accesses(principal)) {
        Times times = when(principal, access);
        Stream.of(times.certain(), times.possible())
            .flatMap(set -> set.intervals().stream())
            .flatMap(i -> Stream.of(i.startInclusive(), i.endExclusive()))
            .forEach(changes::add);
      }
    }
    return changes;
  }

  /** Sorts candidates by their answers; what would settle an open one joins the reads. */
  private static <T extends Comparable<? super T>> Found<T> sorted(
      Set<T> candidates, Function<T, Answer> question, SortedSet<Read> reads) {
    SortedSet<T> certain = new TreeSet<>();
    SortedSet<T> possible = new TreeSet<>();
    SortedSet<Read> open = new TreeSet<>(reads);
    for (T candidate : candidates) {
      Answer answer = question.apply(candidate);
      if (answer.isYes()) {
        certain.add(candidate);
      } else if (answer.isUnknown()) {
        possible.add(candidate);
        open.addAll(answer.reads());
      }
    }
    return new Found<>(certain, possible, open);
  }

  /**
   * What the principal could hold at the instant after activating all that it may, hop by hop; what
   * it holds already is in it. What an activation would ask for is not looked at.
   *
   * @param t the instant that is asked about
   */
  Found<Access> couldHold(Id principal, Instant t) {
    return new Found<>(
        new TreeSet<>(certainWays(principal, t).keySet()),
        new TreeSet<>(possibleWays(principal, t).keySet()),
        unreadWays(principal, t));
  }

  private SortedMap<Access, Ways.Way> certainWays(Id principal, Instant t) {
    return Ways.from(records, principal, span -> span.certain().contains(t));
  }

  private SortedMap<Access, Ways.Way> possibleWays(Id principal, Instant t) {
    return Ways.from(records, principal, span -> span.possible().contains(t));
  }

  private SortedSet<Read> unreadWays(Id principal, Instant t) {
    SortedSet<Read> reads = unreadFor(principal, t);
    reads.addAll(
        unreadOfGroups.computeIfAbsent(Read.Kind.GROUP_ELIGIBILITIES, this::unreadOfGroups));
    if (!frame.coverage().of(Read.Kind.ROLE_ELIGIBILITIES).isComplete()) {
      reads.add(Read.of(Read.Kind.ROLE_ELIGIBILITIES));
    }
    return reads;
  }

  /** The cheapest way to hold the access by activations. */
  ActivationPath couldActivate(Id principal, Access access, Instant t) {
    Optional<List<ActivationPath.Hop>> certain = hopsTo(access, certainWays(principal, t));
    if (certain.isPresent()) {
      return new ActivationPath(Verdict.YES, certain.get(), unreadSettings(certain.get()));
    }
    SortedSet<Read> reads = unreadWays(principal, t);
    Optional<List<ActivationPath.Hop>> possible = hopsTo(access, possibleWays(principal, t));
    reads.addAll(possible.map(Exact::unreadSettings).orElse(new TreeSet<>()));
    Verdict verdict = possible.isPresent() || !reads.isEmpty() ? Verdict.UNKNOWN : Verdict.NO;
    return new ActivationPath(verdict, possible.orElse(List.of()), reads);
  }

  private static Optional<List<ActivationPath.Hop>> hopsTo(
      Access access, SortedMap<Access, Ways.Way> ways) {
    return ways.entrySet().stream()
        .filter(way -> way.getKey().covers(access))
        .map(Map.Entry::getValue)
        .min(Comparator.comparingLong(Ways.Way::cost))
        .map(Ways.Way::hops);
  }

  private static SortedSet<Read> unreadSettings(List<ActivationPath.Hop> hops) {
    return hops.stream()
        .filter(hop -> hop.settings().isEmpty())
        .map(hop -> Read.of(Read.Kind.ROLE_SETTINGS))
        .collect(toCollection(TreeSet::new));
  }

  /** Why the principal holds the access at the instant; empty if it does not for certain. */
  List<AccessPath> why(Id principal, Access access, Instant t) {
    List<AccessPath> paths = new ArrayList<>();
    directly(principal, t)
        .filter(a -> a.access().covers(access))
        .forEach(a -> paths.add(new AccessPath(List.of(a))));
    if (access instanceof RoleAccess role) {
      paths.addAll(throughGroups(principal, role, t));
    } else if (((GroupAccess) access).side() == MEMBER) {
      paths.addAll(nested(principal, access.target(), t));
    }
    return paths;
  }

  private List<AccessPath> throughGroups(Id principal, RoleAccess access, Instant t) {
    List<AccessPath> paths = new ArrayList<>();
    for (Id group : inheritsNested() ? groupsOf(principal) : directGroupsOf(principal)) {
      List<Assignment> roles = directly(group, t).filter(a -> a.access().covers(access)).toList();
      List<AccessPath> ways = roles.isEmpty() ? List.of() : ways(principal, group, t);
      for (AccessPath way : ways) {
        for (Assignment role : roles) {
          List<Assignment> steps = new ArrayList<>(way.steps());
          steps.add(role);
          paths.add(new AccessPath(steps));
        }
      }
    }
    return paths;
  }

  /** How the principal is in the group; by itself only, where roles are inherited no further. */
  private List<AccessPath> ways(Id principal, Id group, Instant t) {
    List<AccessPath> direct =
        directly(principal, t)
            .filter(a -> a.access().equals(Access.member(group)))
            .map(a -> new AccessPath(List.of(a)))
            .toList();
    if (!inheritsNested()) {
      return direct;
    }
    List<AccessPath> ways = new ArrayList<>(direct);
    ways.addAll(nested(principal, group, t));
    return ways;
  }

  private Set<Id> directGroupsOf(Id principal) {
    return records
        .assignmentsOf(principal)
        .filter(Records::isMembership)
        .map(stay -> stay.schedule().access().target())
        .collect(toCollection(LinkedHashSet::new));
  }

  private Set<Id> groupsOf(Id principal) {
    return Reach.from(principal, this::groupsAround).keySet();
  }

  /** The shortest way down the nesting for each first step. */
  private List<AccessPath> nested(Id principal, Id group, Instant t) {
    List<AccessPath> paths = new ArrayList<>();
    for (Assignment first : directly(principal, t).filter(Exact::isMembership).toList()) {
      List<List<Assignment>> open = List.of(List.of(first));
      Set<Id> seen = new LinkedHashSet<>(List.of(principal, first.access().target()));
      boolean found = first.access().target().equals(group);
      while (!open.isEmpty() && !found) {
        List<List<Assignment>> next = new ArrayList<>();
        for (List<Assignment> way : open) {
          Id last = way.get(way.size() - 1).access().target();
          for (Assignment step : directly(last, t).filter(Exact::isMembership).toList()) {
            List<Assignment> longer = new ArrayList<>(way);
            longer.add(step);
            if (step.access().target().equals(group) && !found) {
              paths.add(new AccessPath(longer));
              found = true;
            } else if (seen.add(step.access().target())) {
              next.add(longer);
            }
          }
        }
        open = next;
      }
    }
    return paths;
  }

  private Stream<Assignment> directly(Id principal, Instant t) {
    return records
        .assignmentsOf(principal)
        .filter(stay -> stay.span().certain().contains(t))
        .map(stay -> (Assignment) stay.schedule());
  }

  private static boolean isMembership(Assignment assignment) {
    return isMembershipOf(assignment.access());
  }

  /** What is not known before the history. */
  Times past() {
    return Times.unknown(
        IntervalSet.of(Interval.until(frame.historyFrom())), Read.of(Read.Kind.HISTORY));
  }

  private Map<Id, Times> doorsTo(Access access) {
    return access instanceof RoleAccess
        ? doors.computeIfAbsent(access, this::findDoorsTo)
        : findDoorsTo(access);
  }

  /** The groups whose direct members have the access by being that, each with when. */
  private Map<Id, Times> findDoorsTo(Access access) {
    Map<Id, Times> doors = new HashMap<>();
    if (isMembershipOf(access)) {
      doors.putAll(Reach.from(access.target(), this::groupsInside));
      doors.put(access.target(), Times.ALWAYS);
    } else if (access instanceof RoleAccess role) {
      doors.putAll(
          times(
              Records.covering(role).stream()
                  .flatMap(covering -> records.assignmentsFor(covering, Account::mayBeGroup)),
              Schedule::principal));
      if (inheritsNested()) {
        for (Map.Entry<Id, Times> door : Map.copyOf(doors).entrySet()) {
          Reach.from(door.getKey(), this::groupsInside)
              .forEach((group, in) -> doors.merge(group, in.and(door.getValue()), Times::or));
        }
      }
    }
    return doors;
  }

  private boolean inheritsNested() {
    return frame.knowledge().isOn(Switch.ROLE_NESTED_INHERITANCE);
  }

  /**
   * Whether it can have members that were not seen: a group, or an id that can be an unread one.
   */
  private boolean mayHaveUnseen(Id group) {
    Account account = records.account(group);
    return account.isGroup()
        || (account.mayBeGroup() && !frame.coverage().of(Read.Kind.GROUPS).isComplete());
  }

  private Times when(Id principal, Access access, Map<Id, Times> doors) {
    Times times = past().or(direct(principal, access));
    if (access instanceof RoleAccess) {
      times = times.or(unread(Read.Kind.ROLE_ASSIGNMENTS));
    } else if (!isMembershipOf(access)) {
      times =
          times
              .or(unlisted(principal, access.target(), Read.Kind.GROUP_OWNERS))
              .or(unscheduled(access.target()));
    }
    for (Map.Entry<Id, Times> door : doors.entrySet()) {
      times = times.or(membersOf(principal, door.getKey()).and(door.getValue()));
    }
    return times;
  }

  /** The groups that are members of a group, each with when. */
  private Map<Id, Times> groupsInside(Id group) {
    return times(
        records.assignmentsFor(Access.member(group), Account::mayBeGroup), Schedule::principal);
  }

  /** When the principal is a direct member of the group. */
  private Times membersOf(Id principal, Id group) {
    return direct(principal, Access.member(group))
        .or(unlisted(principal, group, Read.Kind.GROUP_MEMBERS))
        .or(unscheduled(group));
  }

  private Times direct(Id principal, Access access) {
    return Times.of(records.spans(principal, access));
  }

  /** What a list that may miss the principal leaves open. */
  private Times unlisted(Id principal, Id group, Read.Kind kind) {
    Completeness completeness = frame.coverage().of(kind, group);
    return mayHaveUnseen(group) && records.account(principal).mayBeMissedBy(completeness)
        ? Times.unknown(IntervalSet.always(), Read.of(kind, group))
        : Times.NEVER;
  }

  /** A list says who is in now; whether somebody is to come, only the schedules say. */
  private Times unscheduled(Id group) {
    return !mayHaveUnseen(group)
            || frame.coverage().of(Read.Kind.GROUP_ASSIGNMENTS, group).isComplete()
        ? Times.NEVER
        : afterRead(Read.of(Read.Kind.GROUP_ASSIGNMENTS, group));
  }

  private Times afterRead(Read read) {
    return Times.unknown(IntervalSet.of(Interval.from(frame.afterRead())), read);
  }

  private Times unread(Read.Kind kind) {
    return switch (frame.coverage().of(kind).level()) {
      case COMPLETE -> Times.NEVER;
      case AT_READ_ONLY -> afterRead(Read.of(kind));
      case WITHOUT_SERVICE_PRINCIPALS, PARTIAL, UNREAD ->
          Times.unknown(IntervalSet.always(), Read.of(kind));
    };
  }

  /** Everybody but groups who is seen to hold the access in some way at some time. */
  private Set<Id> candidates(Access access, Map<Id, Times> doors) {
    Set<Id> candidates = new LinkedHashSet<>();
    Consumer<Id> add =
        id -> {
          if (!records.account(id).isGroup()) {
            candidates.add(id);
          }
        };
    Records.covering(access).forEach(covering -> records.assigned(covering, add));
    doors.keySet().forEach(door -> records.assigned(Access.member(door), add));
    return candidates;
  }

  private static boolean isMembershipOf(Access access) {
    return access instanceof GroupAccess group && group.side() == MEMBER;
  }

  /** What would have to be read to be sure that nobody else has the access at the instant. */
  private SortedSet<Read> readsAtStake(Access access, Map<Id, Times> doors, Instant t) {
    Times times = when(Id.of("anybody"), access, doors);
    return new TreeSet<>(times.possible().contains(t) ? readsAt(times, t) : Set.of());
  }

  private SortedSet<Read> unreadFor(Id principal, Instant t) {
    SortedSet<Read> reads =
        new TreeSet<>(unreadFor.computeIfAbsent(records.account(principal), this::unreadFor));
    if (t.isBefore(frame.historyFrom())) {
      reads.add(Read.of(Read.Kind.HISTORY));
    }
    return reads;
  }

  private SortedSet<Read> unreadFor(Account asked) {
    if (records.columns.complete) {
      return Collections.emptySortedSet();
    }
    SortedSet<Read> reads = new TreeSet<>(unread(Read.Kind.ROLE_ASSIGNMENTS).reads());
    reads.addAll(unreadOfGroups(Read.Kind.GROUP_ASSIGNMENTS));
    records
        .groups()
        .forEach(
            group ->
                Stream.of(Read.Kind.GROUP_MEMBERS, Read.Kind.GROUP_OWNERS)
                    .filter(kind -> asked.mayBeMissedBy(frame.coverage().of(kind, group)))
                    .forEach(kind -> reads.add(Read.of(kind, group))));
    if (!frame.coverage().of(Read.Kind.GROUPS).isComplete()) {
      reads.add(Read.of(Read.Kind.GROUPS));
    }
    return reads;
  }

  /**
   * The collection as a whole where that was not read, and that of each group that was left out.
   */
  private SortedSet<Read> unreadOfGroups(Read.Kind kind) {
    if (frame.coverage().isComplete(kind)) {
      return Collections.emptySortedSet();
    }
    SortedSet<Read> reads = new TreeSet<>();
    Completeness whole = frame.coverage().of(kind);
    if (!whole.isComplete()) {
      reads.add(Read.of(kind));
    }
    records
        .groups()
        .filter(group -> !frame.coverage().of(kind, group).isComplete())
        .filter(group -> !frame.coverage().of(kind, group).equals(whole))
        .forEach(group -> reads.add(Read.of(kind, group)));
    return reads;
  }

  private Set<Access> accesses(Id principal) {
    Set<Access> accesses = new LinkedHashSet<>();
    records.assignmentsOf(principal).map(stay -> stay.schedule().access()).forEach(accesses::add);
    Set<Id> groups = groupsOf(principal);
    groups.forEach(group -> accesses.add(Access.member(group)));
    for (Id group : inheritsNested() ? groups : directGroupsOf(principal)) {
      records
          .assignmentsOf(group)
          .map(stay -> stay.schedule().access())
          .filter(RoleAccess.class::isInstance)
          .forEach(accesses::add);
    }
    return accesses;
  }

  /** The groups that somebody is a direct member of, each with when. */
  private Map<Id, Times> groupsAround(Id member) {
    return times(
        records.assignmentsOf(member).filter(Records::isMembership),
        schedule -> schedule.access().target());
  }

  private static Map<Id, Times> times(Stream<Stay> stays, Function<Schedule, Id> key) {
    Map<Id, Times> times = new HashMap<>();
    stays
        .collect(groupingBy(stay -> key.apply(stay.schedule()), mapping(Stay::span, toList())))
        .forEach((id, spans) -> times.put(id, Times.of(spans)));
    return times;
  }
}
