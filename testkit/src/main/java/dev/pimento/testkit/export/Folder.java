package dev.pimento.testkit.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that are really there, by their paths in the folder. No path is ever made from what a
 * file says, and no link is followed.
 */
final class Folder {

  private static final String JSON = ".json";

  private final NavigableMap<String, Path> files = new TreeMap<>();
  private final SortedSet<String> unused = new TreeSet<>();
  private Instant newest = Instant.MIN;

  private Folder() {}

  /**
   * @throws IllegalArgumentException if it is no folder, or has no JSON file in it
   */
  static Folder of(Path root, Report report) {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException(
          "Invalid export: expected a folder, but found %s: %s"
              .formatted(Files.exists(root) ? "something else" : "nothing", root));
    }
    Folder folder = new Folder();
    try {
      Path real = root.toRealPath();
      Files.walkFileTree(real, folder.new Collector(real, report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (folder.files.keySet().stream().noneMatch(name -> name.endsWith(JSON))) {
      throw new IllegalArgumentException(
          "Invalid export: expected JSON files, but found none in " + root);
    }
    return folder;
  }

  /** The newest modification of a JSON file, in seconds. */
  Instant newest() {
    return newest.truncatedTo(ChronoUnit.SECONDS);
  }

  Optional<Path> use(String file) {
    unused.remove(file);
    return Optional.ofNullable(files.get(file));
  }

  boolean has(String collection) {
    return !pages(collection).isEmpty();
  }

  /** The pages of a collection: {@code name.json}, {@code name.2.json} and so on. */
  NavigableMap<Integer, String> pages(String collection) {
    NavigableMap<Integer, String> pages = new TreeMap<>();
    String prefix = collection + ".";
    for (String file : files.tailMap(prefix, false).keySet()) {
      if (!file.startsWith(prefix)) {
        break;
      }
      String rest = file.substring(prefix.length());
      if (rest.equals("json")) {
        pages.put(1, file);
      } else if (rest.matches("[1-9][0-9]{0,8}\\.json") && !rest.equals("1.json")) {
        pages.put(Integer.parseInt(rest.substring(0, rest.indexOf('.'))), file);
      }
    }
    return pages;
  }

  /** The names of the folders inside a folder that have files in them. */
  SortedSet<String> foldersIn(String parent) {
    SortedSet<String> names = new TreeSet<>();
    String prefix = parent + "/";
    for (String file : files.tailMap(prefix).keySet()) {
      if (!file.startsWith(prefix)) {
        break;
      }
      int slash = file.indexOf('/', prefix.length());
      if (slash > 0) {
        names.add(file.substring(prefix.length(), slash));
      }
    }
    return names;
  }

  List<String> unused() {
    return new ArrayList<>(unused);
  }

  private final class Collector extends SimpleFileVisitor<Path> {

    private final Path root;
    private final Report report;

    private Collector(Path root, Report report) {
      this.root = root;
      this.report = report;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = name(file);
      if (!attributes.isRegularFile()) {
        report.problem(name, "", "expected a file, but found a link or a device; not followed");
        return FileVisitResult.CONTINUE;
      }
      files.put(name, file);
      unused.add(name);
      Instant modified = attributes.lastModifiedTime().toInstant();
      if (name.endsWith(JSON) && modified.isAfter(newest)) {
        newest = modified;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      report.problem(name(file), "", "expected a readable file, but found " + e);
      return FileVisitResult.CONTINUE;
    }

    private String name(Path file) {
      return root.relativize(file).toString().replace('\\', '/');
    }
  }
}
