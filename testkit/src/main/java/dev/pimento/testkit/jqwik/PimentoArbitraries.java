package dev.pimento.testkit.jqwik;

import dev.pimento.lifecycle.Command;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.RandomCommands;
import dev.pimento.testkit.generators.RandomInstants;
import dev.pimento.testkit.generators.RandomTenants;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.IntegerArbitrary;

/**
 * Arbitraries over {@link dev.pimento.testkit.generators}. They shrink to tenants with fewer
 * schedules.
 */
public final class PimentoArbitraries {

  private PimentoArbitraries() {}

  /** Tenants that the service would allow, known exactly and read completely. */
  public static Arbitrary<Tenant> orderlyTenants() {
    return Combinators.combine(seeds(), sizes()).as(RandomTenants::orderly);
  }

  /** Tenants as exports of real ones are: uncertain, contradictory, with gaps. */
  public static Arbitrary<Tenant> messyTenants() {
    return Combinators.combine(seeds(), sizes()).as(RandomTenants::messy);
  }

  /** Instants at, beside and between the boundaries of a tenant. */
  public static Arbitrary<Instant> instantsOf(Tenant tenant) {
    return seeds().map(seed -> RandomInstants.near(tenant, seed));
  }

  /** Commands that a tenant can be asked at an instant; many are refused. */
  public static Arbitrary<Command> commandsFor(Tenant tenant, Instant now) {
    return seeds().map(seed -> RandomCommands.withSeed(seed).next(tenant, now));
  }

  /** Seeds for {@link dev.pimento.testkit.generators}. */
  public static Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  private static IntegerArbitrary sizes() {
    return Arbitraries.integers().between(0, 16);
  }
}
