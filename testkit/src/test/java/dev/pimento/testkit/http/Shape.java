package dev.pimento.testkit.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a query asks of each object: its {@code $select} and {@code $expand}, at each level. */
record Shape(List<String> select, Map<String, Shape> expand) {

  static Shape of(Map<String, String> options) {
    List<String> select = new ArrayList<>();
    split(options.getOrDefault("select", ""), ',').forEach(select::add);
    Map<String, Shape> expand = new LinkedHashMap<>();
    for (String part : split(options.getOrDefault("expand", ""), ',')) {
      int open = part.indexOf('(');
      Map<String, String> inner = new LinkedHashMap<>();
      if (open >= 0) {
        for (String option : split(part.substring(open + 1, part.length() - 1), ';')) {
          int equals = option.indexOf('=');
          inner.put(
              option.substring(0, equals).replace("$", "").strip().toLowerCase(Locale.ROOT),
              option.substring(equals + 1));
        }
      }
      expand.put((open < 0 ? part : part.substring(0, open)).strip(), of(inner));
    }
    return new Shape(select, expand);
  }

  boolean selects(String name) {
    return select.isEmpty()
        || select.contains("*")
        || select.stream().anyMatch(name::equalsIgnoreCase);
  }

  boolean expands(String name) {
    return expand.containsKey("*") || expand.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  Shape inside(String name) {
    return expand.entrySet().stream()
        .filter(e -> e.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> new Shape(List.of(), Map.of()));
  }

  /** As a context writes it. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>(select);
    expand.forEach(
        (name, inner) -> {
          String inside = inner.toString();
          parts.add(name + (inside.isEmpty() ? "()" : inside));
        });
    return parts.isEmpty() ? "" : "(" + String.join(",", parts) + ")";
  }

  private static List<String> split(String text, char at) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? at : text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == at && depth == 0) {
        if (i > start) {
          parts.add(text.substring(start, i).strip());
        }
        start = i + 1;
      }
    }
    return parts;
  }
}
