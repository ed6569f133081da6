package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

/**
 * An application or a managed identity as a principal of the tenant.
 *
 * @param id its object id, which is not the application's id
 * @param displayName its name
 * @param enabled whether it can sign in
 */
public record ServicePrincipal(Id id, String displayName, Verdict enabled) implements Principal {

  public ServicePrincipal {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
    requireNonNull(enabled, "enabled");
  }

  @Override
  public <T> T walk(Visitor<T> visitor) {
    return visitor.servicePrincipal(this);
  }
}
