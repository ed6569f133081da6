package dev.pimento.testkit.assertj;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.assertj.PimentoAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TenantAssertTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final String GROUP = "PIM-Tier2-Admins";
  private static final String ROLE = "Exchange Administrator";

  private final FakeTenant fake = FakeTenant.of(SampleTenant.at(AT));

  private FakeTenant activated() {
    fake.as("jose").because("mail flow").activate(GROUP, "PT4H").orThrow();
    return fake;
  }

  private static TenantBuilder contoso() {
    return TenantBuilder.at(AT).user("jose", "José Teixeira").roleAssignableGroup(GROUP);
  }

  private static void assertFailure(ThrowingCallable assertion, String... lines) {
    AssertionError error = catchThrowableOfType(AssertionError.class, assertion);
    assertThat(error).hasMessage(String.join(System.lineSeparator(), lines));
  }

  @Test
  void assertions_thatHold_pass() {
    assertThat(activated())
        .hasNoViolations()
        .principal("jose")
        .canUse(ROLE)
        .until("2026-03-02T12:00:00Z")
        .because(GROUP)
        .because(GROUP, ROLE)
        .canUse(GROUP)
        .isEligibleFor(GROUP)
        .isEligibleFor("owner of PIM-Payroll-Access")
        .couldHold("owner of PIM-Payroll-Access")
        .couldNotHold("User Administrator")
        .at("2026-03-02T12:00:00Z")
        .cannotUse(ROLE)
        .withoutEnd()
        .principal("lidia")
        .canUse("Privileged Role Administrator")
        .withoutEnd()
        .because("Privileged Role Administrator")
        .isNotEligibleFor(GROUP)
        .principal("Contoso Deploy")
        .canUse("Directory Readers");
  }

  @Test
  void assertThat_tenantSimulationAndFake_eachAtItsPresent() {
    activated().advance("PT4H");

    assertThat(fake).principal("jose").cannotUse(ROLE);
    assertThat(fake.simulation()).principal("jose").cannotUse(ROLE);
    assertThat(fake.read()).principal("jose").cannotUse(ROLE);
    assertThat(fake.simulation().tenant()).at(AT).principal("jose").canUse(ROLE);
  }

  @Test
  void isEqualTo_comparesWhatWasGiven() {
    assertThat(fake.read()).isEqualTo(SampleTenant.at(AT));
    assertThat(fake).isSameAs(fake);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(nothing()).principal("jose").canUse(ROLE))
        .withMessageContaining("Expecting actual not to be null");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static Tenant nothing() {
    return null;
  }

  @Test
  void canUse_roleAtAScope_byTheScope() {
    DirectoryScope unit = DirectoryScope.of("/administrativeUnits/u1");
    Tenant tenant =
        contoso()
            .customRole("Desk")
            .holds("jose", Access.role(id("Desk"), unit), Interval.from(AT.minusSeconds(1)))
            .build();

    assertThat(tenant)
        .principal("jose")
        .canUse(Access.role(id("Desk"), unit))
        .cannotUse(Access.role(id("Desk")));
  }

  @Nested
  class Messages {

    @Test
    void cannotUse_whatHolds_showsThePath() {
      assertFailure(
          () -> assertThat(activated()).principal("jose").cannotUse(ROLE),
          "Expecting at 2026-03-02T08:00:00Z:",
          "  José Teixeira can't use Exchange Administrator",
          "but the answer is YES:",
          "  - activated member of PIM-Tier2-Admins until 2026-03-02T12:00:00Z > assigned Exchange"
              + " Administrator");
    }

    @Test
    void canUse_eligibleOnly_saysNotActivated() {
      assertFailure(
          () -> assertThat(fake).principal("jose").canUse(ROLE),
          "Expecting at 2026-03-02T08:00:00Z:",
          "  José Teixeira can use Exchange Administrator",
          "but the answer is NO:",
          "  - eligible for member of PIM-Tier2-Admins, which has it, but not activated");
    }

    @Test
    void canUse_afterTheEnd_saysExpired() {
      assertFailure(
          () -> assertThat(activated().advance("PT5H")).principal("jose").canUse(GROUP),
          "Expecting at 2026-03-02T13:00:00Z:",
          "  José Teixeira can use member of PIM-Tier2-Admins",
          "but the answer is NO:",
          "  - activated member of PIM-Tier2-Admins, but expired at 2026-03-02T12:00:00Z",
          "  - eligible for member of PIM-Tier2-Admins, but not activated");
    }

    @Test
    void canUse_afterDeactivation_saysRemoved() {
      activated().advance("PT1H").as("jose").deactivate(GROUP).orThrow();
      assertFailure(
          () -> assertThat(fake).principal("jose").canUse(ROLE),
          "Expecting at 2026-03-02T09:00:00Z:",
          "  José Teixeira can use Exchange Administrator",
          "but the answer is NO:",
          "  - activated member of PIM-Tier2-Admins, which has it, but was removed at"
              + " 2026-03-02T09:00:00Z",
          "  - eligible for member of PIM-Tier2-Admins, which has it, but not activated");
    }

    @Test
    void canUse_beforeTheStart_saysFromWhen() {
      Tenant tenant =
          contoso().holds("jose", ROLE, Interval.from(AT.plus(Duration.ofDays(1)))).build();
      assertFailure(
          () -> assertThat(tenant).principal("jose").canUse(ROLE),
          "Expecting at 2026-03-02T08:00:00Z:",
          "  José Teixeira can use Exchange Administrator",
          "but the answer is NO:",
          "  - assigned Exchange Administrator, but starts at 2026-03-03T08:00:00Z");
    }

    @Test
    void canUse_memberOfAGroupWhoseRoleIsOver_saysSo() {
      Tenant tenant =
          contoso()
              .holds("jose", GROUP)
              .holds(GROUP, ROLE, Interval.of(AT.minusSeconds(60), AT))
              .build();
      assertFailure(
          () -> assertThat(tenant).principal("jose").canUse(ROLE),
          "Expecting at 2026-03-02T08:00:00Z:",
          "  José Teixeira can use Exchange Administrator",
          "but the answer is NO:",
          "  - member of PIM-Tier2-Admins, but the group's assignment expired at 2026-03-02T08:00:00Z");
    }

    @Test
    void canUse_groupWithoutTheRole_saysSo() {
      Tenant tenant =
          contoso()
              .group("Staff")
              .holds("jose", "Staff")
              .eligible("jose", GROUP)
              .holds(GROUP, "Intune Administrator")
              .customRole(ROLE)
              .build();
      assertFailure(
          () -> assertThat(tenant).principal("jose").canUse(ROLE),
          "Expecting at 2026-03-02T08:00:00Z:",
          "  José Teixeira can use Exchange Administrator",
          "but the answer is NO:",
          "  - assigned member of Staff, which is not assigned Exchange Administrator and can't"
              + " be: it is not role-assignable",
          "  - eligible for member of PIM-Tier2-Admins, which is not assigned Exchange"
              + " Administrator");
    }

    @Test
    void canUse_roleThroughANestedGroup_saysDirectMembersOnly() {
      Tenant tenant =
          contoso().group("Staff").holds("jose", "Staff").holds(GROUP, ROLE).build().toBuilder()
              .schedule(
                  Assignment.assigned(
                      Id.of("nested"),
                      id("Staff"),
                      Access.member(id(GROUP)),
                      Span.exactly(Interval.from(AT)),
                      Phase.CURRENT))
              .build();
      assertFailure(
          () -> assertThat(tenant).principal("jose").canUse(ROLE),
          "Expecting at 2026-03-02T08:00:00Z:",
          "  José Teixeira can use Exchange Administrator",
          "but the answer is NO:",
          "  - member of PIM-Tier2-Admins through another group only; a role is inherited by direct"
              + " members (fact 233)");
    }

    @Test
    void canUse_disabledAccount_saysSo() {
      Tenant tenant =
          TenantBuilder.at(AT)
              .user("megan", user -> user.enabled(Verdict.NO))
              .holds("megan", ROLE)
              .build();
      assertFailure(
          () -> assertThat(tenant).principal("megan").canUse(ROLE),
          "Expecting at 2026-03-02T08:00:00Z:",
          "  megan can use Exchange Administrator",
          "but the answer is NO:",
          "  - the account is disabled");
    }

    @Test
    void canUse_groupAndNothingAtAll_sayWhatToAsk() {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> assertThat(fake).principal(GROUP).canUse(ROLE))
          .withMessageContaining("a group holds and its members use: ask about a member");
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> assertThat(fake).principal("henrik").canUse("Directory Readers"))
          .withMessageContaining(
              "eligible for member of PIM-Payroll-Access, which is not assigned");
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> assertThat(fake).principal("lidia").canUse("Directory Readers"))
          .withMessageContaining("nothing leads there");
    }

    @Test
    void unknown_neverPassesAndNamesTheReads() {
      Tenant unread =
          contoso().customRole(ROLE).build().toBuilder()
              .coverage(
                  Coverage.everything()
                      .with(Read.of(Read.Kind.ROLE_ASSIGNMENTS), Completeness.UNREAD)
                      .with(Read.of(Read.Kind.GROUP_ELIGIBILITIES), Completeness.UNREAD))
              .build();
      assertFailure(
          () -> assertThat(unread).principal("jose").cannotUse(ROLE),
          "Expecting at 2026-03-02T08:00:00Z:",
          "  José Teixeira can't use Exchange Administrator",
          "but the answer is not known, which is neither; to settle it, read:",
          "  - roleManagement/directory/roleAssignmentSchedules");
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> assertThat(unread).principal("jose").canUse(ROLE))
          .withMessageContaining("not known");
      for (ThrowingCallable claim :
          new ThrowingCallable[] {
            () -> assertThat(unread).principal("jose").isEligibleFor(GROUP),
            () -> assertThat(unread).principal("jose").isNotEligibleFor(GROUP),
            () -> assertThat(unread).principal("jose").couldHold(GROUP),
            () -> assertThat(unread).principal("jose").couldNotHold(GROUP),
          }) {
        assertThatExceptionOfType(AssertionError.class)
            .isThrownBy(claim)
            .withMessageContaining("not known")
            .withMessageContaining("group/eligibilitySchedules");
      }
    }

    @Test
    void unknown_beforeTheHistory_namesTheHistory() {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(
              () -> assertThat(fake).principal("lidia").at(AT.minusSeconds(1)).cannotUse(ROLE))
          .withMessageContaining("auditLogs/directoryAudits");
    }

    @Test
    void until_another_saysUntilWhen() {
      assertFailure(
          () ->
              assertThat(activated()).principal("jose").canUse(ROLE).until("2026-03-02T11:00:00Z"),
          "Expecting at 2026-03-02T08:00:00Z:",
          "  to stay so until 2026-03-02T11:00:00Z",
          "but it stays so until 2026-03-02T12:00:00Z:",
          "  - activated member of PIM-Tier2-Admins until 2026-03-02T12:00:00Z > assigned Exchange"
              + " Administrator");
    }

    @Test
    void withoutEnd_withOne_saysUntilWhen() {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> assertThat(activated()).principal("jose").canUse(ROLE).withoutEnd())
          .withMessageContaining("but it stays so until 2026-03-02T12:00:00Z");
    }

    @Test
    void because_anotherWay_showsTheWays() {
      assertFailure(
          () -> assertThat(activated()).principal("jose").canUse(ROLE).because("PIM-Tier1-Admins"),
          "Expecting at 2026-03-02T08:00:00Z:",
          "  a path through member of PIM-Tier1-Admins",
          "but the paths are:",
          "  - activated member of PIM-Tier2-Admins until 2026-03-02T12:00:00Z > assigned Exchange"
              + " Administrator");
    }

    @Test
    void as_isHonoured() {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> assertThat(fake).as("before lunch").principal("jose").canUse(ROLE))
          .withMessageStartingWith("[before lunch] Expecting at");
    }

    @Test
    void hasNoViolations_withSome_listsThem() {
      Tenant odd =
          contoso().build().toBuilder()
              .principal(User.of(id("jose"), "Other", "other@contoso.com"))
              .build();
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> assertThat(odd).hasNoViolations())
          .withMessageContaining("DUPLICATE_ID");
    }
  }

  @Nested
  class Misuse {

    @Test
    void canUse_withoutAPrincipal_refused() {
      assertThatIllegalStateException()
          .isThrownBy(() -> assertThat(fake).canUse(ROLE))
          .withMessage("Nobody to ask about: expected principal(…) before, but found none");
    }

    @Test
    void until_withoutAQuestion_refused() {
      assertThatIllegalStateException()
          .isThrownBy(() -> assertThat(fake).principal("jose").until(AT))
          .withMessageContaining("expected canUse(…) or cannotUse(…) just before");
    }

    @Test
    void names_thatFitNothing_refused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> assertThat(fake).principal("josef").canUse(ROLE));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> assertThat(fake).principal("jose").canUse("Exchange Admin"));
    }
  }

  @Nested
  class Softly {

    @Test
    void softly_failuresAreCollectedAndWhatFollowsOneIsSkipped() {
      PimentoSoftAssertions softly = new PimentoSoftAssertions();
      softly
          .assertThat(fake)
          .as("jose")
          .principal("jose")
          .canUse(ROLE)
          .until("2026-03-02T12:00:00Z")
          .because(GROUP)
          .cannotUse(ROLE)
          .withoutEnd()
          .principal("megan")
          .canUse(GROUP);
      softly.assertThat(fake.as("jose").activate(GROUP, "PT4H")).isAccepted();
      softly.assertThat(1).isEqualTo(2);

      assertThat(softly.errorsCollected())
          .extracting(error -> error.toString().lines().limit(2).toList().toString())
          .satisfiesExactly(
              first -> assertThat(first).contains("[jose]", "José Teixeira can use Exchange"),
              second -> assertThat(second).contains("Megan Bowen can use member of PIM-Tier2"),
              third -> assertThat(third).contains("Expecting decision:", "accepted"),
              fourth -> assertThat(fourth).isNotBlank());
    }

    @Test
    void softly_whatHolds_passes() {
      SoftAssertionsProvider.assertSoftly(
          PimentoSoftAssertions.class,
          softly -> {
            softly.assertThat(fake).principal("jose").cannotUse(ROLE).withoutEnd();
            softly.assertThat(fake.read()).hasNoViolations();
          });
    }
  }
}
