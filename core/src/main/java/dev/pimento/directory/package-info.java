/**
 * What exists in a tenant, and what can be held in it: principals ({@link
 * dev.pimento.directory.Principal}), role definitions, scopes, and {@link
 * dev.pimento.directory.Access}: membership or ownership of a group, or a role at a scope.
 */
@NullMarked
package dev.pimento.directory;

import org.jspecify.annotations.NullMarked;
