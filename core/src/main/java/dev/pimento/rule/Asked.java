package dev.pimento.rule;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.Unresolved;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What a rule is held against. */
final class Asked {

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Instant at;

  Asked(Tenant tenant, Knowledge knowledge, Instant at) {
    this.tenant = tenant;
    this.knowledge = knowledge;
    this.at = at;
  }

  Tenant tenant() {
    return tenant;
  }

  Knowledge knowledge() {
    return knowledge;
  }

  Instant at() {
    return at;
  }

  Lookup names() {
    return Lookup.in(tenant);
  }

  /** A role of the tenant, or one that comes with the service and that nobody holds yet. */
  Id role(String name) {
    boolean here = tenant.roles().anyMatch(role -> isNamed(name, role.id(), role.displayName()));
    return here ? names().role(name).id() : builtIn(name).orElseGet(() -> names().role(name).id());
  }

  /** A role as above, or a side of a group. */
  Access access(String name) {
    boolean group =
        tenant.principals().anyMatch(p -> p.isGroup() && isNamed(name, p.id(), p.displayName()));
    boolean here = tenant.roles().anyMatch(role -> isNamed(name, role.id(), role.displayName()));
    Optional<Id> builtIn = group || here ? Optional.empty() : builtIn(name);
    return builtIn.<Access>map(Access::role).orElseGet(() -> names().access(name));
  }

  private Optional<Id> builtIn(String name) {
    return knowledge.builtInRoles().values().stream()
        .filter(role -> isNamed(name, role.templateId(), role.displayName()))
        .map(BuiltInRole::templateId)
        .min(Comparator.naturalOrder());
  }

  private static boolean isNamed(String name, Id id, String displayName) {
    String asked = name.strip();
    return displayName.equalsIgnoreCase(asked) || id.toString().equalsIgnoreCase(asked);
  }

  /** What people call it; a role that the tenant does not list goes by the name it comes with. */
  String nameOf(Access access) {
    boolean listed =
        access instanceof Access.GroupAccess || tenant.role(access.target()).isPresent();
    return listed
        ? names().nameOf(access)
        : knowledge
            .builtInRole(access.target())
            .map(BuiltInRole::displayName)
            .orElseGet(() -> names().nameOf(access));
  }

  String nameOf(Id principal) {
    return names().nameOf(principal);
  }

  /** Whether it holds access for its members; an id that was not read is one if it has members. */
  boolean isGroup(Id id) {
    Principal principal = tenant.principal(id);
    return principal.isGroup()
        || (principal instanceof Unresolved && tenant.schedulesFor(id).findAny().isPresent());
  }
}
