package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A directory role, built in or custom.
 *
 * @param id the id that assignments refer to
 * @param displayName its name, such as {@code Exchange Administrator}
 * @param builtIn whether it comes with the service; its id is then the template's id, the same in
 *     every tenant
 * @param actions what a custom role allows, such as {@code
 *     microsoft.directory/groups/members/update}, in small letters; empty for a built-in role, or
 *     if it wasn't read
 */
public record RoleDefinition(
    Id id, String displayName, boolean builtIn, SortedSet<String> actions) {

  public RoleDefinition {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
    actions = Collections.unmodifiableSortedSet(lowerCase(actions));
  }

  /** One whose actions are those of its template, or were not read. */
  public RoleDefinition(Id id, String displayName, boolean builtIn) {
    this(id, displayName, builtIn, Collections.emptySortedSet());
  }

  private static SortedSet<String> lowerCase(Collection<String> actions) {
    SortedSet<String> lower = new TreeSet<>();
    actions.forEach(action -> lower.add(action.toLowerCase(Locale.ROOT)));
    return lower;
  }
}
