package dev.pimento.escalation;

import dev.pimento.directory.Id;
import dev.pimento.tenant.Tenant;
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

  /** In words, such as {@code without José eligible for member of G: 2 closed, 1 by a detour}. */
  public String describe(Tenant tenant) {
    return "without %s: %d closed, %d by a detour"
        .formatted(new Words(tenant).of(cause), closed.size(), detour.size());
  }
}
