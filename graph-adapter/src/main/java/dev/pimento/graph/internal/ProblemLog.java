package dev.pimento.graph.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects problems. Of each collection the first ten thousand are kept and the others counted, so
 * that a file of nothing but mistakes does not fill the memory.
 */
final class ProblemLog {
  private static final int MAX_KEPT = 10_000;

  private final List<RecordProblem> problems = new ArrayList<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /** Takes a problem of a collection. */
  void add(String collection, RecordProblem problem) {
    if (counts.merge(collection, 1, Integer::sum) <= MAX_KEPT) {
      problems.add(problem);
    }
  }

  /** Returns the problems in the order in which they were met. */
  List<RecordProblem> all() {
    List<RecordProblem> all = new ArrayList<>(problems);
    counts.forEach(
        (collection, count) -> {
          if (count > MAX_KEPT) {
            all.add(
                new RecordProblem(
                    new Place(collection, 0, "$"),
                    "there are %,d problems more".formatted(count - MAX_KEPT)));
          }
        });
    return List.copyOf(all);
  }
}
