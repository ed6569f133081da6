package dev.pimento.testkit.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Audience;
import dev.pimento.directory.AuthenticationContext;
import dev.pimento.directory.AuthenticationStrength;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.ConditionalAccessPolicy.State;
import dev.pimento.directory.GrantControls;
import dev.pimento.directory.GrantControls.Control;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Conditional Access policies and authentication contexts. */
final class ConditionalAccessRows {

  private ConditionalAccessRows() {}

  static AuthenticationContext context(Row row) throws RejectedException {
    String id = row.text("id");
    if (id.isBlank()) {
      throw row.rejected("id", "expected an id such as c1, but found none");
    }
    String name = row.text("displayName");
    return new AuthenticationContext(id, name.isBlank() ? "" : name, row.flag("isAvailable"));
  }

  static ConditionalAccessPolicy policy(Row row) throws RejectedException {
    Id id = row.id("id");
    Row conditions = row.child("conditions");
    if (!conditions.isObject()) {
      throw row.rejected("conditions", "expected an object, but found none");
    }
    Row users = conditions.object("users");
    Row applications = conditions.object("applications");
    return ConditionalAccessPolicy.builder()
        .id(id)
        .displayName(PrincipalRows.name(row, id))
        .state(state(row))
        .included(audience(users, "include"))
        .excluded(audience(users, "exclude"))
        .applications(applications(applications, "includeApplications"))
        .excludedApplications(applications(applications, "excludeApplications"))
        .contexts(texts(applications, "includeAuthenticationContextClassReferences"))
        .conditions(conditions(conditions, applications))
        .grant(grant(row))
        .build();
  }

  private static State state(Row row) {
    State state = State.of(row.text("state"));
    if (state == State.UNKNOWN && !row.text("state").isEmpty()) {
      row.odd("state", "expected enabled, disabled or enabledForReportingButNotEnforced");
    }
    return state;
  }

  private static Audience audience(Row users, String side) throws RejectedException {
    Audience audience = Audience.NOBODY;
    for (String word : texts(users, side + "Users")) {
      switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "all" ->
            audience =
                new Audience(
                    true, audience.guests(), audience.users(), audience.groups(), audience.roles());
        case "guestsorexternalusers" -> audience = audience.withGuests(Verdict.YES);
        case "none" -> {}
        default -> audience = audience.withUser(id(users, side + "Users", word));
      }
    }
    if (users.object(side + "GuestsOrExternalUsers").isObject() && audience.guests().isNo()) {
      audience = audience.withGuests(Verdict.UNKNOWN);
    }
    for (String group : texts(users, side + "Groups")) {
      audience = audience.withGroup(id(users, side + "Groups", group));
    }
    for (String role : texts(users, side + "Roles")) {
      audience = audience.withRole(id(users, side + "Roles", role));
    }
    return audience;
  }

  private static Id id(Row row, String property, String text) throws RejectedException {
    try {
      return Id.of(text);
    } catch (IllegalArgumentException e) {
      throw row.rejected(property, String.valueOf(e.getMessage()));
    }
  }

  private static List<String> applications(Row row, String property) throws RejectedException {
    return texts(row, property).stream()
        .filter(word -> !word.strip().equalsIgnoreCase("none"))
        .toList();
  }

  /** All but who and for what, unless it says everywhere. */
  private static SortedSet<String> conditions(Row row, Row applications) {
    SortedSet<String> names = new TreeSet<>();
    for (Map.Entry<String, JsonNode> condition : row.node().properties()) {
      JsonNode value = condition.getValue();
      boolean everywhere =
          switch (condition.getKey()) {
            case "users", "applications" -> true;
            case "clientAppTypes" -> hasAll(value);
            case "locations" -> isAll(value, "Locations");
            case "platforms" -> isAll(value, "Platforms");
            default -> condition.getKey().contains("@");
          };
      if (!everywhere && !isNothing(value)) {
        names.add(condition.getKey());
      }
    }
    if (!applications.child("applicationFilter").isNothing()) {
      names.add("applicationFilter");
    }
    return names;
  }

  private static boolean isAll(JsonNode value, String what) {
    return hasAll(value.path("include" + what)) && isNothing(value.path("exclude" + what));
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull() || value.isMissingNode() || (value.isArray() && value.isEmpty());
  }

  private static boolean hasAll(JsonNode list) {
    boolean has = false;
    if (list.isArray()) {
      for (JsonNode word : list) {
        has |= word.isTextual() && word.textValue().strip().equalsIgnoreCase("all");
      }
    }
    return has;
  }

  private static GrantControls grant(Row row) throws RejectedException {
    Row grant = row.child("grantControls");
    if (grant.node().isNull()) {
      return GrantControls.NONE;
    }
    if (!grant.isObject()) {
      throw row.rejected("grantControls", "expected an object or null, but found neither");
    }
    SortedSet<Control> controls = new TreeSet<>();
    for (String word : texts(grant, "builtInControls")) {
      Control control = Control.of(word);
      if (control == Control.UNKNOWN && !word.strip().equalsIgnoreCase(control.wireName())) {
        grant.odd("builtInControls", "expected controls that are known here");
      }
      controls.add(control);
    }
    Row strength = grant.object("authenticationStrength");
    return new GrantControls(
        oneIsEnough(grant),
        controls,
        strength.isObject() ? Optional.of(strength(strength)) : Optional.empty(),
        new TreeSet<>(texts(grant, "customAuthenticationFactors")),
        new TreeSet<>(texts(grant, "termsOfUse")));
  }

  private static boolean oneIsEnough(Row grant) throws RejectedException {
    return switch (grant.word("operator")) {
      case "or" -> true;
      case "and" -> false;
      default -> throw grant.rejected("operator", "expected AND or OR, but found neither");
    };
  }

  private static AuthenticationStrength strength(Row row) throws RejectedException {
    Id id = row.id("id");
    return new AuthenticationStrength(
        id, PrincipalRows.name(row, id), new TreeSet<>(texts(row, "allowedCombinations")));
  }

  /** What a list holds; nothing where it is missing or null. */
  private static List<String> texts(Row row, String property) throws RejectedException {
    Row list = row.child(property);
    if (list.isNothing()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : list.node()) {
      if (text.isTextual()) {
        texts.add(text.textValue());
      }
    }
    if (!list.node().isArray() || texts.size() != list.node().size()) {
      throw row.rejected(property, "expected a list of strings, but found something else");
    }
    return texts;
  }
}
