package dev.pimento.graph;

import static java.util.Objects.requireNonNull;

import dev.pimento.tenant.Completeness;

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
}
