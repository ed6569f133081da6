package dev.pimento.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.http.GraphEndpoint;
import org.junit.jupiter.api.Test;

class GraphTenantReaderTest {

  @Test
  void read_contoso_isTheSameTenant() {
    FakeTenant fake = FakeTenant.of(SampleTenant.contoso());
    try (GraphEndpoint endpoint = GraphEndpoint.start(fake);
        GraphConnection graph = GraphConnection.at(endpoint.graphUrl())) {
      GraphRead read = GraphTenantReader.over(graph).read();

      read.print();
      System.out.println(read.problems());
      System.out.println(read.notRead());
      System.out.println(read.tenant());
      System.out.println(fake.read());
      System.out.println(read.tenant().coverage());
      assertThat(read.notRead()).isEmpty();
    }
  }
}
