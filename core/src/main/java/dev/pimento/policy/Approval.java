package dev.pimento.policy;

import dev.pimento.directory.PimentoStyle;
import java.util.Arrays;
import java.util.Set;
import org.immutables.value.Value;

/**
 * Whether an activation has to be approved, and by whom; {@code Approval_EndUser_Assignment}. There
 * is one stage, and the first decision counts (facts 116, 117, 242). How long a request waits, 24
 * hours, can't be set (fact 115).
 */
@Value.Immutable
@PimentoStyle
public interface Approval {

  /** Whether an activation waits for an approver. */
  default boolean required() {
    return false;
  }

  /** Whether extending an assignment needs an approval; what no is good for is not documented. */
  default boolean requiredForExtension() {
    return false;
  }

  /**
   * Whether the approval asks the requestor for a justification. Kept as data: whether it is asked
   * for, {@code Enablement_EndUser_Assignment} decides.
   */
  default boolean requestorJustificationRequired() {
    return true;
  }

  /** Whether the approver has to say why. */
  default boolean approverJustificationRequired() {
    return true;
  }

  /**
   * Who may approve. Where it is empty, directory roles fall back to those who can administer them,
   * and groups to nobody (fact 112).
   */
  Set<Approver> approvers();

  /** Nobody has to approve. */
  static Approval notRequired() {
    return builder().build();
  }

  /** One of the given approvers has to approve. */
  static Approval by(Approver... approvers) {
    return builder().required(true).approvers(Arrays.asList(approvers)).build();
  }

  static ImmutableApproval.Builder builder() {
    return ImmutableApproval.builder();
  }
}
