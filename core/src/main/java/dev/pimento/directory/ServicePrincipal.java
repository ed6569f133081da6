package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An application or a managed identity as a principal of the tenant.
 *
 * @param id its object id, which is not the application's id
 * @param displayName its name
 * @param enabled whether it can sign in
 * @param appId the id of the application that it stands for; empty if it wasn't read
 */
public record ServicePrincipal(Id id, String displayName, Verdict enabled, Optional<Id> appId)
    implements Principal {

  public ServicePrincipal {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
    requireNonNull(enabled, "enabled");
    requireNonNull(appId, "appId");
  }

  /** One whose application was not read. */
  public ServicePrincipal(Id id, String displayName, Verdict enabled) {
    this(id, displayName, enabled, Optional.empty());
  }

  @Override
  public <T> T walk(Visitor<T> visitor) {
    return visitor.servicePrincipal(this);
  }
}
