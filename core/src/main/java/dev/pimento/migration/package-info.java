/**
 * Leaving direct assignment: from a tenant in which people hold roles directly to one in which they
 * are eligible members of few groups that hold them, with the steps and the proof that everybody
 * can do afterwards what they could do before.
 *
 * <p>Everything here is immutable and thread-safe unless it says otherwise.
 */
@NullMarked
package dev.pimento.migration;

import org.jspecify.annotations.NullMarked;
