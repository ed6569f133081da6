package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pimento.directory.Id;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An object that a client sent. Names of properties go in any case, null is as good as missing, and
 * what can't be taken is refused by its name.
 *
 * @param node the object
 * @param path where it is in what was sent; empty for the whole
 */
record Body(JsonNode node, String path) {

  /** An address that ends with an object's id: {@code https://…/directoryObjects/{id}}. */
  private static final String ANNOTATION = "@odata.";

  /**
   * What a call sent.
   *
   * @throws GraphException if it is no JSON object
   */
  static Body of(Call call) {
    return of(GraphService.json(call));
  }

  /** The same, of what was sent elsewhere. */
  static Body ofBytes(byte[] bytes) {
    return of(GraphService.json(bytes));
  }

  private static Body of(JsonNode node) {
    if (!node.isObject()) {
      throw GraphException.badRequest(
          "Unable to read JSON request payload: expected an object, but found "
              + (node.isMissingNode() ? "nothing" : node.getNodeType()));
    }
    return new Body(node, "");
  }

  /**
   * Refuses what the type doesn't have.
   *
   * @param type the type's name, for the message
   * @param known the names that it has, in small letters
   */
  Body having(String type, Set<String> known) {
    for (var property : node.properties()) {
      String name = property.getKey();
      boolean annotation = name.contains(ANNOTATION);
      if (!annotation && !known.contains(name.toLowerCase(Locale.ROOT))) {
        throw GraphException.badRequest(
            ("The property '%s' does not exist on type 'microsoft.graph.%s'. Make sure to only use"
                    + " property names that are defined by the type.")
                .formatted(name, type));
      }
    }
    return this;
  }

  private JsonNode get(String property) {
    JsonNode value = Row.child(node, property);
    return value == null || value.isNull() ? MissingNode.getInstance() : value;
  }

  boolean has(String property) {
    return !get(property).isMissingNode();
  }

  /** Whether the property is there, be it null. */
  boolean mentions(String property) {
    return Row.child(node, property) != null;
  }

  Optional<String> text(String property) {
    JsonNode value = get(property);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw invalid(property, "a text", value);
    }
    return Optional.of(value.textValue());
  }

  String needed(String property) {
    return text(property)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                GraphException.badRequest(
                    "A value is required for property '%s' of resource."
                        .formatted(path + property)));
  }

  Optional<Boolean> flag(String property) {
    JsonNode value = get(property);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw invalid(property, "true or false", value);
    }
    return Optional.of(value.booleanValue());
  }

  Id id(String property) {
    String text = needed(property);
    return Roots.id(text).orElseThrow(() -> invalid(property, "an id", get(property)));
  }

  Optional<Id> optionalId(String property) {
    return has(property) ? Optional.of(id(property)) : Optional.empty();
  }

  /** A time with an offset; the service refuses one without. */
  Optional<Instant> time(String property) {
    return text(property)
        .map(
            text -> {
              try {
                return OffsetDateTime.parse(text).toInstant();
              } catch (DateTimeException e) {
                throw invalid(property, "a time with an offset", get(property));
              }
            });
  }

  Optional<Body> object(String property) {
    JsonNode value = get(property);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isObject()) {
      throw invalid(property, "an object", value);
    }
    return Optional.of(new Body(value, path + property + "."));
  }

  /** A list of texts; none where the property is missing. */
  List<String> texts(String property) {
    JsonNode value = get(property);
    List<String> texts = new ArrayList<>();
    if (!value.isMissingNode() && !value.isArray()) {
      throw invalid(property, "a list of texts", value);
    }
    for (JsonNode text : value) {
      if (!text.isTextual()) {
        throw invalid(property, "a list of texts", text);
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  /** Refuses addresses bound to anything but these. */
  void binding(Set<String> known) {
    for (var property : node.properties()) {
      String name = property.getKey();
      int at = name.indexOf("@odata.bind");
      if (at >= 0 && !known.contains(name.substring(0, at).toLowerCase(Locale.ROOT))) {
        throw GraphException.badRequest(
            "The property '%s' can't be bound here: expected one of %s"
                .formatted(name, known.stream().sorted().toList()));
      }
    }
  }

  /** The ids that a list of addresses ends with: {@code members@odata.bind}. */
  List<Id> bound(String property) {
    JsonNode value = get(property + "@odata.bind");
    List<Id> ids = new ArrayList<>();
    if (!value.isMissingNode() && !value.isArray()) {
      throw invalid(property + "@odata.bind", "a list of addresses", value);
    }
    for (JsonNode address : value) {
      if (!address.isTextual()) {
        throw invalid(property + "@odata.bind", "a list of addresses", address);
      }
      ids.add(idOfAddress(address.asText()));
    }
    return ids;
  }

  /** The id that an address ends with. */
  static Id idOfAddress(String address) {
    String last = address.strip().substring(address.strip().lastIndexOf('/') + 1);
    String bare = last.replaceFirst("^[A-Za-z]+\\('(.*)'\\)$", "$1");
    return Roots.id(bare)
        .orElseThrow(
            () ->
                GraphException.badRequest(
                    "Invalid URL: expected the address of a directory object, but found "
                        + address));
  }

  /** The names of the properties that are not annotations. */
  Set<String> names() {
    return node.properties().stream()
        .map(property -> property.getKey())
        .filter(name -> !name.contains(ANNOTATION))
        .collect(Collectors.toSet());
  }

  /** What is wrong with a value is told with the value, unless that may be a secret. */
  private Object shown(String property, JsonNode found) {
    boolean secret = (path + property).toLowerCase(Locale.ROOT).contains("password");
    return found.isTextual() && !secret ? found : found.getNodeType();
  }

  GraphException invalid(String property, String expected, JsonNode found) {
    return GraphException.badRequest(
        "Invalid value specified for property '%s' of resource: expected %s, but found %s"
            .formatted(path + property, expected, shown(property, found)));
  }
}
