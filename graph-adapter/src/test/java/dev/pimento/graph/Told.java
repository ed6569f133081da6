package dev.pimento.graph;

import static java.util.stream.Collectors.toCollection;

import dev.pimento.directory.Access;
import dev.pimento.directory.Principal;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What Graph tells of a tenant, line by line, so that two can be compared and the odd one seen. */
final class Told {

  private Told() {}

  static SortedSet<String> of(Tenant tenant) {
    return Stream.of(principals(tenant), schedules(tenant), settings(tenant))
        .flatMap(lines -> lines)
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<String> principals(Tenant tenant) {
    return tenant.principals().map(Principal::toString);
  }

  private static Stream<String> schedules(Tenant tenant) {
    return tenant.schedules().filter(schedule -> !schedule.isEnded()).map(Told::line);
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
                    + tenant
                        .settings(access)
                        .orElseGet(() -> Knowledge.builtIn().defaultSettings(access)));
  }
}
