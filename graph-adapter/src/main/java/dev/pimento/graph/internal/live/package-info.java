/**
 * Reads a tenant from Microsoft Graph into the pages of an export, which is then read like any
 * other. Not for use outside of the adapter.
 */
@NullMarked
package dev.pimento.graph.internal.live;

import org.jspecify.annotations.NullMarked;
