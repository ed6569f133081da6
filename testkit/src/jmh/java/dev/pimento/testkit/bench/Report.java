package dev.pimento.testkit.bench;

import dev.pimento.testkit.bench.Rounds.Duel;
import dev.pimento.text.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The table of ratios: printed, and written to {@code target/bench}. */
final class Report {

  private static final List<String> HEADER =
      List.of(
          "operation", "size", "against", "ratio", "target", "reached", "floor", "Pimento", "peer");

  private final List<List<String>> rows = new ArrayList<>();

  void times(String operation, Size size, String peer, Duel duel) {
    add(operation, size, peer, duel, "", nanos(duel.ours()), nanos(duel.theirs()));
  }

  /**
   * @param floor the barest form of the same design, against the same peer
   */
  void times(String operation, Size size, String peer, Duel duel, Duel floor) {
    String bound = "%s (%s)".formatted(ratio(floor.ratio()), nanos(floor.ours()));
    add(operation, size, peer, duel, bound, nanos(duel.ours()), nanos(duel.theirs()));
  }

  void heap(Size size, String peer, double ours, double theirs) {
    Duel duel = new Duel(ours, theirs, theirs / ours, 1);
    add("heap", size, peer, duel, "", megabytes(ours), megabytes(theirs));
  }

  /** A figure without a peer. */
  void figure(String operation, Size size, String figure) {
    log(List.of(operation, size.name(), "", "", "", "", "", figure, ""));
  }

  /** What bounds any answer on this machine. */
  void bound(String what, Size size, double nanos) {
    figure("bound: " + what, size, nanos(nanos));
  }

  void growth(String operation, double times, double atMost) {
    String reached = times <= atMost ? "yes" : "NO";
    log(
        List.of(
            operation,
            "M to L",
            "itself",
            ratio(times),
            "<= " + ratio(atMost),
            reached,
            "",
            "",
            ""));
  }

  private void add(
      String operation,
      Size size,
      String peer,
      Duel duel,
      String floor,
      String ours,
      String theirs) {
    OptionalDouble target = Target.of(operation, size, peer);
    String ratio = ratio(duel.ratio());
    String reached = target.isEmpty() ? "" : duel.ratio() >= target.getAsDouble() ? "yes" : "NO";
    if (!duel.isSteady()) {
      ratio = "refused (%s, spread %s)".formatted(ratio, ratio(duel.spread()));
      reached = target.isEmpty() ? "" : "?";
    }
    String wanted = target.isEmpty() ? "" : ">= " + ratio(target.getAsDouble());
    log(List.of(operation, size.name(), peer, ratio, wanted, reached, floor, ours, theirs));
  }

  private void log(List<String> row) {
    rows.add(row);
    System.out.println(String.join(" | ", row));
  }

  void write(Path folder) throws IOException {
    Table table = Table.of(HEADER.toArray(new String[0]));
    StringBuilder markdown =
        new StringBuilder(line(HEADER)).append("|---".repeat(HEADER.size())).append("|\n");
    for (List<String> row : rows) {
      table = table.row(row.toArray());
      markdown.append(line(row));
    }
    table.print();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("access.txt"), table.toString());
    Files.writeString(folder.resolve("access.md"), markdown);
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%,.0f", ratio);
  }

  private static String nanos(double nanos) {
    return nanos < 10_000
        ? String.format(Locale.ROOT, "%,.1f ns", nanos)
        : nanos < 10_000_000
            ? String.format(Locale.ROOT, "%,.1f µs", nanos / 1e3)
            : String.format(Locale.ROOT, "%,.1f ms", nanos / 1e6);
  }

  private static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%,.2f MB", bytes / 1e6);
  }
}
