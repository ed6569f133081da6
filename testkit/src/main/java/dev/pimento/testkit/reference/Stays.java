package dev.pimento.testkit.reference;

import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From when until when each assignment holds if nobody does anything more.
 *
 * <p>What is over holds as its own span says. Of the rest,
 *
 * <ul>
 *   <li>an activation ends with its eligibility, if the knowledge says so (fact 77);
 *   <li>a last owner stays (fact 39), which {@link Succession} works out. Where the future of one
 *       of the owners is not known, nobody can say who is the last, and each may stay.
 * </ul>
 */
final class Stays {

  private final Tenant tenant;
  private final Knowledge knowledge;
  private final Map<Id, Span> spans = new HashMap<>();

  Stays(Tenant tenant, Knowledge knowledge) {
    this.tenant = tenant;
    this.knowledge = knowledge;
    List<Assignment> assignments =
        tenant
            .schedules()
            .filter(Assignment.class::isInstance)
            .map(Assignment.class::cast)
            .toList();
    assignments.forEach(assignment -> spans.put(assignment.id(), spanOf(assignment)));
    assignments.stream()
        .filter(assignment -> !assignment.isEnded() && isOwnership(assignment))
        .map(assignment -> assignment.access().target())
        .distinct()
        .filter(group -> tenant.coverage().of(Read.Kind.GROUP_OWNERS, group).isComplete())
        .forEach(group -> settleOwners(assignments.stream().filter(a -> owns(a, group)).toList()));
  }

  Span of(Assignment assignment) {
    return spans.getOrDefault(assignment.id(), assignment.span());
  }

  private static boolean isOwnership(Assignment assignment) {
    return assignment.access() instanceof GroupAccess side && side.side() == Side.OWNER;
  }

  private static boolean owns(Assignment assignment, Id group) {
    return !assignment.isEnded()
        && isOwnership(assignment)
        && assignment.access().target().equals(group);
  }

  private Span spanOf(Assignment assignment) {
    Span span = assignment.span();
    Optional<Span> eligible = cutBy(assignment).map(Schedule::span);
    if (eligible.isEmpty()) {
      return span;
    }
    return new Span(
        span.certain().endingAt(eligible.get().certain().endExclusive()),
        span.possible().endingAt(eligible.get().possible().endExclusive()));
  }

  /** The eligibility that an activation ends with; empty if it is over or no matter. */
  private Optional<Schedule> cutBy(Assignment assignment) {
    return assignment
        .activatedUsing()
        .filter(using -> knowledge.isOn(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION))
        .flatMap(tenant::schedule)
        .filter(eligibility -> !eligibility.isEnded());
  }

  private void settleOwners(List<Assignment> owners) {
    boolean known = owners.stream().allMatch(this::isFutureKnown);
    Succession succession = new Succession();
    for (Assignment owner : owners) {
      succession.add(owner, cutBy(owner), tenant.putOff(owner.id()));
    }
    if (known) {
      succession.run();
      owners.forEach(owner -> spans.put(owner.id(), lasting(owner, succession.end(owner))));
    } else {
      owners.forEach(owner -> spans.put(owner.id(), perhapsLonger(owner)));
    }
  }

  private boolean isFutureKnown(Assignment owner) {
    return isKnown(owner) && cutBy(owner).filter(e -> !isEndKnown(e)).isEmpty();
  }

  private static boolean isKnown(Assignment owner) {
    return isEndKnown(owner)
        && (owner.isCurrent()
            || owner
                .span()
                .certain()
                .startInclusive()
                .equals(owner.span().possible().startInclusive()));
  }

  private static boolean isEndKnown(Schedule schedule) {
    Span span = schedule.span();
    return span.certain().endExclusive().equals(span.possible().endExclusive());
  }

  private static Span lasting(Assignment owner, Instant end) {
    Interval certain = owner.span().certain();
    Interval possible = owner.span().possible();
    return new Span(
        Interval.from(certain.startInclusive()).endingAt(end),
        Interval.from(possible.startInclusive()).endingAt(end));
  }

  /** Certain as long as it would be anyway, or as it was when its end was put off. */
  private Span perhapsLonger(Assignment owner) {
    Interval certain = spanOf(owner).certain();
    Instant asked = tenant.putOff(owner.id()).map(putOff -> putOff.since()).orElse(Instant.MAX);
    return new Span(
        certain.endingAt(asked), Interval.from(owner.span().possible().startInclusive()));
  }
}
