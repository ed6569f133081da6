package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One object of a list or of an answer.
 *
 * @param type what it is
 * @param object what core knows it as
 */
record Row<T>(EntityType<T> type, T object) {

  String id() {
    return type.idOf(object);
  }

  /** The value of a property; null where the object has none, or has no such property. */
  @Nullable Object get(View view, String property) {
    Property<T> known = type.property(property);
    return known == null ? null : known.value().of(view, object);
  }

  /** The value at a path such as {@code initiatedBy/user/id}. */
  @Nullable Object at(View view, String path) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      return get(view, path);
    }
    Object value = get(view, path.substring(0, slash));
    for (String step : path.substring(slash + 1).split("/", -1)) {
      value = value instanceof JsonNode node ? child(node, step) : null;
    }
    return plain(value);
  }

  /** A property of a complex value, whatever its case. */
  static @Nullable JsonNode child(JsonNode node, String name) {
    JsonNode exact = node.get(name);
    if (exact != null || !node.isObject()) {
      return exact;
    }
    for (var property : node.properties()) {
      if (property.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return property.getValue();
      }
    }
    return null;
  }

  /** A scalar of JSON as Java's; everything else as it is. */
  static @Nullable Object plain(@Nullable Object value) {
    if (!(value instanceof JsonNode node) || node.isContainerNode()) {
      return value;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    return node.isTextual() ? node.textValue() : null;
  }
}
