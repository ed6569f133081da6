/**
 * The questions: who can, what can, when, and why. {@link dev.pimento.access.AccessIndex} answers
 * from the intervals of schedules and never replays anything. Every answer is three-valued, and one
 * that is not known names the reads that would settle it.
 */
@NullMarked
package dev.pimento.access;

import org.jspecify.annotations.NullMarked;
