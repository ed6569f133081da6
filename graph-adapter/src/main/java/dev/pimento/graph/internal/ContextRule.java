package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleManagementPolicyAuthenticationContextRule;
import java.util.Optional;

/** The rule about the authentication context that an activation needs: both ways. */
final class ContextRule {

  private ContextRule() {}

  /** Returns the claim of the context, if the rule is switched on. */
  static Optional<String> of(UnifiedRoleManagementPolicyAuthenticationContextRule rule) {
    return Optional.ofNullable(rule.getClaimValue())
        .filter(claim -> Boolean.TRUE.equals(rule.getIsEnabled()) && !claim.isBlank());
  }

  static UnifiedRoleManagementPolicyAuthenticationContextRule toGraph(Optional<String> claim) {
    UnifiedRoleManagementPolicyAuthenticationContextRule model =
        new UnifiedRoleManagementPolicyAuthenticationContextRule();
    model.setIsEnabled(claim.isPresent());
    model.setClaimValue(claim.orElse(""));
    return model;
  }
}
