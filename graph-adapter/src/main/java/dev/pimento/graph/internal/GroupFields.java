package dev.pimento.graph.internal;

import com.microsoft.graph.models.PrivilegedAccessGroupRelationships;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import org.jspecify.annotations.Nullable;

/** The side of a group that a schedule or a request is about: both ways. */
final class GroupFields {

  private GroupFields() {}

  /**
   * Reads {@code groupId} and {@code accessId}.
   *
   * @throws Rejected if either is missing or unknown
   */
  static GroupAccess access(
      GraphRecord sent,
      @Nullable String groupId,
      @Nullable PrivilegedAccessGroupRelationships accessId) {
    Id group = Fields.id(sent, groupId, "groupId");
    if (accessId == PrivilegedAccessGroupRelationships.Member) {
      return Access.member(group);
    }
    if (accessId == PrivilegedAccessGroupRelationships.Owner) {
      return Access.owner(group);
    }
    throw sent.rejected("member or owner", "accessId");
  }

  /** Returns the word for a side of a group. */
  static PrivilegedAccessGroupRelationships toGraph(GroupAccess side) {
    return side.side() == Access.Side.MEMBER
        ? PrivilegedAccessGroupRelationships.Member
        : PrivilegedAccessGroupRelationships.Owner;
  }

  /**
   * Returns the access of a schedule or a request that is about a group.
   *
   * @throws IllegalArgumentException if it is about a role
   */
  static GroupAccess side(Access access) {
    if (access instanceof GroupAccess side) {
      return side;
    }
    throw new IllegalArgumentException(
        "Invalid access: expected a side of a group, but found " + access);
  }
}
