package dev.pimento.testkit;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.port.Outcome;
import dev.pimento.port.PrivilegedAccess;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FakeTenantTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final Tenant CONTOSO =
      TenantBuilder.at(AT)
          .user("jose", "José Teixeira")
          .roleAssignableGroup("PIM-Tier2-Admins")
          .holds("PIM-Tier2-Admins", "Exchange Administrator")
          .eligible("jose", "PIM-Tier2-Admins")
          .build();
  private static final Access MEMBER = Access.member(id("PIM-Tier2-Admins"));

  private final FakeTenant fake = FakeTenant.of(CONTOSO);

  private static Command activation(String justification) {
    return Command.selfActivate(
        Call.of(Id.of("5c7a1c33-0000-4000-8000-000000000001"), Caller.of(id("jose")))
            .because(justification),
        id("jose"),
        MEMBER,
        ScheduleInfo.startingNow(Expiration.after("PT4H")));
  }

  private static boolean isDenied(Outcome outcome) {
    return outcome instanceof Outcome.Decided decided && decided.decision().isDenied();
  }

  @Test
  void submit_activation_heldUntilItsEnd() {
    PrivilegedAccess port = fake;

    assertThat(isDenied(port.submit(activation("mail flow is down")))).isFalse();
    assertThat(fake.simulation().index().can(id("jose"), MEMBER, fake.now()).isYes()).isTrue();

    fake.advance("PT3H59M").advance(Duration.ofSeconds(59));
    assertThat(fake.simulation().index().can(id("jose"), MEMBER, fake.now()).isYes()).isTrue();
    fake.advanceTo(AT.plus(Duration.ofHours(4)));
    assertThat(fake.simulation().index().can(id("jose"), MEMBER, fake.now()).isNo()).isTrue();
  }

  @Test
  void submit_withoutJustification_refusedAndNothingChanges() {
    assertThat(isDenied(fake.submit(activation(" ")))).isTrue();
    assertThat(fake.read()).isEqualTo(CONTOSO);
  }

  @Test
  void as_somebody_actsByName() {
    assertThat(
            fake.as("José Teixeira")
                .because("mail")
                .activate("PIM-Tier2-Admins", "PT1H")
                .isAccepted())
        .isTrue();
    assertThat(
            fake.asAdministrator()
                .because("no longer needed")
                .removeEligibility("jose@contoso.com", "PIM-Tier2-Admins")
                .isDenied())
        .isTrue();
  }

  @Test
  void clock_movesOnlyWhenTold() {
    assertThat(fake.clock().instant()).isEqualTo(AT);
    fake.advance("PT1S");
    assertThat(fake.clock().instant()).isEqualTo(AT.plusSeconds(1)).isEqualTo(fake.now());
  }

  @Test
  void advanceTo_thePast_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> fake.advanceTo(AT.minusNanos(1)));
  }
}
