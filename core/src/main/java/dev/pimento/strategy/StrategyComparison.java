package dev.pimento.strategy;

import static java.util.Objects.requireNonNull;

import dev.pimento.knowledge.Knowledge;
import dev.pimento.strategy.Recommendation.Reason;
import dev.pimento.text.Table;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Direct assignment, Option A and Option B side by side for the same {@link Intent}. Each is tried:
 * a small tenant is made for it and its month is run on a virtual clock.
 *
 * <pre>{@code
 * StrategyComparison.of(Intent.of(3, exchange, intune)).print();
 * }</pre>
 *
 * <p>It takes one role-assignable group, with one owner, and an approver who decides at once.
 *
 * @param intent what people shall be able to do
 * @param figures of direct assignment, Option A and Option B, in this order
 * @param recommendation which of the options fits, and why
 */
public record StrategyComparison(
    Intent intent, List<Figures> figures, Recommendation recommendation) {

  public StrategyComparison {
    requireNonNull(intent, "intent");
    figures = List.copyOf(figures);
    requireNonNull(recommendation, "recommendation");
  }

  /** Compares under what this version knows of the service. */
  public static StrategyComparison of(Intent intent) {
    return of(intent, Knowledge.builtIn());
  }

  public static StrategyComparison of(Intent intent, Knowledge knowledge) {
    List<Figures> figures =
        Stream.of(Strategy.DIRECT, Strategy.OPTION_A, Strategy.OPTION_B)
            .map(strategy -> Trial.run(strategy, intent, knowledge))
            .toList();
    return new StrategyComparison(
        intent, figures, Advice.of(intent, knowledge, figures.get(1), figures.get(2)));
  }

  /**
   * The figures of one strategy.
   *
   * @throws IllegalArgumentException if it is none of the three
   */
  public Figures of(Strategy strategy) {
    return figures.stream()
        .filter(f -> f.strategy() == strategy)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid strategy: expected direct, Option A or Option B, but found "
                        + strategy));
  }

  /** The strategies side by side: one row for each figure, with the facts that it rests on. */
  public Table table() {
    Table table =
        Table.of("", "direct", "Option A", "Option B", "facts")
            .withTitle(
                "%s with %s, %d shifts of %s a month"
                    .formatted(
                        intent.people() == 1 ? "1 person" : intent.people() + " people",
                        Words.count(intent.roles().size(), "role"),
                        intent.shiftsPerMonth(),
                        intent.shift()));
    table = row(table, "activations a shift", f -> perShift(f, f.activations()), "156");
    table = row(table, "approvals a shift", f -> perShift(f, f.approvals()), "116");
    table = row(table, "MFA prompts a shift", f -> perShift(f, f.mfaPrompts()), "108, 110");
    table = row(table, "activations a month", Figures::activations, "156");
    table = row(table, "approvals a month", Figures::approvals, "116");
    table = row(table, "MFA prompts a month", Figures::mfaPrompts, "108, 110");
    table = row(table, "justifications a month", Figures::justifications, "102");
    table = row(table, "tickets a month", Figures::tickets, "111");
    table = row(table, "shifts covered", f -> f.covered() + " of " + f.shifts(), "75");
    table = row(table, "role-hours standing", f -> Words.hours(f.hours().standing()), "57");
    table = row(table, "role-hours activated", f -> Words.hours(f.hours().activated()), "67");
    table = row(table, "who can change the gate", StrategyComparison::gate, "22, 156");
    table = row(table, "owner of the group", Figures::ownerPower, "24, 36");
    table =
        row(
            table,
            "approvers by default",
            f -> f.defaultApprovers().isEmpty() ? "none" : String.join(", ", f.defaultApprovers()),
            "112");
    table = row(table, "idle account", Figures::account, "168, 169");
    table = row(table, "slow workloads", StrategyComparison::delays, "151");
    table = row(table, "role-assignable groups", f -> f.roleAssignableGroups() + " of 500", "8");
    return row(table, "licences", Figures::licences, "205, 206");
  }

  private Table row(Table table, String what, Function<Figures, Object> figure, String facts) {
    List<Object> cells = figures.stream().map(figure).toList();
    return table.row(what, cells.get(0), cells.get(1), cells.get(2), facts);
  }

  private static String perShift(Figures figures, int total) {
    return Words.decimal((double) total / figures.shifts());
  }

  private static String gate(Figures figures) {
    if (figures.gate().isEmpty()) {
      return "no gate";
    }
    return String.join(", ", figures.gate()) + (figures.ownerChangesGate() ? ", group owner" : "");
  }

  private static String delays(Figures figures) {
    if (figures.delays().isEmpty()) {
      return "none";
    }
    return String.join(
        "; ",
        figures.delays().values().stream()
            .map(tail -> tail.workload() + ": " + Advice.delay(tail))
            .toList());
  }

  /** The recommendation: one row for each reason, then one for each caution. */
  public Table advice() {
    Table table =
        Table.of("", "for", "why", "facts")
            .withTitle(
                "recommended: "
                    + (recommendation.strategy() == Strategy.MIXED
                        ? "Option A for the roles, Option B for the rest"
                        : recommendation.strategy()));
    for (Reason reason : recommendation.reasons()) {
      table = table.row("reason", reason.strategy(), reason.text(), reason.numbers());
    }
    for (Reason caution : recommendation.cautions()) {
      table = table.row("caution", caution.strategy(), caution.text(), caution.numbers());
    }
    return table;
  }

  /** Prints {@link #table()} and {@link #advice()}. */
  public StrategyComparison print() {
    table().print();
    advice().print();
    return this;
  }

  /** Both tables. */
  @Override
  public String toString() {
    return table() + "\n" + advice();
  }
}
