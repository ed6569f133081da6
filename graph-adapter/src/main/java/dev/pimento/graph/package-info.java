/**
 * Core to Microsoft Graph and back.
 *
 * <ul>
 *   <li>{@link dev.pimento.graph.GraphExport}: which tenant lies in this folder of Graph answers?
 *       And: how does a tenant become such a folder?
 *   <li>{@link dev.pimento.graph.GraphConnection}: how is Graph reached, and as whom?
 *   <li>{@link dev.pimento.graph.GraphTenantReader}: which tenant is there now? It writes nothing.
 *   <li>{@link dev.pimento.graph.GraphRead} and {@link dev.pimento.graph.NotRead}: what was read,
 *       and what could not be?
 *   <li>{@link dev.pimento.graph.GraphPrivilegedAccess}: carry this out, please.
 *   <li>{@link dev.pimento.graph.ExportProblem}: what of it could not be used or written, where,
 *       and why?
 *   <li>{@link dev.pimento.graph.ExportCount}: what became of the records of a collection?
 *   <li>{@link dev.pimento.graph.ExportListener}: how far has the reading come?
 * </ul>
 */
@NullMarked
package dev.pimento.graph;

import org.jspecify.annotations.NullMarked;
