package dev.pimento.takeover;

import static java.util.Objects.requireNonNull;

import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Refusal;
import java.util.Comparator;
import java.util.List;

/**
 * Something that could be done against the takeover of an account, tried on a copy of the tenant.
 *
 * @param description what, in words
 * @param commands what does it, in their order; whoever runs them puts in who calls
 * @param refusals why the service would refuse it; none if it can be done
 * @param before how far the account is open to it
 * @param after how far it would be
 * @param privilege what it gives the person beyond protection
 */
public record Mitigation(
    String description,
    List<Command> commands,
    List<Refusal> refusals,
    Exposure before,
    Exposure after,
    Privilege privilege)
    implements Comparable<Mitigation> {

  private static final Comparator<Mitigation> BEST_FIRST =
      Comparator.comparing((Mitigation mitigation) -> !mitigation.refusals.isEmpty())
          .thenComparing(mitigation -> mitigation.left())
          .thenComparing(Mitigation::privilege)
          .thenComparing(mitigation -> mitigation.after.waitsForApproval().isYes() ? 0 : 1)
          .thenComparing(Mitigation::description);

  /** What somebody gets by being protected, the least first. */
  public enum Privilege {
    NONE("none"),
    ROLE("a role"),
    /** A role that Microsoft labels privileged (fact 181). */
    PRIVILEGED_ROLE("a privileged role");

    private final String words;

    Privilege(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  public Mitigation {
    requireNonNull(description, "description");
    commands = List.copyOf(commands);
    refusals = List.copyOf(refusals);
    requireNonNull(before, "before");
    requireNonNull(after, "after");
    requireNonNull(privilege, "privilege");
  }

  /** How many, for sure or perhaps, could take the account over afterwards by themselves. */
  public long left() {
    return people(after);
  }

  /** Whether it can be done and leaves fewer than could before, or lets them wait for others. */
  public boolean helps() {
    return refusals.isEmpty()
        && (left() < people(before)
            || after.takers().certain().size() < before.takers().certain().size()
            || (after.waitsForApproval().isYes() && !before.waitsForApproval().isYes()));
  }

  private static long people(Exposure exposure) {
    return exposure.takers().possible().stream().map(Resetter::principal).distinct().count();
  }

  @Override
  public int compareTo(Mitigation other) {
    return BEST_FIRST.compare(this, other);
  }
}
