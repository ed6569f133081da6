package dev.pimento.testkit.http;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.GraphPermissions;
import dev.pimento.knowledge.UserAdministration;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a token may make a call: by the permissions that it states, and where it is a user's, by
 * what the user holds. A token that states no permissions is not checked for them; nor is a call
 * whose permissions are not known. A call without a token is not checked at all.
 */
final class Gate {

  private static final Id GLOBAL_READER = Id.of("f2ef992c-3afb-46b9-b7cf-a126ee74c451");

  private Gate() {}

  /**
   * Checks a call.
   *
   * @throws GraphException 403, naming what is missing
   */
  static void check(Call call) {
    Optional<Bearer> bearer = Bearer.of(call).filter(Bearer::statesPermissions);
    if (bearer.isEmpty()) {
      return;
    }
    GraphPermissions.of(call.method(), Router.segments(call.path()))
        .ifPresent(
            permissions ->
                require(
                    call,
                    bearer.get().isApplication()
                        ? permissions.application()
                        : permissions.delegated()));
  }

  /**
   * Checks that the token, if it states permissions, has one of these.
   *
   * @throws GraphException 403, naming what is missing
   */
  static void require(Orders orders, List<String> anyOf) {
    if (orders.checked()) {
      require(orders.call(), anyOf);
    }
  }

  private static void require(Call call, List<String> anyOf) {
    Optional<Bearer> bearer = Bearer.of(call).filter(Bearer::statesPermissions);
    if (bearer.isEmpty() || bearer.get().permissions().stream().anyMatch(anyOf::contains)) {
      return;
    }
    Set<String> found = bearer.get().permissions();
    String kind = bearer.get().isApplication() ? "application" : "delegated";
    String why =
        anyOf.isEmpty()
            ? "the call is not supported with %s permissions".formatted(kind)
            : "expected one of the %s permissions %s, but found %s".formatted(kind, anyOf, found);
    throw new GraphException(
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
        List.of(Map.entry("MissingPermission", why)));
  }

  /** The permissions of the list that do more than remove. */
  static List<String> beyondRemoval(Call call) {
    List<String> all = new ArrayList<>();
    GraphPermissions.of(call.method(), Router.segments(call.path()))
        .ifPresent(
            permissions -> {
              all.addAll(permissions.delegated());
              all.addAll(permissions.application());
            });
    all.removeIf(name -> name.contains(".Remove."));
    return all;
  }

  /**
   * Checks that the user who calls, if one does, may do something to a user.
   *
   * @throws GraphException 403, naming the roles that may
   */
  static void checkMay(Orders orders, UserAdministration.Action action, Id user) {
    Tenant tenant = orders.view().tenant();
    Optional<Id> caller = callingUser(orders);
    UserAdministration administration = UserAdministration.in(tenant);
    if (caller.isPresent()
        && isKnown(tenant, Optional.empty())
        && !administration.may(caller.get(), action, user)) {
      throw denied(
          orders.view(), caller.get(), "for this user", administration.rolesThatMay(action, user));
    }
  }

  /**
   * Checks that the user who calls, if one does, administers an access.
   *
   * @throws GraphException 403, naming the roles that do
   */
  static void checkAdministers(Orders orders, Access access) {
    Optional<Id> caller = callingUser(orders);
    if (caller.isEmpty()) {
      return;
    }
    Tenant tenant = orders.view().tenant();
    Holdings holdings = Holdings.of(tenant);
    Set<Id> roles = orders.view().knowledge().administratorsOf(tenant, access);
    boolean owner =
        access instanceof GroupAccess side
            && holdings.direct(caller.get()).contains(Access.owner(side.group()));
    Optional<Id> group =
        access instanceof GroupAccess side ? Optional.of(side.group()) : Optional.empty();
    if (!owner
        && isKnown(tenant, group)
        && roles.stream().noneMatch(role -> holdings.holds(caller.get(), Access.role(role)))) {
      String what = access instanceof GroupAccess ? "or an owner of the group" : "";
      throw denied(orders.view(), caller.get(), what, roles);
    }
  }

  /**
   * Checks that the user who calls, if one does, may read what a filter of PIM for groups names: an
   * owner or a member of the group, who administers it, a Global Reader, and everybody for
   * themselves (fact 23).
   *
   * @throws GraphException 403
   */
  static void checkReads(View view, Filter filter) {
    Tenant tenant = view.tenant();
    Optional<Id> caller = view.caller().filter(id -> tenant.principal(id) instanceof User);
    Optional<Id> principal = filter.required("principalId").flatMap(Roots::id);
    if (caller.isEmpty() || principal.equals(caller)) {
      return;
    }
    Holdings holdings = Holdings.of(tenant);
    Set<Id> roles = new TreeSet<>(Set.of(GLOBAL_READER));
    Optional<Id> group = filter.required("groupId").flatMap(Roots::id);
    group.ifPresent(
        id -> roles.addAll(view.knowledge().administratorsOf(tenant, Access.member(id))));
    if (group.isEmpty()) {
      roles.addAll(view.knowledge().administratorsOf(tenant, Access.role(GLOBAL_READER)));
    }
    Set<Access> direct = holdings.direct(caller.get());
    boolean own =
        group.isPresent()
            && (direct.contains(Access.owner(group.get()))
                || direct.contains(Access.member(group.get())));
    if (!own && roles.stream().noneMatch(role -> holdings.holds(caller.get(), Access.role(role)))) {
      throw denied(view, caller.get(), "or an owner or member of the group", roles);
    }
  }

  /** Whether all was read that can let somebody do it: who is not known to may still. */
  private static boolean isKnown(Tenant tenant, Optional<Id> group) {
    Coverage coverage = tenant.coverage();
    return coverage.of(Read.Kind.ROLE_ASSIGNMENTS).isComplete()
        && group.stream().allMatch(id -> coverage.of(Read.Kind.GROUP_OWNERS, id).isComplete());
  }

  private static Optional<Id> callingUser(Orders orders) {
    return orders
        .caller()
        .principal()
        .filter(id -> orders.checked() && orders.view().tenant().principal(id) instanceof User);
  }

  private static GraphException denied(View view, Id caller, String what, Set<Id> roles) {
    List<String> names =
        roles.stream()
            .map(
                role ->
                    view.knowledge()
                        .builtInRole(role)
                        .map(BuiltInRole::displayName)
                        .orElse(role.toString()))
            .sorted()
            .toList();
    return new GraphException(
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
        List.of(
            Map.entry(
                "MissingRole",
                "expected an active one of %s %s, but found %s"
                    .formatted(names, what, view.tenant().principal(caller).displayName()))));
  }
}
