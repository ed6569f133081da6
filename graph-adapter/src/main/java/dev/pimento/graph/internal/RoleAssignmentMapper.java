package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleAssignmentSchedule;
import com.microsoft.graph.models.UnifiedRoleEligibilitySchedule;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Assignment.Kind;
import java.util.Optional;
import java.util.function.Consumer;

/** Maps assignment schedules, both ways, of directory roles. */
final class RoleAssignmentMapper
    implements RecordMapper<UnifiedRoleAssignmentSchedule, MappedSchedule<Assignment>>,
        ToGraph<UnifiedRoleAssignmentSchedule, Assignment> {
  private static final String ACTIVATED = "Activated";
  private static final String ASSIGNED = "Assigned";

  private final ScheduleTerms terms;

  RoleAssignmentMapper(ScheduleTerms terms) {
    this.terms = terms;
  }

  @Override
  public ParsableFactory<UnifiedRoleAssignmentSchedule> model() {
    return UnifiedRoleAssignmentSchedule::createFromDiscriminatorValue;
  }

  @Override
  public MappedSchedule<Assignment> map(
      UnifiedRoleAssignmentSchedule model, GraphRecord sent, Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    RoleAccess access = RoleFields.access(sent, model);
    Id principal = Fields.id(sent, model.getPrincipalId(), "principalId");
    String type = model.getAssignmentType();
    boolean activated = Fields.is(type, ACTIVATED);
    if (type != null && !activated && !Fields.is(type, ASSIGNED)) {
      problems.accept(sent.mismatch("Assigned or Activated", "assignmentType"));
    }
    UnifiedRoleEligibilitySchedule eligibility = model.getActivatedUsing();
    Optional<Id> using =
        !activated || eligibility == null
            ? Optional.empty()
            : Fields.optionalId(sent, eligibility.getId(), problems, "activatedUsing", "id");
    return terms.settle(
        sent,
        access,
        model.getStatus(),
        RoleFields.isThroughGroup(sent, model.getMemberType(), problems) && !activated,
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
  public UnifiedRoleAssignmentSchedule toGraph(Assignment schedule) {
    ScheduleTerms.Said said = terms.say(schedule);
    UnifiedRoleAssignmentSchedule model = new UnifiedRoleAssignmentSchedule();
    model.setId(schedule.id().toString());
    model.setPrincipalId(schedule.principal().toString());
    RoleFields.put(model, RoleFields.role(schedule.access()));
    if (schedule.isActivated()) {
      model.setAssignmentType(ACTIVATED);
    } else {
      model.setAssignmentType(ASSIGNED);
      model.setMemberType(RoleFields.DIRECT);
    }
    schedule.activatedUsing().ifPresent(using -> model.setActivatedUsing(eligibility(using)));
    model.setStatus(said.status());
    model.setScheduleInfo(said.info());
    return model;
  }

  private static UnifiedRoleEligibilitySchedule eligibility(Id id) {
    UnifiedRoleEligibilitySchedule model = new UnifiedRoleEligibilitySchedule();
    model.setId(id.toString());
    return model;
  }
}
