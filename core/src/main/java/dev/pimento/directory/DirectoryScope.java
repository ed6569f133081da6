package dev.pimento.directory;

/**
 * Where a role applies: the whole tenant, the members of an administrative unit, or one directory
 * object (fact 209).
 */
public sealed interface DirectoryScope extends Comparable<DirectoryScope> {

  /** Written {@code /}. */
  record Tenant() implements DirectoryScope {
    @Override
    public String toString() {
      return "/";
    }
  }

  /**
   * Written {@code /administrativeUnits/{id}}.
   *
   * @param id the unit's id
   */
  record AdministrativeUnit(Id id) implements DirectoryScope {
    @Override
    public String toString() {
      return "/administrativeUnits/" + id;
    }
  }

  /**
   * Written {@code /{id}}.
   *
   * @param id the object's id
   */
  record DirectoryObject(Id id) implements DirectoryScope {
    @Override
    public String toString() {
      return "/" + id;
    }
  }

  /**
   * Reads a scope as the service writes it.
   *
   * @throws IllegalArgumentException if it has none of the three forms
   */
  static DirectoryScope of(String text) {
    if (text.equals("/")) {
      return tenant();
    }
    String prefix = "/administrativeUnits/";
    if (text.regionMatches(true, 0, prefix, 0, prefix.length())) {
      return new AdministrativeUnit(Id.of(text.substring(prefix.length())));
    }
    if (text.startsWith("/") && text.indexOf('/', 1) < 0) {
      return new DirectoryObject(Id.of(text.substring(1)));
    }
    throw new IllegalArgumentException(
        "Invalid directory scope: expected /, /administrativeUnits/{id} or /{id}, but found \""
            + text
            + "\"");
  }

  static DirectoryScope tenant() {
    return new Tenant();
  }

  static DirectoryScope administrativeUnit(Id id) {
    return new AdministrativeUnit(id);
  }

  /** Whether what is held here also holds there: the tenant covers all, any other scope itself. */
  default boolean covers(DirectoryScope other) {
    return this instanceof Tenant || equals(other);
  }

  @Override
  default int compareTo(DirectoryScope other) {
    return toString().compareTo(other.toString());
  }
}
