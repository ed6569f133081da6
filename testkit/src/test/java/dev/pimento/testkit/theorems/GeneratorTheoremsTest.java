package dev.pimento.testkit.theorems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.RandomCommands;
import dev.pimento.testkit.generators.RandomInstants;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.testkit.jqwik.PimentoArbitraries;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What holds of everything that is drawn. */
class GeneratorTheoremsTest {

  @Property
  void same_seed_same_tenant(@ForAll long seed, @ForAll @IntRange(max = 16) int size) {
    assertThat(RandomTenants.orderly(seed, size)).isEqualTo(RandomTenants.orderly(seed, size));
    assertThat(RandomTenants.messy(seed, size)).isEqualTo(RandomTenants.messy(seed, size));
  }

  @Property
  void same_seed_same_commands(@ForAll long seed) {
    Tenant tenant = RandomTenants.orderly(seed, 10);
    RandomCommands one = RandomCommands.withSeed(seed);
    RandomCommands two = RandomCommands.withSeed(seed);
    for (int i = 0; i < 20; i++) {
      assertThat(two.pause(tenant, tenant.asOf())).isEqualTo(one.pause(tenant, tenant.asOf()));
      assertThat(two.next(tenant, tenant.asOf())).isEqualTo(one.next(tenant, tenant.asOf()));
    }
  }

  @Property
  void orderly_is_allowed_by_the_service(@ForAll("orderly") Tenant tenant) {
    assertThat(tenant.violations()).isEmpty();
    assertThat(tenant.schedules()).allMatch(schedule -> schedule.span().isExact());
  }

  @Property
  void an_instant_is_near_a_boundary(@ForAll("messy") Tenant tenant, @ForAll long seed) {
    Instant t = RandomInstants.near(tenant, seed);
    assertThat(t)
        .isBetween(
            RandomInstants.boundaries(tenant).first().minusSeconds(7200),
            RandomInstants.boundaries(tenant).last().plusSeconds(7200));
  }

  @Provide
  Arbitrary<Tenant> orderly() {
    return PimentoArbitraries.orderlyTenants();
  }

  @Provide
  Arbitrary<Tenant> messy() {
    return PimentoArbitraries.messyTenants();
  }

  @Test
  void messy_meetsEveryRule() {
    Set<Object> met = new HashSet<>();
    for (long seed = 0; seed < 300; seed++) {
      RandomTenants.messy(seed, 16).violations().forEach(v -> met.add(v.rule()));
    }
    assertThat(met).hasSizeGreaterThanOrEqualTo(9);
  }
}
