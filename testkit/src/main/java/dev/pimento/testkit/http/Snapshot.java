package dev.pimento.testkit.http;

import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.export.ExportedRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tenant with its long lists made once, and kept until the tenant changes. Thread-safe: a list
 * that two threads make at once is the same.
 */
final class Snapshot {

  private final Tenant tenant;
  private final ExportedRows exported;
  private volatile @Nullable Principals principals;
  private volatile @Nullable SortedMap<Id, RoleDefinition> roles;

  private record Principals(
      List<Row<User>> users,
      List<Row<Group>> groups,
      List<Row<ServicePrincipal>> servicePrincipals) {}

  Snapshot(Tenant tenant, ExportedRows exported) {
    this.tenant = tenant;
    this.exported = exported;
  }

  /** Whether it is of this very tenant; to compare two by what they hold would take too long. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Tenant other) {
    return tenant == other;
  }

  Tenant tenant() {
    return tenant;
  }

  ExportedRows exported() {
    return exported;
  }

  List<Row<User>> users() {
    return principals().users;
  }

  List<Row<Group>> groups() {
    return principals().groups;
  }

  List<Row<ServicePrincipal>> servicePrincipals() {
    return principals().servicePrincipals;
  }

  /** The tenant's roles, and those that come with the service. */
  SortedMap<Id, RoleDefinition> roles() {
    SortedMap<Id, RoleDefinition> made = roles;
    if (made == null) {
      SortedMap<Id, RoleDefinition> all = new TreeMap<>();
      Knowledge.builtIn()
          .builtInRoles()
          .values()
          .forEach(
              role ->
                  all.put(
                      role.templateId(),
                      new RoleDefinition(role.templateId(), role.displayName(), true)));
      tenant.roles().forEach(role -> all.put(role.id(), role));
      made = Collections.unmodifiableSortedMap(all);
      roles = made;
    }
    return made;
  }

  private Principals principals() {
    Principals made = principals;
    if (made == null) {
      made = new Principals(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      for (Principal principal : (Iterable<Principal>) tenant.principals()::iterator) {
        if (principal instanceof User user) {
          made.users.add(DirectoryTypes.USER.row(user));
        } else if (principal instanceof Group group) {
          made.groups.add(DirectoryTypes.GROUP.row(group));
        } else if (principal instanceof ServicePrincipal application) {
          made.servicePrincipals.add(DirectoryTypes.SERVICE_PRINCIPAL.row(application));
        }
      }
      principals = made;
    }
    return made;
  }
}
