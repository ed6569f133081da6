package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleAssignment;
import com.microsoft.graph.models.UnifiedRoleScheduleBase;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The role and the scope that a schedule, an assignment or a request is about: both ways. */
final class RoleFields {
  static final String DIRECT = "Direct";

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

  /**
   * Reads the role of a request.
   *
   * @throws Rejected if role or scope are missing or can't be used
   */
  static RoleAccess access(
      GraphRecord sent,
      @Nullable String roleDefinitionId,
      @Nullable String directoryScopeId,
      @Nullable String appScopeId) {
    Id role = Fields.id(sent, roleDefinitionId, "roleDefinitionId");
    return Access.role(role, scope(sent, directoryScopeId, appScopeId));
  }

  /**
   * Returns the access of a schedule or a request that is about a role.
   *
   * @throws IllegalArgumentException if it is about a group
   */
  static RoleAccess role(Access access) {
    if (access instanceof RoleAccess role) {
      return role;
    }
    throw new IllegalArgumentException("Invalid access: expected a role, but found " + access);
  }

  /** Puts role and scope into a schedule. */
  static void put(UnifiedRoleScheduleBase model, RoleAccess access) {
    model.setRoleDefinitionId(access.role().toString());
    model.setDirectoryScopeId(access.scope().toString());
  }

  /** Returns whether a schedule follows from another one by way of a group. */
  static boolean isThroughGroup(
      GraphRecord sent, @Nullable String memberType, Consumer<RecordProblem> problems) {
    boolean group = Fields.is(memberType, "Group");
    if (memberType != null
        && !group
        && !Fields.is(memberType, DIRECT)
        && !Fields.is(memberType, "Inherited")) {
      problems.accept(sent.mismatch("Direct, Group or Inherited", "memberType"));
    }
    return group;
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
    if (TENANT.equals(appScopeId) && !sent.says("directoryScopeId")) {
      return DirectoryScope.tenant();
    }
    throw appScopeId == null || sent.says("directoryScopeId")
        ? sent.rejected("a directory scope", "directoryScopeId")
        : sent.rejected("a directory scope, or the app scope /", "appScopeId");
  }
}
