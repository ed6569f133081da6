package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who makes a request, and what their sign-in proved.
 *
 * @param principal who it is; empty where nobody in particular asks, and then what a principal may
 *     do is not checked
 * @param multiFactor whether the sign-in passed multi-factor authentication
 * @param authenticationContexts the authentication contexts that it satisfied, such as {@code c1}
 */
public record Caller(
    Optional<Id> principal, boolean multiFactor, Set<String> authenticationContexts) {

  public Caller {
    requireNonNull(principal, "principal");
    authenticationContexts = Collections.unmodifiableSet(new TreeSet<>(authenticationContexts));
  }

  /** Somebody who signed in with a password only. */
  public static Caller of(Id principal) {
    return new Caller(Optional.of(principal), false, Set.of());
  }

  /** Nobody in particular, with all that an administrator can be asked for at sign-in. */
  public static Caller anAdministrator() {
    return new Caller(Optional.empty(), true, Set.of());
  }

  public Caller withMultiFactor() {
    return new Caller(principal, true, authenticationContexts);
  }

  public Caller withAuthenticationContexts(String... contexts) {
    return new Caller(principal, multiFactor, Set.of(contexts));
  }
}
