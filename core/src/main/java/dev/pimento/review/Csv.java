package dev.pimento.review;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/**
 * Collects a file of comma-separated values: a cell with a comma, a quote or a line break stands in
 * quotes, and one that a spreadsheet would take for a formula begins with an apostrophe.
 */
final class Csv {

  private final StringBuilder text = new StringBuilder();

  Csv(String... header) {
    row((Object[]) header);
  }

  Csv row(Object... cells) {
    text.append(Arrays.stream(cells).map(cell -> escaped(cell.toString())).collect(joining(",")))
        .append('\n');
    return this;
  }

  private static String escaped(String cell) {
    String plain = !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    boolean quoted = plain.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
