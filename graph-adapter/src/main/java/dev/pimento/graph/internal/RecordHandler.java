package dev.pimento.graph.internal;

/** Takes what a {@link RecordReader} finds, in the order of the file. */
interface RecordHandler {

  /** Takes the next record. */
  void record(GraphRecord record);

  /** Takes a problem: of the record that follows, or of the file. */
  void problem(RecordProblem problem);

  /** Is told every thousand records how many were read so far. */
  default void progress(long records) {}
}
