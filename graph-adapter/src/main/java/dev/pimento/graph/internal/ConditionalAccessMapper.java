package dev.pimento.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.microsoft.graph.models.AuthenticationStrengthPolicy;
import com.microsoft.graph.models.ConditionalAccessApplications;
import com.microsoft.graph.models.ConditionalAccessConditionSet;
import com.microsoft.graph.models.ConditionalAccessGrantControl;
import com.microsoft.graph.models.ConditionalAccessGrantControls;
import com.microsoft.graph.models.ConditionalAccessGuestOrExternalUserTypes;
import com.microsoft.graph.models.ConditionalAccessGuestsOrExternalUsers;
import com.microsoft.graph.models.ConditionalAccessPolicyState;
import com.microsoft.graph.models.ConditionalAccessUsers;
import com.microsoft.kiota.serialization.ParsableFactory;
import dev.pimento.directory.Audience;
import dev.pimento.directory.AuthenticationStrength;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.ConditionalAccessPolicy.State;
import dev.pimento.directory.GrantControls;
import dev.pimento.directory.GrantControls.Control;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Maps Conditional Access policies, both ways. They are read as they were sent: the SDK drops
 * controls that it does not know, and can't read a combination of two methods.
 */
final class ConditionalAccessMapper
    implements RecordMapper<
            com.microsoft.graph.models.ConditionalAccessPolicy, ConditionalAccessPolicy>,
        ToGraph<com.microsoft.graph.models.ConditionalAccessPolicy, ConditionalAccessPolicy> {

  private static final String CONDITIONS = "conditions";
  private static final String GRANT = "grantControls";
  private static final String STRENGTH = "authenticationStrength";
  private static final String NAME = "displayName";
  private static final String STATE = "state";
  private static final String OBJECT_OR_NULL = "an object or null";

  @Override
  public ParsableFactory<com.microsoft.graph.models.ConditionalAccessPolicy> model() {
    return com.microsoft.graph.models.ConditionalAccessPolicy::createFromDiscriminatorValue;
  }

  @Override
  public ConditionalAccessPolicy map(GraphRecord sent, Consumer<RecordProblem> problems) {
    return map(new com.microsoft.graph.models.ConditionalAccessPolicy(), sent, problems);
  }

  @Override
  public ConditionalAccessPolicy map(
      com.microsoft.graph.models.ConditionalAccessPolicy model,
      GraphRecord sent,
      Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, sent.text("id").orElse(null), "id");
    GraphRecord conditions =
        sent.child(CONDITIONS).orElseThrow(() -> sent.rejected("an object", CONDITIONS));
    Optional<GraphRecord> users = child(conditions, "users");
    Optional<GraphRecord> applications = child(conditions, "applications");
    return ConditionalAccessPolicy.builder()
        .id(id)
        .displayName(Fields.name(text(sent, problems, NAME), id))
        .state(state(sent, problems))
        .included(audience(users, "include"))
        .excluded(audience(users, "exclude"))
        .applications(applications(applications, "includeApplications"))
        .excludedApplications(applications(applications, "excludeApplications"))
        .contexts(texts(applications, "includeAuthenticationContextClassReferences"))
        .conditions(PolicyConditions.of(conditions, applications))
        .grant(grant(sent, problems))
        .build();
  }

  private static State state(GraphRecord sent, Consumer<RecordProblem> problems) {
    State state = State.of(sent.text(STATE).orElse(""));
    if (state == State.UNKNOWN && sent.says(STATE)) {
      problems.accept(
          sent.mismatch("enabled, disabled or enabledForReportingButNotEnforced", STATE));
    }
    return state;
  }

  private static Audience audience(Optional<GraphRecord> users, String side) {
    Audience audience = Audience.NOBODY;
    for (String word : texts(users, side + "Users")) {
      if (Fields.is(word, "All")) {
        audience =
            new Audience(
                true, audience.guests(), audience.users(), audience.groups(), audience.roles());
      } else if (Fields.is(word, "GuestsOrExternalUsers")) {
        audience = audience.withGuests(Verdict.YES);
      } else if (!Fields.is(word, "None")) {
        audience = audience.withUser(id(users, word, side + "Users"));
      }
    }
    if (audience.guests().isNo()
        && users.flatMap(u -> child(u, side + "GuestsOrExternalUsers")).isPresent()) {
      audience = audience.withGuests(Verdict.UNKNOWN);
    }
    for (String group : texts(users, side + "Groups")) {
      audience = audience.withGroup(id(users, group, side + "Groups"));
    }
    for (String role : texts(users, side + "Roles")) {
      audience = audience.withRole(id(users, role, side + "Roles"));
    }
    return audience;
  }

  private static Id id(Optional<GraphRecord> in, String text, String name) {
    return Fields.tryId(text).orElseThrow(() -> in.orElseThrow().rejected("ids", name));
  }

  private static List<String> applications(Optional<GraphRecord> applications, String name) {
    return texts(applications, name).stream().filter(word -> !Fields.is(word, "None")).toList();
  }

  private static GrantControls grant(GraphRecord sent, Consumer<RecordProblem> problems) {
    if (sent.isNull(GRANT)) {
      return GrantControls.NONE;
    }
    GraphRecord grant = sent.child(GRANT).orElseThrow(() -> sent.rejected(OBJECT_OR_NULL, GRANT));
    Optional<GraphRecord> in = Optional.of(grant);
    SortedSet<Control> controls = new TreeSet<>();
    for (String word : texts(in, "builtInControls")) {
      Control control = Control.of(word);
      if (control == Control.UNKNOWN && !Fields.is(word, control.wireName())) {
        problems.accept(grant.mismatch("controls that are known here", "builtInControls"));
      }
      controls.add(control);
    }
    String operator = grant.text("operator").orElse("");
    if (!Fields.is(operator, "AND") && !Fields.is(operator, "OR")) {
      throw grant.rejected("AND or OR", "operator");
    }
    return new GrantControls(
        Fields.is(operator, "OR"),
        controls,
        child(grant, STRENGTH).map(strength -> strength(strength, problems)),
        new TreeSet<>(texts(in, "customAuthenticationFactors")),
        new TreeSet<>(texts(in, "termsOfUse")));
  }

  private static AuthenticationStrength strength(
      GraphRecord sent, Consumer<RecordProblem> problems) {
    Id id = Fields.id(sent, sent.text("id").orElse(null), "id");
    return new AuthenticationStrength(
        id,
        Fields.name(text(sent, problems, NAME), id),
        new TreeSet<>(texts(Optional.of(sent), "allowedCombinations")));
  }

  private static String text(GraphRecord sent, Consumer<RecordProblem> problems, String name) {
    Optional<String> text = sent.text(name);
    if (text.isEmpty() && sent.says(name)) {
      problems.accept(sent.mismatch("a string", name));
    }
    return text.orElse("");
  }

  /** The object at the property, which may be null or missing. */
  static Optional<GraphRecord> child(GraphRecord sent, String name) {
    Optional<GraphRecord> child = sent.child(name);
    if (child.isEmpty() && sent.says(name)) {
      throw sent.rejected(OBJECT_OR_NULL, name);
    }
    return child;
  }

  /** The texts of the list at the property, which may be null or missing. */
  static List<String> texts(Optional<GraphRecord> sent, String name) {
    if (sent.isEmpty() || !sent.get().says(name)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    JsonElement list = sent.get().at(name).orElseThrow();
    if (!(list instanceof JsonArray array)) {
      throw sent.get().rejected("a list of strings", name);
    }
    for (JsonElement element : array) {
      if (!ScalarParseNode.isString(element)) {
        throw sent.get().rejected("a list of strings", name);
      }
      texts.add(element.getAsString());
    }
    return texts;
  }

  @Override
  public com.microsoft.graph.models.ConditionalAccessPolicy toGraph(
      ConditionalAccessPolicy policy) {
    com.microsoft.graph.models.ConditionalAccessPolicy model =
        new com.microsoft.graph.models.ConditionalAccessPolicy();
    model.setId(policy.id().toString());
    model.setDisplayName(Fields.displayName(policy.displayName(), policy.id()));
    model.setState(
        policy.state() == State.UNKNOWN
            ? null
            : ConditionalAccessPolicyState.forValue(policy.state().wireName()));
    ConditionalAccessApplications applications = new ConditionalAccessApplications();
    applications.setIncludeApplications(List.copyOf(policy.applications()));
    applications.setExcludeApplications(List.copyOf(policy.excludedApplications()));
    applications.setIncludeAuthenticationContextClassReferences(List.copyOf(policy.contexts()));
    ConditionalAccessConditionSet conditions = new ConditionalAccessConditionSet();
    conditions.setApplications(applications);
    conditions.setUsers(users(policy.included(), policy.excluded()));
    PolicyConditions.put(policy, conditions, applications);
    model.setConditions(conditions);
    model.setGrantControls(grant(policy.grant()));
    return model;
  }

  private static ConditionalAccessUsers users(Audience included, Audience excluded) {
    ConditionalAccessUsers users = new ConditionalAccessUsers();
    users.setIncludeUsers(words(included));
    users.setIncludeGroups(ids(included.groups()));
    users.setIncludeRoles(ids(included.roles()));
    users.setExcludeUsers(words(excluded));
    users.setExcludeGroups(ids(excluded.groups()));
    users.setExcludeRoles(ids(excluded.roles()));
    if (included.guests().isUnknown()) {
      users.setIncludeGuestsOrExternalUsers(someGuests());
    }
    if (excluded.guests().isUnknown()) {
      users.setExcludeGuestsOrExternalUsers(someGuests());
    }
    return users;
  }

  private static ConditionalAccessGuestsOrExternalUsers someGuests() {
    ConditionalAccessGuestsOrExternalUsers guests = new ConditionalAccessGuestsOrExternalUsers();
    guests.setGuestOrExternalUserTypes(
        EnumSet.of(ConditionalAccessGuestOrExternalUserTypes.UnknownFutureValue));
    return guests;
  }

  private static List<String> words(Audience audience) {
    List<String> words = new ArrayList<>(ids(audience.users()));
    if (audience.everyone()) {
      words.add(0, "All");
    }
    if (audience.guests().isYes()) {
      words.add("GuestsOrExternalUsers");
    }
    return words;
  }

  private static List<String> ids(SortedSet<Id> ids) {
    return ids.stream().map(Id::toString).toList();
  }

  private static ConditionalAccessGrantControls grant(GrantControls grant) {
    ConditionalAccessGrantControls model = new ConditionalAccessGrantControls();
    model.setOperator(grant.oneIsEnough() ? "OR" : "AND");
    model.setBuiltInControls(
        grant.controls().stream()
            .map(control -> ConditionalAccessGrantControl.forValue(control.wireName()))
            .toList());
    model.setCustomAuthenticationFactors(List.copyOf(grant.customFactors()));
    model.setTermsOfUse(List.copyOf(grant.termsOfUse()));
    grant.strength().ifPresent(strength -> model.setAuthenticationStrength(strength(strength)));
    return model;
  }

  private static AuthenticationStrengthPolicy strength(AuthenticationStrength strength) {
    AuthenticationStrengthPolicy model = new AuthenticationStrengthPolicy();
    model.setId(strength.id().toString());
    model.setDisplayName(Fields.displayName(strength.displayName(), strength.id()));
    model
        .getAdditionalData()
        .put("allowedCombinations", List.copyOf(strength.allowedCombinations()));
    return model;
  }
}
