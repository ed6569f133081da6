package dev.pimento.graph;

import static java.util.Objects.requireNonNull;

import dev.pimento.graph.internal.RecordProblem;
import dev.pimento.text.Text;
import java.util.List;

/**
 * Something in an export that could not be used or is odd. A problem of a record says whether the
 * record was left out by the counts of its collection.
 *
 * @param file the file or folder, relative to the export folder
 * @param line line at which the record begins, from 1; 0 where it is about no line
 * @param path JSON path from the root {@code $}
 * @param reason what was expected and what was found; safe to print
 */
public record ExportProblem(String file, int line, String path, String reason) {

  public ExportProblem {
    requireNonNull(file, "file");
    requireNonNull(path, "path");
    requireNonNull(reason, "reason");
  }

  static ExportProblem of(RecordProblem problem) {
    return new ExportProblem(
        problem.place().file(), problem.place().line(), problem.place().path(), problem.what());
  }

  /** How many there are, and the first. */
  static String summary(List<ExportProblem> problems) {
    return switch (problems.size()) {
      case 0 -> "No problems";
      case 1 -> "1 problem: " + problems.get(0);
      default -> "%,d problems, the first: %s".formatted(problems.size(), problems.get(0));
    };
  }

  /** One line, safe to print: {@code users.json:12 $.value[3].id: expected an id, but found 5}. */
  @Override
  public String toString() {
    return Text.safe(file + (line == 0 ? "" : ":" + line) + " " + path + ": " + reason);
  }
}
