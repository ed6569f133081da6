package dev.pimento.graph.internal;

/** What became of a record that was understood. */
enum Fate {
  /** It is in the tenant. */
  KEPT,
  /** It follows from another schedule, by way of a group, and would count twice. */
  DERIVED,
  /** Its status says that it gives nothing: canceled, denied, pending. */
  NOT_IN_FORCE
}
