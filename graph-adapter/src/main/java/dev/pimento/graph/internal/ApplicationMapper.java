package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Application;
import dev.pimento.directory.Id;
import java.util.function.Consumer;

/** Maps registrations of applications, both ways. */
final class ApplicationMapper
    implements RecordMapper<com.microsoft.graph.models.Application, Application>,
        ToGraph<com.microsoft.graph.models.Application, Application> {

  @Override
  public ParsableFactory<com.microsoft.graph.models.Application> model() {
    return com.microsoft.graph.models.Application::createFromDiscriminatorValue;
  }

  @Override
  public Application map(
      com.microsoft.graph.models.Application model,
      GraphRecord sent,
      Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    return new Application(
        id, Fields.id(sent, model.getAppId(), "appId"), Fields.name(model.getDisplayName(), id));
  }

  @Override
  public com.microsoft.graph.models.Application toGraph(Application application) {
    com.microsoft.graph.models.Application model = new com.microsoft.graph.models.Application();
    model.setId(application.id().toString());
    model.setAppId(application.appId().toString());
    model.setDisplayName(Fields.displayName(application.displayName(), application.id()));
    return model;
  }
}
