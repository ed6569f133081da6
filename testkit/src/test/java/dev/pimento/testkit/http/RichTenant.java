package dev.pimento.testkit.http;

import static dev.pimento.testkit.TenantBuilder.id;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.lifecycle.Decision;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;

/** A tenant that has something of everything that the fake serves. */
final class RichTenant {

  static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

  static final String ADMINS = "PIM-Tier2-Admins";
  static final String PAYROLL = "PIM-Payroll-Access";

  static final Id UNIT = id("unit");

  private RichTenant() {}

  static TenantBuilder builder() {
    Interval lately = Interval.from(AT.minus(Duration.ofDays(10)));
    Interval month = lately.endingAt(AT.plus(Duration.ofDays(20)));
    return TenantBuilder.at(AT)
        .user("jose", "José Teixeira")
        .user("hanako", "佐藤 花子")
        .user("lidia", "Lidia Holloway")
        .user("olavi", "Olavi King")
        .user("megan", "Megan Bowen")
        .user("nora", "نورا حداد")
        .user("siobhan", "Siobhán O'Connor")
        .user("gone", "Gone Person")
        .user("disabled", u -> u.displayName("Disabled Person").enabled(Verdict.NO))
        .user("guest", u -> u.displayName("Guest Person").guest(Verdict.YES))
        .servicePrincipal("payroll-sync")
        .roleAssignableGroup(ADMINS)
        .group(PAYROLL)
        .group("Helpdesk")
        .group("Night Shift")
        .holds("lidia", "owner of " + ADMINS)
        .holds("lidia", "owner of " + PAYROLL)
        .eligible("megan", "owner of " + PAYROLL, month)
        .holds(ADMINS, "Exchange Administrator")
        .eligible("jose", ADMINS)
        .eligible("nora", ADMINS, month)
        .holds("megan", ADMINS, month)
        .holds("payroll-sync", PAYROLL)
        .holds("siobhan", PAYROLL)
        .eligible("hanako", PAYROLL)
        .eligible("olavi", PAYROLL)
        .eligible("Helpdesk", PAYROLL)
        .holds("nora", "Helpdesk")
        .holds("Night Shift", "Helpdesk")
        .holds("guest", "Night Shift")
        .eligible("jose", "User Administrator")
        .eligible("olavi", "Security Reader", month)
        .holds("megan", "Security Reader", month)
        .holds(
            "siobhan",
            Access.role(
                Id.of("fe930be7-5e62-47db-91af-98c3a49a38b1"),
                DirectoryScope.administrativeUnit(UNIT)),
            lately)
        .settings(PAYROLL, s -> s.approval(Approval.by(Approver.user(id("lidia")))))
        .settings("User Administrator", s -> s.approval(Approval.by(Approver.user(id("lidia")))))
        .settings(ADMINS, s -> s.activation(ExpirationLimit.atMost("PT10H")));
  }

  /** The tenant after a morning: requests, decisions, activations, a deletion, other settings. */
  static FakeTenant fake() {
    FakeTenant fake = FakeTenant.of(builder().build());
    done(fake.as("jose").withMultiFactor().because("mail").activate(ADMINS, "PT4H"));
    done(fake.as("hanako").withMultiFactor().because("run").activate(PAYROLL, "PT3H"));
    fake.advance("PT10M");
    done(fake.as("lidia").because("known").approve("hanako", PAYROLL));
    done(fake.as("olavi").withMultiFactor().because("pay").activate(PAYROLL, "PT2H"));
    done(
        fake.as("jose").withMultiFactor().because("leaver").activate("User Administrator", "PT2H"));
    done(
        fake.as("nora")
            .withMultiFactor()
            .because("tonight")
            .activate(
                ADMINS,
                ScheduleInfo.startingAt(AT.plus(Duration.ofHours(9)), Expiration.after("PT1H"))));
    done(
        fake.asAdministrator()
            .because("new here")
            .makeEligible("siobhan", ADMINS, Expiration.after("P30D")));
    done(
        fake.asAdministrator()
            .because("new here")
            .makeEligible("siobhan", "Security Reader", Expiration.after("P30D")));
    done(
        fake.asAdministrator()
            .because("shorter")
            .changeSettings(ADMINS, s -> s.activation(ExpirationLimit.atMost("PT6H"))));
    done(fake.asAdministrator().because("left").delete("gone"));
    fake.advance("PT5M");
    return fake;
  }

  static void done(Decision decision) {
    if (decision.isDenied()) {
      throw new AssertionError("Expected it to be done, but found " + decision);
    }
  }
}
