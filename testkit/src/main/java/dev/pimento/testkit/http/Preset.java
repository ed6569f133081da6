package dev.pimento.testkit.http;

import java.time.Duration;

/**
 * Which of the service's ways the endpoint shows. What is decided, the engine decides under each of
 * them.
 */
public enum Preset {
  /**
   * For tests that want their answers at once: everything new is known at once, and enums are
   * spelled as Graph's schema spells them, which is what Microsoft's SDKs read.
   */
  INSTANT(Duration.ZERO, false, false),

  /**
   * For clients that are to meet what real tenants show: PIM knows a new object only after a while
   * (how long is assumed; clients report minutes and poll), and enums are spelled as Microsoft's
   * own examples spell them, {@code Direct} and not {@code direct}, which its SDKs silently drop
   * (fact 62).
   */
  REALISTIC(Duration.ofSeconds(10), true, false),

  /**
   * For clients that want to rely on what is documented and nothing else: a call needs a token, and
   * the lists of PIM for groups take no option and no filter that their pages don't name (facts
   * 223, 225). New objects as with {@link #REALISTIC}, spellings as in the schema.
   */
  STRICT(Duration.ofSeconds(10), false, true);

  private final Duration lag;
  private final boolean spelledAsDocumented;
  private final boolean documentedOnly;

  Preset(Duration lag, boolean spelledAsDocumented, boolean documentedOnly) {
    this.lag = lag;
    this.spelledAsDocumented = spelledAsDocumented;
    this.documentedOnly = documentedOnly;
  }

  /** How long PIM doesn't know an object that was created over HTTP, by the fake's clock. */
  Duration lag() {
    return lag;
  }

  boolean isSpelledAsDocumented() {
    return spelledAsDocumented;
  }

  boolean isDocumentedOnly() {
    return documentedOnly;
  }
}
