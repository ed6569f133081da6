package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.tenant.Read;
import java.util.List;

/**
 * One reason why a command is refused.
 *
 * @param code the service's code for it
 * @param rule the name of the rule that failed, such as {@code JustificationRule}; empty where the
 *     code says it all
 * @param message what was expected and what was found
 * @param remedy the nearest thing that would be accepted
 * @param reads what was not read and might show the reason to be void; empty for a sure refusal
 */
public record Refusal(
    ErrorCode code, String rule, String message, String remedy, List<Read> reads) {

  public Refusal {
    requireNonNull(code, "code");
    requireNonNull(rule, "rule");
    requireNonNull(message, "message");
    requireNonNull(remedy, "remedy");
    reads = List.copyOf(reads);
  }

  static Refusal of(ErrorCode code, String message, String remedy) {
    return new Refusal(code, "", message, remedy, List.of());
  }

  static Refusal ofPolicy(String rule, String message, String remedy) {
    return new Refusal(
        ErrorCode.RoleAssignmentRequestPolicyValidationFailed, rule, message, remedy, List.of());
  }

  Refusal unless(List<Read> reads) {
    return new Refusal(code, rule, message, remedy, reads);
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
  public String toString() {
    return name() + ": " + message;
  }
}
