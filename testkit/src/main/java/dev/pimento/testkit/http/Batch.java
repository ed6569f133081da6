package dev.pimento.testkit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Up to 20 calls in one. Each is answered as if it came alone, after those that it depends on; what
 * depends on a failed one fails with 424.
 */
final class Batch {

  private static final int MOST = 20;
  private static final int FAILED_DEPENDENCY = 424;
  private static final Set<String> VERSIONS = Set.of("v1.0", "beta");

  /** Answers single calls. */
  interface Service {
    Answer answer(String method, String address, Map<String, String> headers, byte[] body);

    /** The answer to a call that is not made at all. */
    Answer refused(GraphException why);
  }

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares items.
  private record Item(
      String id,
      String method,
      String url,
      Map<String, String> headers,
      byte[] body,
      List<String> dependsOn) {}

  private final Call call;
  private final Service service;
  private final Map<String, Item> items;

  private Batch(Call call, Service service, Map<String, Item> items) {
    this.call = call;
    this.service = service;
    this.items = items;
  }

  /**
   * Reads a batch.
   *
   * @throws GraphException if nothing of it can be answered
   */
  static Batch of(Call call, Service service) {
    if (!call.method().equals("POST")) {
      throw call.notImplemented("expected a POST");
    }
    JsonNode requests = GraphService.json(call).path("requests");
    if (!requests.isArray() || requests.isEmpty()) {
      throw invalid("expected an array of requests, but found none");
    }
    if (requests.size() > MOST) {
      throw invalid("expected at most %d requests, but found %d".formatted(MOST, requests.size()));
    }
    Map<String, Item> items = new LinkedHashMap<>();
    for (JsonNode request : requests) {
      Item item = item(request);
      if (items.put(key(item.id), item) != null) {
        throw invalid("expected each id once, but found a second " + item.id);
      }
    }
    for (Item item : items.values()) {
      for (String needed : item.dependsOn) {
        if (!items.containsKey(key(needed))) {
          throw invalid(
              "expected the id of a request, but %s depends on %s".formatted(item.id, needed));
        }
      }
    }
    return new Batch(call, service, items);
  }

  private static Item item(JsonNode request) {
    String id = request.path("id").asText();
    String method = request.path("method").asText();
    String url = request.path("url").asText();
    if (id.isBlank() || method.isBlank() || url.isBlank()) {
      throw invalid(
          "expected id, method and url of each request, but found "
              + request.properties().stream().map(Map.Entry::getKey).toList());
    }
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    List<String> dependsOn = new ArrayList<>();
    request.path("dependsOn").forEach(needed -> dependsOn.add(needed.asText()));
    return new Item(
        id, method.toUpperCase(Locale.ROOT), url, headers, body(request.path("body")), dependsOn);
  }

  private static byte[] body(JsonNode body) {
    if (body.isMissingNode() || body.isNull()) {
      return new byte[0];
    }
    try {
      return Writer.JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw invalid("expected JSON as a body");
    }
  }

  private static GraphException invalid(String why) {
    return GraphException.badRequest("Invalid batch payload format: " + why);
  }

  Answer answer() {
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (Item item : items.values()) {
      answer(item, answers, new HashSet<>());
    }
    return Answer.json(
        Writer.bytes(
            out -> {
              out.writeStartObject();
              out.writeArrayFieldStart("responses");
              for (Item item : items.values()) {
                Answer answer = answers.get(key(item.id));
                if (answer == null) {
                  continue;
                }
                out.writeStartObject();
                out.writeStringField("id", item.id);
                out.writeNumberField("status", answer.status());
                out.writeObjectFieldStart("headers");
                if (!answer.type().isEmpty()) {
                  out.writeStringField("Content-Type", answer.type());
                }
                for (Map.Entry<String, String> header : answer.headers().entrySet()) {
                  out.writeStringField(header.getKey(), header.getValue());
                }
                out.writeEndObject();
                if (answer.body().length > 0) {
                  out.writeFieldName("body");
                  String body = new String(answer.body(), StandardCharsets.UTF_8);
                  if (answer.isJson() || isCount(body)) {
                    out.writeRawValue(body);
                  } else {
                    out.writeString(body);
                  }
                }
                out.writeEndObject();
              }
              out.writeEndArray();
              out.writeEndObject();
            }));
  }

  /** Whether a text is what {@code $count} answers, which stands in a batch as a number. */
  private static boolean isCount(String text) {
    return text.matches("0|[1-9][0-9]*");
  }

  private void answer(Item item, Map<String, Answer> answers, Set<String> open) {
    if (answers.containsKey(key(item.id))) {
      return;
    }
    if (!open.add(key(item.id))) {
      throw invalid("expected no circle of dependencies, but found one with " + item.id);
    }
    boolean failed = false;
    for (String needed : item.dependsOn) {
      Item before = items.get(key(needed));
      if (before != null) {
        answer(before, answers, open);
      }
      Answer answered = answers.get(key(needed));
      failed |= answered == null || answered.status() >= 400;
    }
    answers.put(key(item.id), failed ? failedDependency() : answerOne(item));
  }

  /** A relative url belongs to the batch's own version, and states none itself. */
  private Answer answerOne(Item item) {
    String url = item.url.startsWith("/") ? item.url : "/" + item.url;
    String first = url.substring(1).replaceFirst("[/?].*", "");
    if (VERSIONS.contains(first)) {
      return service.refused(
          GraphException.badRequest("Resource not found for the segment '%s'.".formatted(first)));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    call.header("Authorization").ifPresent(token -> headers.put("Authorization", token));
    headers.putAll(item.headers);
    return service.answer(item.method, "/" + call.version() + url, headers, item.body);
  }

  private Answer failedDependency() {
    return service.refused(
        new GraphException(
            FAILED_DEPENDENCY,
            "FailedDependency",
            "A request that this one depends on has failed."));
  }

  private static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}
