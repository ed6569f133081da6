package dev.pimento.port;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Decision;

/** What came of a command that was sent to a service. */
public sealed interface Outcome {

  /**
   * The service decided.
   *
   * @param decision what
   */
  record Decided(Decision decision) implements Outcome {
    public Decided {
      requireNonNull(decision, "decision");
    }
  }

  /**
   * The service wants a sign-in with more claims, and then the same command again.
   *
   * @param claims the claims that it asks for, as JSON
   */
  record ClaimsRequired(String claims) implements Outcome {
    public ClaimsRequired {
      requireNonNull(claims, "claims");
    }
  }

  /**
   * It is not known whether the service carried it out: the answer was lost, or names no status
   * that is known.
   *
   * @param request the id of the request to look for
   */
  record Indeterminate(Id request) implements Outcome {
    public Indeterminate {
      requireNonNull(request, "request");
    }
  }
}
