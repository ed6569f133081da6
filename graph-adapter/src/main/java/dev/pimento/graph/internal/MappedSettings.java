package dev.pimento.graph.internal;

import dev.pimento.directory.Access;
import dev.pimento.policy.RoleSettings;

/**
 * The settings of a role or of one side of a group.
 *
 * @param access what they belong to
 * @param settings what they ask
 */
record MappedSettings(Access access, RoleSettings settings) {}
