package dev.pimento.graph.internal;

import com.google.gson.JsonElement;
import dev.pimento.text.Text;

/** What a report shows of a text from a file or an answer: its beginning, made harmless. */
final class Excerpt {
  private static final int MAX_CHARACTERS = 120;
  private static final int MAX_OF_SENTENCE = 500;

  private Excerpt() {}

  /** Returns the first 120 characters of the text, safe to print, with an ellipsis if cut. */
  static String of(String text) {
    return of(text, MAX_CHARACTERS);
  }

  /** Returns the first 500 characters: for text that somebody wrote to be read. */
  static String ofSentence(String text) {
    return of(text, MAX_OF_SENTENCE);
  }

  private static String of(String text, int most) {
    if (text.length() <= most) {
      return Text.safe(text);
    }
    int end = text.offsetByCodePoints(0, Math.min(most, text.codePointCount(0, text.length())));
    String start = Text.safe(text.substring(0, end));
    return end < text.length() ? start + '…' : start;
  }

  /** Names what a JSON element is: a scalar with its value, anything else by its kind only. */
  static String describe(JsonElement element) {
    if (element.isJsonObject()) {
      return "an object";
    }
    if (element.isJsonArray()) {
      return "an array";
    }
    if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()) {
      return '"' + of(element.getAsString()) + '"';
    }
    return element.isJsonNull() ? "null" : of(element.getAsString());
  }
}
