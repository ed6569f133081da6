package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleEligibilitySchedule;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Eligibility;
import java.util.function.Consumer;

/** Maps eligibility schedules, both ways, of directory roles. */
final class RoleEligibilityMapper
    implements RecordMapper<UnifiedRoleEligibilitySchedule, MappedSchedule<Eligibility>>,
        ToGraph<UnifiedRoleEligibilitySchedule, Eligibility> {
  private final ScheduleTerms terms;

  RoleEligibilityMapper(ScheduleTerms terms) {
    this.terms = terms;
  }

  @Override
  public ParsableFactory<UnifiedRoleEligibilitySchedule> model() {
    return UnifiedRoleEligibilitySchedule::createFromDiscriminatorValue;
  }

  @Override
  public MappedSchedule<Eligibility> map(
      UnifiedRoleEligibilitySchedule model, GraphRecord sent, Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    RoleAccess access = RoleFields.access(sent, model);
    Id principal = Fields.id(sent, model.getPrincipalId(), "principalId");
    return terms.settle(
        sent,
        access,
        model.getStatus(),
        RoleFields.isThroughGroup(sent, model.getMemberType(), problems),
        model.getScheduleInfo(),
        problems,
        (span, phase) -> new Eligibility(id, principal, access, span, phase));
  }

  @Override
  public UnifiedRoleEligibilitySchedule toGraph(Eligibility schedule) {
    ScheduleTerms.Said said = terms.say(schedule);
    UnifiedRoleEligibilitySchedule model = new UnifiedRoleEligibilitySchedule();
    model.setId(schedule.id().toString());
    model.setPrincipalId(schedule.principal().toString());
    RoleFields.put(model, RoleFields.role(schedule.access()));
    model.setMemberType(RoleFields.DIRECT);
    model.setStatus(said.status());
    model.setScheduleInfo(said.info());
    return model;
  }
}
