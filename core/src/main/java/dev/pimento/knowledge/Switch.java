package dev.pimento.knowledge;

/** A behaviour of the service that nobody documents, or that sources contradict each other on. */
public enum Switch {
  /**
   * Removing an eligibility ends the activations that used it (facts 79, 240). Acts in {@code
   * decide}.
   */
  ELIGIBILITY_REMOVED_ENDS_ACTIVATION("eligibility.removed-ends-activation"),
  /**
   * The expiry of an eligibility ends the activations that used it (facts 77, 240). Acts in {@code
   * due}.
   */
  ELIGIBILITY_EXPIRED_ENDS_ACTIVATION("eligibility.expired-ends-activation"),
  /**
   * An activation that would outlast its eligibility is refused by the eligibility rule (fact 78).
   * Acts in {@code decide}.
   */
  ACTIVATION_BEYOND_ELIGIBILITY_REFUSED("activation.beyond-eligibility-refused");

  private final String key;

  Switch(String key) {
    this.key = key;
  }

  /** Its name in {@code semantics.csv}. */
  public String key() {
    return key;
  }
}
