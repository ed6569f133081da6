package dev.pimento.graph.internal.live;

import dev.pimento.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pages as the files of an export. A file is there whole or not at all, whatever happens meanwhile.
 * Where the file system knows permissions, the folders that it makes are the owner's alone.
 */
public final class PagesInFolder implements PageStore {
  private static final FileAttribute<?>[] OWNERS_ALONE =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
          }
          : new FileAttribute<?>[0];

  /** What was read of an export so far, line by line. */
  private static final String NOTES = ".reading";

  private final Path folder;

  private PagesInFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Pages in a folder that is empty, is not there yet, or holds a reading that did not come to its
   * end.
   *
   * @throws IllegalArgumentException if there is something else in it
   */
  public static PagesInFolder at(Path folder) {
    boolean ours = Files.exists(folder.resolve(NOTES));
    if (!ours && Files.exists(folder) && !isEmptyFolder(folder)) {
      throw new IllegalArgumentException(
          "Invalid export folder: expected an empty folder, or one of an export that was ended "
              + "before its end, but found something else in "
              + Text.safe(folder.toString()));
    }
    return new PagesInFolder(folder);
  }

  private static boolean isEmptyFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder can't be read: " + folder, e);
    }
  }

  @Override
  public void noteInstead(List<String> lines) {
    Path notes = folder.resolve(NOTES);
    try {
      if (lines.isEmpty()) {
        Files.deleteIfExists(notes);
      } else {
        Path unfinished = folder.resolve(".unfinished");
        Files.write(unfinished, lines);
        Files.move(
            unfinished, notes, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing can be noted in " + folder, e);
    }
  }

  static String name(String collection, int number) {
    return collection + (number == 1 ? "" : "." + number) + ".json";
  }

  @Override
  public void put(String collection, int number, String json) {
    Path file = file(collection, number);
    try {
      Files.createDirectories(file.getParent(), OWNERS_ALONE);
      Path unfinished = folder.resolve(".unfinished");
      Files.writeString(unfinished, json);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The page can't be written: " + file, e);
    }
  }

  @Override
  public void drop(String collection, int number) {
    try {
      Files.deleteIfExists(file(collection, number));
    } catch (IOException e) {
      throw new UncheckedIOException("The page can't be deleted: " + file(collection, number), e);
    }
  }

  @Override
  public String get(String collection, int number) {
    try {
      return Files.readString(file(collection, number));
    } catch (IOException e) {
      throw new UncheckedIOException("The page can't be read: " + file(collection, number), e);
    }
  }

  /** What a broken end left of the line before ends here. */
  @Override
  public void note(String line) {
    try {
      Files.createDirectories(folder, OWNERS_ALONE);
      Files.writeString(
          folder.resolve(NOTES),
          "\n" + line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing can be noted in " + folder, e);
    }
  }

  @Override
  public List<String> notes() {
    Path notes = folder.resolve(NOTES);
    try {
      return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("The notes can't be read in " + folder, e);
    }
  }

  private Path file(String collection, int number) {
    return folder.resolve(name(collection, number));
  }
}
