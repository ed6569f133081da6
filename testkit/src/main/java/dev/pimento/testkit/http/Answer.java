package dev.pimento.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a call gets back.
 *
 * @param status the HTTP status
 * @param type the content's type
 * @param headers further headers
 * @param body the content
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
record Answer(int status, String type, Map<String, String> headers, byte[] body) {

  static final String JSON =
      "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

  static Answer json(byte[] body) {
    return new Answer(200, JSON, Map.of(), body);
  }

  static Answer text(String body) {
    return new Answer(200, "text/plain", Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  Answer with(Map<String, String> headers) {
    return new Answer(status, type, headers, body);
  }

  Answer withStatus(int status) {
    return new Answer(status, type, headers, body);
  }

  boolean isJson() {
    return type.startsWith("application/json");
  }
}
