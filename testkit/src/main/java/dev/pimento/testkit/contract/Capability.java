package dev.pimento.testkit.contract;

/**
 * What an implementation may be without. Reading, activation and deactivation of groups, what
 * administrators do to them, and cancellation are not here: every implementation has them.
 */
public enum Capability {
  /** A test can let time pass: {@link PrivilegedAccessContract#advance}. */
  MOVE_TIME,
  /** Directory roles without groups can be eligible and active. */
  DIRECTORY_ROLES,
  /** A refusal names every rule that failed, and not only the first. */
  ALL_REASONS,
  /** A sign-in with more claims is asked for by an outcome of its own. */
  CLAIMS,
  /** A command can be validated only. */
  VALIDATION_ONLY,
  /** An activation can wait for approval, and be approved or denied. */
  APPROVAL,
  /** Who has something can ask for a later end, or for what expired. */
  EXTENSION_AND_RENEWAL,
  /** Role settings can be changed. */
  SETTINGS,
  /** Members and owners can be added and removed past PIM. */
  CHANGES_PAST_PIM,
  /** Principals can be created, changed, deleted and restored. */
  PRINCIPALS,
  /** The licence can lapse and come back. */
  LICENCE,
  /** A test can have an answer lost on its way: {@link PrivilegedAccessContract#loseAnswer}. */
  LOST_ANSWERS
}
