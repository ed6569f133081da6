/**
 * Carries commands out over Microsoft Graph, each once, and says what came of it. Not for use
 * outside of the adapter.
 */
@NullMarked
package dev.pimento.graph.internal.act;

import org.jspecify.annotations.NullMarked;
