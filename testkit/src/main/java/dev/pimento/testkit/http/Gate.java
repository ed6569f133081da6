package dev.pimento.testkit.http;

import dev.pimento.knowledge.GraphPermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a token may make a call, by the permissions that it states. A token that states none, or
 * a call without a token, is not checked; nor is a call whose permissions are not known.
 */
final class Gate {

  private Gate() {}

  /**
   * Checks a call.
   *
   * @throws GraphException 403, naming what is missing
   */
  static void check(Call call) {
    Optional<Bearer> bearer = Bearer.of(call).filter(Bearer::statesPermissions);
    if (bearer.isEmpty()) {
      return;
    }
    GraphPermissions.of(call.method(), Router.segments(call.path()))
        .ifPresent(
            permissions ->
                require(
                    call,
                    bearer.get().isApplication()
                        ? permissions.application()
                        : permissions.delegated()));
  }

  /**
   * Checks that the token, if it states permissions, has one of these.
   *
   * @throws GraphException 403, naming what is missing
   */
  static void require(Call call, List<String> anyOf) {
    Optional<Bearer> bearer = Bearer.of(call).filter(Bearer::statesPermissions);
    if (bearer.isEmpty() || bearer.get().permissions().stream().anyMatch(anyOf::contains)) {
      return;
    }
    Set<String> found = bearer.get().permissions();
    String kind = bearer.get().isApplication() ? "application" : "delegated";
    String why =
        anyOf.isEmpty()
            ? "the call is not supported with %s permissions".formatted(kind)
            : "expected one of the %s permissions %s, but found %s".formatted(kind, anyOf, found);
    throw new GraphException(
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
        List.of(Map.entry("MissingPermission", why)));
  }

  /** The permissions of the list that do more than remove. */
  static List<String> beyondRemoval(Call call) {
    List<String> all = new ArrayList<>();
    GraphPermissions.of(call.method(), Router.segments(call.path()))
        .ifPresent(
            permissions -> {
              all.addAll(permissions.delegated());
              all.addAll(permissions.application());
            });
    all.removeIf(name -> name.contains(".Remove."));
    return all;
  }
}
