package dev.pimento.lifecycle;

/**
 * The service's own codes for a refusal, spelled as it spells them, and in the order in which they
 * take precedence: an error names one code, the first that applies. That order is assumed; what is
 * known is that a failed policy names all rules that failed (fact 144).
 */
public enum ErrorCode {
  /** Who calls may not do this. */
  Authorization_RequestDenied(403, "Insufficient privileges to complete the operation."),
  /** The tenant has no licence for PIM. */
  AadPremiumLicenseRequired(
      400,
      "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license."),
  /** The object in the path is not there. */
  Request_ResourceNotFound(404, "The resource does not exist."),
  /** PIM does not know the group. */
  ResourceNotFound(404, "The resource is not found."),
  /** PIM does not know the principal. */
  SubjectNotFound(404, "The subject is not found."),
  /** PIM does not know the role definition. */
  RoleNotFound(404, "The `roleDefinitionId` provided in the request body cannot be found."),
  /** The directory does not allow it. */
  Request_BadRequest(400, "The request is not valid."),
  /** The role is eligible at another scope. */
  InvalidScope(400, "The scope is invalid."),
  /** The request makes no sense as it stands. */
  InvalidRoleAssignmentRequest(400, "The role assignment request is invalid."),
  /** The times make no sense as they stand. */
  InvalidRoleAssignmentRequestSchedule(400, "The role assignment request schedule is invalid."),
  /** There is nothing to remove, change or deactivate. */
  RoleAssignmentDoesNotExist(400, "The Role assignment does not exist."),
  /** It is there already. */
  RoleAssignmentExists(400, "The Role assignment already exists."),
  /** A request about it is open. */
  PendingRoleAssignmentRequest(
      400, "There is already an existing pending Role assignment request."),
  /** Shorter than five minutes, or ended sooner than that; the spelling is the service's. */
  ActiveDurationTooShort(400, "The Active duration is too short. Miniumum Required is 5 minutes."),
  /** At least one rule of the role settings failed; the message lists all that did (fact 144). */
  RoleAssignmentRequestPolicyValidationFailed(400, "The following policy rules failed: "),
  /** The authentication context of the settings is not satisfied; the message is the claims. */
  RoleAssignmentRequestAcrsValidationFailed(400, "&claims="),
  /** Settings with both multi-factor authentication and an authentication context (fact 107). */
  MfaAndAcrsConflict(400, "The Mfa and Acrs policy settings cannot be enabled simultaneously."),
  /** Settings that are locked by recipients of the approvers' notification. */
  ActivationCustomApproversNotEmpty(400, "The custom approvers of the activation are not empty."),
  /** Settings that make no sense. */
  InvalidPolicy(400, "The policy is invalid."),
  /** Somebody else decided first; the status is documented, the code is not (fact 116). */
  Conflict(409, "The request has been decided already.");

  private final int httpStatus;
  private final String message;

  ErrorCode(int httpStatus, String message) {
    this.httpStatus = httpStatus;
    this.message = message;
  }

  /** The HTTP status that it comes with. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Whether it depends on what the role settings are. */
  boolean isBySettings() {
    return this == RoleAssignmentRequestPolicyValidationFailed
        || this == RoleAssignmentRequestAcrsValidationFailed
        || this == MfaAndAcrsConflict
        || this == ActivationCustomApproversNotEmpty;
  }

  /** The message that it comes with, or the beginning of it. */
  public String message() {
    return message;
  }
}
