package dev.pimento.access;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Lookup;
import dev.pimento.time.Span;
import java.util.List;

/**
 * Why a principal holds an access: the assignments that lead from the one to the other, each the
 * principal of the next being the group of the one before.
 *
 * @param steps at least one
 */
public record AccessPath(List<Assignment> steps) {

  public AccessPath {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid path: expected at least one step, but found none");
    }
  }

  public Id principal() {
    return steps.get(0).principal();
  }

  /** What the path leads to. */
  public Access access() {
    return steps.get(steps.size() - 1).access();
  }

  /** The path in words, such as {@code José: activated member of PIM-Tier2-Admins > Exchange …}. */
  public String describe(Lookup names) {
    StringBuilder words = new StringBuilder(names.nameOf(principal()));
    String separator = ": ";
    for (Assignment step : steps) {
      words.append(separator).append(step.isActivated() ? "activated " : "assigned ");
      words.append(names.nameOf(step.access()));
      words.append(until(step.span()));
      separator = " > ";
    }
    return words.toString();
  }

  private static String until(Span span) {
    if (!span.certain().endExclusive().equals(span.possible().endExclusive())) {
      return " (end not known)";
    }
    return span.certain().isPermanent() ? "" : " until " + span.endExclusive();
  }
}
