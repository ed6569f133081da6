package dev.pimento.directory;

/** A truth that may not be known: what was not read is {@link #UNKNOWN}, and never {@link #NO}. */
public enum Verdict {
  YES,
  NO,
  UNKNOWN;

  public static Verdict of(boolean truth) {
    return truth ? YES : NO;
  }

  /** Yes if one of the two is, no if both are no. */
  public Verdict or(Verdict other) {
    if (isYes() || other.isYes()) {
      return YES;
    }
    return isNo() && other.isNo() ? NO : UNKNOWN;
  }

  /** Yes if both are, no if one of the two is no. */
  public Verdict and(Verdict other) {
    if (isNo() || other.isNo()) {
      return NO;
    }
    return isYes() && other.isYes() ? YES : UNKNOWN;
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
