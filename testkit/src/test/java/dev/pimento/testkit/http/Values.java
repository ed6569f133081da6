package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Whether JSON values are of the primitive types that a schema names. */
final class Values {

  private static final Set<String> NUMBERS = Set.of("Int32", "Int64", "Double");
  private static final Set<String> OTHERS =
      Set.of("String", "Boolean", "DateTimeOffset", "Duration", "Date", "TimeOfDay", "Guid");

  /** A duration of ISO 8601, days and time; clients take weeks, months and years too. */
  private static final Pattern DURATION =
      Pattern.compile(
          "-?P(?=.)([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?"
              + "(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]+)?S)?)?");

  private Values() {}

  static boolean isPrimitive(String edm) {
    return OTHERS.contains(edm) || NUMBERS.contains(edm);
  }

  static boolean is(JsonNode value, String edm) {
    if (NUMBERS.contains(edm)) {
      return edm.equals("Double") ? value.isNumber() : value.isIntegralNumber();
    }
    if (edm.equals("Boolean")) {
      return value.isBoolean();
    }
    return value.isTextual() && isText(value.textValue(), edm);
  }

  private static boolean isText(String text, String edm) {
    try {
      switch (edm) {
        case "String" -> {
          return true;
        }
        case "DateTimeOffset" -> {
          OffsetDateTime.parse(text);
          return text.endsWith("Z");
        }
        case "Date" -> LocalDate.parse(text);
        case "TimeOfDay" -> LocalTime.parse(text);
        case "Guid" -> UUID.fromString(text);
        case "Duration" -> {
          return DURATION.matcher(text).matches();
        }
        default -> throw new AssertionError("Unknown primitive type " + edm);
      }
      return true;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false;
    }
  }
}
