package dev.pimento.testkit.http;

import static java.util.stream.Collectors.toCollection;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.GraphPermissions;
import dev.pimento.takeover.UserAdministration;
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
    View view = orders.view();
    Set<RoleAccess> roles =
        UserAdministration.in(view.tenant(), view.knowledge()).rolesThatMay(action, user);
    callingUser(orders)
        .filter(caller -> Holdings.of(view.tenant()).of(caller).stream().noneMatch(roles::contains))
        .filter(caller -> isKnown(view.tenant(), Set.of()))
        .ifPresent(
            caller -> {
              throw denied(view, caller, "for this user", roles);
            });
  }

  /**
   * Checks that the user who calls, if one does, administers an access.
   *
   * @throws GraphException 403, naming the roles that do
   */
  static void checkAdministers(Orders orders, Access access) {
    View view = orders.view();
    Set<Id> roles = view.knowledge().administratorsOf(view.tenant(), access);
    Set<Access> own =
        access instanceof GroupAccess side ? Set.of(Access.owner(side.group())) : Set.of();
    String what = own.isEmpty() ? "" : "or an owner of the group";
    callingUser(orders).ifPresent(by -> checkHolds(view, by, own, roles, what));
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
    Optional<Id> group = filter.required("groupId").flatMap(Roots::id);
    Access named = group.<Access>map(Access::member).orElse(Access.role(GLOBAL_READER));
    Set<Id> roles = new TreeSet<>(view.knowledge().administratorsOf(tenant, named));
    roles.add(GLOBAL_READER);
    Set<Access> own =
        group.isPresent()
            ? Set.of(Access.owner(group.get()), Access.member(group.get()))
            : Set.of();
    checkHolds(view, caller.get(), own, roles, "or an owner or member of the group");
  }

  /** Refuses who holds none of it; who is not known to hold any may still. */
  private static void checkHolds(
      View view, Id caller, Set<Access> own, Set<Id> roles, String what) {
    Holdings holdings = Holdings.of(view.tenant());
    Set<RoleAccess> forAll = roles.stream().map(Access::role).collect(toCollection(TreeSet::new));
    boolean may =
        own.stream().anyMatch(holdings.direct(caller)::contains)
            || forAll.stream().anyMatch(role -> holdings.holds(caller, role));
    if (!may && isKnown(view.tenant(), own)) {
      throw denied(view, caller, what, forAll);
    }
  }

  /** Whether all was read that can let somebody do it. */
  private static boolean isKnown(Tenant tenant, Set<Access> own) {
    Coverage coverage = tenant.coverage();
    return coverage.of(Read.Kind.ROLE_ASSIGNMENTS).isComplete()
        && own.stream()
            .allMatch(side -> coverage.of(Read.Kind.GROUP_OWNERS, side.target()).isComplete());
  }

  private static Optional<Id> callingUser(Orders orders) {
    return orders
        .caller()
        .principal()
        .filter(id -> orders.checked() && orders.view().tenant().principal(id) instanceof User);
  }

  private static GraphException denied(View view, Id caller, String what, Set<RoleAccess> roles) {
    List<String> names = roles.stream().map(role -> nameOf(view, role)).sorted().toList();
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

  private static String nameOf(View view, RoleAccess access) {
    String name =
        view.knowledge()
            .builtInRole(access.role())
            .map(BuiltInRole::displayName)
            .orElse(access.role().toString());
    return access.scope().equals(DirectoryScope.tenant()) ? name : name + " at " + access.scope();
  }
}
