package dev.pimento.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * A duration as the service writes it: the ISO 8601 text is kept, since {@code P1Y} is not {@code
 * P365D} on the wire, while comparison and equality go by length.
 *
 * <p>For the length alone a year counts 365 days and a month 30; {@link #addTo(Instant)} follows
 * the calendar in UTC.
 */
public final class IsoDuration implements Comparable<IsoDuration> {

  private static final Instant FIRST = LocalDateTime.MIN.toInstant(ZoneOffset.UTC);

  private final String text;
  private final Period period;
  private final Duration time;
  private final Duration length;

  private IsoDuration(String text, Period period, Duration time) {
    this.text = text;
    this.period = period;
    this.time = time;
    long days = period.getYears() * 365L + period.getMonths() * 30L + period.getDays();
    this.length = Duration.ofDays(days).plus(time);
  }

  /**
   * Reads an ISO 8601 duration such as {@code PT8H}, {@code P365D}, {@code P1Y} or {@code P1DT2H}.
   *
   * @throws IllegalArgumentException if the text is none, or the duration is negative or longer
   *     than {@link Duration} can hold
   */
  public static IsoDuration of(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    int t = upper.indexOf('T');
    String datePart = t < 0 ? upper : upper.substring(0, t);
    try {
      if (t == upper.length() - 1 || upper.equals("P") || upper.indexOf('+') >= 0) {
        throw invalid(text);
      }
      Period period = datePart.equals("P") ? Period.ZERO : Period.parse(datePart);
      Duration time = t < 0 ? Duration.ZERO : Duration.parse("P" + upper.substring(t));
      if (period.isNegative() || time.isNegative()) {
        throw invalid(text);
      }
      return new IsoDuration(upper, period, time);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw invalid(text);
    }
  }

  /**
   * The duration in ISO 8601.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public static IsoDuration of(Duration duration) {
    return of(duration.toString());
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "Invalid duration: expected an ISO 8601 duration, not negative, such as PT8H or "
            + "P365D, but found \""
            + text
            + "\"");
  }

  /**
   * The instant this long after the given one, by the calendar of UTC; {@link Instant#MAX} if it
   * does not reach that far. From before the first year of the calendar the length alone counts.
   */
  public Instant addTo(Instant start) {
    try {
      return LocalDateTime.ofInstant(start, ZoneOffset.UTC)
          .plus(period)
          .plus(time)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException | ArithmeticException e) {
      return start.isBefore(FIRST) ? Interval.plus(start, length) : Instant.MAX;
    }
  }

  /** The length, a year counted as 365 days and a month as 30. */
  public Duration toDuration() {
    return length;
  }

  @Override
  public int compareTo(IsoDuration other) {
    return toDuration().compareTo(other.toDuration());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IsoDuration that && toDuration().equals(that.toDuration());
  }

  @Override
  public int hashCode() {
    return toDuration().hashCode();
  }

  /** The ISO form as it was given, in capitals. */
  @Override
  public String toString() {
    return text;
  }
}
