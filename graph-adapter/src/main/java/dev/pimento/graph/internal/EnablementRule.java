package dev.pimento.graph.internal;

import com.microsoft.graph.models.UnifiedRoleManagementPolicyEnablementRule;
import dev.pimento.policy.Requirement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A rule about what the one who asks must bring: both ways. */
final class EnablementRule {

  private EnablementRule() {}

  /** Returns what the rule demands; what it leaves out is as by default. */
  static Set<Requirement> of(
      PolicyRules.Rule<UnifiedRoleManagementPolicyEnablementRule> rule,
      Set<Requirement> otherwise,
      Consumer<RecordProblem> problems) {
    List<String> enabled = rule.model().getEnabledRules();
    if (enabled == null) {
      problems.accept(rule.sent().mismatch("an array", "enabledRules"));
      return otherwise;
    }
    Set<Requirement> requirements = EnumSet.noneOf(Requirement.class);
    for (String name : enabled) {
      Arrays.stream(Requirement.values())
          .filter(requirement -> Fields.is(name, requirement.wireName()))
          .findFirst()
          .ifPresentOrElse(requirements::add, () -> problems.accept(unknown(rule.sent(), name)));
    }
    return requirements;
  }

  private static RecordProblem unknown(GraphRecord rule, String name) {
    Place place = rule.place().withPath(rule.place().path() + ".enabledRules");
    return RecordProblem.mismatch(
        place,
        "MultiFactorAuthentication, Justification or Ticketing",
        '"' + Excerpt.of(name) + '"');
  }

  static UnifiedRoleManagementPolicyEnablementRule toGraph(Set<Requirement> requirements) {
    UnifiedRoleManagementPolicyEnablementRule model =
        new UnifiedRoleManagementPolicyEnablementRule();
    model.setEnabledRules(requirements.stream().sorted().map(Requirement::wireName).toList());
    return model;
  }
}
