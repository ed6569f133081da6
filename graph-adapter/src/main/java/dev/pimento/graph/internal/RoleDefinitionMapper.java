package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleDefinition;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Maps role definitions, both ways. What a record leaves out is taken from what is known of
 * built-in roles.
 */
final class RoleDefinitionMapper
    implements RecordMapper<UnifiedRoleDefinition, RoleDefinition>,
        ToGraph<UnifiedRoleDefinition, RoleDefinition> {
  private final Knowledge knowledge;

  RoleDefinitionMapper(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  @Override
  public ParsableFactory<UnifiedRoleDefinition> model() {
    return UnifiedRoleDefinition::createFromDiscriminatorValue;
  }

  @Override
  public RoleDefinition map(
      UnifiedRoleDefinition model, GraphRecord sent, Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, model.getId(), "id");
    Optional<BuiltInRole> known = knowledge.builtInRole(id);
    Boolean builtIn = model.getIsBuiltIn();
    return new RoleDefinition(
        id, Fields.name(model.getDisplayName(), id), builtIn == null ? known.isPresent() : builtIn);
  }

  @Override
  public UnifiedRoleDefinition toGraph(RoleDefinition role) {
    UnifiedRoleDefinition model = new UnifiedRoleDefinition();
    model.setId(role.id().toString());
    model.setDisplayName(Fields.displayName(role.displayName(), role.id()));
    model.setIsBuiltIn(role.builtIn());
    return model;
  }
}
