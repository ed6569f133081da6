package dev.pimento.graph.internal.http;

/** A version of Graph. A batch speaks one. */
public enum ApiVersion {
  V1("v1.0"),
  BETA("beta");

  private final String segment;

  ApiVersion(String segment) {
    this.segment = segment;
  }

  /** Its first segment in a URL. */
  @Override
  public String toString() {
    return segment;
  }
}
