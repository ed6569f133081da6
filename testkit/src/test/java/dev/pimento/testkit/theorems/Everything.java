package dev.pimento.testkit.theorems;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** All that can be asked about in a tenant, and a little that isn't there. */
final class Everything {

  private Everything() {}

  static SortedSet<Id> principals(Tenant tenant) {
    SortedSet<Id> ids = new TreeSet<>();
    tenant.principals().map(Principal::id).forEach(ids::add);
    tenant.schedules().map(Schedule::principal).forEach(ids::add);
    ids.add(TenantBuilder.id("Somebody else"));
    return ids;
  }

  static Collection<Access> accesses(Tenant tenant) {
    SortedSet<Access> accesses = new TreeSet<>();
    tenant
        .principals()
        .filter(Principal::isGroup)
        .forEach(g -> accesses.add(Access.member(g.id())));
    tenant.principals().filter(Principal::isGroup).forEach(g -> accesses.add(Access.owner(g.id())));
    tenant.roles().forEach(r -> accesses.add(Access.role(r.id())));
    DirectoryScope unit = DirectoryScope.administrativeUnit(TenantBuilder.id("Sales"));
    tenant.roles().forEach(r -> accesses.add(Access.role(r.id(), unit)));
    tenant.schedules().map(Schedule::access).forEach(accesses::add);
    return accesses;
  }
}
