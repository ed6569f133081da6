package dev.pimento.graph.internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of one JSON value, and reports what a plain tree would hide: a property given
 * twice (the last one counts), text that was not UTF-8, and nesting deeper than 64 levels (that
 * part is left out).
 */
final class JsonTree {
  private static final int MAX_DEPTH = 64;

  /** Deep parts are skipped, not built, up to here; beyond it gson gives the file up. */
  private static final int MAX_SKIPPED_DEPTH = 100_000;

  private static final char REPLACEMENT = '\ufffd';

  private final String file;
  private final JsonReader reader;
  private final Consumer<RecordProblem> problems;

  JsonTree(String file, JsonReader reader, Consumer<RecordProblem> problems) {
    this.file = file;
    this.reader = reader;
    this.problems = problems;
  }

  /** Returns a reader that accepts JSON by the letter of RFC 8259 only, at any sane depth. */
  static JsonReader strictReader(Reader text) {
    JsonReader reader = new JsonReader(text);
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(MAX_SKIPPED_DEPTH);
    return reader;
  }

  /** Reads the next value. */
  JsonElement read() throws IOException {
    JsonElement value = read(0);
    return value == null ? JsonNull.INSTANCE : value;
  }

  /** Reads the next value, or skips it and returns null if it nests too deeply. */
  private @Nullable JsonElement read(int depth) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> depth < MAX_DEPTH ? object(depth) : tooDeep();
      case BEGIN_ARRAY -> depth < MAX_DEPTH ? array(depth) : tooDeep();
      case STRING -> new JsonPrimitive(checked(reader.nextString()));
      case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      default -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
    };
  }

  private JsonObject object(int depth) throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = checked(reader.nextName());
      if (object.has(name)) {
        report("expected each property once, but found this one twice: the last one counts");
      }
      JsonElement value = read(depth + 1);
      if (value != null) {
        object.add(name, value);
      }
    }
    reader.endObject();
    return object;
  }

  private JsonArray array(int depth) throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      JsonElement value = read(depth + 1);
      if (value != null) {
        array.add(value);
      }
    }
    reader.endArray();
    return array;
  }

  private @Nullable JsonElement tooDeep() throws IOException {
    report("expected at most " + MAX_DEPTH + " levels of nesting, but found more: left out");
    reader.skipValue();
    return null;
  }

  private String checked(String text) {
    if (text.indexOf(REPLACEMENT) >= 0) {
      report("expected UTF-8 text, but found bytes that are not: " + Excerpt.of(text));
    }
    return text;
  }

  private void report(String what) {
    problems.accept(new RecordProblem(Place.of(file, reader), what));
  }
}
