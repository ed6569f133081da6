/**
 * Who could take what over: paths from an account to a role in steps that the directory allows, at
 * their price and in time. {@link dev.pimento.escalation.Escalation} is the door.
 */
@NullMarked
package dev.pimento.escalation;

import org.jspecify.annotations.NullMarked;
