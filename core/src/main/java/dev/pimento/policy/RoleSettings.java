package dev.pimento.policy;

import dev.pimento.directory.Id;
import dev.pimento.directory.PimentoStyle;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/**
 * The settings of one role, or of one side of one group: the part of the service's 17 rules that
 * decides whether a request is carried out.
 */
@Value.Immutable
@PimentoStyle
public interface RoleSettings {

  /** The longest activation; {@code Expiration_EndUser_Assignment}. An activation always ends. */
  ExpirationLimit activation();

  /** What the activating principal must bring; {@code Enablement_EndUser_Assignment}. */
  Set<Requirement> activationRequirements();

  /**
   * The authentication context that the activating principal must have satisfied, such as {@code
   * c1}; {@code AuthenticationContext_EndUser_Assignment}.
   */
  Optional<String> authenticationContext();

  /** Whether somebody has to approve an activation; {@code Approval_EndUser_Assignment}. */
  default boolean approvalRequired() {
    return false;
  }

  /** Users and groups who may approve an activation. */
  Set<Id> approvers();

  /** How long an eligibility may be; {@code Expiration_Admin_Eligibility}. */
  ExpirationLimit eligibility();

  /** How long an active assignment may be; {@code Expiration_Admin_Assignment}. */
  ExpirationLimit assignment();

  /**
   * What an administrator must bring to make an eligibility; {@code Enablement_Admin_Eligibility}.
   */
  Set<Requirement> eligibilityRequirements();

  /** What an administrator must bring to assign actively; {@code Enablement_Admin_Assignment}. */
  Set<Requirement> assignmentRequirements();

  static ImmutableRoleSettings.Builder builder() {
    return ImmutableRoleSettings.builder();
  }
}
