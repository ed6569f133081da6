package dev.pimento.graph.internal.act;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.pimento.graph.internal.http.FailedCallException;
import dev.pimento.graph.internal.http.Failure;
import dev.pimento.graph.internal.http.GraphCall;
import dev.pimento.graph.internal.http.GraphReply;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.ErrorCode;
import dev.pimento.lifecycle.Fix;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.Requirement;
import dev.pimento.port.Outcome;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service says when it refuses, as the refusals of the engine. Its codes and messages vary
 * by endpoint and have been seen in the wild, wrapped in one another too.
 */
final class Refusals {

  private static final Map<String, ErrorCode> SYNONYMS =
      Map.ofEntries(
          Map.entry("roleassignmentrequestexists", ErrorCode.RoleAssignmentExists),
          Map.entry("roleassignmentschedulerequestexists", ErrorCode.RoleAssignmentExists),
          Map.entry("roleassignmentscheduleexists", ErrorCode.RoleAssignmentExists),
          Map.entry(
              "groupassignmentrequestacrsvalidationfailed",
              ErrorCode.RoleAssignmentRequestAcrsValidationFailed),
          Map.entry("authorizationfailed", ErrorCode.Authorization_RequestDenied),
          Map.entry("insufficientpermissions", ErrorCode.Authorization_RequestDenied),
          Map.entry("permissionscopenotgranted", ErrorCode.Authorization_RequestDenied),
          Map.entry("forbidden", ErrorCode.Authorization_RequestDenied),
          Map.entry("accessdenied", ErrorCode.Authorization_RequestDenied),
          Map.entry("unauthorizedaccessexception", ErrorCode.Authorization_RequestDenied),
          Map.entry("resourceislocked", ErrorCode.InvalidRoleAssignmentRequest),
          Map.entry("inputpolicynotfound", ErrorCode.InvalidPolicy),
          Map.entry("itemnotfound", ErrorCode.Request_ResourceNotFound),
          Map.entry("notfound", ErrorCode.Request_ResourceNotFound));

  private static final Pattern RULE = Pattern.compile("\\b([A-Z][A-Za-z]+Rule)\\b");
  private static final Pattern CLAIMS = Pattern.compile("(?:^|&)claims=(.+)$", Pattern.DOTALL);

  private Refusals() {}

  /** A code and a message. */
  private record Said(String code, String message) {}

  /**
   * What a refusal means.
   *
   * @param expected what the engine expected to be said, from which the words are taken where it is
   *     the same
   * @throws FailedCallException if nothing is known of what is said
   */
  static Outcome outcome(GraphCall call, GraphReply reply, List<Refusal> expected, Instant now) {
    Optional<String> challenge = reply.claims();
    if (challenge.isPresent()) {
      return new Outcome.ClaimsRequired(challenge.get());
    }
    Said said = unwrapped(new Said(reply.error("code"), reply.error("message")));
    Optional<ErrorCode> code = code(said, reply.status());
    if (code.isEmpty()) {
      throw new FailedCallException(Failure.of(call, reply, now));
    }
    if (code.get() == ErrorCode.RoleAssignmentRequestAcrsValidationFailed) {
      Optional<String> claims = claims(said.message);
      if (claims.isPresent()) {
        return new Outcome.ClaimsRequired(claims.get());
      }
    }
    return new Outcome.Decided(denied(reply, code.get(), said.message, expected));
  }

  /** Some answers hold the whole error, as JSON, in the message of another. */
  private static Said unwrapped(Said said) {
    try {
      if (said.message.startsWith("{")
          && JsonParser.parseString(said.message) instanceof JsonObject inner) {
        String code = text(inner, "errorCode").or(() -> text(inner, "code")).orElse(said.code);
        return new Said(code, text(inner, "message").orElse(""));
      }
    } catch (JsonParseException e) {
      // It is no JSON, and says what it says.
    }
    return said;
  }

  private static Optional<ErrorCode> code(Said said, int status) {
    if (said.message.startsWith("The following policy rules failed")) {
      return Optional.of(ErrorCode.RoleAssignmentRequestPolicyValidationFailed);
    }
    Optional<ErrorCode> known =
        Arrays.stream(ErrorCode.values())
            .filter(code -> code.name().equalsIgnoreCase(said.code))
            .findFirst()
            .or(() -> Optional.ofNullable(SYNONYMS.get(said.code.toLowerCase(Locale.ROOT))));
    if (known.isPresent() || said.code.isEmpty()) {
      return known;
    }
    Optional<ErrorCode> byMessage =
        Arrays.stream(ErrorCode.values())
            .filter(code -> said.message.startsWith(code.message()))
            .findFirst();
    return byMessage.or(
        () ->
            switch (status) {
              case 403 -> Optional.of(ErrorCode.Authorization_RequestDenied);
              case 404 -> Optional.of(ErrorCode.Request_ResourceNotFound);
              case 409 -> Optional.of(ErrorCode.Conflict);
              default -> Optional.empty();
            });
  }

  private static Optional<String> claims(String message) {
    Matcher found = CLAIMS.matcher(message.strip());
    if (!found.find()) {
      return Optional.empty();
    }
    try {
      String claims = URLDecoder.decode(found.group(1), StandardCharsets.UTF_8).strip();
      return claims.startsWith("{") ? Optional.of(claims) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Decision.Denied denied(
      GraphReply reply, ErrorCode code, String message, List<Refusal> expected) {
    if (code != ErrorCode.RoleAssignmentRequestPolicyValidationFailed) {
      return new Decision.Denied(List.of(refusal(reply, code, "", message, expected)));
    }
    Set<String> rules = new LinkedHashSet<>();
    Matcher rule = RULE.matcher(message);
    while (rule.find()) {
      rules.add(rule.group(1));
    }
    return rules.isEmpty()
        ? new Decision.Denied(List.of(refusal(reply, code, "", message, expected)))
        : new Decision.Denied(
            rules.stream().map(name -> refusal(reply, code, name, message, expected)).toList());
  }

  private static Refusal refusal(
      GraphReply reply, ErrorCode code, String rule, String message, List<Refusal> expected) {
    return expected.stream()
        .filter(other -> other.code() == code && other.rule().equals(rule))
        .findFirst()
        .map(
            known ->
                new Refusal(code, rule, known.message(), known.remedy(), known.fix(), List.of()))
        .orElseGet(
            () ->
                new Refusal(
                    code,
                    rule,
                    detail(reply, rule.isEmpty() ? code.name() : rule)
                        .orElse("the service says: " + message),
                    "see what the service says",
                    fix(rule),
                    List.of()));
  }

  /** What the details of the error say of one of its reasons. */
  private static Optional<String> detail(GraphReply reply, String name) {
    JsonElement error = reply.json().map(json -> json.get("error")).orElse(null);
    if (error instanceof JsonObject object && object.get("details") instanceof JsonArray details) {
      for (JsonElement detail : details) {
        if (detail instanceof JsonObject reason
            && text(reason, "code").filter(name::equals).isPresent()) {
          return text(reason, "message");
        }
      }
    }
    return Optional.empty();
  }

  private static Fix fix(String rule) {
    return switch (rule) {
      case "MfaRule" -> new Fix.Bring(Requirement.MULTI_FACTOR_AUTHENTICATION);
      case "JustificationRule" -> new Fix.Bring(Requirement.JUSTIFICATION);
      case "TicketingRule" -> new Fix.Bring(Requirement.TICKETING);
      default -> new Fix.None();
    };
  }

  /** Returns a refusal of the adapter's own. */
  static Decision.Denied denied(ErrorCode code, String message, String remedy) {
    return new Decision.Denied(
        List.of(new Refusal(code, "", message, remedy, new Fix.None(), List.of())));
  }

  private static Optional<String> text(JsonObject object, String name) {
    return object.get(name) instanceof JsonPrimitive text
        ? Optional.of(text.getAsString())
        : Optional.empty();
  }
}
