package dev.pimento.graph.internal.http;

import static java.util.Objects.requireNonNull;

import dev.pimento.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a call failed, without anything secret: no token, no body, no option of the URL.
 *
 * @param operation method and path
 * @param status the HTTP status; 0 where there was no answer
 * @param code Graph's code; empty where there is none
 * @param message what Graph says, or what came instead
 * @param requestId the service's name of the call; empty where it gave none
 * @param clientRequestId the caller's name of the call
 * @param retryAfter how long the service wants to be left alone
 */
public record Failure(
    String operation,
    int status,
    String code,
    String message,
    String requestId,
    String clientRequestId,
    Optional<Duration> retryAfter) {

  private static final int MAX_MESSAGE = 300;

  public Failure {
    requireNonNull(operation, "operation");
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    requireNonNull(requestId, "requestId");
    requireNonNull(clientRequestId, "clientRequestId");
    requireNonNull(retryAfter, "retryAfter");
  }

  /** Why a reply is none that was hoped for. */
  public static Failure of(GraphCall call, GraphReply reply, Instant now) {
    return new Failure(
        call.operation(),
        reply.status(),
        reply.error("code"),
        message(reply),
        named(reply, "request-id"),
        named(reply, "client-request-id"),
        reply.retryAfter(now));
  }

  /** Why nobody could sign in. */
  static Failure ofSignIn(String reason) {
    return new Failure("sign in", 0, "", bounded(reason), "", "", Optional.empty());
  }

  private static String bounded(String text) {
    return Text.safe(text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) + "…" : text);
  }

  private static String named(GraphReply reply, String name) {
    return reply.header(name).orElseGet(() -> reply.error("innerError", name));
  }

  private static String message(GraphReply reply) {
    String said = reply.error("message");
    if (!said.isEmpty()) {
      return bounded(said);
    }
    if (reply.status() == 0) {
      return "the connection ended before there was an answer";
    }
    String type = reply.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.contains("html")
        ? "a web page came instead of Graph's answer, as a proxy sends it"
        : "the answer says no reason";
  }

  /** One line: {@code GET /v1.0/users: 403 Authorization_RequestDenied: Insufficient …}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(operation).append(": ");
    if (status != 0) {
      line.append(status).append(' ');
    }
    if (!code.isEmpty()) {
      line.append(Text.safe(code));
    }
    line.append(code.isEmpty() ? "" : ": ").append(message);
    if (!requestId.isEmpty()) {
      line.append(" (request-id ").append(Text.safe(requestId)).append(')');
    }
    return line.toString();
  }
}
