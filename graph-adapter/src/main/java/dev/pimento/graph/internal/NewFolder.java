package dev.pimento.graph.internal;

import dev.pimento.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder that an export is written to: it holds nothing before. */
final class NewFolder {

  private NewFolder() {}

  /**
   * Makes the folder, if it isn't there.
   *
   * @throws IllegalArgumentException if there is something in it, or it is a file
   * @throws IOException if it can't be made
   */
  static void make(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw invalid(folder, "a file: give a folder");
    }
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw invalid(folder, "a folder with something in it: give another, or empty it");
      }
    }
  }

  private static IllegalArgumentException invalid(Path folder, String found) {
    String name = Text.safe(folder.toAbsolutePath().normalize().toString());
    return new IllegalArgumentException(
        "Invalid folder for a Graph export: expected a new or an empty one, but \"%s\" is %s"
            .formatted(name, found));
  }
}
