package dev.pimento.strategy;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.PimentoStyle;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.policy.RoleSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/**
 * What people shall be able to do: the same few roles, all of them in every shift. It says nothing
 * of how; a {@link StrategyComparison} tries each strategy for it.
 */
@Value.Immutable
@PimentoStyle
public interface Intent {

  /** The most people that a comparison is run with. */
  int MOST_PEOPLE = 100;

  /** How many people, 1 to {@link #MOST_PEOPLE}. */
  int people();

  /** The roles at their scopes; at least one. */
  Set<RoleAccess> roles();

  /** How long a shift is; at least the five minutes of an activation (fact 63). */
  default Duration shift() {
    return Duration.ofHours(8);
  }

  /** How many shifts each person has in a month of 30 days; they begin at equal distances. */
  default int shiftsPerMonth() {
    return 20;
  }

  /** The settings of roles, by their settings key; a role that isn't in it has the service's. */
  Map<Access, RoleSettings> roleSettings();

  /** The settings for members of the group of Option B; the service's where it is empty. */
  Optional<RoleSettings> groupSettings();

  /** Whether the same shifts need what is no directory role, such as roles of Azure. */
  default boolean otherResources() {
    return false;
  }

  /** The settings of one of the roles. */
  @Value.NonAttribute
  default RoleSettings settings(RoleAccess role, Knowledge knowledge) {
    RoleSettings own = roleSettings().get(role.settingsKey());
    return own == null ? knowledge.defaultSettings(role) : own;
  }

  /** Refuses what no month has room for. */
  @Value.Check
  default void check() {
    expect(people() >= 1 && people() <= MOST_PEOPLE, "1 to " + MOST_PEOPLE + " people", people());
    expect(!roles().isEmpty(), "at least one role", "none");
    expect(shift().compareTo(Duration.ofMinutes(5)) >= 0, "a shift of 5 minutes at least", shift());
    expect(
        shiftsPerMonth() >= 1
            && shift().compareTo(Strategies.MONTH.dividedBy(shiftsPerMonth())) <= 0,
        "shifts that fit into a month of 30 days",
        shiftsPerMonth() + " of " + shift());
  }

  private static void expect(boolean so, String expected, Object found) {
    if (!so) {
      throw new IllegalArgumentException(
          "Invalid intent: expected %s, but found %s".formatted(expected, found));
    }
  }

  /** Those roles, in 20 shifts of eight hours a month, under the service's own settings. */
  static Intent of(int people, RoleAccess... roles) {
    return builder().people(people).roles(Arrays.asList(roles)).build();
  }

  static ImmutableIntent.Builder builder() {
    return ImmutableIntent.builder();
  }
}
