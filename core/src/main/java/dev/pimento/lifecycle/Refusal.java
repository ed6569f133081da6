package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Read;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * One reason why a command is refused. Reasons sort in the service's order: by code, and among the
 * rules of the settings in the order in which the service evaluates them (fact 145).
 *
 * @param code the service's code for it
 * @param rule the name of the rule that failed, such as {@code JustificationRule}; empty where the
 *     code says it all
 * @param message what was expected and what was found
 * @param remedy the nearest thing that would be accepted, in words
 * @param fix the same for programs
 * @param reads what was not read and might show the reason to be void; empty for a sure refusal
 */
public record Refusal(
    ErrorCode code, String rule, String message, String remedy, Fix fix, List<Read> reads)
    implements Comparable<Refusal> {

  private static final List<String> RULES =
      List.of("EligibilityRule", "ExpirationRule", "MfaRule", "JustificationRule", "TicketingRule");

  public Refusal {
    requireNonNull(code, "code");
    requireNonNull(rule, "rule");
    requireNonNull(message, "message");
    requireNonNull(remedy, "remedy");
    requireNonNull(fix, "fix");
    reads = List.copyOf(reads);
  }

  static Refusal of(ErrorCode code, String message, String remedy) {
    return new Refusal(code, "", message, remedy, new Fix.None(), List.of());
  }

  static Refusal ofPolicy(String rule, String message, String remedy) {
    return new Refusal(
        ErrorCode.RoleAssignmentRequestPolicyValidationFailed,
        rule,
        message,
        remedy,
        new Fix.None(),
        List.of());
  }

  static Refusal ofMissing(String rule, Requirement missing, String message, String remedy) {
    return ofPolicy(rule, message, remedy).fixedBy(new Fix.Bring(missing));
  }

  /** A refusal that waiting helps against. */
  static Refusal until(ErrorCode code, Instant earliest, String message) {
    return of(code, message, "ask again at " + earliest).fixedBy(new Fix.Wait(earliest));
  }

  Refusal fixedBy(Fix fix) {
    return new Refusal(code, rule, message, remedy, fix, reads);
  }

  Refusal unless(Collection<Read> reads) {
    return new Refusal(code, rule, message, remedy, fix, List.copyOf(reads));
  }

  /** Whether nothing that was not read could change it. */
  public boolean isSure() {
    return reads.isEmpty();
  }

  /** The rule's name, or the code where there is none. */
  public String name() {
    return rule.isEmpty() ? code.name() : rule;
  }

  @Override
  public int compareTo(Refusal other) {
    return Comparator.comparing(Refusal::code)
        .thenComparing(refusal -> RULES.indexOf(refusal.rule))
        .thenComparing(Refusal::message)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return name() + ": " + message;
  }
}
