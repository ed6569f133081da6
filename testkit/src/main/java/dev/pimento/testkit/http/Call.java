package dev.pimento.testkit.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One call of Graph, its address taken apart.
 *
 * @param method such as {@code GET}
 * @param address path and query as sent, for messages
 * @param version {@code v1.0} or {@code beta}
 * @param path the segments after the version, decoded
 * @param options the query options by name in small letters without the {@code $}
 * @param headers by name, whatever the case
 * @param body what was sent; empty where nothing was
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares calls.
record Call(
    String method,
    String address,
    String version,
    List<String> path,
    Map<String, String> options,
    Map<String, String> headers,
    byte[] body) {

  /**
   * Takes an address apart.
   *
   * @param address path and query, not decoded
   * @throws GraphException if it can't be taken apart, or names no version
   */
  static Call of(String method, String address, Map<String, String> headers, byte[] body) {
    int question = address.indexOf('?');
    String path = question < 0 ? address : address.substring(0, question);
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(decode(segment.replace("+", "%2B")));
      }
    }
    String version = segments.isEmpty() ? "" : segments.remove(0).toLowerCase(Locale.ROOT);
    if (!version.equals("v1.0") && !version.equals("beta")) {
      throw GraphException.notImplemented(
          method + " " + address + "; expected a path that starts with /v1.0/ or /beta/");
    }
    Map<String, String> caseless = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    caseless.putAll(headers);
    return new Call(
        method,
        address,
        version,
        List.copyOf(segments),
        options(question < 0 ? "" : address.substring(question + 1)),
        Collections.unmodifiableMap(caseless),
        body);
  }

  /** The dollar sign of an option may be missing. */
  static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals)).strip();
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      String bare = (name.startsWith("$") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
      if (options.putIfAbsent(bare, value) != null) {
        throw GraphException.badRequest(
            "Query option '%s' was specified more than once, but it must be specified at most once."
                .formatted(name));
      }
    }
    return Collections.unmodifiableMap(options);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw GraphException.badRequest("Invalid escape in the address: \"" + text + "\"");
    }
  }

  boolean isBeta() {
    return version.equals("beta");
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** What directory objects want before they count, search, or filter in other ways. */
  boolean isEventuallyConsistent() {
    return header("ConsistencyLevel").filter("eventual"::equalsIgnoreCase).isPresent();
  }

  GraphException notImplemented(String why) {
    return GraphException.notImplemented(
        method + " " + address + (why.isEmpty() ? "" : "; " + why));
  }
}
