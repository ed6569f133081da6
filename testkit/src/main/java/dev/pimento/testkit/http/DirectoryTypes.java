package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Deleted;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Read;
import dev.pimento.testkit.export.ExportedRows;
import dev.pimento.testkit.http.Property.Kind;
import dev.pimento.testkit.http.Property.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Users, groups, service principals and what else the directory has, as Graph's types. */
final class DirectoryTypes {

  static final String OBJECTS = "directoryObjects";

  /** Any object of the directory; a list of these can hold all kinds. */
  static final EntityType<Principal> OBJECT =
      new EntityType<Principal>("directoryObject", p -> p.id().toString())
          .onRequest("deletedDateTime", Kind.TIME, DirectoryTypes::deletedAt)
          .asDirectoryObject();

  /** Nobody in a fake tenant has one. */
  private static final EntityType<String> PHOTO = new EntityType<>("profilePhoto", id -> id);

  static final EntityType<User> USER = user();
  static final EntityType<Group> GROUP = group();
  static final EntityType<ServicePrincipal> SERVICE_PRINCIPAL = servicePrincipal();

  /** A built-in role that somebody holds for the whole tenant, as a group of a kind. */
  static final EntityType<RoleAccess> DIRECTORY_ROLE =
      new EntityType<RoleAccess>("directoryRole", DirectoryTypes::directoryRoleId)
          .with("deletedDateTime", Kind.TIME, (view, role) -> null)
          .with("description", Kind.TEXT, (view, role) -> null)
          .with(
              "displayName",
              Kind.TEXT,
              (view, role) ->
                  view.role(role.role()).map(r -> r.get(view, "displayName")).orElse(null))
          .with("roleTemplateId", Kind.TEXT, (view, role) -> role.role().toString())
          .asDirectoryObject();

  private static final Map<String, EntityType<OtherPrincipal>> OTHERS = new ConcurrentHashMap<>();

  private DirectoryTypes() {}

  /** The types that a list of directory objects can hold. */
  static List<EntityType<?>> kinds() {
    return List.of(OBJECT, USER, GROUP, SERVICE_PRINCIPAL, DIRECTORY_ROLE);
  }

  static Row<?> row(Principal principal) {
    return principal.walk(
        new Principal.Visitor<Row<?>>() {
          @Override
          public Row<?> user(User user) {
            return USER.row(user);
          }

          @Override
          public Row<?> group(Group group) {
            return GROUP.row(group);
          }

          @Override
          public Row<?> servicePrincipal(ServicePrincipal servicePrincipal) {
            return SERVICE_PRINCIPAL.row(servicePrincipal);
          }

          @Override
          public Row<?> other(OtherPrincipal other) {
            return OTHERS
                .computeIfAbsent(
                    other.kind(),
                    kind ->
                        new EntityType<OtherPrincipal>(kind, o -> o.id().toString())
                            .with("displayName", Kind.TEXT, (view, o) -> o.displayName())
                            .asDirectoryObject())
                .row(other);
          }

          @Override
          public Row<?> unresolved(Unresolved unresolved) {
            return OBJECT.row(unresolved);
          }
        });
  }

  /** What only an export can tell. */
  private static Object exportedOnly(
      View view, String collection, Principal principal, String property) {
    Object value = view.exported(collection, principal.id(), property);
    return value == null ? View.UNKNOWN : value;
  }

  private static EntityType<User> user() {
    EntityType<User> type =
        new EntityType<User>("user", u -> u.id().toString())
            .with("businessPhones", Kind.TEXTS, exportedList("users", "businessPhones"))
            .with("displayName", Kind.TEXT, (view, u) -> u.displayName())
            .with(
                "userPrincipalName",
                Kind.TEXT,
                (view, u) -> u.userPrincipalName().isEmpty() ? View.UNKNOWN : u.userPrincipalName())
            .onRequest("accountEnabled", Kind.BOOLEAN, (view, u) -> flag(u.enabled()))
            .onRequest(
                "userType",
                Kind.TEXT,
                (view, u) ->
                    u.guest().isUnknown() ? View.UNKNOWN : u.guest().isYes() ? "Guest" : "Member")
            .onRequest(
                "isManagementRestricted",
                Kind.BOOLEAN,
                (view, u) ->
                    view.tenant().surroundings().restricted().contains(u.id())
                        ? true
                        : View.UNKNOWN)
            .onRequest("deletedDateTime", Kind.TIME, DirectoryTypes::deletedAt);
    for (String name :
        List.of(
            "givenName",
            "jobTitle",
            "mail",
            "mobilePhone",
            "officeLocation",
            "preferredLanguage",
            "surname")) {
      type.with(name, Kind.TEXT, (view, u) -> view.exported("users", u.id(), name));
    }
    for (String name :
        List.of(
            "ageGroup",
            "city",
            "companyName",
            "country",
            "creationType",
            "department",
            "employeeId",
            "employeeType",
            "externalUserState",
            "mailNickname",
            "onPremisesImmutableId",
            "onPremisesSamAccountName",
            "onPremisesUserPrincipalName",
            "postalCode",
            "securityIdentifier",
            "state",
            "streetAddress",
            "usageLocation")) {
      type.onRequest(name, Kind.TEXT, (view, u) -> view.exported("users", u.id(), name));
    }
    for (String name :
        List.of(
            "createdDateTime",
            "employeeHireDate",
            "employeeLeaveDateTime",
            "lastPasswordChangeDateTime")) {
      type.onRequest(name, Kind.TIME, (view, u) -> time(view.exported("users", u.id(), name)));
    }
    return type.onRequest(
            "onPremisesSyncEnabled",
            Kind.BOOLEAN,
            (view, u) -> view.exported("users", u.id(), "onPremisesSyncEnabled"))
        .onRequest("assignedLicenses", Kind.COMPLEX, exportedList("users", "assignedLicenses"))
        .onRequest(
            "identities", Kind.COMPLEX, (view, u) -> exportedOnly(view, "users", u, "identities"))
        .onRequest("proxyAddresses", Kind.TEXTS, exportedList("users", "proxyAddresses"))
        .toMany("memberOf", () -> OBJECT, OBJECTS, (view, u) -> memberOf(view, u.id()))
        .toMany(
            "transitiveMemberOf",
            () -> OBJECT,
            OBJECTS,
            (view, u) -> transitiveMemberOf(view, u.id()))
        .toMany("ownedObjects", () -> OBJECT, OBJECTS, (view, u) -> owned(view, u.id()))
        .toOne("manager", () -> OBJECT, OBJECTS, (view, u) -> List.of())
        .toMany("photos", () -> PHOTO, "", (view, u) -> List.of())
        .asDirectoryObject();
  }

  private static EntityType<Group> group() {
    EntityType<Group> type =
        new EntityType<Group>("group", g -> g.id().toString())
            .with("deletedDateTime", Kind.TIME, DirectoryTypes::deletedAt)
            .with("displayName", Kind.TEXT, (view, g) -> g.displayName())
            .with("groupTypes", Kind.TEXTS, (view, g) -> groupTypes(g))
            .with("isAssignableToRole", Kind.BOOLEAN, (view, g) -> flag(g.roleAssignable()))
            .with("isManagementRestricted", Kind.BOOLEAN, (view, g) -> flag(g.restricted()))
            .with(
                "mailEnabled",
                Kind.BOOLEAN,
                (view, g) ->
                    g.kind() == Group.Kind.UNKNOWN ? View.UNKNOWN : g.kind() != Group.Kind.SECURITY)
            .with("securityEnabled", Kind.BOOLEAN, DirectoryTypes::securityEnabled)
            .with(
                "onPremisesSyncEnabled",
                Kind.BOOLEAN,
                (view, g) ->
                    g.synced().isUnknown() ? View.UNKNOWN : g.synced().isYes() ? true : null);
    for (String name :
        List.of(
            "classification",
            "description",
            "mail",
            "mailNickname",
            "membershipRule",
            "membershipRuleProcessingState",
            "onPremisesDomainName",
            "onPremisesNetBiosName",
            "onPremisesSamAccountName",
            "onPremisesSecurityIdentifier",
            "preferredDataLocation",
            "preferredLanguage",
            "securityIdentifier",
            "theme",
            "uniqueName",
            "visibility")) {
      type.with(name, Kind.TEXT, (view, g) -> view.exported("groups", g.id(), name));
    }
    for (String name :
        List.of(
            "createdDateTime",
            "expirationDateTime",
            "onPremisesLastSyncDateTime",
            "renewedDateTime")) {
      type.with(name, Kind.TIME, (view, g) -> time(view.exported("groups", g.id(), name)));
    }
    for (String name :
        List.of("proxyAddresses", "resourceBehaviorOptions", "resourceProvisioningOptions")) {
      type.with(name, Kind.TEXTS, exportedList("groups", name));
    }
    for (String name :
        List.of("allowExternalSenders", "autoSubscribeNewMembers", "isSubscribedByMail")) {
      type.onRequest(name, Kind.BOOLEAN, (view, g) -> exportedOnly(view, "groups", g, name));
    }
    type.with(
            "onPremisesProvisioningErrors",
            Kind.COMPLEX,
            exportedList("groups", "onPremisesProvisioningErrors"))
        .onRequest("assignedLicenses", Kind.COMPLEX, exportedList("groups", "assignedLicenses"))
        .onRequest("infoCatalogs", Kind.TEXTS, exportedList("groups", "infoCatalogs"))
        .onRequest(
            "organizationId",
            Kind.TEXT,
            (view, g) -> exportedOnly(view, "groups", g, "organizationId"))
        .onRequest(
            "unseenCount",
            Kind.NUMBER,
            (view, g) -> exportedOnly(view, "groups", g, "unseenCount"));
    return type.toMany("members", () -> OBJECT, OBJECTS, (view, g) -> members(view, g.id()))
        .toMany("owners", () -> OBJECT, OBJECTS, (view, g) -> owners(view, g.id()))
        .toMany(
            "transitiveMembers",
            () -> OBJECT,
            OBJECTS,
            (view, g) -> transitiveMembers(view, g.id()))
        .toMany("memberOf", () -> OBJECT, OBJECTS, (view, g) -> memberOf(view, g.id()))
        .toMany(
            "transitiveMemberOf",
            () -> OBJECT,
            OBJECTS,
            (view, g) -> transitiveMemberOf(view, g.id()))
        .asDirectoryObject();
  }

  private static EntityType<ServicePrincipal> servicePrincipal() {
    EntityType<ServicePrincipal> type =
        new EntityType<ServicePrincipal>("servicePrincipal", s -> s.id().toString())
            .with("deletedDateTime", Kind.TIME, DirectoryTypes::deletedAt)
            .with("displayName", Kind.TEXT, (view, s) -> s.displayName())
            .with("accountEnabled", Kind.BOOLEAN, (view, s) -> flag(s.enabled()));
    type.with(
        "appId", Kind.TEXT, (view, s) -> s.appId().<Object>map(Id::toString).orElse(View.UNKNOWN));
    for (String name :
        List.of("appDisplayName", "appOwnerOrganizationId", "servicePrincipalType")) {
      type.with(
          name,
          Kind.TEXT,
          (view, s) -> {
            Object value = view.exported("servicePrincipals", s.id(), name);
            return value == null ? View.UNKNOWN : value;
          });
    }
    return type.with("tags", Kind.TEXTS, exportedList("servicePrincipals", "tags"))
        .toMany("memberOf", () -> OBJECT, OBJECTS, (view, s) -> memberOf(view, s.id()))
        .toMany(
            "transitiveMemberOf",
            () -> OBJECT,
            OBJECTS,
            (view, s) -> transitiveMemberOf(view, s.id()))
        .toMany(
            "owners",
            () -> OBJECT,
            OBJECTS,
            (view, s) ->
                ExportedTypes.principals(
                    view,
                    Read.Kind.SERVICE_PRINCIPAL_OWNERS,
                    s.id(),
                    view.tenant().surroundings()::ownersOf))
        .toMany(
            "appRoleAssignments",
            () -> ExportedTypes.APP_ROLE,
            "",
            (view, s) -> ExportedTypes.appRoles(view, s.id()))
        .toMany("ownedObjects", () -> OBJECT, OBJECTS, (view, s) -> owned(view, s.id()))
        .asDirectoryObject();
  }

  private static List<String> groupTypesOf(Group group) {
    List<String> types = new ArrayList<>();
    if (group.kind() == Group.Kind.MICROSOFT_365) {
      types.add("Unified");
    }
    if (group.dynamic().isYes()) {
      types.add("DynamicMembership");
    }
    return types;
  }

  private static Object groupTypes(Group group) {
    return group.kind() == Group.Kind.UNKNOWN || group.dynamic().isUnknown()
        ? View.UNKNOWN
        : groupTypesOf(group);
  }

  private static Object securityEnabled(View view, Group group) {
    Object exported = view.exported("groups", group.id(), "securityEnabled");
    if (exported != null) {
      return exported;
    }
    return switch (group.kind()) {
      case SECURITY -> true;
      case MICROSOFT_365 -> group.roleAssignable().isYes();
      case MAIL_ENABLED, UNKNOWN -> View.UNKNOWN;
    };
  }

  private static @Nullable Object deletedAt(View view, Principal principal) {
    return view.tenant().deleted(principal.id()).map(Deleted::at).orElse(null);
  }

  static Object flag(Verdict verdict) {
    return verdict.isUnknown() ? View.UNKNOWN : verdict.isYes();
  }

  private static @Nullable Object time(@Nullable Object exported) {
    return exported instanceof String text ? FilterParser.time(text).orElse(null) : null;
  }

  private static <T extends Principal> Value<T> exportedList(String collection, String property) {
    return (view, principal) -> {
      Object value = view.exported(collection, principal.id(), property);
      return value == null ? List.of() : value;
    };
  }

  /** Version 1.0 leaves service principals out (fact 228). */
  static List<Row<?>> members(View view, Id group) {
    Read read = Read.of(Read.Kind.GROUP_MEMBERS, group);
    checkRead(view, read);
    if (view.everyMember() && level(view, read) == Completeness.Level.WITHOUT_SERVICE_PRINCIPALS) {
      throw notRead(read, "has it as v1.0 lists it, without service principals");
    }
    return assigned(view, Access.member(group)).stream()
        .filter(row -> view.everyMember() || !(row.object() instanceof ServicePrincipal))
        .toList();
  }

  private static List<Row<?>> owners(View view, Id group) {
    checkRead(view, Read.of(Read.Kind.GROUP_OWNERS, group));
    return assigned(view, Access.owner(group));
  }

  /**
   * Refuses what was not read of one side of a group.
   *
   * @throws GraphException if nothing is known of it
   */
  static void checkRead(View view, GroupAccess access) {
    boolean member = access.side() == Side.MEMBER;
    if (view.tenant().principal(access.group()) instanceof Group group) {
      checkRead(
          view, Read.of(member ? Read.Kind.GROUP_MEMBERS : Read.Kind.GROUP_OWNERS, group.id()));
    }
  }

  /**
   * Refuses the list of one object that was not read: it is not empty.
   *
   * @throws GraphException if nothing is known of it
   */
  static void checkRead(View view, Read read) {
    if (level(view, read) == Completeness.Level.UNREAD) {
      throw notRead(read, "does not have it");
    }
  }

  /** A group that was made since the export was read is known from its beginning. */
  private static Completeness.Level level(View view, Read read) {
    ExportedRows exported = view.snapshot().exported();
    Id group = read.parent().orElseThrow();
    if (exported.isFromExport()
        && exported.has("groups")
        && exported.row("groups", group) == null) {
      return Completeness.Level.COMPLETE;
    }
    return view.tenant().coverage().of(read.kind(), group).level();
  }

  private static GraphException notRead(Read read, String why) {
    return GraphException.notImplemented(
        read + "; the export that this tenant was made from " + why);
  }

  /**
   * Checks that all lists were read that can have the principal in them: what was not read is not
   * empty.
   */
  private static void checkGroupsOf(View view, Id principal, Read.Kind kind) {
    for (Row<Group> group : view.snapshot().groups()) {
      Read read = Read.of(kind, group.object().id());
      Completeness.Level level = level(view, read);
      boolean missed =
          level == Completeness.Level.UNREAD
              || (level == Completeness.Level.WITHOUT_SERVICE_PRINCIPALS
                  && view.tenant().principal(principal) instanceof ServicePrincipal);
      if (missed) {
        throw notRead(read, "does not have all of it, and so not the groups of a principal");
      }
    }
  }

  static List<Row<?>> assigned(View view, Access access) {
    return view.principals(Holdings.of(view.tenant()).assigned(access));
  }

  private static List<Row<?>> transitiveMembers(View view, Id group) {
    SortedSet<Id> all = new TreeSet<>();
    Deque<Id> open = new ArrayDeque<>(Set.of(group));
    while (!open.isEmpty()) {
      for (Row<?> member : members(view, open.remove())) {
        Id id = ((Principal) member.object()).id();
        if (all.add(id) && member.object() instanceof Group) {
          open.add(id);
        }
      }
    }
    return view.principals(all);
  }

  /** Groups, and the roles that are held directly for the whole tenant. */
  private static List<Row<?>> memberOf(View view, Id principal) {
    checkGroupsOf(view, principal, Read.Kind.GROUP_MEMBERS);
    List<Row<?>> rows = new ArrayList<>();
    for (Access access : Holdings.of(view.tenant()).direct(principal)) {
      if (access instanceof GroupAccess side && side.side() == Side.MEMBER) {
        rows.add(view.principal(side.group()));
      } else if (access instanceof RoleAccess role && isDirectoryRole(role)) {
        rows.add(DIRECTORY_ROLE.row(role));
      }
    }
    return rows;
  }

  /** The groups that it is in, directly or through others. */
  static SortedSet<Id> groupsOf(View view, Id principal) {
    checkGroupsOf(view, principal, Read.Kind.GROUP_MEMBERS);
    return Holdings.of(view.tenant()).groupsOf(principal);
  }

  static List<Row<?>> transitiveMemberOf(View view, Id principal) {
    List<Row<?>> rows = view.principals(groupsOf(view, principal));
    for (Access access : Holdings.of(view.tenant()).of(principal)) {
      if (access instanceof RoleAccess role && isDirectoryRole(role)) {
        rows.add(DIRECTORY_ROLE.row(role));
      }
    }
    return rows;
  }

  private static boolean isDirectoryRole(RoleAccess role) {
    return role.scope().equals(DirectoryScope.tenant());
  }

  private static List<Row<?>> owned(View view, Id principal) {
    checkGroupsOf(view, principal, Read.Kind.GROUP_OWNERS);
    SortedSet<Id> groups = new TreeSet<>();
    for (Access access : Holdings.of(view.tenant()).direct(principal)) {
      if (access instanceof GroupAccess side && side.side() == Side.OWNER) {
        groups.add(side.group());
      }
    }
    return view.principals(groups);
  }

  /** The activated role object has an id of its own, which nothing in a tenant tells. */
  private static String directoryRoleId(RoleAccess role) {
    byte[] name = ("directoryRole " + role.role()).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
