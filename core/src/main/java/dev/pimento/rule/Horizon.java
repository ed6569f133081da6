package dev.pimento.rule;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.tenant.Eligibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A stretch of time, over which something should stay possible at every instant, even if nobody
 * assigns, extends or renews anything and everybody ends their activations.
 *
 * <p>That is the worst that can come of what people do or leave on their own. Who holds more can do
 * no less: an activation is only added to what stands, nobody loses anything by it, and whether
 * somebody can approve or come to a role only grows with what is held. So whatever is activated,
 * approved or prolonged on the way, what is possible without is possible with it; and what stands
 * and who is eligible changes only where a schedule starts or ends, so these instants are all that
 * have to be looked at. What an administrator takes away, disables or loosens is not part of it.
 *
 * <p>At an instant, who can act is a least fixpoint: an approver who is only eligible has to
 * activate first, which may wait for approval by somebody else. Two that wait for each other can do
 * nothing. Immutable and thread-safe.
 */
public final class Horizon {

  private final String words;
  private final UnaryOperator<Instant> end;

  Horizon(String words, UnaryOperator<Instant> end) {
    this.words = words;
    this.end = end;
  }

  /**
   * Somebody can approve what waits for approval to activate it, whoever asks: if just one person
   * can approve, they must not be one who can ask (fact 114).
   *
   * @param access the role or group, by name or id; {@code owner of } before a group's name means
   *     its ownership
   */
  public Rule someoneCanApprove(String access) {
    return rule(
        "someone can approve " + access,
        asked -> {
          Access of = asked.access(access);
          return List.of(new Goal.Approval(of, asked.nameOf(of), false));
        },
        false);
  }

  /**
   * Somebody can approve whatever somebody could ask for: the same for every role and group whose
   * settings ask for approval, at the instants at which somebody is eligible for it.
   */
  public Rule someoneCanApproveEverything() {
    return rule(
        "someone can approve everything that waits for approval",
        asked -> {
          Set<Access> all = new TreeSet<>(asked.tenant().settingsKeys().toList());
          asked
              .tenant()
              .forEachSchedule(
                  schedule -> {
                    if (schedule instanceof Eligibility) {
                      all.add(schedule.access());
                    }
                  });
          List<Goal> goals = new ArrayList<>();
          for (Access access : all) {
            Door door = Door.of(asked, access);
            if (door.needsApproval() || door.settings().isEmpty()) {
              goals.add(new Goal.Approval(access, asked.nameOf(access), true));
            }
          }
          return goals;
        },
        true);
  }

  /**
   * Some enabled user holds it, or can come to hold it.
   *
   * @param access a role, for the whole tenant, or the membership of a group, by name or id
   */
  public Rule someoneCanBe(String access) {
    return rule("someone can be " + access, asked -> List.of(being(asked, access)), false);
  }

  /**
   * The same, without some who neither hold, activate nor approve anything then.
   *
   * @param breakGlass users by name or id, such as accounts for emergencies
   */
  public Rule someoneBesidesBreakGlassCanBe(String access, String... breakGlass) {
    return rule(
        "someone besides %s can be %s".formatted(String.join(", ", breakGlass), access),
        asked -> List.of(being(asked, access, breakGlass)),
        false);
  }

  private static Goal being(Asked asked, String access, String... without) {
    Access of = asked.access(access);
    if (of instanceof GroupAccess side && side.side() == Side.OWNER) {
      throw new IllegalArgumentException(
          "Invalid rule: expected a role or the membership of a group, but found \"%s\": the "
                  .formatted(access)
              + "directory keeps a group's last owner");
    }
    Set<Id> absent = new TreeSet<>();
    for (String name : without) {
      absent.add(asked.names().principal(name).id());
    }
    return new Goal.Being(of, asked.nameOf(of), List.of(without), absent);
  }

  private Rule rule(String should, Lasting.Goals goals, boolean bySettings) {
    return new Rule(new Lasting(words + ", " + should, end, goals, bySettings));
  }

  /** The stretch in words. */
  @Override
  public String toString() {
    return words;
  }
}
