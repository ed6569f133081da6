package dev.pimento.graph.internal;

import com.google.gson.JsonElement;
import dev.pimento.text.Text;

/** What a report shows of a text from a file or an answer: its beginning, made harmless. */
final class Excerpt {
  private static final int MAX_CHARACTERS = 120;

  private Excerpt() {}

  /** Returns the first 120 characters of the text, safe to print, with an ellipsis if cut. */
  static String of(String text) {
    if (text.length() <= MAX_CHARACTERS) {
      return Text.safe(text);
    }
    int end =
        text.offsetByCodePoints(0, Math.min(MAX_CHARACTERS, text.codePointCount(0, text.length())));
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
