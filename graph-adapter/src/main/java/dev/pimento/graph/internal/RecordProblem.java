package dev.pimento.graph.internal;

import com.google.gson.JsonElement;

/**
 * Something in Graph JSON that could not be used: a field, a record or the rest of a file.
 *
 * <p>Prints as one line: {@code groups.json:12 $.value[3].createdDateTime: expected a date and
 * time, but found "yesterday"}.
 *
 * @param place where it is
 * @param what what is wrong, in words; safe to print, since values in it went through {@link
 *     Excerpt}
 */
public record RecordProblem(Place place, String what) {

  /** Says that one thing was expected and another found. */
  static RecordProblem mismatch(Place place, String expected, JsonElement found) {
    return mismatch(place, expected, Excerpt.describe(found));
  }

  /** Says that one thing was expected and another found, which is described by the caller. */
  static RecordProblem mismatch(Place place, String expected, String found) {
    return new RecordProblem(place, "expected " + expected + ", but found " + found);
  }

  @Override
  public String toString() {
    return place + ": " + what;
  }
}
