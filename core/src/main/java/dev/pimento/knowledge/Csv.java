package dev.pimento.knowledge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads this package's tables: a header, one record a line, quotes where a comma stands inside. */
final class Csv {

  private Csv() {}

  static List<Map<String, String>> resource(String name) {
    try (InputStream in = Csv.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "Missing resource: expected " + name + " beside " + Csv.class);
      }
      return read(name, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, String>> read(String name, BufferedReader reader) {
    List<String> lines =
        reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    List<String> header = fields(lines.get(0));
    List<Map<String, String>> rows = new ArrayList<>(lines.size());
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = fields(line);
      if (fields.size() != header.size()) {
        throw new IllegalArgumentException(
            "Invalid line in %s: expected %d fields %s, but found %d: %s"
                .formatted(name, header.size(), header, fields.size(), line));
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), fields.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
