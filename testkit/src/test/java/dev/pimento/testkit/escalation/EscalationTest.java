package dev.pimento.testkit.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.escalation.Escalation;
import dev.pimento.escalation.EscalationPath;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Paths from an account to a role, in stories. */
class EscalationTest {

  static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

  static Id id(String name) {
    return TenantBuilder.id(name);
  }

  static TenantBuilder tenant() {
    return TenantBuilder.at(NOW);
  }

  static Access access(Tenant tenant, String name) {
    return Lookup.in(tenant).access(name);
  }

  static List<String> steps(Tenant tenant, EscalationPath path) {
    return path.steps().stream().map(step -> step.describe(Lookup.in(tenant))).toList();
  }

  private static EscalationPath cheapest(Tenant tenant, String who, String what) {
    var reached =
        Escalation.of(tenant, Knowledge.builtIn(), NOW).cheapest(id(who), access(tenant, what));
    assertThat(reached.verdict()).as(who + " to " + what).isEqualTo(Verdict.YES);
    return reached.path().orElseThrow();
  }

  @Nested
  class Activating {

    @Test
    void eligibleMember_activatesAndHasTheRole_fact156() {
      Tenant tenant =
          tenant()
              .user("jose")
              .roleAssignableGroup("G")
              .holds("G", "Exchange Administrator")
              .eligible("jose", "G")
              .build();

      EscalationPath path = cheapest(tenant, "jose", "Exchange Administrator");

      assertThat(steps(tenant, path))
          .containsExactly("jose activates member of G", "G has Exchange Administrator");
    }
  }
}
