package dev.pimento.review;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something to know about a review, or about what its decisions do not do.
 *
 * @param words what
 * @param facts the numbers of the facts behind it; none where the tenant says it all
 */
public record ReviewNote(String words, SortedSet<Integer> facts) {

  public ReviewNote {
    requireNonNull(words, "words");
    facts = Collections.unmodifiableSortedSet(new TreeSet<>(facts));
  }

  static ReviewNote of(String words, Integer... facts) {
    return new ReviewNote(words, new TreeSet<>(List.of(facts)));
  }

  @Override
  public String toString() {
    return words;
  }
}
