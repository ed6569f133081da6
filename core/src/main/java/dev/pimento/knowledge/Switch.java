package dev.pimento.knowledge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A behaviour of the service that nobody documents, or that sources contradict each other on. How
 * it stands, and on what evidence, {@code semantics.csv} says; {@link Knowledge#assuming} changes
 * it.
 *
 * <p>A switch names the facts that leave it open and where it acts: when a command is decided, when
 * time passes, or when a tenant is asked.
 */
public enum Switch {
  /** Removing an eligibility ends the activations that used it. */
  ELIGIBILITY_REMOVED_ENDS_ACTIVATION("eligibility.removed-ends-activation", "79 240", "decide"),
  /** The expiry of an eligibility ends the activations that used it. */
  ELIGIBILITY_EXPIRED_ENDS_ACTIVATION(
      "eligibility.expired-ends-activation", "77 240", "due and asking"),
  /** What becomes of an activation that is asked to outlast its eligibility. */
  ACTIVATION_BEYOND_ELIGIBILITY(
      "activation.beyond-eligibility", "78", "decide", "runs-on", "refused", "clipped"),
  /** Whether a member of a group inside the eligible group is eligible too. */
  ELIGIBILITY_THROUGH_NESTED_GROUPS("eligibility.through-nested-groups", "43", "decide and asking"),
  /** Whether a group may be made an eligible owner, so that its members activate ownership. */
  ELIGIBILITY_OF_GROUP_AS_OWNER("eligibility.of-group-as-owner", "38", "decide"),
  /** Whether a service principal may activate. */
  ACTIVATION_BY_SERVICE_PRINCIPAL("activation.by-service-principal", "20 142", "decide"),
  /**
   * Whether an activation ends when the membership ends that its principal was eligible through:
   * the second hop of a double hop, when the first is over.
   */
  MEMBERSHIP_GONE_ENDS_ACTIVATION("activation.ends-with-membership", "160", "decide and due"),
  /** Whether a role that a group holds is inherited by members of groups inside it. */
  ROLE_NESTED_INHERITANCE("role.nested-inheritance", "15 233", "decide and asking"),
  /** The status of a request for approval that nobody decided in time. */
  APPROVAL_LAPSED_STATUS("approval.lapsed-status", "115 133", "due", "TimedOut", "Denied"),
  /** When an activation begins that is approved after the start it asked for. */
  APPROVAL_LATE_START("approval.late-start", "135", "decide", "at-approval", "as-requested"),
  /** Whether an approved request fails if its principal is no longer eligible. */
  APPROVAL_CHECKS_ELIGIBILITY("approval.checks-eligibility", "136", "decide"),
  /** Whether the one who asks may be the one who approves, for groups. */
  APPROVAL_OF_OWN_GROUP_REQUEST("approval.of-own-group-request", "114", "decide"),
  /** Whether a group may ask for approval with nobody to give it. */
  SETTINGS_GROUP_APPROVAL_WITHOUT_APPROVERS(
      "settings.group-approval-without-approvers", "112", "decide"),
  /** The longest activation that settings may allow. */
  SETTINGS_LONGEST_ACTIVATION(
      "settings.longest-activation", "66 105", "decide", "PT24H", "PT8H", "none"),
  /** Whether settings may ask for a ticket when an administrator assigns actively. */
  SETTINGS_TICKET_FOR_ASSIGNMENT("settings.ticket-for-assignment", "119", "decide"),
  /** Whether each change of a group's settings changes their policy's id. */
  SETTINGS_CHANGE_CHANGES_ID("settings.change-changes-id", "29 230", "decide"),
  /** Whether every extension waits for an administrator, or only where the settings say so. */
  EXTENSION_WAITS(
      "extension.waits-for-administrator", "92 93", "decide", "always", "as-settings-say"),
  /** Whether a removal or deactivation reaches a schedule whose start is still to come. */
  REMOVAL_REACHES_FUTURE_START("removal.reaches-future-start", "69 131", "decide"),
  /** Whether an eligibility can't be removed in its own first five minutes. */
  REMOVAL_OF_ELIGIBILITY_HAS_FLOOR(
      "removal.of-eligibility-has-five-minute-floor", "63 64", "decide"),
  /** What becomes of a direct add of somebody who is active by activation. */
  DIRECT_ADD_DURING_ACTIVATION(
      "direct.add-during-activation", "239", "decide", "refused", "stays-after-it", "ends-with-it"),
  /** Whether an activated member can be removed directly, which ends the activation. */
  DIRECT_REMOVAL_ENDS_ACTIVATION("direct.removal-ends-activation", "239", "decide"),
  /** Whether the five-minute floor holds for a direct removal. */
  DIRECT_REMOVAL_HAS_FLOOR("direct.removal-has-five-minute-floor", "239", "decide"),
  /** Whether a restored principal gets back what it was assigned and eligible for. */
  RESTORE_RESTORES_ASSIGNMENTS("restore.restores-assignments", "82 195", "decide"),
  /** Whether a lapsed licence makes active assignments with an end permanent. */
  LICENCE_LAPSE_MAKES_PERMANENT("licence.lapse-makes-permanent", "83", "decide"),
  /** Whether an application may leave out a justification that the settings ask for. */
  APPLICATION_NEEDS_NO_JUSTIFICATION(
      "administration.application-needs-no-justification", "119", "decide"),
  /** Whether a Privileged Role Administrator manages groups that are not role-assignable. */
  ADMINISTRATION_OF_ANY_GROUP_BY_ROLE_ADMINISTRATOR(
      "administration.of-any-group-by-privileged-role-administrator", "22", "decide"),
  /** Whether a denial in an access review takes an eligibility away too. */
  REVIEW_DENY_REMOVES_ELIGIBILITY(
      "review.deny-removes-eligibility", "189", "applying a review's decisions"),
  /** Whether active owners of a role-assignable group are protected as its members are. */
  PROTECTION_OF_GROUP_OWNERS("protection.of-group-owners", "168", "asking who may reset"),
  /** Whether somebody who is only eligible to own a role-assignable group is protected. */
  PROTECTION_OF_ELIGIBLE_OWNERS("protection.of-eligible-owners", "170", "asking who may reset"),
  /** Whether who is only eligible for a role in person counts as an administrator. */
  PROTECTION_OF_ELIGIBLE_ROLE_HOLDERS(
      "protection.of-eligible-role-holders", "171", "asking who may reset"),
  /** Whether a Privileged Role Administrator resets a Global Administrator's password. */
  RESET_OF_GLOBAL_ADMINISTRATOR_BY_ROLE_ADMINISTRATOR(
      "reset.of-global-administrator-by-privileged-role-administrator",
      "166",
      "asking who may reset"),
  /**
   * Whether a User Administrator of a unit reaches those administrators in it whom a tenant-wide
   * one would.
   */
  RESET_BY_USER_ADMINISTRATOR_OF_UNIT_OF_ADMINISTRATORS(
      "reset.by-user-administrator-of-unit-of-limited-administrators",
      "214 234",
      "asking who may reset"),
  /** Whether a Privileged Authentication Administrator of a unit reaches administrators in it. */
  RESET_BY_AUTHENTICATION_ADMINISTRATOR_OF_UNIT_OF_ADMINISTRATORS(
      "reset.by-privileged-authentication-administrator-of-unit-of-administrators",
      "175 214 234",
      "asking who may reset");

  static final String ON = "on";
  static final String OFF = "off";

  private final String key;
  private final String facts;
  private final String acts;
  private final String choices;

  Switch(String key, String facts, String acts, String... choices) {
    this.key = key;
    this.facts = facts;
    this.acts = acts;
    this.choices = choices.length == 0 ? ON + " " + OFF : String.join(" ", choices);
  }

  /** Its id, as in {@code semantics.csv}. */
  public String key() {
    return key;
  }

  /** How it can stand; {@code on} and {@code off} for most. */
  public List<String> choices() {
    return List.of(choices.split(" "));
  }

  /** The numbers of the facts that leave it open. */
  public List<Integer> facts() {
    return Arrays.stream(facts.split(" ")).map(Integer::valueOf).toList();
  }

  /** Where it acts, in words. */
  public String acts() {
    return acts;
  }

  /** Whether it is either on or off. */
  public boolean isOnOff() {
    return choices().contains(ON);
  }

  /** The switch with that id. */
  public static Optional<Switch> of(String key) {
    return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
  }
}
