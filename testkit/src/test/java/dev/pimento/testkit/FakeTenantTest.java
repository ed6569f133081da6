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
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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

  @Test
  void read_later_isReadNowAndItsHistoryStays() {
    Tenant later = fake.advance("P1D").read();

    assertThat(later.asOf()).isEqualTo(AT.plus(Duration.ofDays(1))).isEqualTo(fake.now());
    assertThat(later.historyFrom()).isEqualTo(AT);
    assertThat(later).isEqualTo(CONTOSO.readAgainAt(fake.now()));
  }

  @Test
  void startingAt_later_dueHasHappenedAndTheTimelineIsEmpty() {
    Instant end = AT.plus(Duration.ofHours(2));
    Tenant active =
        CONTOSO.toBuilder()
            .schedule(
                Assignment.assigned(
                    Id.of("00000000-0000-0000-0000-000000000001"),
                    id("jose"),
                    MEMBER,
                    Span.exactly(Interval.of(AT.minusSeconds(1), end)),
                    Phase.CURRENT))
            .build();

    FakeTenant later = FakeTenant.of(active).startingAt(end);

    assertThat(later.now()).isEqualTo(end);
    assertThat(later.simulation().index().can(id("jose"), MEMBER, end).isNo()).isTrue();
    assertThat(later.simulation().timeline().moments()).isEmpty();
    assertThat(later.read().historyFrom()).isEqualTo(AT);
  }

  @Test
  void startingAt_atTheReadAndBeforeIt_sameAndRefused() {
    assertThat(fake.startingAt(AT).read()).isEqualTo(CONTOSO);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fake.startingAt(AT.minusNanos(1)))
        .withMessage(
            "Invalid start: expected an instant at or after 2026-03-02T08:00:00Z, when the tenant"
                + " was read, but found 2026-03-02T07:59:59.999999999Z");
  }

  @Test
  void startingAt_theFakeItComesFrom_goesOnAlone() {
    FakeTenant later = fake.startingAt(AT.plusSeconds(60));
    later.as("jose").because("mail").activate("PIM-Tier2-Admins", "PT1H").orThrow();

    assertThat(fake.now()).isEqualTo(AT);
    assertThat(fake.read()).isEqualTo(CONTOSO);
  }

  @Test
  void submit_fromManyThreads_eachStepIsWhole() throws Exception {
    int people = 16;
    TenantBuilder builder = TenantBuilder.at(AT).roleAssignableGroup("PIM-Tier2-Admins");
    IntStream.range(0, people)
        .mapToObj(i -> "user" + i)
        .forEach(name -> builder.user(name).eligible(name, "PIM-Tier2-Admins"));
    FakeTenant shared = FakeTenant.of(builder.build());
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(people);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < people; i++) {
        String name = "user" + i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  shared.as(name).because("all hands").activate("PIM-Tier2-Admins", "PT8H");
                  shared.advance("PT1S");
                  return shared.read();
                }));
      }
      start.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    Tenant after = shared.read();
    assertThat(after.asOf()).isEqualTo(AT.plusSeconds(people));
    assertThat(after.requests()).hasSize(people);
    assertThat(after.violations()).isEmpty();
    assertThat(shared.simulation().index().who(MEMBER, after.asOf()).certain()).hasSize(people);
    assertThat(shared.simulation().timeline().moments()).hasSize(people);
  }
}
