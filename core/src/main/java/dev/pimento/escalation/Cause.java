package dev.pimento.escalation;

import dev.pimento.directory.Access;
import dev.pimento.directory.AppRoleAssignment;
import dev.pimento.directory.Id;

/** What in the tenant a step rests on, and what taking it away would close. */
public sealed interface Cause {

  /** An assignment or an eligibility. */
  record OfSchedule(Id schedule) implements Cause {}

  /** That somebody owns an application or a service principal. */
  record OfOwner(Id owned, Id owner) implements Cause {}

  /** That a service principal has a permission. */
  record OfPermission(AppRoleAssignment assignment) implements Cause {}

  /** That somebody may approve activations of an access. */
  record OfApprover(Access access, Id approver) implements Cause {}

  /** Nothing of this tenant: what a role or a permission lets do everywhere. */
  record OfTheService() implements Cause {}
}
