package dev.pimento.rule;

import dev.pimento.time.IsoDuration;
import java.util.Arrays;
import java.util.List;

/**
 * All the ways on which accounts come to have something in their own name: what they hold, and what
 * they could activate, by themselves and through groups. What is assigned asks for nothing. What
 * any activation on a way asks for, the way asks for; each way counts by itself, so the weakest
 * door does (fact 249). A way is one as long as somebody can approve what waits for approval on it.
 * Immutable and thread-safe.
 */
public final class EveryPath {

  private final Target target;

  EveryPath(Target target) {
    this.target = target;
  }

  /**
   * Each of them should ask for each of these.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Rule shouldRequire(Demand... demands) {
    if (demands.length == 0) {
      throw new IllegalArgumentException(
          "Invalid rule: expected at least one demand, but found none");
    }
    List<String> words = Arrays.stream(demands).map(Demand::words).toList();
    return rule(
        "should require " + String.join(" and ", words),
        Arrays.stream(demands)
            .map(d -> Ways.Kind.without(" without " + d.words(), List.of(d)))
            .toList());
  }

  /**
   * Each of them should be over after so long: what is assigned from start to end, what is
   * activated by what the settings allow. A role that is activated through a group goes on when the
   * membership ends, unless the knowledge says otherwise (fact 160).
   *
   * @param duration ISO 8601, such as {@code PT8H}
   * @throws IllegalArgumentException if it is none
   */
  public Rule shouldLastAtMost(String duration) {
    IsoDuration longest = IsoDuration.of(duration);
    return rule(
        "should last at most " + longest,
        List.of(
            new Ways.Kind(
                " for longer than " + longest,
                true,
                help -> new Filter.Longer(longest.toDuration(), help.endsWithMembership(), true))));
  }

  private Rule rule(String should, List<Ways.Kind> kinds) {
    return new Rule(
        new Ways(
            "every path to " + target.words() + " " + should,
            Subject.anybody(),
            target,
            kinds,
            (who, what, kind) -> who + " has " + what + kind.words()));
  }

  /** What they lead to, in words. */
  @Override
  public String toString() {
    return "every path to " + target.words();
  }
}
