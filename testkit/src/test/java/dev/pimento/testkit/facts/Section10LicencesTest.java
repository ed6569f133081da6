package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.facts.Witness.endOf;
import static dev.pimento.testkit.facts.Witness.holds;
import static dev.pimento.testkit.facts.Witness.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Group;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.simulation.Actor;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 10 of the dossier, as far as the life cycle shows licences, and fact 83. */
class Section10LicencesTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final Expiration A_MONTH = Expiration.after("P30D");

  private static TenantBuilder contoso() {
    return TenantBuilder.at(AT)
        .user("Ada")
        .user("Jose")
        .user("Olavi")
        .group("PIM")
        .roleAssignableGroup("Admins")
        .holds("Ada", "owner of PIM")
        .holds("Olavi", "PIM")
        .holds("Admins", "User Administrator")
        .holds("Olavi", "Admins")
        .eligible("Jose", "PIM", Interval.of(AT.minus(Duration.ofDays(9)), in("P9D")))
        .eligible("Jose", "Admins");
  }

  private static Instant in(String duration) {
    return AT.plus(Duration.parse(duration));
  }

  private static FakeTenant lapsed() {
    FakeTenant fake = FakeTenant.of(contoso().build());
    admin(fake).changeLicence(false).orThrow();
    return fake;
  }

  private static Actor admin(FakeTenant fake) {
    return fake.asAdministrator().because("new hire");
  }

  private static Actor as(FakeTenant fake, String who) {
    return fake.as(who).because("work");
  }

  /** Everything that goes through PIM. */
  private static Decision inPim(FakeTenant fake, String what) {
    Actor admin = admin(fake);
    return switch (what) {
      case "adminAssign" -> admin.assign("Jose", "owner of PIM", A_MONTH);
      case "adminUpdate" -> admin.update(Kind.ACTIVE, "Olavi", "PIM", A_MONTH);
      case "adminRemove" -> admin.removeAssignment("Olavi", "PIM");
      case "adminExtend" -> admin.extend(Kind.ELIGIBLE, "Jose", "PIM", A_MONTH);
      case "adminRenew" -> admin.renew(Kind.ELIGIBLE, "Jose", "PIM", A_MONTH);
      case "selfActivate" -> as(fake, "Jose").activate("Admins", "PT1H");
      case "selfDeactivate" -> as(fake, "Jose").deactivate("PIM");
      case "selfExtend" -> as(fake, "Jose").askToExtend("PIM", A_MONTH);
      case "selfRenew" -> as(fake, "Jose").askToRenew("PIM", A_MONTH);
      default -> admin.changeSettings("PIM", s -> s.activation(ExpirationLimit.atMost("PT1H")));
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adminAssign",
        "adminUpdate",
        "adminRemove",
        "adminExtend",
        "adminRenew",
        "selfActivate",
        "selfDeactivate",
        "selfExtend",
        "selfRenew",
        "settings"
      })
  void fact_83_fact_204_withoutALicence_pimRefusesEverything(String what) {
    FakeTenant fake = lapsed();
    Tenant before = fake.read();
    Decision decision = inPim(fake, what);

    assertThat(((Decision.Denied) decision).error().code()).isEqualTo("AadPremiumLicenseRequired");
    assertThat(((Decision.Denied) decision).error().httpStatus()).isEqualTo(400);
    assertThat(fake.read()).isSameAs(before);
  }

  @Test
  void fact_83_fact_206_permanentActive_needsNoLicence() {
    FakeTenant fake = lapsed();
    fake.advance("P400D");

    assertThat(holds(fake, "Olavi", "PIM")).isTrue();
    assertThat(holds(fake, "Olavi", "User Administrator")).isTrue();
    assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(Instant.MAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void fact_83_runningActivation_isATimeBoundActiveAssignmentToo(String choice) {
    FakeTenant fake =
        FakeTenant.of(
            contoso().build(),
            Knowledge.builtIn().assuming(Switch.LICENCE_LAPSE_MAKES_PERMANENT, choice));
    as(fake, "Jose").activate("PIM", "PT1H").orThrow();
    admin(fake).changeLicence(false).orThrow();
    assertThat(holds(fake, "Jose", "PIM")).isTrue();
    fake.advance("PT1H");

    assertThat(holds(fake, "Jose", "PIM")).isEqualTo(choice.equals("on"));
  }

  @Test
  void fact_83_renewedLicence_letsPimWorkAgainAndBringsNothingBack() {
    FakeTenant fake = lapsed();
    admin(fake).changeLicence(true).orThrow();

    refused(fake, () -> as(fake, "Jose").activate("PIM", "PT1H"), "EligibilityRule");
    refused(
        fake,
        () -> admin(fake).renew(Kind.ELIGIBLE, "Jose", "PIM", A_MONTH),
        "RoleAssignmentDoesNotExist");
    assertThat(admin(fake).makeEligible("Jose", "PIM", A_MONTH).isAccepted()).isTrue();
    assertThat(as(fake, "Jose").activate("PIM", "PT1H").isAccepted()).isTrue();
  }

  @Test
  void fact_83_fact_82_userRestoredWithoutALicence_isEligibleForNothing() {
    FakeTenant fake = FakeTenant.of(contoso().build());
    admin(fake).delete("Jose").orThrow();
    admin(fake).delete("Olavi").orThrow();
    admin(fake).changeLicence(false).orThrow();
    admin(fake).restore("Jose").orThrow();
    admin(fake).restore("Olavi").orThrow();

    assertThat(fake.read().eligibilitiesOf(id("Jose"))).allMatch(Schedule::isEnded);
    assertThat(holds(fake, "Olavi", "PIM")).isTrue();
  }

  @Test
  void fact_83_lapse_thatLapsedAlready_changesNothing() {
    FakeTenant fake = lapsed();
    Tenant before = fake.read();

    assertThat(admin(fake).changeLicence(false).events()).isEmpty();
    assertThat(fake.read()).isSameAs(before);
  }

  @Test
  void fact_208_roleAssignableGroup_needsNoLicenceOfPim() {
    FakeTenant fake = lapsed();

    assertThat(admin(fake).create(Group.roleAssignable(id("New"), "New")).isAccepted()).isTrue();
    assertThat(admin(fake).addDirectly("New", "User Administrator").isAccepted()).isTrue();
    assertThat(admin(fake).addDirectly("Jose", "New").isAccepted()).isTrue();
    assertThat(holds(fake, "Jose", "User Administrator")).isTrue();
  }
}
