package dev.pimento.rule;

import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import java.util.function.Predicate;

/**
 * What a rule wants every activation on a way, or one of them, to ask for. The methods of {@link
 * Rules} make them. Immutable and thread-safe.
 */
public sealed class Demand {

  private final String words;
  private final Predicate<RoleSettings> asked;

  private Demand(String words, Predicate<RoleSettings> asked) {
    this.words = words;
    this.asked = asked;
  }

  static Demand requirement(String words, Requirement requirement) {
    return new Demand(words, s -> s.activationRequirements().contains(requirement));
  }

  /** What a context asks for, Conditional Access says; it counts as a second factor (108, 246). */
  static Demand multiFactor() {
    return new Demand("multi-factor authentication", RoleSettings::asksForSecondFactor);
  }

  static Demand context(String context) {
    return new Demand(
        "authentication context " + context,
        s -> s.authenticationContext().filter(context::equals).isPresent());
  }

  Verdict isMetBy(Door door, Id account, Candidates candidates) {
    return door.settings().map(s -> Verdict.of(asked.test(s))).orElse(Verdict.UNKNOWN);
  }

  String words() {
    return words;
  }

  /** What it asks for, in words. */
  @Override
  public String toString() {
    return words;
  }

  /** That somebody has to approve. */
  public static final class OfApproval extends Demand {

    OfApproval() {
      super("approval", s -> s.approval().required());
    }

    /**
     * The same, with so many to choose from. One of them decides: that two have to agree, the
     * service can't ask for (fact 242).
     *
     * @param count at least 1
     * @throws IllegalArgumentException if it is less
     */
    public AtLeast fromAtLeast(int count) {
      if (count < 1) {
        throw new IllegalArgumentException(
            "Invalid approval: expected at least 1 candidate approver, but found " + count);
      }
      return new AtLeast(count);
    }
  }

  /**
   * A number of somebody; {@link #candidateApprovers()} says of whom.
   *
   * @param count how many, at least 1
   */
  public record AtLeast(int count) {

    /**
     * Those who could decide: enabled users who are named, or are in a group or role that makes
     * them an approver, or could activate that; never the one who asks (facts 112 to 114).
     */
    public Demand candidateApprovers() {
      return new OfApprovers(count);
    }
  }

  private static final class OfApprovers extends Demand {

    private final int count;

    OfApprovers(int count) {
      super(
          "approval from at least %d candidate approver%s".formatted(count, count == 1 ? "" : "s"),
          s -> s.approval().required());
      this.count = count;
    }

    @Override
    Verdict isMetBy(Door door, Id account, Candidates candidates) {
      Verdict approval = super.isMetBy(door, account, candidates);
      if (!approval.isYes()) {
        return approval;
      }
      if (candidates.atLeast(door, account) >= count) {
        return Verdict.YES;
      }
      return candidates.atMost(door, account) < count ? Verdict.NO : Verdict.UNKNOWN;
    }
  }
}
