package dev.pimento.directory;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A name by which role settings and Conditional Access policies meet: settings ask for it, and
 * policies say what it takes.
 *
 * @param id {@code c1} to {@code c25} in the service of today, in small letters
 * @param displayName its name
 * @param available whether it is published for apps to ask for
 */
public record AuthenticationContext(String id, String displayName, Verdict available) {

  public AuthenticationContext {
    id = fold(id);
    if (id.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid authentication context: expected an id such as c1, but found none");
    }
    requireNonNull(displayName, "displayName");
    requireNonNull(available, "available");
  }

  /** The id in small letters: settings and policies may write it either way. */
  static String fold(String context) {
    return context.strip().toLowerCase(Locale.ROOT);
  }
}
