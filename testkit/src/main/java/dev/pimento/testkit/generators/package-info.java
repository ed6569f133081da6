/**
 * Random tenants, commands and instants. Each comes from a seed: the same seed gives the same, on
 * every machine.
 */
@NullMarked
package dev.pimento.testkit.generators;

import org.jspecify.annotations.NullMarked;
