package dev.pimento.testkit.http;

import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * A property of a type.
 *
 * @param name as Graph writes it
 * @param kind what its values are
 * @param shown when an answer has it
 * @param value how to get it
 */
record Property<T>(SerializedString name, Kind kind, Shown shown, Value<T> value) {

  /** What a literal in a filter must be to be compared with it. */
  enum Kind {
    TEXT,
    BOOLEAN,
    NUMBER,
    TIME,
    /** A list of texts. */
    TEXTS,
    /** An object, or a list of objects. */
    COMPLEX
  }

  /** When an answer has a property. */
  enum Shown {
    ALWAYS,
    ON_REQUEST,
    IN_BETA
  }

  /** Gets a value. */
  interface Value<T> {
    @Nullable Object of(View view, T object);
  }

  boolean isIn(View view) {
    return shown != Shown.IN_BETA || view.beta();
  }

  @Override
  public String toString() {
    return name.getValue();
  }
}
