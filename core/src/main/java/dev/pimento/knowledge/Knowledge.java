package dev.pimento.knowledge;

import static java.util.stream.Collectors.toCollection;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.IsoDuration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of Microsoft's service beside the tenant itself, each fact with its date. Immutable
 * and thread-safe.
 */
public final class Knowledge {

  private static final Knowledge BUILT_IN =
      new Knowledge(readRoles(), readSettings(), readSemantics());

  private final Map<Id, BuiltInRole> roles;
  private final Map<String, RoleSettings> defaults;
  private final Map<Switch, Fact> semantics;

  private Knowledge(
      Map<Id, BuiltInRole> roles, Map<String, RoleSettings> defaults, Map<Switch, Fact> semantics) {
    this.roles = roles;
    this.defaults = defaults;
    this.semantics = semantics;
  }

  /** What this version of Pimento knows. */
  public static Knowledge builtIn() {
    return BUILT_IN;
  }

  public Optional<BuiltInRole> builtInRole(Id templateId) {
    return Optional.ofNullable(roles.get(templateId));
  }

  /** All built-in roles by the id of their template, in the order of their names. */
  public Map<Id, BuiltInRole> builtInRoles() {
    return Collections.unmodifiableMap(roles);
  }

  /**
   * The settings of an access: the tenant's own, else the service's default. Groups and directory
   * roles have different defaults (facts 103, 104).
   */
  public RoleSettings settings(Tenant tenant, Access access) {
    return tenant.settings(access).orElseGet(() -> defaultSettings(access));
  }

  /** The service's settings for an access that nobody has changed. */
  public RoleSettings defaultSettings(Access access) {
    return access instanceof GroupAccess ? known("group") : known("directoryRole");
  }

  private RoleSettings known(String surface) {
    RoleSettings settings = defaults.get(surface);
    if (settings == null) {
      throw new IllegalStateException("Missing default settings: expected a row " + surface);
    }
    return settings;
  }

  public boolean isOn(Switch behaviour) {
    return fact(behaviour).on();
  }

  /** How the switch stands and how that is known. */
  public Fact fact(Switch behaviour) {
    Fact fact = semantics.get(behaviour);
    if (fact == null) {
      throw new IllegalStateException("Missing semantics: expected a row " + behaviour.key());
    }
    return fact;
  }

  /** The same knowledge with one behaviour assumed otherwise. */
  public Knowledge assuming(Switch behaviour, boolean on) {
    Map<Switch, Fact> changed = new EnumMap<>(semantics);
    changed.put(
        behaviour,
        new Fact(on, Fact.Evidence.ASSUMED, "set by the caller", fact(behaviour).date()));
    return new Knowledge(roles, defaults, changed);
  }

  private static Map<Id, BuiltInRole> readRoles() {
    Map<Id, BuiltInRole> roles = new LinkedHashMap<>();
    for (Map<String, String> row : Csv.resource("directory-roles.csv")) {
      Id id = Id.of(cell(row, "templateId"));
      roles.put(
          id,
          new BuiltInRole(
              id,
              cell(row, "displayName"),
              Boolean.parseBoolean(cell(row, "privileged")),
              cell(row, "tier"),
              verdict(cell(row, "administrativeUnitScope"))));
    }
    return roles;
  }

  /** An empty cell is a fact that nobody stated. */
  private static Verdict verdict(String cell) {
    return cell.isEmpty() ? Verdict.UNKNOWN : Verdict.of(Boolean.parseBoolean(cell));
  }

  private static Map<String, RoleSettings> readSettings() {
    Map<String, RoleSettings> defaults = new LinkedHashMap<>();
    for (Map<String, String> row : Csv.resource("default-settings.csv")) {
      defaults.put(
          cell(row, "surface"),
          RoleSettings.builder()
              .activation(ExpirationLimit.atMost(cell(row, "activationMaximum")))
              .activationRequirements(requirements(cell(row, "activationRequirements")))
              .eligibility(limit(row, "eligibility"))
              .assignment(limit(row, "assignment"))
              .assignmentRequirements(requirements(cell(row, "assignmentRequirements")))
              .build());
    }
    return defaults;
  }

  private static ExpirationLimit limit(Map<String, String> row, String kind) {
    return new ExpirationLimit(
        Boolean.parseBoolean(cell(row, kind + "MustEnd")),
        IsoDuration.of(cell(row, kind + "Maximum")));
  }

  private static Set<Requirement> requirements(String names) {
    return Arrays.stream(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(Knowledge::requirement)
        .collect(toCollection(() -> EnumSet.noneOf(Requirement.class)));
  }

  private static Requirement requirement(String wireName) {
    return Arrays.stream(Requirement.values())
        .filter(r -> r.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Unknown requirement in the defaults: " + wireName));
  }

  private static Map<Switch, Fact> readSemantics() {
    Map<Switch, Fact> semantics = new EnumMap<>(Switch.class);
    for (Map<String, String> row : Csv.resource("semantics.csv")) {
      Switch behaviour =
          Arrays.stream(Switch.values())
              .filter(s -> s.key().equals(cell(row, "switch")))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("Unknown switch: " + row));
      semantics.put(
          behaviour,
          new Fact(
              cell(row, "value").equals("on"),
              Fact.Evidence.valueOf(cell(row, "evidence").toUpperCase(Locale.ROOT)),
              cell(row, "source"),
              LocalDate.parse(cell(row, "date"))));
    }
    return semantics;
  }

  private static String cell(Map<String, String> row, String column) {
    String cell = row.get(column);
    if (cell == null) {
      throw new IllegalArgumentException(
          "Missing column: expected %s, but found %s".formatted(column, row.keySet()));
    }
    return cell;
  }
}
