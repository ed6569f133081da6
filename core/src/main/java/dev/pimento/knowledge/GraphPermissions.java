package dev.pimento.knowledge;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which permissions a call of Microsoft Graph takes. Any one of them suffices; the least privileged
 * stand first.
 *
 * @param method such as {@code GET}
 * @param path without version, in small letters, {@code {}} where an id stands
 * @param delegated what a user can have let the application do; none where a user can't make the
 *     call
 * @param application what the application itself can be let do; none where it can't make the call
 */
public record GraphPermissions(
    String method, String path, List<String> delegated, List<String> application) {

  public GraphPermissions {
    requireNonNull(method, "method");
    requireNonNull(path, "path");
    delegated = List.copyOf(delegated);
    application = List.copyOf(application);
  }

  /**
   * The permissions of a call.
   *
   * @param method such as {@code GET}
   * @param path the segments after the version, in any case
   * @return empty where they are not known
   */
  public static Optional<GraphPermissions> of(String method, List<String> path) {
    return Tables.permissions().getOrDefault(method, List.of()).stream()
        .filter(permissions -> permissions.isOf(path))
        .findFirst();
  }

  private boolean isOf(List<String> segments) {
    String[] own = path.split("/", -1);
    if (own.length != segments.size()) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      String segment = segments.get(i).toLowerCase(Locale.ROOT).replaceFirst("\\(.*\\)$", "");
      if (!own[i].equals("{}") && !own[i].equals(segment)) {
        return false;
      }
    }
    return true;
  }
}
