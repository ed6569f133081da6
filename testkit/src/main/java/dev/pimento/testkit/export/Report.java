package dev.pimento.testkit.export;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what is to be told of an export beside the tenant. */
final class Report {

  final List<Problem> problems = new ArrayList<>();
  final SortedMap<String, Integer> leftOut = new TreeMap<>();

  void problem(String file, String path, String reason) {
    problems.add(new Problem(file, path, reason));
  }

  /** Counts a record that is no mistake and yet is not part of a tenant. */
  void leftOut(String why) {
    leftOut.merge(why, 1, Integer::sum);
  }
}
