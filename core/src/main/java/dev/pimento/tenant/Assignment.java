package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.time.Span;
import java.util.Optional;

/**
 * An access that a principal actively has: an active assignment.
 *
 * @param id the schedule's id
 * @param principal who has it
 * @param access what is had
 * @param kind whether it was given or activated
 * @param activatedUsing the eligibility that an activation used; empty for what was given, and
 *     where it was not read
 * @param span when it is had
 * @param phase where the schedule stands
 */
public record Assignment(
    Id id,
    Id principal,
    Access access,
    Kind kind,
    Optional<Id> activatedUsing,
    Span span,
    Phase phase)
    implements Schedule {

  /** How an assignment came about (fact 50). */
  public enum Kind {
    /** An administrator or an owner gave it. */
    ASSIGNED,
    /** The principal activated an eligibility; it always ends. */
    ACTIVATED
  }

  public Assignment {
    requireNonNull(id, "id");
    requireNonNull(principal, "principal");
    requireNonNull(access, "access");
    requireNonNull(kind, "kind");
    requireNonNull(activatedUsing, "activatedUsing");
    requireNonNull(span, "span");
    requireNonNull(phase, "phase");
    if (kind == Kind.ASSIGNED && activatedUsing.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid assignment: expected no eligibility behind what was assigned, but found "
              + activatedUsing.get());
    }
  }

  /** An assignment that was given. */
  public static Assignment assigned(Id id, Id principal, Access access, Span span, Phase phase) {
    return new Assignment(id, principal, access, Kind.ASSIGNED, Optional.empty(), span, phase);
  }

  public boolean isActivated() {
    return kind == Kind.ACTIVATED;
  }

  @Override
  public Assignment in(Phase phase) {
    return new Assignment(id, principal, access, kind, activatedUsing, span, phase);
  }

  @Override
  public Assignment during(Span span) {
    return new Assignment(id, principal, access, kind, activatedUsing, span, phase);
  }
}
