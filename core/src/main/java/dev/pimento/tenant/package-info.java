/**
 * The tenant: one immutable value that holds what exists, who is eligible for what, who is assigned
 * what, under which settings, and how completely all of that was read. Versions of a tenant share
 * structure, so an event or a fork never copies it.
 */
@NullMarked
package dev.pimento.tenant;

import org.jspecify.annotations.NullMarked;
