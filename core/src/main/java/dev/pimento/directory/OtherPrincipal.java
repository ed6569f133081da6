package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

/**
 * A directory object of another kind, such as a device or a contact.
 *
 * @param id its object id
 * @param displayName its name
 * @param kind the service's name of the kind, such as {@code device}
 */
public record OtherPrincipal(Id id, String displayName, String kind) implements Principal {

  public OtherPrincipal {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
    requireNonNull(kind, "kind");
  }

  @Override
  public Verdict enabled() {
    return Verdict.UNKNOWN;
  }

  @Override
  public <T> T walk(Visitor<T> visitor) {
    return visitor.other(this);
  }
}
