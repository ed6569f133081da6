package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleManagementPolicyAssignment;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.RoleSettings;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Maps the assignment of a policy, with its rules expanded, to the settings of a role or of one
 * side of a group. What the rules leave out is the service's default, and is reported.
 */
final class RoleSettingsMapper
    implements RecordMapper<UnifiedRoleManagementPolicyAssignment, MappedSettings> {
  private final Knowledge knowledge;

  RoleSettingsMapper(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  @Override
  public ParsableFactory<UnifiedRoleManagementPolicyAssignment> model() {
    return UnifiedRoleManagementPolicyAssignment::createFromDiscriminatorValue;
  }

  @Override
  public MappedSettings map(
      UnifiedRoleManagementPolicyAssignment model,
      GraphRecord sent,
      Consumer<RecordProblem> problems) {
    Access access =
        access(sent, model.getScopeType(), model.getScopeId(), model.getRoleDefinitionId());
    PolicyRules rules = PolicyRules.of(model, sent, problems);
    return new MappedSettings(access, settings(rules, knowledge.defaultSettings(access)));
  }

  private static RoleSettings settings(PolicyRules rules, RoleSettings otherwise) {
    RoleSettings settings =
        RoleSettings.builder()
            .activation(rules.expiration("Expiration_EndUser_Assignment", otherwise.activation()))
            .activationRequirements(
                rules.enablement(
                    "Enablement_EndUser_Assignment", otherwise.activationRequirements()))
            .authenticationContext(
                rules.authenticationContext(
                    "AuthenticationContext_EndUser_Assignment", otherwise.authenticationContext()))
            .approval(rules.approval("Approval_EndUser_Assignment", otherwise.approval()))
            .eligibility(rules.expiration("Expiration_Admin_Eligibility", otherwise.eligibility()))
            .assignment(rules.expiration("Expiration_Admin_Assignment", otherwise.assignment()))
            .eligibilityRequirements(
                rules.enablement(
                    "Enablement_Admin_Eligibility", otherwise.eligibilityRequirements()))
            .assignmentRequirements(
                rules.enablement("Enablement_Admin_Assignment", otherwise.assignmentRequirements()))
            .build();
    rules.reportMissing();
    return settings;
  }

  private static Access access(
      GraphRecord sent,
      @Nullable String scopeType,
      @Nullable String scopeId,
      @Nullable String roleDefinitionId) {
    return switch (String.valueOf(scopeType).toLowerCase(Locale.ROOT)) {
      case "group" -> side(sent, Fields.id(sent, scopeId, "scopeId"), roleDefinitionId);
      case "directory", "directoryrole" ->
          Access.role(Fields.id(sent, roleDefinitionId, "roleDefinitionId"));
      default -> throw sent.rejected("Group, Directory or DirectoryRole", "scopeType");
    };
  }

  private static Access side(GraphRecord sent, Id group, @Nullable String roleDefinitionId) {
    return switch (String.valueOf(roleDefinitionId).toLowerCase(Locale.ROOT)) {
      case "member" -> Access.member(group);
      case "owner" -> Access.owner(group);
      default -> throw sent.rejected("member or owner", "roleDefinitionId");
    };
  }
}
