package dev.pimento.finding;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.Approver;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Schedule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who can come to decide requests, where approvers may have to activate first: the least that
 * follows from who stands, so that those who wait for each other are not among them.
 */
final class Deciders {

  private final Scan scan;
  private final SortedMap<Access, List<Eligibility>> gates;

  /** Who has, or can come to, what makes an approver. */
  private final Map<Access, Set<Id>> able = new HashMap<>();

  Deciders(Scan scan) {
    this.scan = scan;
    this.gates = scan.gates();
    Set<Access> ways = new HashSet<>();
    gates
        .keySet()
        .forEach(gate -> asking(gate).ifPresent(settings -> ways.addAll(ways(gate, settings))));
    ways.forEach(way -> able.put(way, standing(way)));
    boolean more = true;
    while (more) {
      more = false;
      for (Access way : ways) {
        for (Eligibility eligibility : gates.getOrDefault(way, List.of())) {
          for (Id person : scan.whoActivates(List.of(eligibility))) {
            more |= canActivate(way, person) && known(way).add(person);
          }
        }
        more |= byGroups(way);
      }
    }
  }

  /** Roles come to those, too, who come to a group that holds them. */
  private boolean byGroups(Access way) {
    boolean more = false;
    if (way instanceof RoleAccess) {
      for (Schedule holder : scan.assignments(way)) {
        if (scan.isGroup(holder.principal())) {
          more |= known(way).addAll(able.getOrDefault(Access.member(holder.principal()), Set.of()));
        }
      }
    }
    return more;
  }

  private Set<Id> known(Access way) {
    return able.computeIfAbsent(way, access -> new HashSet<>());
  }

  private Set<Id> standing(Access way) {
    Set<Id> people = new HashSet<>();
    scan.assignments(way).stream()
        .map(Schedule::principal)
        .forEach(
            id -> {
              if (scan.isPerson(id)) {
                people.add(id);
              } else if (way instanceof GroupAccess) {
                people.addAll(scan.standingMembers(id));
              }
            });
    people.removeIf(id -> scan.tenant.principal(id).enabled().isNo());
    return people;
  }

  private boolean canActivate(Access way, Id person) {
    if (scan.tenant.principal(person).enabled().isNo()) {
      return false;
    }
    Optional<RoleSettings> settings = asking(way);
    return settings.isEmpty() || !of(way, person).isEmpty();
  }

  /** The settings of what asks for an approval; where they were not read, nothing is asked. */
  private Optional<RoleSettings> asking(Access access) {
    return scan.settings(access).filter(settings -> settings.approval().required());
  }

  /** Who can come to decide a request of the person; nobody decides their own (fact 114). */
  SortedSet<Id> of(Access gate, Id person) {
    SortedSet<Id> deciders = of(gate);
    boolean own =
        gate instanceof GroupAccess && scan.knowledge.isOn(Switch.APPROVAL_OF_OWN_GROUP_REQUEST);
    if (!own) {
      deciders.remove(person);
    }
    return deciders;
  }

  /** Who can come to decide a request by the gate. */
  SortedSet<Id> of(Access gate) {
    SortedSet<Id> deciders = new TreeSet<>();
    asking(gate)
        .ifPresent(
            settings -> {
              settings.approval().approvers().stream()
                  .filter(approver -> approver.kind() == Approver.Kind.USER)
                  .map(Approver::id)
                  .filter(scan::isPerson)
                  .filter(id -> !scan.tenant.principal(id).enabled().isNo())
                  .forEach(deciders::add);
              ways(gate, settings)
                  .forEach(way -> deciders.addAll(able.getOrDefault(way, Set.of())));
            });
    return deciders;
  }

  /** What makes an approver of whoever has it; directory roles have default approvers (112). */
  SortedSet<Access> ways(Access gate, RoleSettings settings) {
    SortedSet<Access> ways = new TreeSet<>();
    Set<Approver> named = settings.approval().approvers();
    named.stream()
        .filter(approver -> approver.kind() != Approver.Kind.USER)
        .forEach(approver -> ways.add(Access.member(approver.id())));
    if (named.isEmpty() && gate instanceof RoleAccess) {
      for (Id role : scan.knowledge.administratorsOf(scan.tenant, gate)) {
        RoleAccess access = Access.role(role);
        ways.add(access);
        scan.assignments(access).stream()
            .map(Schedule::principal)
            .filter(scan::isGroup)
            .forEach(group -> ways.add(Access.member(group)));
      }
    }
    return ways;
  }
}
