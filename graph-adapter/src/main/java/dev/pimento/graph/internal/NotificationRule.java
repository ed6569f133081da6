package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleManagementPolicyNotificationRule;
import dev.pimento.policy.NotificationSettings;
import dev.pimento.policy.NotificationSettings.Level;
import dev.pimento.policy.PolicyRule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A rule about who is told of something: both ways. */
final class NotificationRule {
  private static final String LEVEL = "notificationLevel";

  private NotificationRule() {}

  /** Returns who is told; what the rule leaves out is as by default. */
  static NotificationSettings of(
      PolicyRules.Rule<UnifiedRoleManagementPolicyNotificationRule> rule,
      NotificationSettings otherwise,
      Consumer<RecordProblem> problems) {
    Boolean toDefault = rule.model().getIsDefaultRecipientsEnabled();
    return new NotificationSettings(
        level(rule.sent(), problems).orElse(otherwise.level()),
        toDefault == null ? otherwise.defaultRecipients() : toDefault,
        recipients(rule.model().getNotificationRecipients(), otherwise));
  }

  private static Optional<Level> level(GraphRecord rule, Consumer<RecordProblem> problems) {
    Optional<String> word = rule.text(LEVEL).map(String::strip);
    Optional<Level> level =
        word.flatMap(
            w -> Arrays.stream(Level.values()).filter(l -> l.name().equalsIgnoreCase(w)).findAny());
    if (word.isPresent() && level.isEmpty()) {
      problems.accept(rule.mismatch("All, Critical or None", LEVEL));
    }
    return level;
  }

  private static Set<String> recipients(
      @Nullable List<String> addresses, NotificationSettings otherwise) {
    if (addresses == null) {
      return otherwise.recipients();
    }
    Set<String> recipients = new TreeSet<>();
    for (String address : addresses) {
      if (!address.isBlank()) {
        recipients.add(address.strip());
      }
    }
    return recipients;
  }

  static UnifiedRoleManagementPolicyNotificationRule toGraph(
      PolicyRule rule, NotificationSettings settings) {
    UnifiedRoleManagementPolicyNotificationRule model =
        new UnifiedRoleManagementPolicyNotificationRule();
    model.setNotificationType("Email");
    model.setRecipientType(RuleTarget.recipient(rule));
    model.setNotificationLevel(
        switch (settings.level()) {
          case ALL -> "All";
          case CRITICAL -> "Critical";
          case NONE -> "None";
        });
    model.setIsDefaultRecipientsEnabled(settings.defaultRecipients());
    model.setNotificationRecipients(List.copyOf(settings.recipients()));
    return model;
  }
}
