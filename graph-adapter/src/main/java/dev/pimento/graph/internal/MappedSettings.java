package dev.pimento.graph.internal;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.policy.RoleSettings;
import java.util.Optional;

/**
 * The settings of a role or of one side of a group.
 *
 * @param access what they belong to
 * @param settings what they ask
 * @param policy the id of the policy that holds them, if it is stated
 */
record MappedSettings(Access access, RoleSettings settings, Optional<Id> policy) {}
