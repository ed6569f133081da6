package dev.pimento.graph.internal.http;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.Optional;

/** Gives the token that a call carries. */
@FunctionalInterface
public interface Tokens {

  /**
   * A token, from a cache or by a sign-in.
   *
   * @param claims further claims that the service asked for, as JSON
   * @return empty where nobody signs in
   */
  Optional<String> token(Optional<String> claims);

  /** Nobody signs in. */
  static Tokens none() {
    return claims -> Optional.empty();
  }

  /** The tokens of a credential of Azure Identity, for one scope. */
  static Tokens of(TokenCredential credential, String scope) {
    return claims -> {
      TokenRequestContext context = new TokenRequestContext().addScopes(scope).setCaeEnabled(true);
      claims.ifPresent(context::setClaims);
      return Optional.of(credential.getTokenSync(context).getToken());
    };
  }
}
