package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleManagementPolicy;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyAssignment;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.RoleSettings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Maps, both ways, the assignment of a policy, with its rules expanded, to the settings of a role
 * or of one side of a group. What the rules leave out is the service's default, and is reported.
 */
final class RoleSettingsMapper
    implements RecordMapper<UnifiedRoleManagementPolicyAssignment, MappedSettings>,
        ToGraph<UnifiedRoleManagementPolicyAssignment, MappedSettings> {
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
    RoleSettings settings = settings(rules, knowledge.defaultSettings(access));
    return new MappedSettings(access, settings, policy(sent, problems));
  }

  private static RoleSettings settings(PolicyRules rules, RoleSettings otherwise) {
    ImmutableRoleSettings.Builder settings =
        RoleSettings.builder()
            .activation(rules.expiration(PolicyRule.ACTIVATION_EXPIRATION, otherwise.activation()))
            .activationRequirements(
                rules.enablement(
                    PolicyRule.ACTIVATION_ENABLEMENT, otherwise.activationRequirements()))
            .authenticationContext(rules.authenticationContext(otherwise.authenticationContext()))
            .approval(rules.approval(otherwise.approval()))
            .eligibility(
                rules.expiration(PolicyRule.ELIGIBILITY_EXPIRATION, otherwise.eligibility()))
            .assignment(rules.expiration(PolicyRule.ASSIGNMENT_EXPIRATION, otherwise.assignment()))
            .eligibilityRequirements(
                rules.enablement(
                    PolicyRule.ELIGIBILITY_ENABLEMENT, otherwise.eligibilityRequirements()))
            .assignmentRequirements(
                rules.enablement(
                    PolicyRule.ASSIGNMENT_ENABLEMENT, otherwise.assignmentRequirements()));
    for (PolicyRule rule : PolicyRule.values()) {
      if (rule.isNotification()) {
        settings.putNotifications(rule, rules.notification(rule, otherwise.notification(rule)));
      }
    }
    rules.reportMissing();
    return settings.build();
  }

  /** The id stands beside the policy and in it. */
  private static Optional<Id> policy(GraphRecord sent, Consumer<RecordProblem> problems) {
    return policy(sent, problems, "policyId").or(() -> policy(sent, problems, "policy", "id"));
  }

  private static Optional<Id> policy(
      GraphRecord sent, Consumer<RecordProblem> problems, String... names) {
    return Fields.optionalId(sent, sent.text(names).orElse(null), problems, names);
  }

  private static Access access(
      GraphRecord sent,
      @Nullable String scopeType,
      @Nullable String scopeId,
      @Nullable String roleDefinitionId) {
    return switch (String.valueOf(scopeType).strip().toLowerCase(Locale.ROOT)) {
      case "group" -> side(sent, Fields.id(sent, scopeId, "scopeId"), roleDefinitionId);
      case "directory", "directoryrole" ->
          Access.role(Fields.id(sent, roleDefinitionId, "roleDefinitionId"));
      default -> throw sent.rejected("Group, Directory or DirectoryRole", "scopeType");
    };
  }

  private static Access side(GraphRecord sent, Id group, @Nullable String roleDefinitionId) {
    return switch (String.valueOf(roleDefinitionId).strip().toLowerCase(Locale.ROOT)) {
      case "member" -> Access.member(group);
      case "owner" -> Access.owner(group);
      default -> throw sent.rejected("member or owner", "roleDefinitionId");
    };
  }

  /** Makes the assignment with all 17 rules; without ids where that of the policy isn't known. */
  @Override
  public UnifiedRoleManagementPolicyAssignment toGraph(MappedSettings mapped) {
    UnifiedRoleManagementPolicy policy = new UnifiedRoleManagementPolicy();
    UnifiedRoleManagementPolicyAssignment model = new UnifiedRoleManagementPolicyAssignment();
    if (mapped.access() instanceof GroupAccess side) {
      model.setScopeType("Group");
      model.setScopeId(side.group().toString());
      model.setRoleDefinitionId(side.side() == Access.Side.MEMBER ? "member" : "owner");
    } else {
      model.setScopeType("DirectoryRole");
      model.setScopeId("/");
      model.setRoleDefinitionId(mapped.access().target().toString());
    }
    policy.setScopeType(model.getScopeType());
    policy.setScopeId(model.getScopeId());
    policy.setRules(
        Arrays.stream(PolicyRule.values())
            .map(rule -> PolicyRules.toGraph(rule, mapped.settings()))
            .toList());
    mapped
        .policy()
        .ifPresent(
            id -> {
              model.setId(id + "_" + model.getRoleDefinitionId());
              model.setPolicyId(id.toString());
              policy.setId(id.toString());
            });
    model.setPolicy(policy);
    return model;
  }
}
