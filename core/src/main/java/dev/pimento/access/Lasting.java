package dev.pimento.access;

import static dev.pimento.directory.Access.Side.OWNER;

import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.PutOff;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Span;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * When assignments really hold.
 *
 * @param frame where they are
 * @param schedules the eligibilities by their ids
 * @param putOffs whether and since when the end of a schedule is put off
 */
record Lasting(
    Frame frame,
    Function<Id, Optional<Schedule>> schedules,
    Function<Id, Optional<PutOff>> putOffs) {

  /** Whether the ownership may stay beyond its end: a last owner does (fact 39). */
  boolean mayStay(Assignment assignment) {
    return !assignment.isEnded()
        && assignment.access() instanceof GroupAccess side
        && side.side() == OWNER
        && frame.coverage().of(Read.Kind.GROUP_OWNERS, side.group()).isComplete();
  }

  /** Those who are or will be owners of one group, as it goes on. */
  Owners owners(Collection<Assignment> present) {
    return Owners.of(present, putOffs, this::endsWith);
  }

  /** An activation's span, cut where its eligibility is to expire if the switch says so. */
  Span spanOf(Assignment assignment) {
    Span span = assignment.span();
    return endsWith(assignment)
        .map(Eligibility::span)
        .map(
            eligible ->
                new Span(
                    span.certain().endingAt(eligible.certain().endExclusive()),
                    span.possible().endingAt(eligible.possible().endExclusive())))
        .orElse(span);
  }

  /**
   * The eligibility that takes an activation along when it expires. What became of one that is
   * over, the activation's own span shows already.
   */
  private Optional<Eligibility> endsWith(Assignment assignment) {
    if (!expiryEndsActivation()) {
      return Optional.empty();
    }
    return assignment
        .activatedUsing()
        .flatMap(schedules)
        .filter(schedule -> !schedule.isEnded())
        .filter(Eligibility.class::isInstance)
        .map(Eligibility.class::cast);
  }

  boolean expiryEndsActivation() {
    return frame.knowledge().isOn(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION);
  }
}
