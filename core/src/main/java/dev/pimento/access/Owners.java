package dev.pimento.access;

import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * When the owners of a group really go: the directory keeps a last owner until another comes, and
 * for good if none comes within 30 days (fact 39).
 *
 * <p>Who is the last can be told only where the future of each owner is known. Where it is not,
 * nobody is certain to go, nor certain to stay.
 */
final class Owners {

  /** At one instant: what ends makes room for what starts. */
  private enum What {
    END,
    START
  }

  /**
   * Something that moves an owner.
   *
   * @param cause what starts or ends: the owner's own assignment, or the eligibility behind it
   */
  private record Boundary(Instant at, What what, Id cause, Id owner) {}

  private final Function<Id, Optional<PutOff>> putOffs;
  private final Function<Assignment, Optional<Eligibility>> endsWith;
  private final List<Boundary> boundaries = new ArrayList<>();
  private final Map<Id, Instant> since = new HashMap<>();
  private final Set<Id> active = new HashSet<>();
  private final Map<Id, Instant> gone = new HashMap<>();
  private boolean known = true;

  private Owners(
      Function<Id, Optional<PutOff>> putOffs,
      Function<Assignment, Optional<Eligibility>> endsWith) {
    this.putOffs = putOffs;
    this.endsWith = endsWith;
  }

  /**
   * Follows the owners of a group, from how they stand.
   *
   * @param present the assignments of its ownership that are not over
   * @param putOffs whether and since when the end of a schedule is put off
   * @param endsWith the eligibility that takes an activation along when it expires, if one does
   */
  static Owners of(
      Collection<Assignment> present,
      Function<Id, Optional<PutOff>> putOffs,
      Function<Assignment, Optional<Eligibility>> endsWith) {
    Owners owners = new Owners(putOffs, endsWith);
    present.forEach(owners::add);
    owners.boundaries.sort(
        Comparator.comparing(Boundary::at)
            .thenComparing(Boundary::what)
            .thenComparing(Boundary::cause)
            .thenComparing(Boundary::owner));
    owners.boundaries.forEach(owners::pass);
    return owners;
  }

  private void add(Assignment owner) {
    Span span = owner.span();
    known &= isEndKnown(owner);
    if (owner.phase() == Phase.FUTURE) {
      Instant start = span.possible().startInclusive();
      known &= span.certain().startInclusive().equals(start);
      boundaries.add(new Boundary(start, What.START, owner.id(), owner.id()));
    } else {
      active.add(owner.id());
    }
    addEnd(owner, owner);
    endsWith
        .apply(owner)
        .ifPresent(
            eligibility -> {
              known &= isEndKnown(eligibility);
              addEnd(eligibility, owner);
            });
    putOffs.apply(owner.id()).ifPresent(putOff -> since.put(owner.id(), putOff.since()));
  }

  private void addEnd(Schedule ending, Assignment owner) {
    if (!ending.span().possible().isPermanent()) {
      Instant end = ending.span().endExclusive();
      boundaries.add(new Boundary(end, What.END, ending.id(), owner.id()));
    }
  }

  private static boolean isEndKnown(Schedule schedule) {
    return schedule.span().certain().endExclusive().equals(schedule.span().endExclusive());
  }

  private void pass(Boundary boundary) {
    Id owner = boundary.owner();
    if (gone.containsKey(owner)) {
      return;
    }
    if (boundary.what() == What.START) {
      active.add(owner);
      release(boundary.at());
    } else if (active.equals(Set.of(owner))) {
      if (!isTriedAt(owner, boundary.at())) {
        since.put(owner, boundary.at());
      }
    } else {
      leave(owner, boundary.at());
    }
  }

  /** Whether an end that was put off is still tried: an end counts at the last instant, too. */
  private boolean isTriedAt(Id owner, Instant at) {
    return since.containsKey(owner) && !at.isAfter(lastTry(owner));
  }

  private Instant lastTry(Id owner) {
    return Interval.plus(since.getOrDefault(owner, Instant.MAX), PutOff.RETRIED);
  }

  /** Another owner came: whoever waited for that goes, unless it was given up before. */
  private void release(Instant at) {
    for (Id owner : Set.copyOf(since.keySet())) {
      if (at.isBefore(lastTry(owner))) {
        leave(owner, at);
      }
      since.remove(owner);
    }
  }

  private void leave(Id owner, Instant at) {
    active.remove(owner);
    since.remove(owner);
    gone.put(owner, at);
  }

  /**
   * When an owner's assignment holds by this rule.
   *
   * @param before when it would hold without it
   */
  Span spanOf(Assignment owner, Span before) {
    if (known) {
      return owner.span().withEnd(gone.getOrDefault(owner.id(), Instant.MAX));
    }
    Instant putOff = putOffs.apply(owner.id()).map(PutOff::since).orElse(Instant.MAX);
    return new Span(
        before.certain().endingAt(putOff), Interval.from(before.possible().startInclusive()));
  }
}
