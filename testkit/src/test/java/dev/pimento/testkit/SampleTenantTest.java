package dev.pimento.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.Pimento;
import dev.pimento.lifecycle.Decision;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SampleTenantTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

  private final FakeTenant fake = FakeTenant.of(SampleTenant.at(AT));

  @Test
  void sample_isAllowedByTheService() {
    assertThat(fake.read().violations()).isEmpty();
    assertThat(fake.now()).isEqualTo(AT);
  }

  @Test
  void sample_eligibleMember_activatesAndUsesTheRoles() {
    fake.as("hanako").because("mail flow").activate("PIM-Tier2-Admins", "PT2H").orThrow();

    assertThat(Pimento.of(fake.read()).can("佐藤 花子", "Intune Administrator").isYes()).isTrue();
  }

  @Test
  void sample_approvals_areGivenByTheirApprovers() {
    fake.as("henrik")
        .because("payday")
        .withTicket("CHG-1", "Desk")
        .activate("PIM-Payroll-Access", "PT1H")
        .orThrow();
    Decision waiting = fake.as("megan").because("new hire").activate("PIM-Tier1-Admins", "PT1H");

    assertThat(waiting.isWaiting()).isTrue();
    fake.as("megan").because("yes").approve("henrik", "PIM-Payroll-Access").orThrow();
    fake.as("lidia").because("yes").approve("megan", "PIM-Tier1-Admins").orThrow();
    assertThat(Pimento.of(fake.read()).can("megan", "User Administrator").isYes()).isTrue();
  }

  @Test
  void seeded_sameSeed_sameTenant() {
    assertThat(SampleTenant.seeded(7)).isEqualTo(SampleTenant.seeded(7));
    assertThat(SampleTenant.seeded(7).asOf()).isNotEqualTo(SampleTenant.seeded(8).asOf());
  }
}
