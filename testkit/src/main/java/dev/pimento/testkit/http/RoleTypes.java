package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.tenant.Assignment;
import dev.pimento.testkit.http.Property.Kind;
import java.util.List;
import java.util.Optional;

/** Role definitions and role assignments, as Graph's types. */
final class RoleTypes {

  static final String DEFINITIONS = "roleManagement/directory/roleDefinitions";

  static final EntityType<RoleDefinition> DEFINITION =
      new EntityType<RoleDefinition>("unifiedRoleDefinition", role -> role.id().toString())
          .with("description", Kind.TEXT, (view, r) -> exported(view, r, "description"))
          .with("displayName", Kind.TEXT, (view, r) -> r.displayName())
          .with("isBuiltIn", Kind.BOOLEAN, (view, r) -> r.builtIn())
          .with("isEnabled", Kind.BOOLEAN, (view, r) -> true)
          .with("resourceScopes", Kind.TEXTS, (view, r) -> List.of("/"))
          .with("templateId", Kind.TEXT, (view, r) -> r.id().toString())
          .with("rolePermissions", Kind.COMPLEX, RoleTypes::permissions)
          .with("version", Kind.TEXT, (view, r) -> exported(view, r, "version"))
          .inBeta(
              "isPrivileged",
              Kind.BOOLEAN,
              (view, r) ->
                  view.knowledge()
                      .builtInRole(r.id())
                      .<Object>map(b -> b.privileged())
                      .orElse(View.UNKNOWN));

  static final EntityType<Assignment> ASSIGNMENT =
      new EntityType<Assignment>("unifiedRoleAssignment", a -> a.id().toString())
          .with("principalId", Kind.TEXT, (view, a) -> a.principal().toString())
          .with("roleDefinitionId", Kind.TEXT, (view, a) -> a.access().target().toString())
          .with("directoryScopeId", Kind.TEXT, (view, a) -> scope((RoleAccess) a.access()))
          .onRequest("appScopeId", Kind.TEXT, (view, a) -> null)
          .toOne(
              "principal",
              () -> DirectoryTypes.OBJECT,
              DirectoryTypes.OBJECTS,
              (view, a) -> List.of(view.principal(a.principal())))
          .toOne(
              "roleDefinition",
              () -> DEFINITION,
              DEFINITIONS,
              (view, a) -> definition(view, (RoleAccess) a.access()))
          .toOne(
              "directoryScope",
              () -> DirectoryTypes.OBJECT,
              DirectoryTypes.OBJECTS,
              (view, a) -> directoryScope(view, (RoleAccess) a.access()));

  private RoleTypes() {}

  static String scope(RoleAccess access) {
    return access.scope().toString();
  }

  static List<? extends Row<?>> definition(View view, RoleAccess access) {
    return view.role(access.role()).map(List::of).orElse(List.of());
  }

  /** The object that a role is held at; none for the tenant, or for what is not known. */
  static List<? extends Row<?>> directoryScope(View view, RoleAccess access) {
    Optional<? extends Row<?>> object = Optional.empty();
    if (access.scope() instanceof DirectoryScope.AdministrativeUnit unit) {
      object = ExportedTypes.unit(view, unit.id());
    } else if (access.scope() instanceof DirectoryScope.DirectoryObject at) {
      object = view.existingPrincipal(at.id());
    }
    return object.map(List::of).orElse(List.of());
  }

  private static Object permissions(View view, RoleDefinition role) {
    Object exported = exported(view, role, "rolePermissions");
    if (exported instanceof ArrayNode || role.actions().isEmpty()) {
      return exported;
    }
    ArrayNode permissions = JsonNodeFactory.instance.arrayNode();
    ArrayNode actions = permissions.addObject().putArray("allowedResourceActions");
    role.actions().forEach(actions::add);
    return permissions;
  }

  private static Object exported(View view, RoleDefinition role, String property) {
    Object value = view.exported(DEFINITIONS, role.id(), property);
    return value == null ? View.UNKNOWN : value;
  }
}
