package dev.pimento.finding;

import static java.util.Objects.requireNonNull;

import dev.pimento.plan.Plan;

/**
 * What to do about a finding.
 *
 * @param words what, in one sentence
 * @param plan the commands that do it; nothing where no command can, or where somebody has to
 *     choose first
 */
public record Remedy(String words, Plan plan) {

  public Remedy {
    requireNonNull(words, "words");
    requireNonNull(plan, "plan");
  }

  static Remedy advice(String words) {
    return new Remedy(words, Plan.nothing());
  }
}
