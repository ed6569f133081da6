package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Principal;
import dev.pimento.simulation.AuditEntry;
import dev.pimento.tenant.Lookup;
import dev.pimento.testkit.FakeTenant;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a test in any language does to the fake besides calling Graph: it moves the clock, starts
 * over, mints tokens, asks for faults, and takes what it needs to look at.
 */
final class Controls {

  static final String PATH = "/_pimento/";

  private final FakeTenant fake;
  private final Tokens tokens;
  private final SignIn signIn;
  private final ExportZip export;
  private final Faults faults;
  private final Optional<X509Certificate> authority;
  private final Runnable startOver;

  Controls(
      FakeTenant fake,
      Tokens tokens,
      SignIn signIn,
      ExportZip export,
      Faults faults,
      Optional<X509Certificate> authority,
      Runnable startOver) {
    this.fake = fake;
    this.tokens = tokens;
    this.signIn = signIn;
    this.export = export;
    this.faults = faults;
    this.authority = authority;
    this.startOver = startOver;
  }

  /**
   * Answers a call of a control.
   *
   * @throws GraphException if there is no such control, or what was sent can't be followed
   */
  Answer answer(String method, String address, byte[] body) {
    String control = method + " " + address.substring(PATH.length()).replaceFirst("\\?.*", "");
    return switch (control) {
      case "GET clock" -> clock();
      case "POST clock" -> moveClock(Body.ofBytes(body));
      case "POST reset" -> {
        startOver.run();
        yield clock();
      }
      case "POST token" -> token(Body.ofBytes(body));
      case "POST device" -> device(Body.ofBytes(body));
      case "GET faults" -> json(FaultJson.write(faults.counts()));
      case "POST faults" -> {
        FaultJson.read(body).forEach(faults::add);
        yield json(FaultJson.write(faults.counts()));
      }
      case "DELETE faults" -> {
        faults.clear();
        yield Orders.noContent();
      }
      case "GET ca.pem" -> certificate();
      case "GET audit" -> audit();
      case "GET export" ->
          new Answer(
              200,
              "application/zip",
              Map.of("Content-Disposition", "attachment; filename=\"export.zip\""),
              export.bytes());
      default ->
          throw new GraphException(
              404,
              "UnknownControl",
              "Expected GET or POST clock, POST reset, POST token, POST device, GET, POST or"
                  + " DELETE faults, GET ca.pem, GET audit or GET export, but found "
                  + control);
    };
  }

  private Answer clock() {
    return json(DirectoryTypes.object().put("now", fake.now().toString()));
  }

  private Answer moveClock(Body body) {
    try {
      if (body.has("advance") == body.has("advanceTo")) {
        throw GraphException.badRequest(
            "Expected {\"advance\":\"PT4H\"} or {\"advanceTo\":\"2026-03-02T12:00:00Z\"}");
      }
      body.text("advance").ifPresent(fake::advance);
      Instant to = body.time("advanceTo").orElse(null);
      if (to != null) {
        fake.advanceTo(to);
      }
    } catch (IllegalArgumentException e) {
      throw GraphException.badRequest(String.valueOf(e.getMessage()));
    }
    return clock();
  }

  private Answer token(Body body) {
    Principal principal = principal(body);
    String token =
        tokens.mint(
            principal,
            words(body, "scopes"),
            body.flag("multiFactor").orElse(false),
            words(body, "authenticationContexts"));
    return json(
        DirectoryTypes.object()
            .put("token_type", "Bearer")
            .put("expires_in", Tokens.LASTS.toSeconds())
            .put("access_token", token));
  }

  private Answer device(Body body) {
    boolean known =
        signIn.enter(
            body.needed("userCode"), principal(body), body.flag("multiFactor").orElse(false));
    if (!known) {
      throw new GraphException(404, "UnknownCode", "Expected a user code that a device shows");
    }
    return Orders.noContent();
  }

  private Principal principal(Body body) {
    try {
      return Lookup.in(fake.simulation().tenant()).principal(body.needed("principal"));
    } catch (IllegalArgumentException e) {
      throw GraphException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Set<String> words(Body body, String property) {
    Set<String> words = new TreeSet<>();
    JsonNode sent = body.node().path(property);
    if (!sent.isMissingNode() && !sent.isArray()) {
      throw body.invalid(property, "a list of texts", sent);
    }
    sent.forEach(word -> words.add(word.asText()));
    return words;
  }

  /** What was refused too, of which Graph's audits say nothing. */
  private Answer audit() {
    ObjectNode node = DirectoryTypes.object();
    ArrayNode entries = node.putArray("value");
    for (AuditEntry entry : fake.simulation().audit().entries()) {
      entries
          .addObject()
          .put("at", entry.at().toString())
          .put("activity", entry.activity())
          .put("by", entry.actor())
          .put("subject", entry.subject())
          .put("access", entry.access())
          .put("result", entry.result());
    }
    return json(node);
  }

  private Answer certificate() {
    String pem =
        authority
            .map(Authority::pem)
            .orElseThrow(
                () ->
                    new GraphException(
                        404,
                        "NoAuthority",
                        "Expected an endpoint started with --tls or tls(), but this one speaks"
                            + " plain HTTP and has no authority"));
    return new Answer(
        200, "application/x-pem-file", Map.of(), pem.getBytes(StandardCharsets.US_ASCII));
  }

  private static Answer json(ObjectNode node) {
    return new Answer(
        200,
        "application/json; charset=utf-8",
        Map.of(),
        node.toString().getBytes(StandardCharsets.UTF_8));
  }
}
