package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Audience;
import dev.pimento.directory.AuthenticationContext;
import dev.pimento.directory.AuthenticationStrength;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.ConditionalAccessPolicy.State;
import dev.pimento.directory.GrantControls;
import dev.pimento.directory.Id;
import java.util.Collection;
import java.util.List;

/** Conditional Access policies and authentication contexts, as an export or the tenant has them. */
final class ConditionalAccessTypes {

  static final String POLICIES = "identity/conditionalAccess/policies";
  static final String CONTEXTS = "identity/conditionalAccess/authenticationContextClassReferences";

  static final EntityType<JsonNode> POLICY = EntityType.ofNodes("conditionalAccessPolicy");
  static final EntityType<JsonNode> CONTEXT =
      EntityType.ofNodes("authenticationContextClassReference");

  /** What stands for a condition of which a tenant knows no more than the name. */
  private static final String UNTOLD = "unknownFutureValue";

  private ConditionalAccessTypes() {}

  static List<Row<JsonNode>> policies(View view) {
    if (view.snapshot().exported().isFromExport()) {
      return ExportedTypes.rows(view, POLICY, POLICIES);
    }
    return view.tenant().surroundings().conditionalAccessPolicies().stream()
        .map(policy -> POLICY.row(node(policy)))
        .toList();
  }

  static List<Row<JsonNode>> contexts(View view) {
    if (view.snapshot().exported().isFromExport()) {
      return ExportedTypes.rows(view, CONTEXT, CONTEXTS);
    }
    return view.tenant().surroundings().authenticationContexts().stream()
        .map(context -> CONTEXT.row(node(context)))
        .toList();
  }

  private static JsonNode node(AuthenticationContext context) {
    ObjectNode node =
        DirectoryTypes.object()
            .put("id", context.id())
            .put("displayName", context.displayName())
            .putNull("description");
    if (!context.available().isUnknown()) {
      node.put("isAvailable", context.available().isYes());
    }
    return node;
  }

  private static JsonNode node(ConditionalAccessPolicy policy) {
    ObjectNode node =
        DirectoryTypes.object()
            .put("id", policy.id().toString())
            .put("displayName", policy.displayName());
    if (policy.state() != State.UNKNOWN) {
      node.put("state", policy.state().wireName());
    }
    ObjectNode conditions = node.putObject("conditions");
    conditions.putArray("clientAppTypes").add("all");
    ObjectNode applications = conditions.putObject("applications");
    addAll(applications.putArray("includeApplications"), policy.applications());
    addAll(applications.putArray("excludeApplications"), policy.excludedApplications());
    applications.putArray("includeUserActions");
    addAll(applications.putArray("includeAuthenticationContextClassReferences"), policy.contexts());
    ObjectNode users = conditions.putObject("users");
    audience(users, "include", policy.included());
    audience(users, "exclude", policy.excluded());
    policy.conditions().forEach(name -> condition(conditions, name));
    grant(node, policy.grant());
    return node.putNull("sessionControls");
  }

  private static void audience(ObjectNode users, String side, Audience audience) {
    ArrayNode words = users.putArray(side + "Users");
    if (audience.everyone()) {
      words.add("All");
    }
    if (audience.guests().isYes()) {
      words.add("GuestsOrExternalUsers");
    }
    addAll(words, ids(audience.users()));
    addAll(users.putArray(side + "Groups"), ids(audience.groups()));
    addAll(users.putArray(side + "Roles"), ids(audience.roles()));
    if (audience.guests().isUnknown()) {
      users.putObject(side + "GuestsOrExternalUsers").put("guestOrExternalUserTypes", UNTOLD);
    }
  }

  private static void condition(ObjectNode conditions, String name) {
    switch (name) {
      case "locations" -> conditions.putObject(name).putArray("includeLocations").add(UNTOLD);
      case "platforms" -> conditions.putObject(name).putArray("includePlatforms").add(UNTOLD);
      case "clientApplications" ->
          conditions.putObject(name).putArray("includeServicePrincipals").add(UNTOLD);
      case "devices" -> filter(conditions.putObject(name).putObject("deviceFilter"));
      case "authenticationFlows" -> conditions.putObject(name).put("transferMethods", UNTOLD);
      case "insiderRiskLevels" -> conditions.put(name, UNTOLD);
      case "applicationFilter" -> filter(conditions.withObject("/applications").putObject(name));
      default -> conditions.putArray(name).add(UNTOLD);
    }
  }

  private static void filter(ObjectNode filter) {
    filter.put("mode", "include").put("rule", UNTOLD);
  }

  private static void grant(ObjectNode policy, GrantControls grant) {
    if (grant.equals(GrantControls.NONE)) {
      policy.putNull("grantControls");
      return;
    }
    ObjectNode node =
        policy.putObject("grantControls").put("operator", grant.oneIsEnough() ? "OR" : "AND");
    ArrayNode controls = node.putArray("builtInControls");
    grant.controls().forEach(control -> controls.add(control.wireName()));
    addAll(node.putArray("customAuthenticationFactors"), grant.customFactors());
    addAll(node.putArray("termsOfUse"), grant.termsOfUse());
    node.putNull("authenticationStrength");
    grant.strength().ifPresent(strength -> node.set("authenticationStrength", node(strength)));
  }

  private static JsonNode node(AuthenticationStrength strength) {
    ObjectNode node =
        DirectoryTypes.object()
            .put("id", strength.id().toString())
            .put("displayName", strength.displayName());
    addAll(node.putArray("allowedCombinations"), strength.allowedCombinations());
    return node;
  }

  private static List<String> ids(Collection<Id> ids) {
    return ids.stream().map(Id::toString).toList();
  }

  private static void addAll(ArrayNode array, Collection<String> texts) {
    texts.forEach(array::add);
  }
}
