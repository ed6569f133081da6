package dev.pimento.strategy;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * How people come to directory roles in a tenant, at an instant: by which {@link Strategy}, what a
 * shift takes, what stands between shifts, and whether the idle account is protected.
 *
 * <pre>{@code
 * var strategies = Strategies.of(tenant, Knowledge.builtIn(), tenant.asOf());
 * strategies.forEach(holding -> System.out.println(holding.strategy() + " " + holding.hours()));
 * }</pre>
 *
 * <p>A way is what somebody can do alone, or with an approver: what an eligible owner could do to a
 * group (facts 36, 174) is not among them. A disabled account keeps its ways (fact 247). Where
 * something was not read, a holding names the reads that would settle it.
 *
 * <p>Making it takes a few passes over the tenant's schedules, and it holds on to the tenant.
 * Immutable and thread-safe.
 */
public final class Strategies {

  /** The month that role-hours are counted over where the caller gives none. */
  public static final Duration MONTH = Duration.ofDays(30);

  private static final int PEOPLE_BETWEEN_PROGRESS = 1000;

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Instant at;
  private final Interval month;
  private final Schedules schedules;
  private final Hours hours;
  private final Accounts accounts;
  private final SortedSet<Read> reads;

  private Strategies(Tenant tenant, Knowledge knowledge, Instant at, Interval month) {
    this.tenant = requireNonNull(tenant, "tenant");
    this.knowledge = requireNonNull(knowledge, "knowledge");
    this.at = requireNonNull(at, "at");
    this.month = month;
    if (month.startInclusive().equals(Instant.MIN) || month.isPermanent()) {
      throw new IllegalArgumentException(
          "Invalid month: expected a start and an end, but found " + month);
    }
    this.schedules = new Schedules(tenant, at, month);
    this.hours = new Hours(schedules, month, knowledge.isOn(Switch.ROLE_NESTED_INHERITANCE));
    this.accounts = new Accounts(tenant, knowledge, schedules, at);
    this.reads = schedules.unread();
  }

  /**
   * At an instant, with role-hours over the {@link #MONTH} that begins there.
   *
   * @param at the instant that is asked about
   */
  public static Strategies of(Tenant tenant, Knowledge knowledge, Instant at) {
    return of(tenant, knowledge, at, Interval.of(at, Interval.plus(at, MONTH)));
  }

  /**
   * At an instant.
   *
   * @param at the instant that is asked about
   * @param month what role-hours are counted over, of any length
   * @throws IllegalArgumentException if the month has no start or no end
   */
  public static Strategies of(Tenant tenant, Knowledge knowledge, Instant at, Interval month) {
    return new Strategies(tenant, knowledge, at, month);
  }

  /** The instant that is asked about. */
  public Instant at() {
    return at;
  }

  /** What role-hours are counted over. */
  public Interval month() {
    return month;
  }

  /** What was not read and may hide ways to roles, and people; empty means that nothing does. */
  public SortedSet<Read> reads() {
    return Collections.unmodifiableSortedSet(reads);
  }

  /** Shows each pair of a person and a role, in the order of people and roles. */
  public void forEach(Consumer<Holding> consumer) {
    forEach(StrategyListener.silent(), consumer);
  }

  /** The same, telling how far it has come. Nothing of what was shown is kept. */
  public void forEach(StrategyListener listener, Consumer<Holding> consumer) {
    long people = 0;
    long holdings = 0;
    long total = schedules.people().size();
    for (Id person : schedules.people()) {
      for (Holding holding : of(person)) {
        consumer.accept(holding);
        holdings++;
      }
      people++;
      if (people % PEOPLE_BETWEEN_PROGRESS == 0 || people == total) {
        listener.progress(new StrategyListener.Progress(people, total, holdings));
      }
    }
  }

  /** All that the person has or could activate at the instant, or holds within the month. */
  public List<Holding> of(Id person) {
    if (!schedules.people().contains(person)) {
      return List.of();
    }
    Map<RoleAccess, List<Way>> ways = Walk.of(tenant, knowledge, schedules, at, person);
    Map<RoleAccess, RoleHours> held = hours.of(person);
    SortedSet<RoleAccess> roles = new TreeSet<>(ways.keySet());
    roles.addAll(held.keySet());
    IdleAccount account = accounts.of(person);
    List<Holding> holdings = new ArrayList<>(roles.size());
    for (RoleAccess role : roles) {
      holdings.add(
          holding(
              person,
              role,
              ways.getOrDefault(role, List.of()),
              held.getOrDefault(role, RoleHours.NONE),
              account));
    }
    return Collections.unmodifiableList(holdings);
  }

  /** How the person comes to the role at that scope; without ways if it does not. */
  public Holding of(Id person, RoleAccess role) {
    return of(person).stream()
        .filter(holding -> holding.role().equals(role))
        .findFirst()
        .orElseGet(() -> holding(person, role, List.of(), RoleHours.NONE, accounts.of(person)));
  }

  private Holding holding(
      Id person, RoleAccess role, List<Way> ways, RoleHours held, IdleAccount account) {
    SortedSet<Read> all = new TreeSet<>(reads);
    for (Way way : ways) {
      all.addAll(way.reads());
      all.addAll(way.cost().reads());
    }
    return new Holding(person, role, ways, held, account, all);
  }

  /** Role-hours within the month of all people together, for each role at each scope. */
  public SortedMap<RoleAccess, RoleHours> hours() {
    SortedMap<RoleAccess, RoleHours> sums = new TreeMap<>();
    for (Id person : schedules.people()) {
      hours.of(person).forEach((role, held) -> sums.merge(role, held, RoleHours::plus));
    }
    return sums;
  }

  /** One row for each way of each person to each role, by the names of roles and people. */
  public Table table() {
    Lookup names = Lookup.in(tenant);
    record Row(String role, String who, Holding holding) {}
    List<Row> rows = new ArrayList<>();
    forEach(h -> rows.add(new Row(names.nameOf(h.role()), names.nameOf(h.person()), h)));
    rows.sort(Comparator.comparing(Row::role).thenComparing(Row::who));
    Table table =
        Table.of("role", "who", "how", "a shift takes", "settings of", "role-hours", "idle account")
            .withTitle("how people come to roles at " + at)
            .withEmptyMessage("nobody comes to any role");
    for (Row row : rows) {
      Holding holding = row.holding();
      boolean first = true;
      for (Way way : holding.ways()) {
        table =
            table.row(
                first ? row.role() : "",
                first ? row.who() : "",
                how(way, names),
                way.cost(),
                way.cost().enforcedBy().stream().map(names::nameOf).collect(joining(", then ")),
                first ? holding.hours() : "",
                first ? holding.account() : "");
        first = false;
      }
      if (holding.ways().isEmpty()) {
        table =
            table.row(row.role(), row.who(), "not now", "", "", holding.hours(), holding.account());
      }
    }
    return reads.isEmpty()
        ? table
        : table.withFooter(
            "There may be more: not read were "
                + reads.stream().map(Read::toString).collect(joining(", ")));
  }

  private static String how(Way way, Lookup names) {
    return way.strategy()
        + way.group().map(group -> " by " + names.nameOf(group)).orElse("")
        + ", "
        + (way.verdict() == Verdict.YES ? way.state() : "not certain");
  }

  /** What stands and what is activated, for each role at each scope. */
  public Table hoursTable() {
    Lookup names = Lookup.in(tenant);
    Table table =
        Table.of("role", "standing", "activated", "not known")
            .withTitle("role-hours within " + month)
            .withEmptyMessage("nobody holds any role");
    for (Map.Entry<RoleAccess, RoleHours> sum : hours().entrySet()) {
      table =
          table.row(
              names.nameOf(sum.getKey()),
              Words.hours(sum.getValue().standing()),
              Words.hours(sum.getValue().activated()),
              Words.hours(sum.getValue().notKnown()));
    }
    return table;
  }

  /** Prints {@link #table()}. */
  public Strategies print() {
    table().print();
    return this;
  }

  /** {@link #table()} as text. */
  @Override
  public String toString() {
    return table().toString();
  }
}
