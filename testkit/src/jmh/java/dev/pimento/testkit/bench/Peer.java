package dev.pimento.testkit.bench;

import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * Another way to answer the questions. Users, roles and groups are shown as what the peer keeps:
 * texts of ids, or numbers.
 */
interface Peer extends AutoCloseable {

  /** Whether the user of the question has its role at its instant. */
  boolean can(int question);

  /** Who has the role of the question at its instant. */
  default Collection<?> who(int question) {
    throw new UnsupportedOperationException("who");
  }

  /** What the user of the question has at its instant: roles, and memberships of groups. */
  default Collection<?> what(int question) {
    throw new UnsupportedOperationException("what");
  }

  /** Who has which role at the instant of the question. */
  default void matrix(int question, BiConsumer<Object, Object> pairs) {
    throw new UnsupportedOperationException("matrix");
  }

  @Override
  default void close() {}
}
