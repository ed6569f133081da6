package dev.pimento.lifecycle;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a command is decided in.
 *
 * @param knowledge what is known of the service
 * @param tenant the tenant
 * @param now the instant
 */
record Situation(Knowledge knowledge, Tenant tenant, Instant now) {

  Course course() {
    return new Course(knowledge, tenant, now);
  }

  RoleSettings settings(Access access) {
    return knowledge.settings(tenant, access);
  }

  Lookup names() {
    return Lookup.in(tenant);
  }

  Holdings holdings() {
    return Holdings.of(tenant).withNestedRoles(knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE));
  }

  /** Denied with all the reasons, or what the rest decides. */
  static Decision unless(List<Refusal> refusals, Supplier<Decision> rest) {
    return refusals.isEmpty() ? rest.get() : new Decision.Denied(refusals);
  }

  /** Who holds a role by itself or as a member of a group; no groups. */
  SortedSet<Id> holdersOf(Access role) {
    SortedSet<Id> holders = new TreeSet<>();
    for (Id holder : holdings().assigned(role)) {
      if (!tenant.principal(holder).isGroup()) {
        holders.add(holder);
      } else if (knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE)) {
        holders.addAll(holdings().membersOf(holder));
      } else {
        holdings().assigned(Access.member(holder)).stream()
            .filter(id -> !tenant.principal(id).isGroup())
            .forEach(holders::add);
      }
    }
    return holders;
  }

  /** Who may administer the access by a directory role. */
  SortedSet<Id> administratorsByRole(Access access) {
    SortedSet<Id> administrators = new TreeSet<>();
    knowledge
        .administratorsOf(tenant, access)
        .forEach(role -> administrators.addAll(holdersOf(Access.role(role))));
    return administrators;
  }

  /** The schedules of the principal itself for exactly this access that are not over. */
  Stream<Schedule> existing(Id principal, Access access, boolean eligible) {
    return tenant
        .schedulesOf(principal)
        .filter(s -> !s.isEnded() && s.access().equals(access))
        .filter(s -> s instanceof Eligibility == eligible);
  }

  /** The schedule that an administrator changes or extends: no activation. */
  Optional<Schedule> assigned(Id principal, Access access, boolean eligible) {
    return existing(principal, access, eligible).filter(s -> !isActivated(s)).findFirst();
  }

  /** The schedule that expired last; what was removed does not count. */
  Optional<Schedule> expired(Id principal, Access access, boolean eligible) {
    return tenant
        .schedulesOf(principal)
        .filter(s -> s.phase() == Phase.EXPIRED && s.access().equals(access))
        .filter(s -> s instanceof Eligibility == eligible && !isActivated(s))
        .max(Comparator.comparing(s -> s.span().endExclusive()));
  }

  static boolean isActivated(Schedule schedule) {
    return schedule instanceof Assignment assignment && assignment.isActivated();
  }

  /** An eligibility of the principal, or of a group that it is an active member of (fact 40). */
  Optional<Eligibility> eligibilityOf(Id principal, Access access, Instant start) {
    return eligibilitiesInForce(principal)
        .filter(e -> e.access().equals(access) && e.span().possible().contains(start))
        .findFirst();
  }

  /** The principal's own eligibilities, then those of the groups that it is a member of. */
  Stream<Eligibility> eligibilitiesInForce(Id principal) {
    SortedSet<Id> groups = holdings().groupsOf(principal);
    if (!knowledge.isOn(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS)) {
      groups.removeIf(group -> !holdings().direct(principal).contains(Access.member(group)));
    }
    return Stream.concat(Stream.of(principal), groups.stream())
        .flatMap(tenant::eligibilitiesOf)
        .filter(Schedule::isCurrent);
  }

  /** The requests about the principal and the access that are not settled. */
  Stream<Request> open(Id principal, Access access) {
    return tenant
        .requestsOf(principal)
        .filter(r -> !r.status().isFinal() && r.access().equals(access));
  }

  /** The principal that calls, where it is known. */
  Optional<Principal> caller(Call call) {
    return call.caller().principal().map(tenant::principal);
  }

  /** Whether an application calls, with permissions of its own and nobody signed in. */
  boolean isApplication(Call call) {
    return caller(call).filter(ServicePrincipal.class::isInstance).isPresent();
  }

  List<Read> unread(Read.Kind... kinds) {
    return Stream.of(kinds)
        .filter(kind -> !tenant.coverage().of(kind).isComplete())
        .map(Read::of)
        .toList();
  }

  /** The list that would show a schedule for the access, if it was not read in full. */
  List<Read> unreadSchedules(Access access, boolean eligible) {
    Read.Kind kind = Read.Kind.ofSchedules(access, eligible);
    return tenant.coverage().of(kind, access.target()).isComplete()
        ? List.of()
        : List.of(Read.of(kind));
  }

  /** The member lists, of these groups and of those inside them, that may hide the principal. */
  SortedSet<Read> unreadMembers(Set<Id> groups, Principal principal) {
    SortedSet<Read> reads = new TreeSet<>();
    Set<Id> seen = new HashSet<>(groups);
    Deque<Id> open = new ArrayDeque<>(groups);
    while (!open.isEmpty()) {
      Id group = open.remove();
      if (tenant.coverage().of(Read.Kind.GROUP_MEMBERS, group).mayMiss(principal)) {
        reads.add(Read.of(Read.Kind.GROUP_MEMBERS, group));
      }
      holdings().assigned(Access.member(group)).stream()
          .filter(id -> tenant.principal(id).isGroup() && seen.add(id))
          .forEach(open::add);
    }
    return reads;
  }

  /** The settings of the access, if the default stands in for what was not read. */
  List<Read> unreadSettings(Access access) {
    return tenant.settings(access).isPresent()
            || tenant.coverage().of(Read.Kind.ROLE_SETTINGS, access.target()).isComplete()
        ? List.of()
        : List.of(Read.of(Read.Kind.ROLE_SETTINGS));
  }

  boolean isEligibleElsewhere(Id principal, Access access) {
    return access instanceof RoleAccess
        && eligibilitiesInForce(principal)
            .anyMatch(
                e -> e.access().target().equals(access.target()) && !e.access().equals(access));
  }
}
