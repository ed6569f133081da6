package dev.pimento.testkit.export;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;

/** What a record of PIM is about: a side of a group, or a role at a scope. */
final class AccessRows {

  private AccessRows() {}

  static Access ofGroup(Row row) throws RejectedException {
    Id group = row.id("groupId");
    return switch (row.word("accessId")) {
      case "member" -> Access.member(group);
      case "owner" -> Access.owner(group);
      default ->
          throw row.rejected(
              "accessId", "expected member or owner, but found \"" + row.text("accessId") + "\"");
    };
  }

  static Access ofRole(Row row) throws RejectedException {
    Id role = row.id("roleDefinitionId");
    if (row.child("directoryScopeId").isNothing()) {
      if (!row.text("appScopeId").equals("/")) {
        throw row.rejected(
            "directoryScopeId",
            "expected a directory scope, but found none and application scope \"%s\""
                .formatted(row.text("appScopeId")));
      }
      return Access.role(role);
    }
    try {
      return Access.role(role, DirectoryScope.of(row.text("directoryScopeId")));
    } catch (IllegalArgumentException e) {
      throw row.rejected("directoryScopeId", String.valueOf(e.getMessage()));
    }
  }
}
