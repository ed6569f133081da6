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
public record Found<T extends Comparable<? super T>>(
    SortedSet<T> certain, SortedSet<T> possible, SortedSet<Read> reads) {

  private static final SortedSet<?> NOTHING = Collections.unmodifiableSortedSet(new TreeSet<>());

  public Found {
    if (possible != certain || !(certain instanceof Picked)) {
      SortedSet<T> all = new TreeSet<>(possible);
      all.addAll(certain);
      certain = copy(certain);
      possible = Collections.unmodifiableSortedSet(all);
    }
    reads = copy(reads);
  }

  /** That and nothing else. */
  static <T extends Comparable<T>> Found<T> exactly(Picked<T> certain) {
    return new Found<>(certain, certain, nothing());
  }

  /** Both together. */
  Found<T> and(Found<T> other) {
    SortedSet<T> allCertain = new TreeSet<>(certain);
    allCertain.addAll(other.certain);
    SortedSet<T> allPossible = new TreeSet<>(possible);
    allPossible.addAll(other.possible);
    SortedSet<Read> allReads = new TreeSet<>(reads);
    allReads.addAll(other.reads);
    return new Found<>(allCertain, allPossible, allReads);
  }

  @SuppressWarnings("unchecked")
  private static <E> SortedSet<E> nothing() {
    return (SortedSet<E>) NOTHING;
  }

  private static <E> SortedSet<E> copy(Collection<E> elements) {
    return elements == NOTHING
        ? nothing()
        : Collections.unmodifiableSortedSet(new TreeSet<>(elements));
  }

  /** Whether {@code certain} is all there is. */
  public boolean isComplete() {
    return reads.isEmpty() && (certain == possible || certain.equals(possible));
  }

  @Override
  public String toString() {
    return isComplete()
        ? certain.toString()
        : "certainly " + certain + ", possibly " + possible + ", settled by reading " + reads;
  }
}
