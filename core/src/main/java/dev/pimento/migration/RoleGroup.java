package dev.pimento.migration;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.policy.RoleSettings;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A group that takes the place of direct assignments: it holds the roles active, and people are
 * eligible to be members of it.
 *
 * @param group the role-assignable group
 * @param isNew whether it is to be created; else it exists and holds exactly these roles
 * @param roles what it holds
 * @param people who is made eligible, and until when, {@link Instant#MAX} for no end; each held all
 *     of the roles directly, at least as long
 * @param settings the settings for its members: of each rule the strictest of the roles, and no
 *     less strict than the group's own were; of an authentication context and multi-factor
 *     authentication there can be one only (fact 107)
 * @param notes what else there is to know of it, with the numbers of facts
 */
public record RoleGroup(
    Group group,
    boolean isNew,
    SortedSet<RoleAccess> roles,
    SortedMap<Id, Instant> people,
    RoleSettings settings,
    List<String> notes) {

  public RoleGroup {
    requireNonNull(group, "group");
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    people = Collections.unmodifiableSortedMap(new TreeMap<>(people));
    requireNonNull(settings, "settings");
    notes = List.copyOf(notes);
  }

  /** What people are eligible for. */
  public GroupAccess membership() {
    return Access.member(group.id());
  }
}
