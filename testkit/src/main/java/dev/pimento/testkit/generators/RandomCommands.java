package dev.pimento.testkit.generators;

import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Command.ScheduleRequest;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Deleted;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.generators.RandomTargets.Target;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A stream of commands of all kinds, and pauses between them. Most refer to what there is in a
 * tenant and ask for something near a limit, so that about as many are carried out as are refused.
 * Mutable and not thread-safe.
 */
public final class RandomCommands {

  private final Dice dice;
  private final long seed;

  private RandomCommands(long seed) {
    this.dice = new Dice(seed);
    this.seed = seed;
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
   * How long to wait before the next command: often not at all, often up to a limit of the service
   * (five minutes, a day, 14 or 30 days), often up to an instant at which something in the tenant
   * begins, ends or lapses, or a nanosecond beside it.
   *
   * @param tenant the tenant at that instant
   * @param now the instant at which the wait begins
   */
  public Duration pause(Tenant tenant, Instant now) {
    if (dice.chance(35)) {
      return Duration.ZERO;
    }
    Duration limit =
        dice.oneOf(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(8),
            Duration.ofHours(24),
            Duration.ofDays(dice.oneOf(14, 30)));
    Duration pause =
        dice.chance(50)
            ? RandomInstants.next(tenant, now, dice)
                .map(next -> Duration.between(now, next))
                .orElse(limit)
            : limit;
    // A month ends most of what there is, so few waits are that long.
    boolean tooLong = pause.compareTo(Duration.ofDays(2)) > 0 && dice.chance(75);
    Duration taken = tooLong ? Duration.ofMinutes(5) : pause;
    return dice.chance(80) ? taken : taken.plusNanos(dice.oneOf(-1, 1));
  }

  /**
   * The next command.
   *
   * @param tenant what it can refer to
   * @param now the instant that its times lie around
   */
  public Command next(Tenant tenant, Instant now) {
    RandomTargets targets = new RandomTargets(dice, tenant, now);
    Call call = call(tenant, Caller.anAdministrator());
    if (!tenant.isLicensed() && dice.chance(30)) {
      return new Command.ChangeLicence(call, true);
    }
    if (dice.chance(20) && tenant.requests().anyMatch(r -> r.status().isWaiting())) {
      return review(targets);
    }
    if (dice.chance(10) && tenant.deleted().findAny().isPresent()) {
      return new Command.RestorePrincipal(call, deleted(targets));
    }
    int kind = dice.between(0, 199);
    if (kind < 150) {
      return scheduleRequest(targets);
    }
    if (kind < 155) {
      return review(targets);
    }
    if (kind < 164) {
      return cancel(targets);
    }
    if (kind < 178) {
      return changeSettings(targets);
    }
    return kind < 199
        ? inDirectory(targets, call)
        : new Command.ChangeLicence(call, dice.chance(40));
  }

  private ScheduleRequest scheduleRequest(RandomTargets targets) {
    if (dice.chance(25)) {
      return activation(targets);
    }
    Action action = dice.oneOf(Action.values());
    Predicate<Schedule> wanted =
        switch (action) {
          case SELF_ACTIVATE -> s -> false;
          case SELF_DEACTIVATE -> s -> isActivation(s) && !s.isEnded();
          case ADMIN_ASSIGN, ADMIN_REMOVE -> s -> !s.isEnded();
          case ADMIN_UPDATE -> s -> !s.isEnded() && !isActivation(s);
          case ADMIN_EXTEND, SELF_EXTEND ->
              s -> !s.isEnded() && !isActivation(s) && !s.span().possible().isPermanent();
          case ADMIN_RENEW, SELF_RENEW -> s -> s.phase() == Phase.EXPIRED && !isActivation(s);
        };
    Optional<Target> target =
        action == Action.ADMIN_ASSIGN && dice.chance(85) ? Optional.empty() : targets.of(wanted);
    if (target.isEmpty() && dice.chance(85)) {
      return dice.chance(60)
          ? request(Action.ADMIN_ASSIGN, targets.any(), targets)
          : activation(targets);
    }
    return action == Action.SELF_ACTIVATE
        ? activation(targets)
        : request(action, target.orElseGet(targets::any), targets);
  }

  private ScheduleRequest activation(RandomTargets targets) {
    List<Target> ready = targets.ready();
    if (ready.isEmpty() && dice.chance(80)) {
      Target somebody = targets.any();
      return request(
          Action.ADMIN_ASSIGN,
          new Target(targets.anyUser(), somebody.access(), Kind.ELIGIBLE),
          targets);
    }
    Target target = ready.isEmpty() || dice.chance(15) ? targets.eligible() : dice.oneOf(ready);
    return Command.selfActivate(
        call(targets.tenant(), self(targets, target.principal())),
        target.principal(),
        target.access(),
        new RandomTimes(dice, targets.tenant(), targets.now()).ofActivation(target.access()));
  }

  private ScheduleRequest request(Action action, Target target, RandomTargets targets) {
    boolean ends = action == Action.ADMIN_REMOVE || action == Action.SELF_DEACTIVATE;
    Kind kind = action == Action.SELF_DEACTIVATE ? Kind.ACTIVE : target.kind();
    Caller caller =
        action.isSelf() ? self(targets, target.principal()) : administrator(targets, target);
    return new ScheduleRequest(
        call(targets.tenant(), caller),
        action,
        kind,
        target.principal(),
        target.access(),
        ends ? Optional.empty() : Optional.of(times(targets, target, kind)));
  }

  private ScheduleInfo times(RandomTargets targets, Target target, Kind kind) {
    return new RandomTimes(dice, targets.tenant(), targets.now())
        .ofAssignment(target.access(), kind);
  }

  private static boolean isActivation(Schedule schedule) {
    return schedule instanceof Assignment assignment && assignment.isActivated();
  }

  private Command review(RandomTargets targets) {
    Tenant tenant = targets.tenant();
    List<Request> waiting = tenant.requests().filter(r -> r.status().isWaiting()).toList();
    Optional<Request> one =
        waiting.isEmpty() || dice.chance(10)
            ? targets.anyOf(tenant.requests().toList())
            : Optional.of(dice.oneOf(waiting));
    Id id = one.map(Request::id).orElse(TenantBuilder.id("no request"));
    Caller caller = one.map(r -> decider(targets, r)).orElse(Caller.anAdministrator());
    boolean renewal = one.filter(r -> r.action() == Action.SELF_RENEW).isPresent();
    Kind asked = one.filter(Request::eligible).isPresent() ? Kind.ELIGIBLE : Kind.ACTIVE;
    Optional<Kind> kind =
        dice.chance(10) ? Optional.of(dice.oneOf(Kind.values())) : Optional.empty();
    Optional<ScheduleInfo> times =
        dice.chance(renewal ? 85 : 15)
            ? one.map(
                r ->
                    new RandomTimes(dice, tenant, targets.now())
                        .ofAssignment(r.access(), kind.orElse(asked)))
            : Optional.empty();
    return new Command.Review(
        call(tenant, caller),
        id,
        dice.chance(75) ? Command.Review.Result.APPROVE : Command.Review.Result.DENY,
        kind,
        times);
  }

  private Command cancel(RandomTargets targets) {
    Tenant tenant = targets.tenant();
    List<Request> open = tenant.requests().filter(r -> r.status().isCancellable()).toList();
    if (open.isEmpty() && dice.chance(80)) {
      return scheduleRequest(targets);
    }
    Optional<Request> one =
        targets.anyOf(open.isEmpty() || dice.chance(15) ? tenant.requests().toList() : open);
    Caller caller =
        one.filter(r -> dice.chance(60))
            .map(r -> self(targets, r.principal()))
            .orElse(Caller.anAdministrator());
    return new Command.Cancel(
        call(tenant, caller), one.map(Request::id).orElse(TenantBuilder.id("no request")));
  }

  private Command changeSettings(RandomTargets targets) {
    Target target =
        dice.chance(60) ? targets.of(s -> !s.isEnded()).orElseGet(targets::any) : targets.any();
    return new Command.ChangeSettings(
        call(targets.tenant(), administrator(targets, target)),
        target.access(),
        new RandomSettings(dice, targets.tenant()).changed(target.access()));
  }

  private Command inDirectory(RandomTargets targets, Call call) {
    Target there =
        targets.of(s -> s instanceof Assignment && s.isCurrent()).orElseGet(targets::any);
    return switch (dice.between(0, 20)) {
      case 0, 1, 2, 3 -> {
        Target target = dice.chance(80) ? targets.any() : there;
        yield new Command.AddDirectly(call, target.principal(), target.access());
      }
      case 4, 5, 6, 7, 8 -> {
        Target target = dice.chance(85) ? there : targets.any();
        yield new Command.RemoveDirectly(call, target.principal(), target.access());
      }
      case 9, 10, 11 -> new Command.DeletePrincipal(call, targets.anyPrincipal());
      case 12 -> new Command.RestorePrincipal(call, deleted(targets));
      case 13, 14, 15 -> new Command.CreatePrincipal(call, newcomer(targets));
      default ->
          new Command.UpdatePrincipal(call, changed(targets.tenant(), targets.anyPrincipal()));
    };
  }

  private Id deleted(RandomTargets targets) {
    return dice.chance(10)
        ? targets.anyPrincipal()
        : targets
            .anyOf(targets.tenant().deleted().toList())
            .map(Deleted::principal)
            .map(Principal::id)
            .orElseGet(targets::anyPrincipal);
  }

  private Principal newcomer(RandomTargets targets) {
    String name = "Newcomer " + seed;
    Id id = dice.chance(80) ? TenantBuilder.id(name) : targets.anyPrincipal();
    return switch (dice.between(0, 3)) {
      case 0 -> User.of(id, name, "newcomer" + seed + "@contoso.com");
      case 1 -> Group.roleAssignable(id, name);
      case 2 ->
          Group.builder()
              .from(Group.roleAssignable(id, name))
              .dynamic(dice.oneOf(Verdict.YES, Verdict.NO))
              .build();
      default -> Group.security(id, name);
    };
  }

  private Principal changed(Tenant tenant, Id id) {
    Principal principal = tenant.principal(id);
    if (principal instanceof User user) {
      return User.builder().from(user).enabled(dice.oneOf(Verdict.YES, Verdict.NO)).build();
    }
    if (principal instanceof Group group) {
      return dice.chance(50)
          ? Group.builder().from(group).roleAssignable(dice.oneOf(Verdict.YES, Verdict.NO)).build()
          : Group.builder().from(group).displayName("Renamed " + seed).build();
    }
    return dice.chance(50) ? principal : User.of(id, "Changed", "changed@contoso.com");
  }

  /** Who acts for itself: most often that principal. */
  private Caller self(RandomTargets targets, Id principal) {
    if (dice.chance(15)) {
      return Caller.anAdministrator();
    }
    return signedIn(dice.chance(92) ? principal : targets.anyPrincipal());
  }

  /** Who administers: most often nobody in particular, sometimes an owner, sometimes anybody. */
  private Caller administrator(RandomTargets targets, Target target) {
    int kind = dice.between(0, 99);
    if (kind < 70) {
      return Caller.anAdministrator();
    }
    if (kind < 90) {
      return targets.ownerOf(target.access()).map(this::signedIn).orElse(Caller.anAdministrator());
    }
    return signedIn(kind < 95 ? target.principal() : targets.anyPrincipal());
  }

  private Caller decider(RandomTargets targets, Request request) {
    int kind = dice.between(0, 99);
    if (kind < 30) {
      return Caller.anAdministrator();
    }
    if (kind < 75) {
      return targets.approverOf(request).map(this::signedIn).orElse(Caller.anAdministrator());
    }
    return signedIn(kind < 90 ? request.principal() : targets.anyPrincipal());
  }

  private Caller signedIn(Id principal) {
    Caller caller = Caller.of(principal);
    caller = dice.chance(80) ? caller.withMultiFactor() : caller;
    return dice.chance(70) ? caller.withAuthenticationContexts("c1") : caller;
  }

  private Call call(Tenant tenant, Caller caller) {
    Call call = Call.of(requestId(tenant), caller);
    call = dice.chance(85) ? call.because("because of seed") : call;
    call = dice.chance(75) ? call.withTicket(RandomTargets.A_TICKET) : call;
    return dice.chance(6) ? call.toValidateOnly() : call;
  }

  /** One of its own; now and then one that is taken. */
  private Id requestId(Tenant tenant) {
    Optional<Id> taken = tenant.requests().map(Request::id).findFirst();
    if (taken.isPresent() && dice.chance(2)) {
      return taken.get();
    }
    int number = 0;
    Id id = TenantBuilder.id("request " + seed);
    while (tenant.request(id).isPresent() || tenant.schedule(id).isPresent()) {
      number++;
      id = TenantBuilder.id("request " + seed + " " + number);
    }
    return id;
  }
}
