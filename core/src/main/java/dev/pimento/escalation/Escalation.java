package dev.pimento.escalation;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.Found;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.takeover.UserAdministration;
import dev.pimento.takeover.UserAdministration.Action;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * Who could take what over: paths from an account, step by step, to a role or a group that it does
 * not have, as the tenant stands at an instant or within a time.
 *
 * <pre>{@code
 * var escalation = Escalation.of(tenant, Knowledge.builtIn(), tenant.asOf());
 * escalation.everyone(Access.role(globalAdministrator)).table(tenant).print();
 * }</pre>
 *
 * <p>A step is something that the directory lets an account do with what it has by then: activate,
 * add a member, reset a password, add a secret ({@link Edge}). A path is as long as it must be, and
 * its {@link Price} says what it costs. Accounts that were taken over stay under control, and so do
 * changes that were made; a membership or a role is there only while its schedules say so, and an
 * activation while its eligibility lasts. Nothing else is assumed to happen.
 *
 * <p>Conditional Access is not read: a sign-in may ask for more than an activation does (246).
 * Whether an account has registered a second factor is not read either, and counts as yes (232).
 *
 * <p>Building it takes time in proportion to what leads to the goals. Immutable and thread-safe.
 */
public final class Escalation {

  /** How many accounts a thread takes at once. */
  private static final int CHUNK = 250;

  /** How many states are looked at for a path, and for all of them, before the search gives up. */
  private static final int MOST_STATES = 50_000;

  private static final int ALL_STATES = 2_000_000;
  private static final int FEWEST_STATES = 100;

  private final Tenant tenant;
  private final AccessIndex index;
  private final Interval window;
  private final Graph graph;

  private Escalation(Tenant tenant, AccessIndex index, Interval window, Graph graph) {
    this.tenant = tenant;
    this.index = index;
    this.window = window;
    this.graph = graph;
  }

  /** Paths that can be gone at one instant, to any role and to any group that matters. */
  public static Escalation of(Tenant tenant, Knowledge knowledge, Instant t) {
    return in(tenant, knowledge).at(t).build();
  }

  /** Says more of what is asked before it is built; at the instant of the read at first. */
  public static Builder in(Tenant tenant, Knowledge knowledge) {
    return new Builder(tenant, knowledge);
  }

  /** When the first step can be made at the earliest, and before when the last. */
  public Interval window() {
    return window;
  }

  /**
   * The cheapest path of an account, whose password and second factor are its own. A disabled
   * account has none (fact 247); before the tenant's history nothing is a no (fact 229).
   *
   * @throws IllegalArgumentException if the access is not among the goals
   */
  public Reached cheapest(Id account, Access access) {
    if (tenant.principal(account).enabled().isNo()) {
      return new Reached(Verdict.NO, Optional.empty(), new TreeSet<>());
    }
    Optional<EscalationPath> certain = path(account, access, Rule::certain);
    if (certain.isPresent()) {
      return new Reached(Verdict.YES, certain, new TreeSet<>());
    }
    Optional<EscalationPath> possible = path(account, access, rule -> true);
    SortedSet<Read> reads = unread();
    boolean open = possible.isPresent() || !reads.isEmpty();
    return new Reached(open ? Verdict.UNKNOWN : Verdict.NO, possible, reads);
  }

  /**
   * Everyone who can reach an access, with the price. Accounts that have it already are in it;
   * those that can't sign in are not (fact 247).
   */
  public Everyone everyone(Access access) {
    return everyone(List.of(access), n -> {}).get(0);
  }

  /**
   * The same for many accesses at once, in their order.
   *
   * @param progress is told how many accounts were looked at, now and then, by any of the threads
   *     that the common pool has
   * @throws IllegalArgumentException if one of them is not among the goals
   */
  public List<Everyone> everyone(Collection<? extends Access> accesses, IntConsumer progress) {
    Map<Integer, Access> goals = new LinkedHashMap<>();
    Map<Access, List<EscalationPath>> paths = new LinkedHashMap<>();
    for (Access access : accesses) {
      paths.put(access, new ArrayList<>());
      goals.put(goal(access), access);
    }
    Map<Integer, Access> reachable = reachable(goals);
    Set<Id> accounts = accounts();
    long share = ALL_STATES / (1L + (long) accounts.size() * reachable.size());
    int most = share < FEWEST_STATES ? 0 : (int) Math.min(MOST_STATES, share);
    AtomicInteger done = new AtomicInteger();
    chunks(accounts).parallelStream()
        .map(
            chunk -> {
              List<EscalationPath> found = paths(chunk, reachable, most);
              progress.accept(done.addAndGet(chunk.size()));
              return found;
            })
        .toList()
        .forEach(found -> found.forEach(path -> known(paths, path.to()).add(path)));
    SortedSet<Read> reads = unread();
    List<Everyone> all = new ArrayList<>();
    paths.forEach(
        (access, list) -> {
          list.sort(
              Comparator.comparing(EscalationPath::price).thenComparing(EscalationPath::from));
          all.add(new Everyone(access, list, reads));
        });
    return all;
  }

  /** The cheapest paths of some accounts to the goals. */
  private List<EscalationPath> paths(List<Id> accounts, Map<Integer, Access> goals, int most) {
    List<EscalationPath> paths = new ArrayList<>();
    Search certain = search(Rule::certain, most);
    Search possible = search(rule -> true, most);
    for (Id account : accounts) {
      certain.from(account, goals.keySet());
      if (!goals.keySet().stream().allMatch(certain::isReached)) {
        possible.from(account, goals.keySet());
      }
      goals.forEach(
          (goal, access) ->
              certain
                  .path(goal, access)
                  .or(() -> possible.pathOf(account, goal, access))
                  .ifPresent(paths::add));
    }
    return paths;
  }

  private static List<List<Id>> chunks(Set<Id> accounts) {
    List<Id> all = List.copyOf(accounts);
    List<List<Id>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      chunks.add(all.subList(from, Math.min(from + CHUNK, all.size())));
    }
    return chunks;
  }

  /**
   * The smallest sets of people who together reach the access without anybody else, who are certain
   * to.
   */
  public Together together(Access access) {
    int goal = goal(access);
    Set<Id> people = people();
    for (int size = 1; size <= Together.MOST_PEOPLE; size++) {
      Collusion collusion =
          Collusion.of(graph, tenant::principal, Rule::isCertainAlone, people, size);
      List<SortedSet<Id>> sets =
          collusion.of(goal).stream().sorted(Comparator.comparing(SortedSet::toString)).toList();
      if (!sets.isEmpty()) {
        int smallest = sets.stream().mapToInt(SortedSet::size).min().orElse(0);
        return new Together(
            access,
            smallest,
            sets.stream().filter(set -> set.size() == smallest).toList(),
            collusion.isExhausted(goal),
            unread());
      }
    }
    return new Together(access, 0, List.of(), false, unread());
  }

  /**
   * What taking one thing away would close: for each assignment, ownership, permission or approver
   * that somebody's cheapest path rests on, who would no longer get there. What closes most comes
   * first.
   */
  public List<Cut> cuts(Access access) {
    Map<Cause, SortedSet<Id>> resting = new LinkedHashMap<>();
    for (EscalationPath path : everyone(access).paths()) {
      for (Step step : path.steps()) {
        if (!(step.cause() instanceof Cause.OfTheService)) {
          resting.computeIfAbsent(step.cause(), cause -> new TreeSet<>()).add(path.from());
        }
      }
    }
    int goal = goal(access);
    List<Cut> cuts = new ArrayList<>();
    resting.forEach(
        (cause, people) -> {
          SortedSet<Id> detour =
              people.stream()
                  .filter(id -> reaches(id, goal, rule -> !rule.cause().equals(cause)))
                  .collect(toCollection(TreeSet::new));
          SortedSet<Id> closed = new TreeSet<>(people);
          closed.removeAll(detour);
          cuts.add(new Cut(cause, closed, detour));
        });
    cuts.sort(Comparator.comparing(cut -> -cut.closed().size()));
    return cuts;
  }

  /** What falls if an account is lost with its second factor, as if it could sign in. */
  public BlastRadius blastRadius(Id account) {
    return blastRadius(account, true);
  }

  /** What falls if the password of an account is lost and nothing else (fact 232). */
  public BlastRadius blastRadiusOfPassword(Id account) {
    return blastRadius(account, false);
  }

  private BlastRadius blastRadius(Id account, boolean strong) {
    Forward forward = forward(Rule::isCertainAlone);
    forward.run(Set.of(account), strong, Set.of());
    Predicate<Integer> inTime = inTime(account, strong, Rule::isCertainAlone);
    SortedMap<Access, Price> accesses = new TreeMap<>();
    SortedSet<Id> accounts = new TreeSet<>(Set.of(account));
    SortedSet<RoleAccess> roles = new TreeSet<>();
    for (int number : forward.reached()) {
      Node node = graph.node(number);
      if (!inTime.test(number)) {
        continue;
      }
      Price price = Price.unpacked(forward.price(number));
      if (node instanceof Node.Role role && role.who().equals(Who.ANY)) {
        if (role.exact()) {
          roles.add(role.access());
        }
        if (tenant.role(role.access().role()).isPresent()) {
          accesses.merge(role.access(), price, Escalation::lesser);
        }
      } else if (node instanceof Node.Inside inside && inside.who().equals(Who.ANY)) {
        accesses.put(Access.member(inside.group()), price);
      } else if (node instanceof Node.Owner owner) {
        accesses.put(Access.owner(owner.group()), price);
      } else if (node instanceof Node.Account taken) {
        accounts.add(taken.id());
      }
    }
    accesses
        .keySet()
        .removeIf(
            narrow -> roles.stream().anyMatch(wide -> !wide.equals(narrow) && wide.covers(narrow)));
    accounts.addAll(ordinaryAccounts(roles));
    return new BlastRadius(account, accesses, accounts, unread());
  }

  private static Price lesser(Price one, Price other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** Users who lead nowhere themselves, and whose password one of the roles resets. */
  private SortedSet<Id> ordinaryAccounts(SortedSet<RoleAccess> roles) {
    SortedSet<Id> fallen = new TreeSet<>();
    if (!roles.isEmpty()) {
      UserAdministration administration =
          UserAdministration.at(tenant, index, window.startInclusive());
      tenant.forEachPrincipal(
          principal -> {
            if (principal instanceof User
                && !principal.enabled().isNo()
                && graph.find(new Node.Account(principal.id(), true)) < 0) {
              Found<RoleAccess> may = administration.found(Action.RESET_PASSWORD, principal.id());
              if (!Collections.disjoint(may.certain(), roles)) {
                fallen.add(principal.id());
              }
            }
          });
    }
    return fallen;
  }

  private Predicate<Integer> inTime(Id account, boolean strong, Predicate<Rule> allowed) {
    if (isInstant()) {
      return node -> true;
    }
    Spread spread = Spread.from(graph, tenant::principal, allowed, account, strong, window);
    return spread::isReached;
  }

  private boolean reaches(Id account, int goal, Predicate<Rule> allowed) {
    Forward forward = forward(allowed);
    forward.run(Set.of(account), true, Set.of(goal));
    return forward.isReached(goal) && inTime(account, true, allowed).test(goal);
  }

  private Optional<EscalationPath> path(Id account, Access access, Predicate<Rule> allowed) {
    int goal = goal(access);
    Search search = search(allowed, MOST_STATES);
    search.from(account, Set.of(goal));
    return search.path(goal, access);
  }

  private Search search(Predicate<Rule> allowed, int most) {
    return new Search(graph, tenant::principal, window, !isInstant(), allowed, most);
  }

  private Forward forward(Predicate<Rule> allowed) {
    return new Forward(graph, tenant::principal, allowed, true);
  }

  private boolean isInstant() {
    return Interval.plus(window.startInclusive(), Duration.ofNanos(1))
        .equals(window.endExclusive());
  }

  /** The goals that all accounts together reach; nobody reaches the others. */
  private Map<Integer, Access> reachable(Map<Integer, Access> goals) {
    Forward all = forward(rule -> true);
    all.run(accounts(), true, Set.of());
    Map<Integer, Access> reachable = new LinkedHashMap<>(goals);
    reachable.keySet().removeIf(goal -> !all.isReached(goal));
    return reachable;
  }

  /** The accounts that something leads from and that can sign in (fact 247). */
  private Set<Id> accounts() {
    Set<Id> accounts = new TreeSet<>();
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Account account
          && !tenant.principal(account.id()).enabled().isNo()
          && (tenant.principal(account.id()) instanceof User
              || tenant.principal(account.id()) instanceof ServicePrincipal)) {
        accounts.add(account.id());
      }
    }
    return accounts;
  }

  private int goal(Access access) {
    int goal = graph.find(nodeOf(access));
    if (goal < 0) {
      throw new IllegalArgumentException(
          "Invalid goal: expected what the paths were asked to lead towards, but found " + access);
    }
    return goal;
  }

  private Set<Id> people() {
    Set<Id> people = new TreeSet<>();
    tenant.forEachPrincipal(
        principal -> {
          if (principal instanceof User && !principal.enabled().isNo()) {
            people.add(principal.id());
          }
        });
    return people;
  }

  private static Node nodeOf(Access access) {
    if (access instanceof RoleAccess role) {
      return new Node.Role(role, Who.ANY);
    }
    GroupAccess side = (GroupAccess) access;
    return side.side() == Side.MEMBER
        ? new Node.Inside(side.group(), Who.ANY)
        : new Node.Owner(side.group());
  }

  private static List<EscalationPath> known(
      Map<Access, List<EscalationPath>> paths, Access access) {
    return requireNonNull(paths.get(access), "access");
  }

  /** What was not read and may hold a step. */
  private SortedSet<Read> unread() {
    SortedSet<Read> reads = new TreeSet<>();
    if (window.startInclusive().isBefore(tenant.historyFrom())) {
      reads.add(Read.of(Read.Kind.HISTORY));
    }
    for (Read.Kind kind :
        List.of(
            Read.Kind.USERS,
            Read.Kind.GROUPS,
            Read.Kind.SERVICE_PRINCIPALS,
            Read.Kind.ROLE_DEFINITIONS,
            Read.Kind.ROLE_ASSIGNMENTS,
            Read.Kind.ROLE_ELIGIBILITIES,
            Read.Kind.GROUP_ASSIGNMENTS,
            Read.Kind.GROUP_ELIGIBILITIES,
            Read.Kind.ROLE_SETTINGS,
            Read.Kind.APPLICATIONS,
            Read.Kind.ADMINISTRATIVE_UNITS)) {
      if (!tenant.coverage().of(kind).isComplete()) {
        reads.add(Read.of(kind));
      }
    }
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Member member && member.who().equals(Who.ANY)) {
        unread(Read.Kind.GROUP_MEMBERS, member.group(), reads);
      } else if (node instanceof Node.Owner owner) {
        unread(Read.Kind.GROUP_OWNERS, owner.group(), reads);
      } else if (node instanceof Node.Controls controls) {
        unread(Read.Kind.SERVICE_PRINCIPAL_OWNERS, controls.servicePrincipal(), reads);
        unread(Read.Kind.APP_ROLE_ASSIGNMENTS, controls.servicePrincipal(), reads);
      }
    }
    tenant
        .surroundings()
        .applications()
        .forEach(application -> unread(Read.Kind.APPLICATION_OWNERS, application.id(), reads));
    return reads;
  }

  private void unread(Read.Kind kind, Id parent, SortedSet<Read> reads) {
    if (!tenant.coverage().of(kind, parent).isComplete()) {
      reads.add(Read.of(kind, parent));
    }
  }

  /** One line with counts. */
  @Override
  public String toString() {
    return "Escalation paths: %d things to control, %d steps, in %s"
        .formatted(graph.size(), graph.ruleCount(), window);
  }

  /** What is asked. Not thread-safe. */
  public static final class Builder {

    private final Tenant tenant;
    private final Knowledge knowledge;
    private final Set<Id> withoutMethods = new TreeSet<>();
    private Interval window;
    private Collection<? extends Access> goals = List.of();
    private IntConsumer progress = n -> {};

    private Builder(Tenant tenant, Knowledge knowledge) {
      this.tenant = requireNonNull(tenant, "tenant");
      this.knowledge = requireNonNull(knowledge, "knowledge");
      this.window = instant(tenant.asOf());
    }

    private static Interval instant(Instant t) {
      return new Interval(t, Interval.plus(t, Duration.ofNanos(1)));
    }

    /** All steps at one instant. */
    public Builder at(Instant t) {
      window = instant(t);
      return this;
    }

    /**
     * Steps one after the other, with waiting between them, from an instant on.
     *
     * @param duration how long; zero for the instant alone
     */
    public Builder within(Instant from, Duration duration) {
      window =
          duration.isZero() ? instant(from) : new Interval(from, Interval.plus(from, duration));
      return this;
    }

    /**
     * Only what leads to these; where nothing is said, to all roles for the whole tenant and where
     * they were seen, and to the groups that roles or PIM have to do with.
     */
    public Builder towards(Collection<? extends Access> accesses) {
      goals = List.copyOf(accesses);
      return this;
    }

    /** Users who have registered no second factor: a password is enough to register one (232). */
    public Builder withoutMethods(Collection<Id> users) {
      withoutMethods.addAll(users);
      return this;
    }

    /**
     * Tells how far building has come.
     *
     * @param progress is told how many things were looked at, now and then
     */
    public Builder telling(IntConsumer progress) {
      this.progress = progress;
      return this;
    }

    /**
     * Finds what leads to the goals.
     *
     * @throws IllegalArgumentException if nothing lies in the time that was asked about, as at
     *     {@link Instant#MAX}
     */
    public Escalation build() {
      if (window.isEmpty()) {
        throw new IllegalArgumentException(
            "Invalid time: expected an instant before the end of time, but found " + window);
      }
      AccessIndex index = AccessIndex.of(tenant, knowledge);
      Rules rules = new Rules(tenant, knowledge, index, window, withoutMethods);
      List<Node> nodes =
          (goals.isEmpty() ? everything() : goals).stream().map(Escalation::nodeOf).toList();
      return new Escalation(tenant, index, window, Graph.leadingTo(nodes, rules, progress));
    }

    /**
     * Roles at the scopes at which they were seen, and groups that roles or PIM have to do with.
     */
    private SortedSet<Access> everything() {
      SortedSet<Access> all = new TreeSet<>();
      tenant.roles().forEach(role -> all.add(Access.role(role.id())));
      knowledge.builtInRoles().keySet().forEach(role -> all.add(Access.role(role)));
      tenant.forEachSchedule(
          schedule -> {
            if (schedule.access() instanceof RoleAccess role) {
              all.add(role);
              if (tenant.principal(schedule.principal()).isGroup()) {
                addGroup(schedule.principal(), all);
              }
            }
          });
      tenant.onboarded().forEach(group -> addGroup(group, all));
      tenant.forEachPrincipal(
          principal -> {
            if (principal instanceof Group group && !group.roleAssignable().isNo()) {
              addGroup(group.id(), all);
            }
          });
      return all;
    }

    private static void addGroup(Id group, Set<Access> all) {
      all.add(Access.member(group));
      all.add(Access.owner(group));
    }
  }
}
