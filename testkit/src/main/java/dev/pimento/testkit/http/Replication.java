package dev.pimento.testkit.http;

import dev.pimento.directory.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When objects were created over HTTP: PIM doesn't know them at once. Thread-safe. */
final class Replication {

  private final Duration lag;
  private final Map<Id, Instant> created = new ConcurrentHashMap<>();

  Replication(Duration lag) {
    this.lag = lag;
  }

  void created(Id id, Instant at) {
    if (!lag.isZero()) {
      created.put(id, at);
    }
  }

  /**
   * Checks that PIM knows an object.
   *
   * @param code what the service calls it when it does not
   * @throws GraphException 404, as long as the object is too new
   */
  void check(Id id, Instant now, String code) {
    Instant at = created.get(id);
    if (at != null && now.isBefore(at.plus(lag))) {
      throw new GraphException(
          404,
          code,
          "The resource is not found: %s is too new for PIM, which knows it from %s on."
              .formatted(id, at.plus(lag)));
    }
  }

  void clear() {
    created.clear();
  }
}
