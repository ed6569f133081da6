package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

/**
 * A principal of which only the id is known: deleted, from elsewhere, or simply not read.
 *
 * @param id the id that something refers to
 */
public record Unresolved(Id id) implements Principal {

  public Unresolved {
    requireNonNull(id, "id");
  }

  @Override
  public String displayName() {
    return id.toString();
  }

  @Override
  public Verdict enabled() {
    return Verdict.UNKNOWN;
  }

  @Override
  public <T> T walk(Visitor<T> visitor) {
    return visitor.unresolved(this);
  }
}
