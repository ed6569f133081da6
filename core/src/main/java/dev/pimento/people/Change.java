package dev.pimento.people;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.people.LeftBehind.Kind;
import dev.pimento.plan.Plan;
import dev.pimento.plan.Rehearsal;
import dev.pimento.simulation.Simulation;
import dev.pimento.strategy.Holding;
import dev.pimento.strategy.Strategies;
import dev.pimento.strategy.Way;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.text.Table;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What it takes that somebody comes, moves or goes, and what it leaves behind. Immutable and
 * thread-safe; it holds on to the tenant.
 */
public final class Change {

  private final Simulation start;
  private final String title;
  private final Id person;
  private final Plan plan;
  private final List<LeftBehind> leftBehind;
  private final Rehearsal rehearsal;

  Change(Work work, String words, Id person, List<Id> others) {
    this.start = work.start;
    this.person = person;
    this.plan = work.draft.plan();
    this.leftBehind = work.left.stream().distinct().toList();
    this.rehearsal = plan.rehearse(start);
    Object[] names = Stream.concat(Stream.of(person), others.stream()).map(work::nameOf).toArray();
    this.title = words.formatted(names) + " at " + start.now();
  }

  /** Who comes, moves or goes. */
  public Id person() {
    return person;
  }

  /** What is to be done. */
  public Plan plan() {
    return plan;
  }

  /** Each step in words. */
  public List<String> describe() {
    return plan.describe(start.tenant(), start.knowledge());
  }

  /** What it does not do, or leaves as it is. */
  public List<LeftBehind> leftBehind() {
    return leftBehind;
  }

  /** What came of the plan on a simulation of the tenant. */
  public Rehearsal rehearsal() {
    return rehearsal;
  }

  /**
   * Whether the plan does all that was asked for: no where something stays or is not copied, where
   * nobody is left to own or to decide something, or where settings still name who goes; unknown
   * where something that was not read may.
   */
  public Verdict verdict() {
    if (!rehearsal.isComplete() || leftBehind.stream().anyMatch(Change::isLack)) {
      return Verdict.NO;
    }
    return leftBehind.stream().anyMatch(one -> one.kind() == Kind.NOT_READ)
        ? Verdict.UNKNOWN
        : Verdict.YES;
  }

  private static boolean isLack(LeftBehind one) {
    return switch (one.kind()) {
      case STAYS, ALONE -> true;
      case NOT_COPIED, NAMED -> one.access().isPresent();
      case SHORTER, LONGER, KEPT, KNOWN, LIVES_ON, NOT_READ -> false;
    };
  }

  /** What to read to know more. */
  public SortedSet<Read> reads() {
    SortedSet<Read> reads = new TreeSet<>();
    leftBehind.forEach(one -> reads.addAll(one.reads()));
    return Collections.unmodifiableSortedSet(reads);
  }

  /** What the person could hold afterwards, by activating all that it may, and not before. */
  public SortedSet<Access> gains() {
    return minus(reach(rehearsal.after()), reach(start));
  }

  /** What the person could hold before, by activating all that it may, and not afterwards. */
  public SortedSet<Access> loses() {
    return minus(reach(start), reach(rehearsal.after()));
  }

  private SortedSet<Access> reach(Simulation simulation) {
    return simulation.index().couldHold(person, simulation.now()).certain();
  }

  private static SortedSet<Access> minus(SortedSet<Access> all, SortedSet<Access> less) {
    SortedSet<Access> rest = new TreeSet<>(all);
    rest.removeAll(less);
    return Collections.unmodifiableSortedSet(rest);
  }

  /** How the person comes to roles before: by which strategy, and what a shift takes. */
  public List<Holding> before() {
    return holdings(start);
  }

  /** How the person comes to roles afterwards: by which strategy, and what a shift takes. */
  public List<Holding> after() {
    return holdings(rehearsal.after());
  }

  private List<Holding> holdings(Simulation simulation) {
    return Strategies.of(simulation.tenant(), simulation.knowledge(), simulation.now()).of(person);
  }

  /** A line for each step. */
  public Table table() {
    return plan.table(start.tenant(), start.knowledge()).withTitle(title);
  }

  /** A line for each thing that is left behind. */
  public Table leftBehindTable() {
    Table table =
        Table.of("left behind", "what", "facts")
            .withTitle("what is left behind")
            .withEmptyMessage("nothing");
    for (LeftBehind one : leftBehind) {
      table =
          table.row(
              one.kind(),
              one.words() + (one.reads().isEmpty() ? "" : ": " + firstOf(one.reads())),
              one.facts().stream().map(String::valueOf).collect(joining(", ")));
    }
    return table;
  }

  private static String firstOf(SortedSet<Read> reads) {
    String first = reads.stream().limit(3).map(Read::toString).collect(joining(", "));
    return reads.size() <= 3 ? first : first + " and " + (reads.size() - 3) + " more";
  }

  /** How the person comes to roles, before and afterwards: a line for each way. */
  public Table shifts() {
    Table table =
        Table.of("role", "when", "how", "a shift takes")
            .withTitle("how " + names().nameOf(person) + " comes to roles")
            .withEmptyMessage("to no role, before or after");
    return with(with(table, "before", before()), "after", after());
  }

  private Table with(Table table, String when, List<Holding> holdings) {
    Table rows = table;
    for (Holding holding : holdings) {
      for (Way way : holding.ways()) {
        String by = way.group().map(group -> " by " + names().nameOf(group)).orElse("");
        rows =
            rows.row(
                names().nameOf(holding.role()),
                when,
                "%s%s, %s".formatted(way.strategy(), by, way.state()),
                way.cost());
      }
    }
    return rows;
  }

  private Lookup names() {
    return Lookup.in(rehearsal.after().tenant());
  }

  /** Prints {@link #table()} and {@link #leftBehindTable()}. */
  public Change print() {
    table().print();
    leftBehindTable().print();
    return this;
  }

  /** {@link #table()} and {@link #leftBehindTable()} as text. */
  @Override
  public String toString() {
    return table() + "\n" + leftBehindTable();
  }
}
