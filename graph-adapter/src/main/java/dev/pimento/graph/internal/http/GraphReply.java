package dev.pimento.graph.internal.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back: of a call of its own, or of an item of a batch.
 *
 * @param status the HTTP status; 0 where the connection ended instead of an answer
 * @param headers in any case, the first value of each
 * @param body as it was sent
 */
public record GraphReply(int status, Map<String, String> headers, String body) {

  private static final Pattern CLAIMS = Pattern.compile("claims=\"([^\"]+)\"");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d+)?");

  public GraphReply {
    Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    any.putAll(headers);
    headers = any;
  }

  /** The connection ended instead of an answer. */
  static GraphReply none() {
    return new GraphReply(0, Map.of(), "");
  }

  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  public boolean isThrottled() {
    return status == 429;
  }

  /** Whether the same call may well succeed a little later. */
  public boolean isTransient() {
    return status == 0 || status == 408 || status == 424 || (status >= 500 && status != 501);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body, if it is a JSON object. */
  public Optional<JsonObject> json() {
    try {
      JsonElement json = JsonParser.parseString(body);
      return json instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  /**
   * How long to wait before the next try, if the answer says so and says it readably.
   *
   * @param now the instant from which a date is counted
   */
  public Optional<Duration> retryAfter(Instant now) {
    return header("Retry-After").map(String::strip).flatMap(value -> wait(value, now));
  }

  private static Optional<Duration> wait(String value, Instant now) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(value) * 1000)));
    }
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The claims that a token would need, as JSON, if that is what is wrong. */
  public Optional<String> claims() {
    return header("WWW-Authenticate")
        .filter(challenge -> status == 401)
        .map(CLAIMS::matcher)
        .filter(Matcher::find)
        .flatMap(found -> Encoded.text(found.group(1)));
  }

  /** A text of the error in the body, such as its {@code code}; empty where there is none. */
  public String error(String... names) {
    JsonElement at = json().map(object -> object.get("error")).orElse(null);
    for (String name : names) {
      at = at instanceof JsonObject object ? object.get(name) : null;
    }
    return at instanceof JsonPrimitive text ? text.getAsString() : "";
  }

  /** The status and the size; what was sent holds names. */
  @Override
  public String toString() {
    return status + ", " + body.length() + " characters";
  }
}
