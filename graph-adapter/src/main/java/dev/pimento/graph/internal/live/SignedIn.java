package dev.pimento.graph.internal.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.pimento.graph.internal.http.Encoded;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who a token is made out to, and what it permits. Of the token itself nothing is kept.
 *
 * @param tenant id of the tenant; empty where the token does not say it
 * @param application id of the application
 * @param user object id of the user; empty where the application acts for itself
 * @param permissions delegated scopes, or the application's roles
 */
public record SignedIn(String tenant, String application, String user, Set<String> permissions) {

  /** Reads the middle part of a token; empty for a token that can't be looked into. */
  public static Optional<SignedIn> by(String token) {
    String[] parts = token.split("\\.", -1);
    return parts.length == 3 ? Encoded.text(parts[1]).flatMap(SignedIn::of) : Optional.empty();
  }

  private static Optional<SignedIn> of(String claims) {
    try {
      if (!(JsonParser.parseString(claims) instanceof JsonObject json)) {
        return Optional.empty();
      }
      Set<String> permissions = new TreeSet<>();
      String scopes = text(json, "scp");
      if (!scopes.isBlank()) {
        permissions.addAll(List.of(scopes.strip().split("\\s+", -1)));
      }
      if (json.get("roles") instanceof JsonArray roles) {
        roles.forEach(
            role -> {
              if (role.isJsonPrimitive()) {
                permissions.add(role.getAsString());
              }
            });
      }
      boolean delegated = !scopes.isBlank();
      return Optional.of(
          new SignedIn(
              text(json, "tid"),
              text(json, "appid"),
              delegated ? text(json, "oid") : "",
              permissions));
    } catch (JsonParseException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("tenantId", tenant);
    json.addProperty("application", application);
    if (!user.isEmpty()) {
      json.addProperty("user", user);
    }
    JsonArray granted = new JsonArray();
    permissions.forEach(granted::add);
    json.add("permissions", granted);
    return json;
  }
}
