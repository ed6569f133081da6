package dev.pimento.graph.internal;

import dev.pimento.tenant.Completeness;

/** Counts what became of the records of one collection. */
final class Tally {
  private final String collection;
  private int files;
  private long records;
  private long rejected;
  private long derived;
  private long notInForce;
  private Completeness completeness = Completeness.COMPLETE;

  Tally(String collection) {
    this.collection = collection;
  }

  void addFile() {
    files++;
  }

  void add(Fate fate) {
    records++;
    switch (fate) {
      case KEPT -> {}
      case DERIVED -> derived++;
      case NOT_IN_FORCE -> notInForce++;
    }
  }

  void addRejected() {
    records++;
    rejected++;
  }

  /** Lowers the completeness; the worst of all parts counts. */
  void lower(Completeness part) {
    completeness = worse(completeness, part);
  }

  static Completeness worse(Completeness a, Completeness b) {
    return b.level().compareTo(a.level()) > 0 ? b : a;
  }

  ExportContents.Count count() {
    return new ExportContents.Count(
        collection, files, records, rejected, derived, notInForce, completeness);
  }
}
