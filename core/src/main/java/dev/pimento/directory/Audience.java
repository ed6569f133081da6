package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * People whom a Conditional Access policy is for, or whom it leaves out.
 *
 * @param everyone whether that is everybody
 * @param guests whether all guests are among them; not known where only some kinds of them are
 * @param users single users
 * @param groups groups, with the members of groups in them (fact 44)
 * @param roles built-in roles, with those who hold them for the whole tenant
 */
public record Audience(
    boolean everyone,
    Verdict guests,
    SortedSet<Id> users,
    SortedSet<Id> groups,
    SortedSet<Id> roles) {

  public static final Audience NOBODY =
      new Audience(false, Verdict.NO, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

  public static final Audience EVERYONE =
      new Audience(true, Verdict.NO, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

  public Audience {
    requireNonNull(guests, "guests");
    users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
  }

  public Audience withUser(Id user) {
    return new Audience(everyone, guests, with(users, user), groups, roles);
  }

  public Audience withGroup(Id group) {
    return new Audience(everyone, guests, users, with(groups, group), roles);
  }

  public Audience withRole(Id role) {
    return new Audience(everyone, guests, users, groups, with(roles, role));
  }

  public Audience withGuests(Verdict guests) {
    return new Audience(everyone, guests, users, groups, roles);
  }

  private static SortedSet<Id> with(SortedSet<Id> ids, Id id) {
    SortedSet<Id> more = new TreeSet<>(ids);
    more.add(requireNonNull(id, "id"));
    return more;
  }
}
