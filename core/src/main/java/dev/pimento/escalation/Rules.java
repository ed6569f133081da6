package dev.pimento.escalation;

import static dev.pimento.knowledge.Power.Kind.ADD_MEMBER;
import static dev.pimento.knowledge.Power.Kind.MAKE_ELIGIBLE;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.Found;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Power;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.Approver;
import dev.pimento.policy.RoleSettings;
import dev.pimento.takeover.UserAdministration;
import dev.pimento.takeover.UserAdministration.Action;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.IntervalSet;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What leads to a node: the rules of the directory, one method a kind of node. */
final class Rules {

  private static final Id GRAPH = Id.of("00000003-0000-0000-c000-000000000000");
  private static final Cause SERVICE = new Cause.OfTheService();

  private static final long FREE = Price.NOTHING.packed();
  private static final long TAKEOVER = new Price(0, 1, 0, 0, 0).packed();
  private static final long CHANGE = new Price(0, 0, 1, 0, 0).packed();

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Surroundings surroundings;
  private final AccessIndex index;
  private final Interval window;
  private final IntervalSet always;
  private final Set<Id> withoutMethods;
  private final Map<Id, List<Application>> applications = new HashMap<>();
  private final Map<Id, List<AppRoleAssignment>> permissions = new HashMap<>();
  private final Map<Instant, UserAdministration> administrations = new HashMap<>();
  private final Map<Action, List<Id>> representatives = new EnumMap<>(Action.class);
  private final SortedSet<Id> involved = new TreeSet<>();
  private Graph graph = new Graph();

  Rules(
      Tenant tenant,
      Knowledge knowledge,
      AccessIndex index,
      Interval window,
      Set<Id> withoutMethods) {
    this.tenant = tenant;
    this.knowledge = knowledge;
    this.surroundings = tenant.surroundings();
    this.index = index;
    this.window = window;
    this.always = IntervalSet.of(window);
    this.withoutMethods = withoutMethods;
    for (Application application : surroundings.applications()) {
      applications.computeIfAbsent(application.appId(), id -> new ArrayList<>()).add(application);
    }
    for (AppRoleAssignment assignment : surroundings.appRoles()) {
      permissions.computeIfAbsent(assignment.appRole(), id -> new ArrayList<>()).add(assignment);
    }
  }

  void into(Graph graph, Node node) {
    this.graph = graph;
    node.producedBy(this);
  }

  void account(Node.Account node) {
    Principal principal = tenant.principal(node.id());
    if (!node.strong()) {
      follows(node, new Node.Account(node.id(), true));
    }
    if (principal instanceof User user) {
      user(node, user);
    } else if (principal instanceof ServicePrincipal && node.strong()) {
      rule(node, Edge.ADD_SECRET, TAKEOVER)
          .on(principal.id())
          .certain(!principal.enabled().isNo())
          .from(new Node.Controls(node.id()));
    }
  }

  private void user(Node.Account node, User user) {
    Instant t = window.startInclusive();
    while (t.isBefore(window.endExclusive())) {
      Instant next = Interval.earlier(index.nextChange(user.id(), t), window.endExclusive());
      resets(node, user, t, IntervalSet.of(new Interval(t, next)));
      t = next;
    }
    if (!node.strong()) {
      return;
    }
    rule(node, Edge.SIGN_IN_WITH_CERTIFICATE, TAKEOVER)
        .on(user.id())
        .certain(false)
        .from(new Node.CertificatesTrusted());
    if (withoutMethods.contains(user.id())) {
      rule(node, Edge.REGISTER_METHOD, FREE).on(user.id()).from(new Node.Account(user.id(), false));
    }
  }

  private void resets(Node.Account node, User user, Instant t, IntervalSet when) {
    Action action = node.strong() ? Action.RESET_AUTHENTICATION_METHODS : Action.RESET_PASSWORD;
    Edge edge = node.strong() ? Edge.RESET_AUTHENTICATION_METHODS : Edge.RESET_PASSWORD;
    UserAdministration administration = administrationAt(t);
    Found<RoleAccess> may = administration.found(action, user.id());
    List<Node> enabling = new ArrayList<>();
    if (user.enabled().isNo()) {
      enabling.add(
          new Node.Reaches(
              Action.CHANGE_SENSITIVE,
              administration.rolesThatMay(Action.CHANGE_SENSITIVE, user.id())));
    }
    SortedSet<RoleAccess> perhaps = new TreeSet<>(may.possible());
    perhaps.removeAll(may.certain());
    reached(node, edge, user.id(), when, true, enabling, new Node.Reaches(action, may.certain()));
    reached(node, edge, user.id(), when, false, enabling, new Node.Reaches(action, perhaps));
    for (Id unit : dynamicUnits()) {
      SortedSet<RoleAccess> there = new TreeSet<>();
      administration.rolesThatMayIn(unit, action, user.id()).stream()
          .filter(role -> role.scope().equals(DirectoryScope.administrativeUnit(unit)))
          .filter(role -> tenant.schedulesFor(role.role()).anyMatch(s -> s.access().equals(role)))
          .forEach(there::add);
      there.removeAll(may.possible());
      List<Node> moved = new ArrayList<>(enabling);
      moved.add(new Node.Moved(unit, user.id()));
      reached(node, edge, user.id(), when, true, moved, new Node.Reaches(action, there));
    }
  }

  private void reached(
      Node.Account node,
      Edge edge,
      Id user,
      IntervalSet when,
      boolean certain,
      List<Node> also,
      Node.Reaches reaches) {
    if (!reaches.by().isEmpty()) {
      List<Node> premises = new ArrayList<>(also);
      premises.add(0, reaches);
      rule(node, edge, TAKEOVER).on(user).during(when).certain(certain).from(premises);
    }
  }

  private List<Id> dynamicUnits() {
    return surroundings.units().stream()
        .filter(unit -> unit.dynamic().isYes())
        .map(unit -> unit.id())
        .toList();
  }

  void some(Node.Some node) {
    Id only = node.who().only();
    List<Id> users = only == null ? representatives(node.who().strong()) : List.of(only);
    users.stream()
        .filter(user -> node.who().admits(tenant.principal(user)))
        .forEach(user -> follows(node, new Node.Account(user, node.who().strong())));
  }

  /** Of users whom the same roles reset two each, as one of them may be the one that won't do. */
  private List<Id> representatives(boolean strong) {
    return representatives.computeIfAbsent(
        strong ? Action.RESET_AUTHENTICATION_METHODS : Action.RESET_PASSWORD,
        action -> {
          UserAdministration administration = administrationAt(window.startInclusive());
          Map<List<Object>, List<Id>> alike = new HashMap<>();
          tenant.forEachPrincipal(
              principal -> {
                if (principal instanceof User) {
                  Found<RoleAccess> may = administration.found(action, principal.id());
                  List<Id> same =
                      alike.computeIfAbsent(
                          List.of(may.certain(), may.possible(), principal.enabled()),
                          kind -> new ArrayList<>());
                  if (same.size() < 2) {
                    same.add(principal.id());
                  }
                }
              });
          return alike.values().stream().flatMap(List::stream).sorted().toList();
        });
  }

  private UserAdministration administrationAt(Instant t) {
    return administrations.computeIfAbsent(t, at -> UserAdministration.at(tenant, index, at));
  }

  void reaches(Node.Reaches node) {
    node.by().forEach(role -> follows(node, new Node.Role(role, Who.ANY, true)));
  }

  void moved(Node.Moved node) {
    rule(node, Edge.MOVE_INTO_UNIT, CHANGE)
        .on(node.unit())
        .from(new Node.Can(Power.Kind.EDIT_USERS));
  }

  void member(Node.Member node) {
    Access access = Access.member(node.group());
    held(node, access, node.who(), member -> null);
    eligible(node, access, node.who());
    put(node, new Node.Added(node.group()), node.who());
    made(node, access, node.who());
  }

  void inside(Node.Inside node) {
    follows(node, new Node.Member(node.group(), node.who()));
    assignments(Access.member(node.group()))
        .filter(nested -> tenant.principal(nested.principal()).isGroup())
        .forEach(
            nested ->
                rule(node, Edge.HOLD, FREE)
                    .to(nested.access())
                    .of(nested)
                    .from(new Node.Inside(nested.principal(), node.who())));
  }

  private Stream<Assignment> assignments(Access access) {
    return tenant.assignmentsFor(access.target()).filter(a -> a.access().equals(access));
  }

  void owner(Node.Owner node) {
    Access access = Access.owner(node.group());
    held(node, access, Who.ANY, group -> null);
    eligible(node, access, Who.ANY);
  }

  void role(Node.Role node) {
    if (!node.exact()) {
      follows(node, new Node.Role(node.access(), node.who(), true));
      follows(node, new Node.Role(Access.role(node.access().role()), node.who()));
      return;
    }
    boolean nested = knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE);
    held(
        node,
        node.access(),
        node.who(),
        group -> nested ? new Node.Inside(group, node.who()) : new Node.Member(group, node.who()));
    eligible(node, node.access(), node.who());
    put(node, new Node.Granted(node.access()), node.who());
    made(node, node.access(), node.who());
  }

  /**
   * By assignments.
   *
   * @param through the node that stands for being in a group that has it; null where it is not
   *     inherited
   */
  private void held(Node node, Access access, Who who, Function<Id, @Nullable Node> through) {
    assignments(access)
        .forEach(
            assignment -> {
              Node premise = premise(assignment, who, through);
              if (premise != null) {
                rule(node, Edge.HOLD, FREE).to(assignment.access()).of(assignment).from(premise);
              }
            });
  }

  private @Nullable Node premise(
      Assignment assignment, Who who, Function<Id, @Nullable Node> through) {
    Principal principal = tenant.principal(assignment.principal());
    if (principal.isGroup()) {
      return through.apply(principal.id());
    }
    return who.admits(principal) ? new Node.Account(principal.id(), who.strong()) : null;
  }

  /** By activating an eligibility. */
  private void eligible(Node node, Access access, Who who) {
    boolean nested = knowledge.isOn(Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS);
    tenant
        .eligibilitiesFor(access.target())
        .filter(eligibility -> eligibility.access().equals(access))
        .forEach(
            eligibility -> {
              Principal principal = tenant.principal(eligibility.principal());
              Who users = new Who(true, who.strong(), who.except(), who.only());
              if (principal.isGroup()) {
                Id group = principal.id();
                activation(
                    node,
                    eligibility,
                    null,
                    (strong, which) -> {
                      Who member = which.apply(users.withStrong(strong));
                      return nested
                          ? new Node.Inside(group, member)
                          : new Node.Member(group, member);
                    });
              } else if (mayActivate(principal) && who.admits(principal)) {
                follows(node, new Node.Activated(principal.id(), eligibility.id(), who.strong()));
              }
            });
  }

  void activated(Node.Activated node) {
    if (!node.strong()) {
      follows(node, new Node.Activated(node.account(), node.eligibility(), true));
    }
    tenant
        .schedulesOf(node.account())
        .filter(schedule -> schedule.id().equals(node.eligibility()))
        .filter(Eligibility.class::isInstance)
        .map(Eligibility.class::cast)
        .forEach(
            eligibility ->
                activation(
                    node,
                    eligibility,
                    node.account(),
                    (strong, which) -> new Node.Account(node.account(), node.strong() || strong)));
  }

  private boolean mayActivate(Principal principal) {
    return principal instanceof User
        || (principal instanceof ServicePrincipal
            && knowledge.isOn(Switch.ACTIVATION_BY_SERVICE_PRINCIPAL));
  }

  private void activation(
      Node node,
      Eligibility eligibility,
      @Nullable Id personal,
      BiFunction<Boolean, UnaryOperator<Who>, Node> base) {
    Access access = eligibility.access();
    activate(
        access,
        personal,
        base,
        (premises, takes) ->
            rule(node, Edge.ACTIVATE, priceOf(takes))
                .to(access)
                .of(eligibility)
                .taking(takes)
                .from(premises));
  }

  /** By being made eligible, and activating that. */
  private void made(Node node, Access access, Who who) {
    if (access instanceof GroupAccess side && !isPimGroup(side.group())) {
      return;
    }
    Who users = new Who(true, who.strong(), who.except(), who.only());
    activate(
        access,
        null,
        (strong, which) -> new Node.Some(which.apply(users.withStrong(strong))),
        (premises, takes) -> {
          List<Node> all = new ArrayList<>(premises);
          all.add(new Node.Made(access));
          rule(node, Edge.ACTIVATE, priceOf(takes)).to(access).taking(takes).from(all);
        });
  }

  private interface Activation {
    void by(List<Node> premises, Takes takes);
  }

  /**
   * The ways to activate: as the settings ask, with an approval from within, or once they were
   * loosened.
   *
   * @param personal who activates, where that is one account
   * @param base who activates: with its second factor or not, and which account it must not be
   */
  private void activate(
      Access access,
      @Nullable Id personal,
      BiFunction<Boolean, UnaryOperator<Who>, Node> base,
      Activation activation) {
    boolean known =
        tenant.settings(access).isPresent()
            || tenant.coverage().of(Read.Kind.ROLE_SETTINGS).isComplete();
    RoleSettings settings = knowledge.settings(tenant, access);
    Takes takes = takes(settings, known);
    ways(access, settings, takes, personal, base, activation, List.of());
    if (takes.authenticationContext().isPresent()) {
      ways(
          access,
          settings,
          takes.withoutContext(),
          personal,
          base,
          activation,
          List.of(new Node.ContextsWeakened()));
    }
    if (takes.prompts() > 0 || settings.approval().required()) {
      activation.by(
          List.of(base.apply(false, who -> who), new Node.Loosened(access.settingsKey())),
          Takes.NOTHING);
    }
  }

  private static Takes takes(RoleSettings settings, boolean known) {
    return new Takes(
        settings.activationRequirements(),
        settings.authenticationContext(),
        false,
        new TreeSet<>(settings.approval().approvers()),
        known,
        Instant.MIN);
  }

  private void ways(
      Access access,
      RoleSettings settings,
      Takes takes,
      @Nullable Id personal,
      BiFunction<Boolean, UnaryOperator<Who>, Node> base,
      Activation activation,
      List<Node> also) {
    boolean strong = takes.asksForSecondFactor();
    List<Node> premises = new ArrayList<>(also);
    premises.add(0, base.apply(strong, who -> who));
    if (!settings.approval().required()) {
      activation.by(premises, takes);
      return;
    }
    if (settings.approval().approvers().isEmpty()) {
      if (access instanceof RoleAccess) {
        activation.by(premises, takes.fromOthers());
      }
    } else {
      byOthers(access, settings, takes, personal, base, activation, also);
    }
    if (personal != null) {
      List<Node> own = new ArrayList<>(premises);
      own.add(new Node.Approves(access.settingsKey(), Who.USER.but(personal)));
      activation.by(own, takes);
      return;
    }
    if (settings.approval().approvers().stream().anyMatch(Rules::isGroup)) {
      for (Id requestor : requestors(base)) {
        List<Node> own = new ArrayList<>(also);
        own.add(0, base.apply(strong, who -> who.just(requestor)));
        own.add(new Node.Approves(access.settingsKey(), Who.USER.but(requestor)));
        activation.by(own, takes);
      }
    }
    for (Id approver : approversOf(access, settings)) {
      List<Node> own = new ArrayList<>(also);
      own.add(0, base.apply(strong, who -> who.but(approver)));
      own.add(new Node.Approves(access.settingsKey(), Who.USER.just(approver)));
      activation.by(own, takes);
    }
  }

  private static boolean isGroup(Approver approver) {
    return approver.kind() == Approver.Kind.GROUP;
  }

  /**
   * Who is or may come to be in the group through which somebody activates; where accounts can be
   * put into it, whoever has anything at all.
   */
  private Set<Id> requestors(BiFunction<Boolean, UnaryOperator<Who>, Node> base) {
    Node one = base.apply(false, who -> who);
    if (one instanceof Node.Inside inside) {
      return requestorsIn(inside.group());
    }
    return one instanceof Node.Member member ? requestorsIn(member.group()) : Set.of();
  }

  private Set<Id> requestorsIn(Id group) {
    if (isPimGroup(group)) {
      if (involved.isEmpty()) {
        tenant.forEachSchedule(
            schedule -> {
              if (tenant.principal(schedule.principal()) instanceof User) {
                involved.add(schedule.principal());
              }
            });
      }
      return involved;
    }
    SortedSet<Id> users = new TreeSet<>();
    addComingTo(Access.member(group), users, new TreeSet<>());
    return users;
  }

  private static long priceOf(Takes takes) {
    return new Price(takes.approvalFromOthers() ? 1 : 0, 0, 0, 1, takes.prompts()).packed();
  }

  /** By somebody else, who can sign in and does not ask for it (facts 112, 114, 247). */
  private void byOthers(
      Access access,
      RoleSettings settings,
      Takes takes,
      @Nullable Id personal,
      BiFunction<Boolean, UnaryOperator<Who>, Node> base,
      Activation activation,
      List<Node> also) {
    SortedSet<Id> others = approversOf(access, settings);
    others.removeIf(id -> id.equals(personal) || tenant.principal(id).enabled().isNo());
    if (!others.isEmpty()) {
      List<Node> premises = new ArrayList<>(also);
      UnaryOperator<Who> which = others.size() == 1 ? who -> who.but(others.first()) : who -> who;
      premises.add(0, base.apply(takes.asksForSecondFactor(), which));
      activation.by(premises, takes.fromOthers());
    }
  }

  /** Who is named, or is or may come to be in a group that is named, as the tenant stands. */
  private SortedSet<Id> approversOf(Access access, RoleSettings settings) {
    SortedSet<Id> approvers = new TreeSet<>();
    for (Approver approver : settings.approval().approvers()) {
      if (approver.kind() == Approver.Kind.USER) {
        approvers.add(approver.id());
      } else {
        addComingTo(Access.member(approver.id()), approvers, new TreeSet<>());
      }
    }
    if (settings.approval().approvers().isEmpty() && access instanceof RoleAccess) {
      knowledge
          .administratorsOf(tenant, access)
          .forEach(role -> addComingTo(Access.role(role), approvers, new TreeSet<>()));
    }
    return approvers;
  }

  private void addComingTo(Access access, SortedSet<Id> users, SortedSet<Access> seen) {
    if (!seen.add(access)) {
      return;
    }
    tenant
        .schedulesFor(access.target())
        .filter(schedule -> schedule.access().covers(access) && isInWindow(schedule.span()))
        .map(Schedule::principal)
        .forEach(
            principal -> {
              if (tenant.principal(principal).isGroup()) {
                addComingTo(Access.member(principal), users, seen);
              } else if (tenant.principal(principal) instanceof User) {
                users.add(principal);
              }
            });
  }

  void approves(Node.Approves node) {
    RoleSettings settings = knowledge.settings(tenant, node.key());
    Set<Approver> named = settings.approval().approvers();
    for (Approver approver : named) {
      boolean one = approver.kind() == Approver.Kind.USER;
      if (!one || node.who().admits(tenant.principal(approver.id()))) {
        rule(node, Edge.APPROVE, FREE)
            .to(node.key())
            .because(new Cause.OfApprover(node.key(), approver.id()))
            .from(
                one
                    ? new Node.Account(approver.id(), false)
                    : new Node.Inside(approver.id(), node.who()));
      }
    }
    if (named.isEmpty() && node.key() instanceof RoleAccess) {
      for (Id role : knowledge.administratorsOf(tenant, node.key())) {
        rule(node, Edge.APPROVE, FREE)
            .to(node.key())
            .from(new Node.Role(Access.role(role), node.who()));
      }
    }
  }

  /** By having been put in: by the account that did it, or another. */
  private void put(Node node, Node done, Who who) {
    if (who.equals(Who.ANY)) {
      follows(node, done);
    } else {
      rule(node, Edge.FOLLOWS, FREE).from(List.of(new Node.Some(who), done));
    }
  }

  void added(Node.Added node) {
    rule(node, Edge.ADD_MEMBER, CHANGE)
        .to(Access.member(node.group()))
        .from(new Node.CanChange(node.group(), ADD_MEMBER));
  }

  void made(Node.Made node) {
    Node able =
        node.access() instanceof GroupAccess side
            ? new Node.CanChange(side.group(), MAKE_ELIGIBLE)
            : new Node.Can(Power.Kind.MAKE_ROLE_ELIGIBLE);
    rule(node, Edge.MAKE_ELIGIBLE, CHANGE).to(node.access()).from(able);
  }

  void granted(Node.Granted node) {
    rule(node, Edge.GRANT_ROLE, CHANGE).to(node.access()).from(new Node.Can(Power.Kind.GRANT_ROLE));
  }

  void canChange(Node.CanChange node) {
    if (!(tenant.principal(node.group()) instanceof Group group)
        || group.dynamic().isYes()
        || group.synced().isYes()) {
      return;
    }
    boolean sure = group.dynamic().isNo() && group.synced().isNo();
    boolean restricted = group.restricted().isYes() || surroundings.isRestricted(group.id());
    if (node.kind() == ADD_MEMBER && !restricted) {
      rule(node, Edge.FOLLOWS, FREE).certain(sure).from(new Node.Owner(group.id()));
    }
    for (Power power : powers(node.kind())) {
      Verdict over = isOver(power.over(), group);
      if (!over.isNo()) {
        holders(node, power, group.id(), restricted, sure && over.isYes());
      }
    }
  }

  private static Verdict isOver(Power.Over over, Group group) {
    Verdict other =
        switch (group.roleAssignable()) {
          case YES -> Verdict.NO;
          case NO -> Verdict.YES;
          case UNKNOWN -> Verdict.UNKNOWN;
        };
    return switch (over) {
      case ANY, ANY_GROUP, PIM_GROUP -> Verdict.YES;
      case OTHER_GROUP -> other;
      case OTHER_SECURITY_GROUP -> group.kind() == Group.Kind.MICROSOFT_365 ? Verdict.NO : other;
      case OTHER_MICROSOFT_365_GROUP -> group.kind() == Group.Kind.SECURITY ? Verdict.NO : other;
    };
  }

  private boolean isPimGroup(Id id) {
    return tenant.principal(id) instanceof Group group
        && !group.dynamic().isYes()
        && !group.synced().isYes()
        && group.kind() != Group.Kind.MAIL_ENABLED;
  }

  /** Who has the power over the group: for the whole tenant, or at a unit that the group is in. */
  private void holders(Node node, Power power, Id group, boolean restricted, boolean certain) {
    if (power.by() == Power.By.PERMISSION) {
      rule(node, Edge.FOLLOWS, FREE)
          .certain(certain && !restricted)
          .from(new Node.Permission(Id.of(power.holder())));
      return;
    }
    for (Id role : rolesWith(power)) {
      if (!restricted) {
        rule(node, Edge.FOLLOWS, FREE)
            .certain(certain)
            .from(new Node.Role(Access.role(role), Who.ANY));
      }
      boolean other =
          tenant.principal(group) instanceof Group known && !known.roleAssignable().isYes();
      for (Id unit : surroundings.unitsOf(group)) {
        if (other && isScopable(role) && (!restricted || isRestricted(unit))) {
          RoleAccess there = Access.role(role, DirectoryScope.administrativeUnit(unit));
          rule(node, Edge.FOLLOWS, FREE).certain(certain).from(new Node.Role(there, Who.ANY, true));
        }
      }
    }
  }

  private boolean isRestricted(Id unit) {
    return surroundings.unit(unit).map(known -> !known.restricted().isNo()).orElse(true);
  }

  private boolean isScopable(Id role) {
    return knowledge
        .builtInRole(role)
        .map(BuiltInRole::administrativeUnitScope)
        .orElse(Verdict.YES)
        .isYes();
  }

  private static List<Power> powers(Power.Kind kind) {
    return Knowledge.powers().stream().filter(power -> power.kind() == kind).toList();
  }

  /** The roles of this tenant that give the power. */
  private List<Id> rolesWith(Power power) {
    return power.by() == Power.By.ROLE
        ? List.of(Id.of(power.holder()))
        : tenant
            .roles()
            .filter(role -> role.actions().contains(power.holder()))
            .map(RoleDefinition::id)
            .toList();
  }

  void can(Node.Can node) {
    for (Power power : powers(node.kind())) {
      if (power.by() == Power.By.PERMISSION) {
        follows(node, new Node.Permission(Id.of(power.holder())));
      } else {
        rolesWith(power).forEach(role -> follows(node, new Node.Role(Access.role(role), Who.ANY)));
      }
    }
  }

  void loosened(Node.Loosened node) {
    Access key = node.key();
    for (Id role : knowledge.administratorsOf(tenant, key)) {
      loosening(node).from(new Node.Role(Access.role(role), Who.ANY));
    }
    if (key instanceof GroupAccess side) {
      loosening(node).from(new Node.Owner(side.group()));
    }
    loosening(node)
        .from(
            new Node.Can(
                key instanceof GroupAccess
                    ? Power.Kind.CHANGE_GROUP_SETTINGS
                    : Power.Kind.CHANGE_ROLE_SETTINGS));
  }

  private RuleMaker loosening(Node.Loosened node) {
    return rule(node, Edge.CHANGE_SETTINGS, CHANGE).to(node.key());
  }

  void contextsWeakened(Node.ContextsWeakened node) {
    rule(node, Edge.WEAKEN_CONTEXT, CHANGE).from(new Node.Can(Power.Kind.WEAKEN_CONTEXT));
  }

  void permission(Node.Permission node) {
    for (AppRoleAssignment assignment : permissions.getOrDefault(node.appRole(), List.of())) {
      Verdict graph = isOfGraph(assignment);
      if (!graph.isNo()) {
        rule(node, Edge.HOLD, FREE)
            .on(node.appRole())
            .because(new Cause.OfPermission(assignment))
            .certain(graph.isYes())
            .from(new Node.Account(assignment.principal(), false));
      }
    }
    follows(node, new Node.GrantedPermission(node.appRole()));
  }

  private Verdict isOfGraph(AppRoleAssignment assignment) {
    return tenant.principal(assignment.resource()) instanceof ServicePrincipal resource
            && resource.appId().isPresent()
        ? Verdict.of(resource.appId().get().equals(GRAPH))
        : Verdict.UNKNOWN;
  }

  void grantedPermission(Node.GrantedPermission node) {
    rule(node, Edge.GRANT_PERMISSION, CHANGE)
        .on(node.appRole())
        .from(new Node.Can(Power.Kind.GRANT_PERMISSION));
  }

  void controls(Node.Controls node) {
    List<Id> owned = new ArrayList<>(List.of(node.servicePrincipal()));
    if (tenant.principal(node.servicePrincipal()) instanceof ServicePrincipal it) {
      it.appId()
          .map(appId -> applications.getOrDefault(appId, List.of()))
          .ifPresent(all -> all.forEach(application -> owned.add(application.id())));
    }
    for (Id object : owned) {
      for (Id owner : surroundings.ownersOf(object)) {
        owns(node, object, owner);
      }
      for (Node there : holdersAt(object, Power.Kind.ADD_SECRET)) {
        follows(node, there);
      }
      for (Node there : holdersAt(object, Power.Kind.ADD_OWNER)) {
        addedOwner(node, there, new Node.Some(Who.USER));
      }
    }
    follows(node, new Node.Can(Power.Kind.ADD_SECRET));
    Node able = new Node.Can(Power.Kind.ADD_OWNER);
    addedOwner(node, able, new Node.Some(Who.USER));
    for (Power power : powers(Power.Kind.ADD_SECRET_TO_OWNED)) {
      addedOwner(node, able, new Node.Permission(Id.of(power.holder())));
    }
  }

  private void addedOwner(Node.Controls node, Node able, Node owner) {
    rule(node, Edge.ADD_OWNER, CHANGE).on(node.servicePrincipal()).from(List.of(able, owner));
  }

  /** The roles with a power, held at an object itself (fact 209). */
  private List<Node> holdersAt(Id object, Power.Kind kind) {
    List<Node> holders = new ArrayList<>();
    for (Power power : powers(kind)) {
      if (power.by() != Power.By.PERMISSION) {
        for (Id role : rolesWith(power)) {
          RoleAccess there = Access.role(role, new DirectoryScope.DirectoryObject(object));
          holders.add(new Node.Role(there, Who.ANY, true));
        }
      }
    }
    return holders;
  }

  /** A service principal that owns another needs a permission beside. */
  private void owns(Node.Controls node, Id object, Id owner) {
    Principal principal = tenant.principal(owner);
    RuleMaker maker =
        rule(node, Edge.OWN, FREE).on(object).because(new Cause.OfOwner(object, owner));
    if (principal instanceof User) {
      maker.from(new Node.Account(owner, false));
    } else if (principal instanceof ServicePrincipal) {
      for (Power power : powers(Power.Kind.ADD_SECRET_TO_OWNED)) {
        if (surroundings.appRolesOf(owner).stream()
            .anyMatch(has -> has.appRole().toString().equals(power.holder()))) {
          maker.from(new Node.Account(owner, false));
          return;
        }
      }
      if (!tenant.coverage().of(Read.Kind.APP_ROLE_ASSIGNMENTS, owner).isComplete()) {
        maker.certain(false).from(new Node.Account(owner, false));
      }
    }
  }

  void certificatesTrusted(Node.CertificatesTrusted node) {
    rule(node, Edge.TRUST_CERTIFICATES, 2 * CHANGE)
        .from(
            List.of(
                new Node.Can(Power.Kind.TRUST_CERTIFICATES),
                new Node.Can(Power.Kind.ALLOW_CERTIFICATES)));
  }

  private boolean isInWindow(Span span) {
    return span.possible().intersection(window).isPresent();
  }

  private void follows(Node node, Node premise) {
    rule(node, Edge.FOLLOWS, FREE).from(premise);
  }

  private RuleMaker rule(Node conclusion, Edge edge, long price) {
    return new RuleMaker(conclusion, edge, price);
  }

  private final class RuleMaker {

    private final Node conclusion;
    private final Edge edge;
    private final long price;
    private IntervalSet when = always;
    private boolean certain = true;
    private Takes takes = Takes.NOTHING;
    private Cause cause = SERVICE;
    private @Nullable Access access;
    private @Nullable Id object;

    RuleMaker(Node conclusion, Edge edge, long price) {
      this.conclusion = conclusion;
      this.edge = edge;
      this.price = price;
    }

    RuleMaker to(Access access) {
      this.access = access;
      return this;
    }

    RuleMaker on(Id object) {
      this.object = object;
      return this;
    }

    RuleMaker because(Cause cause) {
      this.cause = cause;
      return this;
    }

    /** Settings that were not read leave it uncertain whether the step takes no more. */
    RuleMaker taking(Takes takes) {
      this.takes = takes;
      this.certain &= takes.settingsKnown();
      return this;
    }

    RuleMaker certain(boolean certain) {
      this.certain = certain;
      return this;
    }

    RuleMaker during(IntervalSet when) {
      this.when = when;
      return this;
    }

    RuleMaker of(Schedule schedule) {
      Span span = schedule.span();
      this.when = always.intersection(span.possible());
      this.certain = always.intersection(span.certain()).equals(when);
      this.cause = new Cause.OfSchedule(schedule.id());
      return this;
    }

    void from(Node premise) {
      from(List.of(premise));
    }

    void from(List<Node> premises) {
      if (!when.isEmpty()) {
        graph.add(
            new Rule(
                premises.stream().map(graph::number).distinct().toList(),
                graph.number(conclusion),
                edge,
                price,
                when,
                certain,
                takes,
                cause,
                access,
                object));
      }
    }
  }
}
