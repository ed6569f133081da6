package dev.pimento.finding;

/** Is told how far a search has come, on the thread that searches. What it throws ends it. */
@FunctionalInterface
public interface FindingListener {

  /**
   * Takes the state of the search, before each part of it and at the end.
   *
   * @param progress how far it has come
   */
  void progress(Progress progress);

  /** A listener that does nothing. */
  static FindingListener silent() {
    return progress -> {};
  }

  /**
   * How far the search has come.
   *
   * @param part what is looked at next, in words; {@code done} at the end
   * @param done how many parts are done
   * @param total how many parts there are
   * @param findings how many findings there are so far
   */
  record Progress(String part, int done, int total, int findings) {}
}
