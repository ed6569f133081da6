package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

/**
 * A permission that a service principal has without a user: an app role of a resource, such as
 * {@code RoleManagement.ReadWrite.Directory} of Microsoft Graph.
 *
 * @param principal the service principal that has it
 * @param resource the service principal of the resource
 * @param appRole the id of the app role
 */
public record AppRoleAssignment(Id principal, Id resource, Id appRole) {

  public AppRoleAssignment {
    requireNonNull(principal, "principal");
    requireNonNull(resource, "resource");
    requireNonNull(appRole, "appRole");
  }
}
