package dev.pimento.graph;

import java.time.Instant;

/** Waits. A test's lets a virtual clock go on instead. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Returns at the instant or after it.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void sleepUntil(Instant instant) throws InterruptedException;
}
