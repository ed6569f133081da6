package dev.pimento.escalation;

import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import org.jspecify.annotations.Nullable;

/**
 * Which of the accounts under control will do.
 *
 * @param user whether it must be a person's, who can activate and approve
 * @param strong whether its second factor must be under control too
 * @param except an account that won't do
 * @param only the one account that will do
 */
record Who(boolean user, boolean strong, @Nullable Id except, @Nullable Id only) {

  static final Who ANY = new Who(false, false, null, null);
  static final Who USER = new Who(true, false, null, null);

  Who withStrong(boolean needed) {
    return new Who(user, strong || needed, except, only);
  }

  Who but(@Nullable Id account) {
    return new Who(user, strong, account, only);
  }

  Who just(Id account) {
    return new Who(user, strong, except, account);
  }

  /** Whether whoever will do for the other will do here too. */
  boolean admitsAll(Who other) {
    return (!user || other.user)
        && (!strong || other.strong)
        && (except == null || except.equals(other.except) || isOnlyAnother(other.only))
        && (only == null || only.equals(other.only));
  }

  private boolean isOnlyAnother(@Nullable Id one) {
    return one != null && !one.equals(except);
  }

  /** Whether the principal will do, as far as what it is goes. */
  boolean admits(Principal principal) {
    return !principal.isGroup()
        && (!user || principal instanceof User)
        && !principal.id().equals(except)
        && (only == null || principal.id().equals(only));
  }
}
