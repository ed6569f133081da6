package dev.pimento.strategy;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.Read;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may reset the password of an account while nothing is activated (facts 156, 168 to 172): an
 * active member or owner of a role-assignable group, and whoever holds a role that protects, is
 * beyond all but those who may reset everybody, such as Privileged Authentication and Global
 * Administrators; who is only eligible is an ordinary user.
 *
 * @param isProtected whether nobody else may; unknown where something was not read that could
 *     protect
 * @param mayReset the roles that may, each at the scope at which it must be held, as far as nothing
 *     that is known of the account stands against it
 * @param reads what to read to settle an unknown verdict
 */
public record IdleAccount(
    Verdict isProtected, SortedSet<RoleAccess> mayReset, SortedSet<Read> reads) {

  public IdleAccount {
    requireNonNull(isProtected, "isProtected");
    mayReset = Collections.unmodifiableSortedSet(new TreeSet<>(mayReset));
    reads = Collections.unmodifiableSortedSet(new TreeSet<>(reads));
  }

  @Override
  public String toString() {
    return switch (isProtected) {
      case YES -> "protected";
      case NO -> "open to " + Words.count(mayReset.size(), "role");
      case UNKNOWN -> "not known";
    };
  }
}
