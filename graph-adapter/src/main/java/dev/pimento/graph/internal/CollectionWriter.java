package dev.pimento.graph.internal;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes the records of one collection, one a line, as {@code name.json}, {@code name.2.json} and
 * so on. A collection without records has a file all the same: it was read, and is empty.
 *
 * <p>For use by one thread; to be closed.
 */
final class CollectionWriter implements AutoCloseable {

  private final Path folder;
  private final String collection;
  private final String context;
  private final int pageSize;

  private BufferedWriter page;
  private int number = 1;
  private int records;

  /**
   * Opens the first page.
   *
   * @param folder the folder of the export
   * @param collection the collection's path
   * @param context its {@code @odata.context}
   * @param pageSize how many records go into a file
   */
  CollectionWriter(Path folder, String collection, String context, int pageSize)
      throws IOException {
    this.folder = folder;
    this.collection = collection;
    this.context = context;
    this.pageSize = pageSize;
    this.page = open();
  }

  /**
   * Writes a record.
   *
   * @throws UncheckedIOException if it can't be written
   */
  void add(JsonObject record) {
    try {
      if (records == pageSize) {
        close();
        number++;
        records = 0;
        page = open();
      }
      page.write(records == 0 ? "\n" : ",\n");
      page.write(record.toString());
      records++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BufferedWriter open() throws IOException {
    String name = collection + (number == 1 ? "" : "." + number) + ".json";
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    BufferedWriter opened = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW);
    opened.write("{\"@odata.context\":" + new JsonPrimitive(context) + ",\"value\":[");
    return opened;
  }

  /** Ends the last page. */
  @Override
  public void close() throws IOException {
    page.write("\n]}\n");
    page.close();
  }
}
