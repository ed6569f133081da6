package dev.pimento.graph.internal.http;

/** A call failed, and nothing can go on without it. */
public final class FailedCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public FailedCallException(Failure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  FailedCallException(Failure failure, Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
