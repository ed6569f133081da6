package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;

/**
 * Principals and accesses as numbers, for loops in which objects cost too much. The numbers are
 * those of one {@link AccessIndex}; another, also one after an event, has its own.
 *
 * <p>Immutable and thread-safe.
 */
public final class Handles {

  private final Numbers numbers;

  Handles(Numbers numbers) {
    this.numbers = numbers;
  }

  /** The number of the principal, from 0; -1 if the index has not seen it. */
  public int principal(Id principal) {
    return numbers.principal(principal);
  }

  /**
   * The number of the access, from 0; -1 if the index has not seen it. A role that was seen for the
   * whole tenant only has no number at a narrower scope.
   */
  public int access(Access access) {
    return numbers.access(access);
  }

  /**
   * The principal with the number.
   *
   * @throws IndexOutOfBoundsException if none has it
   */
  public Id principal(int principal) {
    return numbers.principal(principal);
  }

  /**
   * The access with the number.
   *
   * @throws IndexOutOfBoundsException if none has it
   */
  public Access access(int access) {
    return numbers.access(access);
  }
}
