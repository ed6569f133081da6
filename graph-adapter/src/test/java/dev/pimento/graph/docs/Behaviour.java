package dev.pimento.graph.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * What the fake shows over HTTP beyond the numbered facts: a line of {@code behaviours.csv}.
 *
 * @param number tests refer to it as {@code _http_12}
 * @param text what the service does
 * @param evidence how it is known
 * @param source who says so; may be empty where it is assumed
 * @param date as of when
 * @param presets those that show it; empty for all
 * @param differs what the fake does otherwise
 */
record Behaviour(
    int number,
    String text,
    String evidence,
    String source,
    LocalDate date,
    String presets,
    String differs) {

  static final Set<String> EVIDENCE = Set.of("documented", "measured", "reported", "assumed");

  private static final String TABLE =
      "testkit/src/main/resources/dev/pimento/testkit/http/behaviours.csv";

  /** The behaviours in the order of the table. */
  static List<Behaviour> in(Path root) throws IOException {
    return Files.readAllLines(root.resolve(TABLE)).stream()
        .filter(line -> line.startsWith("http-"))
        .map(Behaviour::of)
        .toList();
  }

  private static Behaviour of(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 7) {
      throw new IllegalArgumentException("Expected 7 cells, but found " + line);
    }
    return new Behaviour(
        Integer.parseInt(cells[0].substring("http-".length())),
        cells[1],
        cells[2],
        cells[3],
        LocalDate.parse(cells[4]),
        cells[5],
        cells[6]);
  }

  String id() {
    return "http-" + number;
  }
}
