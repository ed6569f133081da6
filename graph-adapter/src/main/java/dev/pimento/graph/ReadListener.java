package dev.pimento.graph;

import java.time.Instant;
import java.util.Optional;

/**
 * Is told how far the reading of a tenant has come: after every page, and before every wait, on the
 * thread that reads. What it throws ends the reading.
 */
@FunctionalInterface
public interface ReadListener {

  /**
   * Takes the state of the reading.
   *
   * @param progress how far it has come
   */
  void progress(Progress progress);

  /** A listener that does nothing. */
  static ReadListener silent() {
    return progress -> {};
  }

  /**
   * How far the reading has come.
   *
   * @param collection what was read last, such as {@code groups/{id}/members} with a real id
   * @param records how many records of all lists were read so far
   * @param listsDone how many lists were read to their end, or could not be
   * @param listsKnown how many lists there are to read, as far as that is known yet
   * @param waitingUntil until when everything waits, since Graph is throttling
   */
  record Progress(
      String collection,
      long records,
      long listsDone,
      long listsKnown,
      Optional<Instant> waitingUntil) {}
}
