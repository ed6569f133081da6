/**
 * Not API: how Graph's JSON, from files and from live answers, becomes SDK models without losing
 * what the SDK drops.
 *
 * <ul>
 *   <li>{@link dev.pimento.graph.internal.RecordReader}: which records does this export file hold,
 *       and is that all of them?
 *   <li>{@link dev.pimento.graph.internal.GraphRecord}: what does this record say, as SDK model and
 *       as sent?
 *   <li>{@link dev.pimento.graph.internal.RecordProblem}: what could not be used, where, and why?
 *   <li>{@link dev.pimento.graph.internal.GraphParseNode}: which value does this JSON give an SDK
 *       model?
 * </ul>
 */
@NullMarked
package dev.pimento.graph.internal;

import org.jspecify.annotations.NullMarked;
