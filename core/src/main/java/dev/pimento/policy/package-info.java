/**
 * Role settings: what an activation or an assignment must satisfy before the service carries it
 * out. Each role has its own, and each side of a group has its own.
 */
@NullMarked
package dev.pimento.policy;

import org.jspecify.annotations.NullMarked;
