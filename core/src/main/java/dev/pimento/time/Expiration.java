package dev.pimento.time;

import java.time.Instant;
import java.util.Optional;

/** When a schedule is to end: never, at an instant, or after a duration (facts 58, 59). */
public sealed interface Expiration {

  /** It has no end. */
  record Never() implements Expiration {
    @Override
    public String toString() {
      return "no end";
    }
  }

  /**
   * It ends at an instant.
   *
   * @param endExclusive the first instant at which it no longer holds
   */
  record At(Instant endExclusive) implements Expiration {
    @Override
    public String toString() {
      return "until " + endExclusive;
    }
  }

  /**
   * It ends a duration after its start.
   *
   * @param duration the length
   */
  record After(IsoDuration duration) implements Expiration {
    @Override
    public String toString() {
      return "for " + duration;
    }
  }

  /** The request leaves the end to the role settings. */
  record NotSpecified() implements Expiration {
    @Override
    public String toString() {
      return "end not specified";
    }
  }

  static Expiration never() {
    return new Never();
  }

  static Expiration at(Instant endExclusive) {
    return new At(endExclusive);
  }

  /**
   * It ends a duration after its start.
   *
   * @param duration ISO 8601, such as {@code PT8H}
   * @throws IllegalArgumentException if the text is no duration
   */
  static Expiration after(String duration) {
    return new After(IsoDuration.of(duration));
  }

  static Expiration notSpecified() {
    return new NotSpecified();
  }

  /**
   * The end of what starts at the given instant, {@link Instant#MAX} if there is none; empty where
   * it is not specified.
   */
  default Optional<Instant> endFor(Instant startInclusive) {
    return walk(
        new Visitor<>() {
          @Override
          public Optional<Instant> never() {
            return Optional.of(Instant.MAX);
          }

          @Override
          public Optional<Instant> at(Instant endExclusive) {
            return Optional.of(endExclusive);
          }

          @Override
          public Optional<Instant> after(IsoDuration duration) {
            return Optional.of(duration.addTo(startInclusive));
          }

          @Override
          public Optional<Instant> notSpecified() {
            return Optional.empty();
          }
        });
  }

  /** Calls the method of the visitor that belongs to this case. */
  default <T> T walk(Visitor<T> visitor) {
    if (this instanceof At at) {
      return visitor.at(at.endExclusive());
    }
    if (this instanceof After after) {
      return visitor.after(after.duration());
    }
    return this instanceof Never ? visitor.never() : visitor.notSpecified();
  }

  /** One method a case. */
  interface Visitor<T> {
    T never();

    T at(Instant endExclusive);

    T after(IsoDuration duration);

    T notSpecified();
  }
}
