package dev.pimento.graph.internal;

import java.util.List;
import java.util.Optional;

/**
 * What a file turned out to be, once it was read to its end or to its first syntax error.
 *
 * @param records how many records were handed over
 * @param context {@code @odata.context}, which names the collection
 * @param nextLink {@code @odata.nextLink}: there were more pages
 * @param losses what kept records from being read; each was also reported as a problem
 */
record RecordFile(
    long records, Optional<String> context, Optional<String> nextLink, List<RecordProblem> losses) {

  RecordFile {
    losses = List.copyOf(losses);
  }

  /** Returns whether every record of the file was read. Further pages may be in further files. */
  boolean isWhole() {
    return losses.isEmpty();
  }
}
