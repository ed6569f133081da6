package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleDefinition;
import com.microsoft.graph.models.UnifiedRolePermission;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    boolean builtIn = Optional.ofNullable(model.getIsBuiltIn()).orElse(known.isPresent());
    return new RoleDefinition(
        id,
        Fields.name(model.getDisplayName(), id),
        builtIn,
        builtIn ? new TreeSet<>() : actions(model.getRolePermissions()));
  }

  private static SortedSet<String> actions(@Nullable List<UnifiedRolePermission> permissions) {
    SortedSet<String> actions = new TreeSet<>();
    if (permissions != null) {
      permissions.stream()
          .map(UnifiedRolePermission::getAllowedResourceActions)
          .filter(Objects::nonNull)
          .forEach(actions::addAll);
    }
    return actions;
  }

  @Override
  public UnifiedRoleDefinition toGraph(RoleDefinition role) {
    UnifiedRoleDefinition model = new UnifiedRoleDefinition();
    model.setId(role.id().toString());
    model.setDisplayName(Fields.displayName(role.displayName(), role.id()));
    model.setIsBuiltIn(role.builtIn());
    if (!role.actions().isEmpty()) {
      UnifiedRolePermission permission = new UnifiedRolePermission();
      permission.setAllowedResourceActions(List.copyOf(role.actions()));
      model.setRolePermissions(List.of(permission));
    }
    return model;
  }
}
