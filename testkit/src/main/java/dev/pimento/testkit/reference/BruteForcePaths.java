package dev.pimento.testkit.reference;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.AdministrativeUnit;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.escalation.Price;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Power;
import dev.pimento.knowledge.Power.Kind;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.takeover.UserAdministration;
import dev.pimento.takeover.UserAdministration.Action;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Escalation paths by trying everything: all that accounts under control can do at one instant, in
 * every order, the cheapest first.
 *
 * <p>What is so in a state are facts about accounts that have a name: the password or the second
 * factor of this one is known, that one holds this access, is eligible for that, this user was
 * moved into that unit. A move needs some facts and adds one. Nothing that was won is lost at one
 * instant, so a state is the set of its facts, and the order of moves does not matter to what comes
 * of them.
 *
 * <p>Only what is certain counts; the tenant has to be read completely. Enabling an account is part
 * of taking it over. For a few accounts, groups and roles; slow, on purpose. Not thread-safe.
 */
public final class BruteForcePaths {

  private static final Id GRAPH = Id.of("00000003-0000-0000-c000-000000000000");

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Instant t;
  private final UserAdministration administration;
  private final List<Id> accounts = new ArrayList<>();
  private final List<Id> groups = new ArrayList<>();
  private final Set<RoleAccess> roles = new LinkedHashSet<>();
  private final States states = new States();

  private BruteForcePaths(Tenant tenant, Knowledge knowledge) {
    this.tenant = requireNonNull(tenant, "tenant");
    this.knowledge = requireNonNull(knowledge, "knowledge");
    this.t = tenant.asOf();
    this.administration = UserAdministration.in(tenant, knowledge);
    tenant.forEachPrincipal(
        principal -> {
          if (principal instanceof User || principal instanceof ServicePrincipal) {
            accounts.add(principal.id());
          } else if (principal.isGroup()) {
            groups.add(principal.id());
          }
        });
    addRoles();
    accounts.forEach(this::control);
    groups.forEach(this::group);
    schedules().forEach(this::schedule);
    activations();
    powers();
    roles.forEach(this::role);
  }

  /** At the instant of the read, by what this version of Pimento knows. */
  public static BruteForcePaths of(Tenant tenant) {
    return of(tenant, Knowledge.builtIn());
  }

  /** At the instant of the read, by the given knowledge. */
  public static BruteForcePaths of(Tenant tenant, Knowledge knowledge) {
    return new BruteForcePaths(tenant, knowledge);
  }

  /**
   * What it costs accounts that are under control with their second factors to have the access, or
   * one of them; empty if they can't.
   *
   * @throws TooManyStatesException if that would take too long to say
   */
  public Optional<Price> cheapest(Set<Id> starts, Access access) {
    return states.cheapest(given(starts), goal(access)).map(States.Found::price);
  }

  /**
   * What is won in turn on such a way, leaving out what costs nothing; empty if there is none.
   *
   * @throws TooManyStatesException if that would take too long to say
   */
  public List<String> steps(Set<Id> starts, Access access) {
    return states.cheapest(given(starts), goal(access)).map(States.Found::won).stream()
        .flatMap(List::stream)
        .map(Object::toString)
        .toList();
  }

  /** Whether they get there, at whatever price. */
  public boolean reaches(Set<Id> starts, Access access) {
    return states.reaches(given(starts), goal(access), true);
  }

  /** Whether they get there without an approval by anybody else. */
  public boolean reachesAlone(Set<Id> starts, Access access) {
    return states.reaches(given(starts), goal(access), false);
  }

  /** That a search was ended before it was through. */
  public static final class TooManyStatesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyStatesException() {}
  }

  /** Something that is so in a state. */
  sealed interface Fact {}

  /** The account is under control. */
  record Password(Id account) implements Fact {}

  /** The account is under control and so is its second factor. */
  record SecondFactor(Id account) implements Fact {}

  /** The account, under control, holds the very access in its own name or by a group's role. */
  record Holds(Id account, Access access) implements Fact {}

  /** The account, under control, is in the group, or in one inside it. */
  record Inside(Id account, Id group) implements Fact {}

  /** The account, under control, can ask to activate. */
  record MayActivate(Id account, Access access) implements Fact {}

  /** Activation asks for nothing any more. */
  record Loosened(Access key) implements Fact {}

  /** Authentication contexts ask for nothing any more. */
  record Weakened() implements Fact {}

  /** The user was moved into a dynamic unit. */
  record Moved(Id user, Id unit) implements Fact {}

  /** The service principal, under control, has the permission. */
  record Permitted(Id servicePrincipal, Id permission) implements Fact {}

  /** An account under control may do it, over a group or over anything. */
  record May(Kind kind, Optional<Id> over) implements Fact {}

  /** An account under control may do it to the user. */
  record MayDo(Action action, Id user) implements Fact {}

  /** An account under control may add a secret. */
  record MayAddSecret(Id servicePrincipal) implements Fact {}

  /** An account under control may put others in, or loosen its settings. */
  record MayLoosen(Access key) implements Fact {}

  /** The account was made an owner of the service principal. */
  record OwnerOf(Id account, Id servicePrincipal) implements Fact {}

  /** What was asked for is held by some account. */
  record Goal(Access access) implements Fact {}

  private static List<Fact> given(Set<Id> starts) {
    return starts.stream().map(id -> (Fact) new SecondFactor(id)).toList();
  }

  private Fact goal(Access access) {
    Fact goal = new Goal(access);
    for (Id account : accounts) {
      if (access instanceof GroupAccess side && side.side() == Side.MEMBER) {
        free(goal, new Inside(account, side.group()));
      } else if (access instanceof GroupAccess) {
        free(goal, new Holds(account, access));
      } else {
        roles.stream()
            .filter(role -> role.covers(access))
            .forEach(role -> free(goal, new Holds(account, role)));
      }
    }
    return goal;
  }

  private void free(Fact gives, Fact... needs) {
    states.move(gives, Price.NOTHING, needs);
  }

  private void takeover(Fact gives, Fact... needs) {
    states.move(gives, new Price(0, 1, 0, 0, 0), needs);
  }

  private void change(Fact gives, Fact... needs) {
    states.move(gives, new Price(0, 0, 1, 0, 0), needs);
  }

  private Stream<Schedule> schedules() {
    List<Schedule> current = new ArrayList<>();
    tenant.forEachSchedule(
        schedule -> {
          if (schedule.span().certain().contains(t)) {
            current.add(schedule);
          }
        });
    return current.stream();
  }

  private boolean isUser(Id account) {
    return tenant.principal(account) instanceof User;
  }

  /** All roles that lead further or that the tenant has, wherever they can be held. */
  private void addRoles() {
    Set<Id> ids = new TreeSet<>();
    tenant.roles().map(RoleDefinition::id).forEach(ids::add);
    Knowledge.powers().stream()
        .filter(power -> power.by() == Power.By.ROLE)
        .forEach(power -> ids.add(Id.of(power.holder())));
    Knowledge.userAdministrators().values().forEach(table -> table.values().forEach(ids::addAll));
    groups.forEach(group -> ids.addAll(knowledge.administratorsOf(tenant, Access.member(group))));
    ids.forEach(id -> ids(id).forEach(roles::add));
    schedules()
        .filter(schedule -> schedule.access() instanceof RoleAccess)
        .forEach(schedule -> roles.add((RoleAccess) schedule.access()));
  }

  private List<RoleAccess> ids(Id role) {
    List<RoleAccess> all = new ArrayList<>(List.of(Access.role(role)));
    for (AdministrativeUnit unit : tenant.surroundings().units()) {
      all.add(Access.role(role, DirectoryScope.administrativeUnit(unit.id())));
    }
    return all;
  }

  // How an account comes under control.

  private void control(Id account) {
    free(new Password(account), new SecondFactor(account));
    if (tenant.principal(account) instanceof User user) {
      takeOver(user, Action.RESET_PASSWORD, new Password(account));
      takeOver(user, Action.RESET_AUTHENTICATION_METHODS, new SecondFactor(account));
      mayDo(user.id(), Action.CHANGE_SENSITIVE);
    } else if (!tenant.principal(account).enabled().isNo()) {
      secrets((ServicePrincipal) tenant.principal(account));
    }
  }

  private void takeOver(User user, Action action, Fact won) {
    mayDo(user.id(), action);
    if (user.enabled().isNo()) {
      takeover(won, new MayDo(action, user.id()), new MayDo(Action.CHANGE_SENSITIVE, user.id()));
    } else {
      takeover(won, new MayDo(action, user.id()));
    }
  }

  private void mayDo(Id user, Action action) {
    Fact may = new MayDo(action, user);
    for (RoleAccess role : administration.found(action, user).certain()) {
      accounts.forEach(account -> free(may, new Holds(account, role)));
    }
    for (AdministrativeUnit unit : tenant.surroundings().units()) {
      if (unit.dynamic().isYes()) {
        change(new Moved(user, unit.id()), new May(Kind.EDIT_USERS, Optional.empty()));
        for (RoleAccess role : administration.rolesThatMayIn(unit.id(), action, user)) {
          if (role.scope().equals(DirectoryScope.administrativeUnit(unit.id()))) {
            accounts.forEach(
                account -> free(may, new Holds(account, role), new Moved(user, unit.id())));
          }
        }
      }
    }
  }

  private void secrets(ServicePrincipal it) {
    Fact may = new MayAddSecret(it.id());
    takeover(new SecondFactor(it.id()), may);
    free(may, new May(Kind.ADD_SECRET, Optional.empty()));
    List<Id> objects = new ArrayList<>(List.of(it.id()));
    tenant.surroundings().applications().stream()
        .filter(application -> Optional.of(application.appId()).equals(it.appId()))
        .map(Application::id)
        .forEach(objects::add);
    for (Id object : objects) {
      for (Id owner : tenant.surroundings().ownersOf(object)) {
        free(new OwnerOf(owner, it.id()), new Password(owner));
      }
      for (RoleAccess role : roles) {
        if (role.scope().equals(new DirectoryScope.DirectoryObject(object))
            && gives(role.role(), Kind.ADD_SECRET)) {
          accounts.forEach(account -> free(may, new Holds(account, role)));
        }
      }
    }
    for (Id account : accounts) {
      change(
          new OwnerOf(account, it.id()),
          new May(Kind.ADD_OWNER, Optional.empty()),
          new Password(account));
      if (isUser(account)) {
        free(may, new OwnerOf(account, it.id()));
      } else {
        powers(Kind.ADD_SECRET_TO_OWNED, Power.By.PERMISSION)
            .forEach(
                power ->
                    free(
                        may,
                        new OwnerOf(account, it.id()),
                        new Permitted(account, Id.of(power.holder()))));
      }
    }
  }

  private boolean gives(Id role, Kind kind) {
    return powers(kind, Power.By.ROLE).anyMatch(p -> Id.of(p.holder()).equals(role))
        || powers(kind, Power.By.ACTION).anyMatch(power -> allows(role, power));
  }

  private boolean allows(Id role, Power power) {
    return tenant
        .roles()
        .anyMatch(known -> known.id().equals(role) && known.actions().contains(power.holder()));
  }

  private static Stream<Power> powers(Kind kind, Power.By by) {
    return Knowledge.powers().stream().filter(power -> power.kind() == kind && power.by() == by);
  }

  // How an account comes to hold something.

  private void schedule(Schedule schedule) {
    Id principal = schedule.principal();
    Access access = schedule.access();
    boolean eligible = schedule instanceof Eligibility;
    if (!tenant.principal(principal).isGroup()) {
      if (!eligible) {
        free(new Holds(principal, access), new Password(principal));
      } else if (activates(principal)) {
        free(new MayActivate(principal, access), new Password(principal));
      }
      return;
    }
    for (Id account : accounts) {
      Fact direct = new Holds(account, Access.member(principal));
      Fact inside = new Inside(account, principal);
      if (eligible) {
        if (activates(account)) {
          free(
              new MayActivate(account, access),
              knowledge.isOn(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS) ? inside : direct);
        }
      } else if (access instanceof RoleAccess) {
        free(
            new Holds(account, access),
            knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE) ? inside : direct);
      } else if (access instanceof GroupAccess side && side.side() == Side.MEMBER) {
        free(new Inside(account, side.group()), inside);
      }
    }
  }

  private boolean activates(Id account) {
    return isUser(account) || knowledge.isOn(Switch.ACTIVATION_BY_SERVICE_PRINCIPAL);
  }

  private void group(Id id) {
    for (Id account : accounts) {
      free(new Inside(account, id), new Holds(account, Access.member(id)));
    }
    Group group = (Group) tenant.principal(id);
    if (group.dynamic().isYes() || group.synced().isYes()) {
      return;
    }
    Fact may = new May(Kind.ADD_MEMBER, Optional.of(id));
    for (Id account : accounts) {
      change(new Holds(account, Access.member(id)), may, new Password(account));
      if (isUser(account) && group.kind() != Group.Kind.MAIL_ENABLED) {
        change(
            new MayActivate(account, Access.member(id)),
            new May(Kind.MAKE_ELIGIBLE, Optional.of(id)),
            new Password(account));
      }
    }
    boolean restricted = group.restricted().isYes() || tenant.surroundings().isRestricted(id);
    if (!restricted) {
      accounts.forEach(account -> free(may, new Holds(account, Access.owner(id))));
    }
    for (Kind kind : List.of(Kind.ADD_MEMBER, Kind.MAKE_ELIGIBLE)) {
      for (Power power : Knowledge.powers()) {
        if (power.kind() == kind && isOver(power.over(), group)) {
          overGroup(power, group, restricted);
        }
      }
    }
  }

  private static boolean isOver(Power.Over over, Group group) {
    boolean plain = group.roleAssignable().isNo();
    return switch (over) {
      case ANY, ANY_GROUP, PIM_GROUP -> true;
      case OTHER_GROUP -> plain;
      case OTHER_SECURITY_GROUP -> plain && group.kind() == Group.Kind.SECURITY;
      case OTHER_MICROSOFT_365_GROUP -> plain && group.kind() == Group.Kind.MICROSOFT_365;
    };
  }

  private void overGroup(Power power, Group group, boolean restricted) {
    Fact may = new May(power.kind(), Optional.of(group.id()));
    for (Id account : accounts) {
      if (power.by() == Power.By.PERMISSION) {
        if (!restricted) {
          free(may, new Permitted(account, Id.of(power.holder())));
        }
        continue;
      }
      for (RoleAccess role : roles) {
        if (hasPower(role.role(), power) && reaches(role, group, restricted)) {
          free(may, new Holds(account, role));
        }
      }
    }
  }

  private boolean hasPower(Id role, Power power) {
    return power.by() == Power.By.ROLE ? Id.of(power.holder()).equals(role) : allows(role, power);
  }

  /** For the whole tenant, or at a unit that has the group; at a unit no role-assignable ones. */
  private boolean reaches(RoleAccess role, Group group, boolean restricted) {
    if (role.scope().equals(DirectoryScope.tenant())) {
      return !restricted;
    }
    if (!(role.scope() instanceof DirectoryScope.AdministrativeUnit scope)
        || group.roleAssignable().isYes()
        || !tenant.surroundings().unitsOf(group.id()).contains(scope.id())) {
      return false;
    }
    boolean scopable =
        knowledge
            .builtInRole(role.role())
            .map(known -> known.administrativeUnitScope().isYes())
            .orElse(true);
    boolean there =
        !restricted
            || tenant
                .surroundings()
                .unit(scope.id())
                .map(unit -> unit.restricted().isYes())
                .orElse(false);
    return scopable && there;
  }

  // How an account activates.

  private void activations() {
    Set<Access> accesses = new LinkedHashSet<>(roles);
    schedules()
        .filter(schedule -> schedule instanceof Eligibility)
        .forEach(schedule -> accesses.add(schedule.access()));
    groups.forEach(group -> accesses.add(Access.member(group)));
    accesses.forEach(
        access ->
            accounts.stream().filter(this::activates).forEach(user -> activation(user, access)));
  }

  private void activation(Id user, Access access) {
    RoleSettings settings = knowledge.settings(tenant, access);
    Fact held = new Holds(user, access);
    Fact may = new MayActivate(user, access);
    Access key = access.settingsKey();
    states.move(held, new Price(0, 0, 0, 1, 0), may, new Loosened(key));
    boolean mfa =
        settings.activationRequirements().contains(Requirement.MULTI_FACTOR_AUTHENTICATION);
    int prompts = settings.activationRequirements().size();
    if (settings.authenticationContext().isEmpty()) {
      decided(held, user, access, prompts, may, factor(user, mfa));
    } else {
      decided(held, user, access, prompts + 1, may, factor(user, true));
      decided(held, user, access, prompts, may, factor(user, mfa), new Weakened());
    }
  }

  private static Fact factor(Id user, boolean second) {
    return second ? new SecondFactor(user) : new Password(user);
  }

  private void decided(Fact held, Id user, Access access, int prompts, Fact... needs) {
    Approval approval = knowledge.settings(tenant, access).approval();
    if (!approval.required()) {
      states.move(held, new Price(0, 0, 0, 1, prompts), needs);
      return;
    }
    if (somebodyElseMay(user, access, approval)) {
      states.move(held, new Price(1, 0, 0, 1, prompts), needs);
    }
    boolean own =
        access instanceof GroupAccess && knowledge.isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
    for (Id other : accounts) {
      if (isUser(other) && (own || !other.equals(user))) {
        for (Fact approver : approver(other, access, approval)) {
          Fact[] all = Stream.concat(Stream.of(needs), Stream.of(approver)).toArray(Fact[]::new);
          states.move(held, new Price(0, 0, 0, 1, prompts), all);
        }
      }
    }
  }

  /** What makes the other an approver; any of it will do. */
  private List<Fact> approver(Id other, Access access, Approval approval) {
    List<Fact> any = new ArrayList<>();
    for (Approver approver : approval.approvers()) {
      if (approver.kind() == Approver.Kind.GROUP) {
        any.add(new Inside(other, approver.id()));
      } else if (approver.id().equals(other)) {
        any.add(new Password(other));
      }
    }
    if (approval.approvers().isEmpty() && access instanceof RoleAccess) {
      knowledge
          .administratorsOf(tenant, access)
          .forEach(role -> any.add(new Holds(other, Access.role(role))));
    }
    return any;
  }

  /** Whether there is another to say yes; roles never are without administrators (84, 112). */
  private boolean somebodyElseMay(Id user, Access access, Approval approval) {
    if (approval.approvers().isEmpty()) {
      return access instanceof RoleAccess;
    }
    return accounts.stream()
        .filter(other -> isUser(other) && !other.equals(user))
        .filter(other -> !tenant.principal(other).enabled().isNo())
        .anyMatch(
            other ->
                approval.approvers().stream()
                    .anyMatch(
                        approver ->
                            approver.id().equals(other)
                                || comesTo(other, approver.id(), new TreeSet<>())));
  }

  /** Whether the account is in the group or eligible to be, or is so through other groups. */
  private boolean comesTo(Id account, Id group, Set<Id> seen) {
    return seen.add(group)
        && schedules()
            .filter(schedule -> schedule.access().equals(Access.member(group)))
            .map(Schedule::principal)
            .anyMatch(id -> id.equals(account) || comesTo(account, id, seen));
  }

  // What lets do what, over anything.

  private void powers() {
    for (Power power : Knowledge.powers()) {
      Fact may = new May(power.kind(), Optional.empty());
      for (Id account : accounts) {
        if (power.by() == Power.By.PERMISSION) {
          free(may, new Permitted(account, Id.of(power.holder())));
        } else {
          roles.stream()
              .filter(role -> role.scope().equals(DirectoryScope.tenant()))
              .filter(role -> hasPower(role.role(), power))
              .forEach(role -> free(may, new Holds(account, role)));
        }
      }
      if (power.by() == Power.By.PERMISSION) {
        permission(Id.of(power.holder()));
      }
    }
    change(new Weakened(), new May(Kind.WEAKEN_CONTEXT, Optional.empty()));
    groups.forEach(
        group -> {
          loosen(Access.member(group), Kind.CHANGE_GROUP_SETTINGS);
          loosen(Access.owner(group), Kind.CHANGE_GROUP_SETTINGS);
        });
    roles.stream()
        .filter(role -> role.scope().equals(DirectoryScope.tenant()))
        .forEach(role -> loosen(role, Kind.CHANGE_ROLE_SETTINGS));
  }

  private void permission(Id permission) {
    for (AppRoleAssignment has : tenant.surroundings().appRoles()) {
      if (has.appRole().equals(permission)
          && tenant.principal(has.resource()) instanceof ServicePrincipal resource
          && resource.appId().equals(Optional.of(GRAPH))) {
        free(new Permitted(has.principal(), permission), new Password(has.principal()));
      }
    }
    accounts.stream()
        .filter(account -> !isUser(account))
        .forEach(
            account ->
                change(
                    new Permitted(account, permission),
                    new May(Kind.GRANT_PERMISSION, Optional.empty()),
                    new Password(account)));
  }

  private void loosen(Access key, Kind kind) {
    Fact may = new MayLoosen(key);
    change(new Loosened(key), may);
    free(may, new May(kind, Optional.empty()));
    for (Id account : accounts) {
      knowledge
          .administratorsOf(tenant, key)
          .forEach(role -> free(may, new Holds(account, Access.role(role))));
      if (key instanceof GroupAccess side) {
        free(may, new Holds(account, Access.owner(side.group())));
      }
    }
  }

  private void role(RoleAccess role) {
    for (Id account : accounts) {
      change(
          new Holds(account, role),
          new May(Kind.GRANT_ROLE, Optional.empty()),
          new Password(account));
      if (isUser(account)) {
        change(
            new MayActivate(account, role),
            new May(Kind.MAKE_ROLE_ELIGIBLE, Optional.empty()),
            new Password(account));
      }
    }
  }
}
