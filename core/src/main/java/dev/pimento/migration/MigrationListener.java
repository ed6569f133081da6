package dev.pimento.migration;

/**
 * Is told how far a migration has come, now and then, on the thread that works it out. What it
 * throws ends the work.
 */
@FunctionalInterface
public interface MigrationListener {

  /**
   * Takes the state of the work.
   *
   * @param progress how far it has come
   */
  void progress(Progress progress);

  /** A listener that does nothing. */
  static MigrationListener silent() {
    return progress -> {};
  }

  /** What is worked on. */
  enum Work {
    /** The search for few groups; done is the steps that it took. */
    MINING,
    /** The steps of the plan on the simulation. */
    STEPS,
    /** Everybody's reach, before and after. */
    PEOPLE,
    /** An activation for each person of each group. */
    ACTIVATIONS
  }

  /**
   * How far one part of the work has come.
   *
   * @param work which part
   * @param done how much of it is done
   * @param total how much there is at most
   */
  record Progress(Work work, long done, long total) {}
}
