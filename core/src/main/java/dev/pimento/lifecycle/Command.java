package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.time.ScheduleInfo;

/** Something that is asked of the service. */
public sealed interface Command {

  Call call();

  /** Calls the method of the visitor that belongs to this case. */
  <T> T walk(Visitor<T> visitor);

  /** Whether an administrator's command is about an eligibility or about an active assignment. */
  enum Kind {
    ELIGIBLE,
    ACTIVE
  }

  /**
   * {@code adminAssign}: give a principal an access, or the right to activate it.
   *
   * @param call who asks, and why
   * @param kind eligible or active
   * @param principal who is to have it
   * @param access what
   * @param schedule from when until when
   */
  record AdminAssign(Call call, Kind kind, Id principal, Access access, ScheduleInfo schedule)
      implements Command {
    public AdminAssign {
      requireNonNull(call, "call");
      requireNonNull(kind, "kind");
      requireNonNull(principal, "principal");
      requireNonNull(access, "access");
      requireNonNull(schedule, "schedule");
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.adminAssign(this);
    }
  }

  /**
   * {@code adminRemove}: take an access, or the right to activate it, away again.
   *
   * @param call who asks, and why
   * @param kind eligible or active
   * @param principal who has it
   * @param access what
   */
  record AdminRemove(Call call, Kind kind, Id principal, Access access) implements Command {
    public AdminRemove {
      requireNonNull(call, "call");
      requireNonNull(kind, "kind");
      requireNonNull(principal, "principal");
      requireNonNull(access, "access");
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.adminRemove(this);
    }
  }

  /**
   * {@code selfActivate}: use an eligibility for some hours.
   *
   * @param call who asks, and why
   * @param principal who is to have the access: the caller
   * @param access what
   * @param schedule from when and for how long; an activation always ends (fact 67)
   */
  record SelfActivate(Call call, Id principal, Access access, ScheduleInfo schedule)
      implements Command {
    public SelfActivate {
      requireNonNull(call, "call");
      requireNonNull(principal, "principal");
      requireNonNull(access, "access");
      requireNonNull(schedule, "schedule");
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.selfActivate(this);
    }
  }

  /**
   * {@code selfDeactivate}: end an activation early.
   *
   * @param call who asks
   * @param principal who activated: the caller
   * @param access what
   */
  record SelfDeactivate(Call call, Id principal, Access access) implements Command {
    public SelfDeactivate {
      requireNonNull(call, "call");
      requireNonNull(principal, "principal");
      requireNonNull(access, "access");
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.selfDeactivate(this);
    }
  }

  /**
   * Create a user, a group or another principal.
   *
   * @param call who asks
   * @param principal what is to exist
   */
  record CreatePrincipal(Call call, Principal principal) implements Command {
    public CreatePrincipal {
      requireNonNull(call, "call");
      requireNonNull(principal, "principal");
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.createPrincipal(this);
    }
  }

  /**
   * Change a principal.
   *
   * @param call who asks
   * @param principal what it is to be; its id says which principal changes
   */
  record UpdatePrincipal(Call call, Principal principal) implements Command {
    public UpdatePrincipal {
      requireNonNull(call, "call");
      requireNonNull(principal, "principal");
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.updatePrincipal(this);
    }
  }

  /**
   * Delete a principal, with everything it has and everything that others have of it.
   *
   * @param call who asks
   * @param principal which
   */
  record DeletePrincipal(Call call, Id principal) implements Command {
    public DeletePrincipal {
      requireNonNull(call, "call");
      requireNonNull(principal, "principal");
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.deletePrincipal(this);
    }
  }

  /** One method a case. */
  interface Visitor<T> {
    T adminAssign(AdminAssign command);

    T adminRemove(AdminRemove command);

    T selfActivate(SelfActivate command);

    T selfDeactivate(SelfDeactivate command);

    T createPrincipal(CreatePrincipal command);

    T updatePrincipal(UpdatePrincipal command);

    T deletePrincipal(DeletePrincipal command);
  }
}
