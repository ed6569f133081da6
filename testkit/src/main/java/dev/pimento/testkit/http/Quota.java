package dev.pimento.testkit.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The quota of the directory: a bucket of resource units that fills as the fake's time passes, and
 * from which each call takes what it costs (fact 220). PIM, roles and policies have limits of their
 * own, which nobody publishes (fact 221); they take nothing. Thread-safe.
 */
final class Quota {

  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final Set<String> DIRECTORY =
      Set.of(
          "users",
          "groups",
          "serviceprincipals",
          "applications",
          "directory",
          "directoryobjects",
          "me",
          "organization",
          "subscribedskus");

  private final InstantSource clock;
  private final int most;
  private double left;
  private Instant at;

  /**
   * @param clock the fake's
   * @param most units in ten seconds, and at once
   */
  Quota(InstantSource clock, int most) {
    this.clock = clock;
    this.most = most;
    this.left = most;
    this.at = clock.instant();
  }

  /**
   * Takes what the call costs.
   *
   * @throws GraphException if that is more than there is
   */
  synchronized void take(Call call) {
    Instant now = clock.instant();
    left = Math.min(most, left + units(Duration.between(at, now)));
    at = now;
    int cost = cost(call);
    if (cost > left) {
      double seconds = (cost - left) * PERIOD.toSeconds() / most;
      throw GraphException.throttled(Duration.ofSeconds((long) Math.ceil(seconds)));
    }
    left -= cost;
  }

  private double units(Duration passed) {
    return (double) most * passed.toMillis() / PERIOD.toMillis();
  }

  private static int cost(Call call) {
    List<String> path = call.path();
    if (path.isEmpty() || !DIRECTORY.contains(path.get(0).toLowerCase(Locale.ROOT))) {
      return 0;
    }
    if (!call.method().equals("GET")) {
      return 1;
    }
    int cost =
        switch (path.get(path.size() - 1).toLowerCase(Locale.ROOT)) {
          case "members" -> 3;
          case "transitivemembers" -> 5;
          case "memberof", "transitivememberof" -> 2;
          case "users" -> 2;
          default -> 1;
        };
    if (call.option("select").isPresent()) {
      cost--;
    }
    if (call.option("expand").isPresent()) {
      cost++;
    }
    return Math.max(cost, 1);
  }
}
