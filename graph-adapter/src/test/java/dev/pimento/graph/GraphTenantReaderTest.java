package dev.pimento.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.generators.RandomTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTenantReaderTest {

  private static Tenant read(FakeTenant fake) {
    try (WiredFake wired = new WiredFake(fake)) {
      GraphRead read = GraphTenantReader.over(wired.graph()).inPagesOf(3).read();
      assertThat(read.notRead()).isEmpty();
      assertThat(read.problems()).isEmpty();
      return read.tenant();
    }
  }

  @Test
  void read_contoso_isTheSameTenant() {
    FakeTenant fake = FakeTenant.of(SampleTenant.contoso());

    assertThat(Told.of(read(fake))).isEqualTo(Told.of(fake.simulation().tenant()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 42})
  void read_randomTenant_isTheSameTenant(long seed) {
    FakeTenant fake = FakeTenant.of(RandomTenants.orderly(seed, 40));

    assertThat(Told.of(read(fake))).isEqualTo(Told.of(fake.simulation().tenant()));
  }
}
