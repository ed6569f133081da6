package dev.pimento.finding;

import static dev.pimento.finding.Severity.HIGH;
import static dev.pimento.finding.Severity.LOW;
import static dev.pimento.finding.Severity.MEDIUM;

import dev.pimento.tenant.Read;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is looked for. The key of a check and the ids of its findings stay the same from version to
 * version.
 */
public enum Check {
  STANDING_PRIVILEGE(
      HIGH,
      "a person holds a privileged role, or owns what holds it, without activating",
      "36 158 177",
      Needs.PATHS),
  UNDECLARED_AUTOMATION(
      MEDIUM, "an application holds a privileged role and is not declared", "20 142", Needs.PATHS),
  DIRECT_ASSIGNMENT(
      MEDIUM, "a person has a role in person and not through a group", "156 157", Needs.PATHS),
  ELIGIBLE_WITHOUT_APPROVAL(
      HIGH, "people come to a privileged role without asking anybody", "157 177", Needs.GATES),
  MISSING_MFA(HIGH, "an activation asks for no second factor", "107 177 232", Needs.GATES),
  CONTEXT_WITHOUT_POLICY(
      HIGH,
      "an authentication context makes somebody prove no second factor",
      "26 108",
      Needs.SIGN_INS),
  BUNDLE_WITHOUT_STRONG_MFA(
      MEDIUM,
      "one activation opens several roles and asks for no strong authentication",
      "232 246",
      Needs.SIGN_INS),
  OWNER_SIDE_AT_DEFAULTS(
      HIGH,
      "the owners' side of a group asks for less than the members' side",
      "6 36 174",
      Needs.GATES),
  APPROVER_IS_PEER(MEDIUM, "somebody who approves is eligible for the same", "114", Needs.GATES),
  NO_APPROVER(
      HIGH, "an activation waits for an approval that nobody can give", "112 115", Needs.GATES),
  APPROVERS_ONLY_ELIGIBLE(
      MEDIUM,
      "everybody who could approve has to activate something first",
      "112 115",
      Needs.GATES),
  SINGLE_APPROVER(LOW, "only one person can approve", "112 242", Needs.GATES),
  PERMANENT_ELIGIBILITY(MEDIUM, "an eligibility for roles has no end", "102 177", Needs.PATHS),
  LONG_ACTIVATION(MEDIUM, "an activation may last longer than a shift", "105", Needs.GATES),
  UNPROTECTED_GROUP_NESTED(
      HIGH,
      "a group that many may change leads into one that roles are assigned to",
      "40 46 173",
      Needs.PATHS),
  ADDED_PAST_PIM(MEDIUM, "somebody was put into a group past PIM", "24 50 239", Needs.PATHS),
  UNPROTECTED_PIM_GROUP(
      MEDIUM, "a group in PIM is not role-assignable and so not protected", "172 238", Needs.PATHS),
  GROUP_THAT_CANNOT_WORK(
      MEDIUM,
      "PIM or roles are used with a group that they can't work with",
      "1 4 10 19",
      Needs.PATHS),
  WEAKEST_DOOR(
      MEDIUM, "a role can be activated in several ways, and one asks for less", "249", Needs.GATES),
  DORMANT_ELIGIBILITY(LOW, "somebody is eligible and does not activate", "201 229", Needs.PAST),
  LAST_OWNER(LOW, "a group with roles has one owner left", "39", Needs.PATHS),
  NOTIFICATION_OFF(LOW, "administrators are not told", "120 199", Needs.GATES),
  BREAK_GLASS_WITHOUT_STANDING(
      HIGH, "a break-glass account can't be used in an emergency", "84 247", Needs.PATHS),
  LICENCE_SHORTAGE(
      MEDIUM, "more people need a licence for PIM than there are", "205 245", Needs.LICENCES),
  UNUSED_DECLARATION(LOW, "a declaration is not needed any more", "", Needs.NOTHING);

  private final Severity severity;
  private final String title;
  private final String facts;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Read.Kind> reads;

  Check(Severity severity, String title, String facts, List<Read.Kind> reads) {
    this.severity = severity;
    this.title = title;
    this.facts = facts;
    this.reads = reads;
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

  /** Whether a list that leaves service principals out may hide something from it (fact 228). */
  boolean looksAtServicePrincipals() {
    return this == UNDECLARED_AUTOMATION || this == ADDED_PAST_PIM;
  }

  /** What has to be read, by what is walked. */
  private static final class Needs {
    private static final List<Read.Kind> NOTHING = List.of();
    private static final List<Read.Kind> PATHS =
        List.of(
            Read.Kind.USERS,
            Read.Kind.GROUPS,
            Read.Kind.SERVICE_PRINCIPALS,
            Read.Kind.GROUP_MEMBERS,
            Read.Kind.GROUP_OWNERS,
            Read.Kind.ROLE_DEFINITIONS,
            Read.Kind.ROLE_ASSIGNMENTS,
            Read.Kind.ROLE_ELIGIBILITIES,
            Read.Kind.GROUP_ASSIGNMENTS,
            Read.Kind.GROUP_ELIGIBILITIES);
    private static final List<Read.Kind> GATES = and(PATHS, Read.Kind.ROLE_SETTINGS);
    private static final List<Read.Kind> SIGN_INS =
        and(GATES, Read.Kind.CONDITIONAL_ACCESS_POLICIES);
    private static final List<Read.Kind> PAST = and(PATHS, Read.Kind.HISTORY);
    private static final List<Read.Kind> LICENCES = and(GATES, Read.Kind.SUBSCRIPTIONS);

    private static List<Read.Kind> and(List<Read.Kind> some, Read.Kind more) {
      return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
  }

  /** Its key. */
  @Override
  public String toString() {
    return key();
  }
}
