package dev.pimento.access;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Read;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An answer at one instant.
 *
 * @param verdict yes, no or unknown
 * @param holdsUntil the instant up to which it stays so, exclusive, if nobody does anything; {@link
 *     Instant#MAX} for ever
 * @param reads for an unknown verdict, what to read to settle it
 */
public record Answer(Verdict verdict, Instant holdsUntil, SortedSet<Read> reads) {

  public Answer {
    requireNonNull(verdict, "verdict");
    requireNonNull(holdsUntil, "holdsUntil");
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  public boolean isYes() {
    return verdict.isYes();
  }

  public boolean isNo() {
    return verdict.isNo();
  }

  public boolean isUnknown() {
    return verdict.isUnknown();
  }

  @Override
  public String toString() {
    String until = holdsUntil.equals(Instant.MAX) ? "" : " until " + holdsUntil;
    return verdict + until + (reads.isEmpty() ? "" : ", settled by reading " + reads);
  }
}
