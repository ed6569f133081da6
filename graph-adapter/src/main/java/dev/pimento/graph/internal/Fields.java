package dev.pimento.graph.internal;

import com.google.gson.JsonPrimitive;
import com.microsoft.kiota.PeriodAndDuration;
import com.microsoft.kiota.serialization.AdditionalDataHolder;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.time.IsoDuration;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields that many kinds of record have, read and made alike by all mappers. */
final class Fields {
  private static final String ID = "an id";
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

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

  /** Returns the display name to send: none where the name that is shown is only the id. */
  static @Nullable String displayName(String shown, Id id) {
    return shown.equals(id.toString()) ? null : shown;
  }

  /** Returns the value to send for a property: none where nothing is known of it. */
  static @Nullable Boolean flag(Verdict verdict) {
    return verdict.isUnknown() ? null : verdict.isYes();
  }

  /** Reads a property of which null says as little as its absence. */
  static Verdict verdict(@Nullable Boolean value) {
    return value == null ? Verdict.UNKNOWN : value ? Verdict.YES : Verdict.NO;
  }

  /** Reads a property of which an explicit null says no, and its absence nothing. */
  static Verdict verdictNullIsNo(GraphRecord sent, @Nullable Boolean value, String name) {
    return value == null && sent.isNull(name) ? Verdict.NO : verdict(value);
  }

  /** Returns whether a property that core keeps beside the object says yes. */
  static boolean isTrue(GraphRecord sent, String name) {
    return sent.at(name)
        .filter(JsonPrimitive.class::isInstance)
        .filter(value -> value.getAsString().equalsIgnoreCase("true"))
        .isPresent();
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

  /**
   * Returns the date and time to send for an instant.
   *
   * @param subject whose it is
   * @throws Inexpressible if it is outside the years 1 to 9999
   */
  static OffsetDateTime dateTime(Instant instant, String subject) {
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new Inexpressible(subject, "an instant of the years 1 to 9999", instant);
    }
    return instant.atOffset(ZoneOffset.UTC);
  }

  /**
   * Puts a duration into a model, in the very text that it has: the SDK would make {@code P7D} of
   * {@code P1W}, which then goes beside its own property.
   *
   * @param name the property's name
   * @param property sets it
   */
  static void putDuration(
      IsoDuration duration,
      AdditionalDataHolder model,
      String name,
      Consumer<PeriodAndDuration> property) {
    String text = duration.toString();
    try {
      PeriodAndDuration parsed = PeriodAndDuration.parse(text);
      if (parsed.toString().equals(text)) {
        property.accept(parsed);
        return;
      }
    } catch (DateTimeException e) {
      // The SDK has no value for it; the text says it all the same.
    }
    model.getAdditionalData().put(name, text);
  }
}
