/**
 * The oracle: what is held, worked out the slow and obvious way. An implementation that answers
 * otherwise is wrong, or this is.
 */
@NullMarked
package dev.pimento.testkit.reference;

import org.jspecify.annotations.NullMarked;
