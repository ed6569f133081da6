package dev.pimento.finding;

import static dev.pimento.finding.Severity.HIGH;
import static dev.pimento.finding.Severity.LOW;
import static dev.pimento.finding.Severity.MEDIUM;
import static dev.pimento.tenant.Read.Kind.GROUPS;
import static dev.pimento.tenant.Read.Kind.GROUP_ASSIGNMENTS;
import static dev.pimento.tenant.Read.Kind.GROUP_ELIGIBILITIES;
import static dev.pimento.tenant.Read.Kind.GROUP_MEMBERS;
import static dev.pimento.tenant.Read.Kind.GROUP_OWNERS;
import static dev.pimento.tenant.Read.Kind.HISTORY;
import static dev.pimento.tenant.Read.Kind.ROLE_ASSIGNMENTS;
import static dev.pimento.tenant.Read.Kind.ROLE_ELIGIBILITIES;
import static dev.pimento.tenant.Read.Kind.ROLE_SETTINGS;

import dev.pimento.tenant.Read;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is looked for. The key of a check and the ids of its findings stay the same from version to
 * version.
 */
public enum Check {
  STANDING_PRIVILEGE(
      HIGH,
      "a person holds a privileged role without activating it",
      "158 177",
      ROLE_ASSIGNMENTS,
      GROUP_MEMBERS,
      GROUP_ASSIGNMENTS),
  UNDECLARED_AUTOMATION(
      MEDIUM,
      "an application holds a privileged role and is not declared",
      "20 142",
      ROLE_ASSIGNMENTS,
      GROUP_MEMBERS,
      GROUP_ASSIGNMENTS),
  DIRECT_ASSIGNMENT(
      MEDIUM,
      "a person has a role in person and not through a group",
      "156 157",
      ROLE_ASSIGNMENTS,
      ROLE_ELIGIBILITIES),
  ELIGIBLE_WITHOUT_APPROVAL(
      HIGH,
      "people come to a privileged role without asking anybody",
      "157 177",
      ROLE_SETTINGS,
      ROLE_ELIGIBILITIES,
      GROUP_ELIGIBILITIES),
  MISSING_MFA(
      HIGH,
      "an activation asks for no second factor",
      "107 177 232",
      ROLE_SETTINGS,
      ROLE_ELIGIBILITIES,
      GROUP_ELIGIBILITIES),
  CONTEXT_WITHOUT_POLICY(
      HIGH,
      "an activation asks for an authentication context that nothing enforces",
      "26 108",
      ROLE_SETTINGS),
  BUNDLE_WITHOUT_STRONG_MFA(
      MEDIUM,
      "one activation opens several roles and asks for no strong authentication",
      "232 246",
      ROLE_SETTINGS),
  OWNER_SIDE_AT_DEFAULTS(
      HIGH,
      "the owners' side of a group asks for less than the members' side",
      "6 36 174",
      ROLE_SETTINGS),
  APPROVER_IS_PEER(
      MEDIUM,
      "somebody who approves is eligible for the same",
      "114",
      ROLE_SETTINGS,
      GROUP_MEMBERS,
      GROUP_ELIGIBILITIES),
  NO_APPROVER(
      HIGH, "an activation waits for an approval that nobody can give", "112 115", ROLE_SETTINGS),
  APPROVERS_ONLY_ELIGIBLE(
      MEDIUM,
      "everybody who could approve has to activate something first",
      "112 115",
      ROLE_SETTINGS,
      GROUP_MEMBERS,
      GROUP_ELIGIBILITIES),
  SINGLE_APPROVER(LOW, "only one person can approve", "112 242", ROLE_SETTINGS, GROUP_MEMBERS),
  PERMANENT_ELIGIBILITY(
      MEDIUM,
      "an eligibility for roles has no end",
      "102 177",
      ROLE_ELIGIBILITIES,
      GROUP_ELIGIBILITIES),
  LONG_ACTIVATION(MEDIUM, "an activation may last longer than a shift", "105", ROLE_SETTINGS),
  UNPROTECTED_GROUP_NESTED(
      HIGH,
      "a group that many may change leads into one that roles are assigned to",
      "40 46 173",
      GROUPS,
      GROUP_ELIGIBILITIES,
      GROUP_MEMBERS),
  ADDED_PAST_PIM(
      MEDIUM, "somebody was put into a group past PIM", "24 50 239", GROUP_MEMBERS, GROUP_OWNERS),
  UNPROTECTED_PIM_GROUP(
      MEDIUM, "a group in PIM is not role-assignable and so not protected", "172 238", GROUPS),
  GROUP_THAT_CANNOT_WORK(
      MEDIUM, "PIM or roles are used with a group that they can't work with", "1 4 10 19", GROUPS),
  WEAKEST_DOOR(
      MEDIUM,
      "a role can be activated in several ways, and one asks for less",
      "249",
      ROLE_SETTINGS,
      ROLE_ELIGIBILITIES,
      GROUP_ELIGIBILITIES),
  DORMANT_ELIGIBILITY(LOW, "somebody is eligible and does not activate", "201 229", HISTORY),
  LAST_OWNER(LOW, "a group with roles has one owner left", "39", GROUP_OWNERS),
  NOTIFICATION_OFF(LOW, "administrators are not told", "120 199", ROLE_SETTINGS),
  BREAK_GLASS_WITHOUT_STANDING(
      HIGH, "a break-glass account can't be used in an emergency", "84 247", ROLE_ASSIGNMENTS),
  LICENCE_SHORTAGE(MEDIUM, "more people need a licence for PIM than there are", "205 245"),
  UNUSED_DECLARATION(LOW, "a declaration is not needed any more", "");

  private final Severity severity;
  private final String title;
  private final String facts;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Read.Kind> reads;

  Check(Severity severity, String title, String facts, Read.Kind... reads) {
    this.severity = severity;
    this.title = title;
    this.facts = facts;
    this.reads = List.of(reads);
  }

  /** Its name in files and declarations, such as {@code standing-privilege}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The severity of the worst finding of the kind. */
  public Severity severity() {
    return severity;
  }

  /** What it finds, in words. */
  public String title() {
    return title;
  }

  /** The numbers of the facts that it rests on. */
  public List<Integer> facts() {
    return facts.isEmpty()
        ? List.of()
        : Arrays.stream(facts.split(" ")).map(Integer::valueOf).toList();
  }

  /** What has to be read completely, or there may be more findings. */
  public List<Read.Kind> reads() {
    return reads;
  }

  /**
   * The check with the given key.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Check of(String key) {
    Optional<Check> found = Arrays.stream(values()).filter(c -> c.key().equals(key)).findFirst();
    return found.orElseThrow(
        () ->
            new IllegalArgumentException(
                "Invalid check: expected one of %s, but found \"%s\""
                    .formatted(Arrays.stream(values()).map(Check::key).toList(), key)));
  }

  /** Its key. */
  @Override
  public String toString() {
    return key();
  }
}
