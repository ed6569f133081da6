/**
 * Who could take over whose account, and what stands against it. {@link
 * dev.pimento.takeover.UserAdministration} says which roles reach a user, {@link
 * dev.pimento.takeover.Standing} what of the user decides that.
 */
@NullMarked
package dev.pimento.takeover;

import org.jspecify.annotations.NullMarked;
