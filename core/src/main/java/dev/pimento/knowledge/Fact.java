package dev.pimento.knowledge;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * One numbered fact about the service. Documentation and tests refer to the number.
 *
 * @param number the number
 * @param text the fact, in words
 * @param source who says so
 * @param evidence how it is known
 * @param date as of when
 * @param leftOut why the model does not show it; empty where it does
 */
public record Fact(
    int number, String text, String source, Evidence evidence, LocalDate date, String leftOut) {

  public Fact {
    requireNonNull(text, "text");
    requireNonNull(source, "source");
    requireNonNull(evidence, "evidence");
    requireNonNull(date, "date");
    requireNonNull(leftOut, "leftOut");
  }
}
