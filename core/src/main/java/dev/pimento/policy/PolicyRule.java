package dev.pimento.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The 17 rules that the settings of a role, or of one side of a group, consist of. Microsoft
 * numbers none of them; the numbers are those of this project's table of facts (97 to 99).
 */
public enum PolicyRule {
  /** How long an activation may be. */
  ACTIVATION_EXPIRATION(1, "Expiration_EndUser_Assignment"),
  /** What somebody who activates has to bring. */
  ACTIVATION_ENABLEMENT(2, "Enablement_EndUser_Assignment"),
  /** The authentication context that somebody who activates has to satisfy. */
  ACTIVATION_CONTEXT(3, "AuthenticationContext_EndUser_Assignment"),
  /** Whether an activation has to be approved, and by whom. */
  ACTIVATION_APPROVAL(4, "Approval_EndUser_Assignment"),
  /** How long an eligible assignment may be. */
  ELIGIBILITY_EXPIRATION(5, "Expiration_Admin_Eligibility"),
  /** How long an active assignment may be. */
  ASSIGNMENT_EXPIRATION(6, "Expiration_Admin_Assignment"),
  /** What an administrator has to bring to assign actively. */
  ASSIGNMENT_ENABLEMENT(7, "Enablement_Admin_Assignment"),
  /** What an administrator has to bring to make somebody eligible; no portal shows it. */
  ELIGIBILITY_ENABLEMENT(8, "Enablement_Admin_Eligibility"),
  /** Tells administrators of an eligible assignment. */
  ELIGIBILITY_TO_ADMINISTRATORS(9, "Notification_Admin_Admin_Eligibility"),
  /** Tells the assignee of an eligible assignment. */
  ELIGIBILITY_TO_ASSIGNEE(10, "Notification_Requestor_Admin_Eligibility"),
  /** Asks for a decision about extending or renewing an eligible assignment. */
  ELIGIBILITY_TO_APPROVERS(11, "Notification_Approver_Admin_Eligibility"),
  /** Tells administrators of an active assignment. */
  ASSIGNMENT_TO_ADMINISTRATORS(12, "Notification_Admin_Admin_Assignment"),
  /** Tells the assignee of an active assignment. */
  ASSIGNMENT_TO_ASSIGNEE(13, "Notification_Requestor_Admin_Assignment"),
  /** Asks for a decision about extending or renewing an active assignment. */
  ASSIGNMENT_TO_APPROVERS(14, "Notification_Approver_Admin_Assignment"),
  /** Tells administrators of an activation. */
  ACTIVATION_TO_ADMINISTRATORS(15, "Notification_Admin_EndUser_Assignment"),
  /** Tells the one who activates. */
  ACTIVATION_TO_REQUESTOR(16, "Notification_Requestor_EndUser_Assignment"),
  /** Asks approvers for a decision about an activation. */
  ACTIVATION_TO_APPROVERS(17, "Notification_Approver_EndUser_Assignment");

  private final int number;
  private final String wireName;

  PolicyRule(int number, String wireName) {
    this.number = number;
    this.wireName = wireName;
  }

  public int number() {
    return number;
  }

  /** The id that the service gives the rule, the same in every policy. */
  public String wireName() {
    return wireName;
  }

  /** Whether it says who is told of something. */
  public boolean isNotification() {
    return number >= ELIGIBILITY_TO_ADMINISTRATORS.number;
  }

  /** Whether it tells those who decide. */
  public boolean isToApprovers() {
    return wireName.startsWith("Notification_Approver");
  }

  /** Whether it tells those who administer. */
  public boolean isToAdministrators() {
    return wireName.startsWith("Notification_Admin");
  }

  /** The rule with that id, whatever its case. */
  public static Optional<PolicyRule> of(String wireName) {
    String wanted = wireName.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(rule -> rule.wireName.toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }
}
