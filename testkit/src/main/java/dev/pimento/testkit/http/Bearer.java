package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Caller;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a bearer token claims. Its signature is not checked.
 *
 * @param principal who calls, by the object id; empty where the token doesn't say
 * @param scopes what a user let the application do
 * @param roles what the application itself may do
 * @param methods how the user signed in, such as {@code mfa}
 * @param contexts the authentication contexts that the sign-in satisfied
 */
record Bearer(
    Optional<Id> principal,
    Set<String> scopes,
    Set<String> roles,
    Set<String> methods,
    Set<String> contexts) {

  /** The token of a call; empty where it has none that can be read. */
  static Optional<Bearer> of(Call call) {
    String[] parts = call.header("Authorization").orElse("").strip().split("\\.", -1);
    if (parts.length < 2 || !parts[0].toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      return Optional.empty();
    }
    try {
      JsonNode claims = Writer.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      return Optional.of(
          new Bearer(
              Roots.id(claims.path("oid").asText()),
              words(claims.path("scp")),
              words(claims.path("roles")),
              words(claims.path("amr")),
              words(claims.path("acrs"))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A list, or one text with spaces between. */
  private static Set<String> words(JsonNode claim) {
    Set<String> words = new TreeSet<>();
    if (claim.isArray()) {
      claim.forEach(word -> words.add(word.asText()));
    } else {
      words.addAll(Set.of(claim.asText("").split(" +", -1)));
    }
    words.remove("");
    return words;
  }

  /** Whether it says what it is good for. */
  boolean statesPermissions() {
    return !permissions().isEmpty();
  }

  /** Whether an application calls for itself, and not for a user. */
  boolean isApplication() {
    return !roles.isEmpty();
  }

  /** What it is good for: of an application its roles, of a user the scopes. */
  Set<String> permissions() {
    return isApplication() ? roles : scopes;
  }

  /** Who asks, as the engine knows it. */
  static Caller caller(Call call) {
    return of(call)
        .filter(bearer -> bearer.principal.isPresent())
        .map(
            bearer -> new Caller(bearer.principal, bearer.methods.contains("mfa"), bearer.contexts))
        .orElseGet(Caller::anAdministrator);
  }
}
