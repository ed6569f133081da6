package dev.pimento.tenant;

/** Where a schedule stands in its life. It only moves forward. */
public enum Phase {
  /** Its start is still to come. */
  FUTURE,
  /** It is in force. */
  CURRENT,
  /** It reached its end. It stays in the tenant as history, and can be renewed for a while. */
  EXPIRED,
  /** It was ended before its time: removed, deactivated, canceled. It stays as history. */
  REMOVED
}
