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
 * Maps role assignments, which know nothing of schedules: each was seen at the read, and neither
 * its start nor its end nor how it came about is known.
 */
final class PlainRoleAssignmentMapper implements RecordMapper<UnifiedRoleAssignment, Assignment> {
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
}
