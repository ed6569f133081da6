/**
 * How people come to directory roles: directly, as active members of a group that is eligible
 * (Option A), as eligible members of a group that holds the role (Option B), or by both hops (facts
 * 156, 159). {@link dev.pimento.strategy.Strategies} says it of a tenant, with what a shift costs
 * and what stands between shifts; {@link dev.pimento.strategy.StrategyComparison} holds the
 * strategies side by side for one {@link dev.pimento.strategy.Intent}.
 */
@NullMarked
package dev.pimento.strategy;

import org.jspecify.annotations.NullMarked;
