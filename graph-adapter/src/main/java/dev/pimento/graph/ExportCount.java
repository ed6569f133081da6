package dev.pimento.graph;

import static java.util.Objects.requireNonNull;

import dev.pimento.graph.internal.ExportContents;
import dev.pimento.tenant.Completeness;
import dev.pimento.text.Table;
import java.util.List;
import java.util.Locale;

/**
 * What became of the records of one collection. What is neither rejected nor derived nor out of
 * force is in the tenant.
 *
 * @param collection its path, such as {@code users} or {@code groups/{id}/members} for all groups
 * @param files how many files it has
 * @param records how many records were read
 * @param rejected how many of them could not be used; each is a problem
 * @param derived how many schedules follow from another one by way of a group, and count there
 * @param notInForce how many schedules give nothing by their status, such as {@code Canceled}
 * @param completeness how completely it was read; of several groups the worst counts
 */
public record ExportCount(
    String collection,
    int files,
    long records,
    long rejected,
    long derived,
    long notInForce,
    Completeness completeness) {

  public ExportCount {
    requireNonNull(collection, "collection");
    requireNonNull(completeness, "completeness");
  }

  static ExportCount of(ExportContents.Count count) {
    return new ExportCount(
        count.collection(),
        count.files(),
        count.records(),
        count.rejected(),
        count.derived(),
        count.notInForce(),
        count.completeness());
  }

  static Table table(String title, List<ExportCount> counts) {
    Table table = Table.of("collection", "records", "left out", "read").withTitle(title);
    for (ExportCount count : counts) {
      table =
          table.row(
              count.collection(),
              count.records(),
              count.rejected() + count.derived() + count.notInForce(),
              count.completeness().level().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    return table.withEmptyMessage("no collections");
  }
}
