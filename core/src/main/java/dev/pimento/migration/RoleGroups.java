package dev.pimento.migration;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.Unresolved;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.migration.StaysDirect.Reason;
import dev.pimento.migration.Strictest.Agreed;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.TenantRules;
import dev.pimento.time.Interval;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Makes groups of bundles of roles: settings, names, existing groups, and what there is no room
 * for.
 */
final class RoleGroups {

  private static final int ROLES_IN_A_NAME = 3;

  /**
   * Roles that go together, and the people that have all of them.
   *
   * @param people until when they hold them directly
   */
  record Draft(SortedSet<RoleAccess> roles, SortedMap<Id, Instant> people) {

    long covered() {
      return (long) roles.size() * people.size();
    }
  }

  /** A draft that doesn't become a group. */
  record Dropped(Draft draft, Reason reason) {

    boolean covers(Id person, RoleAccess role) {
      return draft.people().containsKey(person) && draft.roles().contains(role);
    }
  }

  private record Ready(Draft draft, Optional<Group> existing, Agreed agreed) {}

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Instant now;
  private final MigrationOptions options;
  private final Strictest strictest;
  private final Lookup names;
  private final PlainGroups plain;
  private final Set<Id> approving = new HashSet<>();
  private final Set<String> takenNames = new HashSet<>();
  private final Set<Id> takenIds = new HashSet<>();
  private final Set<Id> replaced = new HashSet<>();
  private final List<RoleGroup> groups = new ArrayList<>();
  private final List<Dropped> dropped = new ArrayList<>();
  private final List<Recreation> recreations = new ArrayList<>();

  RoleGroups(
      Tenant tenant,
      Knowledge knowledge,
      Instant now,
      MigrationOptions options,
      List<Draft> drafts) {
    this.tenant = tenant;
    this.knowledge = knowledge;
    this.now = now;
    this.options = options;
    this.strictest = new Strictest(tenant, knowledge, now, options.approvers());
    this.names = Lookup.in(tenant);
    tenant.forEachSettings(
        (access, settings) ->
            settings.approval().approvers().stream()
                .filter(approver -> approver.kind() == Approver.Kind.GROUP)
                .forEach(approver -> approving.add(approver.id())));
    this.plain = new PlainGroups(tenant, approving);
    tenant.forEachPrincipal(
        principal -> {
          if (principal.isGroup()) {
            takenNames.add(folded(principal.displayName()));
          }
        });
    withRoom(ready(drafts)).forEach(this::make);
    groups.sort(Comparator.comparing((RoleGroup group) -> group.group().displayName()));
    Set<Id> open = new TreeSet<>(options.recreate());
    recreations.forEach(recreation -> open.remove(recreation.plain().id()));
    if (!open.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid recreation: expected plain groups that have the people of a role group, but "
              + "found "
              + open);
    }
  }

  List<RoleGroup> groups() {
    return groups;
  }

  List<Dropped> dropped() {
    return dropped;
  }

  List<Recreation> recreations() {
    return recreations;
  }

  /** Takes apart what has no settings that fit all its roles and people. */
  private List<Ready> ready(List<Draft> drafts) {
    List<Ready> ready = new ArrayList<>();
    SortedMap<RoleAccess, SortedMap<Id, Instant>> single = new TreeMap<>();
    for (Draft draft : drafts) {
      Optional<Ready> whole = draft.roles().size() == 1 ? Optional.empty() : ready(draft);
      whole.ifPresentOrElse(
          ready::add,
          () ->
              draft
                  .roles()
                  .forEach(
                      role ->
                          single
                              .computeIfAbsent(role, r -> new TreeMap<>())
                              .putAll(draft.people())));
    }
    single.forEach(
        (role, people) -> {
          SortedMap<Id, Instant> some = new TreeMap<>(people);
          Draft all = new Draft(new TreeSet<>(Set.of(role)), some);
          Optional<Ready> whole = ready(all);
          if (whole.isEmpty()) {
            SortedMap<Id, Instant> alone = new TreeMap<>(people);
            alone.keySet().removeIf(id -> agreed(all.roles(), none(), Set.of(id)).isPresent());
            some.keySet().removeAll(alone.keySet());
            dropped.add(new Dropped(new Draft(all.roles(), alone), Reason.NO_APPROVER));
            whole = some.isEmpty() ? Optional.empty() : ready(all);
          }
          whole.ifPresent(ready::add);
        });
    return ready;
  }

  private Optional<Agreed> agreed(
      Collection<RoleAccess> roles, Optional<Group> group, Collection<Id> people) {
    return strictest.of(roles, present(group), people);
  }

  private static Optional<Group> none() {
    return Optional.empty();
  }

  /** The settings of a group as they are; those of one that is to come are the service's. */
  private RoleSettings present(Optional<Group> group) {
    return group
        .map(g -> knowledge.settings(tenant, Access.member(g.id())))
        .orElseGet(
            () ->
                knowledge.defaultSettings(
                    Access.member(Id.of("00000000-0000-0000-0000-000000000000"))));
  }

  private Optional<Ready> ready(Draft draft) {
    for (Group group : holdersOf(draft)) {
      Optional<Group> existing = Optional.of(group);
      SortedSet<Id> people = eligibleFor(tenant, group.id());
      people.addAll(draft.people().keySet());
      Optional<Agreed> agreed = agreed(draft.roles(), existing, people);
      if (agreed.filter(a -> canChange(present(existing), a.settings())).isPresent()) {
        return agreed.map(a -> new Ready(draft, existing, a));
      }
    }
    return agreed(draft.roles(), none(), draft.people().keySet())
        .map(a -> new Ready(draft, none(), a));
  }

  /**
   * Who may activate a membership of the group: directly, through groups, or after activating one.
   */
  static SortedSet<Id> eligibleFor(Tenant tenant, Id group) {
    Holdings holdings = Holdings.of(tenant);
    SortedSet<Id> people = new TreeSet<>();
    Set<Id> seen = new HashSet<>(Set.of(group));
    Deque<Id> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Access membership = Access.member(open.remove());
      Set<Id> next = new TreeSet<>();
      tenant
          .eligibilitiesFor(membership.target())
          .filter(e -> e.access().equals(membership) && !e.isEnded())
          .forEach(e -> next.add(e.principal()));
      if (!membership.target().equals(group)) {
        next.addAll(holdings.assigned(membership));
      }
      for (Id id : next) {
        if (!tenant.principal(id).isGroup()) {
          people.add(id);
        } else if (seen.add(id)) {
          open.add(id);
        }
      }
    }
    return people;
  }

  /** Further recipients of mails to approvers keep the service from taking other changes. */
  private static boolean canChange(RoleSettings from, RoleSettings to) {
    return from.equals(to)
        || from.notification(PolicyRule.ACTIVATION_TO_APPROVERS).recipients().isEmpty();
  }

  /** The groups that hold these roles, as long as the people did, and lead to nothing else. */
  private List<Group> holdersOf(Draft draft) {
    RoleAccess first = draft.roles().first();
    return tenant
        .assignmentsFor(first.role())
        .filter(a -> a.isCurrent() && a.access().equals(first))
        .map(Assignment::principal)
        .distinct()
        .sorted()
        .map(tenant::principal)
        .filter(Group.class::isInstance)
        .map(Group.class::cast)
        .filter(group -> holdsExactly(group, draft) && canTake(group, draft.people()))
        .toList();
  }

  private boolean holdsExactly(Group group, Draft draft) {
    List<Schedule> own =
        tenant.schedulesOf(group.id()).filter(schedule -> !schedule.isEnded()).toList();
    SortedSet<Access> held = new TreeSet<>();
    own.forEach(schedule -> held.add(schedule.access()));
    Instant last = Collections.max(draft.people().values());
    return group.roleAssignable().isYes()
        && TenantRules.manageableByPim(group).isEmpty()
        && !approving.contains(group.id())
        && tenant.surroundings().appRolesOf(group.id()).isEmpty()
        && held.equals(new TreeSet<Access>(draft.roles()))
        && own.stream().allMatch(schedule -> stays(schedule, last));
  }

  private boolean stays(Schedule schedule, Instant last) {
    Interval certain = schedule.span().certain();
    return schedule instanceof Assignment assignment
        && assignment.isCurrent()
        && certain.contains(now)
        && !certain.endExclusive().isBefore(last);
  }

  private boolean canTake(Group group, SortedMap<Id, Instant> people) {
    return tenant
        .eligibilitiesFor(group.id())
        .filter(e -> e.access().equals(Access.member(group.id())) && !e.isEnded())
        .filter(e -> people.containsKey(e.principal()))
        .allMatch(e -> e.phase() == Phase.CURRENT && e.span().isExact());
  }

  private List<Ready> withRoom(List<Ready> ready) {
    long room = TenantRules.MAX_ROLE_ASSIGNABLE_GROUPS - TenantRules.roleAssignableGroups(tenant);
    List<Ready> kept = new ArrayList<>();
    List<Ready> byUse = new ArrayList<>(ready);
    byUse.sort(Comparator.comparingLong((Ready one) -> -one.draft().covered()));
    for (Ready one : byUse) {
      if (one.existing().isPresent()) {
        kept.add(one);
      } else if (room > 0) {
        room--;
        kept.add(one);
      } else {
        dropped.add(new Dropped(one.draft(), Reason.NO_ROOM));
      }
    }
    kept.sort(
        Comparator.comparing(
            (Ready one) -> one.draft().roles().iterator(), RoleGroups::compareRoles));
    return kept;
  }

  private static int compareRoles(Iterator<RoleAccess> some, Iterator<RoleAccess> others) {
    while (some.hasNext() && others.hasNext()) {
      int order = some.next().compareTo(others.next());
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(some.hasNext(), others.hasNext());
  }

  private void make(Ready ready) {
    Draft draft = ready.draft();
    RoleSettings settings = ready.agreed().settings();
    SortedMap<Id, Instant> people = new TreeMap<>();
    draft.people().forEach((id, end) -> people.put(id, endOf(ready.existing(), id, end, settings)));
    List<String> notes = new ArrayList<>(ready.agreed().notes());
    notes.addAll(endings(draft, ready.existing(), settings));
    notes.addAll(slow(draft.roles()));
    if (ready.existing().isPresent()) {
      Group group = ready.existing().get();
      ownersNote(group).ifPresent(notes::add);
      groups.add(new RoleGroup(group, false, draft.roles(), people, settings, notes));
      return;
    }
    Optional<Group> like = plain.with(draft.people().keySet()).filter(g -> replaced.add(g.id()));
    boolean replaces = like.filter(g -> options.recreate().contains(g.id())).isPresent();
    String name = replaces ? like.get().displayName() : freeName(draft.roles());
    Group group = Group.roleAssignable(freeId(name), name);
    groups.add(new RoleGroup(group, true, draft.roles(), people, settings, notes));
    like.map(g -> plain.recreation(g, group.id())).ifPresent(this::add);
  }

  private void add(Recreation recreation) {
    if (recreation.leadsFurther() && options.recreate().contains(recreation.plain().id())) {
      throw new IllegalArgumentException(
          "Invalid recreation: expected a group that nothing else rests on, but found %s: %s"
              .formatted(recreation.plain().displayName(), String.join("; ", recreation.losses())));
    }
    recreations.add(recreation);
  }

  private Instant endOf(Optional<Group> existing, Id person, Instant end, RoleSettings settings) {
    Instant latest =
        settings.eligibility().required()
            ? Interval.earlier(end, settings.eligibility().maximum().addTo(now))
            : end;
    return existing
        .flatMap(group -> eligibility(group, person))
        .map(e -> Interval.later(latest, e.span().endExclusive()))
        .orElse(latest);
  }

  private Optional<Eligibility> eligibility(Group group, Id person) {
    return tenant
        .eligibilitiesOf(person)
        .filter(e -> e.isCurrent() && e.access().equals(Access.member(group.id())))
        .findFirst();
  }

  private List<String> endings(Draft draft, Optional<Group> existing, RoleSettings settings) {
    List<String> notes = new ArrayList<>();
    ExpirationLimit limit = settings.eligibility();
    if (limit.required()
        && draft.people().values().stream().anyMatch(limit.maximum().addTo(now)::isBefore)) {
      notes.add(
          "eligible until %s: extend within the 14 days before (facts 85, 103)"
              .formatted(limit.maximum().addTo(now)));
    }
    for (RoleAccess role : draft.roles()) {
      if (existing.isPresent()) {
        end(existing.get(), role)
            .ifPresent(
                end ->
                    notes.add(
                        "holds %s until %s: extend (fact 85)".formatted(names.nameOf(role), end)));
        continue;
      }
      ExpirationLimit assignment = knowledge.settings(tenant, role).assignment();
      if (assignment.required()) {
        notes.add(
            "holds %s until %s at most, as the role's settings say: extend (fact 85)"
                .formatted(names.nameOf(role), assignment.maximum().addTo(now)));
      }
    }
    return notes;
  }

  private Optional<Instant> end(Group group, RoleAccess role) {
    return tenant
        .assignmentsOf(group.id())
        .filter(a -> a.isCurrent() && a.access().equals(role))
        .map(a -> a.span().certain().endExclusive())
        .max(Comparator.naturalOrder())
        .filter(end -> !end.equals(Instant.MAX));
  }

  /** What a membership brings only after a while: Option A would bring it at once. */
  private static List<String> slow(SortedSet<RoleAccess> roles) {
    SortedSet<String> workloads = new TreeSet<>();
    roles.forEach(
        role ->
            Knowledge.slowWorkload(role.role()).ifPresent(tail -> workloads.add(tail.workload())));
    return workloads.isEmpty()
        ? List.of()
        : List.of(
            "%s may take significant time to notice an activation; Option A would not (facts 151, 157)"
                .formatted(String.join(" and ", workloads)));
  }

  private Optional<String> ownersNote(Group group) {
    List<String> owners =
        tenant
            .schedulesFor(group.id())
            .filter(s -> !s.isEnded() && s.access().equals(Access.owner(group.id())))
            .map(s -> names.nameOf(s.principal()))
            .distinct()
            .sorted()
            .toList();
    return owners.isEmpty()
        ? Optional.empty()
        : Optional.of("owners can add members past activation (fact 36): " + owners);
  }

  private String freeName(SortedSet<RoleAccess> roles) {
    String wanted = options.names().map(by -> by.apply(roles)).orElseGet(() -> name(roles)).strip();
    if (wanted.isEmpty() || wanted.length() > 256) {
      throw new IllegalArgumentException(
          "Invalid name: expected 1 to 256 characters, but found \"%s\"".formatted(wanted));
    }
    String name = wanted;
    for (int number = 2; !takenNames.add(folded(name)); number++) {
      name = wanted + " " + number;
    }
    return name;
  }

  private String name(SortedSet<RoleAccess> roles) {
    List<String> words = roles.stream().map(this::word).sorted().toList();
    String joined = String.join("-", words.subList(0, Math.min(ROLES_IN_A_NAME, words.size())));
    return words.size() <= ROLES_IN_A_NAME
        ? "PIM-" + joined
        : "PIM-%s-and-%d-more".formatted(joined, words.size() - ROLES_IN_A_NAME);
  }

  private String word(RoleAccess role) {
    String name =
        tenant
            .role(role.role())
            .map(RoleDefinition::displayName)
            .or(() -> knowledge.builtInRole(role.role()).map(BuiltInRole::displayName))
            .orElseGet(() -> role.role().toString())
            .replaceFirst(" Administrator$", "")
            .replace(" ", "");
    if (role.scope() instanceof DirectoryScope.AdministrativeUnit unit) {
      String at =
          tenant
              .surroundings()
              .unit(unit.id())
              .map(u -> u.displayName())
              .orElseGet(() -> unit.id().toString());
      return name + "-at-" + at.replace(" ", "");
    }
    return role.scope() instanceof DirectoryScope.DirectoryObject object
        ? name + "-at-" + tenant.principal(object.id()).displayName().replace(" ", "")
        : name;
  }

  private Id freeId(String name) {
    if (options.ids().isPresent()) {
      Id id = options.ids().get().apply(name);
      if (isTaken(id)) {
        throw new IllegalArgumentException(
            "Invalid id for %s: expected one that is not taken, but found %s".formatted(name, id));
      }
      return id;
    }
    Id id = idOf("role group " + name);
    for (int number = 2; isTaken(id); number++) {
      id = idOf("role group %s %d".formatted(name, number));
    }
    return id;
  }

  private boolean isTaken(Id id) {
    return !(tenant.principal(id) instanceof Unresolved)
        || tenant.deleted(id).isPresent()
        || !takenIds.add(id);
  }

  private static Id idOf(String seed) {
    return Id.of(UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString());
  }

  private static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
