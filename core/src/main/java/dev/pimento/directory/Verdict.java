package dev.pimento.directory;

/** A truth that may not be known: what was not read is {@link #UNKNOWN}, and never {@link #NO}. */
public enum Verdict {
  YES,
  NO,
  UNKNOWN;

  public static Verdict of(boolean truth) {
    return truth ? YES : NO;
  }

  public boolean isYes() {
    return this == YES;
  }

  public boolean isNo() {
    return this == NO;
  }

  public boolean isUnknown() {
    return this == UNKNOWN;
  }
}
