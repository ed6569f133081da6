package dev.pimento.graph.internal;

import com.microsoft.kiota.serialization.ValuedEnum;
import com.microsoft.kiota.serialization.ValuedEnumParser;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Enum values of the SDK in any spelling of case.
 *
 * <p>The SDK knows {@code direct} and turns {@code Direct} or {@code DIRECT} into null. Graph's own
 * documentation uses all of them.
 */
final class EnumValues {
  private static final String EVOLVABLE = "unknownFutureValue";

  private EnumValues() {}

  /** Returns the enum value that the text names in any case, or null if it names none. */
  static <T extends Enum<T>> @Nullable T anyCase(ValuedEnumParser<T> parser, String text) {
    T exact = parser.forValue(text);
    if (exact != null || text.isEmpty()) {
      return exact;
    }
    // A parser is all that a model hands over. Graph's evolvable enums betray their class by it.
    T member = parser.forValue(EVOLVABLE);
    if (member != null) {
      return amongConstants(member.getDeclaringClass(), text);
    }
    T uncapitalised =
        parser.forValue(changeFirst(text, text.substring(0, 1).toLowerCase(Locale.ROOT)));
    if (uncapitalised != null) {
      return uncapitalised;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    T lowerCase = parser.forValue(lower);
    return lowerCase != null
        ? lowerCase
        : parser.forValue(changeFirst(lower, lower.substring(0, 1).toUpperCase(Locale.ROOT)));
  }

  private static <T extends Enum<T>> @Nullable T amongConstants(Class<T> type, String text) {
    for (T constant : type.getEnumConstants()) {
      if (constant instanceof ValuedEnum valued && valued.getValue().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    return null;
  }

  private static String changeFirst(String text, String first) {
    return first + text.substring(1);
  }
}
