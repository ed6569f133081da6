package dev.pimento.testkit.generators;

import dev.pimento.directory.Group;
import dev.pimento.directory.Verdict;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tiny random tenants in which one thing leads to another: a few users, service principals, groups
 * and roles, with eligibilities, approvers, owners, permissions and units between them. All of it
 * is read completely, and allowed by the service.
 */
public final class HostileTenants {

  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
  private static final List<String> ROLES =
      List.of(
          "Exchange Administrator",
          "Helpdesk Administrator",
          "User Administrator",
          "Privileged Role Administrator",
          "Authentication Administrator",
          "Application Administrator",
          "Groups Administrator",
          "Conditional Access Administrator");
  private static final List<String> UNIT_ROLES =
      List.of("Helpdesk Administrator", "Authentication Administrator", "Groups Administrator");
  private static final List<String> PERMISSIONS =
      List.of(
          "GroupMember.ReadWrite.All",
          "Application.ReadWrite.OwnedBy",
          "ServicePrincipalEndpoint.ReadWrite.All",
          "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
          "RoleManagementPolicy.ReadWrite.AzureADGroup",
          "RoleEligibilitySchedule.ReadWrite.Directory",
          "AppRoleAssignment.ReadWrite.All",
          "Policy.ReadWrite.ConditionalAccess");

  private final Dice dice;
  private final TenantBuilder tenant;
  private final List<String> users = new ArrayList<>();
  private final List<String> applications = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();
  private final List<String> roleAssignable = new ArrayList<>();
  private final List<String> fixed = new ArrayList<>();
  private final List<String> roles = new ArrayList<>();
  private final Set<String> seen = new LinkedHashSet<>();

  private HostileTenants(long seed) {
    this.dice = new Dice(seed);
    this.tenant = TenantBuilder.at(MONDAY);
  }

  /** One in which nothing begins and nothing ends. */
  public static Tenant standing(long seed) {
    return new HostileTenants(seed).build();
  }

  private Tenant build() {
    principals();
    for (int i = dice.between(3, 4); i > 0; i--) {
      String role = dice.oneOf(ROLES);
      if (!roles.contains(role)) {
        roles.add(role);
      }
    }
    unit();
    for (int i = dice.between(3, 7); i > 0; i--) {
      holds();
    }
    for (int i = dice.between(2, 5); i > 0; i--) {
      eligible();
    }
    for (String application : applications) {
      application(application);
    }
    groups.forEach(
        group -> {
          settings(group);
          if (dice.chance(20)) {
            settings("owner of " + group);
          }
        });
    roles.forEach(this::settings);
    return tenant.build();
  }

  private void principals() {
    for (int i = dice.between(3, 5); i > 0; i--) {
      String name = "user " + i;
      boolean disabled = dice.chance(8);
      tenant.user(name, user -> user.enabled(disabled ? Verdict.NO : Verdict.YES));
      users.add(name);
    }
    for (int i = dice.between(1, 2); i > 0; i--) {
      String name = "application " + i;
      if (dice.chance(50)) {
        tenant.application(name);
      } else {
        tenant.servicePrincipal(name);
      }
      applications.add(name);
    }
    for (int i = dice.between(2, 3); i > 0; i--) {
      String name = "group " + i;
      if (dice.chance(55)) {
        tenant.roleAssignableGroup(name);
        roleAssignable.add(name);
      } else {
        plainGroup(name);
      }
      groups.add(name);
    }
  }

  private void plainGroup(String name) {
    switch (dice.between(0, 9)) {
      case 0 -> {
        tenant.group(name, group -> group.dynamic(Verdict.YES));
        fixed.add(name);
      }
      case 1 -> {
        tenant.group(name, group -> group.synced(Verdict.YES));
        fixed.add(name);
      }
      case 2, 3 -> tenant.group(name, group -> group.kind(Group.Kind.MICROSOFT_365));
      default -> tenant.group(name);
    }
  }

  private void unit() {
    if (!dice.chance(40)) {
      return;
    }
    switch (dice.between(0, 2)) {
      case 0 -> tenant.unit("unit");
      case 1 -> tenant.restrictedUnit("unit");
      default -> tenant.dynamicUnit("unit");
    }
    for (String user : users) {
      if (dice.chance(30)) {
        tenant.inUnit(user, "unit");
      }
    }
    for (String group : groups) {
      if (dice.chance(30) && !fixed.contains(group)) {
        tenant.inUnit(group, "unit");
      }
    }
    roles.add(dice.oneOf(UNIT_ROLES) + " at unit unit");
  }

  private String account() {
    return dice.chance(75) ? dice.oneOf(users) : dice.oneOf(applications);
  }

  private void holds() {
    switch (dice.between(0, 5)) {
      case 0 -> hold(account(), dice.oneOf(groups));
      case 1 -> hold(account(), "owner of " + dice.oneOf(groups));
      case 2 -> hold(account(), dice.oneOf(roles));
      case 3, 4 -> {
        if (!roleAssignable.isEmpty()) {
          hold(dice.oneOf(roleAssignable), dice.oneOf(roles));
        }
      }
      default -> {
        String outer = dice.oneOf(groups);
        String inner = dice.oneOf(groups);
        if (!roleAssignable.contains(outer) && groups.indexOf(outer) < groups.indexOf(inner)) {
          hold(inner, outer);
        }
      }
    }
  }

  private void hold(String who, String what) {
    if (seen.add(who + " has " + what)) {
      tenant.holds(who, what);
    }
  }

  private void eligible() {
    String who = dice.chance(60) ? dice.oneOf(users) : dice.oneOf(groups);
    String group = dice.oneOf(groups);
    boolean managed = !fixed.contains(group);
    switch (dice.between(0, 3)) {
      case 0, 1 -> {
        if (managed && !who.equals(group)) {
          makeEligible(who, group);
        }
      }
      case 2 -> {
        if (managed && !who.equals(group)) {
          makeEligible(who, "owner of " + group);
        }
      }
      default -> {
        if (!groups.contains(who) || roleAssignable.contains(who)) {
          makeEligible(who, dice.oneOf(roles));
        }
      }
    }
  }

  private void makeEligible(String who, String what) {
    if (seen.add(who + " may have " + what)) {
      tenant.eligible(who, what);
    }
  }

  private void application(String application) {
    if (dice.chance(50)) {
      tenant.owns(account(), application);
    }
    if (dice.chance(50)) {
      tenant.permission(application, dice.oneOf(PERMISSIONS));
    }
  }

  private void settings(String access) {
    if (access.endsWith(" at unit unit") || fixed.contains(access)) {
      return;
    }
    boolean approval = dice.chance(30);
    Set<Approver> approvers = approvers();
    Set<Requirement> requirements = EnumSet.noneOf(Requirement.class);
    if (dice.chance(40)) {
      requirements.add(Requirement.JUSTIFICATION);
    }
    boolean context = dice.chance(20);
    if (!context && dice.chance(40)) {
      requirements.add(Requirement.MULTI_FACTOR_AUTHENTICATION);
    }
    tenant.settings(
        access,
        settings -> {
          ImmutableRoleSettings.Builder with = settings.activationRequirements(requirements);
          if (context) {
            with.authenticationContext("c1");
          }
          if (approval) {
            with.approval(Approval.by(approvers.toArray(Approver[]::new)));
          }
        });
  }

  /** None, users, a group or both. */
  private Set<Approver> approvers() {
    Set<Approver> approvers = new LinkedHashSet<>();
    int what = dice.between(0, 4);
    if (what == 1 || what == 2) {
      approvers.add(Approver.user(TenantBuilder.id(dice.oneOf(users))));
    }
    if (what == 2 || what == 3) {
      approvers.add(Approver.membersOf(TenantBuilder.id(dice.oneOf(groups))));
    }
    if (what == 4) {
      approvers.add(Approver.user(TenantBuilder.id(dice.oneOf(users))));
      approvers.add(Approver.user(TenantBuilder.id(dice.oneOf(users))));
    }
    return approvers;
  }
}
