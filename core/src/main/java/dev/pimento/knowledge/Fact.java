package dev.pimento.knowledge;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * How a switch stands, and how sure that is.
 *
 * @param on how it stands
 * @param evidence how it is known
 * @param source who says so
 * @param date as of when
 */
public record Fact(boolean on, Evidence evidence, String source, LocalDate date) {

  /** How a behaviour is known, from surest to least sure. */
  public enum Evidence {
    DOCUMENTED,
    MEASURED,
    ASSUMED
  }

  public Fact {
    requireNonNull(evidence, "evidence");
    requireNonNull(source, "source");
    requireNonNull(date, "date");
  }
}
