package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.ImmutableGroup;
import dev.pimento.directory.ImmutableUser;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.lifecycle.Command;
import dev.pimento.takeover.UserAdministration.Action;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.testkit.export.ExportedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Changes of users, groups, their members and owners, and of role assignments past PIM. */
final class DirectoryOrders {

  /** So many members or owners can be bound in one call. */
  private static final int MOST_BOUND = 20;

  /** What role-assignable groups take. */
  private static final List<String> ROLE_MANAGEMENT = List.of("RoleManagement.ReadWrite.Directory");

  /** What of a user takes more than other properties. */
  private static final List<String> SENSITIVE =
      List.of(
          "accountEnabled",
          "businessPhones",
          "mobilePhone",
          "onPremisesImmutableId",
          "otherMails",
          "userPrincipalName");

  private static final Set<String> UNSTORED =
      Set.of("passwordprofile", "password", "keycredentials", "passwordcredentials");

  private final Orders orders;

  DirectoryOrders(Orders orders) {
    this.orders = orders;
  }

  Answer createGroup() {
    Body body = Body.of(orders.call());
    check(body, DirectoryTypes.GROUP, Set.of("members", "owners"));
    boolean mail = needed(body, "mailEnabled");
    boolean security = needed(body, "securityEnabled");
    body.needed("mailNickname");
    Set<String> types = groupTypes(body);
    boolean unified = types.contains("unified");
    if (mail != unified || (!unified && !security)) {
      throw badRequest(
          "expected a security group, or a Microsoft 365 group with mailEnabled: others can't be"
              + " created here");
    }
    Id id = orders.fake().simulation().nextRequestId();
    if (body.flag("isAssignableToRole").orElse(false)) {
      Gate.require(orders, ROLE_MANAGEMENT);
    }
    Group group =
        Group.builder()
            .id(id)
            .displayName(body.needed("displayName"))
            .kind(unified ? Group.Kind.MICROSOFT_365 : Group.Kind.SECURITY)
            .roleAssignable(Verdict.of(body.flag("isAssignableToRole").orElse(false)))
            .dynamic(Verdict.of(types.contains("dynamicmembership")))
            .synced(Verdict.NO)
            .restricted(Verdict.NO)
            .build();
    List<Command> commands = new ArrayList<>();
    commands.add(new Command.CreatePrincipal(orders.engineCall(), group));
    add(commands, body, "members", Access.member(id));
    add(commands, body, "owners", Access.owner(id));
    orders.carryOut(commands);
    keepCreated("groups", DirectoryTypes.GROUP, id, body);
    return orders.created(DirectoryTypes.GROUP, "groups", orders.after().existingPrincipal(id));
  }

  private static boolean needed(Body body, String property) {
    return body.flag(property)
        .orElseThrow(
            () ->
                badRequest(
                    "A value is required for property '%s' of resource 'Group'."
                        .formatted(property)));
  }

  private static Set<String> groupTypes(Body body) {
    Set<String> types = new TreeSet<>();
    body.texts("groupTypes").forEach(type -> types.add(type.toLowerCase(Locale.ROOT)));
    return types;
  }

  private void add(List<Command> commands, Body body, String property, Access access) {
    List<Id> bound = body.bound(property);
    if (bound.size() > MOST_BOUND) {
      throw badRequest(
          "expected at most %d %s in one call, but found %d"
              .formatted(MOST_BOUND, property, bound.size()));
    }
    bound.forEach(id -> commands.add(new Command.AddDirectly(orders.engineCall(), id, access)));
  }

  Answer updateGroup(Id id) {
    Group group = (Group) existing(id, Group.class);
    Body body = Body.of(orders.call());
    check(body, DirectoryTypes.GROUP, Set.of("members", "owners"));
    ImmutableGroup.Builder changed = Group.builder().from(group);
    body.text("displayName").ifPresent(changed::displayName);
    body.flag("isAssignableToRole").map(Verdict::of).ifPresent(changed::roleAssignable);
    List<Command> commands = new ArrayList<>();
    if (!changed.build().equals(group)) {
      commands.add(new Command.UpdatePrincipal(orders.engineCall(), changed.build()));
    }
    add(commands, body, "members", Access.member(id));
    add(commands, body, "owners", Access.owner(id));
    orders.carryOut(commands);
    keep("groups", DirectoryTypes.GROUP, id, body);
    return Orders.noContent();
  }

  Answer createUser() {
    Body body = Body.of(orders.call());
    check(body, DirectoryTypes.USER, Set.of());
    Id id = orders.fake().simulation().nextRequestId();
    String name = body.needed("userPrincipalName");
    body.needed("mailNickname");
    if (body.object("passwordProfile").isEmpty()) {
      throw badRequest("A value is required for property 'passwordProfile' of resource 'User'.");
    }
    checkFree(name, id);
    User user =
        User.builder()
            .from(User.of(id, body.needed("displayName"), name))
            .enabled(Verdict.of(needed(body, "accountEnabled")))
            .guest(guest(body))
            .build();
    orders.carryOut(List.of(new Command.CreatePrincipal(orders.engineCall(), user)));
    keepCreated("users", DirectoryTypes.USER, id, body);
    return orders.created(DirectoryTypes.USER, "users", orders.after().existingPrincipal(id));
  }

  private void checkFree(String userPrincipalName, Id id) {
    boolean taken =
        orders.view().snapshot().users().stream()
            .map(Row::object)
            .anyMatch(
                user ->
                    !user.id().equals(id)
                        && user.userPrincipalName().equalsIgnoreCase(userPrincipalName));
    if (taken) {
      throw badRequest(
          "Another object with the same value for property userPrincipalName already exists.");
    }
  }

  private static Verdict guest(Body body) {
    return Verdict.of(body.text("userType").filter("guest"::equalsIgnoreCase).isPresent());
  }

  Answer updateUser(Id id) {
    User user = (User) existing(id, User.class);
    Body body = Body.of(orders.call());
    check(body, DirectoryTypes.USER, Set.of());
    if (body.has("passwordProfile")) {
      Gate.checkMay(orders, Action.RESET_PASSWORD, id);
    }
    if (SENSITIVE.stream().anyMatch(body::mentions)) {
      Gate.checkMay(orders, Action.CHANGE_SENSITIVE, id);
    }
    ImmutableUser.Builder changed = User.builder().from(user);
    body.text("displayName").ifPresent(changed::displayName);
    body.text("userPrincipalName")
        .ifPresent(
            name -> {
              checkFree(name, id);
              changed.userPrincipalName(name);
            });
    body.flag("accountEnabled").map(Verdict::of).ifPresent(changed::enabled);
    if (body.has("userType")) {
      changed.guest(guest(body));
    }
    if (!changed.build().equals(user)) {
      orders.carryOut(List.of(new Command.UpdatePrincipal(orders.engineCall(), changed.build())));
    }
    keep("users", DirectoryTypes.USER, id, body);
    return Orders.noContent();
  }

  Answer delete(Id id, Class<? extends Principal> kind) {
    if (existing(id, kind) instanceof User) {
      Gate.checkMay(orders, Action.CHANGE_SENSITIVE, id);
    } else {
      Gate.checkAdministers(orders, Access.member(id));
    }
    orders.carryOut(List.of(new Command.DeletePrincipal(orders.engineCall(), id)));
    return Orders.noContent();
  }

  Answer restore(Id id) {
    boolean user =
        orders.view().tenant().deleted(id).filter(d -> d.principal() instanceof User).isPresent();
    if (user) {
      Gate.checkMay(orders, Action.CHANGE_SENSITIVE, id);
    }
    orders.carryOut(List.of(new Command.RestorePrincipal(orders.engineCall(), id)));
    Row<?> row = orders.after().principal(id);
    Writer writer = new Writer(orders.after(), orders.call(), orders.root());
    return Answer.json(
        writer.one(
            new Target.One(DirectoryTypes.OBJECT, DirectoryTypes.OBJECTS, row), Options.none()));
  }

  /** Nobody's sessions are kept: there is nothing to revoke. */
  Answer revokeSignInSessions(Id id) {
    existing(id, User.class);
    Writer writer = new Writer(orders.view(), orders.call(), orders.root());
    return Answer.json(writer.flag(true));
  }

  Answer addTo(Id group, boolean member) {
    checkRoleAssignable(existing(group, Group.class));
    Gate.checkAdministers(orders, access(group, member));
    Body body = Body.of(orders.call());
    Id principal = Body.idOfAddress(body.needed("@odata.id"));
    orders.carryOut(
        List.of(new Command.AddDirectly(orders.engineCall(), principal, access(group, member))));
    return Orders.noContent();
  }

  Answer removeFrom(Id group, boolean member, Id principal) {
    checkRoleAssignable(existing(group, Group.class));
    Gate.checkAdministers(orders, access(group, member));
    orders.carryOut(
        List.of(new Command.RemoveDirectly(orders.engineCall(), principal, access(group, member))));
    return Orders.noContent();
  }

  /** A role-assignable group takes more than another. */
  private void checkRoleAssignable(Principal group) {
    if (((Group) group).roleAssignable().isYes()) {
      Gate.require(orders, ROLE_MANAGEMENT);
    }
  }

  private static Access access(Id group, boolean member) {
    return member ? Access.member(group) : Access.owner(group);
  }

  Answer assignRole() {
    Body body =
        Body.of(orders.call())
            .having(
                "unifiedRoleAssignment",
                Set.of(
                    "id",
                    "principalid",
                    "roledefinitionid",
                    "directoryscopeid",
                    "appscopeid",
                    "condition",
                    "principalorganizationid"));
    Command.AddDirectly command =
        new Command.AddDirectly(
            orders.engineCall(), body.id("principalId"), RequestOrders.role(body));
    Gate.checkAdministers(orders, command.access());
    orders.carryOut(List.of(command));
    return orders.created(
        RoleTypes.ASSIGNMENT,
        "roleManagement/directory/roleAssignments",
        assignment(orders.after(), command).map(RoleTypes.ASSIGNMENT::row));
  }

  private static Optional<Assignment> assignment(View view, Command.AddDirectly command) {
    return view.tenant()
        .assignmentsOf(command.principal())
        .filter(a -> a.isCurrent() && a.access().equals(command.access()))
        .findFirst();
  }

  Answer unassignRole(Id id) {
    Schedule assignment =
        orders
            .view()
            .tenant()
            .schedule(id)
            .filter(s -> s instanceof Assignment && s.isCurrent())
            .filter(s -> s.access() instanceof RoleAccess)
            .orElseThrow(() -> GraphException.notFound(id.toString()));
    Gate.checkAdministers(orders, assignment.access());
    orders.carryOut(
        List.of(
            new Command.RemoveDirectly(
                orders.engineCall(), assignment.principal(), assignment.access())));
    return Orders.noContent();
  }

  /** A role at an administrative unit; the id of a role is that of its definition. */
  Answer assignAtUnit(Id unit) {
    Body body =
        Body.of(orders.call())
            .having(
                "scopedRoleMembership",
                Set.of("id", "roleid", "administrativeunitid", "rolememberinfo"));
    Id principal =
        body.object("roleMemberInfo")
            .orElseThrow(() -> badRequest("A value is required for property 'roleMemberInfo'."))
            .id("id");
    Command.AddDirectly command =
        new Command.AddDirectly(
            orders.engineCall(),
            principal,
            Access.role(body.id("roleId"), DirectoryScope.administrativeUnit(unit)));
    Gate.checkAdministers(orders, command.access());
    orders.carryOut(List.of(command));
    View after = orders.after();
    return orders.created(
        ExportedTypes.SCOPED_ROLE_MEMBER,
        ExportedTypes.UNITS + "('" + unit + "')/scopedRoleMembers",
        assignment(after, command)
            .map(
                a ->
                    ExportedTypes.SCOPED_ROLE_MEMBER.row(
                        ExportedTypes.scopedRoleMember(after, a, unit))));
  }

  Answer addToUnit(Id unit) {
    Id principal = Body.idOfAddress(Body.of(orders.call()).needed("@odata.id"));
    if (orders.view().existingPrincipal(principal).isEmpty()) {
      throw GraphException.notFound(principal.toString());
    }
    orders.fake().exported().put(changedMembers(unit), row(principal));
    return Orders.noContent();
  }

  Answer removeFromUnit(Id unit, Id principal) {
    if (!orders.fake().exported().remove(changedMembers(unit), principal)) {
      throw GraphException.notFound(principal.toString());
    }
    return Orders.noContent();
  }

  /** Where the members of a unit are kept from now on, with those that the tenant knows. */
  private String changedMembers(Id unit) {
    String members = Read.of(Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS, unit).toString();
    ExportedRows exported = orders.fake().exported();
    if (!exported.has(members)) {
      orders
          .view()
          .tenant()
          .surroundings()
          .membersOf(unit)
          .forEach(member -> exported.put(members, row(member)));
    }
    return members;
  }

  private static ObjectNode row(Id id) {
    return DirectoryTypes.object().put("id", id.toString());
  }

  private Principal existing(Id id, Class<? extends Principal> kind) {
    Principal principal = orders.view().tenant().principal(id);
    if (!kind.isInstance(principal)) {
      throw GraphException.notFound(id.toString());
    }
    return principal;
  }

  /** Refuses what the type doesn't have, values that it can't take, and other bound addresses. */
  private static void check(Body body, EntityType<?> type, Set<String> bound) {
    body.binding(bound);
    body.object("passwordProfile").ifPresent(profile -> profile.text("password"));
    for (String name : body.names()) {
      Property<?> property = type.property(name);
      if (property != null) {
        check(body, property, name);
      } else if (!UNSTORED.contains(name.toLowerCase(Locale.ROOT))) {
        throw GraphException.badRequest(
            "Could not find a property named '%s' on type '%s'.".formatted(name, type));
      }
    }
  }

  private static void check(Body body, Property<?> property, String name) {
    switch (property.kind()) {
      case TEXT -> body.text(name);
      case BOOLEAN -> body.flag(name);
      case TIME -> body.time(name);
      case TEXTS -> body.texts(name);
      case NUMBER, COMPLEX -> {}
    }
  }

  /** Keeps what a tenant has no room for; no secret. */
  private void keep(String collection, EntityType<?> type, Id id, Body body) {
    ObjectNode row = DirectoryTypes.object();
    for (String name : body.names()) {
      Property<?> property = type.property(name);
      if (property != null) {
        row.set(property.toString(), body.node().get(name));
      }
    }
    orders.fake().exported().put(collection, row.put("id", id.toString()));
  }

  private void keepCreated(String collection, EntityType<?> type, Id id, Body body) {
    keep(collection, type, id, body);
    orders.replication().created(id, orders.view().now());
    orders
        .fake()
        .exported()
        .put(collection, row(id).put("createdDateTime", orders.view().now().toString()));
  }

  private static GraphException badRequest(String why) {
    return new GraphException(400, "Request_BadRequest", why);
  }
}
