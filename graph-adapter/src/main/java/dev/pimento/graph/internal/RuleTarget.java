package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleManagementPolicyRuleTarget;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyRuleTargetOperations;
import dev.pimento.policy.PolicyRule;
import java.util.List;

/** What a rule is about: its id says it, and Graph wants it said once more. */
final class RuleTarget {

  private RuleTarget() {}

  /** Returns the target of a rule such as {@code Expiration_EndUser_Assignment}. */
  static UnifiedRoleManagementPolicyRuleTarget of(PolicyRule rule) {
    String[] parts = parts(rule);
    UnifiedRoleManagementPolicyRuleTarget target = new UnifiedRoleManagementPolicyRuleTarget();
    target.setCaller(parts[parts.length - 2]);
    target.setLevel(parts[parts.length - 1]);
    target.setOperations(List.of(UnifiedRoleManagementPolicyRuleTargetOperations.All));
    target.setInheritableSettings(List.of());
    target.setEnforcedSettings(List.of());
    return target;
  }

  /** Returns whom a rule such as {@code Notification_Approver_Admin_Eligibility} tells. */
  static String recipient(PolicyRule rule) {
    return parts(rule)[1];
  }

  private static String[] parts(PolicyRule rule) {
    return rule.wireName().split("_", -1);
  }
}
