package dev.pimento.testkit.generators;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.TenantBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Draws whom and what a command is about.
 *
 * @param dice what is drawn with
 * @param tenant what is drawn from
 * @param now the instant
 */
record RandomTargets(Dice dice, Tenant tenant, Instant now) {

  static final Ticket A_TICKET = new Ticket("T-4711", "desk");

  record Target(Id principal, Access access, Kind kind) {}

  /** Anybody and anything. */
  Target any() {
    Id principal = dice.chance(40) ? anyUser() : anyPrincipal();
    return new Target(principal, anyAccess(), dice.oneOf(Kind.values()));
  }

  /** That of a schedule of the kind looked for; empty if there is none. */
  Optional<Target> of(Predicate<Schedule> wanted) {
    return anyOf(tenant.schedules().filter(wanted).toList())
        .map(
            schedule ->
                new Target(
                    schedule.principal(),
                    schedule.access(),
                    schedule instanceof Eligibility ? Kind.ELIGIBLE : Kind.ACTIVE));
  }

  /** Those who could activate something now: eligible users who can sign in and aren't active. */
  List<Target> ready() {
    Holdings holdings = Holdings.of(tenant);
    return eligibleOnes().stream()
        .filter(
            target ->
                tenant.principal(target.principal()) instanceof User user
                    && !user.enabled().isNo()
                    && !holdings.direct(target.principal()).contains(target.access()))
        .toList();
  }

  /** Somebody who is eligible, where there is anybody; now and then anybody else. */
  Target eligible() {
    List<Target> eligible = eligibleOnes();
    return eligible.isEmpty() || dice.chance(20) ? any() : dice.oneOf(eligible);
  }

  private List<Target> eligibleOnes() {
    List<Target> eligible = new ArrayList<>();
    Holdings holdings = Holdings.of(tenant);
    for (Schedule schedule : tenant.schedules().toList()) {
      if (schedule instanceof Eligibility && schedule.isCurrent()) {
        List<Id> who = new ArrayList<>(holdings.membersOf(schedule.principal()));
        who.add(schedule.principal());
        who.forEach(one -> eligible.add(new Target(one, schedule.access(), Kind.ACTIVE)));
      }
    }
    return eligible;
  }

  /** Somebody who owns the group that the access is a side of. */
  Optional<Id> ownerOf(Access access) {
    return access instanceof GroupAccess side
        ? anyOf(List.copyOf(Holdings.of(tenant).assigned(Access.owner(side.group()))))
        : Optional.empty();
  }

  /** Somebody who can approve. */
  Optional<Id> approverOf(Request request) {
    return anyOf(List.copyOf(Approvers.of(tenant, request, Knowledge.builtIn(), now).now()));
  }

  Id anyPrincipal() {
    List<Id> ids = tenant.principals().map(Principal::id).toList();
    return ids.isEmpty() || dice.chance(2) ? TenantBuilder.id("Nobody") : dice.oneOf(ids);
  }

  Id anyUser() {
    List<Id> users = tenant.principals().filter(User.class::isInstance).map(Principal::id).toList();
    return users.isEmpty() ? anyPrincipal() : dice.oneOf(users);
  }

  <T> Optional<T> anyOf(List<T> choices) {
    return choices.isEmpty() ? Optional.empty() : Optional.of(dice.oneOf(choices));
  }

  private Access anyAccess() {
    List<Access> accesses = new ArrayList<>();
    for (Principal group : tenant.principals().filter(Principal::isGroup).toList()) {
      accesses.add(Access.member(group.id()));
      accesses.add(dice.chance(50) ? Access.owner(group.id()) : Access.member(group.id()));
    }
    for (RoleDefinition role : tenant.roles().toList()) {
      DirectoryScope unit = DirectoryScope.administrativeUnit(TenantBuilder.id("Sales"));
      accesses.add(dice.chance(80) ? Access.role(role.id()) : Access.role(role.id(), unit));
    }
    return accesses.isEmpty() || dice.chance(3)
        ? Access.owner(anyPrincipal())
        : dice.oneOf(accesses);
  }
}
