package dev.pimento.graph.internal.act;

import static dev.pimento.graph.internal.http.ApiVersion.V1;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.graph.internal.GraphBodies;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.graph.internal.http.GraphReply;
import dev.pimento.graph.internal.http.Urls;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Command.ChangeSettings;
import dev.pimento.lifecycle.ErrorCode;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.RoleSettings;
import dev.pimento.port.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Changes role settings, rule by rule: those that differ, and no other.
 *
 * <p>The service refuses multi-factor authentication beside an authentication context, but not the
 * context beside the other (fact 107): what goes, goes first, and both at once are never sent. Nor
 * does it take any change while approvers' mails have further recipients: these go first, and come
 * last.
 */
final class SettingsChanges {

  private final Desk desk;

  SettingsChanges(Desk desk) {
    this.desk = desk;
  }

  Outcome change(ChangeSettings command) throws InterruptedException {
    Access access = command.access().settingsKey();
    RoleSettings wanted = command.settings();
    if (wanted.asksForMultiFactor() && wanted.authenticationContext().isPresent()) {
      return new Outcome.Decided(
          Refusals.denied(
              ErrorCode.MfaAndAcrsConflict,
              "expected multi-factor authentication or an authentication context, but found both",
              "turn the authentication context off"));
    }
    GraphCall list = list(access);
    GraphReply reply = desk.sender().read(list);
    if (!reply.isOk()) {
      return desk.refused(list, reply);
    }
    Optional<GraphBodies.Settings> present =
        reply.json().flatMap(page -> GraphBodies.settings(access, page, knowledge()));
    if (present.isEmpty()) {
      return new Outcome.Decided(
          Refusals.denied(
              ErrorCode.ResourceNotFound,
              "expected a policy of " + access + ", but found none",
              "use the id of a group or a role of the tenant"));
    }
    boolean changed = false;
    for (PolicyRule rule : rules(present.get().settings(), wanted)) {
      GraphCall patch =
          GraphCall.patch(
              V1,
              "/policies/roleManagementPolicies/"
                  + Urls.segment(present.get().policy())
                  + "/rules/"
                  + rule.wireName(),
              GraphBodies.rule(rule, wanted));
      Sent sent =
          desk.sender().write(patch, shown(list, access, List.of(rule), wanted), isNew(access));
      if (sent instanceof Sent.Answered answer && !answer.reply().isOk()) {
        if (changed) {
          desk.preflight().forget();
        }
        return desk.refused(patch, answer.reply());
      }
      if (sent instanceof Sent.Unclear) {
        return new Outcome.Indeterminate(command.call().requestId());
      }
      changed = true;
    }
    boolean shown =
        desk.sender().await(shown(list, access, List.of(PolicyRule.values()), wanted)).isPresent();
    return shown ? desk.accepted(command) : new Outcome.Indeterminate(command.call().requestId());
  }

  private Knowledge knowledge() {
    return desk.preflight().knowledge();
  }

  private boolean isNew(Access access) {
    return desk.isNew(access.target());
  }

  /** The rules that differ, in an order in which each can be changed. */
  static List<PolicyRule> rules(RoleSettings present, RoleSettings wanted) {
    List<PolicyRule> rules = new ArrayList<>();
    for (PolicyRule rule : PolicyRule.values()) {
      if (!GraphBodies.rule(rule, present).equals(GraphBodies.rule(rule, wanted))) {
        rules.add(rule);
      }
    }
    boolean contextGoes = wanted.authenticationContext().isEmpty();
    boolean mailsGo =
        wanted.notification(PolicyRule.ACTIVATION_TO_APPROVERS).recipients().isEmpty();
    rules.sort(
        Comparator.comparingInt(
            rule ->
                switch (rule) {
                  case ACTIVATION_TO_APPROVERS -> mailsGo ? 0 : 4;
                  case ACTIVATION_CONTEXT -> contextGoes ? 1 : 3;
                  default -> 2;
                }));
    return rules;
  }

  private Look shown(GraphCall list, Access access, List<PolicyRule> rules, RoleSettings wanted) {
    return () ->
        desk.sender()
            .find(list)
            .filter(
                page ->
                    GraphBodies.settings(access, page, knowledge())
                        .filter(found -> isSame(rules, found.settings(), wanted))
                        .isPresent());
  }

  private static boolean isSame(List<PolicyRule> rules, RoleSettings found, RoleSettings wanted) {
    return rules.stream()
        .allMatch(rule -> GraphBodies.rule(rule, found).equals(GraphBodies.rule(rule, wanted)));
  }

  private static GraphCall list(Access access) {
    String filter =
        access instanceof GroupAccess side
            ? "scopeId eq %s and scopeType eq 'Group' and roleDefinitionId eq '%s'"
                .formatted(
                    Urls.quoted(side.group()), side.side() == Side.MEMBER ? "member" : "owner")
            : "scopeId eq '/' and scopeType eq 'DirectoryRole' and roleDefinitionId eq %s"
                .formatted(Urls.quoted(access.target()));
    return GraphCall.get(
        V1,
        "/policies/roleManagementPolicyAssignments?"
            + Desk.filter(filter)
            + "&$expand=policy($expand=rules)");
  }
}
