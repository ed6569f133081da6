package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.facts.Tailwind.AT;
import static dev.pimento.testkit.facts.Tailwind.EXCHANGE;
import static dev.pimento.testkit.facts.Tailwind.INTUNE;
import static dev.pimento.testkit.facts.Tailwind.MAIL;
import static dev.pimento.testkit.facts.Tailwind.OWNER;
import static dev.pimento.testkit.facts.Tailwind.approve;
import static dev.pimento.testkit.facts.Tailwind.day;
import static dev.pimento.testkit.facts.Tailwind.gated;
import static dev.pimento.testkit.facts.Tailwind.in;
import static dev.pimento.testkit.facts.Tailwind.last;
import static dev.pimento.testkit.facts.Tailwind.lastStatus;
import static dev.pimento.testkit.facts.Tailwind.lax;
import static dev.pimento.testkit.facts.Tailwind.names;
import static dev.pimento.testkit.facts.Tailwind.status;
import static dev.pimento.testkit.facts.Tailwind.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Command.Review;
import dev.pimento.lifecycle.Decision;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Corners that mutations of the rules showed to be untested. */
class CornersTest {

  private static final Access MEMBER = Access.member(id(MAIL));

  private static Call byAdministrator(String request) {
    return Call.of(Id.of(request), Caller.anAdministrator()).because("planned");
  }

  private static Schedule eligibility(Simulation day, String principal) {
    return day.tenant().eligibilitiesOf(id(principal)).findFirst().orElseThrow();
  }

  @Test
  void fact_68_futureEligibilityUpdatedToStartNow_isInForceAndBothRequestsAreCarriedOut() {
    Simulation day = day(tenant());
    day.asAdministrator()
        .makeEligible("Sam", MAIL, ScheduleInfo.startingAt(in("PT48H"), Expiration.after("P30D")))
        .orThrow();
    Request first = last(day);
    assertThat(first.completed()).contains(in("PT48H"));

    day.run(
            Command.adminUpdate(
                byAdministrator("update"),
                Kind.ELIGIBLE,
                id("Sam"),
                MEMBER,
                ScheduleInfo.startingAt(AT, Expiration.after("P10D"))))
        .orThrow();

    Schedule changed = eligibility(day, "Sam");
    assertThat(changed.phase()).isEqualTo(Phase.CURRENT);
    assertThat(changed.span().possible()).isEqualTo(Interval.of(AT, in("PT240H")));
    assertThat(status(day, first.id())).isEqualTo("Provisioned");
    assertThat(status(day, Id.of("update"))).isEqualTo("Provisioned");
  }

  @Test
  void fact_68_futureEligibilityUpdatedToStartLater_waitsForThat() {
    Simulation day = day(tenant());
    day.asAdministrator()
        .makeEligible("Sam", MAIL, ScheduleInfo.startingAt(in("PT48H"), Expiration.after("P30D")))
        .orThrow();

    day.run(
            Command.adminUpdate(
                byAdministrator("update"),
                Kind.ELIGIBLE,
                id("Sam"),
                MEMBER,
                ScheduleInfo.startingAt(in("PT72H"), Expiration.after("P10D"))))
        .orThrow();
    day.advance("PT48H");
    assertThat(eligibility(day, "Sam").phase()).isEqualTo(Phase.FUTURE);
    assertThat(status(day, Id.of("update"))).isEqualTo("Granted");

    day.advance("PT24H");
    assertThat(eligibility(day, "Sam").phase()).isEqualTo(Phase.CURRENT);
    assertThat(status(day, Id.of("update"))).isEqualTo("Provisioned");
  }

  @Test
  void fact_88_extensionApprovedForALaterStart_refusedSinceItRuns() {
    Simulation day =
        day(
            tenant()
                .settings(MAIL, Tailwind::lax)
                .eligible("Sam", MAIL, Interval.of(in("-PT24H"), in("PT240H"))));
    day.as("Sam").askToExtend(MAIL, Expiration.after("P30D")).orThrow();

    Decision later =
        day.run(
            new Review(
                byAdministrator("review"),
                last(day).id(),
                Review.Result.APPROVE,
                Optional.empty(),
                Optional.of(ScheduleInfo.startingAt(in("PT1H"), Expiration.after("P30D")))));

    assertThat(names(later)).containsExactly("InvalidRoleAssignmentRequestSchedule");
    assertThat(lastStatus(day)).isEqualTo("PendingAdminDecision");
  }

  @Test
  void fact_39_ownerWhoseEndWasPutOff_extended_staysUntilTheNewEnd() {
    Simulation day =
        day(
            tenant()
                .group("Crew")
                .settings("owner of Crew", Tailwind::lax)
                .holds("Sam", "owner of Crew", Interval.of(in("-PT24H"), in("PT24H"))));
    day.advance("PT24H");
    assertThat(day.tenant().schedules().filter(s -> day.tenant().putOff(s.id()).isPresent()))
        .hasSize(1);

    day.asAdministrator()
        .update(Kind.ACTIVE, "Sam", "owner of Crew", Expiration.after("PT48H"))
        .orThrow();
    assertThat(day.tenant().schedules().filter(s -> day.tenant().putOff(s.id()).isPresent()))
        .isEmpty();
    day.asAdministrator().addDirectly("Ann", "owner of Crew").orThrow();
    day.advance("PT47H");
    assertThat(Tailwind.holds(day, "Sam", "owner of Crew")).isTrue();
    day.advance("PT1H");
    assertThat(Tailwind.holds(day, "Sam", "owner of Crew")).isFalse();
  }

  @Test
  void fact_94_settingsOfWhatIsNoGroupAndNoRole_refused() {
    Simulation day = day(tenant());
    for (Access access : new Access[] {Access.member(id("Jo")), Access.role(id("nothing"))}) {
      Decision decision =
          day.run(
              new Command.ChangeSettings(
                  byAdministrator("change"), access, lax(RoleSettings.builder()).build()));
      assertThat(names(decision)).contains("ResourceNotFound");
    }
    assertThat(names(day.asAdministrator().changeSettings(INTUNE, s -> lax(s)))).isEmpty();
  }

  @Test
  void fact_22_refusal_namesWhoMay() {
    Simulation day = day(tenant());

    assertThat(
            day.as("Sam").makeEligible("Ann", MAIL, Expiration.after("P1D")).refusals().stream()
                .filter(r -> r.code().name().equals("Authorization_RequestDenied")))
        .extracting(r -> r.message())
        .containsExactly(
            "expected an active Global Administrator, Privileged Role Administrator or an owner of"
                + " the group, but found Sam");
    assertThat(day.as("Sam").makeEligible("Ann", EXCHANGE, Expiration.after("P1D")).refusals())
        .extracting(r -> r.message())
        .contains(
            "expected an active Global Administrator or Privileged Role Administrator, but found"
                + " Sam");
  }

  @Test
  void fact_114_refusalOfAnApproval_namesTheApproversOrThatThereAreNone() {
    Simulation day = day(gated());
    day.as("Jo").activate(MAIL, "PT1H").orThrow();

    assertThat(approve(day, "Sam", last(day).id()).refusals())
        .extracting(r -> r.remedy())
        .containsExactly("let one of Ann, Bob decide");
    assertThat(approve(day, "Jo", last(day).id()).refusals())
        .extracting(r -> r.message())
        .containsExactly("expected another approver than the requestor, but found Jo");

    day.asAdministrator().delete("Ann").orThrow();
    day.asAdministrator().delete("Bob").orThrow();
    assertThat(approve(day, "Sam", last(day).id()).refusals())
        .extracting(r -> r.remedy())
        .containsExactly("nobody can approve it now; it lapses after 24 hours");
  }

  @Test
  void fact_83_licenceLapses_whatIsSettledOrOverStaysAsItIs() {
    Simulation day = day(tenant().eligible("Sam", MAIL, Interval.of(in("-PT48H"), in("-PT24H"))));
    day.as("Jo").because("mail").withMultiFactor().activate(MAIL, "PT4H").orThrow();
    Request activation = last(day);
    day.asAdministrator().changeLicence(false).orThrow();

    assertThat(status(day, activation.id())).isEqualTo("Provisioned");
    assertThat(eligibility(day, "Sam").phase()).isEqualTo(Phase.EXPIRED);
    assertThat(Tailwind.holds(day, "Owen", OWNER)).isTrue();
    assertThat(names(day.as("Jo").deactivate(MAIL))).contains("AadPremiumLicenseRequired");
  }
}
