package dev.pimento.graph;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import dev.pimento.directory.Access;
import dev.pimento.directory.Principal;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What Graph tells of a tenant, line by line, so that two can be compared and the odd one seen. */
final class Told {

  private Told() {}

  static SortedSet<String> of(Tenant tenant) {
    return Stream.of(principals(tenant), schedules(tenant, any -> true), settings(tenant))
        .flatMap(lines -> lines)
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<String> principals(Tenant tenant) {
    return tenant.principals().map(Principal::toString);
  }

  static Stream<String> schedules(Tenant tenant, Predicate<Schedule> which) {
    return tenant.schedules().filter(schedule -> !schedule.isEnded()).filter(which).map(Told::line);
  }

  private static String line(Schedule schedule) {
    String kind =
        schedule instanceof Assignment assignment
            ? assignment.kind() + " by " + assignment.activatedUsing()
            : "eligible";
    return String.join(
        " ",
        schedule.id().toString(),
        schedule.principal().toString(),
        schedule.access().toString(),
        kind,
        schedule.span().possible().toString(),
        schedule.phase().toString());
  }

  private static Stream<String> settings(Tenant tenant) {
    return tenant
        .principals()
        .filter(principal -> tenant.isOnboarded(principal.id()))
        .flatMap(group -> Stream.of(Access.member(group.id()), Access.owner(group.id())))
        .map(
            access ->
                access
                    + " "
                    + inAnyOrder(
                        tenant
                            .settings(access)
                            .orElseGet(() -> Knowledge.builtIn().defaultSettings(access))));
  }

  /** What stands around groups, but for units that are only a scope, and what they lean on. */
  static SortedSet<String> surroundings(Tenant tenant) {
    Surroundings around = tenant.surroundings();
    return Stream.of(
            around.applications().stream().map(a -> a + " " + around.ownersOf(a.id())),
            tenant.principals().map(Principal::id).map(id -> id + " owners " + around.ownersOf(id)),
            around.appRoles().stream(),
            around.units().stream()
                .filter(unit -> !unit.restricted().isUnknown())
                .map(unit -> unit + " " + around.membersOf(unit.id())),
            around.restricted().stream(),
            around.licences().stream(),
            around.conditionalAccessPolicies().stream(),
            around.authenticationContexts().stream(),
            tenant.roles().filter(role -> !role.builtIn()))
        .flatMap(lines -> lines)
        .map(Object::toString)
        .collect(toCollection(TreeSet::new));
  }

  /** Approvers are a set, and print in no order. */
  private static String inAnyOrder(RoleSettings settings) {
    return Stream.of(settings.toString().split("[,\\[\\]]+", -1))
        .map(String::strip)
        .sorted()
        .collect(joining(", "));
  }
}
