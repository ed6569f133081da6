package dev.pimento.plan;

import static java.util.stream.Collectors.joining;

import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Lookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What leads from one settings to others: rule by rule, as clients have to change them (95). */
final class SettingsChange {

  private SettingsChange() {}

  /**
   * The settings after each rule that has to change. An authentication context goes off before
   * multi-factor authentication goes on: the other way round the service refuses (fact 107).
   */
  static List<RoleSettings> steps(RoleSettings from, RoleSettings to) {
    List<PolicyRule> rules = new ArrayList<>(changed(from, to));
    if (to.authenticationContext().isEmpty() && rules.remove(PolicyRule.ACTIVATION_CONTEXT)) {
      rules.add(0, PolicyRule.ACTIVATION_CONTEXT);
    }
    List<RoleSettings> steps = new ArrayList<>();
    RoleSettings current = from;
    for (PolicyRule rule : rules) {
      current = with(current, rule, to);
      steps.add(current);
    }
    return steps;
  }

  /** The rules that say something else, in the order of their numbers. */
  static List<PolicyRule> changed(RoleSettings from, RoleSettings to) {
    return Arrays.stream(PolicyRule.values())
        .filter(rule -> !with(from, rule, to).equals(from))
        .toList();
  }

  private static RoleSettings with(RoleSettings from, PolicyRule rule, RoleSettings to) {
    ImmutableRoleSettings.Builder builder = RoleSettings.builder().from(from);
    switch (rule) {
      case ACTIVATION_EXPIRATION -> builder.activation(to.activation());
      case ACTIVATION_ENABLEMENT -> builder.activationRequirements(to.activationRequirements());
      case ACTIVATION_CONTEXT -> builder.authenticationContext(to.authenticationContext());
      case ACTIVATION_APPROVAL -> builder.approval(to.approval());
      case ELIGIBILITY_EXPIRATION -> builder.eligibility(to.eligibility());
      case ASSIGNMENT_EXPIRATION -> builder.assignment(to.assignment());
      case ASSIGNMENT_ENABLEMENT -> builder.assignmentRequirements(to.assignmentRequirements());
      case ELIGIBILITY_ENABLEMENT -> builder.eligibilityRequirements(to.eligibilityRequirements());
      default -> {
        Map<PolicyRule, NotificationSettings> told = new TreeMap<>(from.notifications());
        told.put(rule, to.notification(rule));
        builder.notifications(told);
      }
    }
    return builder.build();
  }

  /** What of the second differs from the first, in words. */
  static String words(RoleSettings from, RoleSettings to, Lookup names) {
    List<PolicyRule> changed = changed(from, to);
    return changed.isEmpty()
        ? "nothing"
        : changed.stream().map(rule -> words(rule, to, names)).collect(joining("; "));
  }

  private static String words(PolicyRule rule, RoleSettings to, Lookup names) {
    return switch (rule) {
      case ACTIVATION_EXPIRATION -> "activations " + limit(to.activation());
      case ACTIVATION_ENABLEMENT -> "activations ask for " + asked(to.activationRequirements());
      case ACTIVATION_CONTEXT ->
          to.authenticationContext()
              .map(context -> "activations ask for authentication context " + context)
              .orElse("activations ask for no authentication context");
      case ACTIVATION_APPROVAL -> approval(to.approval(), names);
      case ELIGIBILITY_EXPIRATION -> "eligibilities " + limit(to.eligibility());
      case ASSIGNMENT_EXPIRATION -> "active assignments " + limit(to.assignment());
      case ASSIGNMENT_ENABLEMENT -> "assigning asks for " + asked(to.assignmentRequirements());
      case ELIGIBILITY_ENABLEMENT ->
          "making eligible asks for " + asked(to.eligibilityRequirements());
      default -> rule.wireName() + " " + told(to.notification(rule));
    };
  }

  private static String told(NotificationSettings told) {
    String who =
        Stream.concat(
                Stream.of("the service's recipients").filter(us -> told.defaultRecipients()),
                told.recipients().stream())
            .collect(joining(", "));
    boolean nobody = told.level() == NotificationSettings.Level.NONE || who.isEmpty();
    return nobody
        ? "tells nobody"
        : "tells %s%s"
            .formatted(
                who,
                told.level() == NotificationSettings.Level.CRITICAL
                    ? " what they have to act on"
                    : "");
  }

  private static String limit(ExpirationLimit limit) {
    return limit.required() ? "end after at most " + limit.maximum() : "may be without end";
  }

  private static String asked(Collection<Requirement> requirements) {
    return requirements.isEmpty()
        ? "nothing"
        : requirements.stream().sorted().map(Requirement::wireName).collect(joining(", "));
  }

  private static String approval(Approval approval, Lookup names) {
    if (!approval.required()) {
      return "activations need no approval";
    }
    Set<Approver> approvers = approval.approvers();
    return approvers.isEmpty()
        ? "activations need an approval"
        : "activations need an approval by one of "
            + approvers.stream().map(a -> words(a, names)).sorted().collect(joining(", "));
  }

  private static String words(Approver approver, Lookup names) {
    boolean user = approver.kind() == Approver.Kind.USER;
    return (user ? "" : "the members of ") + names.nameOf(approver.id());
  }
}
