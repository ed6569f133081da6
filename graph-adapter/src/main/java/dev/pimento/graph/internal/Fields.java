package dev.pimento.graph.internal;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields that many kinds of record have, read alike by all mappers. */
final class Fields {
  private static final String ID = "an id";

  private Fields() {}

  /**
   * Reads an id without which the record means nothing.
   *
   * @param value what the model has
   * @param names where it stands in the record
   * @throws Rejected if it is missing or can't be an id
   */
  static Id id(GraphRecord sent, @Nullable String value, String... names) {
    return tryId(value).orElseThrow(() -> sent.rejected(ID, names));
  }

  /** Reads an id that may be missing; one that can't be an id is reported. */
  static Optional<Id> optionalId(
      GraphRecord sent, @Nullable String value, Consumer<RecordProblem> problems, String... names) {
    Optional<Id> id = tryId(value);
    if (id.isEmpty() && value != null) {
      problems.accept(sent.mismatch(ID, names));
    }
    return id;
  }

  /** Reads an id, empty if the text is missing or can't be one. */
  static Optional<Id> tryId(@Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Id.of(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns whether the value is the word, in any case and with any space around it. */
  static boolean is(@Nullable String value, String word) {
    return value != null && value.strip().equalsIgnoreCase(word);
  }

  /** Returns the name to show: the display name, or the id where that says nothing. */
  static String name(@Nullable String displayName, Id id) {
    return displayName == null || displayName.isBlank() ? id.toString() : displayName;
  }

  /** Reads a property of which null says as little as its absence. */
  static Verdict verdict(@Nullable Boolean value) {
    return value == null ? Verdict.UNKNOWN : value ? Verdict.YES : Verdict.NO;
  }

  /** Reads a property of which an explicit null says no, and its absence nothing. */
  static Verdict verdictNullIsNo(GraphRecord sent, @Nullable Boolean value, String name) {
    return value == null && sent.isNull(name) ? Verdict.NO : verdict(value);
  }

  /**
   * Reads an instant that may be missing.
   *
   * @throws Rejected if there is something that is no instant
   */
  static Optional<Instant> instant(
      GraphRecord sent, @Nullable OffsetDateTime value, String... names) {
    if (value == null && sent.says(names)) {
      throw sent.rejected("a date and time", names);
    }
    return Optional.ofNullable(value).map(OffsetDateTime::toInstant);
  }
}
