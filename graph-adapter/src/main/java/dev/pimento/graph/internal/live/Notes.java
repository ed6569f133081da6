package dev.pimento.graph.internal.live;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How far a reading has come, as it is noted beside the pages: for each list its pages and the URL
 * of the next, and the links that tell later what changed since. A line that was cut off when it
 * was written says nothing.
 */
final class Notes {
  private static final String TAB = "\t";
  private static final String PAGE = "page";
  private static final String RESTART = "restart";
  private static final String DELTA = "delta";
  private static final String STARTED = "started";
  private static final String FINISHED = "finished";
  private static final String END = "end";

  /**
   * How far one list has come.
   *
   * @param pages the numbers of its pages
   * @param next the URL of the next page; empty if there is none
   */
  record Noted(List<Integer> pages, Optional<String> next) {}

  private final Map<String, Noted> lists = new LinkedHashMap<>();
  private final Map<String, String> deltas = new LinkedHashMap<>();
  private boolean finished;

  static Notes of(List<String> lines) {
    Notes notes = new Notes();
    for (String line : lines) {
      String[] parts = line.split(TAB, -1);
      if (parts[parts.length - 1].equals(END)) {
        notes.add(parts);
      }
    }
    return notes;
  }

  private void add(String[] parts) {
    switch (parts[0]) {
      case PAGE -> {
        List<Integer> pages = new ArrayList<>(list(parts[1]).map(Noted::pages).orElseGet(List::of));
        pages.add(Integer.valueOf(parts[2]));
        lists.put(parts[1], new Noted(pages, Optional.of(parts[3]).filter(url -> !url.isEmpty())));
      }
      case RESTART -> lists.remove(parts[1]);
      case STARTED -> {}
      case FINISHED -> finished = true;
      case DELTA -> deltas.put(parts[1], parts[2]);
      default -> throw new IllegalStateException("Expected a note, but found " + parts[0]);
    }
  }

  static String page(ListOf list, int number, Optional<String> next) {
    return String.join(TAB, PAGE, list.name(), String.valueOf(number), next.orElse(""), END);
  }

  static String restart(ListOf list) {
    return String.join(TAB, RESTART, list.name(), END);
  }

  static String delta(String collection, String url) {
    return String.join(TAB, DELTA, collection, url, END);
  }

  static String started() {
    return String.join(TAB, STARTED, END);
  }

  static String finished() {
    return String.join(TAB, FINISHED, END);
  }

  /** Whether the reading came to its end. */
  boolean isFinished() {
    return finished;
  }

  Optional<Noted> list(String name) {
    return Optional.ofNullable(lists.get(name));
  }

  /** The URL that tells what changed in a collection since it was read. */
  Optional<String> delta(String collection) {
    return Optional.ofNullable(deltas.get(collection));
  }

  /** All lists of which there is a page, by their names. */
  Map<String, Noted> lists() {
    return Collections.unmodifiableMap(lists);
  }

  boolean isEmpty() {
    return lists.isEmpty() && deltas.isEmpty();
  }

  /** The same notes, of the lists that are named. */
  List<String> linesOf(Predicate<String> names) {
    return lists.entrySet().stream()
        .filter(entry -> names.test(entry.getKey()))
        .flatMap(
            entry -> {
              String name = entry.getKey();
              Noted noted = entry.getValue();
              List<String> lines = new ArrayList<>();
              for (int i = 0; i < noted.pages().size(); i++) {
                boolean last = i == noted.pages().size() - 1;
                String next = last ? noted.next().orElse("") : "-";
                lines.add(String.join(TAB, PAGE, name, noted.pages().get(i).toString(), next, END));
              }
              return lines.stream();
            })
        .toList();
  }
}
