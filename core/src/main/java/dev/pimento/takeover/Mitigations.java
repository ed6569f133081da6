package dev.pimento.takeover;

import static java.util.stream.Collectors.joining;

import dev.pimento.access.ActivationPath;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.takeover.Mitigation.Privilege;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Tries on copies of a tenant what would keep an account from being taken over. */
final class Mitigations {

  private static final String WHY = "protects an account that is eligible for roles";

  private final Simulation base;

  private Mitigations(Simulation base) {
    this.base = base;
  }

  static Mitigations of(Tenant tenant, Knowledge knowledge, Instant at) {
    if (at.isBefore(tenant.asOf())) {
      throw new IllegalArgumentException(
          ("Invalid instant: expected one at or after the read at %s, but found %s; what would"
                  + " have helped before it can't be tried")
              .formatted(tenant.asOf(), at));
    }
    return new Mitigations(Simulation.of(tenant, knowledge).advanceTo(at));
  }

  List<Mitigation> all(Id person) {
    List<Mitigation> all = new ArrayList<>();
    Exposure before = exposure(base, person);
    candidateRoles().stream()
        .filter(role -> !before.ways().containsKey(Access.role(role)))
        .filter(role -> !before.standing().roles().contains(Access.role(role)))
        .forEach(role -> all.add(byHolding(role, person)));
    all.add(byEmptyGroup(person));
    byMultiFactor(person, before).ifPresent(all::add);
    byContext(person, before).ifPresent(all::add);
    byApproval(person, before).ifPresent(all::add);
    return all.stream().sorted().toList();
  }

  /** The roles that the matrix names and Microsoft does not label privileged, and one beyond it. */
  private List<Id> candidateRoles() {
    Set<String> named =
        Knowledge.userAdministrators().getOrDefault("resetPassword", Map.of()).keySet();
    List<BuiltInRole> harmless =
        base.tenant()
            .roles()
            .map(RoleDefinition::id)
            .flatMap(id -> base.knowledge().builtInRole(id).stream())
            .filter(role -> !role.privileged())
            .toList();
    List<Id> candidates = new ArrayList<>();
    harmless.stream()
        .map(BuiltInRole::templateId)
        .filter(id -> named.contains(id.toString()))
        .forEach(candidates::add);
    harmless.stream()
        .filter(role -> !named.contains(role.templateId().toString()))
        .min(
            Comparator.comparing((BuiltInRole role) -> !role.tier().equals("UserAccess"))
                .thenComparing(BuiltInRole::displayName))
        .map(BuiltInRole::templateId)
        .ifPresent(candidates::add);
    return candidates;
  }

  Mitigation byHolding(Id role, Id person) {
    Simulation tried = base.fork();
    boolean privileged =
        base.knowledge().builtInRole(role).map(BuiltInRole::privileged).orElse(true);
    Command assign =
        Command.adminAssign(
            call(tried),
            Command.Kind.ACTIVE,
            person,
            Access.role(role),
            ScheduleInfo.startingNow(Expiration.never()));
    return tried(
        "assign " + names().nameOf(Access.role(role)),
        tried,
        List.of(assign),
        person,
        privileged ? Privilege.PRIVILEGED_ROLE : Privilege.ROLE);
  }

  private Mitigation byEmptyGroup(Id person) {
    Simulation tried = base.fork();
    Group group = Group.roleAssignable(tried.nextRequestId(), "Protected accounts");
    return tried(
        "a member of a role-assignable group without roles",
        tried,
        List.of(
            new Command.CreatePrincipal(call(tried), group),
            new Command.AddDirectly(call(tried), person, Access.member(group.id()))),
        person,
        Privilege.NONE);
  }

  private Optional<Mitigation> byMultiFactor(Id person, Exposure before) {
    return bySettings(
        "multi-factor authentication to activate ",
        person,
        before,
        gate ->
            gate.settings.asksForSecondFactor()
                ? List.of()
                : List.of(
                    RoleSettings.builder()
                        .from(gate.settings)
                        .addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION)
                        .build()));
  }

  /** A context that the tenant uses already, on top of what is asked for (fact 107). */
  private Optional<Mitigation> byContext(Id person, Exposure before) {
    SortedSet<String> contexts = new TreeSet<>();
    base.tenant()
        .forEachSettings(
            (access, settings) -> settings.authenticationContext().ifPresent(contexts::add));
    if (contexts.isEmpty()) {
      return Optional.empty();
    }
    return bySettings(
        "authentication context " + contexts.first() + " to activate ",
        person,
        before,
        gate ->
            Exposure.asksForContext(gate.settings)
                ? List.of()
                : List.of(
                    RoleSettings.builder()
                        .from(gate.settings)
                        .authenticationContext(contexts.first())
                        .build()));
  }

  /** By the owners of a group; where there are none, nobody can be named for it (fact 112). */
  private Optional<Mitigation> byApproval(Id person, Exposure before) {
    return bySettings(
        "an owner's approval to activate ",
        person,
        before,
        gate -> {
          SortedSet<Id> owners = new TreeSet<>();
          if (gate.access instanceof GroupAccess side && !gate.settings.approval().required()) {
            owners.addAll(base.index().who(Access.owner(side.group()), base.now()).certain());
            owners.remove(person);
          }
          Approver[] approvers = owners.stream().map(Approver::user).toArray(Approver[]::new);
          return owners.isEmpty()
              ? List.of()
              : List.of(
                  RoleSettings.builder()
                      .from(gate.settings)
                      .approval(Approval.by(approvers))
                      .build());
        });
  }

  /** What an activation on somebody's way asks for. */
  private record Gate(Access access, RoleSettings settings) {}

  private Optional<Mitigation> bySettings(
      String what, Id person, Exposure before, Function<Gate, List<RoleSettings>> stricter) {
    Simulation tried = base.fork();
    SortedSet<Access> gates = new TreeSet<>();
    for (ActivationPath way : before.ways().values()) {
      way.hops().forEach(hop -> gates.add(hop.eligibility().access().settingsKey()));
    }
    List<Command> commands = new ArrayList<>();
    SortedSet<Access> changed = new TreeSet<>();
    for (Access access : gates) {
      Gate gate = new Gate(access, base.knowledge().settings(base.tenant(), access));
      for (RoleSettings settings : stricter.apply(gate)) {
        commands.add(new Command.ChangeSettings(call(tried), access, settings));
        changed.add(access);
      }
    }
    String described = what + changed.stream().map(names()::nameOf).collect(joining(", "));
    return commands.isEmpty()
        ? Optional.empty()
        : Optional.of(tried(described, tried, commands, person, Privilege.NONE));
  }

  private Mitigation tried(
      String description,
      Simulation tried,
      List<Command> commands,
      Id person,
      Privilege privilege) {
    List<Refusal> refusals = new ArrayList<>();
    for (Command command : commands) {
      Decision decision = tried.run(command);
      refusals.addAll(decision.refusals());
    }
    Exposure before = exposure(base, person);
    Exposure after = refusals.isEmpty() ? exposure(tried, person) : before;
    return new Mitigation(description, commands, refusals, before, after, privilege);
  }

  private static Exposure exposure(Simulation simulation, Id person) {
    return TakeoverRisk.in(simulation.tenant(), simulation.index(), simulation.now()).of(person);
  }

  private static Call call(Simulation tried) {
    return Call.of(tried.nextRequestId(), Caller.anAdministrator()).because(WHY);
  }

  private Lookup names() {
    return Lookup.in(base.tenant());
  }
}
