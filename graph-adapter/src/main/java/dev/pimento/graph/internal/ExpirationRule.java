package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleManagementPolicyExpirationRule;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.time.IsoDuration;
import java.util.Optional;
import java.util.function.Consumer;

/** A rule about how long something may be: both ways. */
final class ExpirationRule {

  private static final String MAXIMUM = "maximumDuration";

  private ExpirationRule() {}

  /** Returns what the rule allows; what it leaves out is as by default. */
  static ExpirationLimit of(
      PolicyRules.Rule<UnifiedRoleManagementPolicyExpirationRule> rule,
      ExpirationLimit otherwise,
      Consumer<RecordProblem> problems) {
    Boolean required = rule.model().getIsExpirationRequired();
    if (required == null) {
      problems.accept(rule.sent().mismatch("true or false", "isExpirationRequired"));
    }
    return new ExpirationLimit(
        required == null ? otherwise.required() : required,
        maximum(rule.sent(), problems).orElse(otherwise.maximum()));
  }

  private static Optional<IsoDuration> maximum(GraphRecord rule, Consumer<RecordProblem> problems) {
    try {
      return Optional.of(IsoDuration.of(rule.text(MAXIMUM).orElse("")));
    } catch (IllegalArgumentException e) {
      problems.accept(rule.mismatch("an ISO 8601 duration", MAXIMUM));
      return Optional.empty();
    }
  }

  static UnifiedRoleManagementPolicyExpirationRule toGraph(ExpirationLimit limit) {
    UnifiedRoleManagementPolicyExpirationRule model =
        new UnifiedRoleManagementPolicyExpirationRule();
    model.setIsExpirationRequired(limit.required());
    Fields.putDuration(limit.maximum(), model, MAXIMUM, model::setMaximumDuration);
    return model;
  }
}
