package dev.pimento.testkit;

import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Tenant;
import java.time.Instant;

/**
 * A small tenant with a bit of everything, for whom any tenant will do.
 *
 * <table>
 * <caption>Contoso</caption>
 * <tr><td>PIM-Tier2-Admins</td><td>role-assignable; holds Exchange Administrator and Intune
 *     Administrator; José and 花子 are eligible; Lidia owns it</td></tr>
 * <tr><td>PIM-Tier1-Admins</td><td>role-assignable; holds User Administrator; Megan is eligible, an
 *     activation needs Lidia's approval; Lidia owns it</td></tr>
 * <tr><td>PIM-Payroll-Access</td><td>without roles; Henrik is eligible, an activation needs Megan's
 *     approval and a ticket; Megan owns it, and José is eligible to</td></tr>
 * <tr><td>Contoso Deploy</td><td>a service principal; assigned Directory Readers</td></tr>
 * <tr><td>Megan Bowen</td><td>eligible for Security Reader without a group</td></tr>
 * <tr><td>Lidia Holloway</td><td>assigned Privileged Role Administrator</td></tr>
 * </table>
 *
 * <p>People go by first name too: {@code jose}, {@code hanako}, {@code lidia}, {@code megan},
 * {@code henrik}. The ids are {@link TenantBuilder#id} of these.
 */
public final class SampleTenant {

  private static final String TIER1 = "PIM-Tier1-Admins";
  private static final String TIER2 = "PIM-Tier2-Admins";
  private static final String PAYROLL = "PIM-Payroll-Access";

  private SampleTenant() {}

  /** The sample, read on 2 March 2026 at eight in the morning, UTC: for what is shown to people. */
  public static Tenant contoso() {
    return at(Instant.parse("2026-03-02T08:00:00Z"));
  }

  /** The sample, read at the given instant. */
  public static Tenant at(Instant asOf) {
    return in(TenantBuilder.at(asOf)).build();
  }

  /** The sample, read at an instant drawn from the seed, as {@link TenantBuilder#seeded} says. */
  public static Tenant seeded(long seed) {
    return in(TenantBuilder.seeded(seed)).build();
  }

  /** Adds the sample to what the builder has already, to go on from there. */
  public static TenantBuilder in(TenantBuilder builder) {
    return builder
        .user("jose", "José Teixeira")
        .user("hanako", "佐藤 花子")
        .user("lidia", "Lidia Holloway")
        .user("megan", "Megan Bowen")
        .user("henrik", "Henrik Dahl")
        .servicePrincipal("Contoso Deploy")
        .roleAssignableGroup(TIER1)
        .roleAssignableGroup(TIER2)
        .group(PAYROLL)
        .holds(TIER2, "Exchange Administrator")
        .holds(TIER2, "Intune Administrator")
        .holds(TIER1, "User Administrator")
        .holds("Contoso Deploy", "Directory Readers")
        .holds("lidia", "Privileged Role Administrator")
        .holds("lidia", "owner of " + TIER1)
        .holds("lidia", "owner of " + TIER2)
        .holds("megan", "owner of " + PAYROLL)
        .eligible("jose", TIER2)
        .eligible("hanako", TIER2)
        .eligible("megan", TIER1)
        .eligible("henrik", PAYROLL)
        .eligible("jose", "owner of " + PAYROLL)
        .eligible("megan", "Security Reader")
        .settings(TIER1, s -> s.approval(Approval.by(Approver.user(TenantBuilder.id("lidia")))))
        .settings(
            PAYROLL,
            s ->
                s.approval(Approval.by(Approver.user(TenantBuilder.id("megan"))))
                    .addActivationRequirements(Requirement.TICKETING));
  }
}
