package dev.pimento.rule;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

/**
 * That some should not come to have something by holding or activating it; it can be narrowed to
 * ways on which nothing asks for an approval, or for a second factor. Narrowed to both, it is about
 * ways on which nothing asks for either.
 */
public final class ReachRule extends Rule {

  private final Subject subject;
  private final Target target;
  private final List<Demand> without;

  ReachRule(Subject subject, Target target) {
    this(subject, target, List.of());
  }

  private ReachRule(Subject subject, Target target, List<Demand> without) {
    super(condition(subject, target, without));
    this.subject = subject;
    this.target = target;
    this.without = without;
  }

  private static Condition condition(Subject subject, Target target, List<Demand> without) {
    String how =
        without.isEmpty()
            ? ""
            : without.stream().map(Demand::words).collect(joining(" or ", " without ", ""));
    return new Ways(
        subject.words() + " should be able to reach " + target.words() + how,
        subject,
        target,
        List.of(Ways.Kind.without(how, without)),
        (who, what, kind) -> who + " has " + what + kind.words());
  }

  /** Only ways on which nothing waits for an approval. */
  public ReachRule withoutApproval() {
    return without(new Demand.OfApproval());
  }

  /** Only ways on which nothing asks for multi-factor authentication or a context. */
  public ReachRule withoutMultiFactor() {
    return without(Demand.multiFactor());
  }

  private ReachRule without(Demand demand) {
    return new ReachRule(
        subject, target, Stream.concat(without.stream(), Stream.of(demand)).toList());
  }
}
