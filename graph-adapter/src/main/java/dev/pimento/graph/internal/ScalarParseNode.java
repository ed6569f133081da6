package dev.pimento.graph.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.microsoft.kiota.PeriodAndDuration;
import com.microsoft.kiota.serialization.DefaultGsonBuilder;
import com.microsoft.kiota.serialization.JsonParseNode;
import com.microsoft.kiota.serialization.ParseNode;
import com.microsoft.kiota.serialization.ValuedEnumParser;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The half of {@link GraphParseNode} that reads single values: null for what can't be used, with a
 * report, and never an exception.
 *
 * <p>Text is converted by {@link JsonParseNode}, which can't be subclassed usefully: it makes its
 * children by a private method. It converts more than is safe ("yes" to false, 1.5 to 1), so that
 * the kind of JSON is checked first. Numbers and booleans may come as text, as Graph documents
 * them.
 */
abstract class ScalarParseNode implements ParseNode {
  final JsonElement json;

  ScalarParseNode(JsonElement json) {
    this.json = json;
  }

  /** Reports that this node should have held something else. */
  abstract void report(String expected);

  final void reportUnlessNull(String expected) {
    if (!json.isJsonNull()) {
      report(expected);
    }
  }

  @Override
  public final @Nullable String getStringValue() {
    return string("a string", JsonParseNode::getStringValue);
  }

  @Override
  public final @Nullable Boolean getBooleanValue() {
    return scalar("true or false", ScalarParseNode::isTrueOrFalse, JsonParseNode::getBooleanValue);
  }

  @Override
  public final @Nullable Byte getByteValue() {
    return integer("a byte", BigDecimal::byteValueExact);
  }

  @Override
  public final @Nullable Short getShortValue() {
    return integer("a 16-bit integer", BigDecimal::shortValueExact);
  }

  @Override
  public final @Nullable BigDecimal getBigDecimalValue() {
    return number("a number", JsonParseNode::getBigDecimalValue);
  }

  @Override
  public final @Nullable Integer getIntegerValue() {
    return integer("a 32-bit integer", BigDecimal::intValueExact);
  }

  @Override
  public final @Nullable Float getFloatValue() {
    return number("a number", JsonParseNode::getFloatValue);
  }

  @Override
  public final @Nullable Double getDoubleValue() {
    return number("a number", JsonParseNode::getDoubleValue);
  }

  @Override
  public final @Nullable Long getLongValue() {
    return integer("a 64-bit integer", BigDecimal::longValueExact);
  }

  @Override
  public final @Nullable UUID getUUIDValue() {
    return string("a UUID", JsonParseNode::getUUIDValue);
  }

  @Override
  public final @Nullable OffsetDateTime getOffsetDateTimeValue() {
    return string("a date and time", JsonParseNode::getOffsetDateTimeValue);
  }

  @Override
  public final @Nullable LocalDate getLocalDateValue() {
    return string("a date", JsonParseNode::getLocalDateValue);
  }

  @Override
  public final @Nullable LocalTime getLocalTimeValue() {
    return string("a time of day", JsonParseNode::getLocalTimeValue);
  }

  /** The ISO text of the duration is at {@link GraphRecord#text}: P1Y is not P365D on the wire. */
  @Override
  public final @Nullable PeriodAndDuration getPeriodAndDurationValue() {
    return string("an ISO 8601 duration", JsonParseNode::getPeriodAndDurationValue);
  }

  @Override
  public final byte @Nullable [] getByteArrayValue() {
    return string("Base64 text", JsonParseNode::getByteArrayValue);
  }

  @Override
  public final <T extends Enum<T>> @Nullable T getEnumValue(ValuedEnumParser<T> enumParser) {
    String text = getStringValue();
    return text == null ? null : enumValue(enumParser, text.strip());
  }

  @Override
  public final <T extends Enum<T>> @Nullable EnumSet<T> getEnumSetValue(
      ValuedEnumParser<T> enumParser) {
    String text = getStringValue();
    if (text == null) {
      return null;
    }
    List<T> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      addIfUsable(values, enumValue(enumParser, part.strip()));
    }
    return values.isEmpty() ? null : EnumSet.copyOf(values);
  }

  /** Reads an element of a list of plain values. */
  final <T> @Nullable T primitive(Class<T> type) {
    if (type == String.class) {
      return type.cast(getStringValue());
    }
    if (type == Boolean.class) {
      return type.cast(getBooleanValue());
    }
    if (type == Integer.class) {
      return type.cast(getIntegerValue());
    }
    String expected = "a value of type " + type.getSimpleName();
    return scalar(
        expected,
        primitive -> true,
        node -> DefaultGsonBuilder.getDefaultInstance().fromJson(json, type));
  }

  private <T> @Nullable T string(String expected, Function<JsonParseNode, @Nullable T> read) {
    return scalar(expected, JsonPrimitive::isString, read);
  }

  /** OData may send numbers as strings, so that both are read. */
  private <T> @Nullable T number(String expected, Function<JsonParseNode, @Nullable T> read) {
    return scalar(expected, primitive -> !primitive.isBoolean(), read);
  }

  /** Exact, where Gson would cut 1.5 to 1 and a number that is too large to its last bits. */
  private <T> @Nullable T integer(String expected, Function<BigDecimal, T> convert) {
    return number(expected, node -> convert.apply(new BigDecimal(json.getAsString())));
  }

  private <T> @Nullable T scalar(
      String expected, Predicate<JsonPrimitive> fits, Function<JsonParseNode, @Nullable T> read) {
    if (json instanceof JsonPrimitive primitive && fits.test(primitive)) {
      try {
        return read.apply(new JsonParseNode(json));
      } catch (RuntimeException e) {
        // Kiota throws four kinds of exception for malformed text; all mean the same.
        report(expected);
        return null;
      }
    }
    reportUnlessNull(expected);
    return null;
  }

  private <T extends Enum<T>> @Nullable T enumValue(ValuedEnumParser<T> parser, String text) {
    T value = EnumValues.anyCase(parser, text);
    if (value == null) {
      report("a known value");
    }
    return value;
  }

  /** As text too, as Graph's documentation has it; any other text would be false to Gson. */
  private static boolean isTrueOrFalse(JsonPrimitive primitive) {
    String text = primitive.getAsString();
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  static boolean isString(JsonElement element) {
    return element instanceof JsonPrimitive primitive && primitive.isString();
  }

  static <T> void addIfUsable(List<T> items, @Nullable T item) {
    if (item != null) {
      items.add(item);
    }
  }
}
