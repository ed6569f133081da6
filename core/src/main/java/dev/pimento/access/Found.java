package dev.pimento.access;

import dev.pimento.tenant.Read;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A set as an answer: what is certainly in it, what is possibly in it, and what to read to settle
 * the difference.
 *
 * @param <T> what is in the set
 * @param certain what is in it for sure
 * @param possible what is in it for sure or perhaps; where something was not read, others that
 *     nothing is known of may be in it too
 * @param reads what to read to settle it; empty means that {@code certain} is all there is
 */
public record Found<T extends Comparable<T>>(
    SortedSet<T> certain, SortedSet<T> possible, SortedSet<Read> reads) {

  public Found {
    SortedSet<T> all = new TreeSet<>(possible);
    all.addAll(certain);
    certain = copy(certain);
    possible = Collections.unmodifiableSortedSet(all);
    reads = copy(reads);
  }

  private static <E> SortedSet<E> copy(Collection<E> elements) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(elements));
  }

  /** Whether {@code certain} is all there is. */
  public boolean isComplete() {
    return reads.isEmpty() && certain.equals(possible);
  }

  @Override
  public String toString() {
    return isComplete()
        ? certain.toString()
        : "certainly " + certain + ", possibly " + possible + ", settled by reading " + reads;
  }
}
