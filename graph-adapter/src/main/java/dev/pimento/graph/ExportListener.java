package dev.pimento.graph;

/**
 * Is told how far the reading of an export has come: after every thousand records and after every
 * file, on the thread that reads. What it throws ends the reading.
 */
@FunctionalInterface
public interface ExportListener {

  /**
   * Takes the state of the reading.
   *
   * @param progress how far it has come
   */
  void progress(Progress progress);

  /** A listener that does nothing. */
  static ExportListener silent() {
    return progress -> {};
  }

  /**
   * How far the reading has come.
   *
   * @param file the file that is read, relative to the export folder
   * @param records how many records of all files were read so far
   * @param filesDone how many files were read to their end
   * @param filesTotal how many files there are to read
   */
  record Progress(String file, long records, int filesDone, int filesTotal) {}
}
