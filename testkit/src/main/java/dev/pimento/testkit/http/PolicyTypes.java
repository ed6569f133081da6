package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.testkit.http.Property.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The settings of roles and groups as Graph's policies, their assignments and their 17 rules. */
final class PolicyTypes {

  static final String POLICIES = "policies/roleManagementPolicies";

  /**
   * A policy, and its assignment.
   *
   * @param access what it belongs to
   * @param id its id
   * @param scopeType {@code Group}, {@code DirectoryRole} or {@code Directory} (fact 94)
   */
  record Policy(Access access, String id, String scopeType) {

    String scopeId() {
      return access instanceof GroupAccess side ? side.group().toString() : "/";
    }

    String roleDefinitionId() {
      return access instanceof GroupAccess side
          ? ScheduleTypes.side(side)
          : access.target().toString();
    }

    RoleSettings settings(View view) {
      return view.knowledge().settings(view.tenant(), access);
    }
  }

  /** One rule of a policy. */
  record Rule(Policy policy, PolicyRule rule) {}

  static final EntityType<Rule> RULE =
      new EntityType<Rule>("unifiedRoleManagementPolicyRule", r -> r.rule.wireName())
          .with("target", Kind.COMPLEX, (view, r) -> target(view, r.rule));

  private static final EntityType<Rule> EXPIRATION =
      rule("Expiration")
          .with("isExpirationRequired", Kind.BOOLEAN, (view, r) -> limit(view, r).required())
          .with("maximumDuration", Kind.TEXT, (view, r) -> limit(view, r).maximum().toString());

  private static final EntityType<Rule> ENABLEMENT =
      rule("Enablement").with("enabledRules", Kind.TEXTS, PolicyTypes::enabledRules);

  private static final EntityType<Rule> APPROVAL =
      rule("Approval")
          .with("setting", Kind.COMPLEX, (view, r) -> approval(r.policy.settings(view).approval()));

  private static final EntityType<Rule> AUTHENTICATION_CONTEXT =
      rule("AuthenticationContext")
          .with(
              "isEnabled",
              Kind.BOOLEAN,
              (view, r) -> r.policy.settings(view).authenticationContext().isPresent())
          .with(
              "claimValue",
              Kind.TEXT,
              (view, r) -> r.policy.settings(view).authenticationContext().orElse(null));

  private static final EntityType<Rule> NOTIFICATION =
      rule("Notification")
          .with("notificationType", Kind.TEXT, (view, r) -> "Email")
          .with("recipientType", Kind.TEXT, (view, r) -> part(r.rule, 1))
          .with(
              "notificationLevel",
              Kind.TEXT,
              (view, r) -> capitalized(told(view, r).level().name()))
          .with(
              "isDefaultRecipientsEnabled",
              Kind.BOOLEAN,
              (view, r) -> told(view, r).defaultRecipients())
          .with(
              "notificationRecipients",
              Kind.TEXTS,
              (view, r) -> List.copyOf(told(view, r).recipients()));

  static final EntityType<Policy> POLICY =
      new EntityType<Policy>("unifiedRoleManagementPolicy", p -> p.id)
          .with("displayName", Kind.TEXT, (view, p) -> p.scopeType)
          .with("description", Kind.TEXT, (view, p) -> p.scopeType)
          .with("isOrganizationDefault", Kind.BOOLEAN, (view, p) -> false)
          .with("scopeId", Kind.TEXT, (view, p) -> p.scopeId())
          .with("scopeType", Kind.TEXT, (view, p) -> p.scopeType)
          .withNull("lastModifiedDateTime", Kind.TIME)
          .with("lastModifiedBy", Kind.COMPLEX, (view, p) -> nobody())
          .toMany("rules", () -> RULE, "", (view, p) -> rules(p))
          .toMany("effectiveRules", () -> RULE, "", (view, p) -> rules(p));

  static final EntityType<Policy> ASSIGNMENT =
      new EntityType<Policy>(
              "unifiedRoleManagementPolicyAssignment", p -> p.id + "_" + p.roleDefinitionId())
          .with("policyId", Kind.TEXT, (view, p) -> p.id)
          .with("scopeId", Kind.TEXT, (view, p) -> p.scopeId())
          .with("scopeType", Kind.TEXT, (view, p) -> p.scopeType)
          .with("roleDefinitionId", Kind.TEXT, (view, p) -> p.roleDefinitionId())
          .toOne("policy", () -> POLICY, POLICIES, (view, p) -> List.of(POLICY.row(p)));

  private PolicyTypes() {}

  /** The kinds of rules that a list of rules can hold. */
  static List<EntityType<?>> ruleKinds() {
    return List.of(RULE, EXPIRATION, ENABLEMENT, APPROVAL, AUTHENTICATION_CONTEXT, NOTIFICATION);
  }

  static Policy of(View view, Access access, String scopeType) {
    return new Policy(access, view.policyOf(access), scopeType);
  }

  /**
   * The id of the policy; where the tenant knows none, one made from the access. The service writes
   * it in capitals at the start.
   */
  static String policyId(View view, Access access) {
    String kind = access instanceof GroupAccess ? "Group" : "DirectoryRole";
    return view.tenant()
        .policy(access)
        .map(Id::toString)
        .map(
            id ->
                id.regionMatches(true, 0, kind + "_", 0, kind.length() + 1)
                    ? kind + id.substring(kind.length())
                    : id)
        .orElseGet(() -> madeUpId(view, access));
  }

  /** The id of a policy that the tenant knows none for; it had this one before it got its own. */
  static String madeUpId(View view, Access access) {
    return "%s_%s_%s"
        .formatted(
            access instanceof GroupAccess ? "Group" : "DirectoryRole",
            access instanceof GroupAccess side
                ? side.group()
                : view.snapshot().exported().tenantId(),
            UUID.nameUUIDFromBytes(("policy of " + access).getBytes(StandardCharsets.UTF_8)));
  }

  static List<Row<Rule>> rules(Policy policy) {
    return Arrays.stream(PolicyRule.values()).map(rule -> row(new Rule(policy, rule))).toList();
  }

  private static Row<Rule> row(Rule rule) {
    EntityType<Rule> type =
        switch (part(rule.rule, 0)) {
          case "Expiration" -> EXPIRATION;
          case "Enablement" -> ENABLEMENT;
          case "Approval" -> APPROVAL;
          case "AuthenticationContext" -> AUTHENTICATION_CONTEXT;
          default -> NOTIFICATION;
        };
    return type.row(rule);
  }

  private static EntityType<Rule> rule(String kind) {
    return new EntityType<Rule>(
            "unifiedRoleManagementPolicy" + kind + "Rule", r -> r.rule.wireName())
        .with("target", Kind.COMPLEX, (view, r) -> target(view, r.rule));
  }

  /** A rule's name says what it is about: {@code Expiration_EndUser_Assignment}. */
  private static String part(PolicyRule rule, int index) {
    return rule.wireName().split("_", -1)[index];
  }

  private static ObjectNode target(View view, PolicyRule rule) {
    String[] parts = rule.wireName().split("_", -1);
    ObjectNode node = DirectoryTypes.object();
    node.put("caller", parts[parts.length - 2]);
    node.putArray("operations").add(view.spelled("all"));
    node.put("level", parts[parts.length - 1]);
    node.putArray("inheritableSettings");
    node.putArray("enforcedSettings");
    return node;
  }

  private static ExpirationLimit limit(View view, Rule rule) {
    RoleSettings settings = rule.policy.settings(view);
    return switch (rule.rule) {
      case ACTIVATION_EXPIRATION -> settings.activation();
      case ELIGIBILITY_EXPIRATION -> settings.eligibility();
      default -> settings.assignment();
    };
  }

  private static List<String> enabledRules(View view, Rule rule) {
    RoleSettings settings = rule.policy.settings(view);
    Set<Requirement> enabled =
        switch (rule.rule) {
          case ACTIVATION_ENABLEMENT -> settings.activationRequirements();
          case ASSIGNMENT_ENABLEMENT -> settings.assignmentRequirements();
          default -> settings.eligibilityRequirements();
        };
    return enabled.stream().map(Requirement::wireName).toList();
  }

  private static NotificationSettings told(View view, Rule rule) {
    return rule.policy.settings(view).notification(rule.rule);
  }

  private static ObjectNode approval(Approval approval) {
    ObjectNode node = DirectoryTypes.object();
    node.put("isApprovalRequired", approval.required());
    node.put("isApprovalRequiredForExtension", approval.requiredForExtension());
    node.put("isRequestorJustificationRequired", approval.requestorJustificationRequired());
    node.put("approvalMode", "SingleStage");
    ObjectNode stage = node.putArray("approvalStages").addObject();
    stage.put("approvalStageTimeOutInDays", 1);
    stage.put("isApproverJustificationRequired", approval.approverJustificationRequired());
    stage.put("escalationTimeInMinutes", 0);
    stage.put("isEscalationEnabled", false);
    approvers(stage.putArray("primaryApprovers"), approval.approvers());
    stage.putArray("escalationApprovers");
    return node;
  }

  private static void approvers(ArrayNode array, Collection<Approver> approvers) {
    for (Approver approver : approvers) {
      boolean user = approver.kind() == Approver.Kind.USER;
      array
          .addObject()
          .put("@odata.type", "#microsoft.graph." + (user ? "singleUser" : "groupMembers"))
          .put(user ? "userId" : "groupId", approver.id().toString())
          .putNull("description");
    }
  }

  private static ObjectNode nobody() {
    return DirectoryTypes.object().putNull("displayName").putNull("id");
  }

  private static String capitalized(String word) {
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }
}
