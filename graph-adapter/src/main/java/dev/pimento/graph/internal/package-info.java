/**
 * Not API: how Graph's JSON, from files and from live answers, becomes SDK models and values of
 * core without losing what the SDK drops, and how values of core become both again.
 *
 * <ul>
 *   <li>{@link dev.pimento.graph.internal.RecordReader}: which records does this export file hold,
 *       and is that all of them?
 *   <li>{@link dev.pimento.graph.internal.GraphRecord}: what does this record say, as SDK model and
 *       as sent?
 *   <li>{@link dev.pimento.graph.internal.RecordProblem}: what could not be used, where, and why?
 *   <li>{@link dev.pimento.graph.internal.GraphParseNode}: which value does this JSON give an SDK
 *       model?
 *   <li>{@link dev.pimento.graph.internal.ExportWriter}: how does a tenant become a folder of Graph
 *       answers, and what of it does not fit in?
 * </ul>
 *
 * <p>Each noun has one mapper: {@code RecordMapper} is its way in, {@code ToGraph} its way out.
 * Single rules of a policy go out by {@code PolicyRules.toGraph}, what a request asks by {@code
 * RequestMapper.ask}.
 */
@NullMarked
package dev.pimento.graph.internal;

import org.jspecify.annotations.NullMarked;
