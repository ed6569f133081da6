/**
 * Assertions in the style of AssertJ: what somebody can use and why, and what the service decided.
 */
@NullMarked
package dev.pimento.testkit.assertj;

import org.jspecify.annotations.NullMarked;
