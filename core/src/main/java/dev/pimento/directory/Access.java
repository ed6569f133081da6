package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

/** What a principal can hold or be eligible for: a side of a group, or a role at a scope. */
public sealed interface Access extends Comparable<Access> {

  /** The two sides of a group; the service calls them {@code accessId} (fact 35). */
  enum Side {
    MEMBER,
    OWNER
  }

  /**
   * Membership or ownership of a group.
   *
   * @param group the group's id
   * @param side which of the two
   */
  record GroupAccess(Id group, Side side) implements Access {
    public GroupAccess {
      requireNonNull(group, "group");
      requireNonNull(side, "side");
    }

    @Override
    public Access settingsKey() {
      return this;
    }

    @Override
    public Id target() {
      return group;
    }

    @Override
    public String toString() {
      return (side == Side.MEMBER ? "member of " : "owner of ") + group;
    }
  }

  /**
   * A directory role at a scope.
   *
   * @param role the role definition's id
   * @param scope where it applies
   */
  record RoleAccess(Id role, DirectoryScope scope) implements Access {
    public RoleAccess {
      requireNonNull(role, "role");
      requireNonNull(scope, "scope");
    }

    @Override
    public Access settingsKey() {
      return scope.equals(DirectoryScope.tenant()) ? this : Access.role(role);
    }

    @Override
    public Id target() {
      return role;
    }

    @Override
    public String toString() {
      return "role " + role + " at " + scope;
    }
  }

  static GroupAccess member(Id group) {
    return new GroupAccess(group, Side.MEMBER);
  }

  static GroupAccess owner(Id group) {
    return new GroupAccess(group, Side.OWNER);
  }

  /** The role for the whole tenant. */
  static RoleAccess role(Id role) {
    return new RoleAccess(role, DirectoryScope.tenant());
  }

  static RoleAccess role(Id role, DirectoryScope scope) {
    return new RoleAccess(role, scope);
  }

  /**
   * What its role settings belong to: each side of a group has its own, and a role whatever the
   * scope.
   */
  Access settingsKey();

  /** The id of the group or of the role definition. */
  Id target();

  /** Whether holding this also means holding the other: the same, or the role at a wider scope. */
  default boolean covers(Access other) {
    if (this instanceof RoleAccess mine && other instanceof RoleAccess theirs) {
      return mine.role.equals(theirs.role) && mine.scope.covers(theirs.scope);
    }
    return equals(other);
  }

  @Override
  default int compareTo(Access other) {
    return toString().compareTo(other.toString());
  }
}
