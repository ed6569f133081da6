package dev.pimento.tenant;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.time.Span;

/**
 * One principal, one access, one stretch of time: either that the principal may activate the access
 * ({@link Eligibility}) or that it has it ({@link Assignment}).
 */
public sealed interface Schedule permits Eligibility, Assignment {

  Id id();

  /** Who is eligible or assigned; a group where each of its members is meant. */
  Id principal();

  Access access();

  /** When it holds, as far as is known. */
  Span span();

  Phase phase();

  /** The same schedule in another phase. */
  Schedule in(Phase phase);

  /** The same schedule with another span. */
  Schedule during(Span span);

  default boolean isCurrent() {
    return phase() == Phase.CURRENT;
  }

  default boolean isEnded() {
    return phase() == Phase.EXPIRED || phase() == Phase.REMOVED;
  }
}
