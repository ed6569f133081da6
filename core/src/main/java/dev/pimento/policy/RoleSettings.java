package dev.pimento.policy;

import dev.pimento.directory.PimentoStyle;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/**
 * The settings of one role, or of one side of one group: what the service's 17 rules say ({@link
 * PolicyRule}).
 */
@Value.Immutable
@PimentoStyle
public interface RoleSettings {

  /** The longest activation (rule 1). An activation always ends (fact 67). */
  ExpirationLimit activation();

  /** What the activating principal must bring (rule 2). */
  Set<Requirement> activationRequirements();

  /**
   * The authentication context that the activating principal must have satisfied, such as {@code
   * c1} (rule 3).
   */
  Optional<String> authenticationContext();

  /** Whether an activation asks for multi-factor authentication (rule 2). */
  @Value.NonAttribute
  default boolean asksForMultiFactor() {
    return activationRequirements().contains(Requirement.MULTI_FACTOR_AUTHENTICATION);
  }

  /**
   * Whether an activation takes more than a password: multi-factor authentication, or a context,
   * for which Conditional Access has to ask it (facts 108, 246).
   */
  @Value.NonAttribute
  default boolean asksForSecondFactor() {
    return asksForMultiFactor() || authenticationContext().isPresent();
  }

  /** Whether somebody has to approve an activation, and who (rule 4). */
  default Approval approval() {
    return Approval.notRequired();
  }

  /** How long an eligibility may be (rule 5). */
  ExpirationLimit eligibility();

  /** How long an active assignment may be (rule 6). */
  ExpirationLimit assignment();

  /** What an administrator must bring to assign actively (rule 7). */
  Set<Requirement> assignmentRequirements();

  /** What an administrator must bring to make an eligibility (rule 8). */
  Set<Requirement> eligibilityRequirements();

  /** Who is told of what (rules 9 to 17); a rule that isn't named is as by default. */
  Map<PolicyRule, NotificationSettings> notifications();

  /** Who is told, by one of the notification rules. */
  default NotificationSettings notification(PolicyRule rule) {
    return notifications().getOrDefault(rule, NotificationSettings.DEFAULT);
  }

  /** Leaves out what is as by default, so that equal settings are equal values. */
  @Value.Check
  default RoleSettings normalized() {
    Map<PolicyRule, NotificationSettings> changed = new EnumMap<>(PolicyRule.class);
    notifications()
        .forEach(
            (rule, told) -> {
              if (!rule.isNotification()) {
                throw new IllegalArgumentException(
                    "Invalid settings: expected a notification rule, but found " + rule);
              }
              if (!told.equals(NotificationSettings.DEFAULT)) {
                changed.put(rule, told);
              }
            });
    return changed.size() == notifications().size()
        ? this
        : builder().from(this).notifications(changed).build();
  }

  static ImmutableRoleSettings.Builder builder() {
    return ImmutableRoleSettings.builder();
  }
}
