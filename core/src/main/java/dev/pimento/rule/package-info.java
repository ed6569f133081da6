/**
 * Rules about access that run as tests: what nobody should hold, what every path should require,
 * what should stay possible over time. {@link dev.pimento.rule.Rules} is the door; a rule that is
 * broken shows the shortest counterexample, which a simulation replays.
 */
@NullMarked
package dev.pimento.rule;

import org.jspecify.annotations.NullMarked;
