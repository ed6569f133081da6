package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

/**
 * A directory role, built in or custom.
 *
 * @param id the id that assignments refer to
 * @param displayName its name, such as {@code Exchange Administrator}
 * @param builtIn whether it comes with the service; its id is then the template's id, the same in
 *     every tenant
 */
public record RoleDefinition(Id id, String displayName, boolean builtIn) {

  public RoleDefinition {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
  }
}
