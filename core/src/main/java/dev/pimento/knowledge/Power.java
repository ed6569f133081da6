package dev.pimento.knowledge;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * That a role, a permission or an action of a custom role lets somebody reach further than what
 * they hold (facts 24, 26, 176, 248).
 *
 * @param by what gives the power
 * @param holder the role's template id, the app role's id, or the action in small letters
 * @param kind what can be done
 * @param over over which groups; any for what is not about groups
 * @param evidence how it is known
 * @param source where it stands
 * @param date as of when
 */
public record Power(
    By by, String holder, Kind kind, Over over, Evidence evidence, String source, LocalDate date) {

  /** What gives it. */
  public enum By {
    /** A built-in directory role. */
    ROLE,
    /** An app role of Microsoft Graph that a service principal has. */
    PERMISSION,
    /** An action that a custom role allows. */
    ACTION
  }

  /** What can be done. */
  public enum Kind {
    ADD_MEMBER("addMember"),
    MAKE_ELIGIBLE("makeEligible"),
    GRANT_ROLE("grantRole"),
    MAKE_ROLE_ELIGIBLE("makeRoleEligible"),
    GRANT_PERMISSION("grantPermission"),
    ADD_SECRET("addSecret"),
    /** Adding a secret to an application that a service principal owns; owning it is not enough. */
    ADD_SECRET_TO_OWNED("addSecretToOwned"),
    ADD_OWNER("addOwner"),
    CHANGE_GROUP_SETTINGS("changeGroupSettings"),
    CHANGE_ROLE_SETTINGS("changeRoleSettings"),
    /** Changing what an authentication context asks for (fact 26). */
    WEAKEN_CONTEXT("weakenContext"),
    /** Changing properties of users, which rules of dynamic units look at (fact 175). */
    EDIT_USERS("editUsers"),
    /** Letting users sign in with certificates. */
    ALLOW_CERTIFICATES("allowCertificates"),
    /** Having the tenant trust another certificate authority. */
    TRUST_CERTIFICATES("trustCertificates");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  /** Over which groups; "other" groups are those to which no roles can be assigned. */
  public enum Over {
    ANY(""),
    ANY_GROUP("anyGroup"),
    /** Groups that PIM can manage. */
    PIM_GROUP("pimGroup"),
    OTHER_GROUP("otherGroup"),
    OTHER_SECURITY_GROUP("otherSecurityGroup"),
    OTHER_MICROSOFT_365_GROUP("otherMicrosoft365Group");

    private final String key;

    Over(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  public Power {
    requireNonNull(by, "by");
    requireNonNull(holder, "holder");
    requireNonNull(kind, "kind");
    requireNonNull(over, "over");
    requireNonNull(evidence, "evidence");
    requireNonNull(source, "source");
    requireNonNull(date, "date");
  }
}
