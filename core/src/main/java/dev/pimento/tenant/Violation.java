package dev.pimento.tenant;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Id;

/**
 * Something in a tenant that the service would not allow, or that contradicts something else. A
 * tenant is read as it is; its violations are listed.
 *
 * @param rule what is violated
 * @param subject the object that violates it
 * @param message what was expected and what was found
 */
public record Violation(Rule rule, Id subject, String message) {

  /** What the service does not allow. */
  public enum Rule {
    /** Two objects share an id; the first counts, the second is in the message. */
    DUPLICATE_ID,
    /** Something refers to a principal that is not among what was read. */
    UNKNOWN_PRINCIPAL,
    /** Something refers to a group that is not among what was read. */
    UNKNOWN_GROUP,
    /** Roles can be assigned only to groups with assigned members (fact 10). */
    DYNAMIC_GROUP_ROLE_ASSIGNABLE,
    /** On-premises groups can't hold roles (fact 19). */
    SYNCED_GROUP_ROLE_ASSIGNABLE,
    /** A tenant has at most 500 role-assignable groups (fact 8). */
    TOO_MANY_ROLE_ASSIGNABLE_GROUPS,
    /** A role-assignable group takes no group as an active member (fact 15). */
    GROUP_IN_ROLE_ASSIGNABLE_GROUP,
    /** A group can't own a group (fact 38). */
    GROUP_OWNS_GROUP,
    /** A role can be assigned only to a group that is role-assignable (fact 7). */
    ROLE_FOR_GROUP_NOT_ROLE_ASSIGNABLE,
    /** PIM manages neither dynamic nor synced nor mail-enabled groups (facts 1, 5). */
    GROUP_NOT_MANAGEABLE_BY_PIM,
    /** Groups are members of each other in a circle. */
    CIRCULAR_NESTING,
    /** Role-assignability is fixed when a group is created (fact 7). */
    ROLE_ASSIGNABILITY_CHANGED
  }

  public Violation {
    requireNonNull(rule, "rule");
    requireNonNull(subject, "subject");
    requireNonNull(message, "message");
  }
}
