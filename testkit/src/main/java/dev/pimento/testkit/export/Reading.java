package dev.pimento.testkit.export;

import dev.pimento.tenant.Completeness;

/** What became of reading one collection. */
final class Reading {

  private boolean present;
  private boolean beta;
  private boolean stable;
  private String fault = "";

  /** A page was read, with the context that it states, if it states one. */
  void page(String context) {
    present = true;
    if (context.contains("/beta/")) {
      beta = true;
    } else {
      stable = true;
    }
  }

  /** The first fault is the reason. */
  void fault(String reason) {
    if (fault.isEmpty()) {
      fault = reason;
    }
  }

  boolean isPresent() {
    return present;
  }

  /** Whether every page came from the beta endpoint. */
  boolean isBeta() {
    return beta && !stable;
  }

  /** The given completeness, unless something went wrong. */
  Completeness completeness(Completeness atBest) {
    return fault.isEmpty() ? atBest : Completeness.partial(fault);
  }

  /** Whether it was read, and completely. */
  boolean isComplete() {
    return present && fault.isEmpty();
  }
}
