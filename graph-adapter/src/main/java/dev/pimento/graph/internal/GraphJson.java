package dev.pimento.graph.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.kiota.serialization.JsonSerializationWriter;
import com.microsoft.kiota.serialization.Parsable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SDK models as the JSON that is sent for them. */
final class GraphJson {

  private GraphJson() {}

  /** Returns the JSON of a model; what is not set is left out. */
  static JsonObject of(Parsable model) {
    try (JsonSerializationWriter writer = new JsonSerializationWriter()) {
      writer.writeObjectValue("", model);
      try (InputStream content = writer.getSerializedContent()) {
        return JsonParser.parseReader(new InputStreamReader(content, StandardCharsets.UTF_8))
            .getAsJsonObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
