package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleAssignment;
import com.microsoft.graph.models.UnifiedRoleScheduleBase;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import org.jspecify.annotations.Nullable;

/** Reads the role and the scope that a schedule or an assignment is about. */
final class RoleFields {
  private static final String TENANT = "/";

  private RoleFields() {}

  /**
   * Reads the role of a schedule.
   *
   * @throws Rejected if role or scope are missing or can't be used
   */
  static RoleAccess access(GraphRecord sent, UnifiedRoleScheduleBase model) {
    return access(
        sent, model.getRoleDefinitionId(), model.getDirectoryScopeId(), model.getAppScopeId());
  }

  /**
   * Reads the role of an assignment.
   *
   * @throws Rejected if role or scope are missing or can't be used
   */
  static RoleAccess access(GraphRecord sent, UnifiedRoleAssignment model) {
    return access(
        sent, model.getRoleDefinitionId(), model.getDirectoryScopeId(), model.getAppScopeId());
  }

  private static RoleAccess access(
      GraphRecord sent,
      @Nullable String roleDefinitionId,
      @Nullable String directoryScopeId,
      @Nullable String appScopeId) {
    Id role = Fields.id(sent, roleDefinitionId, "roleDefinitionId");
    return Access.role(role, scope(sent, directoryScopeId, appScopeId));
  }

  private static DirectoryScope scope(
      GraphRecord sent, @Nullable String directoryScopeId, @Nullable String appScopeId) {
    if (directoryScopeId != null) {
      try {
        return DirectoryScope.of(directoryScopeId);
      } catch (IllegalArgumentException e) {
        throw sent.rejected("/, /administrativeUnits/{id} or /{id}", "directoryScopeId");
      }
    }
    if (TENANT.equals(appScopeId)) {
      return DirectoryScope.tenant();
    }
    throw appScopeId == null
        ? sent.rejected("a directory scope", "directoryScopeId")
        : sent.rejected("a directory scope, or the app scope /", "appScopeId");
  }
}
