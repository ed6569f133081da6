package dev.pimento.knowledge;

/** How something about the service is known, from surest to least sure. */
public enum Evidence {
  /** Microsoft says so. */
  DOCUMENTED,
  /** Somebody measured it on a live tenant. */
  MEASURED,
  /** A tool's source, an issue or a note says so. */
  REPORTED,
  /** It follows from other facts. */
  INFERRED,
  /** No page says; what Pimento takes for it is a choice. */
  SILENT,
  /** Pimento's choice, or the caller's. */
  ASSUMED
}
