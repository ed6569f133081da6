package dev.pimento.graph.internal.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Up to twenty calls that read, sent as one request. */
final class Batch {

  /** Graph takes no more in one batch. */
  static final int SIZE = 20;

  private Batch() {}

  /**
   * Sends the calls, a single one by itself.
   *
   * @param calls of one version
   * @return a reply for each call, in their order; an answer to the whole is one to each of them
   */
  static List<GraphReply> send(GraphHttp http, ApiVersion version, List<GraphCall> calls)
      throws InterruptedException {
    if (calls.size() == 1) {
      return List.of(http.send(calls.get(0)));
    }
    GraphReply whole = http.send(GraphCall.post(version, "/$batch", body(calls)));
    return whole.isOk() ? replies(whole, calls.size()) : Collections.nCopies(calls.size(), whole);
  }

  private static String body(List<GraphCall> calls) {
    JsonArray requests = new JsonArray();
    for (int i = 0; i < calls.size(); i++) {
      JsonObject item = new JsonObject();
      item.addProperty("id", String.valueOf(i + 1));
      item.addProperty("method", calls.get(i).method());
      item.addProperty("url", calls.get(i).url());
      requests.add(item);
    }
    JsonObject body = new JsonObject();
    body.add("requests", requests);
    return body.toString();
  }

  private static List<GraphReply> replies(GraphReply whole, int size) {
    Map<String, GraphReply> byId = new HashMap<>();
    JsonElement responses = whole.json().map(json -> json.get("responses")).orElse(null);
    if (responses instanceof JsonArray array) {
      for (JsonElement element : array) {
        if (element instanceof JsonObject item && item.get("id") instanceof JsonPrimitive) {
          byId.put(item.get("id").getAsString(), reply(item, whole));
        }
      }
    }
    List<GraphReply> replies = new ArrayList<>(size);
    for (int i = 1; i <= size; i++) {
      replies.add(byId.getOrDefault(String.valueOf(i), GraphReply.none()));
    }
    return replies;
  }

  private static GraphReply reply(JsonObject item, GraphReply whole) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (item.get("headers") instanceof JsonObject sent) {
      sent.entrySet().stream()
          .filter(header -> header.getValue().isJsonPrimitive())
          .forEach(header -> headers.put(header.getKey(), header.getValue().getAsString()));
    }
    for (String name : List.of("request-id", "client-request-id")) {
      whole.header(name).ifPresent(id -> headers.putIfAbsent(name, id));
    }
    JsonElement status = item.get("status");
    JsonElement body = item.get("body");
    boolean text = body != null && body.isJsonPrimitive();
    String sent =
        body == null || body.isJsonNull() ? "" : text ? body.getAsString() : body.toString();
    return new GraphReply(
        status instanceof JsonPrimitive number && number.isNumber() ? number.getAsInt() : 0,
        headers,
        sent);
  }
}
