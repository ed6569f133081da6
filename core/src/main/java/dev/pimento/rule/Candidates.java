package dev.pimento.rule;

import dev.pimento.directory.Id;

/** Who could decide a request for activation, counted. */
interface Candidates {

  /** How many others surely could. */
  int atLeast(Door door, Id requestor);

  /** How many others could at most; where somebody may not have been seen, any number. */
  int atMost(Door door, Id requestor);
}
