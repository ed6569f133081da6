package dev.pimento.knowledge;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How long a workload goes on by what the directory said before: its tokens and its caches, one
 * after the other (facts 147 to 152).
 *
 * @param workload its name, as in {@code workload-tails.csv}
 * @param parts what remembers; at least one
 */
public record Tail(String workload, List<Part> parts) {

  public Tail {
    requireNonNull(workload, "workload");
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid tail of %s: expected at least one part, but found none".formatted(workload));
    }
  }

  /**
   * One thing that remembers.
   *
   * @param name what it is, such as {@code token} or {@code cache}
   * @param atLeast the shortest time that it remembers
   * @param atMost the longest; empty where nobody says
   * @param evidence how it is known
   * @param source who says so
   * @param date as of when
   */
  public record Part(
      String name,
      Duration atLeast,
      Optional<Duration> atMost,
      Evidence evidence,
      String source,
      LocalDate date) {

    public Part {
      requireNonNull(name, "name");
      requireNonNull(evidence, "evidence");
      requireNonNull(source, "source");
      requireNonNull(date, "date");
      if (atLeast.isNegative() || atMost.filter(most -> most.compareTo(atLeast) < 0).isPresent()) {
        throw new IllegalArgumentException(
            "Invalid tail: expected 0 <= shortest <= longest, but found %s, %s"
                .formatted(atLeast, atMost));
      }
    }
  }

  /** The shortest time for all parts together. */
  public Duration atLeast() {
    return parts.stream().map(Part::atLeast).reduce(Duration.ZERO, Duration::plus);
  }

  /** The longest time for all parts together; empty if it is not known of one of them. */
  public Optional<Duration> atMost() {
    return parts.stream()
        .map(Part::atMost)
        .reduce(Optional.of(Duration.ZERO), (a, b) -> a.flatMap(x -> b.map(x::plus)));
  }
}
