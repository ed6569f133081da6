package dev.pimento;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Agenda;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Engine;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.time.Instant;

/** A small tenant that the tests of core start from, and short words for what they do to it. */
public final class Sample {

  /** When it was read. */
  public static final Instant READ = Instant.parse("2026-03-02T08:00:00Z");

  public static final Id JOSE = id(1);
  public static final Id OLAVI = id(2);
  public static final Id ROBOT = id(3);

  /** An account that is disabled. */
  public static final Id DORA = id(4);

  /** Nobody in the tenant. */
  public static final Id NOBODY = id(99);

  /** Role-assignable; holds Exchange Administrator. */
  public static final Id TIER2 = id(10);

  /** A plain security group. */
  public static final Id STAFF = id(11);

  /** Another plain security group. */
  public static final Id HELPERS = id(12);

  public static final Id EXCHANGE = Id.of("29232cdf-9323-42fd-ade2-1d097af3e4de");
  public static final Id USER_ADMIN = Id.of("fe930be7-5e62-47db-91af-98c3a49a38b1");
  public static final DirectoryScope UNIT = DirectoryScope.administrativeUnit(id(50));

  private Sample() {}

  public static Id id(int number) {
    return Id.of("00000000-0000-4000-9000-%012x".formatted(number));
  }

  /** Principals and roles, all read completely; nobody has anything but TIER2 its role. */
  public static Tenant.Builder tenant() {
    return Tenant.builder(READ)
        .coverage(Coverage.everything())
        .principal(User.of(JOSE, "José Teixeira", "jose@contoso.com"))
        .principal(User.of(OLAVI, "Olavi King", "olavi@contoso.com"))
        .principal(User.builder().id(DORA).displayName("Dora").enabled(Verdict.NO).build())
        .principal(new ServicePrincipal(ROBOT, "Robot", Verdict.YES))
        .principal(Group.roleAssignable(TIER2, "PIM-Tier2-Admins"))
        .principal(Group.security(STAFF, "Staff"))
        .principal(Group.security(HELPERS, "Helpers"))
        .role(new RoleDefinition(EXCHANGE, "Exchange Administrator", true))
        .role(new RoleDefinition(USER_ADMIN, "User Administrator", true))
        .schedule(assigned(20, TIER2, Access.role(EXCHANGE)));
  }

  /** Since 30 days before the read, without end. */
  public static Assignment assigned(int number, Id principal, Access access) {
    return assigned(number, principal, access, Interval.from(READ.minusSeconds(30 * 86_400)));
  }

  public static Assignment assigned(int number, Id principal, Access access, Interval during) {
    return Assignment.assigned(
        id(number), principal, access, Span.exactly(during), phase(during.startInclusive()));
  }

  /** Since 30 days before the read, without end. */
  public static Eligibility eligible(int number, Id principal, Access access) {
    return eligible(number, principal, access, Interval.from(READ.minusSeconds(30 * 86_400)));
  }

  public static Eligibility eligible(int number, Id principal, Access access, Interval during) {
    return new Eligibility(
        id(number), principal, access, Span.exactly(during), phase(during.startInclusive()));
  }

  private static Phase phase(Instant start) {
    return start.isAfter(READ) ? Phase.FUTURE : Phase.CURRENT;
  }

  /** Settings that ask for nothing and forbid nothing but activations beyond eight hours. */
  public static ImmutableRoleSettings.Builder settings() {
    return RoleSettings.builder()
        .activation(ExpirationLimit.atMost("PT8H"))
        .eligibility(ExpirationLimit.none("P365D"))
        .assignment(ExpirationLimit.none("P180D"));
  }

  /** A call by the principal itself that brings a justification. */
  public static Call by(int request, Id caller) {
    return Call.of(id(request), Caller.of(caller)).because("mail flow is down");
  }

  /** A call by an administrator that brings all that can be asked for. */
  public static Call byAdmin(int request) {
    return Call.of(id(request), Caller.anAdministrator()).because("new hire");
  }

  public static Command activate(int request, Id principal, Access access, String duration) {
    return Command.selfActivate(by(request, principal), principal, access, lasting(duration));
  }

  public static Command deactivate(int request, Id principal, Access access) {
    return Command.selfDeactivate(by(request, principal), principal, access);
  }

  public static Command assign(
      int request, Kind kind, Id principal, Access access, String duration) {
    return Command.adminAssign(byAdmin(request), kind, principal, access, lasting(duration));
  }

  public static Command remove(int request, Kind kind, Id principal, Access access) {
    return Command.adminRemove(byAdmin(request), kind, principal, access);
  }

  public static ScheduleInfo lasting(String duration) {
    return ScheduleInfo.startingNow(Expiration.after(duration));
  }

  public static Engine engine() {
    return Engine.with(Knowledge.builtIn());
  }

  /** The tenant after the command, which has to be accepted or to wait for an approver. */
  public static Tenant after(Tenant tenant, Command command, Instant now) {
    Decision decision = engine().decide(tenant, command, now).orThrow();
    return tenant.after(decision.events());
  }

  /** The tenant after all that is due up to the instant, inclusive. */
  public static Tenant at(Tenant tenant, Instant now) {
    return tenant.after(engine().due(tenant, Agenda.of(tenant), now));
  }
}
