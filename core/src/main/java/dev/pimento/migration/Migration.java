package dev.pimento.migration;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Unresolved;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.migration.DirectAssignments.Held;
import dev.pimento.migration.MigrationListener.Progress;
import dev.pimento.migration.MigrationListener.Work;
import dev.pimento.migration.RoleGroups.Draft;
import dev.pimento.migration.RoleGroups.Dropped;
import dev.pimento.migration.StaysDirect.Reason;
import dev.pimento.plan.Plan;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.simulation.Simulation;
import dev.pimento.strategy.Strategies;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Out of direct assignment: which role groups take the place of the roles that people hold
 * directly, with which settings, in which steps; and the proof that everybody can do afterwards
 * what they could do before.
 *
 * <pre>{@code
 * var migration = Migration.of(tenant, Knowledge.builtIn());
 * migration.print();
 * migration.planTable().print();
 * migration.proof().print();
 * }</pre>
 *
 * <p>What moves is what people hold directly and active; what they are directly eligible for stays,
 * since it is activated already. Each person becomes eligible for groups that together hold exactly
 * the roles that move, as long as the person held them, and as the settings allow. A direct
 * assignment of what the person comes to in another way as long is only removed. What stays, and
 * why, is listed by {@link #stays()}. Nothing is removed before everything is in its place.
 *
 * <p>If the search came to its end, the groups are the fewest of those that give each person only
 * what moves, until the day until which the person held it ({@link #isFewest()}); otherwise {@link
 * #atLeast()} says how many of such are needed. Fewer may do where a group may also give people
 * what they keep, or come to in another way.
 *
 * <p>Working it out takes a few passes over the tenant, and the search. Immutable and thread-safe.
 */
public final class Migration {

  /**
   * A person and a role that it holds directly.
   *
   * @param person who
   * @param role the role at its scope
   */
  public record Direct(Id person, RoleAccess role) {}

  private final Simulation start;
  private final Tenant tenant;
  private final Instant now;
  private final MigrationOptions options;
  private final List<RoleGroup> groups;
  private final List<Direct> moved;
  private final List<Direct> needless;
  private final List<StaysDirect> stays;
  private final List<Recreation> recreations;
  private final int atLeast;
  private final List<Direct> witness;
  private final Plan plan;

  private Migration(Simulation simulation, MigrationOptions options, MigrationListener listener) {
    this.start = simulation.fork();
    this.tenant = start.tenant();
    this.now = start.now();
    this.options = options;
    check();
    Knowledge knowledge = start.knowledge();
    DirectAssignments direct =
        new DirectAssignments(
            tenant, knowledge, now, options.breakGlass(), new Decidable(tenant, knowledge, now));
    List<Held> held = direct.held();
    refuseUnreadSettings(held);
    List<Held> toMine = held.stream().filter(h -> !h.otherwise()).toList();
    Matrix matrix = new Matrix(toMine);
    Mining.Found found = matrix.mined(options.steps(), listener);
    RoleGroups made = new RoleGroups(tenant, knowledge, now, options, matrix.drafts(found));
    this.groups = List.copyOf(made.groups());
    this.recreations = List.copyOf(made.recreations());
    Set<Direct> covered = new HashSet<>();
    for (RoleGroup group : groups) {
      for (Id person : group.people().keySet()) {
        group.roles().forEach(role -> covered.add(new Direct(person, role)));
      }
    }
    List<Held> moving =
        toMine.stream().filter(h -> covered.contains(new Direct(h.person(), h.role()))).toList();
    this.moved = moving.stream().map(h -> new Direct(h.person(), h.role())).toList();
    this.needless =
        held.stream().filter(Held::otherwise).map(h -> new Direct(h.person(), h.role())).toList();
    List<StaysDirect> all = new ArrayList<>(direct.stays());
    toMine.stream()
        .filter(h -> !covered.contains(new Direct(h.person(), h.role())))
        .forEach(h -> all.add(new StaysDirect(h.person(), h.role(), reason(made.dropped(), h))));
    all.sort(Comparator.comparing(StaysDirect::principal).thenComparing(StaysDirect::role));
    this.stays = List.copyOf(all);
    if (moving.size() < toMine.size()) {
      matrix = new Matrix(moving);
      found = matrix.mined(options.steps(), listener);
    }
    this.atLeast = found.atLeast();
    this.witness = matrix.named(found.witness());
    this.plan = plan(held, covered);
  }

  /** Of a tenant as it was read, with everything as by default: nobody is a break-glass account. */
  public static Migration of(Tenant tenant, Knowledge knowledge) {
    return of(Simulation.of(tenant, knowledge), MigrationOptions.none());
  }

  /** Of the present of a simulation. */
  public static Migration of(Simulation simulation, MigrationOptions options) {
    return of(simulation, options, MigrationListener.silent());
  }

  /**
   * The same, telling how far it has come.
   *
   * @throws IllegalArgumentException if something that a removal would rest on was not read
   *     completely, if the licence for PIM has lapsed, or if the options name what is not there
   */
  public static Migration of(
      Simulation simulation, MigrationOptions options, MigrationListener listener) {
    return new Migration(simulation, options, listener);
  }

  private void check() {
    for (Id account : options.breakGlass()) {
      if (tenant.principal(account) instanceof Unresolved) {
        throw new IllegalArgumentException(
            "Invalid break-glass account: expected a principal of the tenant, but found "
                + account);
      }
    }
    if (!tenant.isLicensed()) {
      throw new IllegalArgumentException(
          "Invalid tenant: expected a licence for PIM, but found it lapsed");
    }
    SortedSet<Read> unread = new TreeSet<>(Strategies.of(tenant, start.knowledge(), now).reads());
    unread.removeIf(read -> read.kind() == Read.Kind.HISTORY);
    for (Read.Kind kind :
        List.of(
            Read.Kind.USERS,
            Read.Kind.GROUPS,
            Read.Kind.ROLE_ASSIGNMENTS,
            Read.Kind.ROLE_ELIGIBILITIES)) {
      Completeness completeness = tenant.coverage().of(kind);
      if (!completeness.isComplete()) {
        unread.add(Read.of(kind));
      }
    }
    refuse(unread);
  }

  private void refuseUnreadSettings(List<Held> held) {
    boolean unread =
        held.stream()
            .anyMatch(
                h ->
                    tenant.settings(h.role()).isEmpty()
                        && !tenant
                            .coverage()
                            .of(Read.Kind.ROLE_SETTINGS, h.role().role())
                            .isComplete());
    refuse(unread ? Set.of(Read.of(Read.Kind.ROLE_SETTINGS)) : Set.of());
  }

  private static void refuse(Set<Read> unread) {
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid tenant: expected that all was read which a removal rests on, but found not "
              + "read completely: "
              + unread.stream().map(Read::toString).collect(joining(", ")));
    }
  }

  private static Reason reason(List<Dropped> dropped, Held held) {
    return dropped.stream()
        .filter(d -> d.covers(held.person(), held.role()))
        .map(Dropped::reason)
        .findFirst()
        .orElseThrow();
  }

  /** Who holds what how long, as numbers. */
  private static final class Matrix {

    private record Row(Id person, Instant end) {}

    private final List<Row> rows;
    private final List<RoleAccess> columns;
    private final List<BitSet> matrix = new ArrayList<>();

    Matrix(List<Held> held) {
      Map<Row, BitSet> byRow =
          new TreeMap<>(Comparator.comparing(Row::person).thenComparing(Row::end));
      columns = held.stream().map(Held::role).distinct().sorted().toList();
      Map<RoleAccess, Integer> numbers = new TreeMap<>();
      columns.forEach(role -> numbers.put(role, numbers.size()));
      held.forEach(
          h ->
              byRow
                  .computeIfAbsent(new Row(h.person(), h.endExclusive()), r -> new BitSet())
                  .set(numbers.getOrDefault(h.role(), 0)));
      rows = List.copyOf(byRow.keySet());
      matrix.addAll(byRow.values());
    }

    Mining.Found mined(long steps, MigrationListener listener) {
      return Mining.of(
          matrix, steps, left -> listener.progress(new Progress(Work.MINING, steps - left, steps)));
    }

    List<Direct> named(List<Mining.One> ones) {
      return ones.stream()
          .map(one -> new Direct(rows.get(one.row()).person(), columns.get(one.column())))
          .toList();
    }

    /** Gives each row few of the bundles that it needs. */
    List<Draft> drafts(Mining.Found found) {
      List<Draft> drafts = new ArrayList<>();
      for (BitSet bundle : found.bundles()) {
        SortedSet<RoleAccess> roles = new TreeSet<>();
        bundle.stream().forEach(column -> roles.add(columns.get(column)));
        drafts.add(new Draft(roles, new TreeMap<>()));
      }
      for (int row = 0; row < rows.size(); row++) {
        for (int bundle : few(found.bundles(), matrix.get(row))) {
          drafts.get(bundle).people().put(rows.get(row).person(), rows.get(row).end());
        }
      }
      drafts.removeIf(draft -> draft.people().isEmpty());
      return drafts;
    }

    private static List<Integer> few(List<BitSet> bundles, BitSet row) {
      List<Integer> chosen = new ArrayList<>();
      BitSet left = (BitSet) row.clone();
      while (!left.isEmpty()) {
        int largest = -1;
        int most = 0;
        for (int i = 0; i < bundles.size(); i++) {
          BitSet outside = (BitSet) bundles.get(i).clone();
          outside.andNot(row);
          BitSet more = (BitSet) bundles.get(i).clone();
          more.and(left);
          if (outside.isEmpty() && more.cardinality() > most) {
            most = more.cardinality();
            largest = i;
          }
        }
        if (largest < 0) {
          throw new IllegalStateException("expected bundles that cover " + row);
        }
        chosen.add(largest);
        left.andNot(bundles.get(largest));
      }
      chosen.removeIf(
          one -> {
            BitSet others = new BitSet();
            chosen.stream().filter(c -> !c.equals(one)).forEach(c -> others.or(bundles.get(c)));
            BitSet rest = (BitSet) row.clone();
            rest.andNot(others);
            return rest.isEmpty();
          });
      return chosen;
    }
  }

  private Plan plan(List<Held> held, Set<Direct> covered) {
    Plan.Builder steps = Plan.builder();
    Knowledge knowledge = start.knowledge();
    for (RoleGroup group : groups) {
      if (group.isNew()) {
        steps.create(group.group(), "holds roles in place of people");
      }
    }
    for (RoleGroup group : groups) {
      steps.changeSettings(
          group.membership(),
          knowledge.settings(tenant, group.membership()),
          group.settings(),
          "as strict as the strictest of its roles");
    }
    for (RoleGroup group : groups) {
      if (group.isNew()) {
        for (RoleAccess role : group.roles()) {
          ExpirationLimit limit = knowledge.settings(tenant, role).assignment();
          Expiration end =
              limit.required() ? new Expiration.After(limit.maximum()) : Expiration.never();
          steps.assign(group.group().id(), role, end, "holds it in place of people");
        }
      }
    }
    groups.forEach(group -> group.people().forEach((id, end) -> eligible(steps, group, id, end)));
    for (Held one : held) {
      boolean moves = covered.contains(new Direct(one.person(), one.role()));
      for (int i = 0; (moves || one.otherwise()) && i < one.schedules(); i++) {
        steps.remove(
            Kind.ACTIVE,
            one.person(),
            one.role(),
            moves ? "activates it from now on" : "comes to it in another way");
      }
    }
    recreations.stream()
        .filter(recreation -> options.recreate().contains(recreation.plain().id()))
        .forEach(recreation -> steps.delete(recreation.plain().id(), "was created anew"));
    return steps.build();
  }

  private void eligible(Plan.Builder steps, RoleGroup group, Id person, Instant end) {
    Optional<Eligibility> present =
        tenant
            .eligibilitiesOf(person)
            .filter(e -> e.isCurrent() && e.access().equals(group.membership()))
            .findFirst();
    ExpirationLimit limit = group.settings().eligibility();
    Expiration expiration =
        end.equals(Instant.MAX)
            ? Expiration.never()
            : limit.required() && end.equals(limit.maximum().addTo(now))
                ? new Expiration.After(limit.maximum())
                : Expiration.at(end);
    String why = "instead of holding its roles directly";
    if (present.isEmpty()) {
      steps.makeEligible(person, group.membership(), expiration, why);
    } else if (present.get().span().endExclusive().isBefore(end)) {
      Call anybody = Call.of(person, Caller.anAdministrator());
      steps.add(
          Command.adminUpdate(
              anybody,
              Kind.ELIGIBLE,
              person,
              group.membership(),
              ScheduleInfo.startingNow(expiration)),
          why);
    }
  }

  /** The instant at which it takes place. */
  public Instant at() {
    return now;
  }

  /** The groups, by their names. */
  public List<RoleGroup> groups() {
    return groups;
  }

  /** What people no longer hold directly, since a group takes its place; by people and roles. */
  public List<Direct> moved() {
    return moved;
  }

  /** What is only removed, since the person comes to it in another way as long. */
  public List<Direct> needless() {
    return needless;
  }

  /** What stays as it is, and why; by people and roles. */
  public List<StaysDirect> stays() {
    return stays;
  }

  /** Plain groups that have the people of a role group and can't become one (fact 7). */
  public List<Recreation> recreations() {
    return recreations;
  }

  /**
   * How many groups are needed that give each person only what moves, until the day until which the
   * person held it: as many as there are in {@link #witness()}, or more where the search has tried
   * all there is.
   */
  public int atLeast() {
    return atLeast;
  }

  /** Whether there can't be fewer groups that give each person only what moves, and as long. */
  public boolean isFewest() {
    return groups.size() == atLeast;
  }

  /**
   * Pairs of which no two can go into one group that gives only what moves: for any two, the role
   * of one doesn't move from the person of the other, or is held for another time.
   */
  public List<Direct> witness() {
    return witness;
  }

  /** What is to be done, in an order in which nobody is locked out. */
  public Plan plan() {
    return plan;
  }

  /** Runs the plan on a simulation, and looks at everybody. */
  public MigrationProof proof() {
    return proof(MigrationListener.silent());
  }

  /** The same, telling how far it has come. */
  public MigrationProof proof(MigrationListener listener) {
    return new MigrationProof(this, plan, start, listener);
  }

  Set<Id> deletedGroups() {
    return options.recreate();
  }

  /** The groups, a line for each. */
  public Table table() {
    Lookup names = Lookup.in(tenant);
    Table table =
        Table.of("group", "roles", "people", "an activation asks for")
            .withTitle(title())
            .withEmptyMessage("nothing moves");
    for (RoleGroup group : groups) {
      table =
          table.row(
              group.group().displayName() + (group.isNew() ? "" : " (exists)"),
              joined(group.roles().stream().map(names::nameOf).toList()),
              joined(group.people().keySet().stream().map(names::nameOf).toList()),
              Strictest.words(group.settings(), names));
    }
    return table.withFooter(footer());
  }

  private static String joined(List<String> all) {
    String some = all.stream().sorted().limit(5).collect(joining(", "));
    return all.size() <= 5 ? some : some + " and " + (all.size() - 5) + " more";
  }

  private String title() {
    String bound =
        isFewest()
            ? "no fewer give people only what moves"
            : "at least %d are needed to give people only what moves".formatted(atLeast);
    return "%d of %d direct assignments go, for %s; %s"
        .formatted(
            moved.size() + needless.size(),
            moved.size() + needless.size() + stays.size(),
            count(groups.size(), "group"),
            bound);
  }

  private String footer() {
    List<String> lines = new ArrayList<>();
    if (!stays.isEmpty()) {
      Map<Reason, Long> reasons =
          stays.stream().collect(groupingBy(StaysDirect::reason, TreeMap::new, counting()));
      lines.add(
          reasons.entrySet().stream()
              .map(entry -> entry.getValue() + ": " + entry.getKey())
              .collect(joining("; ", "stays ", "")));
    }
    for (Recreation recreation : recreations) {
      lines.add(
          "%s has the same people as %s, and can't be made role-assignable (fact 7)"
              .formatted(
                  recreation.plain().displayName(),
                  groups.stream()
                      .map(RoleGroup::group)
                      .filter(group -> group.id().equals(recreation.replacedBy()))
                      .map(group -> group.displayName())
                      .collect(joining())));
    }
    return String.join("; ", lines);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** What else there is to know of the groups, a line for each note. */
  public Table notesTable() {
    Table table = Table.of("group", "note").withEmptyMessage("nothing to note");
    for (RoleGroup group : groups) {
      boolean first = true;
      for (String note : group.notes()) {
        table = table.row(first ? group.group().displayName() : "", note);
        first = false;
      }
    }
    return table;
  }

  /** The steps, a line for each. */
  public Table planTable() {
    return plan.table(tenant, start.knowledge());
  }

  /** What stays as it is, a line for each. */
  public Table staysTable() {
    Lookup names = Lookup.in(tenant);
    Table table = Table.of("who", "role", "why it stays").withEmptyMessage("nothing stays");
    for (StaysDirect one : stays) {
      table = table.row(names.nameOf(one.principal()), names.nameOf(one.role()), one.reason());
    }
    return table;
  }

  /** Which plain groups could be created anew, and what that would lose; a line for each loss. */
  public Table recreationsTable() {
    Table table =
        Table.of("plain group", "what is lost with it", "can it go?")
            .withEmptyMessage("no plain group has the people of a role group");
    for (Recreation recreation : recreations) {
      boolean first = true;
      for (String loss : recreation.losses()) {
        table =
            table.row(
                first ? recreation.plain().displayName() : "",
                loss,
                !first ? "" : recreation.leadsFurther() ? "no, something rests on it" : "yes");
        first = false;
      }
    }
    return table;
  }

  /** Prints {@link #table()}. */
  public Migration print() {
    table().print();
    return this;
  }

  /** {@link #table()} as text. */
  @Override
  public String toString() {
    return table().toString();
  }
}
