package dev.pimento.rule;

import dev.pimento.policy.Requirement;
import dev.pimento.time.IsoDuration;
import java.time.Instant;

/**
 * The words that rules are made of, for static import.
 *
 * <pre>{@code
 * import static dev.pimento.rule.Rules.*;
 *
 * noHuman().shouldHold(privilegedRoles()).permanently().check(tenant);
 * everyPathTo("Global Administrator")
 *     .shouldRequire(approval().fromAtLeast(2).candidateApprovers())
 *     .check(tenant);
 * overTheNext("P90D").someoneCanBe("Global Administrator").check(tenant);
 * }</pre>
 */
public final class Rules {

  private Rules() {}

  /** No user, guests too. */
  public static Subject noHuman() {
    return Subject.human();
  }

  /** No account at all: users, service principals and whatever else can hold something. */
  public static Subject nobody() {
    return Subject.anybody();
  }

  /** No guest. */
  public static Subject noGuest() {
    return Subject.guest();
  }

  /** No service principal. */
  public static Subject noServicePrincipal() {
    return Subject.servicePrincipal();
  }

  /**
   * No active member of a group, or of groups inside it.
   *
   * @param group its name or id
   */
  public static Subject noMemberOf(String group) {
    return Subject.memberOf(group);
  }

  /**
   * Nobody but active members of a group, or of groups inside it.
   *
   * @param group its name or id
   */
  public static Subject nobodyButMembersOf(String group) {
    return Subject.otherThanMemberOf(group);
  }

  /**
   * The built-in roles that Microsoft labels privileged (fact 181); no custom role is among them.
   */
  public static Target privilegedRoles() {
    return Target.privilegedRoles();
  }

  /** Every directory role. */
  public static Target anyRole() {
    return Target.anyRole();
  }

  /**
   * A directory role.
   *
   * @param name its name or id; a built-in role need not be among what was read
   */
  public static Target role(String name) {
    return Target.role(name);
  }

  /**
   * The membership of a group.
   *
   * @param group its name or id
   */
  public static Target memberOf(String group) {
    return Target.memberOf(group);
  }

  /**
   * The ownership of a group.
   *
   * @param group its name or id
   */
  public static Target ownerOf(String group) {
    return Target.ownerOf(group);
  }

  /** The membership and the ownership of every role-assignable group. */
  public static Target roleAssignableGroups() {
    return Target.roleAssignableGroups();
  }

  /**
   * Every path to a role or a group.
   *
   * @param access the role's or group's name or id; {@code owner of } before a group's name means
   *     its ownership
   */
  public static EveryPath everyPathTo(String access) {
    return new EveryPath(Target.named(access));
  }

  /** Every path to any of them. */
  public static EveryPath everyPathTo(Target target) {
    return new EveryPath(target);
  }

  /** That somebody has to approve, whoever that is. */
  public static Demand.OfApproval approval() {
    return new Demand.OfApproval();
  }

  /**
   * Multi-factor authentication, or an authentication context, whatever that asks for (fact 108).
   */
  public static Demand multiFactor() {
    return Demand.multiFactor();
  }

  /** A justification. */
  public static Demand justification() {
    return Demand.requirement("a justification", Requirement.JUSTIFICATION);
  }

  /** A ticket. */
  public static Demand ticket() {
    return Demand.requirement("a ticket", Requirement.TICKETING);
  }

  /**
   * An authentication context.
   *
   * @param context its id, such as {@code c1}
   */
  public static Demand authenticationContext(String context) {
    return Demand.context(context);
  }

  /**
   * From the instant of the evaluation on.
   *
   * @param duration ISO 8601, such as {@code P90D}
   * @throws IllegalArgumentException if it is none
   */
  public static Horizon overTheNext(String duration) {
    IsoDuration length = IsoDuration.of(duration);
    return new Horizon("over the next " + length, length::addTo);
  }

  /**
   * From the instant of the evaluation on.
   *
   * @param endExclusive the first instant that is not looked at
   */
  public static Horizon until(Instant endExclusive) {
    return new Horizon("until " + endExclusive, start -> endExclusive);
  }
}
