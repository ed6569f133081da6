package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleAssignment;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Phase;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Maps role assignments, both ways, which know nothing of schedules: each was seen at the read, and
 * neither its start nor its end nor how it came about is known.
 */
final class PlainRoleAssignmentMapper
    implements RecordMapper<UnifiedRoleAssignment, Assignment>,
        ToGraph<UnifiedRoleAssignment, Assignment> {
  private final Instant asOf;

  PlainRoleAssignmentMapper(Instant asOf) {
    this.asOf = asOf;
  }

  @Override
  public ParsableFactory<UnifiedRoleAssignment> model() {
    return UnifiedRoleAssignment::createFromDiscriminatorValue;
  }

  @Override
  public Assignment map(
      UnifiedRoleAssignment model, GraphRecord sent, Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    RoleAccess access = RoleFields.access(sent, model);
    Id principal = Fields.id(sent, model.getPrincipalId(), "principalId");
    return Assignment.assigned(id, principal, access, Span.seenAt(asOf), Phase.CURRENT);
  }

  /** Returns whether nothing is known of an assignment but that it was seen at the read. */
  boolean isPlain(Assignment assignment) {
    return assignment.equals(
        Assignment.assigned(
            assignment.id(),
            assignment.principal(),
            assignment.access(),
            Span.seenAt(asOf),
            Phase.CURRENT));
  }

  @Override
  public UnifiedRoleAssignment toGraph(Assignment assignment) {
    if (!isPlain(assignment)) {
      throw new Inexpressible(
          "role assignment " + assignment.id(),
          "one that was seen at the read at %s, with nothing known but that".formatted(asOf),
          "%s %s, %s".formatted(assignment.phase(), assignment.kind(), assignment.span()));
    }
    RoleAccess access = RoleFields.role(assignment.access());
    UnifiedRoleAssignment model = new UnifiedRoleAssignment();
    model.setId(assignment.id().toString());
    model.setPrincipalId(assignment.principal().toString());
    model.setRoleDefinitionId(access.role().toString());
    model.setDirectoryScopeId(access.scope().toString());
    return model;
  }
}
