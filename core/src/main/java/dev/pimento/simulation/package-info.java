/**
 * A day in a tenant, on a virtual clock: {@link dev.pimento.simulation.Simulation} runs commands
 * through the engine, lets time pass, and keeps the timeline and the audit trail.
 */
@NullMarked
package dev.pimento.simulation;

import org.jspecify.annotations.NullMarked;
