package dev.pimento.graph.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one file of a Graph export: a collection answer {@code {"@odata.context": …, "value": […]}}
 * or a bare array. It holds one record at a time, whatever the size of the file.
 *
 * <p>JSON is taken strictly. After a syntax error the records before it stay, and the result names
 * the loss with line, column and path; so it does for a record that is no object, which is left out
 * alone. Nothing is thrown but what the handler throws.
 *
 * <p>For use by one thread, once.
 */
final class RecordReader {
  private static final String COLLECTION = "a collection {\"value\": […]} or an array";
  private static final int PROGRESS_STEP = 1_000;
  private static final int BUFFER = 1 << 16;

  private final String file;
  private final RecordHandler handler;
  private final JsonReader reader;
  private final JsonTree tree;
  private final List<RecordProblem> losses = new ArrayList<>();
  private long records;
  private Optional<String> context = Optional.empty();
  private Optional<String> nextLink = Optional.empty();

  private RecordReader(InputStream bytes, String file, RecordHandler handler) {
    this.file = file;
    this.handler = handler;
    this.reader = JsonTree.strictReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    this.tree = new JsonTree(file, reader, handler::problem);
  }

  /**
   * Reads a page.
   *
   * @param content what was sent
   * @param name how to call it in reports: its path relative to the export folder
   * @param handler takes records and problems
   */
  static RecordFile read(ExportPage.Content content, String name, RecordHandler handler) {
    try (InputStream bytes = content.open()) {
      return read(bytes, name, handler);
    } catch (NoSuchFileException e) {
      return unreadable(name, "expected a file, but found none", handler);
    } catch (IOException e) {
      return unreadable(name, "the file can't be read: " + describe(e), handler);
    }
  }

  /** Reads a stream, and leaves it open. */
  static RecordFile read(InputStream stream, String name, RecordHandler handler) {
    BufferedInputStream bytes = new BufferedInputStream(stream, BUFFER);
    try {
      Optional<String> foreign = foreignEncoding(bytes);
      if (foreign.isPresent()) {
        return unreadable(name, "expected UTF-8 text, but found " + foreign.get(), handler);
      }
    } catch (IOException e) {
      return unreadable(name, "the file can't be read: " + describe(e), handler);
    }
    return new RecordReader(bytes, name, handler).read();
  }

  private RecordFile read() {
    try {
      document();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        lose("expected the end of the file, but found more");
      }
    } catch (EOFException e) {
      lose(
          reader.getPath().equals("$") && records == 0
              ? "expected " + COLLECTION + ", but found an empty file"
              : "the file ends too early, at column " + Place.column(reader));
    } catch (MalformedJsonException e) {
      lose("not valid JSON at column " + Place.column(reader) + ": " + describe(e));
    } catch (IOException e) {
      lose("the file can't be read further: " + describe(e));
    }
    return new RecordFile(records, context, nextLink, losses);
  }

  private void document() throws IOException {
    switch (reader.peek()) {
      case BEGIN_ARRAY -> array();
      case BEGIN_OBJECT -> collection();
      default -> {
        Place place = here();
        lose(RecordProblem.mismatch(place, COLLECTION, tree.read()));
      }
    }
  }

  private void collection() throws IOException {
    Place start = here();
    boolean hasValue = false;
    String found = "a single object";
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "value" -> {
          hasValue = true;
          value();
        }
        case "@odata.context" -> context = text();
        case "@odata.nextLink" -> nextLink = text();
        case "error" -> found = "an error answer" + errorCode(tree.read());
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    if (!hasValue) {
      lose(RecordProblem.mismatch(start, COLLECTION, found));
    }
  }

  private void value() throws IOException {
    if (reader.peek() == JsonToken.BEGIN_ARRAY) {
      array();
    } else {
      Place place = here();
      lose(RecordProblem.mismatch(place, "an array", tree.read()));
    }
  }

  private void array() throws IOException {
    reader.beginArray();
    while (reader.hasNext()) {
      Place place = here();
      JsonElement element = tree.read();
      if (element instanceof JsonObject object) {
        handler.record(new GraphRecord(place, object));
        if (++records % PROGRESS_STEP == 0) {
          handler.progress(records);
        }
      } else {
        lose(RecordProblem.mismatch(place, "an object", element));
      }
    }
    reader.endArray();
  }

  /** Returns the next value if it is text that says something. */
  private Optional<String> text() throws IOException {
    JsonElement element = tree.read();
    return element.isJsonPrimitive()
        ? Optional.of(element.getAsString()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  private static String errorCode(JsonElement error) {
    return error instanceof JsonObject object && object.get("code") != null
        ? " " + Excerpt.describe(object.get("code"))
        : "";
  }

  private Place here() {
    return Place.of(file, reader);
  }

  private void lose(String what) {
    lose(new RecordProblem(here(), what));
  }

  private void lose(RecordProblem loss) {
    losses.add(loss);
    handler.problem(loss);
  }

  private static RecordFile unreadable(String name, String what, RecordHandler handler) {
    RecordProblem loss = new RecordProblem(new Place(name, 0, "$"), what);
    handler.problem(loss);
    return new RecordFile(0, Optional.empty(), Optional.empty(), List.of(loss));
  }

  /** Names an encoding that is certainly not UTF-8, judged by the first four bytes. */
  private static Optional<String> foreignEncoding(BufferedInputStream bytes) throws IOException {
    bytes.mark(4);
    byte[] start = bytes.readNBytes(4);
    bytes.reset();
    int mark = start.length < 2 ? 0 : (start[0] & 0xff) * 256 + (start[1] & 0xff);
    if (mark == 0xfffe || mark == 0xfeff) {
      return Optional.of("UTF-16 (by its byte order mark): save the file as UTF-8");
    }
    for (byte b : start) {
      if (b == 0) {
        return Optional.of("NUL bytes: the file is UTF-16, binary or damaged");
      }
    }
    return Optional.empty();
  }

  /** Gson's messages carry position, links and advice to programmers; the first words suffice. */
  private static String describe(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf(" at line ");
    String reason = end < 0 ? message : message.substring(0, end);
    return reason.startsWith("Use JsonReader") ? "unexpected character" : Excerpt.of(reason);
  }
}
