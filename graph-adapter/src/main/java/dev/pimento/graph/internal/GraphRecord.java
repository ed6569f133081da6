package dev.pimento.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.microsoft.kiota.serialization.Parsable;
import com.microsoft.kiota.serialization.ParsableFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One object of a Graph collection: the JSON as it was sent, the place where it stands, and the SDK
 * model on demand.
 *
 * <p>The model is the comfortable way to read a record. What it can't tell is asked here: whether a
 * property was null or absent, the text of a duration, a subtype that the SDK doesn't know.
 *
 * <pre>{@code
 * record.parse(Group::createFromDiscriminatorValue, problems::add).map(Group::getDisplayName);
 * record.isNull("isAssignableToRole");                     // null says no, absent says nothing
 * record.text("scheduleInfo", "expiration", "duration");   // "P1Y", where the SDK has a period
 * }</pre>
 *
 * @param place where the object begins
 * @param json the object; not to be changed
 */
record GraphRecord(Place place, JsonObject json) {

  /** Returns what stands at a path of property names, a JSON null included, or empty. */
  Optional<JsonElement> at(String... names) {
    JsonElement element = json;
    for (String name : names) {
      element = element instanceof JsonObject object ? object.get(name) : null;
      if (element == null) {
        return Optional.empty();
      }
    }
    return Optional.of(element);
  }

  /** Returns whether the property is there and is explicitly null. */
  boolean isNull(String... names) {
    return at(names).filter(JsonElement::isJsonNull).isPresent();
  }

  /** Returns whether the property is there and is not null, usable or not. */
  boolean says(String... names) {
    return at(names).filter(element -> !element.isJsonNull()).isPresent();
  }

  /** Returns the text of the property, or empty if it is absent, null or no string. */
  Optional<String> text(String... names) {
    return at(names)
        .filter(element -> element instanceof JsonPrimitive primitive && primitive.isString())
        .map(JsonElement::getAsString);
  }

  /** Returns the object at the property as a record, or empty if there is no object. */
  Optional<GraphRecord> child(String... names) {
    return at(names)
        .filter(JsonElement::isJsonObject)
        .map(element -> new GraphRecord(below(names), element.getAsJsonObject()));
  }

  /** Returns the objects of the array at the property; other elements are left out. */
  List<GraphRecord> children(String... names) {
    List<GraphRecord> children = new ArrayList<>();
    if (at(names).orElse(json) instanceof JsonArray array) {
      Place place = below(names);
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof JsonObject object) {
          children.add(new GraphRecord(place.withPath(place.path() + "[" + i + "]"), object));
        }
      }
    }
    return List.copyOf(children);
  }

  /**
   * Reads the record into an SDK model. Each field that can't be used is null in the model and is
   * reported; if the model can't be made at all, that is reported and the result is empty.
   */
  <T extends Parsable> Optional<T> parse(
      ParsableFactory<T> factory, Consumer<RecordProblem> problems) {
    try {
      return Optional.ofNullable(new GraphParseNode(json, place, problems).getObjectValue(factory));
    } catch (RuntimeException e) {
      String reason =
          e.getClass().getSimpleName() + " " + Excerpt.of(String.valueOf(e.getMessage()));
      problems.accept(new RecordProblem(place, "the record can't be read by the SDK: " + reason));
      return Optional.empty();
    }
  }

  /** Says what was expected of a property; without names, of the record. */
  RecordProblem mismatch(String expected, String... names) {
    return RecordProblem.mismatch(
        below(names), expected, at(names).map(Excerpt::describe).orElse("nothing"));
  }

  /** Says what was expected of a property without which the record means nothing. */
  Rejected rejected(String expected, String... names) {
    return new Rejected(mismatch(expected, names));
  }

  /** One line that shows no content: records hold names and justifications. */
  @Override
  public String toString() {
    return place.toString();
  }

  private Place below(String... names) {
    return names.length == 0 ? place : place.withPath(place.path() + "." + String.join(".", names));
  }
}
