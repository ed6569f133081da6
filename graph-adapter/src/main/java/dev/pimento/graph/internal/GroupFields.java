package dev.pimento.graph.internal;

import com.microsoft.graph.models.PrivilegedAccessGroupRelationships;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import org.jspecify.annotations.Nullable;

/** Reads the side of a group that a schedule or a request is about. */
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
}
