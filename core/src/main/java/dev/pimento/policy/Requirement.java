package dev.pimento.policy;

/** What an enablement rule can ask of the one who makes a request (rule ids 2, 7 and 8). */
public enum Requirement {
  MULTI_FACTOR_AUTHENTICATION("MultiFactorAuthentication"),
  JUSTIFICATION("Justification"),
  TICKETING("Ticketing");

  private final String wireName;

  Requirement(String wireName) {
    this.wireName = wireName;
  }

  /** The name that the service uses for it. */
  public String wireName() {
    return wireName;
  }
}
