package dev.pimento.access;

import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * When the owners of a group really go: the directory keeps a last owner until another comes, and
 * for good if none comes within 30 days (fact 39).
 */
final class Owners {

  /** At one instant: what ends makes room for what starts. */
  private enum What {
    END,
    START
  }

  private record Boundary(Instant at, What what, Id owner) {}

  private final Map<Id, Instant> since = new HashMap<>();
  private final Set<Id> active = new HashSet<>();
  private final Map<Id, Instant> ends = new HashMap<>();

  private Owners() {}

  /**
   * The instants at which the assignments of ownership that are not over end.
   *
   * @param spans the span of each, before this rule
   */
  static Map<Id, Instant> ends(
      Tenant tenant, GroupAccess ownership, Function<Assignment, Span> spans) {
    Owners owners = new Owners();
    List<Boundary> boundaries = new ArrayList<>();
    for (Assignment assignment : tenant.assignmentsFor(ownership.group()).toList()) {
      if (assignment.isEnded() || !assignment.access().equals(ownership)) {
        continue;
      }
      Interval possible = spans.apply(assignment).possible();
      owners.ends.put(assignment.id(), possible.endExclusive());
      if (assignment.isCurrent()) {
        owners.active.add(assignment.id());
      } else {
        boundaries.add(new Boundary(possible.startInclusive(), What.START, assignment.id()));
      }
      if (!possible.isPermanent()) {
        boundaries.add(new Boundary(possible.endExclusive(), What.END, assignment.id()));
      }
      tenant
          .putOff(assignment.id())
          .ifPresent(putOff -> owners.since.put(assignment.id(), putOff.since()));
    }
    boundaries.sort(
        Comparator.comparing(Boundary::at)
            .thenComparing(Boundary::what)
            .thenComparing(Boundary::owner));
    boundaries.forEach(owners::pass);
    return owners.ends;
  }

  private void pass(Boundary boundary) {
    Id owner = boundary.owner();
    if (boundary.what() == What.START) {
      if (ends.getOrDefault(owner, Instant.MAX).isAfter(boundary.at())) {
        active.add(owner);
        release(boundary.at());
      }
    } else if (active.equals(Set.of(owner))) {
      since.put(owner, boundary.at());
      ends.put(owner, Instant.MAX);
    } else {
      active.remove(owner);
    }
  }

  /** Another owner came: whoever waited for that goes. */
  private void release(Instant at) {
    for (Id owner : Set.copyOf(since.keySet())) {
      boolean tried =
          at.isBefore(Interval.plus(since.getOrDefault(owner, Instant.MIN), PutOff.RETRIED));
      since.remove(owner);
      if (tried) {
        ends.put(owner, at);
        active.remove(owner);
      }
    }
  }
}
