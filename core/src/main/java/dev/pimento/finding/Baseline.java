package dev.pimento.finding;

import static java.util.Objects.requireNonNull;

import dev.pimento.time.IsoDuration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a tenant is held to: how long a shift is, when an eligibility counts as dormant, what is
 * declared, and which checks are left out.
 *
 * <pre>{@code
 * Baseline.standard()
 *     .breakGlass("Break Glass 1", "emergencies, sealed in the safe", nextAudit)
 *     .automation("Backup", "restores mailboxes", nextAudit)
 *     .without(Check.NOTIFICATION_OFF);
 * }</pre>
 */
public final class Baseline {

  private static final Baseline STANDARD =
      new Baseline(IsoDuration.of("PT8H"), IsoDuration.of("P30D"), List.of(), Set.of());

  private final IsoDuration shift;
  private final IsoDuration dormantAfter;
  private final List<Declaration> declarations;
  private final Set<Check> without;

  private Baseline(
      IsoDuration shift,
      IsoDuration dormantAfter,
      List<Declaration> declarations,
      Set<Check> without) {
    this.shift = shift;
    this.dormantAfter = dormantAfter;
    this.declarations = List.copyOf(declarations);
    this.without = Collections.unmodifiableSet(without);
  }

  /**
   * Shifts of eight hours, eligibilities that count as dormant after 30 days, which is within what
   * the service lists of requests (fact 241), and nothing declared.
   */
  public static Baseline standard() {
    return STANDARD;
  }

  /**
   * The same with another shift.
   *
   * @param longest how long an activation should last at most, in ISO 8601, such as {@code PT8H}
   */
  public Baseline shift(String longest) {
    return new Baseline(IsoDuration.of(longest), dormantAfter, declarations, without);
  }

  /**
   * The same with another time without an activation after which an eligibility is dormant.
   *
   * @param duration in ISO 8601, such as {@code P30D}
   */
  public Baseline dormantAfter(String duration) {
    return new Baseline(shift, IsoDuration.of(duration), declarations, without);
  }

  /** The same with a user account declared that programs sign in with. */
  public Baseline serviceAccount(String name, String reason, Instant endExclusive) {
    return declaring(Declaration.Kind.SERVICE_ACCOUNT, name, reason, endExclusive);
  }

  /** The same with an account declared that is for emergencies. */
  public Baseline breakGlass(String name, String reason, Instant endExclusive) {
    return declaring(Declaration.Kind.BREAK_GLASS, name, reason, endExclusive);
  }

  /** The same with an application declared that needs its roles. */
  public Baseline automation(String name, String reason, Instant endExclusive) {
    return declaring(Declaration.Kind.AUTOMATION, name, reason, endExclusive);
  }

  /** The same with a finding accepted, by its {@link Finding#id() id}. */
  public Baseline accepting(String finding, String reason, Instant endExclusive) {
    return declaring(Declaration.Kind.ACCEPTED, finding, reason, endExclusive);
  }

  private Baseline declaring(
      Declaration.Kind kind, String subject, String reason, Instant endExclusive) {
    List<Declaration> more = new ArrayList<>(declarations);
    more.add(new Declaration(kind, subject, reason, endExclusive));
    return new Baseline(shift, dormantAfter, more, without);
  }

  /** The same without some checks. */
  public Baseline without(Check... checks) {
    Set<Check> more = EnumSet.noneOf(Check.class);
    more.addAll(without);
    more.addAll(Arrays.asList(checks));
    return new Baseline(shift, dormantAfter, declarations, more);
  }

  /** How long an activation should last at most. */
  public IsoDuration shift() {
    return shift;
  }

  /** How long somebody may be eligible without activating. */
  public IsoDuration dormantAfter() {
    return dormantAfter;
  }

  public List<Declaration> declarations() {
    return declarations;
  }

  /** Whether the check is made. */
  public boolean includes(Check check) {
    return !without.contains(requireNonNull(check, "check"));
  }
}
