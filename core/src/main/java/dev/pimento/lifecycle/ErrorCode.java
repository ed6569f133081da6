package dev.pimento.lifecycle;

/** The service's own codes for a refusal, spelled as it spells them. */
public enum ErrorCode {
  RoleAssignmentExists(400),
  RoleAssignmentDoesNotExist(400),
  PendingRoleAssignmentRequest(400),
  /** At least one rule of the role settings failed; the message lists all that did (fact 144). */
  RoleAssignmentRequestPolicyValidationFailed(400),
  /** The authentication context of the settings is not satisfied. */
  RoleAssignmentRequestAcrsValidationFailed(400),
  ActiveDurationTooShort(400),
  InvalidRoleAssignmentRequest(400),
  InvalidRoleAssignmentRequestSchedule(400),
  InvalidScope(400),
  SubjectNotFound(400),
  RoleNotFound(400),
  ResourceNotFound(404),
  Request_BadRequest(400),
  Request_ResourceNotFound(404),
  Authorization_RequestDenied(403);

  private final int httpStatus;

  ErrorCode(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  /** The HTTP status that it comes with. */
  public int httpStatus() {
    return httpStatus;
  }
}
