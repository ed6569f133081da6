package dev.pimento.testkit.theorems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.AccessView;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.RandomInstants;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.testkit.reference.ReferenceModel;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/**
 * Index, engine and reference model at every instant at which anything starts or ends, and one
 * nanosecond to each side of it. How many tenants, the system property {@code pimento.agreement}
 * says.
 */
class AgreementTest {

  private static final int TENANTS = Integer.getInteger("pimento.agreement", 300);

  @Test
  void index_engine_and_reference_agree_at_every_boundary() {
    long answers = 0;
    for (int seed = 0; seed < TENANTS; seed++) {
      boolean messy = seed % 2 == 0;
      int size = seed % 9;
      answers +=
          agree(
              messy ? RandomTenants.messy(seed, size) : RandomTenants.orderly(seed, size),
              messy,
              seed);
    }
    assertThat(answers).isGreaterThan(TENANTS);
    System.getLogger(AgreementTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "index, engine and reference agree on {0} answers of {1} tenants",
            answers,
            TENANTS);
  }

  private static long agree(Tenant tenant, boolean messy, int seed) {
    AccessIndex index = AccessIndex.of(tenant, Knowledge.builtIn());
    ReferenceModel reference = ReferenceModel.of(tenant);
    Simulation engine = Simulation.of(tenant);
    Set<Id> principals = Everything.principals(tenant);
    Collection<Access> accesses = Everything.accesses(tenant);
    SortedSet<Instant> instants = RandomInstants.boundaries(tenant);
    long answers = 0;
    for (Instant t : instants) {
      ReferenceModel.Moment moment = reference.at(t);
      AccessView view = index.at(t);
      boolean present = !t.isBefore(tenant.asOf());
      Holdings holdings = Holdings.of(present ? engine.advanceTo(t).tenant() : tenant);
      for (Id principal : principals) {
        SortedSet<Access> held = holdings.of(principal);
        for (Access access : accesses) {
          Verdict holds = index.holds(principal, access, t).verdict();
          boolean really = held.stream().anyMatch(a -> a.covers(access));
          Verdict seen = messy && holds.isUnknown() ? holds : Verdict.of(really);
          assertThat(holds)
              .as("tenant %d: %s holds %s at %s", seed, principal, access, t)
              .isEqualTo(moment.holds(principal, access))
              .isEqualTo(present ? seen : holds);
          assertThat(view.can(principal, access))
              .as("tenant %d: %s can use %s at %s", seed, principal, access, t)
              .isEqualTo(moment.can(principal, access));
          answers++;
        }
      }
    }
    return answers;
  }
}
