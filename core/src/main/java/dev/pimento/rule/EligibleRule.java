package dev.pimento.rule;

/** That some should not be eligible for something; it can be narrowed to what has no end. */
public final class EligibleRule extends Rule {

  private final Subject subject;
  private final Target target;

  EligibleRule(Subject subject, Target target) {
    super(new Eligible(subject, target, false));
    this.subject = subject;
    this.target = target;
  }

  /** Only what has no end: neither the eligibility nor the membership that it goes through. */
  public Rule permanently() {
    return new Rule(new Eligible(subject, target, true));
  }
}
