/**
 * Talks to Microsoft Graph: single calls and batches, waiting when it is told to wait. Knows
 * nothing of what the calls are about. Not for use outside of the adapter.
 */
@NullMarked
package dev.pimento.graph.internal.http;

import org.jspecify.annotations.NullMarked;
