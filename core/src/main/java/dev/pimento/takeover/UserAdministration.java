package dev.pimento.takeover;

import static java.util.Objects.requireNonNull;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.Found;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.takeover.Exposure.Protection;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which roles may do to a user what takes more than the directory's ordinary rights, by Microsoft's
 * two matrices (facts 164 to 172, 178, 211, 214, 232, 234, 235).
 *
 * <ul>
 *   <li>What the user <em>actively</em> holds decides; who is only eligible is an ordinary user,
 *       unless a switch says otherwise. Every row that fits the user must allow.
 *   <li>A role over a unit reaches the members of the unit only, and of these nobody who holds a
 *       directory role or is in a role-assignable group, but for what two switches open.
 *   <li>A member of a unit with restricted management is reached by roles held at such a unit only,
 *       and a Global Administrator there by nobody.
 * </ul>
 *
 * <p>A role that is returned stands for itself at exactly that scope: the same role held for the
 * whole tenant does not do instead of one that is named at a unit.
 *
 * <p>An answer takes a few look-ups where nothing sets the user apart. Immutable and thread-safe.
 */
public final class UserAdministration {

  /** What is done to a user. */
  public enum Action {
    /** Setting another password. */
    RESET_PASSWORD("resetPassword"),
    /**
     * Enabling or disabling the account, changing its phones, other mails, immutable id or user
     * principal name, deleting and restoring it.
     */
    CHANGE_SENSITIVE("changeSensitive"),
    /**
     * Registering another second factor, or removing one: what a takeover needs besides the
     * password where activation asks for multi-factor authentication (fact 232).
     */
    RESET_AUTHENTICATION_METHODS("resetAuthenticationMethods");

    private final String key;

    Action(String key) {
      this.key = key;
    }
  }

  private static final String NO_ROLE = "none";
  private static final String PROTECTED = "roleAssignableGroup";
  private static final String RESTRICTED_UNIT = "restrictedUnit";
  private static final String OTHER_ROLE = "otherRole";

  private static final Id GLOBAL_ADMINISTRATOR = Id.of("62e90394-69f5-4237-9190-012177145e10");
  private static final Id ROLE_ADMINISTRATOR = Id.of("e8611ab8-c189-46e8-94e1-60213ab1f814");
  private static final Id USER_ADMINISTRATOR = Id.of("fe930be7-5e62-47db-91af-98c3a49a38b1");
  private static final Id PRIVILEGED_AUTHENTICATION_ADMINISTRATOR =
      Id.of("7be44c8a-adaf-4e2a-84d6-ab2649e08a13");

  /** Deprecated, and beside the matrix: reaches who holds no role at all (fact 164). */
  private static final RoleAccess PARTNER_TIER_1 =
      Access.role(Id.of("4ba39ca4-527c-499a-b93d-d9b492c50246"));

  private static final User SOMEBODY = User.of(Id.of("somebody"), "somebody", "");
  private static final Target ORDINARY = new Target(Standing.ORDINARY, false, new TreeSet<>());

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Function<Id, Found<Access>> held;
  private final Function<Schedule, Verdict> inForce;
  private final boolean unitsAreRead;
  private final SortedSet<Id> partlyReadUnits = new TreeSet<>();
  private final Map<Action, Found<RoleAccess>> overOrdinary = new EnumMap<>(Action.class);

  private UserAdministration(
      Tenant tenant,
      Knowledge knowledge,
      Function<Id, Found<Access>> held,
      Function<Schedule, Verdict> inForce) {
    this.tenant = requireNonNull(tenant, "tenant");
    this.knowledge = requireNonNull(knowledge, "knowledge");
    this.held = held;
    this.inForce = inForce;
    this.unitsAreRead = tenant.coverage().of(Read.Kind.ADMINISTRATIVE_UNITS).isComplete();
    tenant.surroundings().units().stream()
        .map(AdministrativeUnit::id)
        .filter(unit -> membersOf(unit).mayMiss(SOMEBODY))
        .forEach(partlyReadUnits::add);
    for (Action action : Action.values()) {
      SortedSet<RoleAccess> roles = reach(action, ORDINARY, true);
      overOrdinary.put(action, new Found<>(roles, roles, new TreeSet<>()));
    }
  }

  private Completeness membersOf(Id unit) {
    return tenant.coverage().of(Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS, unit);
  }

  /** By what the phases of schedules say is held now; what was not seen counts as not there. */
  public static UserAdministration in(Tenant tenant, Knowledge knowledge) {
    Holdings holdings =
        Holdings.of(tenant).withNestedRoles(knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE));
    return new UserAdministration(
        tenant,
        knowledge,
        user -> {
          SortedSet<Access> all = holdings.of(user);
          return new Found<>(all, all, new TreeSet<>());
        },
        schedule -> Verdict.of(schedule.isCurrent()));
  }

  /**
   * By what is held at an instant, under the knowledge of the index.
   *
   * @param index of this tenant
   * @param t the instant that is asked about
   */
  public static UserAdministration at(Tenant tenant, AccessIndex index, Instant t) {
    return at(tenant, index, t, index.knowledge());
  }

  /** The same under other readings of what nobody documents of resets. */
  static UserAdministration at(Tenant tenant, AccessIndex index, Instant t, Knowledge knowledge) {
    return new UserAdministration(
        tenant, knowledge, user -> index.held(user, t), schedule -> at(schedule.span(), t));
  }

  private static Verdict at(Span span, Instant t) {
    if (span.certain().contains(t)) {
      return Verdict.YES;
    }
    return span.possible().contains(t) ? Verdict.UNKNOWN : Verdict.NO;
  }

  /**
   * The roles that may do it to a user, each at the scope at which it must be held, as far as
   * nothing that is known of the user stands against it.
   */
  public SortedSet<RoleAccess> rolesThatMay(Action action, Id user) {
    return found(action, user).possible();
  }

  /**
   * The same with what is certain apart: a role is certain if it may, whatever else the user holds
   * or is in that was not read.
   */
  public Found<RoleAccess> found(Action action, Id user) {
    Seen seen = seen(user);
    if (seen.isOrdinary()) {
      return known(overOrdinary, action);
    }
    SortedSet<RoleAccess> possible = reach(action, seen.certainly, false);
    SortedSet<RoleAccess> certain = reach(action, seen.possibly, true);
    return new Found<>(certain, possible, certain.equals(possible) ? new TreeSet<>() : seen.reads);
  }

  /**
   * The roles that could do it to a user if the user were in a unit too, as whoever fills a dynamic
   * unit can bring about (fact 175).
   */
  public SortedSet<RoleAccess> rolesThatMayIn(Id unit, Action action, Id user) {
    Target now = seen(user).certainly;
    SortedSet<Id> units = new TreeSet<>(now.units);
    units.add(unit);
    return reach(action, new Target(now.standing, now.anything, units), false);
  }

  /** What of a user decides, as far as it is certain. */
  public Standing standing(Id user) {
    return seen(user).certainly.standing;
  }

  /** What of a user decides for certain or perhaps. */
  public Standing possibleStanding(Id user) {
    return seen(user).possibly.standing;
  }

  /**
   * In what ways a user is set apart from those whom every helpdesk may reset.
   *
   * @param perhaps whether what may count, for all that was read, counts
   */
  SortedSet<Protection> protections(Id user, boolean perhaps) {
    Seen seen = seen(user);
    Standing standing = perhaps ? seen.possibly.standing : seen.certainly.standing;
    SortedSet<Protection> protections = new TreeSet<>();
    if (standing.restricted()) {
      protections.add(Protection.RESTRICTED_UNIT);
    }
    if (!standing.groups().isEmpty()) {
      protections.add(Protection.ROLE_ASSIGNABLE_GROUP);
    }
    Standing rolesOnly = new Standing(standing.roles(), new TreeSet<>(), false);
    Target target =
        new Target(rolesOnly, perhaps && seen.possibly.anything, Collections.emptySortedSet());
    SortedSet<RoleAccess> helpdesks =
        new TreeSet<>(known(overOrdinary, Action.RESET_PASSWORD).certain());
    helpdesks.remove(PARTNER_TIER_1);
    if (!reach(Action.RESET_PASSWORD, target, perhaps).containsAll(helpdesks)) {
      protections.add(Protection.ROLE);
    }
    return protections;
  }

  /**
   * One way to take what was read of a user.
   *
   * @param anything whether roles and groups beyond the standing may count too
   * @param units the units that the user is in
   */
  private record Target(Standing standing, boolean anything, SortedSet<Id> units) {}

  /**
   * What was read of a user.
   *
   * @param certainly no more than what is certain of the user, in all units that may be meant
   * @param possibly all that may be, in those units that are certain
   * @param reads what to read to bring the two together
   */
  private record Seen(Target certainly, Target possibly, SortedSet<Read> reads) {
    boolean isOrdinary() {
      return certainly.equals(ORDINARY) && possibly.equals(ORDINARY);
    }
  }

  private Seen seen(Id user) {
    Found<Access> holds = held.apply(user);
    SortedSet<Read> reads = new TreeSet<>(holds.reads());
    SortedSet<Id> units = tenant.surroundings().unitsOf(user);
    SortedSet<Id> openUnits = new TreeSet<>(partlyReadUnits);
    openUnits.removeAll(units);
    openUnits.forEach(unit -> reads.add(Read.of(Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS, unit)));
    boolean restricted = tenant.surroundings().isRestricted(user);
    boolean mayBeRestricted = restricted || mayBeRestricted(units, openUnits);
    if (mayBeRestricted && !restricted && !unitsAreRead) {
      reads.add(Read.of(Read.Kind.ADMINISTRATIVE_UNITS));
    }
    Standing certain = standing(user, holds.certain(), restricted, Verdict::isYes);
    Standing possible = standing(user, holds.possible(), mayBeRestricted, v -> !v.isNo());
    if (!certain.groups().equals(possible.groups())) {
      reads.add(Read.of(Read.Kind.GROUPS));
    }
    openUnits.addAll(units);
    return new Seen(
        new Target(certain, false, openUnits),
        new Target(possible, !holds.reads().isEmpty(), units),
        reads);
  }

  private boolean mayBeRestricted(SortedSet<Id> units, SortedSet<Id> openUnits) {
    return !unitsAreRead
        || units.stream().anyMatch(unit -> !restriction(unit).isNo())
        || openUnits.stream().anyMatch(unit -> !restriction(unit).isNo());
  }

  private Verdict restriction(Id unit) {
    return tenant
        .surroundings()
        .unit(unit)
        .map(AdministrativeUnit::restricted)
        .orElse(Verdict.UNKNOWN);
  }

  private Standing standing(
      Id user, SortedSet<Access> holds, boolean restricted, Predicate<Verdict> counts) {
    SortedSet<RoleAccess> roles = new TreeSet<>();
    SortedSet<GroupAccess> groups = new TreeSet<>();
    boolean nested = knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE);
    for (Access access : holds) {
      if (access instanceof RoleAccess role) {
        roles.add(role);
      } else if (nested && access instanceof GroupAccess side && side.side() == Side.MEMBER) {
        groups.add(side);
      }
    }
    tenant
        .schedulesOf(user)
        .filter(schedule -> counts.test(inForce.apply(schedule)))
        .forEach(
            schedule -> {
              boolean eligible = schedule instanceof Eligibility;
              if (schedule.access() instanceof GroupAccess side && protects(side, eligible)) {
                groups.add(side);
              } else if (schedule.access() instanceof RoleAccess role
                  && eligible
                  && knowledge.isOn(Switch.PROTECTION_OF_ELIGIBLE_ROLE_HOLDERS)) {
                roles.add(role);
              }
            });
    groups.removeIf(side -> !counts.test(isRoleAssignable(side.group())));
    return roles.isEmpty() && groups.isEmpty() && !restricted
        ? Standing.ORDINARY
        : new Standing(roles, groups, restricted);
  }

  private boolean protects(GroupAccess side, boolean eligible) {
    if (side.side() == Side.MEMBER) {
      return !eligible;
    }
    return knowledge.isOn(
        eligible ? Switch.PROTECTION_OF_ELIGIBLE_OWNERS : Switch.PROTECTION_OF_GROUP_OWNERS);
  }

  private Verdict isRoleAssignable(Id group) {
    return tenant.principal(group) instanceof Group known
        ? known.roleAssignable()
        : Verdict.UNKNOWN;
  }

  /**
   * The roles that may do it to such a user.
   *
   * @param surely whether what is not known of a unit is taken to stand against it
   */
  private SortedSet<RoleAccess> reach(Action action, Target target, boolean surely) {
    SortedSet<RoleAccess> roles = new TreeSet<>();
    Standing standing = target.standing;
    if (standing.restricted() && (target.anything || isGlobalAdministrator(standing))) {
      return roles;
    }
    Set<Id> allowed = allowed(action, target, surely);
    if (!standing.restricted()) {
      allowed.forEach(role -> roles.add(Access.role(role)));
    }
    for (Id unit : target.units) {
      Verdict restriction = restriction(unit);
      if (!standing.restricted() || (surely ? restriction.isYes() : !restriction.isNo())) {
        DirectoryScope scope = DirectoryScope.administrativeUnit(unit);
        overUnit(target, allowed).forEach(role -> roles.add(Access.role(role, scope)));
      }
    }
    return roles;
  }

  private static boolean isGlobalAdministrator(Standing standing) {
    return standing.roles().stream().anyMatch(role -> role.role().equals(GLOBAL_ADMINISTRATOR));
  }

  /** The roles that every row allows that fits the target. */
  private Set<Id> allowed(Action action, Target target, boolean surely) {
    Map<String, Set<Id>> table = known(Knowledge.userAdministrators(), action.key);
    Set<Id> allowed = new HashSet<>();
    boolean first = true;
    Set<String> rows =
        target.anything ? table.keySet() : rows(target.standing, table.keySet(), surely);
    for (String row : rows) {
      Set<Id> here = mayBy(action, row, table);
      if (first) {
        allowed.addAll(here);
        first = false;
      } else {
        allowed.retainAll(here);
      }
    }
    return allowed;
  }

  private Set<Id> mayBy(Action action, String row, Map<String, Set<Id>> table) {
    Set<Id> roles = new HashSet<>(known(table, row));
    if (action == Action.RESET_PASSWORD
        && row.equals(GLOBAL_ADMINISTRATOR.toString())
        && knowledge.isOn(Switch.RESET_OF_GLOBAL_ADMINISTRATOR_BY_ROLE_ADMINISTRATOR)) {
      roles.add(ROLE_ADMINISTRATOR);
    }
    return roles;
  }

  /** The rows of the table that fit; at least one. */
  private Set<String> rows(Standing standing, Set<String> known, boolean surely) {
    Set<String> rows = new HashSet<>();
    for (RoleAccess role : standing.roles()) {
      String own = role.role().toString();
      rows.add(known.contains(own) ? own : OTHER_ROLE);
      if (role.scope() instanceof DirectoryScope.AdministrativeUnit unit) {
        Verdict restriction = restriction(unit.id());
        if (surely ? !restriction.isNo() : restriction.isYes()) {
          rows.add(RESTRICTED_UNIT);
        }
      }
    }
    if (!standing.groups().isEmpty()) {
      rows.add(PROTECTED);
    }
    return rows.isEmpty() ? Set.of(NO_ROLE) : rows;
  }

  /** Those of the allowed roles that may do it too when they are held at a unit of the target. */
  private Set<Id> overUnit(Target target, Set<Id> allowed) {
    Standing standing = target.standing;
    Set<Id> roles = new HashSet<>(allowed);
    if (standing.roles().isEmpty() && standing.groups().isEmpty() && !target.anything) {
      roles.removeIf(role -> !isScopable(role));
      return roles;
    }
    Set<Id> open = new HashSet<>();
    if (knowledge.isOn(Switch.RESET_BY_USER_ADMINISTRATOR_OF_UNIT_OF_ADMINISTRATORS)) {
      open.add(USER_ADMINISTRATOR);
    }
    if (knowledge.isOn(Switch.RESET_BY_AUTHENTICATION_ADMINISTRATOR_OF_UNIT_OF_ADMINISTRATORS)) {
      open.add(PRIVILEGED_AUTHENTICATION_ADMINISTRATOR);
    }
    roles.retainAll(open);
    return roles;
  }

  private boolean isScopable(Id role) {
    return knowledge
        .builtInRole(role)
        .map(BuiltInRole::administrativeUnitScope)
        .orElse(Verdict.UNKNOWN)
        .isYes();
  }

  private static <K, V> V known(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException(
          "Missing knowledge: expected one of %s, but found %s".formatted(map.keySet(), key));
    }
    return value;
  }
}
