package dev.pimento.graph.internal.act;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.pimento.directory.Id;
import dev.pimento.graph.internal.http.Encoded;
import java.util.Optional;

/**
 * Who signed in, as far as the token tells. Of the token itself nothing is kept.
 *
 * @param principal the user, or the application that acts for itself
 * @param multiFactor whether the sign-in passed multi-factor authentication; empty where the token
 *     says nothing of how it went
 */
record Identity(Optional<Id> principal, Optional<Boolean> multiFactor) {

  private static final Identity NOBODY = new Identity(Optional.empty(), Optional.empty());

  /** Looks into a token; nothing is known of one that can't be looked into. */
  static Identity of(Optional<String> token) {
    return token.flatMap(Identity::claims).map(Identity::of).orElse(NOBODY);
  }

  private static Optional<JsonObject> claims(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      return parts.length == 3
          ? Encoded.text(parts[1])
              .map(JsonParser::parseString)
              .filter(JsonElement::isJsonObject)
              .map(JsonElement::getAsJsonObject)
          : Optional.empty();
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  private static Identity of(JsonObject claims) {
    Optional<Boolean> multiFactor = Optional.empty();
    if (claims.get("amr") instanceof JsonArray methods) {
      boolean mfa = false;
      for (JsonElement method : methods) {
        mfa |= method instanceof JsonPrimitive word && word.getAsString().equals("mfa");
      }
      multiFactor = Optional.of(mfa);
    }
    return new Identity(principal(claims), multiFactor);
  }

  private static Optional<Id> principal(JsonObject claims) {
    try {
      return claims.get("oid") instanceof JsonPrimitive id
          ? Optional.of(Id.of(id.getAsString()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
