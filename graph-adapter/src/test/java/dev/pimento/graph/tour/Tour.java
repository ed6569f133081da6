package dev.pimento.graph.tour;

import dev.pimento.graph.GraphExport;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * The main job at a glance: {@code mvn -q -Ptour package}.
 *
 * <p>Without properties it tells the story of the bundled Contoso. With {@code -Dtour.export=DIR}
 * it asks the questions of another export, and with {@code -Dtour.at=INSTANT} at another instant.
 */
public final class Tour {

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private Tour() {}

  public static void main(String[] arguments) {
    String folder = System.getProperty("tour.export", "");
    String instant = System.getProperty("tour.at", "");
    try {
      run(folder, instant, System.out);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  static void run(String folder, String instant, PrintStream out) {
    if (folder.isBlank() && instant.isBlank()) {
      new Story(GraphExport.read(contoso()), out).tell();
      return;
    }
    GraphExport export = GraphExport.read(folder.isBlank() ? contoso() : Path.of(folder));
    Instant at = instant.isBlank() ? export.tenant().asOf() : parse(instant);
    new Questions(export, at, out).ask();
  }

  /** The folder of the bundled export. */
  public static Path contoso() {
    URL resource = Tour.class.getResource("/contoso/export.json");
    if (resource == null) {
      throw new IllegalStateException("Missing resource: expected the folder contoso");
    }
    try {
      Path file = Path.of(resource.toURI());
      return file.resolveSibling(".").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant parse(String instant) {
    try {
      Instant at = Instant.parse(instant);
      if (at.isAfter(FIRST) && at.isBefore(LAST)) {
        return at;
      }
    } catch (DateTimeParseException e) {
      // Said below, as for an instant that no calendar of people holds.
    }
    throw new IllegalArgumentException(
        "Invalid tour.at: expected an instant such as 2026-03-02T09:30:00Z, but found \""
            + instant
            + "\"");
  }
}
