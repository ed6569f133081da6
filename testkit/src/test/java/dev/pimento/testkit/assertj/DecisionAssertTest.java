package dev.pimento.testkit.assertj;

import static dev.pimento.testkit.assertj.PimentoAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pimento.lifecycle.Decision;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import org.junit.jupiter.api.Test;

class DecisionAssertTest {

  private static final String GROUP = "PIM-Tier2-Admins";

  private final FakeTenant fake = FakeTenant.of(SampleTenant.seeded(4711));

  private Decision accepted() {
    return fake.as("jose").because("mail flow").activate(GROUP, "PT4H");
  }

  private Decision waiting() {
    return fake.as("megan").because("new hire").activate("PIM-Tier1-Admins", "PT1H");
  }

  private Decision denied() {
    return fake.as("jose").activate(GROUP, "PT12H");
  }

  @Test
  void assertions_thatHold_pass() {
    assertThat(denied())
        .isDenied()
        .isDeniedBecauseOf("JustificationRule", "ExpirationRule")
        .isDeniedBecauseOf("ExpirationRule", "JustificationRule");
    assertThat(accepted()).isAccepted();
    assertThat(accepted()).isDeniedBecauseOf("RoleAssignmentExists");
    assertThat(waiting()).isWaiting();
  }

  @Test
  void isAccepted_denied_showsEveryReasonAndItsRemedy() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(denied()).as("long day").isAccepted())
        .withMessage(
            String.join(
                System.lineSeparator(),
                "[long day] Expecting decision:",
                "  accepted",
                "but found:",
                "  refused, with every reason:",
                "  - ExpirationRule: expected at most PT8H, but found PT12H; accepted would be: ask"
                    + " for at most PT8H",
                "  - JustificationRule: expected a justification, but found none; accepted would"
                    + " be: say why in the justification"));
  }

  @Test
  void isDeniedBecauseOf_lessThanAllReasonsOrNone_fails() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(denied()).isDeniedBecauseOf("ExpirationRule"))
        .withMessageContaining("refused because of ExpirationRule")
        .withMessageContaining("JustificationRule: expected");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(accepted()).isDeniedBecauseOf())
        .withMessageContaining("accepted");
  }

  @Test
  void isWaitingAndIsDenied_otherwise_fail() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(accepted()).isWaiting())
        .withMessageContaining("waits for somebody to decide");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(waiting()).isDenied())
        .withMessageContaining("waits for the one who can decide it");
  }
}
