package dev.pimento.graph;

import static dev.pimento.testkit.TenantBuilder.id;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Instant;

/**
 * A tenant of a size: each group has an owner and ten members, each in PIM ten that are eligible.
 */
public final class Sized {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final int PEOPLE = 10;
  private static final Span ALWAYS = Span.exactly(Interval.from(AT.minusSeconds(86_400)));

  private Sized() {}

  /**
   * Makes it.
   *
   * @param pim how many of the groups are in PIM and role-assignable
   */
  public static Tenant tenant(int users, int groups, int pim) {
    Tenant.Builder tenant = Tenant.builder(AT).historyFrom(AT).coverage(Coverage.everything());
    for (int i = 0; i < users; i++) {
      tenant.principal(
          User.builder()
              .id(id("user" + i))
              .displayName("User " + i)
              .userPrincipalName("user" + i + "@contoso.com")
              .enabled(Verdict.YES)
              .guest(Verdict.NO)
              .build());
    }
    for (int i = 0; i < groups; i++) {
      Id group = id("group" + i);
      boolean managed = i < pim;
      tenant.principal(
          Group.builder()
              .id(group)
              .displayName("Group " + i)
              .kind(Group.Kind.SECURITY)
              .roleAssignable(managed ? Verdict.YES : Verdict.NO)
              .dynamic(Verdict.NO)
              .synced(Verdict.NO)
              .build());
      hold(tenant, id("user" + i % users), Access.owner(group));
      for (int j = 0; j < PEOPLE; j++) {
        Id member = id("user" + (i * 7 + j) % users);
        if (managed) {
          Id schedule = id("eligible" + i + "-" + j);
          tenant.schedule(
              new Eligibility(schedule, member, Access.member(group), ALWAYS, Phase.CURRENT));
        } else {
          hold(tenant, member, Access.member(group));
        }
      }
      if (managed) {
        tenant.onboarded(group);
      }
    }
    return tenant.build();
  }

  private static void hold(Tenant.Builder tenant, Id principal, Access access) {
    Id schedule = id(principal + " " + access);
    tenant.schedule(Assignment.assigned(schedule, principal, access, ALWAYS, Phase.CURRENT));
  }
}
