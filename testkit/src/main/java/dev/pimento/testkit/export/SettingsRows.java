package dev.pimento.testkit.export;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.NotificationSettings.Level;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.time.IsoDuration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Role settings from the assignment of a policy, its rules expanded. */
final class SettingsRows {

  private final Row row;
  private final Map<PolicyRule, Row> rules = new EnumMap<>(PolicyRule.class);

  private SettingsRows(Row row) throws RejectedException {
    this.row = row;
    List<Row> sent = row.child("policy").children("rules").stream().filter(Row::isObject).toList();
    if (sent.isEmpty()) {
      throw row.rejected("policy.rules", "expected the rules of the policy, but found none");
    }
    for (Row rule : sent) {
      String name = rule.text("id");
      Optional<PolicyRule> id = PolicyRule.of(name);
      if (id.isEmpty()) {
        rule.odd("id", "expected the id of a known rule, but found \"" + name + "\"");
      } else if (rules.putIfAbsent(id.get(), rule) != null) {
        rule.odd("id", "expected each rule once, but found a second " + name);
      }
    }
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
    return new SettingsRows(row).read(Knowledge.builtIn().defaultSettings(access));
  }

  /** The policy that holds the settings, where it is stated. */
  static Optional<Id> policy(Row row) {
    return row.optionalId("policyId").or(() -> row.child("policy").optionalId("id"));
  }

  private RoleSettings read(RoleSettings byDefault) {
    ImmutableRoleSettings.Builder settings =
        RoleSettings.builder()
            .activation(limit(PolicyRule.ACTIVATION_EXPIRATION, byDefault.activation()))
            .activationRequirements(
                requirements(PolicyRule.ACTIVATION_ENABLEMENT, byDefault.activationRequirements()))
            .authenticationContext(context(byDefault.authenticationContext()))
            .approval(
                rule(PolicyRule.ACTIVATION_APPROVAL)
                    .map(rule -> ApprovalRows.approval(rule, byDefault.approval()))
                    .orElse(byDefault.approval()))
            .eligibility(limit(PolicyRule.ELIGIBILITY_EXPIRATION, byDefault.eligibility()))
            .assignment(limit(PolicyRule.ASSIGNMENT_EXPIRATION, byDefault.assignment()))
            .eligibilityRequirements(
                requirements(
                    PolicyRule.ELIGIBILITY_ENABLEMENT, byDefault.eligibilityRequirements()))
            .assignmentRequirements(
                requirements(PolicyRule.ASSIGNMENT_ENABLEMENT, byDefault.assignmentRequirements()));
    rules.forEach(
        (id, rule) -> {
          if (id.isNotification()) {
            settings.putNotifications(id, notification(rule));
          }
        });
    return settings.build();
  }

  /** The rule; where it is missing, that is told. */
  private Optional<Row> rule(PolicyRule id) {
    if (!rules.containsKey(id)) {
      row.odd(
          "policy.rules",
          "expected rule " + id.wireName() + ", but found none; the default stands in");
    }
    return Optional.ofNullable(rules.get(id));
  }

  private ExpirationLimit limit(PolicyRule id, ExpirationLimit byDefault) {
    return rule(id).map(rule -> limit(rule, byDefault)).orElse(byDefault);
  }

  private static ExpirationLimit limit(Row rule, ExpirationLimit byDefault) {
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

  private Set<Requirement> requirements(PolicyRule id, Set<Requirement> byDefault) {
    return rule(id).map(rule -> requirements(rule, byDefault)).orElse(byDefault);
  }

  private static Set<Requirement> requirements(Row rule, Set<Requirement> byDefault) {
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
    Optional<Row> rule = rule(PolicyRule.ACTIVATION_CONTEXT);
    return rule.isEmpty()
        ? byDefault
        : rule.filter(r -> r.flag("isEnabled").isYes())
            .map(r -> r.text("claimValue"))
            .filter(claim -> !claim.isBlank());
  }

  /** Who is told; what the rule leaves out is as by default. */
  private static NotificationSettings notification(Row rule) {
    Verdict toDefault = rule.flag("isDefaultRecipientsEnabled");
    Set<String> recipients = new TreeSet<>();
    for (Row recipient : rule.children("notificationRecipients")) {
      String address = recipient.node().asText().strip();
      if (!recipient.node().isTextual()) {
        recipient.odd("", "expected a mail address, but found " + recipient.node().getNodeType());
      } else if (!address.isEmpty()) {
        recipients.add(address);
      }
    }
    return new NotificationSettings(level(rule), !toDefault.isNo(), recipients);
  }

  private static Level level(Row rule) {
    String word = rule.word("notificationLevel");
    return switch (word) {
      case "all" -> Level.ALL;
      case "critical" -> Level.CRITICAL;
      case "none" -> Level.NONE;
      default -> {
        if (!rule.child("notificationLevel").isNothing()) {
          rule.odd("notificationLevel", "expected All, Critical or None, but found " + word);
        }
        yield Level.ALL;
      }
    };
  }
}
