package dev.pimento.knowledge;

import static java.util.stream.Collectors.toCollection;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Tenant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may do to a user what takes more than the directory's ordinary rights: by the roles that the
 * two hold now, for the whole tenant (facts 165 to 172, 234, 235). A user who is only eligible for
 * a membership or a role is an ordinary user (fact 169).
 *
 * <p>Left out: roles held at an administrative unit, and units with restricted management, whose
 * members no tenant holds. Immutable and thread-safe.
 */
public final class UserAdministration {

  /** What is done to a user. */
  public enum Action {
    /** Setting another password. */
    RESET_PASSWORD("resetPassword"),
    /**
     * Enabling or disabling the account, changing its phones, other mails, immutable id or user
     * principal name, deleting and restoring it.
     */
    CHANGE_SENSITIVE("changeSensitive");

    private final String key;

    Action(String key) {
      this.key = key;
    }
  }

  private static final String NO_ROLE = "none";
  private static final String PROTECTED = "roleAssignableGroup";
  private static final String OTHER_ROLE = "otherRole";

  private final Tenant tenant;
  private final Holdings holdings;

  private UserAdministration(Tenant tenant) {
    this.tenant = tenant;
    this.holdings = Holdings.of(tenant);
  }

  public static UserAdministration in(Tenant tenant) {
    return new UserAdministration(tenant);
  }

  /** The roles that may do it to a user, held for the whole tenant; in the order of their ids. */
  public SortedSet<Id> rolesThatMay(Action action, Id user) {
    Map<String, Set<Id>> table = Tables.userAdministrators().getOrDefault(action.key, Map.of());
    SortedSet<Id> roles = null;
    for (String target : targets(user, table)) {
      Set<Id> here = table.getOrDefault(target, Set.of());
      if (roles == null) {
        roles = new TreeSet<>(here);
      } else {
        roles.retainAll(here);
      }
    }
    return roles == null ? new TreeSet<>() : roles;
  }

  /** The rows of the table that fit a user; at least one. */
  private Set<String> targets(Id user, Map<String, Set<Id>> table) {
    Set<String> targets =
        holdings.of(user).stream()
            .filter(RoleAccess.class::isInstance)
            .map(access -> access.target().toString())
            .map(role -> table.containsKey(role) ? role : OTHER_ROLE)
            .collect(toCollection(LinkedHashSet::new));
    if (targets.isEmpty()) {
      targets.add(isProtected(user) ? PROTECTED : NO_ROLE);
    }
    return targets;
  }

  /** Active members and owners of role-assignable groups are, even if the group holds no role. */
  private boolean isProtected(Id user) {
    return holdings.direct(user).stream()
        .filter(GroupAccess.class::isInstance)
        .map(Access::target)
        .anyMatch(
            group ->
                tenant.principal(group) instanceof Group known && known.roleAssignable().isYes());
  }
}
