package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Id;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Maps the permissions of a service principal, both ways. Whose they are says the list that they
 * stand in.
 */
final class AppRoleAssignmentMapper
    implements RecordMapper<com.microsoft.graph.models.AppRoleAssignment, AppRoleAssignment>,
        ToGraph<com.microsoft.graph.models.AppRoleAssignment, AppRoleAssignment> {

  private final Id servicePrincipal;

  AppRoleAssignmentMapper(Id servicePrincipal) {
    this.servicePrincipal = servicePrincipal;
  }

  @Override
  public ParsableFactory<com.microsoft.graph.models.AppRoleAssignment> model() {
    return com.microsoft.graph.models.AppRoleAssignment::createFromDiscriminatorValue;
  }

  @Override
  public AppRoleAssignment map(
      com.microsoft.graph.models.AppRoleAssignment model,
      GraphRecord sent,
      Consumer<RecordProblem> problems) {
    return new AppRoleAssignment(
        servicePrincipal, guid(sent, "resourceId"), guid(sent, "appRoleId"));
  }

  /** The SDK does not take a GUID with space around it. */
  private static Id guid(GraphRecord sent, String name) {
    return Fields.tryId(sent.text(name).orElse(null))
        .filter(Id.Guid.class::isInstance)
        .orElseThrow(() -> sent.rejected("a GUID", name));
  }

  @Override
  public com.microsoft.graph.models.AppRoleAssignment toGraph(AppRoleAssignment assignment) {
    com.microsoft.graph.models.AppRoleAssignment model =
        new com.microsoft.graph.models.AppRoleAssignment();
    model.setPrincipalId(uuid(assignment.principal()));
    model.setResourceId(uuid(assignment.resource()));
    model.setAppRoleId(uuid(assignment.appRole()));
    return model;
  }

  private static UUID uuid(Id id) {
    if (id instanceof Id.Guid guid) {
      return new UUID(guid.high(), guid.low());
    }
    throw new Inexpressible("permission", "ids that are GUIDs", id);
  }
}
