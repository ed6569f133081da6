package dev.pimento.policy;

import static java.util.Objects.requireNonNull;

import dev.pimento.time.IsoDuration;

/**
 * How long an assignment may be (rule ids 1, 5 and 6).
 *
 * @param required whether it has to end at all
 * @param maximum the longest duration where it has to end
 */
public record ExpirationLimit(boolean required, IsoDuration maximum) {

  public ExpirationLimit {
    requireNonNull(maximum, "maximum");
  }

  /** It has to end, after the given ISO 8601 duration at the latest. */
  public static ExpirationLimit atMost(String maximum) {
    return new ExpirationLimit(true, IsoDuration.of(maximum));
  }

  /** It may be permanent. */
  public static ExpirationLimit none(String suggested) {
    return new ExpirationLimit(false, IsoDuration.of(suggested));
  }
}
