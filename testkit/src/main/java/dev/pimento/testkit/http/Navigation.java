package dev.pimento.testkit.http;

import java.util.List;

/**
 * A way from an object to others.
 *
 * @param name as Graph writes it
 * @param many whether there can be more than one
 * @param target what the others are
 * @param set the set that they belong to, as an answer's context names it; empty for what is part
 *     of the object itself
 * @param rows how to get them
 */
record Navigation<T>(String name, boolean many, EntityType<?> target, String set, Rows<T> rows) {

  /** Gets the objects. */
  interface Rows<T> {
    List<? extends Row<?>> of(View view, T object);
  }
}
