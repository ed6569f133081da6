package dev.pimento.graph.internal.live;

import java.util.List;

/** Where the pages go that are read, and what is noted of how far the reading has come. */
public interface PageStore {

  /**
   * Keeps a page, in place of the one with its number.
   *
   * @param collection path of the collection, which is its file's
   * @param number from 1
   */
  void put(String collection, int number, String json);

  /** Forgets a page. */
  void drop(String collection, int number);

  /** The page that was put. */
  String get(String collection, int number);

  /** Adds a line to the notes, where somebody may go on from them. */
  void note(String line);

  /** The notes of whoever read here before. */
  List<String> notes();

  /** Puts other notes in place of all that there are. */
  void noteInstead(List<String> lines);
}
