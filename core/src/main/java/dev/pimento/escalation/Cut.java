package dev.pimento.escalation;

import dev.pimento.directory.Id;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What taking one thing away would close.
 *
 * @param cause what is taken away
 * @param closed who no longer reaches the access in any way that is known
 * @param detour who still reaches it, but by another path than the cheapest
 */
public record Cut(Cause cause, SortedSet<Id> closed, SortedSet<Id> detour) {

  public Cut {
    closed = Collections.unmodifiableSortedSet(new TreeSet<>(closed));
    detour = Collections.unmodifiableSortedSet(new TreeSet<>(detour));
  }
}
