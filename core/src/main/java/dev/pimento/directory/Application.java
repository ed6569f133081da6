package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

/**
 * The registration of an application. What signs in is its {@link ServicePrincipal}; who may add a
 * secret to the one can act as the other.
 *
 * @param id its object id
 * @param appId the application's own id, which its service principals share
 * @param displayName its name
 */
public record Application(Id id, Id appId, String displayName) {

  public Application {
    requireNonNull(id, "id");
    requireNonNull(appId, "appId");
    requireNonNull(displayName, "displayName");
  }
}
