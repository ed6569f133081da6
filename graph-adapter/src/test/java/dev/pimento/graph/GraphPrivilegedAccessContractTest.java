package dev.pimento.graph;

import dev.pimento.port.PrivilegedAccess;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.contract.Capability;
import dev.pimento.testkit.contract.PrivilegedAccessContract;
import dev.pimento.testkit.http.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/**
 * The adapter against the fake over HTTP. Graph has no call for the licence, and none by which an
 * administrator decides an extension or a renewal.
 */
class GraphPrivilegedAccessContractTest extends PrivilegedAccessContract {

  private final List<FakeGraph> started = new ArrayList<>();

  @Override
  protected PrivilegedAccess start(Tenant tenant) {
    FakeGraph graph = FakeGraph.of(tenant);
    started.add(graph);
    return graph;
  }

  @AfterEach
  void stop() {
    started.forEach(FakeGraph::close);
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.LICENCE, Capability.EXTENSION_AND_RENEWAL));
  }

  @Override
  protected void advance(PrivilegedAccess service, Duration duration) {
    ((FakeGraph) service).fake().advance(duration);
  }

  @Override
  protected void loseAnswer(PrivilegedAccess service) {
    ((FakeGraph) service).endpoint().faults().add(Fault.on("POST", "/v1.0/**").times(1).lost());
  }
}
