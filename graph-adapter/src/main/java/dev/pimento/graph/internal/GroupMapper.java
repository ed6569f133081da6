package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Group;
import dev.pimento.directory.Group.Kind;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Maps groups, both ways. A property that was not selected is absent and leaves the group's side of
 * it open.
 */
public final class GroupMapper
    implements RecordMapper<com.microsoft.graph.models.Group, Group>,
        ToGraph<com.microsoft.graph.models.Group, Group> {

  private static final String UNIFIED = "Unified";
  private static final String DYNAMIC = "DynamicMembership";

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
    if (groupTypes != null && has(groupTypes, UNIFIED)) {
      return Kind.MICROSOFT_365;
    }
    if (Boolean.TRUE.equals(mailEnabled)) {
      return Kind.MAIL_ENABLED;
    }
    // What has no mail can't be a Microsoft 365 group either.
    return groupTypes == null && mailEnabled == null ? Kind.UNKNOWN : Kind.SECURITY;
  }

  private static Verdict dynamic(@Nullable List<String> groupTypes) {
    return groupTypes == null ? Verdict.UNKNOWN : Fields.verdict(has(groupTypes, DYNAMIC));
  }

  private static boolean has(List<String> groupTypes, String type) {
    return groupTypes.stream().anyMatch(type::equalsIgnoreCase);
  }

  @Override
  public com.microsoft.graph.models.Group toGraph(Group group) {
    com.microsoft.graph.models.Group model = new com.microsoft.graph.models.Group();
    model.setId(group.id().toString());
    model.setDisplayName(Fields.displayName(group.displayName(), group.id()));
    model.setGroupTypes(groupTypes(group));
    if (group.kind() != Kind.UNKNOWN) {
      model.setMailEnabled(group.kind() != Kind.SECURITY);
    }
    model.setIsAssignableToRole(Fields.flag(group.roleAssignable()));
    model.setOnPremisesSyncEnabled(Fields.flag(group.synced()));
    model.setIsManagementRestricted(Fields.flag(group.restricted()));
    return model;
  }

  /** Kind and dynamic rule stand in one list, which is there or isn't. */
  private static @Nullable List<String> groupTypes(Group group) {
    boolean unified = group.kind() == Kind.MICROSOFT_365;
    if (group.dynamic().isUnknown() ? unified : group.kind() == Kind.UNKNOWN) {
      throw new Inexpressible(
          "group " + group.id(),
          "that both its kind and whether it is dynamic are known, or neither",
          "kind %s, dynamic %s".formatted(group.kind(), group.dynamic()));
    }
    if (group.dynamic().isUnknown()) {
      return null;
    }
    List<String> types = new ArrayList<>();
    if (unified) {
      types.add(UNIFIED);
    }
    if (group.dynamic().isYes()) {
      types.add(DYNAMIC);
    }
    return types;
  }
}
