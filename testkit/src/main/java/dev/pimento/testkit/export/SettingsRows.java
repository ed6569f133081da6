package dev.pimento.testkit.export;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.time.IsoDuration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Role settings from the assignment of a policy, its rules expanded. */
final class SettingsRows {

  private final Row row;
  private final Map<String, Row> rules = new HashMap<>();

  private SettingsRows(Row row) {
    this.row = row;
    row.child("policy").children("rules").stream()
        .filter(Row::isObject)
        .forEach(rule -> rules.put(rule.text("id"), rule));
  }

  /** What the settings belong to. */
  static Access access(Row row) throws RejectedException {
    return switch (row.word("scopeType")) {
      case "group" -> {
        Id group = row.id("scopeId");
        yield switch (row.word("roleDefinitionId")) {
          case "member" -> Access.member(group);
          case "owner" -> Access.owner(group);
          default ->
              throw row.rejected(
                  "roleDefinitionId",
                  "expected member or owner, but found \"" + row.text("roleDefinitionId") + "\"");
        };
      }
      case "directory", "directoryrole" -> Access.role(row.id("roleDefinitionId"));
      default ->
          throw row.rejected(
              "scopeType",
              "expected Group, Directory or DirectoryRole, but found \""
                  + row.text("scopeType")
                  + "\"");
    };
  }

  static RoleSettings settings(Row row, Access access) throws RejectedException {
    SettingsRows rows = new SettingsRows(row);
    if (rows.rules.isEmpty()) {
      throw row.rejected("policy.rules", "expected the rules of the policy, but found none");
    }
    return rows.read(Knowledge.builtIn().defaultSettings(access));
  }

  private RoleSettings read(RoleSettings byDefault) throws RejectedException {
    Row approval = rule("Approval_EndUser_Assignment").child("setting");
    return RoleSettings.builder()
        .activation(limit("Expiration_EndUser_Assignment", byDefault.activation()))
        .activationRequirements(
            requirements("Enablement_EndUser_Assignment", byDefault.activationRequirements()))
        .authenticationContext(context(byDefault.authenticationContext()))
        .approval(approval.isObject() ? approval(approval) : byDefault.approval())
        .eligibility(limit("Expiration_Admin_Eligibility", byDefault.eligibility()))
        .assignment(limit("Expiration_Admin_Assignment", byDefault.assignment()))
        .eligibilityRequirements(
            requirements("Enablement_Admin_Eligibility", byDefault.eligibilityRequirements()))
        .assignmentRequirements(
            requirements("Enablement_Admin_Assignment", byDefault.assignmentRequirements()))
        .build();
  }

  /** The rule; where it is missing, an empty one, and that is told. */
  private Row rule(String id) {
    Row rule = rules.get(id);
    if (rule == null) {
      row.odd("policy.rules", "expected rule " + id + ", but found none; the default stands in");
      return row.child("no rule");
    }
    return rule;
  }

  private ExpirationLimit limit(String id, ExpirationLimit byDefault) {
    Row rule = rule(id);
    if (!rule.isObject()) {
      return byDefault;
    }
    Verdict required = rule.flag("isExpirationRequired");
    if (required.isUnknown()) {
      rule.odd("isExpirationRequired", "expected true or false; the default stands in");
    }
    return new ExpirationLimit(
        required.isUnknown() ? byDefault.required() : required.isYes(),
        maximum(rule, byDefault.maximum()));
  }

  private static IsoDuration maximum(Row rule, IsoDuration byDefault) {
    try {
      return IsoDuration.of(rule.text("maximumDuration"));
    } catch (IllegalArgumentException e) {
      rule.odd("maximumDuration", e.getMessage() + "; the default stands in");
      return byDefault;
    }
  }

  private Set<Requirement> requirements(String id, Set<Requirement> byDefault) {
    Row rule = rule(id);
    if (!rule.isObject()) {
      return byDefault;
    }
    if (!rule.child("enabledRules").node().isArray()) {
      rule.odd("enabledRules", "expected an array, but found none; the default stands in");
      return byDefault;
    }
    Set<Requirement> requirements = EnumSet.noneOf(Requirement.class);
    for (Row value : rule.children("enabledRules")) {
      String name = value.node().asText();
      Arrays.stream(Requirement.values())
          .filter(requirement -> requirement.wireName().equalsIgnoreCase(name.strip()))
          .findFirst()
          .ifPresentOrElse(
              requirements::add,
              () -> value.odd("", "expected a known rule, but found \"" + name + "\""));
    }
    return requirements;
  }

  private Optional<String> context(Optional<String> byDefault) {
    Row rule = rule("AuthenticationContext_EndUser_Assignment");
    if (!rule.isObject()) {
      return byDefault;
    }
    String claim = rule.text("claimValue");
    return rule.flag("isEnabled").isYes() && !claim.isBlank()
        ? Optional.of(claim)
        : Optional.empty();
  }

  private static Approval approval(Row approval) {
    return Approval.builder()
        .required(approval.flag("isApprovalRequired").isYes())
        .approvers(approvers(approval))
        .build();
  }

  private static Set<Approver> approvers(Row approval) {
    Set<Approver> approvers = new TreeSet<>();
    for (Row stage : approval.children("approvalStages")) {
      for (Row approver : stage.children("primaryApprovers")) {
        String type = approver.text("@odata.type").strip();
        switch (type.toLowerCase(Locale.ROOT)) {
          case "#microsoft.graph.singleuser" ->
              approver(approver, "userId").map(Approver::user).ifPresent(approvers::add);
          case "#microsoft.graph.groupmembers" ->
              approver(approver, "groupId").map(Approver::membersOf).ifPresent(approvers::add);
          default ->
              approver.odd(
                  "@odata.type",
                  "expected a user or the members of a group, but found \"" + type + "\"");
        }
      }
    }
    return approvers;
  }

  private static Optional<Id> approver(Row approver, String property) {
    try {
      return Optional.of(approver.id(approver.has(property) ? property : "id"));
    } catch (RejectedException e) {
      approver.odd(property, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
