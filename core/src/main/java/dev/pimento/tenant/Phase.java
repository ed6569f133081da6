package dev.pimento.tenant;

/** Where a schedule stands in its life. It only moves forward. */
public enum Phase {
  /** Its start is still to come. */
  FUTURE,
  /** It is in force. */
  CURRENT,
  /** It is over: expired, deactivated or removed. It stays in the tenant as history. */
  ENDED
}
