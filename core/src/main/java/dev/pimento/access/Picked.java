package dev.pimento.access;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Some of what is numbered, in the order of the numbers, which is that of the elements: elements
 * are made when they are asked for. Immutable and thread-safe.
 */
final class Picked<T extends Comparable<T>> extends AbstractSet<T> implements SortedSet<T> {

  private final int[] numbers;
  private final IntFunction<T> element;
  private final ToIntFunction<T> number;

  /**
   * A set of what has the numbers.
   *
   * @param numbers sorted, each once
   */
  Picked(int[] numbers, IntFunction<T> element, ToIntFunction<T> number) {
    this.numbers = numbers;
    this.element = element;
    this.number = number;
  }

  @Override
  public int size() {
    return numbers.length;
  }

  @Override
  @SuppressWarnings("unchecked")
  public boolean contains(Object wanted) {
    return Arrays.binarySearch(numbers, number.applyAsInt((T) wanted)) >= 0;
  }

  @Override
  public Iterator<T> iterator() {
    PrimitiveIterator.OfInt all = Arrays.stream(numbers).iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public T next() {
        return element.apply(all.nextInt());
      }
    };
  }

  @Override
  public @Nullable Comparator<? super T> comparator() {
    return null;
  }

  @Override
  public SortedSet<T> subSet(T from, T to) {
    return new TreeSet<>(this).subSet(from, to);
  }

  @Override
  public SortedSet<T> headSet(T to) {
    return new TreeSet<>(this).headSet(to);
  }

  @Override
  public SortedSet<T> tailSet(T from) {
    return new TreeSet<>(this).tailSet(from);
  }

  @Override
  public T first() {
    return at(0);
  }

  @Override
  public T last() {
    return at(numbers.length - 1);
  }

  private T at(int place) {
    if (numbers.length == 0) {
      throw new NoSuchElementException("Empty set");
    }
    return element.apply(numbers[place]);
  }
}
