package dev.pimento.testkit.bench;

import dev.pimento.directory.Access;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Application;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A large tenant as the field has them: Microsoft's own roles, held mostly through 400
 * role-assignable groups whose 2,000 eligible members activate, half of the groups with an
 * approval; some standing administrators, a helpdesk, nested groups, applications with owners and
 * permissions.
 */
final class Enterprise {

  static final int USERS = 100_000;
  static final int GROUPS = 5_000;
  static final int ROLES = 130;
  static final int APPLICATIONS = 1_000;
  private static final int ROLE_GROUPS = 400;
  private static final int PRIVILEGED = 2_000;
  private static final int STANDING = 60;
  private static final int HELPDESK = 80;
  private static final int MEMBERS_OF_GROUPS = 300_000;

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final Id GRAPH = Id.of("00000003-0000-0000-c000-000000000000");
  private static final Id HELPDESK_ROLE = Id.of("729827e3-9c14-49f7-bb1b-9608f156bbb8");

  private final SplittableRandom random = new SplittableRandom(20_261_124);
  private final Tenant.Builder tenant = Tenant.builder(AT).coverage(Coverage.everything());
  private final Surroundings.Builder surroundings = Surroundings.builder();
  private final Span always = Span.exactly(Interval.from(AT.minusSeconds(3_600)));
  private final List<BuiltInRole> roles =
      Knowledge.builtIn().builtInRoles().values().stream().limit(ROLES).toList();
  private int schedules;

  static Tenant tenant() {
    return new Enterprise().build();
  }

  private static Id id(int kind, int number) {
    return new Id.Guid((kind + 1L) * 0x9E3779B97F4A7C15L, (number + 1L) * 0xBF58476D1CE4E5B9L);
  }

  private static Id user(int number) {
    return id(0, number);
  }

  private static Id group(int number) {
    return id(1, number);
  }

  private Tenant build() {
    roles.forEach(
        role -> tenant.role(new RoleDefinition(role.templateId(), role.displayName(), true)));
    for (int user = 0; user < USERS; user++) {
      tenant.principal(User.of(user(user), "User " + user, "user" + user + "@contoso.com"));
    }
    for (int group = 0; group < GROUPS; group++) {
      if (group < ROLE_GROUPS) {
        roleGroup(group);
      } else {
        tenant.principal(Group.security(group(group), "Group " + group));
      }
    }
    for (int member = 0; member < MEMBERS_OF_GROUPS; member++) {
      assign(user(random.nextInt(USERS)), Access.member(plainGroup()));
    }
    for (int nested = 0; nested < 500; nested++) {
      assign(plainGroup(), Access.member(plainGroup()));
    }
    for (int owner = 0; owner < 4_000; owner++) {
      assign(user(random.nextInt(USERS)), Access.owner(plainGroup()));
    }
    for (int standing = 0; standing < STANDING; standing++) {
      assign(user(random.nextInt(PRIVILEGED)), Access.role(anyRole()));
    }
    for (int helper = 0; helper < HELPDESK; helper++) {
      assign(user(PRIVILEGED + helper), Access.role(HELPDESK_ROLE));
    }
    applications();
    return tenant.surroundings(surroundings.build()).build();
  }

  private void roleGroup(int number) {
    Id group = group(number);
    tenant.principal(Group.roleAssignable(group, "PIM " + number)).onboarded(group);
    boolean optionA = number % 5 == 0;
    for (int role = 0; role < 1 + random.nextInt(4); role++) {
      Access access = Access.role(anyRole());
      if (optionA) {
        eligible(group, access);
      } else {
        assign(group, access);
      }
    }
    for (int member = 0; member < 2 + random.nextInt(12); member++) {
      Id person = user(random.nextInt(PRIVILEGED));
      if (optionA) {
        assign(person, Access.member(group));
      } else {
        eligible(person, Access.member(group));
      }
    }
    if (number % 10 == 0) {
      eligible(plainGroup(), Access.member(group));
    }
    if (number % 4 == 0) {
      assign(user(random.nextInt(PRIVILEGED)), Access.owner(group));
    }
    tenant.settings(Access.member(group), settings(group, number % 2 == 0));
  }

  private RoleSettings settings(Id group, boolean approval) {
    ImmutableRoleSettings.Builder settings =
        ImmutableRoleSettings.builder()
            .from(Knowledge.builtIn().defaultSettings(Access.member(group)))
            .addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION);
    if (approval) {
      settings.approval(
          Approval.by(
              Approver.user(user(random.nextInt(PRIVILEGED))),
              Approver.user(user(random.nextInt(PRIVILEGED)))));
    }
    return settings.build();
  }

  private void applications() {
    Id graph = id(3, APPLICATIONS);
    tenant.principal(
        new ServicePrincipal(graph, "Microsoft Graph", Verdict.YES, Optional.of(GRAPH)));
    List<Id> permissions = List.copyOf(Knowledge.appRoles().values());
    for (int number = 0; number < APPLICATIONS; number++) {
      Id appId = id(4, number);
      Id servicePrincipal = id(3, number);
      tenant.principal(
          new ServicePrincipal(servicePrincipal, "App " + number, Verdict.YES, Optional.of(appId)));
      surroundings.application(new Application(id(2, number), appId, "App " + number));
      surroundings.owner(id(2, number), user(random.nextInt(USERS)));
      if (number % 10 == 0) {
        surroundings.appRole(
            new AppRoleAssignment(
                servicePrincipal, graph, permissions.get(random.nextInt(permissions.size()))));
      }
      if (number % 50 == 0) {
        assign(servicePrincipal, Access.role(anyRole()));
      }
    }
  }

  private Id plainGroup() {
    return group(ROLE_GROUPS + random.nextInt(GROUPS - ROLE_GROUPS));
  }

  private Id anyRole() {
    return roles.get(random.nextInt(roles.size())).templateId();
  }

  private void assign(Id principal, Access access) {
    tenant.schedule(
        Assignment.assigned(id(5, schedules++), principal, access, always, Phase.CURRENT));
  }

  private void eligible(Id principal, Access access) {
    tenant.schedule(new Eligibility(id(5, schedules++), principal, access, always, Phase.CURRENT));
  }
}
