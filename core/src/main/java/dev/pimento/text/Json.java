package dev.pimento.text;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object that is written: members in the order in which they were put, two spaces a level,
 * lines that end with a line feed. Characters outside ASCII stay as they are; lone surrogates and
 * control characters are escaped, so that the text is valid as UTF-8 whatever a name contains.
 *
 * <pre>{@code
 * new Json().put("name", "José").put("hours", 4).put("roles", List.of("Exchange Administrator"))
 * }</pre>
 *
 * <p>Mutable and not thread-safe.
 */
public final class Json {

  private final Map<String, Object> members = new LinkedHashMap<>();

  /** An object without members. */
  public Json() {}

  /**
   * Puts a member, in the place of one with its name.
   *
   * @param value a string, a whole number, a truth, a {@code Json}, or a collection of these
   * @throws IllegalArgumentException if it is anything else
   */
  public Json put(String name, Object value) {
    members.put(requireNonNull(name, "name"), checked(value));
    return this;
  }

  private static Object checked(Object value) {
    if (value instanceof Collection<?> values) {
      List<Object> all = new ArrayList<>();
      values.forEach(each -> all.add(checked(each)));
      return all;
    }
    if (value instanceof CharSequence
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof Json) {
      return value;
    }
    throw new IllegalArgumentException(
        "Invalid JSON: expected text, a whole number, a truth, an object or a list, but found "
            + value.getClass().getName());
  }

  /** The text, without a line feed at its end. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    write(text, this, "\n");
    return text.toString();
  }

  private static void write(StringBuilder text, Object value, String line) {
    if (value instanceof Json object) {
      List<Map.Entry<String, Object>> entries = List.copyOf(object.members.entrySet());
      text.append(entries.isEmpty() ? "{" : "{" + line + "  ");
      for (int i = 0; i < entries.size(); i++) {
        text.append(i == 0 ? "" : "," + line + "  ");
        quote(text, entries.get(i).getKey());
        text.append(": ");
        write(text, entries.get(i).getValue(), line + "  ");
      }
      text.append(entries.isEmpty() ? "}" : line + "}");
    } else if (value instanceof List<?> list) {
      text.append(list.isEmpty() ? "[" : "[" + line + "  ");
      for (int i = 0; i < list.size(); i++) {
        text.append(i == 0 ? "" : "," + line + "  ");
        write(text, list.get(i), line + "  ");
      }
      text.append(list.isEmpty() ? "]" : line + "]");
    } else if (value instanceof CharSequence words) {
      quote(text, words);
    } else {
      text.append(value);
    }
  }

  private static void quote(StringBuilder text, CharSequence words) {
    text.append('"');
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < words.length()
              && Character.isLowSurrogate(words.charAt(i + 1));
      if (pair) {
        text.append(c).append(words.charAt(++i));
      } else if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c == '\n') {
        text.append("\\n");
      } else if (c < ' '
          || c == '\u007f'
          || c == '\u2028'
          || c == '\u2029'
          || Character.isSurrogate(c)) {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
