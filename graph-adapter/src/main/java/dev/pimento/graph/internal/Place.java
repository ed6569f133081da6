package dev.pimento.graph.internal;

import com.google.gson.stream.JsonReader;

/**
 * A place in Graph JSON, such as {@code groups.json:12 $.value[3].id}.
 *
 * @param file path of the file, relative to the export folder; for a live answer, its name
 * @param line line of the record in the file, from 1; 0 if there are no lines to speak of
 * @param path JSON path from the root {@code $}
 */
public record Place(String file, int line, String path) {

  private static final int MAX_PATH = 160;

  /** Returns the place that a reader has reached. */
  static Place of(String file, JsonReader reader) {
    return new Place(file, number(reader, "line"), bounded(reader.getPath()));
  }

  /** A path into deep JSON is as long as the JSON is deep; its ends say enough. */
  private static String bounded(String path) {
    int half = MAX_PATH / 2;
    return path.length() <= MAX_PATH
        ? path
        : path.substring(0, half) + "…" + path.substring(path.length() - half);
  }

  /** Returns the column, from 1, that a reader has reached. */
  static int column(JsonReader reader) {
    return number(reader, "column");
  }

  Place withPath(String newPath) {
    return new Place(file, line, newPath);
  }

  /**
   * {@code JsonReader} tells its line in {@code toString} only: "JsonReader at line 1 column 2".
   */
  private static int number(JsonReader reader, String label) {
    String text = reader.toString();
    String mark = " " + label + " ";
    int start = text.indexOf(mark);
    if (start < 0) {
      return 0;
    }
    start += mark.length();
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end == start ? 0 : Integer.parseInt(text, start, end, 10);
  }

  @Override
  public String toString() {
    return Excerpt.of(file) + (line == 0 ? "" : ":" + line) + " " + Excerpt.of(path);
  }
}
