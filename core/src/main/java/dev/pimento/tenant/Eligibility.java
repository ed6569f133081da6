package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.time.Span;

/**
 * The right to activate an access: an eligible assignment. An eligible principal holds nothing yet.
 *
 * @param id the schedule's id
 * @param principal who may activate; a group means each of its active members, for themselves (40)
 * @param access what may be activated
 * @param span when it may be activated
 * @param phase where the schedule stands
 */
public record Eligibility(Id id, Id principal, Access access, Span span, Phase phase)
    implements Schedule {

  public Eligibility {
    requireNonNull(id, "id");
    requireNonNull(principal, "principal");
    requireNonNull(access, "access");
    requireNonNull(span, "span");
    requireNonNull(phase, "phase");
  }

  @Override
  public Eligibility in(Phase phase) {
    return new Eligibility(id, principal, access, span, phase);
  }

  @Override
  public Eligibility during(Span span) {
    return new Eligibility(id, principal, access, span, phase);
  }
}
