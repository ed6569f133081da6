package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleManagementPolicy;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyApprovalRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyAssignment;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyAuthenticationContextRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyEnablementRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyExpirationRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyNotificationRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyRule;
import dev.pimento.policy.Approval;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The rules of one policy, found by their ids in whatever order they come, and the way back. Each
 * question names what holds where its rule is missing or can't be used; that is reported, but for a
 * missing rule about who is told of something.
 */
public final class PolicyRules {
  private final GraphRecord policy;
  private final Consumer<RecordProblem> problems;
  private final Map<PolicyRule, GraphRecord> sent = new EnumMap<>(PolicyRule.class);
  private final Map<PolicyRule, UnifiedRoleManagementPolicyRule> models =
      new EnumMap<>(PolicyRule.class);
  private final Set<String> missing = new TreeSet<>();

  private PolicyRules(GraphRecord policy, Consumer<RecordProblem> problems) {
    this.policy = policy;
    this.problems = problems;
  }

  /**
   * Collects the rules of an assigned policy.
   *
   * @throws Rejected if they were not expanded
   */
  static PolicyRules of(
      UnifiedRoleManagementPolicyAssignment assigned,
      GraphRecord assignment,
      Consumer<RecordProblem> problems) {
    List<GraphRecord> records = assignment.children("policy", "rules");
    if (records.isEmpty()) {
      throw assignment.rejected(
          "the rules of the policy ($expand=policy($expand=rules))", "policy", "rules");
    }
    PolicyRules rules = new PolicyRules(assignment, problems);
    for (GraphRecord record : records) {
      Optional<PolicyRule> id = record.text("id").flatMap(PolicyRule::of);
      if (id.isEmpty()) {
        problems.accept(record.mismatch("the id of one of the 17 rules", "id"));
      } else if (rules.sent.putIfAbsent(id.get(), record) != null) {
        problems.accept(record.mismatch("each rule once, of which the first counts", "id"));
      }
    }
    for (UnifiedRoleManagementPolicyRule model : models(assigned)) {
      Optional.ofNullable(model.getId())
          .flatMap(PolicyRule::of)
          .ifPresent(id -> rules.models.putIfAbsent(id, model));
    }
    return rules;
  }

  private static List<UnifiedRoleManagementPolicyRule> models(
      UnifiedRoleManagementPolicyAssignment assigned) {
    UnifiedRoleManagementPolicy policy = assigned.getPolicy();
    List<UnifiedRoleManagementPolicyRule> rules = policy == null ? null : policy.getRules();
    return rules == null ? List.of() : rules;
  }

  /** Returns how long something may be. */
  ExpirationLimit expiration(PolicyRule id, ExpirationLimit otherwise) {
    return rule(
            id,
            UnifiedRoleManagementPolicyExpirationRule.class,
            UnifiedRoleManagementPolicyExpirationRule::new)
        .map(rule -> ExpirationRule.of(rule, otherwise, problems))
        .orElse(otherwise);
  }

  /** Returns what the one who asks must bring. */
  Set<Requirement> enablement(PolicyRule id, Set<Requirement> otherwise) {
    return rule(
            id,
            UnifiedRoleManagementPolicyEnablementRule.class,
            UnifiedRoleManagementPolicyEnablementRule::new)
        .map(rule -> EnablementRule.of(rule, otherwise, problems))
        .orElse(otherwise);
  }

  /** Returns the authentication context that an activation needs. */
  Optional<String> authenticationContext(Optional<String> otherwise) {
    return rule(
            PolicyRule.ACTIVATION_CONTEXT,
            UnifiedRoleManagementPolicyAuthenticationContextRule.class,
            UnifiedRoleManagementPolicyAuthenticationContextRule::new)
        .map(rule -> ContextRule.of(rule.model()))
        .orElse(otherwise);
  }

  /** Returns whether an activation has to be approved, and by whom. */
  Approval approval(Approval otherwise) {
    return rule(
            PolicyRule.ACTIVATION_APPROVAL,
            UnifiedRoleManagementPolicyApprovalRule.class,
            UnifiedRoleManagementPolicyApprovalRule::new)
        .map(rule -> ApprovalRule.of(rule, otherwise, problems))
        .orElse(otherwise);
  }

  /** Returns who is told of something. */
  NotificationSettings notification(PolicyRule id, NotificationSettings otherwise) {
    return rule(
            id,
            UnifiedRoleManagementPolicyNotificationRule.class,
            UnifiedRoleManagementPolicyNotificationRule::new)
        .map(rule -> NotificationRule.of(rule, otherwise, problems))
        .orElse(otherwise);
  }

  /** Reports which rules were asked for and are missing. */
  void reportMissing() {
    if (!missing.isEmpty()) {
      List<String> names = new ArrayList<>(missing);
      problems.accept(
          new RecordProblem(
              policy.place().withPath(policy.place().path() + ".policy.rules"),
              "expected the rules "
                  + String.join(", ", names)
                  + ", but found none of the kind: the service's defaults count"));
    }
  }

  /** Finds a rule; one whose type is not stated is read as what its id says. */
  private <R extends UnifiedRoleManagementPolicyRule> Optional<Rule<R>> rule(
      PolicyRule id, Class<R> type, Supplier<R> make) {
    GraphRecord record = sent.get(id);
    if (record == null) {
      if (!id.isNotification()) {
        missing.add(id.wireName());
      }
      return Optional.empty();
    }
    UnifiedRoleManagementPolicyRule model = models.get(id);
    Optional<R> typed =
        type.isInstance(model)
            ? Optional.of(type.cast(model))
            : record.parse(node -> make.get(), problems);
    return typed.map(rule -> new Rule<>(rule, record));
  }

  /** Makes one rule of the policy of some settings, as it is sent to change it. */
  public static UnifiedRoleManagementPolicyRule toGraph(PolicyRule rule, RoleSettings settings) {
    UnifiedRoleManagementPolicyRule model =
        switch (rule) {
          case ACTIVATION_EXPIRATION -> ExpirationRule.toGraph(settings.activation());
          case ELIGIBILITY_EXPIRATION -> ExpirationRule.toGraph(settings.eligibility());
          case ASSIGNMENT_EXPIRATION -> ExpirationRule.toGraph(settings.assignment());
          case ACTIVATION_ENABLEMENT -> EnablementRule.toGraph(settings.activationRequirements());
          case ELIGIBILITY_ENABLEMENT -> EnablementRule.toGraph(settings.eligibilityRequirements());
          case ASSIGNMENT_ENABLEMENT -> EnablementRule.toGraph(settings.assignmentRequirements());
          case ACTIVATION_CONTEXT -> ContextRule.toGraph(settings.authenticationContext());
          case ACTIVATION_APPROVAL -> ApprovalRule.toGraph(settings.approval());
          default -> NotificationRule.toGraph(rule, settings.notification(rule));
        };
    model.setId(rule.wireName());
    model.setTarget(RuleTarget.of(rule));
    return model;
  }

  /**
   * A rule of the policy.
   *
   * @param model what the SDK made of it
   * @param sent the rule as it was sent
   */
  record Rule<R>(R model, GraphRecord sent) {}
}
