package dev.pimento.graph.internal;

import com.google.gson.JsonElement;

/** Text from a file or an answer, made safe to print: one line, bounded, no hidden characters. */
final class SafeText {
  private static final int MAX_CHARACTERS = 120;

  private SafeText() {}

  /**
   * Returns the text with line breaks, escape sequences, bidirectional and other invisible
   * characters written as {@code \}{@code uXXXX}, cut after 120 characters.
   */
  static String of(String text) {
    StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_CHARACTERS + 1));
    int index = 0;
    for (int count = 0; index < text.length() && count < MAX_CHARACTERS; count++) {
      int character = text.codePointAt(index);
      index += Character.charCount(character);
      if (isVisible(character)) {
        safe.appendCodePoint(character);
      } else if (Character.isBmpCodePoint(character)) {
        safe.append(String.format("\\u%04x", character));
      } else {
        safe.append(String.format("\\u{%x}", character));
      }
    }
    return index < text.length() ? safe.append('…').toString() : safe.toString();
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

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
