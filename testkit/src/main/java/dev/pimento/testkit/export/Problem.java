package dev.pimento.testkit.export;

import static java.util.Objects.requireNonNull;

import dev.pimento.text.Text;

/**
 * Something in an export that was not as expected. The text is harmless, whatever the file held.
 *
 * @param file the file's path in the folder
 * @param path the JSON path of the place, such as {@code $.value[3].id}; empty for the whole file
 * @param reason what was expected and what was found
 */
public record Problem(String file, String path, String reason) {

  public Problem {
    file = Text.safe(requireNonNull(file, "file"));
    path = Text.safe(requireNonNull(path, "path"));
    reason = Text.safe(requireNonNull(reason, "reason"));
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? file : file + " " + path) + ": " + reason;
  }
}
