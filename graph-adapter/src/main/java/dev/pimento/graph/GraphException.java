package dev.pimento.graph;

import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.graph.internal.http.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * A call of Graph failed, and that is neither an outcome nor something that coverage can say: the
 * sign-in, or a write that was not understood. Its message says which call and why, and nothing
 * secret.
 */
public final class GraphException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  GraphException(FailedCallException cause) {
    super(cause.getMessage(), cause);
    this.failure = cause.failure();
  }

  /** Method and path of the call, without options; or {@code sign in}. */
  public String operation() {
    return failure.operation();
  }

  /** The HTTP status; 0 where there was no answer. */
  public int status() {
    return failure.status();
  }

  /** Graph's code of the error; empty where it sent none. */
  public String code() {
    return failure.code();
  }

  /** The service's name of the call, to give to its support; empty where it sent none. */
  public String requestId() {
    return failure.requestId();
  }

  /** The caller's name of the call; empty where nothing was sent. */
  public String clientRequestId() {
    return failure.clientRequestId();
  }

  /** How long the service wants to be left alone, if it says so. */
  public Optional<Duration> retryAfter() {
    return failure.retryAfter();
  }
}
