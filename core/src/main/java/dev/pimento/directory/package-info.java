/**
 * What exists in a tenant, and what can be held in it: principals ({@link
 * dev.pimento.directory.Principal}), role definitions, scopes, and {@link
 * dev.pimento.directory.Access}: membership or ownership of a group, or a role at a scope. Also
 * what it leans on: licences ({@link dev.pimento.directory.Subscription}) and Conditional Access
 * ({@link dev.pimento.directory.ConditionalAccessPolicy}).
 */
@NullMarked
package dev.pimento.directory;

import org.jspecify.annotations.NullMarked;
