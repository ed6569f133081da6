package dev.pimento.testkit.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.testkit.FakeTenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Makes access tokens that this fake reads; nobody signs them. */
final class Tokens {

  /** How long a token lasts, by the wall clock and not by the tenant's. */
  static final Duration LASTS = Duration.ofHours(1);

  private final FakeTenant fake;
  private final String root;
  private final InstantSource wall;

  Tokens(FakeTenant fake, String root, InstantSource wall) {
    this.fake = fake;
    this.root = root;
    this.wall = wall;
  }

  /**
   * A token.
   *
   * @param principal whose; a service principal's is an application's
   * @param permissions scopes of a user, roles of an application
   * @param multiFactor whether the sign-in passed multi-factor authentication
   * @param contexts the authentication contexts that it satisfied
   */
  String mint(
      Principal principal, Set<String> permissions, boolean multiFactor, Set<String> contexts) {
    boolean application = principal instanceof ServicePrincipal;
    String tenant = fake.exported().tenantId().toString();
    Instant now = wall.instant();
    ObjectNode claims =
        DirectoryTypes.object()
            .put("aud", "https://graph.microsoft.com")
            .put("iss", root + "/" + tenant + "/v2.0")
            .put("iat", now.getEpochSecond())
            .put("nbf", now.getEpochSecond())
            .put("exp", now.plus(LASTS).getEpochSecond())
            .put("idtyp", application ? "app" : "user")
            .put("oid", principal.id().toString())
            .put("sub", principal.id().toString())
            .put("tid", tenant)
            .put("name", principal.displayName())
            .put("ver", "1.0");
    if (principal instanceof User user) {
      claims.put("upn", user.userPrincipalName());
    }
    if (application) {
      claims.put("app_displayname", principal.displayName());
    }
    if (application && !permissions.isEmpty()) {
      words(claims.putArray("roles"), permissions);
    }
    if (!application) {
      if (!permissions.isEmpty()) {
        claims.put("scp", String.join(" ", permissions));
      }
      words(claims.putArray("amr"), multiFactor ? List.of("pwd", "mfa") : List.of("pwd"));
    }
    if (!contexts.isEmpty()) {
      words(claims.putArray("acrs"), contexts);
    }
    return encoded(DirectoryTypes.object().put("alg", "none").put("typ", "JWT"))
        + "."
        + encoded(claims)
        + "."
        + encoded(DirectoryTypes.object().put("signed", "by nobody"));
  }

  private static void words(ArrayNode array, Iterable<String> words) {
    words.forEach(array::add);
  }

  private static String encoded(ObjectNode node) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(node.toString().getBytes(StandardCharsets.UTF_8));
  }
}
