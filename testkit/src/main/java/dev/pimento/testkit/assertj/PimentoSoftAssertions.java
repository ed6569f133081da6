package dev.pimento.testkit.assertj;

import dev.pimento.Pimento;
import dev.pimento.lifecycle.Decision;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.SoftAssertions;

/**
 * {@link PimentoAssertions} and AssertJ's own, which collect what fails.
 *
 * <pre>{@code
 * SoftAssertionsProvider.assertSoftly(PimentoSoftAssertions.class, softly -> {
 *   softly.assertThat(fake).principal("jose").canUse("Exchange Administrator");
 *   softly.assertThat(fake).principal("megan").cannotUse("Exchange Administrator");
 * });
 * }</pre>
 *
 * <p>On the class path only: on the module path AssertJ 3 can't extend the assertions of others.
 * Not thread-safe.
 */
@CheckReturnValue
public class PimentoSoftAssertions extends SoftAssertions {

  /** Has collected nothing yet. */
  public PimentoSoftAssertions() {}

  /** Asks at the instant at which the tenant was read. */
  public TenantAssert assertThat(Tenant tenant) {
    return asking(tenant);
  }

  /** Asks at the fake's present, of the fake as it is in this moment. */
  public TenantAssert assertThat(FakeTenant fake) {
    return asking(fake);
  }

  /** Asks at the simulation's present, of the simulation as it is in this moment. */
  public TenantAssert assertThat(Simulation simulation) {
    return asking(simulation);
  }

  /** Asks at its instant and under its knowledge. */
  public TenantAssert assertThat(Pimento asked) {
    return asking(asked);
  }

  public DecisionAssert assertThat(Decision decision) {
    return proxy(DecisionAssert.class, Decision.class, decision);
  }

  private TenantAssert asking(Object actual) {
    return proxy(TenantAssert.class, Object.class, actual);
  }
}
