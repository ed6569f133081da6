package dev.pimento.knowledge;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.PolicyRule;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads the tables that come with this package. */
final class Tables {

  static final String GROUP = "group";
  static final String DIRECTORY_ROLE = "directoryRole";
  static final String ROLE_ASSIGNABLE_GROUP = "roleAssignableGroup";
  static final String OTHER_GROUP = "otherGroup";
  static final String ANY_GROUP = "anyGroup";
  static final String NEVER_WITHOUT_ACTIVE = "neverWithoutActive";

  private Tables() {}

  static Map<Id, BuiltInRole> roles() {
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

  static Map<String, RoleSettings> defaultSettings() {
    Map<String, Map<PolicyRule, String>> rules = new LinkedHashMap<>();
    for (Map<String, String> row : Csv.resource("default-settings.csv")) {
      PolicyRule rule =
          PolicyRule.of(cell(row, "rule"))
              .orElseThrow(() -> new IllegalArgumentException("Unknown rule: " + row));
      rules
          .computeIfAbsent(cell(row, "surface"), surface -> new EnumMap<>(PolicyRule.class))
          .put(rule, cell(row, "value"));
    }
    Map<String, RoleSettings> defaults = new LinkedHashMap<>();
    rules.forEach((surface, values) -> defaults.put(surface, settings(values)));
    return defaults;
  }

  private static RoleSettings settings(Map<PolicyRule, String> values) {
    ImmutableRoleSettings.Builder settings = RoleSettings.builder();
    values.forEach(
        (rule, value) -> {
          switch (rule) {
            case ACTIVATION_EXPIRATION -> settings.activation(limit(value));
            case ELIGIBILITY_EXPIRATION -> settings.eligibility(limit(value));
            case ASSIGNMENT_EXPIRATION -> settings.assignment(limit(value));
            case ACTIVATION_ENABLEMENT -> settings.activationRequirements(requirements(value));
            case ASSIGNMENT_ENABLEMENT -> settings.assignmentRequirements(requirements(value));
            case ELIGIBILITY_ENABLEMENT -> settings.eligibilityRequirements(requirements(value));
            default -> throw new IllegalArgumentException("No default is known for " + rule);
          }
        });
    return settings.build();
  }

  private static ExpirationLimit limit(String value) {
    String duration = value.substring(value.lastIndexOf(' ') + 1);
    return value.startsWith("must end")
        ? ExpirationLimit.atMost(duration)
        : ExpirationLimit.none(duration);
  }

  private static Set<Requirement> requirements(String names) {
    return Arrays.stream(names.split(" "))
        .map(Tables::requirement)
        .collect(toCollection(() -> EnumSet.noneOf(Requirement.class)));
  }

  private static Requirement requirement(String wireName) {
    return Arrays.stream(Requirement.values())
        .filter(r -> r.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Unknown requirement in the defaults: " + wireName));
  }

  static Map<String, Set<Id>> administrators() {
    Map<String, Set<Id>> administrators = new LinkedHashMap<>();
    for (Map<String, String> row : Csv.resource("administrators.csv")) {
      administrators
          .computeIfAbsent(cell(row, "what"), what -> new TreeSet<>())
          .add(Id.of(cell(row, "role")));
    }
    Set<Id> any = new TreeSet<>();
    any.addAll(administrators.getOrDefault(OTHER_GROUP, Set.of()));
    any.addAll(administrators.getOrDefault(ROLE_ASSIGNABLE_GROUP, Set.of()));
    administrators.put(ANY_GROUP, any);
    return administrators;
  }

  static Map<Switch, Choice> semantics() {
    Map<Switch, Choice> semantics = new EnumMap<>(Switch.class);
    for (Map<String, String> row : Csv.resource("semantics.csv")) {
      Switch behaviour =
          Switch.of(cell(row, "switch"))
              .orElseThrow(() -> new IllegalArgumentException("Unknown switch: " + row));
      semantics.put(
          behaviour,
          new Choice(
              Knowledge.checked(behaviour, cell(row, "value")),
              evidence(row),
              cell(row, "source"),
              LocalDate.parse(cell(row, "date"))));
    }
    return semantics;
  }

  static SortedMap<String, Tail> tails() {
    Map<String, List<Tail.Part>> parts = new LinkedHashMap<>();
    for (Map<String, String> row : Csv.resource("workload-tails.csv")) {
      String atMost = cell(row, "atMost");
      parts
          .computeIfAbsent(cell(row, "workload"), workload -> new ArrayList<>())
          .add(
              new Tail.Part(
                  cell(row, "part"),
                  Duration.parse(cell(row, "atLeast")),
                  atMost.isEmpty() ? Optional.empty() : Optional.of(Duration.parse(atMost)),
                  evidence(row),
                  cell(row, "source"),
                  LocalDate.parse(cell(row, "date"))));
    }
    SortedMap<String, Tail> tails = new TreeMap<>();
    parts.forEach((workload, list) -> tails.put(workload, new Tail(workload, list)));
    return tails;
  }

  static SortedMap<String, Id> appRoles() {
    SortedMap<String, Id> appRoles = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map<String, String> row : Csv.resource("app-roles.csv")) {
      appRoles.put(cell(row, "value"), Id.of(cell(row, "appRoleId")));
    }
    return Collections.unmodifiableSortedMap(appRoles);
  }

  static Map<Id, String> workloads() {
    return WorkloadTable.BY_ROLE;
  }

  private static final class WorkloadTable {
    private static final Map<Id, String> BY_ROLE = byRole();

    private static Map<Id, String> byRole() {
      Map<Id, String> workloads = new LinkedHashMap<>();
      for (Map<String, String> row : Csv.resource("role-workloads.csv")) {
        workloads.put(Id.of(cell(row, "role")), cell(row, "workload"));
      }
      return workloads;
    }
  }

  static SortedMap<Integer, Fact> facts() {
    SortedMap<Integer, Fact> facts = new TreeMap<>();
    for (Map<String, String> row : Csv.resource("facts.csv")) {
      int number = Integer.parseInt(cell(row, "number"));
      facts.put(
          number,
          new Fact(
              number,
              cell(row, "fact"),
              cell(row, "source"),
              evidence(row),
              LocalDate.parse(cell(row, "date")),
              cell(row, "leftOut")));
    }
    return Collections.unmodifiableSortedMap(facts);
  }

  /** The permissions of calls by method; of two paths that fit, the one with fewer ids first. */
  static Map<String, List<GraphPermissions>> permissions() {
    return PermissionTable.BY_METHOD;
  }

  /** Read when it is first asked for: most who ask about access never ask about Graph. */
  private static final class PermissionTable {
    private static final Map<String, List<GraphPermissions>> BY_METHOD = byMethod();

    private static Map<String, List<GraphPermissions>> byMethod() {
      return Csv.resource("permissions.csv").stream()
          .map(
              row ->
                  new GraphPermissions(
                      cell(row, "method"),
                      cell(row, "path"),
                      words(cell(row, "delegated")),
                      words(cell(row, "application"))))
          .sorted(Comparator.comparing(p -> p.path().split("\\{}", -1).length))
          .collect(groupingBy(GraphPermissions::method));
    }

    private static List<String> words(String cell) {
      return cell.isEmpty() ? List.of() : List.of(cell.split(" ", -1));
    }
  }

  /** By action, and by what the target is: the roles that may. */
  static Map<String, Map<String, Set<Id>>> userAdministrators() {
    return UserTable.BY_ACTION;
  }

  private static final class UserTable {
    private static final Map<String, Map<String, Set<Id>>> BY_ACTION = byAction();

    private static Map<String, Map<String, Set<Id>>> byAction() {
      Map<String, Map<String, Set<Id>>> actions = new LinkedHashMap<>();
      for (Map<String, String> row : Csv.resource("user-administrators.csv")) {
        Set<Id> roles = new TreeSet<>();
        for (String role : cell(row, "mayBy").split(" ", -1)) {
          roles.add(Id.of(role));
        }
        actions
            .computeIfAbsent(cell(row, "action"), action -> new LinkedHashMap<>())
            .put(cell(row, "target"), roles);
      }
      return actions;
    }
  }

  static List<Power> powers() {
    return PowerTable.POWERS;
  }

  private static final class PowerTable {
    private static final List<Power> POWERS =
        Csv.resource("powers.csv").stream()
            .map(
                row ->
                    new Power(
                        Power.By.valueOf(cell(row, "by").toUpperCase(Locale.ROOT)),
                        cell(row, "id"),
                        one(Power.Kind.values(), Power.Kind::key, cell(row, "power")),
                        one(Power.Over.values(), Power.Over::key, cell(row, "over")),
                        evidence(row),
                        cell(row, "source"),
                        LocalDate.parse(cell(row, "date"))))
            .toList();

    private static <T> T one(T[] values, Function<T, String> key, String cell) {
      return Arrays.stream(values)
          .filter(value -> key.apply(value).equals(cell))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("Unknown word in powers.csv: " + cell));
    }
  }

  private static Evidence evidence(Map<String, String> row) {
    return Evidence.valueOf(cell(row, "evidence").toUpperCase(Locale.ROOT));
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
