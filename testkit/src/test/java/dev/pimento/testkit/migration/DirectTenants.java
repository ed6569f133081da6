package dev.pimento.testkit.migration;

import dev.pimento.directory.Verdict;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random small tenants full of direct assignments: jobs, exceptions, settings, groups half done.
 */
final class DirectTenants {

  static final List<String> ROLES =
      List.of(
          "Exchange Administrator",
          "Global Administrator",
          "Intune Administrator",
          "Privileged Role Administrator",
          "Security Administrator",
          "SharePoint Administrator",
          "User Administrator");
  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

  private final SplittableRandom random;
  private final TenantBuilder tenant = TenantBuilder.at(AT);
  private final List<String> people = new ArrayList<>();

  private DirectTenants(long seed) {
    this.random = new SplittableRandom(seed);
  }

  static Tenant of(long seed) {
    return new DirectTenants(seed).build();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String role() {
    return ROLES.get(random.nextInt(ROLES.size()));
  }

  private String person() {
    return people.get(random.nextInt(people.size()));
  }

  private Tenant build() {
    int count = 2 + random.nextInt(7);
    for (int i = 0; i < count; i++) {
      String name = "person " + i;
      boolean off = chance(8);
      tenant.user(name, user -> user.enabled(off ? Verdict.NO : Verdict.YES));
      people.add(name);
    }
    tenant.servicePrincipal("script").holds("script", role());
    tenant.unit("Sales");
    List<List<String>> jobs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<String> job = new ArrayList<>();
      ROLES.stream().filter(role -> chance(35)).forEach(job::add);
      jobs.add(job);
    }
    people.forEach(person -> assign(person, jobs));
    groups();
    ROLES.stream().filter(role -> chance(35)).forEach(this::settings);
    return tenant.build();
  }

  private void assign(String person, List<List<String>> jobs) {
    List<String> mine = new ArrayList<>();
    jobs.stream().filter(job -> chance(45)).forEach(mine::addAll);
    if (chance(20)) {
      mine.add(role());
    }
    for (String role : mine.stream().distinct().toList()) {
      if (chance(8)) {
        tenant.holds(person, role, Interval.of(AT.minusSeconds(60), AT.plus(days(30))));
      } else if (chance(15)) {
        tenant.holds(person, role, Interval.of(AT.minus(days(2)), AT.plus(days(30))));
      } else {
        tenant.holds(person, role);
      }
    }
    if (chance(20)) {
      tenant.eligible(person, role());
    }
    if (chance(15)) {
      tenant.holds(person, "User Administrator at unit Sales");
    }
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private void groups() {
    for (int i = 0; i < 3; i++) {
      String name = "Team " + i;
      if (chance(50)) {
        tenant.group(name);
        people.stream().filter(person -> chance(30)).forEach(p -> tenant.holds(p, name));
      } else {
        tenant.roleAssignableGroup(name);
        ROLES.stream().filter(role -> chance(25)).forEach(role -> tenant.holds(name, role));
        if (chance(30)) {
          tenant.eligible(name, role());
        }
        people.stream().filter(person -> chance(30)).forEach(p -> tenant.eligible(p, name));
        people.stream().filter(person -> chance(10)).forEach(p -> tenant.holds(p, name));
      }
    }
  }

  private void settings(String role) {
    tenant.settings(role, settings -> settings(settings));
  }

  private void settings(ImmutableRoleSettings.Builder settings) {
    if (chance(50)) {
      settings.activation(ExpirationLimit.atMost(chance(50) ? "PT2H" : "PT4H"));
    }
    if (chance(40)) {
      settings.addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION);
    }
    if (chance(30)) {
      settings.authenticationContext(chance(70) ? "c1" : "c2");
    }
    if (chance(30)) {
      settings.eligibility(ExpirationLimit.atMost("P90D"));
    }
    if (chance(20)) {
      settings.assignment(ExpirationLimit.atMost("P15D"));
    }
    if (chance(20)) {
      settings.addEligibilityRequirements(Requirement.TICKETING);
    }
    if (chance(40)) {
      List<Approver> approvers = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        approvers.add(Approver.user(TenantBuilder.id(person())));
      }
      settings.approval(Approval.builder().required(true).approvers(approvers).build());
    }
  }
}
