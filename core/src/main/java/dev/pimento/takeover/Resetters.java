package dev.pimento.takeover;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.Found;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who has roles at exactly a scope, or could activate them; kept, since many ask for the same. */
final class Resetters {

  private final Tenant tenant;
  private final AccessIndex index;
  private final Instant at;
  private final Map<RoleAccess, Found<Resetter>> byRole = new HashMap<>();
  private final Map<Found<RoleAccess>, Found<Resetter>> byRoles = new HashMap<>();

  Resetters(Tenant tenant, AccessIndex index, Instant at) {
    this.tenant = tenant;
    this.index = index;
    this.at = at;
  }

  /** Who has one of the roles, or could, but for the one whom they would reset. */
  Found<Resetter> of(Found<RoleAccess> roles, Id target) {
    Found<Resetter> all;
    synchronized (this) {
      all = byRoles.get(roles);
      if (all == null) {
        all = of(roles);
        byRoles.put(roles, all);
      }
    }
    return all.possible().stream().noneMatch(actor -> actor.principal().equals(target))
        ? all
        : new Found<>(others(all.certain(), target), others(all.possible(), target), all.reads());
  }

  private static SortedSet<Resetter> others(SortedSet<Resetter> actors, Id target) {
    SortedSet<Resetter> others = new TreeSet<>(actors);
    others.removeIf(actor -> actor.principal().equals(target));
    return others;
  }

  private Found<Resetter> of(Found<RoleAccess> roles) {
    SortedSet<Resetter> certain = new TreeSet<>();
    SortedSet<Resetter> possible = new TreeSet<>();
    SortedSet<Read> reads = new TreeSet<>(roles.reads());
    for (RoleAccess role : roles.possible()) {
      Found<Resetter> holders = byRole.computeIfAbsent(role, this::find);
      possible.addAll(holders.possible());
      reads.addAll(holders.reads());
      if (roles.certain().contains(role)) {
        certain.addAll(holders.certain());
      }
    }
    return new Found<>(certain, possible, reads);
  }

  private Found<Resetter> find(RoleAccess role) {
    SortedSet<Resetter> certain = new TreeSet<>();
    SortedSet<Resetter> possible = new TreeSet<>();
    Found<Id> who = index.who(role, at);
    SortedSet<Read> reads = new TreeSet<>(who.reads());
    for (Id id : who.possible()) {
      // Who has the role for the whole tenant only can use it here too, but is another actor.
      if (index.held(id, at).possible().contains(role)) {
        Resetter actor = new Resetter(id, role, false);
        possible.add(actor);
        if (who.certain().contains(id) && index.held(id, at).certain().contains(role)) {
          certain.add(actor);
        }
      }
    }
    for (Id id : behind(role)) {
      if (who.certain().contains(id) || tenant.principal(id).enabled().isNo()) {
        continue;
      }
      Found<Access> could = index.couldHold(id, at);
      Resetter actor = new Resetter(id, role, true);
      if (could.possible().contains(role)) {
        possible.add(actor);
      }
      if (could.certain().contains(role) && tenant.principal(id).enabled().isYes()) {
        certain.add(actor);
      }
      if (!could.certain().contains(role)) {
        reads.addAll(could.reads());
      }
    }
    if (!tenant.coverage().of(Read.Kind.ROLE_ELIGIBILITIES).isComplete()) {
      reads.add(Read.of(Read.Kind.ROLE_ELIGIBILITIES));
    }
    return new Found<>(certain, possible, reads);
  }

  /** Who is eligible for the role, or for or in a group on the way to it; groups are left out. */
  private Set<Id> behind(RoleAccess role) {
    Set<Id> people = new HashSet<>();
    Set<Access> seen = new HashSet<>(Set.of(role));
    Deque<Access> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Access access = open.remove();
      tenant
          .schedulesFor(access.target())
          .filter(schedule -> schedule.access().equals(access))
          .filter(schedule -> schedule.span().possible().contains(at))
          .forEach(
              schedule -> {
                Access group = Access.member(schedule.principal());
                if (!tenant.principal(schedule.principal()).isGroup()) {
                  people.add(schedule.principal());
                } else if (seen.add(group)) {
                  open.add(group);
                }
              });
    }
    return people;
  }
}
