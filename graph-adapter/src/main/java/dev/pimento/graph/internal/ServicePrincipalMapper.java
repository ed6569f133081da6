package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import java.util.function.Consumer;

/** Maps service principals, both ways, managed identities among them. */
final class ServicePrincipalMapper
    implements RecordMapper<com.microsoft.graph.models.ServicePrincipal, ServicePrincipal>,
        ToGraph<com.microsoft.graph.models.ServicePrincipal, ServicePrincipal> {

  @Override
  public ParsableFactory<com.microsoft.graph.models.ServicePrincipal> model() {
    return com.microsoft.graph.models.ServicePrincipal::createFromDiscriminatorValue;
  }

  @Override
  public ServicePrincipal map(
      com.microsoft.graph.models.ServicePrincipal model,
      GraphRecord sent,
      Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    return new ServicePrincipal(
        id,
        Fields.name(model.getDisplayName(), id),
        Fields.verdict(model.getAccountEnabled()),
        Fields.optionalId(sent, model.getAppId(), problems, "appId"));
  }

  @Override
  public com.microsoft.graph.models.ServicePrincipal toGraph(ServicePrincipal servicePrincipal) {
    com.microsoft.graph.models.ServicePrincipal model =
        new com.microsoft.graph.models.ServicePrincipal();
    Id id = servicePrincipal.id();
    model.setId(id.toString());
    model.setDisplayName(Fields.displayName(servicePrincipal.displayName(), id));
    model.setAccountEnabled(Fields.flag(servicePrincipal.enabled()));
    servicePrincipal.appId().ifPresent(appId -> model.setAppId(appId.toString()));
    return model;
  }
}
