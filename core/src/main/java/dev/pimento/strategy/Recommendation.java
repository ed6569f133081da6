package dev.pimento.strategy;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which strategy fits an intent, and why.
 *
 * @param strategy Option A, Option B, or {@link Strategy#MIXED}: Option A for the directory roles
 *     and Option B for the rest
 * @param reasons what speaks for either of the two, what decided first
 * @param cautions what to see to when the strategy is taken
 */
public record Recommendation(Strategy strategy, List<Reason> reasons, List<Reason> cautions) {

  /**
   * One reason.
   *
   * @param strategy which strategy it speaks for, or is about
   * @param text the reason in words
   * @param facts the numbers of the facts that it rests on
   */
  public record Reason(Strategy strategy, String text, SortedSet<Integer> facts) {

    public Reason {
      requireNonNull(strategy, "strategy");
      requireNonNull(text, "text");
      facts = Collections.unmodifiableSortedSet(new TreeSet<>(facts));
    }

    static Reason of(Strategy strategy, String text, Integer... facts) {
      return new Reason(strategy, text, new TreeSet<>(List.of(facts)));
    }

    /** The facts' numbers, separated by commas. */
    String numbers() {
      return facts.stream().map(String::valueOf).collect(joining(", "));
    }
  }

  public Recommendation {
    requireNonNull(strategy, "strategy");
    reasons = List.copyOf(reasons);
    cautions = List.copyOf(cautions);
  }
}
