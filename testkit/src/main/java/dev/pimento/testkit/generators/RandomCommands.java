package dev.pimento.testkit.generators;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stream of commands, many of which are refused. They refer to what there is in a tenant, most of
 * the time. Mutable and not thread-safe.
 */
public final class RandomCommands {

  private final Dice dice;
  private int made;

  private RandomCommands(long seed) {
    this.dice = new Dice(seed);
  }

  /**
   * A stream of its own.
   *
   * @param seed the same gives the same commands, asked with the same tenants
   */
  public static RandomCommands withSeed(long seed) {
    return new RandomCommands(seed);
  }

  /**
   * The next command.
   *
   * @param tenant what it can refer to
   * @param now the instant that its times lie around
   */
  public Command next(Tenant tenant, Instant now) {
    made++;
    int kind = dice.between(0, 99);
    if (kind < 35) {
      return activate(tenant, now);
    }
    if (kind < 65) {
      return assign(tenant, now);
    }
    if (kind < 90) {
      return end(tenant);
    }
    return change(tenant);
  }

  /** How long to wait before the next one; often not at all, often up to a boundary. */
  public Duration pause() {
    return dice.oneOf(
        Duration.ZERO,
        Duration.ZERO,
        Duration.ofNanos(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Duration.ofHours(8),
        Duration.ofDays(dice.between(1, 20)));
  }

  private Command activate(Tenant tenant, Instant now) {
    Target target = target(tenant, true);
    return Command.selfActivate(
        call(target.principal), target.principal, target.access, times(now, true));
  }

  private Command assign(Tenant tenant, Instant now) {
    Target target = target(tenant, dice.chance(20));
    return Command.adminAssign(
        call(admin(tenant)),
        dice.oneOf(Command.Kind.ELIGIBLE, Command.Kind.ACTIVE),
        target.principal,
        target.access,
        times(now, false));
  }

  private Command end(Tenant tenant) {
    Target target = target(tenant, true);
    return dice.chance(40)
        ? Command.selfDeactivate(call(target.principal), target.principal, target.access)
        : Command.adminRemove(
            call(admin(tenant)),
            dice.oneOf(Command.Kind.ELIGIBLE, Command.Kind.ACTIVE),
            target.principal,
            target.access);
  }

  private Command change(Tenant tenant) {
    Call call = call(admin(tenant));
    Principal principal = tenant.principal(anyPrincipal(tenant));
    return switch (dice.between(0, 3)) {
      case 0 -> new Command.DeletePrincipal(call, principal.id());
      case 1 -> new Command.CreatePrincipal(call, newcomer());
      default -> new Command.UpdatePrincipal(call, changed(principal));
    };
  }

  private Principal newcomer() {
    String name = "Newcomer " + made;
    Id id = TenantBuilder.id(name);
    return switch (dice.between(0, 2)) {
      case 0 -> User.of(id, name, "newcomer" + made + "@contoso.com");
      case 1 -> Group.roleAssignable(id, name);
      default -> Group.security(id, name);
    };
  }

  private Principal changed(Principal principal) {
    if (principal instanceof User user) {
      return User.builder().from(user).enabled(dice.oneOf(Verdict.YES, Verdict.NO)).build();
    }
    return principal instanceof Group group
        ? Group.builder().from(group).roleAssignable(dice.oneOf(Verdict.YES, Verdict.NO)).build()
        : principal;
  }

  private Id admin(Tenant tenant) {
    return anyPrincipal(tenant);
  }

  private Call call(Id caller) {
    Caller who = dice.chance(95) ? Caller.of(caller) : Caller.anAdministrator();
    Call call =
        Call.of(TenantBuilder.id("request " + made), dice.chance(70) ? who.withMultiFactor() : who);
    call = dice.chance(80) ? call.because("because of seed") : call;
    return dice.chance(60) ? call.withTicket(new Ticket("T-" + made, "desk")) : call;
  }

  private ScheduleInfo times(Instant now, boolean activation) {
    Optional<Instant> start =
        dice.chance(70)
            ? Optional.empty()
            : Optional.of(now.plus(Duration.ofHours(dice.between(-2, 48))));
    return new ScheduleInfo(start, expiration(start.orElse(now), activation));
  }

  private Expiration expiration(Instant start, boolean activation) {
    return switch (dice.between(0, 9)) {
      case 0 -> Expiration.never();
      case 1 -> Expiration.notSpecified();
      case 2 -> Expiration.at(start.plus(Duration.ofHours(dice.between(-1, 20))));
      case 3 -> Expiration.after("PT4M59S");
      default ->
          Expiration.after(
              activation
                  ? dice.oneOf("PT5M", "PT30M", "PT4H", "PT8H")
                  : dice.oneOf("PT5M", "PT8H", "P3D", "P15D"));
    };
  }

  private record Target(Id principal, Access access) {}

  /** Who and what: of a schedule that is there, or any. */
  private Target target(Tenant tenant, boolean present) {
    List<Schedule> schedules = tenant.schedules().filter(s -> !s.isEnded()).toList();
    if (present && !schedules.isEmpty() && dice.chance(85)) {
      Schedule schedule = dice.oneOf(schedules);
      boolean another = tenant.principal(schedule.principal()).isGroup() && dice.chance(70);
      return new Target(another ? anyPrincipal(tenant) : schedule.principal(), schedule.access());
    }
    return new Target(anyPrincipal(tenant), anyAccess(tenant));
  }

  private Id anyPrincipal(Tenant tenant) {
    List<Id> ids = tenant.principals().map(Principal::id).toList();
    return ids.isEmpty() || dice.chance(3) ? TenantBuilder.id("Nobody") : dice.oneOf(ids);
  }

  private Access anyAccess(Tenant tenant) {
    List<Access> accesses = new ArrayList<>();
    tenant
        .principals()
        .filter(Principal::isGroup)
        .forEach(group -> accesses.add(Access.member(group.id())));
    tenant.roles().map(RoleDefinition::id).forEach(role -> accesses.add(Access.role(role)));
    return accesses.isEmpty() || dice.chance(5)
        ? Access.owner(anyPrincipal(tenant))
        : dice.oneOf(accesses);
  }
}
