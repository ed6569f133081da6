package dev.pimento.testkit.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the path of a call leads to. */
sealed interface Target {

  /**
   * A list.
   *
   * @param type what it is declared to hold
   * @param set how an answer's context names it
   * @param rows its objects
   * @param needed what a filter has to name
   */
  record Many(
      EntityType<?> type,
      String set,
      Function<Optional<Filter>, List<? extends Row<?>>> rows,
      Optional<Root.Needed> needed)
      implements Target {}

  /**
   * One object.
   *
   * @param type what it is declared to be
   * @param set how an answer's context names where it is from
   * @param row the object
   */
  record One(EntityType<?> type, String set, Row<?> row) implements Target {}

  /** How many a list has. */
  record Count(Many of) implements Target {}

  /** Where the objects of a list are, and nothing else. */
  record References(Many of) implements Target {}

  /** What changed in the users, or in the groups. */
  record Changes(Delta.Of of) implements Target {}
}
