package dev.pimento.knowledge;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * How a switch stands, and how sure that is.
 *
 * @param value one of {@link Switch#choices()}
 * @param evidence how it is known
 * @param source who says so
 * @param date as of when
 */
public record Choice(String value, Evidence evidence, String source, LocalDate date) {

  public Choice {
    requireNonNull(value, "value");
    requireNonNull(evidence, "evidence");
    requireNonNull(source, "source");
    requireNonNull(date, "date");
  }
}
