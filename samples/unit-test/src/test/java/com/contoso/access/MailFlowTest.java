package com.contoso.access;

import static dev.pimento.testkit.assertj.PimentoAssertions.assertThat;

import dev.pimento.lifecycle.Decision;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.junit.FakeTenantExtension;
import dev.pimento.testkit.junit.TenantTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A tenant of the test's own, in a few lines. */
class MailFlowTest {

  @RegisterExtension
  static final FakeTenantExtension CONTOSO =
      FakeTenantExtension.of(
          tenant ->
              tenant
                  .user("jose", "José Teixeira")
                  .roleAssignableGroup("PIM-Tier2-Admins")
                  .holds("PIM-Tier2-Admins", "Exchange Administrator")
                  .eligible("jose", "PIM-Tier2-Admins"));

  @Test
  @TenantTime("2026-03-02T08:00:00Z")
  void activation_lastsAsLongAsAskedFor(FakeTenant fake) {
    Decision decision = fake.as("jose").because("mail flow").activate("PIM-Tier2-Admins", "PT4H");

    assertThat(decision).isAccepted();
    assertThat(fake)
        .principal("jose")
        .canUse("Exchange Administrator")
        .until("2026-03-02T12:00:00Z")
        .because("PIM-Tier2-Admins");

    fake.advance("PT4H");
    assertThat(fake).principal("jose").cannotUse("Exchange Administrator");
  }

  @Test
  void activation_tooLongAndWithoutAReason_isRefusedForBoth(FakeTenant fake) {
    Decision decision = fake.as("jose").activate("PIM-Tier2-Admins", "PT12H");

    assertThat(decision).isDeniedBecauseOf("ExpirationRule", "JustificationRule");
    assertThat(fake).principal("jose").cannotUse("Exchange Administrator");
  }
}
