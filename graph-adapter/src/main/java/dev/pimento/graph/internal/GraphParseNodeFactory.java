package dev.pimento.graph.internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.microsoft.kiota.serialization.ParseNode;
import com.microsoft.kiota.serialization.ParseNodeFactory;
import com.microsoft.kiota.serialization.ParseNodeFactoryRegistry;
import com.microsoft.kiota.serialization.TextParseNodeFactory;
import com.microsoft.kiota.store.BackingStoreParseNodeFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads live JSON answers through {@link GraphParseNode}, as files are.
 *
 * <p>To be given to the constructor of a request adapter. Kiota's process-wide registry, which
 * every {@code new GraphServiceClient} overwrites, is neither read nor changed.
 */
final class GraphParseNodeFactory implements ParseNodeFactory {
  private static final String JSON = "application/json";
  private static final String ANSWER = "(answer)";

  private final Consumer<RecordProblem> problems;

  /** Creates a factory that reports to {@code problems}, on the thread that reads the answer. */
  GraphParseNodeFactory(Consumer<RecordProblem> problems) {
    this.problems = problems;
  }

  /**
   * Returns a registry of its own that reads JSON this way, and plain text such as counts. Models
   * know what was changed after they were read, so that an update sends that only.
   */
  static ParseNodeFactory forHttp(Consumer<RecordProblem> problems) {
    ParseNodeFactoryRegistry registry = new ParseNodeFactoryRegistry();
    TextParseNodeFactory text = new TextParseNodeFactory();
    registry.contentTypeAssociatedFactories.put(
        JSON, new BackingStoreParseNodeFactory(new GraphParseNodeFactory(problems)));
    registry.contentTypeAssociatedFactories.put(text.getValidContentType(), text);
    return registry;
  }

  @Override
  public String getValidContentType() {
    return JSON;
  }

  /**
   * Reads an answer whole. An empty one gives a node of JSON null, as in Kiota.
   *
   * @throws UncheckedIOException if the answer is not valid JSON: a page that can't be read is not
   *     an empty page
   */
  @Override
  public ParseNode getParseNode(String contentType, InputStream rawResponse) {
    if (!contentType.equals(JSON)) {
      throw new IllegalArgumentException(
          "Invalid content type: expected " + JSON + ", but found " + Excerpt.of(contentType));
    }
    try (InputStream bytes = new BufferedInputStream(rawResponse)) {
      return new GraphParseNode(tree(bytes), new Place(ANSWER, 0, "$"), problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonElement tree(InputStream bytes) throws IOException {
    bytes.mark(1);
    if (bytes.read() < 0) {
      return JsonNull.INSTANCE;
    }
    bytes.reset();
    JsonReader reader = JsonTree.strictReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    JsonElement element = new JsonTree(ANSWER, reader, problems).read();
    if (reader.peek() != JsonToken.END_DOCUMENT) {
      throw new IOException("Invalid answer: expected one JSON value, but found more");
    }
    return element;
  }
}
