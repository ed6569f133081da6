package dev.pimento.graph.internal.http;

import dev.pimento.directory.Id;

/** How ids are written in URLs: an id may hold signs that would end a path or a text there. */
public final class Urls {

  private Urls() {}

  /** The id as one segment of a path. */
  public static String segment(Id id) {
    return path(id.toString());
  }

  /** A path of segments, some of which may be ids. */
  public static String path(String segments) {
    return segments.replace("%", "%25").replace("#", "%23");
  }

  /** The id as a text in a filter, which has yet to be escaped. */
  public static String quoted(Id id) {
    return "'" + id.toString().replace("'", "''") + "'";
  }
}
