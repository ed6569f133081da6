package dev.pimento.testkit.contract;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what became of the tests of one implementation. Thread-safe. */
final class Tally {

  private final Map<Capability, List<Boolean>> missing = new EnumMap<>(Capability.class);
  private int passed;
  private int notOffered;

  synchronized void passed() {
    passed++;
  }

  /**
   * Counts a test of what is not offered.
   *
   * @param works whether it passed all the same
   */
  synchronized void notOffered(Set<Capability> capabilities, boolean works) {
    notOffered++;
    capabilities.forEach(c -> missing.computeIfAbsent(c, any -> new ArrayList<>()).add(works));
  }

  /** The counts, for a report. */
  synchronized Map<String, String> counts() {
    Map<String, String> counts = new LinkedHashMap<>();
    counts.put("contract tests passed", String.valueOf(passed));
    counts.put("contract tests of what is not offered", String.valueOf(notOffered));
    missing.forEach((what, tests) -> counts.put("not offered: " + what, tests.size() + " tests"));
    return counts;
  }

  /** The capabilities that are not offered, and of which every test passed; empty for none. */
  synchronized String working() {
    return missing.entrySet().stream()
        .filter(entry -> !entry.getValue().contains(false))
        .map(entry -> entry.getKey().name())
        .collect(joining(", "));
  }
}
