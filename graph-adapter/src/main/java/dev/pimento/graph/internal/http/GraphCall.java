package dev.pimento.graph.internal.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One call of Graph.
 *
 * @param method such as {@code GET}
 * @param version which Graph
 * @param url from the version on, with a leading slash, escaped
 * @param body JSON
 */
public record GraphCall(String method, ApiVersion version, String url, Optional<String> body) {

  public GraphCall {
    requireNonNull(method, "method");
    requireNonNull(version, "version");
    requireNonNull(url, "url");
    requireNonNull(body, "body");
  }

  public static GraphCall get(ApiVersion version, String url) {
    return new GraphCall("GET", version, url, Optional.empty());
  }

  public static GraphCall post(ApiVersion version, String url, String body) {
    return new GraphCall("POST", version, url, Optional.of(body));
  }

  public static GraphCall patch(ApiVersion version, String url, String body) {
    return new GraphCall("PATCH", version, url, Optional.of(body));
  }

  public static GraphCall delete(ApiVersion version, String url) {
    return new GraphCall("DELETE", version, url, Optional.empty());
  }

  /** The path without the version and without options. */
  public String path() {
    int options = url.indexOf('?');
    return url.substring(1, options < 0 ? url.length() : options);
  }

  /** The call without its options and its body, in which there may be names. */
  public String operation() {
    return method + " /" + version + "/" + path();
  }

  @Override
  public String toString() {
    return operation();
  }
}
