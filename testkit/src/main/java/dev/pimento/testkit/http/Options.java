package dev.pimento.testkit.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The query options of a call, read; of an expanded property too.
 *
 * @param filter which objects
 * @param select which properties; empty for those that come by default
 * @param expand which other objects come along, by the name of the way to them
 * @param orders by what to sort
 * @param top how many on a page
 * @param skip how many to leave out
 * @param count whether to count
 * @param search words to look for
 * @param skipToken where a page starts
 */
record Options(
    Optional<Filter> filter,
    List<String> select,
    Map<String, Options> expand,
    List<Order> orders,
    OptionalInt top,
    OptionalInt skip,
    boolean count,
    Optional<Search> search,
    Optional<String> skipToken) {

  /**
   * By what to sort.
   *
   * @param path the property
   * @param descending whether the greatest comes first
   */
  record Order(String path, boolean descending) {}

  private static final Set<String> KNOWN =
      Set.of(
          "filter",
          "select",
          "expand",
          "orderby",
          "top",
          "skip",
          "count",
          "search",
          "skiptoken",
          "format",
          "deltatoken");

  /** Deeper than any client nests. */
  private static final int DEEPEST = 8;

  /**
   * Reads the options of a call.
   *
   * @throws GraphException if one can't be read or is not known
   */
  static Options of(Map<String, String> options) {
    return of(options, 0);
  }

  /** Nothing is asked for. */
  static Options none() {
    return of(Map.of());
  }

  /** The same with other properties. */
  Options selecting(List<String> select) {
    return new Options(filter, select, expand, orders, top, skip, count, search, skipToken);
  }

  /** The same without a filter, and from the start. */
  Options withoutFilter() {
    return new Options(
        Optional.empty(), select, expand, orders, top, skip, count, search, Optional.empty());
  }

  /** The same with a count. */
  Options counting() {
    return new Options(filter, select, expand, orders, top, skip, true, search, skipToken);
  }

  private static Options of(Map<String, String> options, int depth) {
    for (String name : options.keySet()) {
      if (!KNOWN.contains(name)) {
        throw GraphException.notImplemented("the query option $" + name);
      }
    }
    text(options, "format")
        .filter(format -> !format.matches("(?i)(application/)?json"))
        .ifPresent(
            format -> {
              throw GraphException.notImplemented("the format " + format + "; expected json");
            });
    return new Options(
        text(options, "filter").map(Filter::of),
        text(options, "select").map(Options::names).orElse(List.of()),
        text(options, "expand").map(text -> expand(text, depth)).orElse(Map.of()),
        text(options, "orderby").map(Options::orders).orElse(List.of()),
        number(options, "top"),
        number(options, "skip"),
        text(options, "count").map(Options::flag).orElse(false),
        text(options, "search").map(Search::of),
        text(options, "skiptoken"));
  }

  private static Optional<String> text(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name)).map(String::strip).filter(t -> !t.isEmpty());
  }

  private static OptionalInt number(Map<String, String> options, String name) {
    Optional<String> text = text(options, name);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    String value = text.get();
    if (!value.matches("[0-9]{1,9}")) {
      throw GraphException.badRequest(
          ("Invalid value '%s' for $%s query option found. The $%s query option requires a"
                  + " non-negative integer value.")
              .formatted(value, name, name));
    }
    return OptionalInt.of(Integer.parseInt(value));
  }

  private static boolean flag(String text) {
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw GraphException.badRequest(
          "Invalid value '%s' for $count query option found. Valid values are '%s'."
              .formatted(text, "true, false"));
    }
    return text.equalsIgnoreCase("true");
  }

  private static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (name.isEmpty()) {
        throw GraphException.badRequest(
            "Parsing OData Select and Expand failed: expected a name, but found none in \""
                + text
                + "\"");
      }
      names.add(name);
    }
    return names;
  }

  private static List<Order> orders(String text) {
    List<Order> orders = new ArrayList<>();
    for (String name : names(text)) {
      String[] words = name.split("\\s+", -1);
      String direction = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "asc";
      if (words.length > 2 || !(direction.equals("asc") || direction.equals("desc"))) {
        throw GraphException.badRequest(
            "Invalid $orderby: expected a property and asc or desc, but found \"" + name + "\"");
      }
      orders.add(new Order(words[0], direction.equals("desc")));
    }
    return orders;
  }

  /** Names with options in parentheses: {@code policy($expand=rules),group}. */
  private static Map<String, Options> expand(String text, int depth) {
    if (depth >= DEEPEST) {
      throw GraphException.badRequest(
          "Parsing OData Select and Expand failed: expected at most " + DEEPEST + " levels");
    }
    Map<String, Options> expand = new LinkedHashMap<>();
    for (String part : split(text, ',')) {
      int open = part.indexOf('(');
      String name = (open < 0 ? part : part.substring(0, open)).strip();
      if (name.isEmpty() || (open >= 0 && !part.endsWith(")"))) {
        throw GraphException.badRequest(
            "Parsing OData Select and Expand failed: expected a name, with options in parentheses"
                + " or none, but found \""
                + part
                + "\"");
      }
      Map<String, String> inner = new LinkedHashMap<>();
      if (open >= 0) {
        for (String option : split(part.substring(open + 1, part.length() - 1), ';')) {
          int equals = option.indexOf('=');
          String key = (equals < 0 ? option : option.substring(0, equals)).strip();
          inner.put(
              (key.startsWith("$") ? key.substring(1) : key).toLowerCase(Locale.ROOT),
              equals < 0 ? "" : option.substring(equals + 1));
        }
      }
      for (String option : inner.keySet()) {
        if (!option.equals("select") && !option.equals("expand")) {
          throw GraphException.notImplemented("the query option $" + option + " inside $expand");
        }
      }
      expand.put(name, of(inner, depth + 1));
    }
    return Collections.unmodifiableMap(expand);
  }

  /** Splits outside of parentheses and quotes. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      } else if (!quoted && depth == 0 && c == separator) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    if (depth != 0 || quoted) {
      throw GraphException.badRequest(
          "Parsing OData Select and Expand failed: expected parentheses and quotes in pairs, but"
              + " found \""
              + text
              + "\"");
    }
    return parts;
  }
}
