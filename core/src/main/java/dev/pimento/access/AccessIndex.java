package dev.pimento.access;

import static dev.pimento.directory.Access.Side.MEMBER;
import static dev.pimento.directory.Access.Side.OWNER;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.IntervalSet;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Answers questions about a tenant from the intervals of its schedules: no clock, no replay.
 *
 * <p>Roles are inherited by the direct active members of a group only, unless the knowledge says
 * otherwise; membership of a group is inherited through nested groups (facts 15, 233). About an
 * instant before the tenant's history the answer is yes or unknown, never no (fact 229).
 *
 * <p><em>Holding</em> an access and being able to <em>use</em> it differ: a disabled account keeps
 * what it holds and can't sign in (fact 247); a group holds, and its members use.
 *
 * <p>Immutable and thread-safe. Each answer walks the tenant; nothing is precomputed.
 */
public final class AccessIndex {

  private final Tenant tenant;
  private final Knowledge knowledge;

  private AccessIndex(Tenant tenant, Knowledge knowledge) {
    this.tenant = requireNonNull(tenant, "tenant");
    this.knowledge = requireNonNull(knowledge, "knowledge");
  }

  public static AccessIndex of(Tenant tenant, Knowledge knowledge) {
    return new AccessIndex(tenant, knowledge);
  }

  /**
   * Whether the principal can use the access: it holds it and can sign in.
   *
   * @param t the instant that is asked about
   */
  public Answer can(Id principal, Access access, Instant t) {
    return canUse(principal, when(principal, access), t);
  }

  private Answer canUse(Id principal, Times times, Instant t) {
    Verdict held = times.at(t);
    Principal asked = tenant.principal(principal);
    boolean past = t.isBefore(tenant.historyFrom());
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
      reads.addAll(past ? Set.of(Read.of(Read.Kind.HISTORY)) : readsOf(asked));
      if (past && asked.enabled().isNo() && tenant.historyFrom().isBefore(until)) {
        until = tenant.historyFrom();
      }
    }
    return new Answer(Verdict.UNKNOWN, until, reads);
  }

  /** The history settles only what lies in it. */
  private SortedSet<Read> readsAt(Times times, Instant t) {
    SortedSet<Read> reads = new TreeSet<>(times.reads());
    if (!t.isBefore(tenant.historyFrom())) {
      reads.remove(Read.of(Read.Kind.HISTORY));
    }
    return reads;
  }

  /** Whether the principal holds the access at the instant, whether or not it can sign in. */
  public Answer holds(Id principal, Access access, Instant t) {
    Times times = when(principal, access);
    Verdict verdict = times.at(t);
    return new Answer(
        verdict, times.nextChange(t), verdict.isUnknown() ? readsAt(times, t) : new TreeSet<>());
  }

  /** When the principal holds the access, by itself or through groups. */
  public Times when(Id principal, Access access) {
    return when(principal, access, doorsTo(access));
  }

  /**
   * Who can use the access at the instant. Groups are not in it; their members are.
   *
   * @param t the instant that is asked about
   */
  public Found<Id> who(Access access, Instant t) {
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
  public Found<Access> what(Id principal, Instant t) {
    return sorted(
        accesses(principal), access -> can(principal, access, t), unreadFor(principal, t));
  }

  /** Sorts candidates by their answers; what would settle an open one joins the reads. */
  private static <T extends Comparable<T>> Found<T> sorted(
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
  public Found<Access> couldHold(Id principal, Instant t) {
    SortedSet<Access> certain = reachable(principal, span -> span.certain().contains(t));
    SortedSet<Access> possible = reachable(principal, span -> span.possible().contains(t));
    SortedSet<Read> reads = unreadFor(principal, t);
    reads.addAll(unreadOfGroups(Read.Kind.GROUP_ELIGIBILITIES));
    if (!tenant.coverage().of(Read.Kind.ROLE_ELIGIBILITIES).isComplete()) {
      reads.add(Read.of(Read.Kind.ROLE_ELIGIBILITIES));
    }
    return new Found<>(certain, possible, reads);
  }

  /** Why the principal holds the access at the instant; empty if it does not for certain. */
  public List<AccessPath> why(Id principal, Access access, Instant t) {
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
    return tenant
        .assignmentsOf(principal)
        .filter(AccessIndex::isMembership)
        .map(a -> a.access().target())
        .collect(toCollection(LinkedHashSet::new));
  }

  private Set<Id> groupsOf(Id principal) {
    return Reach.from(principal, this::groupsAround).keySet();
  }

  /** The shortest way down the nesting for each first step. */
  private List<AccessPath> nested(Id principal, Id group, Instant t) {
    List<AccessPath> paths = new ArrayList<>();
    for (Assignment first : directly(principal, t).filter(AccessIndex::isMembership).toList()) {
      List<List<Assignment>> open = List.of(List.of(first));
      Set<Id> seen = new LinkedHashSet<>(List.of(principal, first.access().target()));
      boolean found = first.access().target().equals(group);
      while (!open.isEmpty() && !found) {
        List<List<Assignment>> next = new ArrayList<>();
        for (List<Assignment> way : open) {
          Id last = way.get(way.size() - 1).access().target();
          for (Assignment step : directly(last, t).filter(AccessIndex::isMembership).toList()) {
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
    return tenant.assignmentsOf(principal).filter(a -> spanOf(a).certain().contains(t));
  }

  private static boolean isMembership(Schedule schedule) {
    return isMembershipOf(schedule.access());
  }

  /** When an assignment holds: its own span, and a last owner's until another comes (fact 39). */
  private Span spanOf(Assignment assignment) {
    Span span = eligibleSpanOf(assignment);
    if (assignment.isEnded()
        || !(assignment.access() instanceof GroupAccess side)
        || side.side() != OWNER
        || !tenant.coverage().of(Read.Kind.GROUP_OWNERS, side.group()).isComplete()) {
      return span;
    }
    return Owners.of(tenant, side, this::endsWith).spanOf(assignment, span);
  }

  /** An activation's span, cut where its eligibility is to expire if the switch says so. */
  private Span eligibleSpanOf(Assignment assignment) {
    Span span = assignment.span();
    return endsWith(assignment)
        .map(Eligibility::span)
        .map(
            eligible ->
                new Span(
                    span.certain().endingAt(eligible.certain().endExclusive()),
                    span.possible().endingAt(eligible.possible().endExclusive())))
        .orElse(span);
  }

  /**
   * The eligibility that takes an activation along when it expires. What became of one that is
   * over, the activation's own span shows already.
   */
  private Optional<Eligibility> endsWith(Assignment assignment) {
    return assignment
        .activatedUsing()
        .filter(using -> knowledge.isOn(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION))
        .flatMap(tenant::schedule)
        .filter(schedule -> !schedule.isEnded())
        .filter(Eligibility.class::isInstance)
        .map(Eligibility.class::cast);
  }

  private Times past() {
    return Times.unknown(
        IntervalSet.of(Interval.until(tenant.historyFrom())), Read.of(Read.Kind.HISTORY));
  }

  /** The groups whose direct members have the access by being that, each with when. */
  private Map<Id, Times> doorsTo(Access access) {
    Map<Id, Times> doors = new HashMap<>();
    if (isMembershipOf(access)) {
      doors.putAll(Reach.from(access.target(), this::groupsInside));
      doors.put(access.target(), Times.ALWAYS);
    } else if (access instanceof RoleAccess role) {
      tenant
          .assignmentsFor(role.role())
          .filter(a -> a.access().covers(role) && mayBeGroup(a.principal()))
          .forEach(a -> doors.merge(a.principal(), Times.of(spanOf(a)), Times::or));
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
    return knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE);
  }

  /** Whether the id is a group's, or nothing speaks against it: what is seen inside it counts. */
  private boolean mayBeGroup(Id id) {
    Principal principal = tenant.principal(id);
    return principal.isGroup() || principal instanceof Unresolved;
  }

  /**
   * Whether it can have members that were not seen: a group, or an id that can be an unread one.
   */
  private boolean mayHaveUnseen(Id group) {
    return tenant.principal(group).isGroup()
        || (mayBeGroup(group) && !tenant.coverage().of(Read.Kind.GROUPS).isComplete());
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
    Map<Id, Times> inside = new HashMap<>();
    tenant
        .assignmentsFor(group)
        .filter(a -> isMembership(a) && mayBeGroup(a.principal()))
        .forEach(a -> inside.merge(a.principal(), Times.of(spanOf(a)), Times::or));
    return inside;
  }

  /** When the principal is a direct member of the group. */
  private Times membersOf(Id principal, Id group) {
    return direct(principal, Access.member(group))
        .or(unlisted(principal, group, Read.Kind.GROUP_MEMBERS))
        .or(unscheduled(group));
  }

  private Times direct(Id principal, Access access) {
    return tenant
        .assignmentsOf(principal)
        .filter(a -> a.access().covers(access))
        .map(a -> Times.of(spanOf(a)))
        .reduce(Times.NEVER, Times::or);
  }

  /** What a list that may miss the principal leaves open. */
  private Times unlisted(Id principal, Id group, Read.Kind kind) {
    Completeness completeness = tenant.coverage().of(kind, group);
    return mayHaveUnseen(group) && completeness.mayMiss(tenant.principal(principal))
        ? Times.unknown(IntervalSet.always(), Read.of(kind, group))
        : Times.NEVER;
  }

  /** A list says who is in now; whether somebody is to come, only the schedules say. */
  private Times unscheduled(Id group) {
    return !mayHaveUnseen(group)
            || tenant.coverage().of(Read.Kind.GROUP_ASSIGNMENTS, group).isComplete()
        ? Times.NEVER
        : afterRead(Read.of(Read.Kind.GROUP_ASSIGNMENTS, group));
  }

  private Times afterRead(Read read) {
    return Times.unknown(
        IntervalSet.of(Interval.from(Interval.plus(tenant.asOf(), Duration.ofNanos(1)))), read);
  }

  private Times unread(Read.Kind kind) {
    return switch (tenant.coverage().of(kind).level()) {
      case COMPLETE -> Times.NEVER;
      case AT_READ_ONLY -> afterRead(Read.of(kind));
      case WITHOUT_SERVICE_PRINCIPALS, PARTIAL, UNREAD ->
          Times.unknown(IntervalSet.always(), Read.of(kind));
    };
  }

  /** Everybody but groups who is seen to hold the access in some way at some time. */
  private Set<Id> candidates(Access access, Map<Id, Times> doors) {
    Stream<Assignment> holders =
        tenant.assignmentsFor(access.target()).filter(a -> a.access().covers(access));
    Stream<Assignment> members =
        doors.keySet().stream().flatMap(tenant::assignmentsFor).filter(AccessIndex::isMembership);
    return Stream.concat(holders, members)
        .map(Assignment::principal)
        .filter(id -> !tenant.principal(id).isGroup())
        .collect(toCollection(LinkedHashSet::new));
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
    SortedSet<Read> reads = new TreeSet<>(unread(Read.Kind.ROLE_ASSIGNMENTS).reads());
    reads.addAll(unreadOfGroups(Read.Kind.GROUP_ASSIGNMENTS));
    Principal asked = tenant.principal(principal);
    tenant
        .principals()
        .filter(Principal::isGroup)
        .forEach(
            group ->
                Stream.of(Read.Kind.GROUP_MEMBERS, Read.Kind.GROUP_OWNERS)
                    .filter(kind -> tenant.coverage().of(kind, group.id()).mayMiss(asked))
                    .forEach(kind -> reads.add(Read.of(kind, group.id()))));
    if (!tenant.coverage().of(Read.Kind.GROUPS).isComplete()) {
      reads.add(Read.of(Read.Kind.GROUPS));
    }
    if (t.isBefore(tenant.historyFrom())) {
      reads.add(Read.of(Read.Kind.HISTORY));
    }
    return reads;
  }

  /**
   * The collection as a whole where that was not read, and that of each group that was left out.
   */
  private SortedSet<Read> unreadOfGroups(Read.Kind kind) {
    SortedSet<Read> reads = new TreeSet<>();
    Completeness whole = tenant.coverage().of(kind);
    if (!whole.isComplete()) {
      reads.add(Read.of(kind));
    }
    tenant
        .principals()
        .filter(Principal::isGroup)
        .map(Principal::id)
        .filter(group -> !tenant.coverage().of(kind, group).isComplete())
        .filter(group -> !tenant.coverage().of(kind, group).equals(whole))
        .forEach(group -> reads.add(Read.of(kind, group)));
    return reads;
  }

  private Set<Access> accesses(Id principal) {
    Set<Access> accesses = new LinkedHashSet<>();
    tenant.assignmentsOf(principal).map(Assignment::access).forEach(accesses::add);
    Set<Id> groups = groupsOf(principal);
    groups.forEach(group -> accesses.add(Access.member(group)));
    for (Id group : inheritsNested() ? groups : directGroupsOf(principal)) {
      tenant
          .assignmentsOf(group)
          .map(Assignment::access)
          .filter(RoleAccess.class::isInstance)
          .forEach(accesses::add);
    }
    return accesses;
  }

  /** The groups that somebody is a direct member of, each with when. */
  private Map<Id, Times> groupsAround(Id member) {
    Map<Id, Times> around = new HashMap<>();
    tenant
        .assignmentsOf(member)
        .filter(AccessIndex::isMembership)
        .forEach(a -> around.merge(a.access().target(), Times.of(spanOf(a)), Times::or));
    return around;
  }

  private SortedSet<Access> reachable(Id principal, Predicate<Span> holds) {
    SortedSet<Access> reached = new TreeSet<>();
    List<Id> open = new ArrayList<>(List.of(principal));
    Set<Id> memberOf = new LinkedHashSet<>();
    Set<Id> direct = new LinkedHashSet<>();
    for (int i = 0; i < open.size(); i++) {
      Id holder = open.get(i);
      boolean self = holder.equals(principal);
      Stream<Access> assigned =
          tenant.assignmentsOf(holder).filter(a -> holds.test(spanOf(a))).map(Assignment::access);
      Stream<Access> eligible =
          tenant.eligibilitiesOf(holder).filter(e -> holds.test(e.span())).map(Eligibility::access);
      List<Access> own =
          assigned
              .filter(
                  a ->
                      self
                          || isMembershipOf(a)
                          || ((inheritsNested() || direct.contains(holder))
                              && a instanceof RoleAccess))
              .toList();
      boolean mayActivate =
          self
              || direct.contains(holder)
              || knowledge.isOn(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS);
      List<Access> activated = mayActivate ? eligible.toList() : List.of();
      for (Access access : Stream.concat(own.stream(), activated.stream()).toList()) {
        reached.add(access);
        boolean becomesDirect = self || activated.contains(access);
        if (isMembershipOf(access)) {
          boolean news = memberOf.add(access.target());
          boolean nowDirect = becomesDirect && direct.add(access.target());
          if (news || nowDirect) {
            open.add(access.target());
          }
        }
      }
    }
    return reached;
  }

  /** What to read to learn whether the principal can sign in. */
  private static Set<Read> readsOf(Principal principal) {
    if (principal instanceof User) {
      return Set.of(Read.of(Read.Kind.USERS));
    }
    return principal instanceof ServicePrincipal
        ? Set.of(Read.of(Read.Kind.SERVICE_PRINCIPALS))
        : Set.of(Read.of(Read.Kind.USERS), Read.of(Read.Kind.SERVICE_PRINCIPALS));
  }
}
