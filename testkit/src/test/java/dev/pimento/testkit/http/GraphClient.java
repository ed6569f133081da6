package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.pimento.lifecycle.Caller;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Calls a fake Graph, and checks each answer against Graph's schema before a test sees it. */
final class GraphClient {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final URI authority;
  private final Map<String, String> headers;

  private GraphClient(URI authority, Map<String, String> headers) {
    this.authority = authority;
    this.headers = headers;
  }

  static GraphClient of(GraphEndpoint graph) {
    return new GraphClient(graph.url(), Map.of());
  }

  /** What came back. */
  record Reply(int status, Map<String, String> headers, String text, JsonNode body) {

    /** The objects of a list. */
    List<JsonNode> value() {
      List<JsonNode> items = new ArrayList<>();
      body.path("value").forEach(items::add);
      return items;
    }

    /** One property of each object of a list; {@code a/b} goes deeper. */
    List<String> each(String property) {
      return value().stream().map(item -> item.at("/" + property).asText()).toList();
    }

    String error() {
      return body.path("error").path("code").asText();
    }

    String message() {
      return body.path("error").path("message").asText();
    }

    String nextLink() {
      return body.path("@odata.nextLink").asText();
    }

    String deltaLink() {
      return body.path("@odata.deltaLink").asText();
    }

    /** The answer to one item of a batch. */
    JsonNode item(String id) {
      return StreamSupport.stream(body.path("responses").spliterator(), false)
          .filter(item -> item.path("id").asText().equals(id))
          .findFirst()
          .orElse(MissingNode.getInstance());
    }

    /** Says that it is no error. */
    Reply ok() {
      if (status != 200) {
        throw new AssertionError("Expected 200, but found " + status + ": " + text);
      }
      return this;
    }
  }

  /** With a header more; one without a value is not sent, not even where it would be by itself. */
  GraphClient with(String header, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(header, value);
    return new GraphClient(authority, more);
  }

  /** What it sends as a header; nothing where it sends none. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** As the user with the id, by a token that nobody signed. */
  GraphClient as(Object id) {
    return withClaims("{\"oid\":\"" + id + "\"}");
  }

  /** The same, by a sign-in with multi-factor authentication. */
  GraphClient signedIn(Object id) {
    return withClaims("{\"oid\":\"" + id + "\",\"amr\":[\"pwd\",\"mfa\"]}");
  }

  /** As the caller, by a token that says what their sign-in proved; without one as nobody. */
  GraphClient as(Caller caller) {
    if (caller.principal().isEmpty()) {
      return this;
    }
    ObjectNode claims = JSON.createObjectNode().put("oid", caller.principal().get().toString());
    claims.putArray("amr").add("pwd").add(caller.multiFactor() ? "mfa" : "rsa");
    caller.authenticationContexts().forEach(claims.putArray("acrs")::add);
    return withClaims(claims.toString());
  }

  private GraphClient withClaims(String json) {
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    return with("Authorization", "Bearer eyJhbGciOiJub25lIn0." + claims + ".");
  }

  GraphClient eventual() {
    return with("ConsistencyLevel", "eventual");
  }

  /** Gets what is at the address: path and query after the authority, or a link. */
  Reply get(String address) {
    return call("GET", address, "");
  }

  Reply post(String address, String body) {
    return call("POST", address, body);
  }

  /** The objects of all pages. */
  List<JsonNode> all(String address) {
    List<JsonNode> all = new ArrayList<>();
    String next = address;
    while (!next.isEmpty()) {
      Reply page = get(next).ok();
      all.addAll(page.value());
      next = page.nextLink();
    }
    return all;
  }

  Reply call(String method, String address, String body) {
    String relative =
        escaped(
            address.startsWith(authority.toString())
                ? address.substring(authority.toString().length())
                : address);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(authority + relative)).timeout(Duration.ofSeconds(60));
    headers.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      if (!headers.containsKey("Content-Type")) {
        request.header("Content-Type", "application/json");
      }
      request.method(method, BodyPublishers.ofString(body));
    }
    HttpResponse<byte[]> response = send(request.build());
    Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response.headers().map().forEach((name, values) -> answered.put(name, values.get(0)));
    String text = new String(response.body(), StandardCharsets.UTF_8);
    boolean json = answered.getOrDefault("Content-Type", "").startsWith("application/json");
    JsonNode read = json ? json(text) : TextNode.valueOf(text);
    Answers.check(
        new Answers.Exchange(
            authority.toString(),
            method,
            relative,
            headers,
            response.statusCode() < 300 && relative.contains("$batch")
                ? json(body)
                : MissingNode.getInstance(),
            response.statusCode(),
            answered,
            read));
    return new Reply(response.statusCode(), answered, text, read);
  }

  private static HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException(request.toString()));
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("Expected JSON, but found " + text, e);
    }
  }

  /** A text as it stands in a query or a path. */
  static String enc(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Escapes what can't stand in an address, and leaves the rest as the test wrote it. */
  private static String escaped(String address) {
    StringBuilder escaped = new StringBuilder();
    address
        .codePoints()
        .forEach(
            c -> {
              if (c > 32 && c < 127 && "\"<>\\^`{|}[]#".indexOf(c) < 0) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append(enc(Character.toString(c)));
              }
            });
    return escaped.toString();
  }
}
