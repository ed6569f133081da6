package dev.pimento.people;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.tenant.Read;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something that a change does not do, or leaves as it is.
 *
 * @param kind what kind of thing it is
 * @param words the same for people
 * @param access the access that it is about, if it is about one
 * @param facts the numbers of the facts behind it; none where the tenant says it all
 * @param reads what to read to know more
 */
public record LeftBehind(
    Kind kind,
    String words,
    Optional<Access> access,
    SortedSet<Integer> facts,
    SortedSet<Read> reads) {

  /** The kinds of what is left. */
  public enum Kind {
    /** An access, a permission or the control of one that no step takes away. */
    STAYS("stays"),
    /** What the other person has or reaches, and this one does not get. */
    NOT_COPIED("not copied"),
    /** It is given for a shorter time than the other person has it. */
    SHORTER("shorter"),
    /** The successor is given it for a longer time than the one who goes had it. */
    LONGER("longer"),
    /** A move does not touch it: neither of the two others has it. */
    KEPT("kept"),
    /** Nobody is left to own it, or to decide it. */
    ALONE("nobody left"),
    /** A secret that the person may know, of something that the person owns. */
    KNOWN("known"),
    /** Where the person is still named. */
    NAMED("named"),
    /** It goes on for a while after the last step. */
    LIVES_ON("lives on"),
    /** There may be more: not all was read. */
    NOT_READ("not read");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** What tables call it. */
    @Override
    public String toString() {
      return label;
    }
  }

  public LeftBehind {
    requireNonNull(kind, "kind");
    requireNonNull(words, "words");
    requireNonNull(access, "access");
    facts = Collections.unmodifiableSortedSet(new TreeSet<>(facts));
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  @Override
  public String toString() {
    return kind + ": " + words;
  }
}
