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
import dev.pimento.time.IsoDuration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one policy, found by their ids in whatever order they come. Each question names what
 * holds where its rule is missing or can't be used; that is reported, but for a missing rule about
 * who is told of something.
 */
final class PolicyRules {
  private static final String MAXIMUM = "maximumDuration";

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
        .map(rule -> limit(rule, otherwise))
        .orElse(otherwise);
  }

  private ExpirationLimit limit(
      Rule<UnifiedRoleManagementPolicyExpirationRule> rule, ExpirationLimit otherwise) {
    Boolean required = rule.model.getIsExpirationRequired();
    if (required == null) {
      problems.accept(rule.sent.mismatch("true or false", "isExpirationRequired"));
    }
    return new ExpirationLimit(
        required == null ? otherwise.required() : required,
        maximum(rule.sent).orElse(otherwise.maximum()));
  }

  private Optional<IsoDuration> maximum(GraphRecord rule) {
    try {
      return Optional.of(IsoDuration.of(rule.text(MAXIMUM).orElse("")));
    } catch (IllegalArgumentException e) {
      problems.accept(rule.mismatch("an ISO 8601 duration", MAXIMUM));
      return Optional.empty();
    }
  }

  /** Returns what the one who asks must bring. */
  Set<Requirement> enablement(PolicyRule id, Set<Requirement> otherwise) {
    return rule(
            id,
            UnifiedRoleManagementPolicyEnablementRule.class,
            UnifiedRoleManagementPolicyEnablementRule::new)
        .map(rule -> requirements(rule, otherwise))
        .orElse(otherwise);
  }

  private Set<Requirement> requirements(
      Rule<UnifiedRoleManagementPolicyEnablementRule> rule, Set<Requirement> otherwise) {
    List<String> enabled = rule.model.getEnabledRules();
    if (enabled == null) {
      problems.accept(rule.sent.mismatch("an array", "enabledRules"));
      return otherwise;
    }
    Set<Requirement> requirements = EnumSet.noneOf(Requirement.class);
    for (String name : enabled) {
      Arrays.stream(Requirement.values())
          .filter(requirement -> Fields.is(name, requirement.wireName()))
          .findFirst()
          .ifPresentOrElse(requirements::add, () -> reportUnknown(rule.sent, name));
    }
    return requirements;
  }

  private void reportUnknown(GraphRecord rule, String name) {
    Place place = rule.place().withPath(rule.place().path() + ".enabledRules");
    problems.accept(
        RecordProblem.mismatch(
            place,
            "MultiFactorAuthentication, Justification or Ticketing",
            '"' + Excerpt.of(name) + '"'));
  }

  /** Returns the authentication context that an activation needs. */
  Optional<String> authenticationContext(Optional<String> otherwise) {
    return rule(
            PolicyRule.ACTIVATION_CONTEXT,
            UnifiedRoleManagementPolicyAuthenticationContextRule.class,
            UnifiedRoleManagementPolicyAuthenticationContextRule::new)
        .map(rule -> claim(rule.model.getIsEnabled(), rule.model.getClaimValue()))
        .orElse(otherwise);
  }

  private static Optional<String> claim(@Nullable Boolean enabled, @Nullable String claimValue) {
    return Boolean.TRUE.equals(enabled) && claimValue != null && !claimValue.isBlank()
        ? Optional.of(claimValue)
        : Optional.empty();
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

  /**
   * A rule of the policy.
   *
   * @param model what the SDK made of it
   * @param sent the rule as it was sent
   */
  record Rule<R>(R model, GraphRecord sent) {}
}
