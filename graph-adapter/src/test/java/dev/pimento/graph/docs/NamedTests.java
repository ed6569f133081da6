package dev.pimento.graph.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests that name facts or behaviours, found in the sources of all modules. */
final class NamedTests {

  private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(");
  private static final Pattern FACTS = Pattern.compile("[fF]acts?_?(\\d+(?:And\\d+)*)");
  private static final Pattern BEHAVIOURS = Pattern.compile("_http_(\\d+)");

  private NamedTests() {}

  /** The tests of each fact, as {@code Class.method}, in the order of the files. */
  static SortedMap<Integer, List<String>> in(Path root) throws IOException {
    return in(root, FACTS);
  }

  /** The same of each behaviour over HTTP. */
  static SortedMap<Integer, List<String>> ofBehaviours(Path root) throws IOException {
    return in(root, BEHAVIOURS);
  }

  private static SortedMap<Integer, List<String>> in(Path root, Pattern named) throws IOException {
    SortedMap<Integer, List<String>> tests = new TreeMap<>();
    for (String module : List.of("core", "testkit", "graph-adapter")) {
      Path sources = root.resolve(module).resolve("src/test/java");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).sorted().toList()) {
          collect(file, named, tests);
        }
      }
    }
    return tests;
  }

  private static void collect(Path file, Pattern named, SortedMap<Integer, List<String>> into)
      throws IOException {
    String type = String.valueOf(file.getFileName()).replace(".java", "");
    for (MatchResult method : METHOD.matcher(Files.readString(file)).results().toList()) {
      named
          .matcher(method.group(1))
          .results()
          .flatMap(numbers -> Stream.of(numbers.group(1).split("And")))
          .map(Integer::valueOf)
          .distinct()
          .forEach(
              number ->
                  into.computeIfAbsent(number, n -> new ArrayList<>())
                      .add(type + "." + method.group(1)));
    }
  }
}
