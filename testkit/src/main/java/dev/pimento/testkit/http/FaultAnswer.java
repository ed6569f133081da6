package dev.pimento.testkit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a call that is hit by a fault gets back. */
final class FaultAnswer {

  /** RFC 9110's IMF-fixdate; Java's own formatter writes a day below ten with one digit. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Map<Integer, String> CODES =
      Map.of(
          400, "BadRequest",
          401, "InvalidAuthenticationToken",
          403, "Authorization_RequestDenied",
          404, "Request_ResourceNotFound",
          409, "Conflict",
          429, "TooManyRequests",
          500, "InternalServerError",
          502, "BadGateway",
          503, "ServiceUnavailable",
          504, "GatewayTimeout");

  private FaultAnswer() {}

  /**
   * The answer instead of the call's own; empty where the call is carried out.
   *
   * @param place the address without its query, such as {@code http://127.0.0.1:8080/v1.0/groups}
   * @param body what the call sent
   * @param id the id of the object that a failed call makes
   * @throws GraphException if the answer is an error in Graph's shape
   */
  static Optional<Answer> instead(Fault fault, String place, byte[] body, String id) {
    return switch (fault.kind()) {
      case THROTTLED ->
          throw new GraphException(429, "TooManyRequests", "Please retry again later.");
      case ERROR -> throw error(fault);
      case CLAIMS_CHALLENGE ->
          throw new GraphException(
              401,
              "InvalidAuthenticationToken",
              "Continuous access evaluation resulted in challenge with result: InteractionRequired"
                  + " and code: TokenIssuedBeforeRevocationTimestamp.");
      case EXPIRED_PAGE -> throw Page.expired();
      case HTML -> Optional.of(html(fault.status()));
      case FAILED -> Optional.of(failed(place, body, id));
      case SLOW, DROPPED, BROKEN_OFF, LOST -> Optional.empty();
    };
  }

  private static GraphException error(Fault fault) {
    String code =
        fault.code().isEmpty() ? CODES.getOrDefault(fault.status(), "UnknownError") : fault.code();
    return new GraphException(fault.status(), code, "A fault was asked for: " + code);
  }

  private static Answer html(int status) {
    String page =
        """
        <html><head><title>%1$d</title></head>
        <body><h1>%1$d</h1><p>A proxy between you and the service could not get an answer.</p></body>
        </html>
        """
            .formatted(status);
    return new Answer(
        status, "text/html; charset=utf-8", Map.of(), page.getBytes(StandardCharsets.UTF_8));
  }

  /** What was sent comes back, as it does from the service. */
  private static Answer failed(String place, byte[] body, String id) {
    JsonNode sent = GraphService.json(body);
    ObjectNode made =
        DirectoryTypes.object()
            .put(
                "@odata.context",
                place.replaceFirst("(?i)/(v1.0|beta)/", "/$1/\\$metadata#") + "/$entity")
            .put("id", id)
            .put("status", "Failed");
    for (var property : sent.properties()) {
      made.putIfAbsent(property.getKey(), property.getValue());
    }
    try {
      return Answer.json(Writer.JSON.writeValueAsBytes(made)).withStatus(201);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The headers that the fault adds to the answer. */
  static Map<String, String> headers(Fault fault, Instant wall, String root) {
    Map<String, String> headers = new LinkedHashMap<>();
    fault.retryAfter().ifPresent(value -> headers.put("Retry-After", retryAfter(value, wall)));
    if (!fault.claims().isEmpty()) {
      String claims =
          Base64.getEncoder().encodeToString(fault.claims().getBytes(StandardCharsets.UTF_8));
      headers.put(
          "WWW-Authenticate",
          ("Bearer realm=\"\", authorization_uri=\"%s/common/oauth2/authorize\","
                  + " client_id=\"00000003-0000-0000-c000-000000000000\","
                  + " error=\"insufficient_claims\", claims=\"%s\"")
              .formatted(root, claims));
    }
    return headers;
  }

  private static String retryAfter(String value, Instant wall) {
    try {
      return HTTP_DATE.format(wall.plus(Duration.parse(value)));
    } catch (DateTimeParseException e) {
      return value;
    }
  }
}
