package dev.pimento.escalation;

import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Read;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether an account reaches something.
 *
 * @param verdict yes where a path is certain; unknown where one is only possible, or where
 *     something was not read that may hold one
 * @param path the cheapest path that is certain, else the cheapest that is possible
 * @param reads what to read to settle it, where it is not a yes
 */
public record Reached(Verdict verdict, Optional<EscalationPath> path, SortedSet<Read> reads) {

  public Reached {
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }
}
