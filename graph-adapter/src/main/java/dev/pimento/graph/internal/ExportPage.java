package dev.pimento.graph.internal;

import java.nio.file.Path;

/**
 * One file of a collection.
 *
 * @param collection path of the collection, such as {@code groups/{id}/members} with a real id
 * @param number number of the page, from 1
 * @param name how the file is called in reports: its path relative to the export folder
 * @param path the file
 */
record ExportPage(String collection, int number, String name, Path path) {}
