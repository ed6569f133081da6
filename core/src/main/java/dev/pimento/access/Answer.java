package dev.pimento.access;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Tail;
import dev.pimento.tenant.Read;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
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

  private static final SortedSet<Read> NO_READS =
      Collections.unmodifiableSortedSet(new TreeSet<>());

  public Answer {
    requireNonNull(verdict, "verdict");
    requireNonNull(holdsUntil, "holdsUntil");
    reads = reads == NO_READS ? NO_READS : Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  static Answer known(Verdict verdict, Instant holdsUntil) {
    return new Answer(verdict, holdsUntil, NO_READS);
  }

  /**
   * Until when it goes on to hold in effect, where tokens and caches remember what the directory
   * said before; {@link Instant#MAX} for ever (facts 147 to 152).
   *
   * @param tail how long somebody remembers
   */
  public Lasts lastsWith(Tail tail) {
    return new Lasts(
        Interval.plus(holdsUntil, tail.atLeast()),
        tail.atMost().map(atMost -> Interval.plus(holdsUntil, atMost)));
  }

  /**
   * Until when an answer goes on to hold in effect.
   *
   * @param atLeast not before that, exclusive
   * @param atMost not after that, exclusive; empty where nobody knows
   */
  public record Lasts(Instant atLeast, Optional<Instant> atMost) {}

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
