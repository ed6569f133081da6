package dev.pimento.graph.internal;

import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Tenant;
import java.util.List;

/**
 * What a Graph export turned out to hold.
 *
 * @param tenant the tenant
 * @param problems all that could not be used
 * @param counts what became of the records of each collection
 * @param notUsed the files and folders that were not read, sorted
 */
public record ExportContents(
    Tenant tenant, List<RecordProblem> problems, List<Count> counts, List<String> notUsed) {

  public ExportContents {
    problems = List.copyOf(problems);
    counts = List.copyOf(counts);
    notUsed = List.copyOf(notUsed);
  }

  /**
   * What became of the records of one collection.
   *
   * @param collection its path, such as {@code groups/{id}/members}
   * @param files how many files it has
   * @param records how many records were read
   * @param rejected how many of them could not be used
   * @param derived how many follow from another schedule
   * @param notInForce how many give nothing by their status
   * @param completeness how completely it was read; of several parts the worst counts
   */
  public record Count(
      String collection,
      int files,
      long records,
      long rejected,
      long derived,
      long notInForce,
      Completeness completeness) {}
}
