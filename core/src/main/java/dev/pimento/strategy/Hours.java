package dev.pimento.strategy;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Interval;
import dev.pimento.time.IntervalSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How long people hold roles within a month, from the intervals of schedules. */
final class Hours {

  /** Instants at which something stands, is held, and may be held; each encloses the one before. */
  private record Held(IntervalSet standing, IntervalSet held, IntervalSet possible) {

    Held and(Held other) {
      IntervalSet common = held.intersection(other.held);
      return new Held(
          standing.intersection(other.standing),
          common,
          isSettled() && other.isSettled() ? common : possible.intersection(other.possible));
    }

    Held or(Held other) {
      IntervalSet all = held.union(other.held);
      return new Held(
          standing.union(other.standing),
          all,
          isSettled() && other.isSettled() ? all : possible.union(other.possible));
    }

    /** Most are, and one set does for both then. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isSettled() {
      return possible == held;
    }
  }

  private final Schedules schedules;
  private final Interval month;
  private final boolean nested;

  /** What each group holds, and which groups it is in. */
  private final Map<Id, Map<Access, Held>> ofGroups = new HashMap<>();

  /**
   * For a month.
   *
   * @param nested whether roles are inherited through nested groups too
   */
  Hours(Schedules schedules, Interval month, boolean nested) {
    this.schedules = schedules;
    this.month = month;
    this.nested = nested;
    for (Id principal : schedules.principals()) {
      if (!schedules.people().contains(principal)) {
        ofGroups.put(principal, direct(principal));
      }
    }
  }

  Map<RoleAccess, RoleHours> of(Id person) {
    Map<RoleAccess, Held> held = new HashMap<>();
    Map<Id, Held> groups = new HashMap<>();
    direct(person)
        .forEach(
            (access, times) -> {
              if (access instanceof RoleAccess role) {
                held.merge(role, times, Held::or);
              } else {
                groups.put(access.target(), times);
              }
            });
    for (boolean more = nested; more; ) {
      more = widen(groups);
    }
    groups.forEach(
        (group, member) ->
            ofGroups
                .getOrDefault(group, Map.of())
                .forEach(
                    (access, times) -> {
                      if (access instanceof RoleAccess role) {
                        held.merge(role, member.and(times), Held::or);
                      }
                    }));
    Map<RoleAccess, RoleHours> hours = new HashMap<>();
    held.forEach(
        (role, times) -> {
          RoleHours length = RoleHours.of(times.standing, times.held, times.possible);
          if (!length.isNone()) {
            hours.put(role, length);
          }
        });
    return hours;
  }

  /** Adds the groups around the groups; whether that brought anything. */
  private boolean widen(Map<Id, Held> groups) {
    boolean more = false;
    for (Map.Entry<Id, Held> group : List.copyOf(groups.entrySet())) {
      for (Map.Entry<Access, Held> around :
          ofGroups.getOrDefault(group.getKey(), Map.of()).entrySet()) {
        if (Schedules.isMembership(around.getKey())) {
          Held way = group.getValue().and(around.getValue());
          Held before = groups.get(around.getKey().target());
          Held after = before == null ? way : before.or(way);
          if (!after.equals(before)) {
            groups.put(around.getKey().target(), after);
            more = true;
          }
        }
      }
    }
    return more;
  }

  private Map<Access, Held> direct(Id principal) {
    Map<Access, List<Assignment>> assignments = new HashMap<>();
    for (Schedule schedule : schedules.of(principal)) {
      boolean leads =
          schedule.access() instanceof RoleAccess || Schedules.isMembership(schedule.access());
      if (schedule instanceof Assignment assignment && leads) {
        assignments.computeIfAbsent(assignment.access(), a -> new ArrayList<>()).add(assignment);
      }
    }
    Map<Access, Held> held = new HashMap<>();
    assignments.forEach((access, list) -> held.put(access, held(list)));
    return held;
  }

  private Held held(List<Assignment> assignments) {
    IntervalSet all = cut(assignments, a -> true, true);
    boolean exact = assignments.stream().allMatch(a -> a.span().isExact());
    return new Held(
        cut(assignments, a -> !a.isActivated(), true),
        all,
        exact ? all : cut(assignments, a -> true, false));
  }

  private IntervalSet cut(List<Assignment> from, Predicate<Assignment> which, boolean certain) {
    List<Interval> intervals = new ArrayList<>(from.size());
    for (Assignment a : from) {
      if (which.test(a)) {
        Interval interval = certain ? a.span().certain() : a.span().possible();
        interval.intersection(month).ifPresent(intervals::add);
      }
    }
    return IntervalSet.of(intervals);
  }
}
