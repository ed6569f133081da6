package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.Application;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.util.HashMap;
import java.util.Map;

/** What people call the things on a path, built-in roles that a tenant does not list too. */
final class Words {

  private final Tenant tenant;
  private final Lookup names;
  private final Map<Id, String> others = new HashMap<>();

  Words(Tenant tenant) {
    this.tenant = tenant;
    this.names = Lookup.in(tenant);
    Knowledge.appRoles().forEach((name, id) -> others.put(id, name));
    for (Application application : tenant.surroundings().applications()) {
      others.put(application.id(), application.displayName());
    }
    for (AdministrativeUnit unit : tenant.surroundings().units()) {
      others.put(unit.id(), unit.displayName());
    }
  }

  String of(Id id) {
    return others.getOrDefault(id, names.nameOf(id));
  }

  String of(Access access) {
    return access instanceof RoleAccess role
        ? roleName(role.role()) + at(role.scope())
        : names.nameOf(access);
  }

  String of(Cause cause) {
    if (cause instanceof Cause.OfSchedule it) {
      return tenant.schedule(it.schedule()).map(this::of).orElse(it.schedule().toString());
    }
    if (cause instanceof Cause.OfOwner it) {
      return of(it.owner()) + " as owner of " + of(it.owned());
    }
    if (cause instanceof Cause.OfPermission it) {
      return of(it.assignment().principal()) + " with " + of(it.assignment().appRole());
    }
    return cause instanceof Cause.OfApprover it
        ? of(it.approver()) + " as approver of " + of(it.access())
        : "what the service lets everybody do";
  }

  private String of(Schedule schedule) {
    String how = schedule instanceof Eligibility ? " eligible for " : " assigned ";
    return of(schedule.principal()) + how + of(schedule.access());
  }

  private String roleName(Id role) {
    return tenant.role(role).isPresent()
        ? names.nameOf(Access.role(role))
        : Knowledge.builtIn()
            .builtInRole(role)
            .map(BuiltInRole::displayName)
            .orElse(role.toString());
  }

  private String at(DirectoryScope scope) {
    if (scope instanceof DirectoryScope.AdministrativeUnit unit) {
      return " at unit " + of(unit.id());
    }
    return scope instanceof DirectoryScope.DirectoryObject object ? " at " + of(object.id()) : "";
  }
}
