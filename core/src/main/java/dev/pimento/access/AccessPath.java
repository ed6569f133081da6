package dev.pimento.access;

import static java.util.stream.Collectors.joining;

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
    return names.nameOf(principal()) + ": " + describeSteps(names);
  }

  /** The path in words, without whose it is. */
  public String describeSteps(Lookup names) {
    return steps.stream()
        .map(
            step ->
                (step.isActivated() ? "activated " : "assigned ")
                    + names.nameOf(step.access())
                    + until(step.span()))
        .collect(joining(" > "));
  }

  private static String until(Span span) {
    if (!span.certain().endExclusive().equals(span.possible().endExclusive())) {
      return " (end not known)";
    }
    return span.certain().isPermanent() ? "" : " until " + span.endExclusive();
  }
}
