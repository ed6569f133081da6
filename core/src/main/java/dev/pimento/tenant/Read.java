package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import java.util.Optional;

/**
 * One thing that is read from a tenant: a collection, or the collection of one parent. An answer
 * that is not known names the reads that would settle it.
 *
 * @param kind which collection
 * @param parent the group or unit whose collection it is; empty for the tenant's, or for all
 */
public record Read(Kind kind, Optional<Id> parent) implements Comparable<Read> {

  /** The collections that answers depend on. */
  public enum Kind {
    USERS("users"),
    GROUPS("groups"),
    SERVICE_PRINCIPALS("servicePrincipals"),
    ADMINISTRATIVE_UNITS("directory/administrativeUnits"),
    GROUP_MEMBERS("groups/%s/members"),
    GROUP_OWNERS("groups/%s/owners"),
    ROLE_DEFINITIONS("roleManagement/directory/roleDefinitions"),
    ROLE_ASSIGNMENTS("roleManagement/directory/roleAssignmentSchedules"),
    ROLE_ELIGIBILITIES("roleManagement/directory/roleEligibilitySchedules"),
    GROUP_ASSIGNMENTS("identityGovernance/privilegedAccess/group/assignmentSchedules"),
    GROUP_ELIGIBILITIES("identityGovernance/privilegedAccess/group/eligibilitySchedules"),
    APPLICATIONS("applications"),
    APPLICATION_OWNERS("applications/%s/owners"),
    SERVICE_PRINCIPAL_OWNERS("servicePrincipals/%s/owners"),
    APP_ROLE_ASSIGNMENTS("servicePrincipals/%s/appRoleAssignments"),
    ADMINISTRATIVE_UNIT_MEMBERS("directory/administrativeUnits/%s/members"),
    ROLE_SETTINGS("policies/roleManagementPolicyAssignments"),
    SUBSCRIPTIONS("subscribedSkus"),
    CONDITIONAL_ACCESS_POLICIES("identity/conditionalAccess/policies"),
    AUTHENTICATION_CONTEXTS("identity/conditionalAccess/authenticationContextClassReferences"),
    /** What happened before the tenant was read: requests and audits tell. */
    HISTORY("auditLogs/directoryAudits");

    private final String path;

    Kind(String path) {
      this.path = path;
    }

    /** The collection that lists who is eligible for, or assigned, such an access. */
    public static Kind ofSchedules(Access access, boolean eligible) {
      if (access instanceof GroupAccess) {
        return eligible ? GROUP_ELIGIBILITIES : GROUP_ASSIGNMENTS;
      }
      return eligible ? ROLE_ELIGIBILITIES : ROLE_ASSIGNMENTS;
    }
  }

  public Read {
    requireNonNull(kind, "kind");
    requireNonNull(parent, "parent");
  }

  public static Read of(Kind kind) {
    return new Read(kind, Optional.empty());
  }

  public static Read of(Kind kind, Id parent) {
    return new Read(kind, Optional.of(parent));
  }

  @Override
  public int compareTo(Read other) {
    return toString().compareTo(other.toString());
  }

  /** Graph's path of the collection. */
  @Override
  public String toString() {
    String id = parent.map(Id::toString).orElse("{id}");
    return kind.path.contains("%s")
        ? kind.path.formatted(id)
        : kind.path + parent.map(p -> " of " + p).orElse("");
  }
}
