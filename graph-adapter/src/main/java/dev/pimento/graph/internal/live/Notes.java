package dev.pimento.graph.internal.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final String KEPT = "kept";
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
  private final Set<String> kept = new HashSet<>();
  private Optional<String> reading = Optional.empty();
  private Optional<Instant> startedAt = Optional.empty();
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
    switch (parts[0] + " " + parts.length) {
      case STARTED + " 4" -> {
        reading = Optional.of(parts[1]);
        startedAt = Optional.of(Instant.parse(parts[2]));
      }
      case PAGE + " 5" -> {
        List<Integer> pages = new ArrayList<>(list(parts[1]).map(Noted::pages).orElseGet(List::of));
        pages.add(Integer.valueOf(parts[2]));
        lists.put(parts[1], new Noted(pages, Optional.of(parts[3]).filter(url -> !url.isEmpty())));
      }
      case RESTART + " 3" -> lists.remove(parts[1]);
      case KEPT + " 3" -> kept.add(parts[1]);
      case DELTA + " 4" -> deltas.put(parts[1], parts[2]);
      case FINISHED + " 2" -> finished = true;
      default -> {}
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

  /**
   * The first note.
   *
   * @param reading what is read, and of which tenant
   */
  static String started(String reading, Instant at) {
    return String.join(TAB, STARTED, reading, at.toString(), END);
  }

  static String kept(String name) {
    return String.join(TAB, KEPT, name, END);
  }

  static String finished() {
    return String.join(TAB, FINISHED, END);
  }

  /** What is read, and of which tenant; empty where nothing was noted yet. */
  Optional<String> reading() {
    return reading;
  }

  /** When the reading began. */
  Optional<Instant> startedAt() {
    return startedAt;
  }

  /** The lists that were kept from an earlier reading, by their names. */
  Set<String> kept() {
    return Collections.unmodifiableSet(kept);
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
