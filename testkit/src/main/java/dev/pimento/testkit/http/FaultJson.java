package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Faults as JSON. */
final class FaultJson {

  private static final Set<String> KNOWN =
      new TreeSet<>(
          List.of(
              "kind",
              "method",
              "path",
              "from",
              "times",
              "probability",
              "seed",
              "status",
              "code",
              "retryAfter",
              "claims",
              "delay"));

  private FaultJson() {}

  /**
   * Reads one fault or an array of them.
   *
   * @throws GraphException if one can't be read; it says what was expected
   */
  static List<Fault> read(byte[] body) {
    JsonNode sent = GraphService.json(body);
    List<Fault> faults = new ArrayList<>();
    if (sent.isArray()) {
      sent.forEach(node -> faults.add(fault(node)));
    } else {
      faults.add(fault(sent));
    }
    return faults;
  }

  private static Fault fault(JsonNode node) {
    if (!node.isObject()) {
      throw GraphException.badRequest(
          "Expected a fault such as {\"kind\":\"throttled\",\"path\":\"/v1.0/users\"} or an array of"
              + " them, but found "
              + (node.isMissingNode() ? "nothing" : node));
    }
    for (var property : node.properties()) {
      if (!KNOWN.contains(property.getKey())) {
        throw GraphException.badRequest(
            "Invalid fault: expected the properties %s, but found %s"
                .formatted(String.join(", ", KNOWN), property.getKey()));
      }
    }
    Body body = new Body(node, "");
    try {
      return new Fault(
          calls(body),
          kind(body),
          number(body, "status", kind(body) == Fault.Kind.HTML ? 502 : 0),
          body.text("code").orElse(""),
          body.text("retryAfter"),
          body.object("claims").map(claims -> claims.node().toString()).orElse(""),
          body.text("delay").map(FaultJson::duration).orElse(Duration.ZERO));
    } catch (IllegalArgumentException e) {
      throw GraphException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Fault.Calls calls(Body body) {
    Fault.Calls calls =
        Fault.on(body.text("method").orElse("*"), body.needed("path"))
            .from(number(body, "from", 1))
            .times(number(body, "times", Integer.MAX_VALUE));
    JsonNode seed = body.node().path("seed");
    JsonNode probability = body.node().path("probability");
    if (seed.isMissingNode() && probability.isMissingNode()) {
      return calls;
    }
    if (!seed.canConvertToExactIntegral() || !probability.isNumber()) {
      throw GraphException.badRequest(
          "Invalid fault: expected a probability and a whole seed that it is drawn from, but found"
              + " %s and %s"
                  .formatted(
                      probability.isMissingNode() ? "no probability" : probability,
                      seed.isMissingNode() ? "no seed" : seed));
    }
    return calls.withProbability(probability.doubleValue(), seed.longValue());
  }

  private static Fault.Kind kind(Body body) {
    String word = body.needed("kind");
    for (Fault.Kind kind : Fault.Kind.values()) {
      if (kind.toString().equals(word)) {
        return kind;
      }
    }
    throw GraphException.badRequest(
        "Invalid kind of a fault: expected one of %s, but found %s"
            .formatted(Arrays.toString(Fault.Kind.values()), word));
  }

  private static int number(Body body, String property, int otherwise) {
    JsonNode value = body.node().path(property);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isInt()) {
      throw body.invalid(property, "a whole number", value);
    }
    return value.intValue();
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      throw GraphException.badRequest(
          "Invalid delay of a fault: expected a duration such as PT2.5S, but found " + text);
    }
  }

  /** The faults and their counts. */
  static ObjectNode write(List<Faults.Count> counts) {
    ObjectNode node = DirectoryTypes.object();
    ArrayNode value = node.putArray("value");
    for (Faults.Count count : counts) {
      Fault fault = count.fault();
      ObjectNode written = value.addObject().put("kind", fault.kind().toString());
      write(fault.calls(), written);
      if (fault.status() != 0) {
        written.put("status", fault.status());
      }
      if (!fault.code().isEmpty()) {
        written.put("code", fault.code());
      }
      fault.retryAfter().ifPresent(header -> written.put("retryAfter", header));
      if (!fault.claims().isEmpty()) {
        written.set("claims", GraphService.json(fault.claims().getBytes(StandardCharsets.UTF_8)));
      }
      if (!fault.delay().isZero()) {
        written.put("delay", fault.delay().toString());
      }
      written.put("calls", count.calls()).put("hits", count.hits());
    }
    return node;
  }

  private static void write(Fault.Calls calls, ObjectNode written) {
    written.put("method", calls.method()).put("path", calls.path()).put("from", calls.from());
    if (calls.times() != Integer.MAX_VALUE) {
      written.put("times", calls.times());
    }
    if (calls.seed().isPresent()) {
      written.put("probability", calls.probability()).put("seed", calls.seed().getAsLong());
    }
  }
}
