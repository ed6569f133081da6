/**
 * Core to Microsoft Graph and back.
 *
 * <ul>
 *   <li>{@link dev.pimento.graph.GraphExport}: which tenant lies in this folder of Graph answers?
 *       And: how does a tenant become such a folder?
 *   <li>{@link dev.pimento.graph.ExportProblem}: what of it could not be used or written, where,
 *       and why?
 *   <li>{@link dev.pimento.graph.ExportCount}: what became of the records of a collection?
 *   <li>{@link dev.pimento.graph.ExportListener}: how far has the reading come?
 * </ul>
 */
@NullMarked
package dev.pimento.graph;

import org.jspecify.annotations.NullMarked;
