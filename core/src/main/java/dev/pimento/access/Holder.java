package dev.pimento.access;

/** Is shown who can use what, by numbers of {@link Handles}. */
@FunctionalInterface
public interface Holder {

  /**
   * Is called once for each pair.
   *
   * @param principal the number of the principal
   * @param access the number of the access
   */
  void accept(int principal, int access);
}
