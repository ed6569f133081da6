package dev.pimento.graph.internal;

import java.io.IOException;
import java.io.InputStream;

/**
 * One page of a collection, as Graph sent it.
 *
 * @param collection path of the collection, such as {@code groups/{id}/members} with a real id
 * @param number number of the page, from 1
 * @param name how the page is called in reports: its path relative to the export folder
 * @param content what was sent
 */
public record ExportPage(String collection, int number, String name, Content content) {

  /** The bytes of a page, wherever they lie. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }
}
