package dev.pimento.strategy;

/**
 * Is told how far a walk through all people has come: after every thousand people and at the end,
 * on the thread that walks. What it throws ends the walk.
 */
@FunctionalInterface
public interface StrategyListener {

  /**
   * Takes the state of the walk.
   *
   * @param progress how far it has come
   */
  void progress(Progress progress);

  /** A listener that does nothing. */
  static StrategyListener silent() {
    return progress -> {};
  }

  /**
   * How far the walk has come.
   *
   * @param people how many people were looked at so far
   * @param peopleTotal how many there are to look at: all that have anything that leads to a role
   * @param holdings how many pairs of a person and a role were found so far
   */
  record Progress(long people, long peopleTotal, long holdings) {}
}
