package dev.pimento.rule;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Read;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a rule is about having: roles at any scope, or sides of groups. The methods of {@link Rules}
 * make them. Immutable and thread-safe.
 */
public final class Target {

  private final String words;
  private final Function<Asked, SortedMap<Access, Verdict>> accesses;

  private Target(String words, Function<Asked, SortedMap<Access, Verdict>> accesses) {
    this.words = words;
    this.accesses = accesses;
  }

  static Target privilegedRoles() {
    return new Target(
        "a privileged role",
        asked -> roles(asked, role -> asked.knowledge().isPrivileged(asked.tenant(), role)));
  }

  static Target anyRole() {
    return new Target("any role", asked -> roles(asked, role -> Verdict.YES));
  }

  static Target role(String name) {
    return new Target(
        name,
        asked -> {
          Id id = asked.role(name);
          return roles(asked, role -> Verdict.of(role.equals(id)));
        });
  }

  static Target memberOf(String group) {
    return new Target(
        "membership of " + group, asked -> one(Access.member(asked.names().group(group).id())));
  }

  static Target ownerOf(String group) {
    return new Target(
        "ownership of " + group, asked -> one(Access.owner(asked.names().group(group).id())));
  }

  /** A role at any scope, or a side of a group. */
  static Target named(String name) {
    return new Target(
        name,
        asked -> {
          Access access = asked.access(name);
          return access instanceof RoleAccess role
              ? roles(asked, id -> Verdict.of(id.equals(role.role())))
              : one(access);
        });
  }

  static Target roleAssignableGroups() {
    return new Target(
        "a role-assignable group",
        asked -> {
          SortedMap<Access, Verdict> found = new TreeMap<>();
          asked
              .tenant()
              .forEachPrincipal(
                  principal -> {
                    if (principal instanceof Group group && !group.roleAssignable().isNo()) {
                      found.put(Access.member(group.id()), group.roleAssignable());
                      found.put(Access.owner(group.id()), group.roleAssignable());
                    }
                  });
          return found;
        });
  }

  private static SortedMap<Access, Verdict> one(Access access) {
    SortedMap<Access, Verdict> found = new TreeMap<>();
    found.put(access, Verdict.YES);
    return found;
  }

  private static SortedMap<Access, Verdict> roles(Asked asked, Function<Id, Verdict> wanted) {
    SortedSet<Access> roles = new TreeSet<>();
    asked.knowledge().builtInRoles().keySet().forEach(role -> roles.add(Access.role(role)));
    asked.tenant().roles().forEach(role -> roles.add(Access.role(role.id())));
    asked
        .tenant()
        .forEachSchedule(
            schedule -> {
              if (schedule.access() instanceof RoleAccess) {
                roles.add(schedule.access());
              }
            });
    SortedMap<Access, Verdict> found = new TreeMap<>();
    for (Access role : roles) {
      Verdict meant = wanted.apply(role.target());
      if (!meant.isNo()) {
        found.put(role, meant);
      }
    }
    return found;
  }

  /** What to read to know whether something is meant that may be. */
  static Read settling(Access access) {
    return Read.of(access instanceof RoleAccess ? Read.Kind.ROLE_DEFINITIONS : Read.Kind.GROUPS);
  }

  /** What is meant in a tenant, and whether it surely is. */
  SortedMap<Access, Verdict> in(Asked asked) {
    return accesses.apply(asked);
  }

  String words() {
    return words;
  }

  /** What it means, in words. */
  @Override
  public String toString() {
    return words;
  }
}
