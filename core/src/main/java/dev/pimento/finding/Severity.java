package dev.pimento.finding;

/** How much a finding matters, the worst first. */
public enum Severity {
  /** Somebody can come to a privileged role past what is meant to stand before it. */
  HIGH("high"),
  /** One thing more has to go wrong, or the roles are not labelled privileged. */
  MEDIUM("medium"),
  /** Good practice is missing. */
  LOW("low");

  private final String words;

  Severity(String words) {
    this.words = words;
  }

  /** The next one that matters less; the least stays. */
  Severity lower() {
    return this == HIGH ? MEDIUM : LOW;
  }

  @Override
  public String toString() {
    return words;
  }
}
