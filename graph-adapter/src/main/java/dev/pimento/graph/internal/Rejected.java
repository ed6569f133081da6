package dev.pimento.graph.internal;

/**
 * Says that a record means nothing without what it lacks. Thrown by mappers and caught where a
 * collection is read; it never leaves the package.
 */
final class Rejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RecordProblem problem;

  Rejected(RecordProblem problem) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
  }

  /** Returns what is wrong, and where. */
  RecordProblem problem() {
    return problem;
  }
}
