package dev.pimento.testkit.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that goes wrong on purpose: which calls it hits, and what happens to them.
 *
 * <pre>{@code
 * graph.faults().add(Fault.on("GET", "/v1.0/users/*").times(2).throttled("2.128"));
 * }</pre>
 *
 * @param calls which calls it hits
 * @param kind what happens to them
 * @param status the HTTP status of an error or a page; 0 where the kind has its own
 * @param code the error's code; empty for the status's usual one
 * @param retryAfter the header {@code Retry-After} as it is sent, but a duration such as {@code
 *     PT30S} or {@code -PT1M} becomes the HTTP date that is so far from now; empty for none
 * @param claims the JSON object that a claims challenge asks for; empty in other kinds
 * @param delay how long a slow answer takes; zero in other kinds
 */
public record Fault(
    Calls calls,
    Kind kind,
    int status,
    String code,
    Optional<String> retryAfter,
    String claims,
    Duration delay) {

  /** What happens to a call that is hit. */
  public enum Kind {
    /** 429 with the body that Graph throttles with. */
    THROTTLED("throttled"),
    /** Any other error in Graph's shape. */
    ERROR("error"),
    /** A page of HTML, such as a proxy sends. */
    HTML("html"),
    /** 401 that asks for a token with further claims. */
    CLAIMS_CHALLENGE("claimsChallenge"),
    /** The token of a next page is no longer taken; calls that bring none are not hit. */
    EXPIRED_PAGE("expiredPage"),
    /** 201 with an object whose status is {@code Failed}; nothing is done. */
    FAILED("failed"),
    /** The call is carried out, and its answer takes long. */
    SLOW("slow"),
    /** The connection ends instead of an answer; nothing is done. */
    DROPPED("dropped"),
    /** The call is carried out, and the connection ends in the middle of its answer. */
    BROKEN_OFF("brokenOff"),
    /** A call that writes is carried out, and the connection ends instead of its answer. */
    LOST("lost");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Its name in JSON. */
    @Override
    public String toString() {
      return word;
    }

    /** Whether it is done to a connection: the items of a batch have none. */
    boolean isOfConnection() {
      return compareTo(SLOW) >= 0;
    }
  }

  /**
   * Which calls a fault hits: from the given one on, those that are drawn, until there were enough.
   *
   * @param method such as {@code GET}; {@code *} for any
   * @param path such as {@code /v1.0/users/*}, in any case: {@code *} stands for what is not a
   *     slash, a segment {@code **} for any number of segments. A path that the sign-in is at can
   *     be hit, a control can't
   * @param from the first that it hits of the calls that match, from 1
   * @param times how many calls it hits at most
   * @param probability how likely it hits a call that matches, above 0 and at most 1
   * @param seed what the hits are drawn from; empty where every call is hit
   */
  public record Calls(
      String method, String path, int from, int times, double probability, OptionalLong seed) {

    /**
     * Calls.
     *
     * @throws IllegalArgumentException if a component is out of its bounds
     */
    public Calls {
      method = method.toUpperCase(Locale.ROOT);
      require(method.matches("[A-Z]+|\\*"), "method", "such as GET, or *", method);
      require(path.matches("/[^?#\\s]*"), "path", "such as /v1.0/groups/*/members", path);
      require(!path.toLowerCase(Locale.ROOT).startsWith(Controls.PATH), "path", "no control", path);
      require(from >= 1, "from", "1 or more", from);
      require(times >= 1, "times", "1 or more", times);
      require(
          probability > 0 && probability <= 1, "probability", "above 0 and at most 1", probability);
      require(seed.isPresent() || probability == 1, "seed", "one with a probability", "none");
    }

    /** Spares the calls before the given one, which counts from 1. */
    public Calls from(int call) {
      return new Calls(method, path, call, times, probability, seed);
    }

    /** Hits so many calls at most. */
    public Calls times(int most) {
      return new Calls(method, path, from, most, probability, seed);
    }

    /** Hits a call with the given probability, drawn from the seed. */
    public Calls withProbability(double likely, long drawnFrom) {
      return new Calls(method, path, from, times, likely, OptionalLong.of(drawnFrom));
    }

    /** 429 without {@code Retry-After}. */
    public Fault throttled() {
      return fault(Kind.THROTTLED);
    }

    /**
     * 429.
     *
     * @param retryAfter seconds, decimals, an HTTP date, or what no client can read; a duration
     *     such as {@code PT30S} or {@code -PT1M} for the HTTP date that is so far from now
     */
    public Fault throttled(String retryAfter) {
      return throttled().withRetryAfter(retryAfter);
    }

    /** An error with the code that is usual for its status. */
    public Fault error(int status) {
      return error(status, "");
    }

    /** An error with a code. */
    public Fault error(int status, String code) {
      return new Fault(this, Kind.ERROR, status, code, Optional.empty(), "", Duration.ZERO);
    }

    /** 502 with a page of HTML, as a proxy sends it. */
    public Fault html() {
      return html(502);
    }

    /** A page of HTML. */
    public Fault html(int status) {
      return new Fault(this, Kind.HTML, status, "", Optional.empty(), "", Duration.ZERO);
    }

    /**
     * 401 that asks for further claims.
     *
     * @param claims a JSON object such as {@code {"access_token":{"acrs":{"value":"c1"}}}}
     */
    public Fault claimsChallenge(String claims) {
      return new Fault(this, Kind.CLAIMS_CHALLENGE, 0, "", Optional.empty(), claims, Duration.ZERO);
    }

    /** The token of a next page has expired. */
    public Fault expiredPage() {
      return fault(Kind.EXPIRED_PAGE);
    }

    /** 201 with the status {@code Failed}; nothing is done. */
    public Fault failed() {
      return fault(Kind.FAILED);
    }

    /** The answer takes so long. */
    public Fault slow(Duration delay) {
      return new Fault(this, Kind.SLOW, 0, "", Optional.empty(), "", delay);
    }

    /** No answer; nothing is done. */
    public Fault dropped() {
      return fault(Kind.DROPPED);
    }

    /** Half an answer. */
    public Fault brokenOff() {
      return fault(Kind.BROKEN_OFF);
    }

    /** No answer to what was carried out. */
    public Fault lost() {
      return fault(Kind.LOST);
    }

    private Fault fault(Kind kind) {
      return new Fault(this, kind, 0, "", Optional.empty(), "", Duration.ZERO);
    }
  }

  /**
   * A fault.
   *
   * @throws IllegalArgumentException if the kind has no such component, or needs another
   */
  public Fault {
    boolean hasStatus = kind == Kind.ERROR || kind == Kind.HTML;
    require(
        hasStatus ? status >= 400 && status <= 599 : status == 0,
        "status",
        hasStatus ? "400 to 599 for " + kind : "none for " + kind,
        status);
    require(code.isEmpty() || kind == Kind.ERROR, "code", "none for " + kind, code);
    String header = retryAfter.orElse("");
    require(
        header.isEmpty() || kind == Kind.ERROR || kind == Kind.THROTTLED,
        "retryAfter",
        "none for " + kind,
        header);
    require(header.matches("[ -~]*"), "retryAfter", "printable ASCII", header);
    boolean challenges = kind == Kind.CLAIMS_CHALLENGE;
    require(
        challenges ? claims.startsWith("{") : claims.isEmpty(),
        "claims",
        challenges ? "a JSON object for " + kind : "none for " + kind,
        claims);
    boolean slow = kind == Kind.SLOW;
    require(
        slow ? delay.compareTo(Duration.ZERO) > 0 : delay.isZero(),
        "delay",
        slow ? "above zero for " + kind : "none for " + kind,
        delay);
    require(
        kind != Kind.FAILED || calls.method.equals("POST"),
        "method",
        "POST for " + kind + ", since only a POST makes an object",
        calls.method);
    require(
        kind != Kind.LOST || !calls.method.equals("GET"),
        "method",
        "one that writes for " + kind + ", since a GET carries nothing out",
        calls.method);
  }

  /** Starts a fault: which calls it hits. Without more, it hits all that match. */
  public static Calls on(String method, String path) {
    return new Calls(method, path, 1, Integer.MAX_VALUE, 1, OptionalLong.empty());
  }

  /** The same with a header {@code Retry-After}. */
  public Fault withRetryAfter(String value) {
    return new Fault(calls, kind, status, code, Optional.of(value), claims, delay);
  }

  private static void require(boolean holds, String what, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Invalid %s of a fault: expected %s, but found %s".formatted(what, expected, found));
    }
  }
}
