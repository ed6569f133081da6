package dev.pimento.graph.internal;

import dev.pimento.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a Graph export on the disk. Paths come from walking the folder and never from
 * what a file says; a link is followed only to a file of the same folder.
 */
final class ExportFolder {
  private static final int MAX_DEPTH = 6;
  private static final Pattern PAGE = Pattern.compile("(.+?)(?:\\.([2-9]|[1-9]\\d{1,5}))?\\.json");
  private static final String EXPECTED =
      "Invalid Graph export: expected a folder with users.json, groups.json and so on, ";

  /** The folders that Graph's paths begin with; others are none of an export's. */
  private static final Set<String> FOLDERS =
      Set.of(
          "applications",
          "auditLogs",
          "directory",
          "groups",
          "identity",
          "identityGovernance",
          "policies",
          "roleManagement",
          "servicePrincipals");

  private ExportFolder() {}

  /**
   * Looks at a folder.
   *
   * @param folder the folder
   * @param problems takes what in it can't be looked at
   * @throws IllegalArgumentException if it is no folder or holds no file of an export
   * @throws UncheckedIOException if it can't be read
   */
  static ExportPages open(Path folder, Consumer<RecordProblem> problems) {
    String name = '"' + Text.safe(folder.toAbsolutePath().normalize().toString()) + '"';
    if (!Files.exists(folder)) {
      throw new IllegalArgumentException(
          EXPECTED + "but there is nothing at " + name + ": check the path");
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          EXPECTED + "but " + name + " is a file: give the folder that holds the files");
    }
    ExportPages found = new ExportPages();
    try {
      Path root = folder.toRealPath();
      Files.walkFileTree(
          root,
          EnumSet.noneOf(java.nio.file.FileVisitOption.class),
          MAX_DEPTH,
          new Walk(root, found, problems));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The Graph export can't be read: expected a readable folder, but found "
              + name
              + (e instanceof AccessDeniedException ? ", which may not be read" : ", which fails")
              + ": check its permissions",
          e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          EXPECTED + "but none of them is in " + name + ": give the folder that holds the files");
    }
    return found;
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final ExportPages pages;
    private final Consumer<RecordProblem> problems;

    private Walk(Path root, ExportPages pages, Consumer<RecordProblem> problems) {
      this.root = root;
      this.pages = pages;
      this.problems = problems;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      Path path = root.relativize(directory);
      boolean known = directory.equals(root) || FOLDERS.contains(path.getName(0).toString());
      if (known && !path.getFileName().toString().startsWith(".")) {
        return FileVisitResult.CONTINUE;
      }
      pages.addForeign(name(directory) + "/");
      return FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        link(file);
      } else if (attributes.isDirectory()) {
        pages.addForeign(name(file) + "/");
      } else {
        add(file, file, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (file.equals(root)) {
        throw e;
      }
      String reason = e instanceof AccessDeniedException ? "may not be read" : "can't be read";
      report(file, "expected a file or folder that can be read, but found one that " + reason);
      return FileVisitResult.CONTINUE;
    }

    private void link(Path link) {
      try {
        Path target = link.toRealPath();
        if (!target.startsWith(root)) {
          report(link, "expected a file, but found a link out of the export folder: not followed");
        } else if (Files.isDirectory(target)) {
          report(link, "expected a folder, but found a link to one: not followed");
        } else {
          add(link, target, Files.readAttributes(target, BasicFileAttributes.class));
        }
      } catch (IOException e) {
        report(link, "expected a file, but found a link that leads nowhere");
      }
    }

    private void add(Path file, Path target, BasicFileAttributes attributes) {
      String name = name(file);
      Matcher page = PAGE.matcher(name);
      if (!attributes.isRegularFile() || !page.matches() || name.startsWith(".")) {
        pages.addForeign(name);
        return;
      }
      String collection = page.group(1);
      @Nullable String digits = page.group(2);
      int number = digits == null ? 1 : Integer.parseInt(digits);
      Instant time = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
      pages.add(new ExportPage(collection, number, name, () -> Files.newInputStream(target)), time);
    }

    private String name(Path path) {
      return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private void report(Path path, String what) {
      problems.accept(new RecordProblem(new Place(name(path), 0, "$"), what));
    }
  }
}
