package dev.pimento.testkit.junit;

import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** What one test has, made when it is first asked for. Thread-safe. */
final class PerTest implements AutoCloseable {

  private final Source source;
  private final long seed;
  private final Optional<Instant> start;
  private @Nullable FakeTenant fake;
  private @Nullable Tenant before;
  private @Nullable GraphEndpoint endpoint;

  PerTest(Source source, long seed, Optional<Instant> start) {
    this.source = source;
    this.seed = seed;
    this.start = start;
  }

  synchronized FakeTenant fake() {
    FakeTenant made = fake;
    if (made == null) {
      made = source.fake(seed, start);
      before = made.read();
      fake = made;
    }
    return made;
  }

  synchronized GraphEndpoint endpoint() {
    GraphEndpoint started = endpoint;
    if (started == null) {
      started = GraphEndpoint.start(fake());
      endpoint = started;
    }
    return started;
  }

  /** Says in a failure how to repeat it; nothing where the tenant depends on no seed. */
  void noteSeed(Throwable failure) {
    source
        .dependsOn(seed, start)
        .ifPresent(needed -> failure.addSuppressed(new SeedOfFailure(needed)));
  }

  synchronized void sweep() {
    if (fake == null || before == null) {
      return;
    }
    check(Invariants.broken(before, fake.simulation()));
  }

  void check(List<String> broken) {
    if (!broken.isEmpty()) {
      AssertionFailedError error =
          new AssertionFailedError(
              "After the test, something does not hold of its tenant:\n  - "
                  + String.join("\n  - ", broken));
      noteSeed(error);
      throw error;
    }
  }

  @Override
  public synchronized void close() {
    if (endpoint != null) {
      endpoint.close();
      endpoint = null;
    }
  }
}
