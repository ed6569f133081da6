/**
 * What is to be done to a tenant, step by step, and what the service would say to it.
 *
 * <p>Everything here is immutable and thread-safe unless it says otherwise.
 */
@NullMarked
package dev.pimento.plan;

import org.jspecify.annotations.NullMarked;
