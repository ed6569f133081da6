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

/** Maps assignment schedules, both ways, of groups. */
final class GroupAssignmentMapper
    implements RecordMapper<PrivilegedAccessGroupAssignmentSchedule, MappedSchedule<Assignment>>,
        ToGraph<PrivilegedAccessGroupAssignmentSchedule, Assignment> {
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

  @Override
  public PrivilegedAccessGroupAssignmentSchedule toGraph(Assignment schedule) {
    ScheduleTerms.Said said = terms.say(schedule);
    PrivilegedAccessGroupAssignmentSchedule model = new PrivilegedAccessGroupAssignmentSchedule();
    model.setId(schedule.id().toString());
    model.setPrincipalId(schedule.principal().toString());
    GroupAccess side = GroupFields.side(schedule.access());
    model.setGroupId(side.group().toString());
    model.setAccessId(GroupFields.toGraph(side));
    if (schedule.isActivated()) {
      model.setAssignmentType(PrivilegedAccessGroupAssignmentType.Activated);
    } else {
      model.setAssignmentType(PrivilegedAccessGroupAssignmentType.Assigned);
      model.setMemberType(PrivilegedAccessGroupMemberType.Direct);
    }
    schedule.activatedUsing().ifPresent(using -> model.setActivatedUsing(eligibility(using)));
    model.setStatus(said.status());
    model.setScheduleInfo(said.info());
    return model;
  }

  private static PrivilegedAccessGroupEligibilitySchedule eligibility(Id id) {
    PrivilegedAccessGroupEligibilitySchedule model = new PrivilegedAccessGroupEligibilitySchedule();
    model.setId(id.toString());
    return model;
  }
}
