package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Maps administrative units, both ways. */
final class AdministrativeUnitMapper
    implements RecordMapper<com.microsoft.graph.models.AdministrativeUnit, AdministrativeUnit>,
        ToGraph<com.microsoft.graph.models.AdministrativeUnit, AdministrativeUnit> {

  private static final String DYNAMIC = "Dynamic";
  private static final String ASSIGNED = "Assigned";

  @Override
  public ParsableFactory<com.microsoft.graph.models.AdministrativeUnit> model() {
    return com.microsoft.graph.models.AdministrativeUnit::createFromDiscriminatorValue;
  }

  @Override
  public AdministrativeUnit map(
      com.microsoft.graph.models.AdministrativeUnit model,
      GraphRecord sent,
      Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    return new AdministrativeUnit(
        id,
        Fields.name(model.getDisplayName(), id),
        Fields.verdictNullIsNo(
            sent, model.getIsMemberManagementRestricted(), "isMemberManagementRestricted"),
        Fields.verdictNullIsNo(sent, dynamic(model.getMembershipType()), "membershipType"));
  }

  private static @Nullable Boolean dynamic(@Nullable String membershipType) {
    if (Fields.is(membershipType, DYNAMIC)) {
      return true;
    }
    return Fields.is(membershipType, ASSIGNED) ? false : null;
  }

  @Override
  public com.microsoft.graph.models.AdministrativeUnit toGraph(AdministrativeUnit unit) {
    com.microsoft.graph.models.AdministrativeUnit model =
        new com.microsoft.graph.models.AdministrativeUnit();
    model.setId(unit.id().toString());
    model.setDisplayName(Fields.displayName(unit.displayName(), unit.id()));
    model.setIsMemberManagementRestricted(Fields.flag(unit.restricted()));
    if (unit.dynamic() != Verdict.UNKNOWN) {
      model.setMembershipType(unit.dynamic().isYes() ? DYNAMIC : ASSIGNED);
    }
    return model;
  }
}
