package dev.pimento.migration;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Groups to which no role can be assigned, and what would be lost with them. */
final class PlainGroups {

  private final Tenant tenant;
  private final Holdings holdings;
  private final Lookup names;
  private final Set<Id> approving;

  PlainGroups(Tenant tenant, Set<Id> approving) {
    this.tenant = tenant;
    this.holdings = Holdings.of(tenant);
    this.names = Lookup.in(tenant);
    this.approving = approving;
  }

  /** The first plain group whose direct active members are exactly these. */
  Optional<Group> with(Set<Id> people) {
    Set<Id> members = new TreeSet<>(people);
    return holdings.direct(members.iterator().next()).stream()
        .filter(access -> access.equals(Access.member(access.target())))
        .map(access -> tenant.principal(access.target()))
        .filter(Group.class::isInstance)
        .map(Group.class::cast)
        .filter(group -> group.roleAssignable().isNo())
        .filter(group -> !group.dynamic().isYes() && !group.synced().isYes())
        .filter(group -> holdings.assigned(Access.member(group.id())).equals(members))
        .findFirst();
  }

  Recreation recreation(Group group, Id replacedBy) {
    Id id = group.id();
    List<Schedule> own = tenant.schedulesOf(id).filter(s -> !s.isEnded()).toList();
    List<String> further = new ArrayList<>();
    own.stream().map(this::words).sorted().distinct().forEach(further::add);
    if (approving.contains(id)) {
      further.add("its members approve activations");
    }
    int appRoles = tenant.surroundings().appRolesOf(id).size();
    if (appRoles > 0) {
      further.add("app roles: " + appRoles);
    }
    tenant.surroundings().conditionalAccessPolicies().stream()
        .filter(
            policy ->
                policy.included().groups().contains(id) || policy.excluded().groups().contains(id))
        .map(policy -> "the Conditional Access policy %s names it".formatted(policy.displayName()))
        .sorted()
        .forEach(further::add);
    if (!tenant.coverage().of(Read.Kind.CONDITIONAL_ACCESS_POLICIES).isComplete()) {
      further.add("a Conditional Access policy may name it: they were not read");
    }
    rolesAt(id).forEach(role -> further.add("somebody holds " + names.nameOf(role) + " over it"));
    List<String> losses = new ArrayList<>(List.of("its id, and whatever names it by that"));
    losses.addAll(further);
    add(losses, "members, who become eligible", holdings.assigned(Access.member(id)).stream());
    add(losses, "owners", holdings.assigned(Access.owner(id)).stream());
    add(
        losses,
        "eligible for it",
        tenant.eligibilitiesFor(id).filter(e -> !e.isEnded()).map(Eligibility::principal));
    if (tenant.settings(Access.member(id)).isPresent()
        || tenant.settings(Access.owner(id)).isPresent()) {
      losses.add("its settings in PIM");
    }
    List<String> units =
        tenant.surroundings().unitsOf(id).stream()
            .map(unit -> tenant.surroundings().unit(unit).map(u -> u.displayName()))
            .flatMap(Optional::stream)
            .sorted()
            .toList();
    if (!units.isEmpty()) {
      losses.add("in the administrative units " + String.join(", ", units));
    }
    return new Recreation(group, replacedBy, losses, !further.isEmpty());
  }

  private Stream<RoleAccess> rolesAt(Id group) {
    DirectoryScope at = new DirectoryScope.DirectoryObject(group);
    return tenant
        .roles()
        .flatMap(role -> tenant.schedulesFor(role.id()))
        .filter(schedule -> !schedule.isEnded())
        .map(Schedule::access)
        .filter(access -> access instanceof RoleAccess role && role.scope().equals(at))
        .map(RoleAccess.class::cast)
        .distinct();
  }

  private String words(Schedule schedule) {
    String what = names.nameOf(schedule.access());
    return schedule instanceof Assignment ? "it is " + what : "it is eligible: " + what;
  }

  private void add(List<String> losses, String what, Stream<Id> who) {
    List<String> all = who.distinct().map(names::nameOf).sorted().toList();
    if (!all.isEmpty()) {
      String first = all.stream().limit(5).collect(joining(", "));
      losses.add(
          what + ": " + (all.size() <= 5 ? first : first + " and " + (all.size() - 5) + " more"));
    }
  }
}
