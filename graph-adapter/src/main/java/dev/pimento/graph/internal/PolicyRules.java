package dev.pimento.graph.internal;

import com.microsoft.graph.models.ApprovalSettings;
import com.microsoft.graph.models.UnifiedRoleManagementPolicy;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyApprovalRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyAssignment;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyAuthenticationContextRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyEnablementRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyExpirationRule;
import com.microsoft.graph.models.UnifiedRoleManagementPolicyRule;
import dev.pimento.directory.Id;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.Requirement;
import dev.pimento.time.IsoDuration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one policy, found by their ids in whatever order they come. Each question names what
 * holds where its rule is missing or can't be used; that is reported.
 */
final class PolicyRules {
  private static final String MAXIMUM = "maximumDuration";

  private final GraphRecord policy;
  private final Consumer<RecordProblem> problems;
  private final Map<String, GraphRecord> sent = new LinkedHashMap<>();
  private final Map<String, UnifiedRoleManagementPolicyRule> models = new LinkedHashMap<>();
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
      UnifiedRoleManagementPolicyAssignment model,
      GraphRecord assignment,
      Consumer<RecordProblem> problems) {
    List<GraphRecord> records = assignment.children("policy", "rules");
    if (records.isEmpty()) {
      throw assignment.rejected(
          "the rules of the policy ($expand=policy($expand=rules))", "policy", "rules");
    }
    PolicyRules rules = new PolicyRules(assignment, problems);
    for (GraphRecord record : records) {
      String id = record.text("id").orElse("");
      if (rules.sent.putIfAbsent(key(id), record) != null) {
        problems.accept(record.mismatch("each rule once, of which the first counts", "id"));
      }
    }
    for (UnifiedRoleManagementPolicyRule rule : models(model)) {
      String id = rule.getId();
      rules.models.putIfAbsent(key(id == null ? "" : id), rule);
    }
    return rules;
  }

  private static List<UnifiedRoleManagementPolicyRule> models(
      UnifiedRoleManagementPolicyAssignment model) {
    UnifiedRoleManagementPolicy policy = model.getPolicy();
    List<UnifiedRoleManagementPolicyRule> rules = policy == null ? null : policy.getRules();
    return rules == null ? List.of() : rules;
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  /** Returns how long something may be. */
  ExpirationLimit expiration(String id, ExpirationLimit otherwise) {
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
  Set<Requirement> enablement(String id, Set<Requirement> otherwise) {
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
          .filter(requirement -> requirement.wireName().equalsIgnoreCase(name))
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
  Optional<String> authenticationContext(String id, Optional<String> otherwise) {
    return rule(
            id,
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
  Approval approval(String id, Approval otherwise) {
    return rule(
            id,
            UnifiedRoleManagementPolicyApprovalRule.class,
            UnifiedRoleManagementPolicyApprovalRule::new)
        .map(
            rule ->
                Approval.builder()
                    .from(otherwise)
                    .required(approvalRequired(rule, otherwise.required()))
                    .approvers(approvers(rule.sent))
                    .build())
        .orElse(otherwise);
  }

  private boolean approvalRequired(
      Rule<UnifiedRoleManagementPolicyApprovalRule> rule, boolean otherwise) {
    ApprovalSettings setting = rule.model.getSetting();
    Boolean required = setting == null ? null : setting.getIsApprovalRequired();
    if (required == null) {
      problems.accept(rule.sent.mismatch("true or false", "setting", "isApprovalRequired"));
      return otherwise;
    }
    return required;
  }

  private Set<Approver> approvers(GraphRecord rule) {
    Set<Approver> approvers = new TreeSet<>();
    for (GraphRecord stage : rule.children("setting", "approvalStages")) {
      for (GraphRecord approver : stage.children("primaryApprovers")) {
        approver(approver).ifPresent(approvers::add);
      }
    }
    return approvers;
  }

  /** The SDK knows no {@code id} of an approver, which the documented bodies have (sdk.md). */
  private Optional<Approver> approver(GraphRecord approver) {
    String type = approver.text("@odata.type").orElse("").toLowerCase(Locale.ROOT);
    boolean user = type.endsWith(".singleuser");
    if (!user && !type.endsWith(".groupmembers")) {
      problems.accept(approver.mismatch("singleUser or groupMembers", "@odata.type"));
      return Optional.empty();
    }
    String name = user ? "userId" : "groupId";
    Optional<Id> id = Fields.tryId(approver.text(name).or(() -> approver.text("id")).orElse(null));
    if (id.isEmpty()) {
      problems.accept(approver.mismatch("an id", name));
    }
    return id.map(user ? Approver::user : Approver::membersOf);
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
      String id, Class<R> type, Supplier<R> make) {
    GraphRecord record = sent.get(key(id));
    if (record == null) {
      missing.add(id);
      return Optional.empty();
    }
    UnifiedRoleManagementPolicyRule model = models.get(key(id));
    Optional<R> typed =
        type.isInstance(model)
            ? Optional.of(type.cast(model))
            : record.parse(node -> make.get(), problems);
    typed.ifPresent(rule -> models.put(key(id), rule));
    return typed.map(rule -> new Rule<>(rule, record));
  }

  private record Rule<R>(R model, GraphRecord sent) {}
}
