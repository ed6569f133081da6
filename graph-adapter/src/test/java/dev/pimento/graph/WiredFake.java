package dev.pimento.graph;

import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.http.GraphEndpoint;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A fake tenant, its endpoint, and a connection that lives on the fake's clock: waiting is free.
 */
final class WiredFake implements AutoCloseable {

  private final FakeTenant fake;
  private final GraphEndpoint endpoint;
  private final GraphConnection graph;
  private final List<Instant> waits = new ArrayList<>();

  WiredFake(FakeTenant fake) {
    this(fake, GraphEndpoint.start(fake));
  }

  WiredFake(FakeTenant fake, GraphEndpoint endpoint) {
    this.fake = fake;
    this.endpoint = endpoint;
    this.graph = GraphConnection.at(endpoint.graphUrl()).by(new ClockOf(fake), this::letTimePass);
  }

  FakeTenant fake() {
    return fake;
  }

  GraphEndpoint endpoint() {
    return endpoint;
  }

  GraphConnection graph() {
    return graph;
  }

  /** The instants that were waited for. */
  List<Instant> waits() {
    return waits;
  }

  private void letTimePass(Instant until) {
    waits.add(until);
    if (until.isAfter(fake.now())) {
      fake.advanceTo(until);
    }
  }

  @Override
  public void close() {
    graph.close();
    endpoint.close();
  }

  private static final class ClockOf extends Clock {
    private final FakeTenant fake;

    private ClockOf(FakeTenant fake) {
      this.fake = fake;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("Expected nobody to ask for " + zone);
    }

    @Override
    public Instant instant() {
      return fake.now();
    }
  }
}
