package dev.pimento.graph.internal;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Read;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The roles that records refer to. One that no record defines is known if it is built in. */
final class ReferredRoles {
  private static final int MAX_NAMED = 10;

  private final Knowledge knowledge;
  private final Set<Id> defined = new HashSet<>();
  private final Set<Id> referred = new TreeSet<>();

  ReferredRoles(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /** Notes that a record defines the role. */
  void define(Id role) {
    defined.add(role);
  }

  /** Notes that a record is about the access, which may be a role. */
  void refer(Access access) {
    if (access instanceof RoleAccess role) {
      referred.add(role.role());
    }
  }

  /** Returns the built-in roles that are referred to and not defined, and reports the others. */
  List<RoleDefinition> notDefined(Consumer<RecordProblem> problems) {
    List<RoleDefinition> roles = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Id id : referred) {
      if (!defined.contains(id)) {
        Optional<BuiltInRole> known = knowledge.builtInRole(id);
        known.ifPresent(role -> roles.add(new RoleDefinition(id, role.displayName(), true)));
        if (known.isEmpty()) {
          unknown.add(id.toString());
        }
      }
    }
    if (!unknown.isEmpty()) {
      problems.accept(
          new RecordProblem(
              new Place(Read.of(Read.Kind.ROLE_DEFINITIONS) + ".json", 0, "$"),
              "expected the role definitions that others refer to, but these are neither there "
                  + "nor built in: "
                  + unknown.stream().limit(MAX_NAMED).collect(joining(", "))
                  + (unknown.size() > MAX_NAMED
                      ? " and %d more".formatted(unknown.size() - MAX_NAMED)
                      : "")));
    }
    return roles;
  }
}
