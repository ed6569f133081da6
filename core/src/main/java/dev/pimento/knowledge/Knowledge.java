package dev.pimento.knowledge;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.Verdict;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Tenant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of Microsoft's service beside the tenant itself, each fact with its date. Immutable
 * and thread-safe.
 */
public final class Knowledge {

  private static final Knowledge BUILT_IN =
      new Knowledge(
          Tables.roles(), Tables.defaultSettings(), Tables.administrators(), Tables.semantics());

  private final Map<Id, BuiltInRole> roles;
  private final Map<String, RoleSettings> defaults;
  private final Map<String, Set<Id>> administrators;
  private final Map<Switch, Choice> semantics;

  private Knowledge(
      Map<Id, BuiltInRole> roles,
      Map<String, RoleSettings> defaults,
      Map<String, Set<Id>> administrators,
      Map<Switch, Choice> semantics) {
    this.roles = roles;
    this.defaults = defaults;
    this.administrators = administrators;
    this.semantics = semantics;
  }

  /** What this version of Pimento knows. */
  public static Knowledge builtIn() {
    return BUILT_IN;
  }

  /** The numbered facts that documentation and tests refer to, by their numbers. */
  public static SortedMap<Integer, Fact> facts() {
    return Tables.facts();
  }

  /**
   * How long workloads remember what the directory said before, by their names (facts 147 to 152).
   */
  public static SortedMap<String, Tail> tails() {
    return Tables.tails();
  }

  /** What leads from one thing that somebody holds to another that they did not (fact 248). */
  public static List<Power> powers() {
    return Tables.powers();
  }

  /**
   * The workload that carries out what the role allows, where it is one that notices slowly what
   * somebody holds through an activated membership; a name among {@link #tails()} (fact 151).
   */
  public static Optional<Tail> slowWorkload(Id role) {
    return Optional.ofNullable(Tables.workloads().get(role)).map(tails()::get);
  }

  /**
   * Who may administer a user, by what is done and by what the user is: the templates of the roles
   * that may, held for the whole tenant. The words are those of {@code user-administrators.csv}
   * (facts 164 to 167, 232, 235).
   */
  public static Map<String, Map<String, Set<Id>>> userAdministrators() {
    return Tables.userAdministrators();
  }

  /**
   * The permissions of Microsoft Graph that a service principal can have without a user, as far as
   * they lead to somebody else's access (fact 248): the ids of the app roles by their names, in
   * which upper and lower case are the same.
   */
  public static SortedMap<String, Id> appRoles() {
    return Tables.appRoles();
  }

  public Optional<BuiltInRole> builtInRole(Id templateId) {
    return Optional.ofNullable(roles.get(templateId));
  }

  /**
   * Whether a role is privileged: as Microsoft labels those that come with the service (fact 181),
   * and a custom role by whether one of its actions leads to somebody else's access (fact 184).
   * Unknown where the actions of a custom role were not read.
   */
  public Verdict isPrivileged(Tenant tenant, Id role) {
    if (roles.containsKey(role)) {
      return Verdict.of(known(roles.get(role), role.toString()).privileged());
    }
    SortedSet<String> actions =
        tenant.role(role).map(RoleDefinition::actions).orElse(Collections.emptySortedSet());
    return actions.isEmpty()
        ? Verdict.UNKNOWN
        : Verdict.of(
            powers().stream()
                .filter(power -> power.by() == Power.By.ACTION)
                .anyMatch(power -> actions.contains(power.holder())));
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
    String surface = access instanceof GroupAccess ? Tables.GROUP : Tables.DIRECTORY_ROLE;
    return known(defaults.get(surface), surface);
  }

  /**
   * The directory roles that may administer an access in PIM when they are held for the whole
   * tenant. Owners of a group may administer it too (facts 13, 22).
   */
  public Set<Id> administratorsOf(Tenant tenant, Access access) {
    if (!(access instanceof GroupAccess side)) {
      return known(administrators.get(Tables.DIRECTORY_ROLE), Tables.DIRECTORY_ROLE);
    }
    boolean plain =
        tenant.principal(side.group()) instanceof Group group && group.roleAssignable().isNo();
    if (plain && isOn(Switch.ADMINISTRATION_OF_ANY_GROUP_BY_ROLE_ADMINISTRATOR)) {
      return known(administrators.get(Tables.ANY_GROUP), Tables.ANY_GROUP);
    }
    String what = plain ? Tables.OTHER_GROUP : Tables.ROLE_ASSIGNABLE_GROUP;
    return known(administrators.get(what), what);
  }

  /** Whether PIM refuses to take away the role's last active assignment (fact 84). */
  public boolean isNeverWithoutActive(Id role) {
    return known(administrators.get(Tables.NEVER_WITHOUT_ACTIVE), Tables.NEVER_WITHOUT_ACTIVE)
        .contains(role);
  }

  /** Whether a switch that is either on or off is on. */
  public boolean isOn(Switch behaviour) {
    return is(behaviour, Switch.ON);
  }

  /**
   * Whether the switch stands at the given choice.
   *
   * @throws IllegalArgumentException if the switch has no such choice
   */
  public boolean is(Switch behaviour, String value) {
    return choice(behaviour).value().equals(checked(behaviour, value));
  }

  /** How the switch stands and how that is known. */
  public Choice choice(Switch behaviour) {
    return known(semantics.get(behaviour), behaviour.key());
  }

  /**
   * The same knowledge with one behaviour assumed otherwise.
   *
   * @throws IllegalArgumentException if the switch is not one that is on or off
   */
  public Knowledge assuming(Switch behaviour, boolean on) {
    return assuming(behaviour, on ? Switch.ON : Switch.OFF);
  }

  /**
   * The same knowledge with one behaviour assumed otherwise.
   *
   * @throws IllegalArgumentException if the switch has no such choice
   */
  public Knowledge assuming(Switch behaviour, String value) {
    Map<Switch, Choice> changed = new EnumMap<>(semantics);
    changed.put(
        behaviour,
        new Choice(
            checked(behaviour, value),
            Evidence.ASSUMED,
            "set by the caller",
            choice(behaviour).date()));
    return new Knowledge(roles, defaults, administrators, changed);
  }

  static String checked(Switch behaviour, String value) {
    if (!behaviour.choices().contains(value)) {
      throw new IllegalArgumentException(
          "Invalid choice for %s: expected one of %s, but found \"%s\""
              .formatted(behaviour.key(), behaviour.choices(), value));
    }
    return value;
  }

  private static <T> T known(@Nullable T value, String row) {
    if (value == null) {
      throw new IllegalStateException("Missing knowledge: expected a row " + row);
    }
    return value;
  }
}
