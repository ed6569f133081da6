package dev.pimento.rule;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What came of a rule.
 *
 * @param rule the rule in words
 * @param at the instant at which it was evaluated
 * @param verdict yes, it holds; no, it is broken; or unknown: what was not read may break it
 * @param counterexamples how it is broken, one for each subject, the shortest first; none unless it
 *     is
 * @param doubtful what may break it beside these
 * @param reads what to read to settle it, or to learn whether there are more; empty where all that
 *     matters was read
 * @param remarks what else there is to say, such as an exception that was not needed
 * @param tenant the tenant, for the names in {@link #toString()}
 */
public record Result(
    String rule,
    Instant at,
    Verdict verdict,
    List<Counterexample> counterexamples,
    SortedSet<Id> doubtful,
    SortedSet<Read> reads,
    List<String> remarks,
    Tenant tenant) {

  private static final int MOST_NAMES = 5;

  public Result {
    requireNonNull(rule, "rule");
    requireNonNull(at, "at");
    requireNonNull(verdict, "verdict");
    counterexamples = List.copyOf(counterexamples);
    doubtful = Collections.unmodifiableSortedSet(new TreeSet<>(doubtful));
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
    remarks = List.copyOf(remarks);
    requireNonNull(tenant, "tenant");
  }

  /**
   * Fails unless the rule holds; what is not known fails too.
   *
   * @return this
   * @throws AssertionError if the verdict is no or unknown, with {@link #toString()}
   */
  public Result orThrow() {
    if (!verdict.isYes()) {
      throw new AssertionError(this);
    }
    return this;
  }

  /** The rule, and why it is broken or not known, in lines of at most 100 columns. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(wrapped(headline()));
    counterexamples.stream().limit(1).forEach(c -> lines.add(c.table(tenant).toString()));
    if (counterexamples.size() > 1) {
      Stream<String> others = counterexamples.stream().skip(1).map(Counterexample::breach);
      lines.add(
          wrapped(
              "And %d more: %s"
                  .formatted(
                      counterexamples.size() - 1, some(others, counterexamples.size() - 1))));
    }
    if (!doubtful.isEmpty()) {
      lines.add(
          wrapped(
              "May break it, for all that is known: "
                  + some(doubtful.stream().map(this::nameOf), doubtful.size())));
    }
    if (!reads.isEmpty()) {
      lines.add(
          wrapped(
              (verdict.isNo() ? "There may be more; not read: " : "To settle it, read: ")
                  + reads.stream().map(Read::toString).collect(joining(", "))));
    }
    remarks.forEach(remark -> lines.add(wrapped(remark)));
    return String.join("\n", lines);
  }

  private String headline() {
    String how =
        switch (verdict) {
          case YES -> "Rule holds at ";
          case NO -> "Rule broken at ";
          case UNKNOWN -> "Rule not decided at ";
        };
    return how + at + ": " + rule;
  }

  private static String some(Stream<String> all, int count) {
    String some = all.limit(MOST_NAMES).collect(joining("; "));
    return count > MOST_NAMES ? some + "; ..." : some;
  }

  private static String wrapped(String line) {
    return Table.of("line").withEmptyMessage(line).toString();
  }

  private String nameOf(Id id) {
    return tenant
        .role(id)
        .map(RoleDefinition::displayName)
        .orElseGet(() -> Lookup.in(tenant).nameOf(id));
  }
}
