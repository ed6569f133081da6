package dev.pimento.testkit.http;

import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls that change something, by method and path. */
final class Writes {

  /** Carries a call out. */
  private interface Order {
    Answer of(Orders orders, List<String> ids);
  }

  /** A path whose ids are in braces, and what to do. */
  private record Route(String method, Pattern path, String words, Order order) {}

  private static final String ID = "/([^/]+)";

  /** Options that would have to show in the answer. */
  private static final List<String> SHAPING = List.of("select", "expand");

  private static final List<Route> ROUTES = routes();

  private Writes() {}

  /**
   * Carries a call out.
   *
   * @throws GraphException if it is refused, or none of those that are served
   */
  static Answer answer(Orders orders) {
    Call call = orders.call();
    String path = String.join("/", Router.segments(call.path()));
    for (Route route : ROUTES) {
      Matcher matcher = route.path.matcher(path);
      if (route.method.equals(call.method()) && matcher.matches()) {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
          ids.add(matcher.group(i));
        }
        if (SHAPING.stream().anyMatch(call.options()::containsKey)) {
          throw call.notImplemented("it takes no query options, since it changes something");
        }
        // One at a time, and each on what the last one left: a change of one property, or of one
        // rule, would undo another's otherwise.
        Simulation simulation = orders.fake().simulation();
        synchronized (simulation) {
          return route.order.of(orders.current(), ids);
        }
      }
    }
    throw call.notImplemented("");
  }

  /** The calls, as people write them. */
  static List<String> served() {
    return ROUTES.stream().map(route -> route.method + " /" + route.words).toList();
  }

  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    directory(routes);
    for (boolean ofGroup : new boolean[] {true, false}) {
      for (boolean eligible : new boolean[] {false, true}) {
        requests(routes, ofGroup, eligible);
      }
      reviews(routes, ofGroup);
    }
    add(
        routes,
        "PATCH",
        PolicyTypes.POLICIES + "/{id}",
        (orders, ids) -> new PolicyOrders(orders).policy(policy(orders, ids.get(0))));
    add(
        routes,
        "PATCH",
        PolicyTypes.POLICIES + "/{id}/rules/{rule}",
        (orders, ids) -> new PolicyOrders(orders).rule(policy(orders, ids.get(0)), ids.get(1)));
    return List.copyOf(routes);
  }

  private static void directory(List<Route> routes) {
    add(routes, "POST", "groups", (orders, ids) -> new DirectoryOrders(orders).createGroup());
    add(
        routes,
        "PATCH",
        "groups/{id}",
        (orders, ids) -> new DirectoryOrders(orders).updateGroup(id(ids, 0)));
    add(
        routes,
        "DELETE",
        "groups/{id}",
        (orders, ids) -> new DirectoryOrders(orders).delete(id(ids, 0), Group.class));
    for (boolean member : new boolean[] {true, false}) {
      String side = member ? "members" : "owners";
      add(
          routes,
          "POST",
          "groups/{id}/" + side + "/$ref",
          (orders, ids) -> new DirectoryOrders(orders).addTo(id(ids, 0), member));
      add(
          routes,
          "DELETE",
          "groups/{id}/" + side + "/{id}/$ref",
          (orders, ids) -> new DirectoryOrders(orders).removeFrom(id(ids, 0), member, id(ids, 1)));
    }
    add(routes, "POST", "users", (orders, ids) -> new DirectoryOrders(orders).createUser());
    add(
        routes,
        "PATCH",
        "users/{id}",
        (orders, ids) -> new DirectoryOrders(orders).updateUser(user(orders, ids.get(0))));
    add(
        routes,
        "DELETE",
        "users/{id}",
        (orders, ids) -> new DirectoryOrders(orders).delete(user(orders, ids.get(0)), User.class));
    add(
        routes,
        "POST",
        "users/{id}/revokeSignInSessions",
        (orders, ids) ->
            new DirectoryOrders(orders).revokeSignInSessions(user(orders, ids.get(0))));
    add(
        routes,
        "POST",
        "directory/deletedItems/{id}/restore",
        (orders, ids) -> new DirectoryOrders(orders).restore(id(ids, 0)));
    add(
        routes,
        "POST",
        ScheduleTypes.ROLE + "roleAssignments",
        (orders, ids) -> new DirectoryOrders(orders).assignRole());
    add(
        routes,
        "DELETE",
        ScheduleTypes.ROLE + "roleAssignments/{id}",
        (orders, ids) -> new DirectoryOrders(orders).unassignRole(id(ids, 0)));
    String unit = ExportedTypes.UNITS + "/{id}/";
    add(
        routes,
        "POST",
        unit + "members/$ref",
        (orders, ids) -> new DirectoryOrders(orders).addToUnit(unit(orders, ids)));
    add(
        routes,
        "DELETE",
        unit + "members/{id}/$ref",
        (orders, ids) -> new DirectoryOrders(orders).removeFromUnit(unit(orders, ids), id(ids, 1)));
    add(
        routes,
        "POST",
        unit + "scopedRoleMembers",
        (orders, ids) -> new DirectoryOrders(orders).assignAtUnit(unit(orders, ids)));
    add(
        routes,
        "DELETE",
        unit + "scopedRoleMembers/{id}",
        (orders, ids) -> {
          unit(orders, ids);
          return new DirectoryOrders(orders).unassignRole(id(ids, 1));
        });
  }

  private static void requests(List<Route> routes, boolean ofGroup, boolean eligible) {
    String kind = eligible ? "Eligibility" : "Assignment";
    String path =
        ofGroup
            ? ScheduleTypes.GROUP + kind.toLowerCase(Locale.ROOT) + "ScheduleRequests"
            : ScheduleTypes.ROLE + "role" + kind + "ScheduleRequests";
    add(
        routes,
        "POST",
        path,
        (orders, ids) -> new RequestOrders(orders).request(ofGroup, eligible));
    add(
        routes,
        "POST",
        path + "/{id}/cancel",
        (orders, ids) -> new RequestOrders(orders).cancel(ofGroup, eligible, id(ids, 0)));
  }

  /** Version 1.0 says stage, and only of groups; beta says step (facts 140, 141). */
  private static void reviews(List<Route> routes, boolean ofGroup) {
    String path =
        ofGroup
            ? ScheduleTypes.GROUP + "assignmentApprovals"
            : ScheduleTypes.ROLE + "roleAssignmentApprovals";
    for (String part : ofGroup ? List.of("stages", "steps") : List.of("steps")) {
      add(
          routes,
          "PATCH",
          path + "/{id}/" + part + "/{id}",
          (orders, ids) -> {
            if (part.equals("steps") != orders.call().isBeta()) {
              throw orders.call().notImplemented("v1.0 has stages, and beta has steps");
            }
            return new RequestOrders(orders).review(ofGroup, id(ids, 0), id(ids, 1));
          });
    }
  }

  private static void add(List<Route> routes, String method, String path, Order order) {
    StringBuilder pattern = new StringBuilder();
    for (String segment : path.split("/", -1)) {
      if (segment.startsWith("{")) {
        pattern.append(ID);
      } else {
        pattern.append('/').append(Pattern.quote(segment));
      }
    }
    routes.add(
        new Route(
            method, Pattern.compile(pattern.substring(1), Pattern.CASE_INSENSITIVE), path, order));
  }

  private static Id id(List<String> ids, int index) {
    return Roots.id(ids.get(index)).orElseThrow(() -> GraphException.notFound(ids.get(index)));
  }

  /** A user goes by its user principal name too. */
  private static Id user(Orders orders, String key) {
    return Roots.user(orders.view(), key)
        .map(row -> ((Principal) row.object()).id())
        .orElseThrow(() -> GraphException.notFound(key));
  }

  private static Id unit(Orders orders, List<String> ids) {
    Id id = id(ids, 0);
    if (ExportedTypes.unit(orders.view(), id).isEmpty()) {
      throw GraphException.notFound(ids.get(0));
    }
    return id;
  }

  private static PolicyTypes.Policy policy(Orders orders, String key) {
    return Roots.policy(orders.view(), PolicyTypes.POLICY, key)
        .orElseThrow(() -> GraphException.notFound(key));
  }
}
