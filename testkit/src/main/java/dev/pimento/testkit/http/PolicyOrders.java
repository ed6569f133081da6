package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.lifecycle.Command;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.RoleSettings;
import dev.pimento.testkit.export.ExportedSettings;
import dev.pimento.testkit.export.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes of role settings: a policy with an array of rules, or one rule. */
final class PolicyOrders {

  private final Orders orders;

  PolicyOrders(Orders orders) {
    this.orders = orders;
  }

  /** Several rules at once: all or none. */
  Answer policy(PolicyTypes.Policy policy) {
    Body body =
        Body.of(orders.call())
            .having(
                "unifiedRoleManagementPolicy",
                Set.of(
                    "id",
                    "rules",
                    "displayname",
                    "description",
                    "isorganizationdefault",
                    "scopeid",
                    "scopetype"));
    JsonNode sent = Row.child(body.node(), "rules");
    if (sent == null || !sent.isArray() || sent.isEmpty()) {
      throw invalidPolicy("expected an array of rules, but found none");
    }
    List<JsonNode> rules = new ArrayList<>();
    sent.forEach(rules::add);
    change(policy, rules);
    View after = orders.after();
    Writer writer = new Writer(after, orders.call(), orders.root());
    PolicyTypes.Policy changed = PolicyTypes.of(after, policy.access(), policy.scopeType());
    return Answer.json(
        writer.one(
            new Target.One(
                PolicyTypes.POLICY, PolicyTypes.POLICIES, PolicyTypes.POLICY.row(changed)),
            Options.none()));
  }

  /** One rule. */
  Answer rule(PolicyTypes.Policy policy, String rule) {
    PolicyRule known = PolicyRule.of(rule).orElseThrow(() -> GraphException.notFound(rule));
    Body body = Body.of(orders.call());
    body.text("id")
        .filter(id -> !id.equalsIgnoreCase(known.wireName()))
        .ifPresent(
            id -> {
              throw invalidPolicy("expected rule %s, but found %s".formatted(known.wireName(), id));
            });
    ObjectNode patch = ((ObjectNode) body.node()).deepCopy().put("id", known.wireName());
    change(policy, List.of(patch));
    return Orders.noContent();
  }

  private void change(PolicyTypes.Policy policy, List<JsonNode> patches) {
    ObjectNode assignment = DirectoryTypes.object();
    ArrayNode rules = assignment.putObject("policy").putArray("rules");
    for (Row<PolicyTypes.Rule> rule : PolicyTypes.rules(policy)) {
      rules.add(json(rule));
    }
    for (JsonNode patch : patches) {
      merge(rules, patch);
    }
    List<Problem> problems = new ArrayList<>();
    Optional<RoleSettings> settings =
        ExportedSettings.read(assignment, policy.access(), problems::add);
    if (!problems.isEmpty() || settings.isEmpty()) {
      throw invalidPolicy(problems.isEmpty() ? "no rules" : problems.get(0).reason());
    }
    orders.carryOut(
        List.of(new Command.ChangeSettings(orders.engineCall(), policy.access(), settings.get())));
  }

  private ObjectNode json(Row<PolicyTypes.Rule> rule) {
    Writer writer = new Writer(orders.view(), orders.call(), orders.root());
    byte[] bytes = Writer.bytes(out -> writer.row(out, PolicyTypes.RULE, rule, Options.none()));
    try {
      return (ObjectNode) Writer.JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a patch leaves out of a rule stays as it is; objects inside are replaced whole. */
  private static void merge(ArrayNode rules, JsonNode patch) {
    JsonNode sent = Row.child(patch, "id");
    String id = sent == null ? "" : sent.asText();
    PolicyRule known =
        PolicyRule.of(id)
            .orElseThrow(() -> invalidPolicy("expected a known rule, but found " + id));
    for (JsonNode rule : rules) {
      if (rule.path("id").asText().equals(known.wireName())) {
        String type = patch.path("@odata.type").asText();
        if (!type.equalsIgnoreCase(rule.path("@odata.type").asText())) {
          throw invalidPolicy(
              "expected @odata.type %s of rule %s, but found %s"
                  .formatted(
                      rule.path("@odata.type").asText(),
                      known.wireName(),
                      type.isEmpty() ? "none" : type));
        }
        for (Map.Entry<String, JsonNode> property : patch.properties()) {
          if (!property.getKey().contains("@odata.")) {
            String name = name(rule, property.getKey(), known);
            checkKind(name, rule.path(name), property.getValue());
            ((ObjectNode) rule).set(name, property.getValue());
          }
        }
        ((ObjectNode) rule).put("id", known.wireName());
      }
    }
  }

  /** The name of the rule's own property, whatever the case in which it was sent. */
  private static String name(JsonNode rule, String sent, PolicyRule known) {
    return rule.properties().stream()
        .map(Map.Entry::getKey)
        .filter(sent::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                invalidPolicy(
                    "expected a property of rule %s, but found %s"
                        .formatted(known.wireName(), sent)));
  }

  private static void checkKind(String name, JsonNode present, JsonNode sent) {
    boolean known = !present.isNull() && !sent.isNull();
    if (known && present.getNodeType() != sent.getNodeType()) {
      throw invalidPolicy(
          "expected a %s as %s, but found a %s"
              .formatted(
                  present.getNodeType().name().toLowerCase(Locale.ROOT),
                  name,
                  sent.getNodeType().name().toLowerCase(Locale.ROOT)));
    }
  }

  private static GraphException invalidPolicy(String why) {
    return new GraphException(400, "InvalidPolicy", "The policy is invalid: " + why);
  }
}
