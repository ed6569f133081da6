package dev.pimento.testkit.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes objects as Graph's JSON: those properties and other objects that the options ask for. */
final class Writer {

  static final ObjectMapper JSON = new ObjectMapper();

  /** An answer is about so long when nothing else is known. */
  private static final int BYTES = 4096;

  /** A row is about so long. */
  private static final int ROW_BYTES = 512;

  /** Graph brings so many objects along in an expanded list of a directory object. */
  private static final int EXPANDED = 20;

  private final View view;
  private final String root;
  private final boolean annotated;

  /**
   * A writer for one call.
   *
   * @param root the address that the version follows, such as {@code http://127.0.0.1:8080}
   */
  Writer(View view, Call call, String root) {
    this.view = view;
    this.root = root + "/" + call.version();
    this.annotated =
        !call.header("Accept").orElse("").toLowerCase(Locale.ROOT).contains("metadata=none");
  }

  /** Writes to a generator. */
  interface Content {
    void to(JsonGenerator out) throws IOException;
  }

  static byte[] bytes(Content content) {
    return bytes(BYTES, content);
  }

  private static byte[] bytes(int expected, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(expected);
    try (JsonGenerator out = JSON.getFactory().createGenerator(bytes)) {
      content.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  byte[] page(Target.Many many, Page page, Options options, boolean counted, String nextLink) {
    return bytes(
        BYTES + page.rows().size() * ROW_BYTES,
        out -> {
          out.writeStartObject();
          context(out, many.set() + shape(options));
          if (counted && page.first()) {
            out.writeNumberField("@odata.count", page.total());
          }
          if (!nextLink.isEmpty()) {
            out.writeStringField("@odata.nextLink", nextLink);
          }
          out.writeArrayFieldStart("value");
          for (Row<?> row : page.rows()) {
            row(out, many.type(), row, options);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  byte[] one(Target.One one, Options options) {
    return bytes(
        out -> {
          out.writeStartObject();
          context(out, one.set() + shape(options) + "/$entity");
          content(out, one.type(), one.row(), options);
          out.writeEndObject();
        });
  }

  byte[] references(Target.Many many, Page page, String nextLink) {
    return bytes(
        out -> {
          out.writeStartObject();
          context(out, "Collection($ref)");
          if (!nextLink.isEmpty()) {
            out.writeStringField("@odata.nextLink", nextLink);
          }
          out.writeArrayFieldStart("value");
          for (Row<?> row : page.rows()) {
            out.writeStartObject();
            out.writeStringField("@odata.id", root + "/" + DirectoryTypes.OBJECTS + "/" + row.id());
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  /** A list of texts that a function gives. */
  byte[] texts(List<String> texts) {
    return bytes(
        out -> {
          out.writeStartObject();
          context(out, "Collection(Edm.String)");
          out.writeArrayFieldStart("value");
          for (String text : texts) {
            out.writeString(text);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }

  /** What a function answers with yes or no. */
  byte[] flag(boolean value) {
    return bytes(
        out -> {
          out.writeStartObject();
          context(out, "Edm.Boolean");
          out.writeBooleanField("value", value);
          out.writeEndObject();
        });
  }

  void context(JsonGenerator out, String set) throws IOException {
    if (annotated) {
      out.writeStringField("@odata.context", root + "/$metadata#" + set);
    }
  }

  /** What a context says of the properties: {@code (id,displayName,policy(rules()))}. */
  private static String shape(Options options) {
    List<String> parts = new ArrayList<>(options.select());
    options.expand().forEach((name, inner) -> parts.add(name + "(" + inside(inner) + ")"));
    return parts.isEmpty() ? "" : "(" + String.join(",", parts) + ")";
  }

  private static String inside(Options options) {
    String shape = shape(options);
    return shape.isEmpty() ? "" : shape.substring(1, shape.length() - 1);
  }

  void row(JsonGenerator out, EntityType<?> declared, Row<?> row, Options options)
      throws IOException {
    out.writeStartObject();
    content(out, declared, row, options);
    out.writeEndObject();
  }

  /** The properties alone, within an object that has more. */
  void properties(JsonGenerator out, Row<?> row, Options options) throws IOException {
    content(out, row.type(), row, options);
  }

  private <T> void content(JsonGenerator out, EntityType<?> declared, Row<T> row, Options options)
      throws IOException {
    if (row.type() != declared && annotated) {
      out.writeStringField("@odata.type", "#" + row.type());
    }
    if (row.type().isOfNodes() && options.select().isEmpty()) {
      for (Map.Entry<String, JsonNode> property : ((JsonNode) row.object()).properties()) {
        if (!property.getKey().startsWith("@odata.")) {
          out.writeFieldName(property.getKey());
          out.writeTree(property.getValue());
        }
      }
    } else {
      for (Property<T> property : selected(row, options)) {
        write(out, property, property.value().of(view, row.object()));
      }
    }
    for (Map.Entry<String, Options> expand : expands(row, options).entrySet()) {
      expand(out, row, expand.getKey(), expand.getValue());
    }
  }

  private <T> List<Property<T>> selected(Row<T> row, Options options) {
    if (!options.select().isEmpty() && !options.select().contains("*")) {
      List<Property<T>> selected = new ArrayList<>();
      for (String name : options.select()) {
        Property<T> property = row.type().property(name);
        if (property != null) {
          selected.add(property);
        }
      }
      return selected;
    }
    return view.beta() ? row.type().byDefaultInBeta() : row.type().byDefault();
  }

  private static void write(JsonGenerator out, Property<?> property, @Nullable Object value)
      throws IOException {
    if (value == View.UNKNOWN) {
      return;
    }
    out.writeFieldName(property.name());
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Instant time) {
      out.writeString(time.toString());
    } else if (value instanceof JsonNode node) {
      out.writeTree(node);
    } else if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object item : list) {
        out.writeString(String.valueOf(item));
      }
      out.writeEndArray();
    } else {
      out.writeNumber(String.valueOf(value));
    }
  }

  /** {@code $expand=*} means every way that there is. */
  private static Map<String, Options> expands(Row<?> row, Options options) {
    if (!options.expand().containsKey("*")) {
      return options.expand();
    }
    Map<String, Options> all = new LinkedHashMap<>();
    for (String name : row.type().navigations()) {
      all.put(name, Options.none());
    }
    return all;
  }

  private <T> void expand(JsonGenerator out, Row<T> row, String name, Options options)
      throws IOException {
    Navigation<T> way = row.type().navigation(name);
    if (way == null) {
      return;
    }
    List<? extends Row<?>> rows = way.rows().of(view.expanded(), row.object());
    out.writeFieldName(way.name());
    if (!way.many()) {
      Optional<? extends Row<?>> one = rows.stream().findFirst();
      if (one.isEmpty()) {
        out.writeNull();
      } else {
        row(out, way.target(), one.get(), options);
      }
      return;
    }
    out.writeStartArray();
    int most = row.type().isDirectoryObject() ? EXPANDED : Integer.MAX_VALUE;
    for (Row<?> each : rows.subList(0, Math.min(most, rows.size()))) {
      row(out, way.target(), each, options);
    }
    out.writeEndArray();
  }
}
