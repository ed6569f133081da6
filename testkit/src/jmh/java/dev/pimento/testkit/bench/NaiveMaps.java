package dev.pimento.testkit.bench;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What one writes first: hash maps of lists and sets, by the tenant's ids. */
final class NaiveMaps implements Peer {

  /** That somebody is in a group for a while, seen from either side. */
  record Stay(Id other, long start, long end) {
    boolean isAt(long second) {
      return start <= second && second < end;
    }
  }

  private final Questions questions;
  final Map<Id, List<Stay>> groupsOf = new HashMap<>();
  final Map<Id, List<Stay>> membersOf = new HashMap<>();
  final Map<Id, Set<Id>> rolesOf = new HashMap<>();
  final Map<Id, Set<Id>> holdersOf = new HashMap<>();

  NaiveMaps(Tenant tenant, Questions questions) {
    this.questions = questions;
    tenant.forEachPrincipal(
        principal -> {
          if (principal instanceof Group group) {
            membersOf.put(group.id(), new ArrayList<>());
          }
        });
    tenant.forEachSchedule(
        schedule -> {
          if (schedule instanceof Assignment) {
            add(schedule);
          }
        });
  }

  private void add(Schedule schedule) {
    Id principal = schedule.principal();
    Id target = schedule.access().target();
    if (schedule.access() instanceof Access.GroupAccess) {
      Interval interval = schedule.span().certain();
      long start = second(interval.startInclusive());
      long end = interval.isPermanent() ? Field.ALWAYS : second(interval.endExclusive());
      groupsOf.computeIfAbsent(principal, p -> new ArrayList<>()).add(new Stay(target, start, end));
      membersOf.get(target).add(new Stay(principal, start, end));
    } else {
      rolesOf.computeIfAbsent(principal, p -> new HashSet<>()).add(target);
      holdersOf.computeIfAbsent(target, r -> new HashSet<>()).add(principal);
    }
  }

  private static long second(Instant instant) {
    return instant.getEpochSecond() - Field.FROM.getEpochSecond();
  }

  @Override
  public boolean can(int question) {
    return can(
        questions.ids[question],
        questions.accesses[question].target(),
        questions.seconds[question]);
  }

  boolean can(Id user, Id role, long second) {
    if (rolesOf.getOrDefault(user, Set.of()).contains(role)) {
      return true;
    }
    for (Stay stay : groupsOf.getOrDefault(user, List.of())) {
      if (stay.isAt(second) && rolesOf.getOrDefault(stay.other, Set.of()).contains(role)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Set<Id> who(int question) {
    return who(questions.accesses[question].target(), questions.seconds[question]);
  }

  private Set<Id> who(Id role, long second) {
    Set<Id> found = new HashSet<>();
    for (Id holder : holdersOf.getOrDefault(role, Set.of())) {
      List<Stay> members = membersOf.get(holder);
      if (members == null) {
        found.add(holder);
        continue;
      }
      for (Stay stay : members) {
        if (stay.isAt(second)) {
          found.add(stay.other);
        }
      }
    }
    return found;
  }

  @Override
  public Collection<Id> what(int question) {
    return what(questions.ids[question], questions.seconds[question]);
  }

  Set<Id> what(Id user, long second) {
    Set<Id> found = new HashSet<>(rolesOf.getOrDefault(user, Set.of()));
    Deque<Id> open = new ArrayDeque<>();
    for (Stay stay : groupsOf.getOrDefault(user, List.of())) {
      if (stay.isAt(second) && found.add(stay.other)) {
        found.addAll(rolesOf.getOrDefault(stay.other, Set.of()));
        open.add(stay.other);
      }
    }
    while (!open.isEmpty()) {
      for (Stay stay : groupsOf.getOrDefault(open.remove(), List.of())) {
        if (stay.isAt(second) && found.add(stay.other)) {
          open.add(stay.other);
        }
      }
    }
    return found;
  }

  @Override
  public void matrix(int question, BiConsumer<Object, Object> pairs) {
    long second = questions.seconds[question];
    for (Id role : holdersOf.keySet()) {
      for (Id user : who(role, second)) {
        pairs.accept(user, role);
      }
    }
  }

  /** The next second at which the user has something else than before. */
  long nextChange(int question) {
    Id user = questions.ids[question];
    long second = questions.seconds[question];
    TreeSet<Long> boundaries = new TreeSet<>();
    for (Stay stay : groupsOf.getOrDefault(user, List.of())) {
      boundaries.add(stay.start);
      boundaries.add(stay.end);
    }
    Set<Id> now = what(user, second);
    for (long boundary : boundaries.tailSet(second, false)) {
      if (boundary != Field.ALWAYS && !what(user, boundary).equals(now)) {
        return boundary;
      }
    }
    return Field.ALWAYS;
  }
}
