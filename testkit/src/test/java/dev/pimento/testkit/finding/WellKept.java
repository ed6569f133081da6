package dev.pimento.testkit.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A tenant in which nothing is found, and words for what could be wrong with it. */
final class WellKept {

  static final Instant READ = Instant.parse("2026-03-02T08:00:00Z");
  static final Instant LONG_AGO = READ.minus(Duration.ofDays(20));
  static final Instant NEXT_YEAR = READ.plus(Duration.ofDays(300));

  static final Id JOSE = id("José Teixeira");
  static final Id LIDIA = id("Lidia Holloway");
  static final Id MEGAN = id("Megan Bowen");
  static final Id ROBOT = id("Robot");
  static final Id BREAK_GLASS = id("Break Glass");

  /** Role-assignable; holds User Administrator; José is eligible for its membership. */
  static final Id PIM = id("PIM-Users");

  static final Id STAFF = id("Staff");

  static final Access MEMBER = Access.member(PIM);
  static final Access OWNER = Access.owner(PIM);
  static final Access GLOBAL = role("Global Administrator");
  static final Access USERS = role("User Administrator");
  static final Access EXCHANGE = role("Exchange Administrator");

  private WellKept() {}

  static Id id(String name) {
    return TenantBuilder.id(name);
  }

  static Access role(String name) {
    return Knowledge.builtIn().builtInRoles().values().stream()
        .filter(role -> role.displayName().equals(name))
        .map(role -> (Access) Access.role(role.templateId()))
        .findFirst()
        .orElseThrow();
  }

  static Tenant.Builder tenant() {
    Tenant.Builder tenant =
        Tenant.builder(READ)
            .historyFrom(READ.minus(Duration.ofDays(60)))
            .coverage(Coverage.everything())
            .principal(User.of(JOSE, "José Teixeira", "jose@contoso.com"))
            .principal(User.of(LIDIA, "Lidia Holloway", "lidia@contoso.com"))
            .principal(User.of(MEGAN, "Megan Bowen", "megan@contoso.com"))
            .principal(User.of(BREAK_GLASS, "Break Glass", "breakglass@contoso.com"))
            .principal(new ServicePrincipal(ROBOT, "Robot", Verdict.YES))
            .principal(Group.roleAssignable(PIM, "PIM-Users"))
            .principal(Group.security(STAFF, "Staff"))
            .onboarded(PIM)
            .schedule(assigned(PIM, USERS))
            .schedule(eligible(JOSE, MEMBER))
            .settings(MEMBER, settings().build())
            .settings(OWNER, settings().build());
    Knowledge.builtIn().builtInRoles().values().stream()
        .map(role -> new RoleDefinition(role.templateId(), role.displayName(), true))
        .forEach(tenant::role);
    return tenant;
  }

  /** Asks for a second factor and an approval by two who are not eligible. */
  static ImmutableRoleSettings.Builder settings() {
    return RoleSettings.builder()
        .activation(ExpirationLimit.atMost("PT8H"))
        .activationRequirements(
            Set.of(Requirement.MULTI_FACTOR_AUTHENTICATION, Requirement.JUSTIFICATION))
        .approval(Approval.by(Approver.user(LIDIA), Approver.user(MEGAN)))
        .eligibility(ExpirationLimit.atMost("P365D"))
        .assignment(ExpirationLimit.atMost("P180D"))
        .assignmentRequirements(Set.of(Requirement.JUSTIFICATION));
  }

  static RoleSettings settings(UnaryOperator<ImmutableRoleSettings.Builder> with) {
    return with.apply(settings()).build();
  }

  static Assignment assigned(Id who, Access access) {
    return assigned(who, access, Span.exactly(Interval.from(READ.minus(Duration.ofDays(90)))));
  }

  static Assignment assigned(Id who, Access access, Span span) {
    return Assignment.assigned(scheduleId("active", who, access), who, access, span, Phase.CURRENT);
  }

  static Assignment activated(Id who, Access access) {
    return new Assignment(
        scheduleId("activated", who, access),
        who,
        access,
        Assignment.Kind.ACTIVATED,
        Optional.of(scheduleId("eligible", who, access)),
        Span.exactly(Interval.of(READ.minus(Duration.ofHours(1)), READ.plus(Duration.ofHours(3)))),
        Phase.CURRENT);
  }

  /** For so long that it ends, and not for so long that it should have been used. */
  static Eligibility eligible(Id who, Access access) {
    return eligible(who, access, Interval.of(LONG_AGO, NEXT_YEAR));
  }

  static Eligibility eligible(Id who, Access access, Interval during) {
    return new Eligibility(
        scheduleId("eligible", who, access), who, access, Span.exactly(during), Phase.CURRENT);
  }

  static Id scheduleId(String kind, Id who, Access access) {
    return id(kind + " " + who + " " + access);
  }
}
