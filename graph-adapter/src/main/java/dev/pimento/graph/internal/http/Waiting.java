package dev.pimento.graph.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The clock of whoever talks to Graph, and how it waits: a test lets no real time pass. */
public interface Waiting {

  Instant now();

  /** Returns at the instant or after it. */
  void until(Instant instant) throws InterruptedException;

  /** The clock of the machine. */
  static Waiting real() {
    Clock clock = Clock.systemUTC();
    return by(
        clock,
        instant -> {
          Duration left = Duration.between(clock.instant(), instant);
          if (!left.isNegative()) {
            Thread.sleep(left.toMillis() + 1);
          }
        });
  }

  static Waiting by(Clock clock, Sleep sleep) {
    return new Waiting() {
      @Override
      public Instant now() {
        return clock.instant();
      }

      @Override
      public void until(Instant instant) throws InterruptedException {
        sleep.until(instant);
      }
    };
  }

  /** Waits. */
  @FunctionalInterface
  interface Sleep {
    void until(Instant instant) throws InterruptedException;
  }
}
