package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.TenantRules;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the checks read: what is in force at an instant, and which roles it leads to. */
final class Scan {

  private static final Comparator<Schedule> BY_PRINCIPAL =
      Comparator.comparing(Schedule::principal).thenComparing(Schedule::id);

  final Tenant tenant;
  final Knowledge knowledge;
  final Instant at;
  final Baseline baseline;
  final Lookup names;

  private final boolean hasRequests;
  private final Map<RoleAccess, Optional<Id>> groupsFor = new HashMap<>();
  private final Map<Id, Set<Id>> people = new HashMap<>();
  private final Map<Id, Set<Id>> standing = new HashMap<>();

  private final SortedMap<Access, List<Assignment>> assignments = new TreeMap<>();
  private final SortedMap<Access, List<Eligibility>> eligibilities = new TreeMap<>();
  private final SortedMap<Access, List<Eligibility>> gates = new TreeMap<>();

  /** The roles that a group has, active or to activate. */
  private final Map<Id, SortedSet<RoleAccess>> held = new HashMap<>();

  private final Map<Id, SortedSet<RoleAccess>> eligible = new HashMap<>();

  /** The groups that a group is in, or could be in. */
  private final Map<Id, Set<Id>> parents = new HashMap<>();

  /** The groups that a group is in now, where their roles are inherited through it. */
  private final Map<Id, Set<Id>> inherited = new HashMap<>();

  private final Map<Id, SortedSet<RoleAccess>> reach = new HashMap<>();

  Scan(Tenant tenant, Knowledge knowledge, Instant at, Baseline baseline) {
    this.tenant = tenant;
    this.knowledge = knowledge;
    this.at = at;
    this.baseline = baseline;
    this.names = Lookup.in(tenant);
    this.hasRequests = tenant.requests().findAny().isPresent();
    Map<Access, List<Assignment>> assigned = new HashMap<>();
    Map<Access, List<Eligibility>> open = new HashMap<>();
    tenant.forEachSchedule(
        schedule -> {
          if (!schedule.isCurrent() || !schedule.span().possible().contains(at)) {
            return;
          }
          if (schedule instanceof Assignment assignment) {
            assigned.computeIfAbsent(schedule.access(), a -> new ArrayList<>()).add(assignment);
          } else if (schedule instanceof Eligibility eligibility) {
            open.computeIfAbsent(schedule.access(), a -> new ArrayList<>()).add(eligibility);
          }
          if (isGroup(schedule.principal())) {
            ofGroup(schedule);
          }
        });
    assignments.putAll(assigned);
    eligibilities.putAll(open);
    assignments.values().forEach(list -> list.sort(BY_PRINCIPAL));
    eligibilities.values().forEach(list -> list.sort(BY_PRINCIPAL));
    eligibilities.forEach(
        (access, list) ->
            gates.computeIfAbsent(access.settingsKey(), a -> new ArrayList<>()).addAll(list));
  }

  private void ofGroup(Schedule schedule) {
    Id group = schedule.principal();
    if (schedule.access() instanceof RoleAccess role) {
      Map<Id, SortedSet<RoleAccess>> roles = schedule instanceof Assignment ? held : eligible;
      roles.computeIfAbsent(group, g -> new TreeSet<>()).add(role);
    } else {
      Id parent = schedule.access().target();
      parents.computeIfAbsent(group, g -> new HashSet<>()).add(parent);
      if (schedule instanceof Assignment && knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE)) {
        inherited.computeIfAbsent(group, g -> new HashSet<>()).add(parent);
      }
    }
  }

  /** Everything that somebody is assigned, in its order. */
  Set<Access> assigned() {
    return assignments.keySet();
  }

  /** Everything that somebody is eligible for, in its order. */
  Set<Access> activatable() {
    return eligibilities.keySet();
  }

  /** Who is assigned exactly this, activated or not, by principal. */
  List<Assignment> assignments(Access access) {
    return assignments.getOrDefault(access, List.of());
  }

  /** Who is eligible for exactly this, by principal. */
  List<Eligibility> eligibilities(Access access) {
    return eligibilities.getOrDefault(access, List.of());
  }

  /** The settings that an activation is held to, each with those who are eligible by them. */
  SortedMap<Access, List<Eligibility>> gates() {
    return Collections.unmodifiableSortedMap(gates);
  }

  SortedSet<RoleAccess> rolesHeldBy(Id group) {
    return held.getOrDefault(group, new TreeSet<>());
  }

  /** The roles that holding the access gives at once; an owner can add themselves (fact 36). */
  SortedSet<RoleAccess> opens(Access access) {
    return access instanceof RoleAccess role ? new TreeSet<>(Set.of(role)) : opens(access.target());
  }

  /** By the group itself, and by those it is in where nested groups inherit roles (fact 233). */
  private SortedSet<RoleAccess> opens(Id group) {
    if (inherited.isEmpty()) {
      return rolesHeldBy(group);
    }
    SortedSet<RoleAccess> roles = new TreeSet<>();
    walk(group, inherited, each -> roles.addAll(rolesHeldBy(each)));
    return roles;
  }

  /** The roles that the access leads to, at once or by further activations. */
  SortedSet<RoleAccess> leadsTo(Access access) {
    return access instanceof RoleAccess role
        ? new TreeSet<>(Set.of(role))
        : reach.computeIfAbsent(access.target(), this::walk);
  }

  private SortedSet<RoleAccess> walk(Id start) {
    SortedSet<RoleAccess> roles = new TreeSet<>();
    walk(
        start,
        parents,
        group -> {
          roles.addAll(rolesHeldBy(group));
          roles.addAll(eligible.getOrDefault(group, new TreeSet<>()));
        });
    return roles;
  }

  private static void walk(Id start, Map<Id, Set<Id>> up, Consumer<Id> visitor) {
    Set<Id> seen = new HashSet<>(Set.of(start));
    Deque<Id> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Id group = open.remove();
      visitor.accept(group);
      up.getOrDefault(group, Set.of()).stream().filter(seen::add).forEach(open::add);
    }
  }

  /** The groups that have a role, or are in one that has, in the order of ids. */
  SortedSet<Id> groupsThatLead() {
    SortedSet<Id> groups = new TreeSet<>(held.keySet());
    groups.addAll(eligible.keySet());
    groups.addAll(parents.keySet());
    groups.removeIf(group -> leadsTo(Access.member(group)).isEmpty());
    return groups;
  }

  boolean isPrivileged(RoleAccess role) {
    return !knowledge.isPrivileged(tenant, role.role()).isNo();
  }

  /** What settles whether any of the roles is privileged; nothing where one is for sure. */
  SortedSet<Read> doubt(Collection<RoleAccess> roles) {
    SortedSet<Read> reads = new TreeSet<>();
    boolean sure =
        roles.stream().anyMatch(role -> knowledge.isPrivileged(tenant, role.role()).isYes());
    if (!sure) {
      reads.add(Read.of(Read.Kind.ROLE_DEFINITIONS));
    }
    return reads;
  }

  /** Those of the roles that are privileged, or may be. */
  SortedSet<RoleAccess> privileged(Collection<RoleAccess> roles) {
    SortedSet<RoleAccess> privileged = new TreeSet<>(roles);
    privileged.removeIf(role -> !isPrivileged(role));
    return privileged;
  }

  boolean hasRequests() {
    return hasRequests;
  }

  boolean isGroup(Id principal) {
    return tenant.principal(principal).isGroup();
  }

  /** Whether it is a person: a user account; what is declared is sorted out later. */
  boolean isPerson(Id principal) {
    return tenant.principal(principal) instanceof User;
  }

  /** Whether it is known by its id only, and may be a person. */
  boolean isUnresolved(Id principal) {
    return tenant.principal(principal) instanceof Unresolved;
  }

  Optional<Group> group(Id id) {
    Principal principal = tenant.principal(id);
    return principal instanceof Group group ? Optional.of(group) : Optional.empty();
  }

  /** Whether it holds at the instant for sure; a member that no schedule explains may activate. */
  Verdict isCertain(Schedule schedule) {
    boolean certain = schedule.span().certain().contains(at);
    boolean explained =
        schedule.span().isExact()
            || !(schedule instanceof Assignment)
            || tenant
                .coverage()
                .of(Read.Kind.ofSchedules(schedule.access(), false), schedule.access().target())
                .isComplete();
    return certain && explained ? Verdict.YES : Verdict.UNKNOWN;
  }

  /** What settles whether schedules hold. */
  SortedSet<Read> readsFor(Collection<? extends Schedule> schedules) {
    SortedSet<Read> reads = new TreeSet<>();
    for (Schedule schedule : schedules) {
      if (!isCertain(schedule).isYes()) {
        Read.Kind kind =
            Read.Kind.ofSchedules(schedule.access(), !(schedule instanceof Assignment));
        reads.add(
            schedule.access() instanceof GroupAccess side
                ? Read.of(kind, side.group())
                : Read.of(kind));
      }
    }
    return reads;
  }

  /** Where a collection was not read completely, in all or of a parent. */
  List<Read> unread(Read.Kind kind, boolean servicePrincipals) {
    List<Read> reads = new ArrayList<>();
    if (tenant.coverage().of(kind).mayHide(servicePrincipals)) {
      reads.add(Read.of(kind));
    }
    tenant
        .coverage()
        .said()
        .forEach(
            (read, completeness) -> {
              if (read.kind() == kind
                  && read.parent().isPresent()
                  && completeness.mayHide(servicePrincipals)) {
                reads.add(read);
              }
            });
    return reads;
  }

  /** The settings of an access; the service's own where the tenant's were read and it has none. */
  Optional<RoleSettings> settings(Access access) {
    Optional<RoleSettings> own = tenant.settings(access);
    boolean read = tenant.coverage().of(Read.Kind.ROLE_SETTINGS, access.target()).isComplete();
    return own.isPresent() || !read ? own : Optional.of(knowledge.settings(tenant, access));
  }

  /** A group that holds this role only and that PIM can put people into, the first by its id. */
  Optional<Id> groupFor(RoleAccess role) {
    return groupsFor.computeIfAbsent(role, this::findGroupFor);
  }

  private Optional<Id> findGroupFor(RoleAccess role) {
    return assignments(role).stream()
        .filter(holder -> isCertain(holder).isYes())
        .map(Schedule::principal)
        .filter(id -> group(id).filter(Scan::takesPeople).isPresent())
        .filter(id -> rolesHeldBy(id).size() == 1)
        .findFirst();
  }

  private static boolean takesPeople(Group group) {
    return group.roleAssignable().isYes() && TenantRules.manageableByPim(group).isEmpty();
  }

  /** The people that eligibilities are for, in person or through groups. */
  SortedSet<Id> whoActivates(Collection<Eligibility> eligibilities) {
    SortedSet<Id> people = new TreeSet<>();
    for (Eligibility eligibility : eligibilities) {
      if (isGroup(eligibility.principal())) {
        people.addAll(peopleOf(eligibility.principal()));
      } else if (isPerson(eligibility.principal())) {
        people.add(eligibility.principal());
      }
    }
    return people;
  }

  /** The people in a group, or eligible for it, and those of groups in it. */
  private Set<Id> peopleOf(Id group) {
    return people.computeIfAbsent(
        group, start -> inside(start, member -> true, Scan.this::eligibilities));
  }

  /** The people who are in a group without an activation, and those of groups in it. */
  Set<Id> standingMembers(Id group) {
    return standing.computeIfAbsent(
        group, start -> inside(start, member -> !member.isActivated(), access -> List.of()));
  }

  private Set<Id> inside(
      Id start, Predicate<Assignment> which, Function<Access, List<Eligibility>> eligible) {
    Set<Id> found = new HashSet<>();
    Set<Id> seen = new HashSet<>(Set.of(start));
    Deque<Id> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Access member = Access.member(open.remove());
      Stream.concat(assignments(member).stream().filter(which), eligible.apply(member).stream())
          .map(Schedule::principal)
          .forEach(
              id -> {
                if (isPerson(id)) {
                  found.add(id);
                } else if (isGroup(id) && seen.add(id)) {
                  open.add(id);
                }
              });
    }
    return found;
  }

  /**
   * Who has the name, if somebody has.
   *
   * @throws IllegalArgumentException if two have it
   */
  Optional<Principal> find(String name) {
    return names.findPrincipal(name);
  }

  String name(Id id) {
    return names.nameOf(id);
  }

  String name(Access access) {
    return names.nameOf(access);
  }

  /** A few names, sorted, and how many more. */
  String names(Collection<? extends Access> accesses) {
    return few(accesses.stream().map(names::nameOf).sorted().toList());
  }

  String people(Collection<Id> ids) {
    return few(ids.stream().map(names::nameOf).sorted().toList());
  }

  private static String few(List<String> names) {
    int shown = Math.min(3, names.size());
    String first = String.join(", ", names.subList(0, shown));
    return names.size() <= shown ? first : first + " and " + (names.size() - shown) + " more";
  }

  boolean isOwner(Access access) {
    return access instanceof GroupAccess side && side.side() == Side.OWNER;
  }
}
