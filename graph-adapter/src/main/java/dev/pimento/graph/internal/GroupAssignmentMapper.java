package dev.pimento.graph.internal;

import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentSchedule;
import com.microsoft.graph.models.PrivilegedAccessGroupAssignmentType;
import com.microsoft.graph.models.PrivilegedAccessGroupEligibilitySchedule;
import com.microsoft.graph.models.PrivilegedAccessGroupMemberType;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Assignment.Kind;
import java.util.Optional;
import java.util.function.Consumer;

/** Maps assignment schedules of groups. */
final class GroupAssignmentMapper
    implements RecordMapper<PrivilegedAccessGroupAssignmentSchedule, MappedSchedule<Assignment>> {
  private final ScheduleTerms terms;

  GroupAssignmentMapper(ScheduleTerms terms) {
    this.terms = terms;
  }

  @Override
  public ParsableFactory<PrivilegedAccessGroupAssignmentSchedule> model() {
    return PrivilegedAccessGroupAssignmentSchedule::createFromDiscriminatorValue;
  }

  @Override
  public MappedSchedule<Assignment> map(
      PrivilegedAccessGroupAssignmentSchedule model,
      GraphRecord sent,
      Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    GroupAccess access = GroupFields.access(sent, model.getGroupId(), model.getAccessId());
    Id principal = Fields.id(sent, model.getPrincipalId(), "principalId");
    boolean activated = model.getAssignmentType() == PrivilegedAccessGroupAssignmentType.Activated;
    boolean derived = model.getMemberType() == PrivilegedAccessGroupMemberType.Group && !activated;
    PrivilegedAccessGroupEligibilitySchedule eligibility = model.getActivatedUsing();
    Optional<Id> using =
        !activated || eligibility == null
            ? Optional.empty()
            : Fields.optionalId(sent, eligibility.getId(), problems, "activatedUsing", "id");
    return terms.settle(
        sent,
        access,
        model.getStatus(),
        derived,
        model.getScheduleInfo(),
        problems,
        (span, phase) ->
            new Assignment(
                id,
                principal,
                access,
                activated ? Kind.ACTIVATED : Kind.ASSIGNED,
                using,
                span,
                phase));
  }
}
