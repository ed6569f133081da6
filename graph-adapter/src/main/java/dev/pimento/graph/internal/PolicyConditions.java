package dev.pimento.graph.internal;

import com.google.gson.JsonElement;
import com.microsoft.graph.models.ConditionalAccessApplications;
import com.microsoft.graph.models.ConditionalAccessAuthenticationFlows;
import com.microsoft.graph.models.ConditionalAccessClientApp;
import com.microsoft.graph.models.ConditionalAccessClientApplications;
import com.microsoft.graph.models.ConditionalAccessConditionSet;
import com.microsoft.graph.models.ConditionalAccessDevicePlatform;
import com.microsoft.graph.models.ConditionalAccessDevices;
import com.microsoft.graph.models.ConditionalAccessFilter;
import com.microsoft.graph.models.ConditionalAccessInsiderRiskLevels;
import com.microsoft.graph.models.ConditionalAccessLocations;
import com.microsoft.graph.models.ConditionalAccessPlatforms;
import com.microsoft.graph.models.ConditionalAccessTransferMethods;
import com.microsoft.graph.models.RiskLevel;
import dev.pimento.directory.ConditionalAccessPolicy;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The conditions by which a Conditional Access policy acts at some sign-ins only. Core knows their
 * names; what is written for them is the value that Graph has for those that can't be told.
 */
final class PolicyConditions {

  private static final String UNTOLD = "unknownFutureValue";
  private static final String FILTER = "applicationFilter";
  private static final String CLIENTS = "clientAppTypes";
  private static final Set<String> WHO_AND_WHERE = Set.of("users", "applications");

  /** Conditions that say where, and may say everywhere. */
  private static final Set<String> PLACES = Set.of("locations", "platforms");

  private PolicyConditions() {}

  /** Returns the names of those that narrow the policy down. */
  static SortedSet<String> of(GraphRecord conditions, Optional<GraphRecord> applications) {
    SortedSet<String> names = new TreeSet<>();
    for (Map.Entry<String, JsonElement> condition : conditions.json().entrySet()) {
      String name = condition.getKey();
      if (!WHO_AND_WHERE.contains(name)
          && !name.contains("@")
          && says(condition.getValue())
          && !isEverywhere(conditions, name)) {
        names.add(name);
      }
    }
    if (applications.filter(sent -> sent.says(FILTER)).isPresent()) {
      names.add(FILTER);
    }
    return names;
  }

  private static boolean says(JsonElement value) {
    boolean isEmpty = value.isJsonArray() && value.getAsJsonArray().isEmpty();
    return !value.isJsonNull() && !isEmpty;
  }

  private static boolean isEverywhere(GraphRecord conditions, String name) {
    if (name.equals(CLIENTS)) {
      return hasAll(Optional.of(conditions), name);
    }
    if (!PLACES.contains(name)) {
      return false;
    }
    String capitalised = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    Optional<GraphRecord> place = conditions.child(name);
    return hasAll(place, "include" + capitalised)
        && place
            .flatMap(sent -> sent.at("exclude" + capitalised))
            .filter(PolicyConditions::says)
            .isEmpty();
  }

  private static boolean hasAll(Optional<GraphRecord> sent, String name) {
    return sent.flatMap(s -> s.at(name)).filter(JsonElement::isJsonArray).stream()
        .flatMap(list -> list.getAsJsonArray().asList().stream())
        .anyMatch(word -> ScalarParseNode.isString(word) && Fields.is(word.getAsString(), "all"));
  }

  /** Writes conditions of which no more than the names are known. */
  static void put(
      ConditionalAccessPolicy policy,
      ConditionalAccessConditionSet conditions,
      ConditionalAccessApplications applications) {
    for (String name : policy.conditions()) {
      switch (name) {
        case CLIENTS ->
            conditions.setClientAppTypes(List.of(ConditionalAccessClientApp.UnknownFutureValue));
        case "userRiskLevels" ->
            conditions.setUserRiskLevels(List.of(RiskLevel.UnknownFutureValue));
        case "signInRiskLevels" ->
            conditions.setSignInRiskLevels(List.of(RiskLevel.UnknownFutureValue));
        case "servicePrincipalRiskLevels" ->
            conditions.setServicePrincipalRiskLevels(List.of(RiskLevel.UnknownFutureValue));
        case "insiderRiskLevels" ->
            conditions.setInsiderRiskLevels(
                EnumSet.of(ConditionalAccessInsiderRiskLevels.UnknownFutureValue));
        case "locations" -> {
          ConditionalAccessLocations locations = new ConditionalAccessLocations();
          locations.setIncludeLocations(List.of(UNTOLD));
          conditions.setLocations(locations);
        }
        case "platforms" -> {
          ConditionalAccessPlatforms platforms = new ConditionalAccessPlatforms();
          platforms.setIncludePlatforms(
              List.of(ConditionalAccessDevicePlatform.UnknownFutureValue));
          conditions.setPlatforms(platforms);
        }
        case "devices" -> {
          ConditionalAccessDevices devices = new ConditionalAccessDevices();
          devices.setDeviceFilter(untold());
          conditions.setDevices(devices);
        }
        case "clientApplications" -> {
          ConditionalAccessClientApplications clients = new ConditionalAccessClientApplications();
          clients.setIncludeServicePrincipals(List.of(UNTOLD));
          conditions.setClientApplications(clients);
        }
        case "authenticationFlows" -> {
          ConditionalAccessAuthenticationFlows flows = new ConditionalAccessAuthenticationFlows();
          flows.setTransferMethods(EnumSet.of(ConditionalAccessTransferMethods.UnknownFutureValue));
          conditions.setAuthenticationFlows(flows);
        }
        case FILTER -> applications.setApplicationFilter(untold());
        default ->
            throw new Inexpressible(
                "Conditional Access policy " + policy.id(), "conditions that Graph names", name);
      }
    }
  }

  private static ConditionalAccessFilter untold() {
    ConditionalAccessFilter filter = new ConditionalAccessFilter();
    filter.setRule(UNTOLD);
    return filter;
  }
}
