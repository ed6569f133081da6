package dev.pimento.strategy;

/** How somebody comes to a role. */
public enum Strategy {
  /** The person is assigned the role, or eligible for it, without a group. */
  DIRECT("direct"),
  /** The person is an active member of a group that is eligible for the role (fact 156). */
  OPTION_A("Option A"),
  /** The person is an eligible member of a group that holds the role (fact 156). */
  OPTION_B("Option B"),
  /**
   * More than one activation, one after the other: an eligible member of a group that is eligible
   * for the role (fact 159), or that leads to the membership of another one (fact 45).
   */
  DOUBLE_HOP("double hop"),
  /** The person is an active member of a group that holds the role: nothing is activated. */
  THROUGH_GROUP("through a group"),
  /** Ways of several of these lead to the role. */
  MIXED("mixed");

  private final String label;

  Strategy(String label) {
    this.label = label;
  }

  /** What tables call it. */
  @Override
  public String toString() {
    return label;
  }
}
