package dev.pimento.testkit.assertj;

import dev.pimento.Pimento;
import dev.pimento.lifecycle.Decision;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import org.assertj.core.annotation.CheckReturnValue;

/**
 * The assertions' entry points.
 *
 * <pre>{@code
 * assertThat(fake).principal("jose")
 *     .canUse("Exchange Administrator")
 *     .until("2026-03-02T12:00:00Z")
 *     .because("PIM-Tier2-Admins");
 * assertThat(decision).isDeniedBecauseOf("JustificationRule");
 * }</pre>
 *
 * <p>They go well with a static import of AssertJ's own {@code assertThat}; {@link
 * PimentoSoftAssertions} has them softly. Stateless and thread-safe.
 */
@CheckReturnValue
public final class PimentoAssertions {

  private PimentoAssertions() {}

  /** Asks at the instant at which the tenant was read. */
  public static TenantAssert assertThat(Tenant tenant) {
    return asking(tenant);
  }

  /** Asks at the fake's present, of the fake as it is in this moment. */
  public static TenantAssert assertThat(FakeTenant fake) {
    return asking(fake);
  }

  /** Asks at the simulation's present, of the simulation as it is in this moment. */
  public static TenantAssert assertThat(Simulation simulation) {
    return asking(simulation);
  }

  /** Asks at its instant and under its knowledge. */
  public static TenantAssert assertThat(Pimento asked) {
    return asking(asked);
  }

  public static DecisionAssert assertThat(Decision decision) {
    return new DecisionAssert(decision);
  }

  private static TenantAssert asking(Object actual) {
    return new TenantAssert(actual);
  }
}
