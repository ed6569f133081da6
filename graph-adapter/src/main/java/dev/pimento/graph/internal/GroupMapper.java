package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Group;
import dev.pimento.directory.Group.Kind;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Maps groups. A property that was not selected is absent and leaves the group's side of it open.
 */
final class GroupMapper implements RecordMapper<com.microsoft.graph.models.Group, Group> {

  @Override
  public ParsableFactory<com.microsoft.graph.models.Group> model() {
    return com.microsoft.graph.models.Group::createFromDiscriminatorValue;
  }

  @Override
  public Group map(
      com.microsoft.graph.models.Group model, GraphRecord sent, Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    return Group.builder()
        .id(id)
        .displayName(Fields.name(model.getDisplayName(), id))
        .kind(kind(model.getGroupTypes(), model.getMailEnabled()))
        .dynamic(dynamic(model.getGroupTypes()))
        .roleAssignable(
            Fields.verdictNullIsNo(sent, model.getIsAssignableToRole(), "isAssignableToRole"))
        .synced(
            Fields.verdictNullIsNo(sent, model.getOnPremisesSyncEnabled(), "onPremisesSyncEnabled"))
        .restricted(
            Fields.verdictNullIsNo(
                sent, model.getIsManagementRestricted(), "isManagementRestricted"))
        .build();
  }

  private static Kind kind(@Nullable List<String> groupTypes, @Nullable Boolean mailEnabled) {
    if (groupTypes != null && has(groupTypes, "Unified")) {
      return Kind.MICROSOFT_365;
    }
    if (Boolean.TRUE.equals(mailEnabled)) {
      return Kind.MAIL_ENABLED;
    }
    return groupTypes == null ? Kind.UNKNOWN : Kind.SECURITY;
  }

  private static Verdict dynamic(@Nullable List<String> groupTypes) {
    return groupTypes == null
        ? Verdict.UNKNOWN
        : Fields.verdict(has(groupTypes, "DynamicMembership"));
  }

  private static boolean has(List<String> groupTypes, String type) {
    return groupTypes.stream().anyMatch(type::equalsIgnoreCase);
  }
}
