package dev.pimento.graph.internal.live;

import dev.pimento.graph.internal.http.Failure;
import dev.pimento.knowledge.GraphPermissions;
import dev.pimento.knowledge.LeastPermissions;
import java.util.Optional;

/**
 * A list that could not be read, or not to its end.
 *
 * @param name what it is called in {@code export.json}
 * @param isPartly whether some of it was read
 * @param failure why not more
 * @param permissions what any one of would have sufficed, where that is what was missing
 */
public record Gap(
    String name, boolean isPartly, Failure failure, Optional<GraphPermissions> permissions) {

  static Gap of(ListOf list, Failure failure) {
    boolean forbidden = failure.status() == 403 || failure.status() == 401;
    return new Gap(
        list.name(), !list.pages().isEmpty(), failure, list.permissions().filter(any -> forbidden));
  }

  /** One line: what failed, and what would help. */
  public String reason() {
    return failure
        + permissions
            .map(needed -> "; what suffices is " + String.join(" or ", LeastPermissions.of(needed)))
            .orElse("");
  }
}
