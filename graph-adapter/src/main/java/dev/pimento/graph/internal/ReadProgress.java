package dev.pimento.graph.internal;

/** Is told how far the reading of an export has come. */
@FunctionalInterface
public interface ReadProgress {

  /**
   * Takes the state of the reading.
   *
   * @param file the file that is read, relative to the export folder
   * @param records how many records of all files were read so far
   * @param filesDone how many files are read to their end
   * @param filesTotal how many files there are to read
   */
  void at(String file, long records, int filesDone, int filesTotal);
}
