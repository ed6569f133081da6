package dev.pimento.rule;

import dev.pimento.time.IsoDuration;
import java.util.List;

/** That some should not hold something; it can be narrowed to what is held for long. */
public final class HoldRule extends Rule {

  private final Subject subject;
  private final Target target;

  HoldRule(Subject subject, Target target) {
    super(condition(subject, target, "", new Filter.Held()));
    this.subject = subject;
    this.target = target;
  }

  private static Condition condition(Subject subject, Target target, String how, Filter filter) {
    return new Ways(
        subject.words() + " should hold " + target.words() + how,
        subject,
        target,
        List.of(Ways.Kind.held(how, filter)),
        (who, what, kind) -> who + " holds " + what + kind.words());
  }

  /**
   * Only what is held without end: each assignment on the way has none. What is activated always
   * ends (fact 67).
   */
  public Rule permanently() {
    return new Rule(condition(subject, target, " permanently", new Filter.Permanent()));
  }

  /**
   * Only what is held for longer: each assignment on the way, from its start to its end, is. Of one
   * whose start was not read only what was seen counts.
   *
   * @param duration ISO 8601, such as {@code PT8H}
   * @throws IllegalArgumentException if it is none
   */
  public Rule longerThan(String duration) {
    IsoDuration longest = IsoDuration.of(duration);
    return new Rule(
        condition(
            subject,
            target,
            " for longer than " + longest,
            new Filter.Longer(longest.toDuration(), true, false)));
  }
}
