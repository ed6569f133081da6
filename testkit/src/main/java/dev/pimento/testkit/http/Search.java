package dev.pimento.testkit.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code $search}, read: {@code "displayName:PIM"}, several of them joined by AND or OR. A text
 * is found by the beginnings of its words, in any order.
 *
 * @param alternatives one of them must hold, with all its terms
 */
record Search(List<List<Term>> alternatives) {

  /**
   * One quoted piece.
   *
   * @param property where to look
   * @param words the beginnings of words, in small letters
   */
  record Term(String property, List<String> words) {}

  private static final Pattern QUOTED = Pattern.compile("\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*");
  private static final Pattern JOIN = Pattern.compile("(AND|OR)\\b");

  /** Where a word ends: before a sign, a capital after a small letter, a digit after a letter. */
  private static final Pattern WORD_ENDS =
      Pattern.compile(
          "[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");

  /**
   * Reads a search.
   *
   * @throws GraphException if it can't be read
   */
  static Search of(String text) {
    List<List<Term>> alternatives = new ArrayList<>();
    List<Term> together = new ArrayList<>();
    int at = 0;
    while (true) {
      Matcher quoted = QUOTED.matcher(text).region(at, text.length());
      if (!quoted.lookingAt()) {
        throw invalid(text);
      }
      together.add(term(quoted.group(1)));
      at = quoted.end();
      if (at == text.length()) {
        alternatives.add(together);
        return new Search(alternatives);
      }
      Matcher join = JOIN.matcher(text).region(at, text.length());
      if (!join.lookingAt()) {
        throw invalid(text);
      }
      if (join.group(1).equals("OR")) {
        alternatives.add(together);
        together = new ArrayList<>();
      }
      at = join.end();
    }
  }

  private static Term term(String quoted) {
    int colon = quoted.indexOf(':');
    List<String> words = colon < 0 ? List.of() : words(quoted.substring(colon + 1));
    if (words.isEmpty()) {
      throw invalid(quoted);
    }
    return new Term(quoted.substring(0, colon).strip(), words);
  }

  private static List<String> words(String text) {
    return WORD_ENDS
        .splitAsStream(text)
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  boolean passes(Filter.Values values) {
    return alternatives.stream()
        .anyMatch(terms -> terms.stream().allMatch(term -> finds(term, values.at(term.property))));
  }

  private static boolean finds(Term term, @Nullable Object value) {
    if (!(value instanceof String text)) {
      return false;
    }
    List<String> found = words(text);
    return term.words.stream()
        .allMatch(word -> found.stream().anyMatch(candidate -> candidate.startsWith(word)));
  }

  private static GraphException invalid(String text) {
    return GraphException.badRequest(
        "Syntax error in $search: expected a property and words in double quotes, such as"
            + " \"displayName:PIM\", but found "
            + text);
  }
}
