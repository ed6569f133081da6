package dev.pimento.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Puts something else into every field of a sample, one at a time: nothing is thrown, and both
 * readers make the same of it.
 */
class EveryFieldTest {
  @TestFactory
  Stream<DynamicTest> field_replaced_readersAgree(@TempDir Path folder) throws IOException {
    JsonObject sample = sample();
    ExportFiles files = ExportFiles.in(folder);
    sample.asMap().forEach((collection, record) -> files.beta(collection, record.toString()));
    assertThat(files.read().problems()).isEmpty();
    List<DynamicTest> tests = new ArrayList<>();
    sample
        .asMap()
        .forEach(
            (collection, record) -> {
              for (List<Object> field : fields(record)) {
                tests.add(
                    DynamicTest.dynamicTest(
                        collection + " " + field,
                        () -> replace(folder, collection, record, field)));
              }
            });
    return tests.stream();
  }

  /** A record of each collection. */
  private static JsonObject sample() throws IOException {
    try (InputStream in = EveryFieldTest.class.getResourceAsStream("/every-field.json")) {
      assertThat(in).isNotNull();
      return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .getAsJsonObject();
    }
  }

  private static void replace(
      Path folder, String collection, JsonElement record, List<Object> field) {
    ExportFiles files = new ExportFiles(folder);
    SoftAssertions all = new SoftAssertions();
    for (JsonElement other : others(at(record, field))) {
      JsonElement changed = record.deepCopy();
      set(changed, field, other);
      files.beta(collection, changed.toString());
      all.assertThatCode(files::read).as("with %s", other).doesNotThrowAnyException();
    }
    JsonElement changed = record.deepCopy();
    remove(changed, field);
    files.beta(collection, changed.toString());
    all.assertThatCode(files::read).as("with nothing").doesNotThrowAnyException();
    files.beta(collection, record.toString());
    all.assertAll();
  }

  /** What else could stand in the place of a value. */
  private static List<JsonElement> others(JsonElement value) {
    List<JsonElement> others = new ArrayList<>();
    for (String other :
        List.of("null", "5", "true", "'true'", "''", "' '", "'nonsense'", "[]", "[null]", "{}")) {
      others.add(json(other));
    }
    if (value instanceof JsonPrimitive text && text.isString()) {
      others.add(new JsonPrimitive(text.getAsString().toUpperCase(Locale.ROOT)));
      others.add(new JsonPrimitive(" " + text.getAsString() + " "));
    }
    return others;
  }

  /** The paths of all values of a record, the record's own left out. */
  private static List<List<Object>> fields(JsonElement json) {
    List<List<Object>> fields = new ArrayList<>();
    if (json instanceof JsonObject object) {
      object.entrySet().forEach(entry -> add(entry.getKey(), entry.getValue(), fields));
    } else if (json instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        add(i, array.get(i), fields);
      }
    }
    return fields;
  }

  private static void add(Object step, JsonElement value, List<List<Object>> fields) {
    fields.add(List.of(step));
    for (List<Object> below : fields(value)) {
      List<Object> field = new ArrayList<>(List.of(step));
      field.addAll(below);
      fields.add(field);
    }
  }

  private static JsonElement at(JsonElement json, List<Object> field) {
    JsonElement value = json;
    for (Object step : field) {
      value =
          step instanceof Integer i
              ? value.getAsJsonArray().get(i)
              : value.getAsJsonObject().get((String) step);
    }
    return value;
  }

  private static void set(JsonElement json, List<Object> field, JsonElement value) {
    JsonElement parent = at(json, field.subList(0, field.size() - 1));
    Object last = field.get(field.size() - 1);
    if (last instanceof Integer i) {
      parent.getAsJsonArray().set(i, value);
    } else {
      parent.getAsJsonObject().add((String) last, value);
    }
  }

  private static void remove(JsonElement json, List<Object> field) {
    JsonElement parent = at(json, field.subList(0, field.size() - 1));
    Object last = field.get(field.size() - 1);
    if (last instanceof Integer i) {
      parent.getAsJsonArray().remove(i.intValue());
    } else {
      parent.getAsJsonObject().remove((String) last);
    }
  }

  private static JsonElement json(String text) {
    return JsonParser.parseString(text.replace('\'', '"'));
  }
}
