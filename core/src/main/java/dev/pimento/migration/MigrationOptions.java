package dev.pimento.migration;

import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.PimentoStyle;
import dev.pimento.policy.Approver;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import org.immutables.value.Value;

/** What the caller of a migration decides. */
@Value.Immutable
@PimentoStyle
public interface MigrationOptions {

  /** How many steps the search for the fewest groups takes at most, unless said otherwise. */
  long STEPS = 200_000;

  /** The emergency accounts: they keep all that they hold directly. */
  Set<Id> breakGlass();

  /**
   * Who approves where an approval is asked for and the settings of the roles leave nobody: no one
   * approves all the roles of a group, or no one but the person who activates.
   */
  Set<Approver> approvers();

  /**
   * Plain groups to delete, each replaced by a new role-assignable group of the same name (fact 7):
   * some of {@link Migration#recreations()}.
   */
  Set<Id> recreate();

  /** How many steps the search for the fewest groups may take; not negative. */
  default long steps() {
    return STEPS;
  }

  /**
   * What a new group for the roles is called; by their names where it is empty. A name that a group
   * has already is followed by a number.
   */
  Optional<Function<SortedSet<RoleAccess>, String>> names();

  /**
   * The id that a new group of a name gets in plan and simulation, made from the name where it is
   * empty; the service gives another.
   */
  Optional<Function<String, Id>> ids();

  /** Refuses what is no number of steps. */
  @Value.Check
  default void check() {
    if (steps() < 0) {
      throw new IllegalArgumentException(
          "Invalid steps: expected a number that is not negative, but found " + steps());
    }
  }

  /** Nobody keeps standing access, and everything is as by default. */
  static MigrationOptions none() {
    return builder().build();
  }

  /** The accounts keep what they hold directly. */
  static MigrationOptions breakGlass(Id... accounts) {
    return builder().addBreakGlass(accounts).build();
  }

  static ImmutableMigrationOptions.Builder builder() {
    return ImmutableMigrationOptions.builder();
  }
}
