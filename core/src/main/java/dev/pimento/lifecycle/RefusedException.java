package dev.pimento.lifecycle;

import static java.util.stream.Collectors.joining;

/** Thrown by {@link Decision#orThrow()} where a caller wants a refusal to be an exception. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Decision.Denied denied;

  RefusedException(Decision.Denied denied) {
    super(
        denied.refusals().stream()
            .map(r -> r + "; accepted would be: " + r.remedy())
            .collect(joining("\n", "Refused:\n", "")));
    this.denied = denied;
  }

  /** The refusal itself. */
  public Decision.Denied denied() {
    return denied;
  }
}
