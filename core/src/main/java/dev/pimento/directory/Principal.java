package dev.pimento.directory;

import org.immutables.value.Value;

/**
 * Somebody or something that can hold access: a user, a group, a service principal, another
 * directory object, or an id that was met and could not be resolved.
 */
public sealed interface Principal
    permits User, Group, ServicePrincipal, OtherPrincipal, Unresolved {

  Id id();

  /** The name that people know it by; the id where there is none. */
  String displayName();

  /** Whether it can sign in; a group never does. A disabled account keeps what it holds (247). */
  Verdict enabled();

  /** Calls the method of the visitor that belongs to this kind. */
  <T> T walk(Visitor<T> visitor);

  @Value.NonAttribute
  default boolean isGroup() {
    return this instanceof Group;
  }

  /** One method a kind. */
  interface Visitor<T> {
    T user(User user);

    T group(Group group);

    T servicePrincipal(ServicePrincipal servicePrincipal);

    T other(OtherPrincipal other);

    T unresolved(Unresolved unresolved);
  }
}
