package dev.pimento.graph.internal;

import com.microsoft.graph.models.PrivilegedAccessGroupEligibilitySchedule;
import com.microsoft.graph.models.PrivilegedAccessGroupMemberType;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Eligibility;
import java.util.function.Consumer;

/** Maps eligibility schedules, both ways, of groups. */
final class GroupEligibilityMapper
    implements RecordMapper<PrivilegedAccessGroupEligibilitySchedule, MappedSchedule<Eligibility>>,
        ToGraph<PrivilegedAccessGroupEligibilitySchedule, Eligibility> {
  private final ScheduleTerms terms;

  GroupEligibilityMapper(ScheduleTerms terms) {
    this.terms = terms;
  }

  @Override
  public ParsableFactory<PrivilegedAccessGroupEligibilitySchedule> model() {
    return PrivilegedAccessGroupEligibilitySchedule::createFromDiscriminatorValue;
  }

  @Override
  public MappedSchedule<Eligibility> map(
      PrivilegedAccessGroupEligibilitySchedule model,
      GraphRecord sent,
      Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    GroupAccess access = GroupFields.access(sent, model.getGroupId(), model.getAccessId());
    Id principal = Fields.id(sent, model.getPrincipalId(), "principalId");
    return terms.settle(
        sent,
        access,
        model.getStatus(),
        model.getMemberType() == PrivilegedAccessGroupMemberType.Group,
        model.getScheduleInfo(),
        problems,
        (span, phase) -> new Eligibility(id, principal, access, span, phase));
  }

  @Override
  public PrivilegedAccessGroupEligibilitySchedule toGraph(Eligibility schedule) {
    ScheduleTerms.Said said = terms.say(schedule);
    PrivilegedAccessGroupEligibilitySchedule model = new PrivilegedAccessGroupEligibilitySchedule();
    model.setId(schedule.id().toString());
    model.setPrincipalId(schedule.principal().toString());
    GroupAccess side = GroupFields.side(schedule.access());
    model.setGroupId(side.group().toString());
    model.setAccessId(GroupFields.toGraph(side));
    model.setMemberType(PrivilegedAccessGroupMemberType.Direct);
    model.setStatus(said.status());
    model.setScheduleInfo(said.info());
    return model;
  }
}
