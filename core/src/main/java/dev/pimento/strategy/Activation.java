package dev.pimento.strategy;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.policy.RoleSettings;
import java.util.Optional;

/**
 * One activation on the way to a role.
 *
 * @param access what is activated; the settings of its {@code settingsKey()} are enforced
 * @param eligible who is eligible: the person, or a group that the person is in by then (fact 40)
 * @param active whether it is activated at the instant that is asked about
 * @param settings what it has to satisfy; empty where that was not read
 */
public record Activation(
    Access access, Id eligible, boolean active, Optional<RoleSettings> settings) {

  public Activation {
    requireNonNull(access, "access");
    requireNonNull(eligible, "eligible");
    requireNonNull(settings, "settings");
  }
}
