/**
 * Who could take over whose account, and what stands against it. {@link
 * dev.pimento.takeover.UserAdministration} says which roles reach a user, {@link
 * dev.pimento.takeover.Standing} what of the user decides that; {@link
 * dev.pimento.takeover.TakeoverRisk} says who could take over the accounts of people who are
 * eligible for roles, under which readings that changes, and what would help.
 */
@NullMarked
package dev.pimento.takeover;

import org.jspecify.annotations.NullMarked;
