package dev.pimento.testkit.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer that is an error in Graph's shape; the calls that end in it are refused. */
final class GraphException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient List<Map.Entry<String, String>> details;
  private transient Optional<Duration> retryAfter = Optional.empty();

  GraphException(int status, String code, String message) {
    this(status, code, message, List.of());
  }

  /**
   * @param details every reason, by its name
   */
  GraphException(int status, String code, String message, List<Map.Entry<String, String>> details) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.details = List.copyOf(details);
  }

  /** A call that comes too soon. */
  static GraphException throttled(Duration wait) {
    GraphException throttled =
        new GraphException(429, "TooManyRequests", "Please retry again later.");
    throttled.retryAfter = Optional.of(wait);
    return throttled;
  }

  static GraphException badRequest(String message) {
    return new GraphException(400, "BadRequest", message);
  }

  /** A query that directory objects don't support, or not without eventual consistency. */
  static GraphException unsupportedQuery(String message) {
    return new GraphException(400, "Request_UnsupportedQuery", message);
  }

  static GraphException notFound(String id) {
    return new GraphException(
        404,
        "Request_ResourceNotFound",
        "Resource '%s' does not exist or one of its queried reference-property objects are not present."
            .formatted(id));
  }

  /** How long the caller is to wait before it comes again. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** What the fake doesn't know it says, and never answers with nothing. */
  static GraphException notImplemented(String what) {
    return new GraphException(501, "NotImplemented", "The fake tenant does not serve " + what);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  List<Map.Entry<String, String>> details() {
    return details;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
