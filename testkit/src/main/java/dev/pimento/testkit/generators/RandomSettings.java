package dev.pimento.testkit.generators;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Draws role settings.
 *
 * @param dice what is drawn with
 * @param tenant who can be named as approver, and whose settings change
 */
record RandomSettings(Dice dice, Tenant tenant) {

  /** Settings of which every rule is drawn. */
  RoleSettings any() {
    RoleSettings settings =
        RoleSettings.builder()
            .activation(activation())
            .eligibility(eligibility())
            .assignment(assignment())
            .build();
    List<PolicyRule> rules =
        List.of(
            PolicyRule.ACTIVATION_ENABLEMENT,
            PolicyRule.ACTIVATION_CONTEXT,
            PolicyRule.ACTIVATION_APPROVAL,
            PolicyRule.ASSIGNMENT_ENABLEMENT,
            PolicyRule.ELIGIBILITY_ENABLEMENT);
    for (PolicyRule rule : rules) {
      settings =
          dice.chance(rule == PolicyRule.ACTIVATION_CONTEXT ? 20 : 60)
              ? with(rule, settings)
              : settings;
    }
    return settings;
  }

  /** The settings of the access with one rule changed. */
  RoleSettings changed(Access access) {
    return with(dice.oneOf(PolicyRule.values()), Knowledge.builtIn().settings(tenant, access));
  }

  private RoleSettings with(PolicyRule rule, RoleSettings before) {
    ImmutableRoleSettings.Builder settings = RoleSettings.builder().from(before);
    switch (rule) {
      case ACTIVATION_EXPIRATION -> settings.activation(activation());
      case ACTIVATION_ENABLEMENT -> settings.activationRequirements(dice.someOf(Requirement.class));
      case ACTIVATION_CONTEXT ->
          settings.authenticationContext(dice.chance(50) ? Optional.of("c1") : Optional.empty());
      case ACTIVATION_APPROVAL -> settings.approval(approval());
      case ELIGIBILITY_EXPIRATION -> settings.eligibility(eligibility());
      case ASSIGNMENT_EXPIRATION -> settings.assignment(assignment());
      case ASSIGNMENT_ENABLEMENT -> settings.assignmentRequirements(dice.someOf(Requirement.class));
      case ELIGIBILITY_ENABLEMENT ->
          settings.eligibilityRequirements(
              dice.chance(20) ? dice.someOf(Requirement.class) : Set.of());
      default -> {
        Map<PolicyRule, NotificationSettings> told = new EnumMap<>(PolicyRule.class);
        told.putAll(before.notifications());
        told.put(rule, notification());
        settings.notifications(told);
      }
    }
    return settings.build();
  }

  private NotificationSettings notification() {
    return new NotificationSettings(
        dice.oneOf(NotificationSettings.Level.values()),
        dice.chance(70),
        dice.chance(30) ? Set.of("desk@contoso.com") : Set.of());
  }

  private ExpirationLimit activation() {
    return ExpirationLimit.atMost(dice.oneOf("PT30M", "PT4H", "PT8H", "PT24H", "PT25H"));
  }

  private ExpirationLimit eligibility() {
    return limit("P15D", "P365D", "P1Y");
  }

  private ExpirationLimit assignment() {
    return limit("P3D", "P15D", "P180D");
  }

  private ExpirationLimit limit(String... durations) {
    String duration = dice.oneOf(Arrays.asList(durations));
    return dice.chance(50) ? ExpirationLimit.atMost(duration) : ExpirationLimit.none(duration);
  }

  private Approval approval() {
    if (dice.chance(50)) {
      return Approval.builder().requiredForExtension(dice.chance(50)).build();
    }
    List<Approver> approvers = new ArrayList<>();
    for (int i = dice.between(0, 2); i > 0; i--) {
      approver().ifPresent(approvers::add);
    }
    return Approval.builder()
        .required(true)
        .requiredForExtension(dice.chance(50))
        .approverJustificationRequired(dice.chance(70))
        .approvers(approvers)
        .build();
  }

  private Optional<Approver> approver() {
    boolean group = dice.chance(50);
    List<Id> ids =
        tenant
            .principals()
            .filter(p -> group ? p.isGroup() : p instanceof User)
            .map(Principal::id)
            .toList();
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(group ? Approver.membersOf(dice.oneOf(ids)) : Approver.user(dice.oneOf(ids)));
  }
}
