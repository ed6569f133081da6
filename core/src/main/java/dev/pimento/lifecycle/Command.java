package dev.pimento.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.policy.RoleSettings;
import dev.pimento.tenant.Request.Action;
import dev.pimento.time.ScheduleInfo;
import java.util.Optional;

/** Something that is asked of the service. */
public sealed interface Command {

  Call call();

  /** The same command, called otherwise. */
  Command withCall(Call call);

  /** Calls the method of the visitor that belongs to this case. */
  <T> T walk(Visitor<T> visitor);

  /** Whether something is about an eligibility or about an active assignment. */
  enum Kind {
    ELIGIBLE,
    ACTIVE
  }

  /**
   * A schedule request: one of the service's nine actions. The methods of this interface that are
   * named after the actions make them.
   *
   * @param call who asks, and why
   * @param action what
   * @param kind eligible or active
   * @param principal for whom; with a self action the caller
   * @param access which access
   * @param schedule from when until when; empty for a removal or a deactivation
   */
  record ScheduleRequest(
      Call call,
      Action action,
      Kind kind,
      Id principal,
      Access access,
      Optional<ScheduleInfo> schedule)
      implements Command {

    /**
     * Checks that the parts belong together.
     *
     * @throws IllegalArgumentException if a removal has times, another action has none, or an
     *     activation is of an eligibility
     */
    public ScheduleRequest {
      requireNonNull(call, "call");
      requireNonNull(action, "action");
      requireNonNull(kind, "kind");
      requireNonNull(principal, "principal");
      requireNonNull(access, "access");
      requireNonNull(schedule, "schedule");
      boolean ends = action == Action.ADMIN_REMOVE || action == Action.SELF_DEACTIVATE;
      if (schedule.isPresent() == ends) {
        throw new IllegalArgumentException(
            "Invalid %s: expected %s schedule, but found %s"
                .formatted(action.wireName(), ends ? "no" : "a", schedule));
      }
      boolean activates = action == Action.SELF_ACTIVATE || action == Action.SELF_DEACTIVATE;
      if (activates && kind == Kind.ELIGIBLE) {
        throw new IllegalArgumentException(
            "Invalid %s: expected an active assignment, but found an eligible one"
                .formatted(action.wireName()));
      }
    }

    boolean isEligible() {
      return kind == Kind.ELIGIBLE;
    }

    /** The same request for other times. */
    public ScheduleRequest withSchedule(ScheduleInfo schedule) {
      return new ScheduleRequest(call, action, kind, principal, access, Optional.of(schedule));
    }

    @Override
    public ScheduleRequest withCall(Call call) {
      return new ScheduleRequest(call, action, kind, principal, access, schedule);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.scheduleRequest(this);
    }
  }

  /** {@code adminAssign}: give a principal an access, or the right to activate it. */
  static ScheduleRequest adminAssign(
      Call call, Kind kind, Id principal, Access access, ScheduleInfo schedule) {
    return request(call, Action.ADMIN_ASSIGN, kind, principal, access, schedule);
  }

  /** {@code adminUpdate}: give a present assignment other times. */
  static ScheduleRequest adminUpdate(
      Call call, Kind kind, Id principal, Access access, ScheduleInfo schedule) {
    return request(call, Action.ADMIN_UPDATE, kind, principal, access, schedule);
  }

  /** {@code adminRemove}: take an access, or the right to activate it, away again. */
  static ScheduleRequest adminRemove(Call call, Kind kind, Id principal, Access access) {
    return new ScheduleRequest(
        call, Action.ADMIN_REMOVE, kind, principal, access, Optional.empty());
  }

  /** {@code adminExtend}: put off the end of an assignment that is near its end (fact 85). */
  static ScheduleRequest adminExtend(
      Call call, Kind kind, Id principal, Access access, ScheduleInfo schedule) {
    return request(call, Action.ADMIN_EXTEND, kind, principal, access, schedule);
  }

  /** {@code adminRenew}: assign again what expired a while ago (fact 85). */
  static ScheduleRequest adminRenew(
      Call call, Kind kind, Id principal, Access access, ScheduleInfo schedule) {
    return request(call, Action.ADMIN_RENEW, kind, principal, access, schedule);
  }

  /** {@code selfActivate}: use an eligibility for some hours; it always ends (fact 67). */
  static ScheduleRequest selfActivate(
      Call call, Id principal, Access access, ScheduleInfo schedule) {
    return request(call, Action.SELF_ACTIVATE, Kind.ACTIVE, principal, access, schedule);
  }

  /** {@code selfDeactivate}: end an activation early. */
  static ScheduleRequest selfDeactivate(Call call, Id principal, Access access) {
    return new ScheduleRequest(
        call, Action.SELF_DEACTIVATE, Kind.ACTIVE, principal, access, Optional.empty());
  }

  /** {@code selfExtend}: ask an administrator to put off an end that is near. */
  static ScheduleRequest selfExtend(
      Call call, Kind kind, Id principal, Access access, ScheduleInfo schedule) {
    return request(call, Action.SELF_EXTEND, kind, principal, access, schedule);
  }

  /** {@code selfRenew}: ask an administrator to assign again what expired a while ago. */
  static ScheduleRequest selfRenew(
      Call call, Kind kind, Id principal, Access access, ScheduleInfo schedule) {
    return request(call, Action.SELF_RENEW, kind, principal, access, schedule);
  }

  private static ScheduleRequest request(
      Call call, Action action, Kind kind, Id principal, Access access, ScheduleInfo schedule) {
    return new ScheduleRequest(call, action, kind, principal, access, Optional.of(schedule));
  }

  /**
   * Decide a request that waits: as an approver one for an activation, as an administrator one for
   * an extension or a renewal.
   *
   * @param call who decides, and why
   * @param request the id of the request
   * @param result yes or no
   * @param kind for an extension or a renewal the kind of assignment to make instead of the one
   *     asked for (fact 88)
   * @param schedule for an extension or a renewal other times than those asked for; needed for a
   *     renewal
   */
  record Review(
      Call call, Id request, Result result, Optional<Kind> kind, Optional<ScheduleInfo> schedule)
      implements Command {

    /** The two ways to decide. */
    public enum Result {
      APPROVE,
      DENY
    }

    public Review {
      requireNonNull(call, "call");
      requireNonNull(request, "request");
      requireNonNull(result, "result");
      requireNonNull(kind, "kind");
      requireNonNull(schedule, "schedule");
    }

    @Override
    public Review withCall(Call call) {
      return new Review(call, request, result, kind, schedule);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.review(this);
    }
  }

  /** Approve a request that waits, as it was made. */
  static Review approve(Call call, Id request) {
    return new Review(call, request, Review.Result.APPROVE, Optional.empty(), Optional.empty());
  }

  /** Deny a request that waits. */
  static Review deny(Call call, Id request) {
    return new Review(call, request, Review.Result.DENY, Optional.empty(), Optional.empty());
  }

  /**
   * Take back a request that is not carried out yet.
   *
   * @param call who asks
   * @param request the id of the request
   */
  record Cancel(Call call, Id request) implements Command {
    public Cancel {
      requireNonNull(call, "call");
      requireNonNull(request, "request");
    }

    @Override
    public Cancel withCall(Call call) {
      return new Cancel(call, request);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.cancel(this);
    }
  }

  /**
   * Change the settings of a role, or of one side of a group. Clients change rule by rule, so each
   * command should change one: the order of changes can matter (fact 107).
   *
   * @param call who asks
   * @param access whose settings; of a role whatever the scope
   * @param settings what they are to be
   */
  record ChangeSettings(Call call, Access access, RoleSettings settings) implements Command {
    public ChangeSettings {
      requireNonNull(call, "call");
      requireNonNull(access, "access");
      requireNonNull(settings, "settings");
    }

    @Override
    public ChangeSettings withCall(Call call) {
      return new ChangeSettings(call, access, settings);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.changeSettings(this);
    }
  }

  /**
   * Add a member or an owner to a group, or assign a role, past PIM: at once and without end.
   *
   * @param call who asks; the id of the request becomes that of the schedule, since there is none
   * @param principal who is to have it
   * @param access what
   */
  record AddDirectly(Call call, Id principal, Access access) implements Command {
    public AddDirectly {
      requireNonNull(call, "call");
      requireNonNull(principal, "principal");
      requireNonNull(access, "access");
    }

    @Override
    public AddDirectly withCall(Call call) {
      return new AddDirectly(call, principal, access);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.addDirectly(this);
    }
  }

  /**
   * Remove a member or an owner from a group, or a role from a principal, past PIM.
   *
   * @param call who asks
   * @param principal who has it
   * @param access what
   */
  record RemoveDirectly(Call call, Id principal, Access access) implements Command {
    public RemoveDirectly {
      requireNonNull(call, "call");
      requireNonNull(principal, "principal");
      requireNonNull(access, "access");
    }

    @Override
    public RemoveDirectly withCall(Call call) {
      return new RemoveDirectly(call, principal, access);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.removeDirectly(this);
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
    public CreatePrincipal withCall(Call call) {
      return new CreatePrincipal(call, principal);
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
    public UpdatePrincipal withCall(Call call) {
      return new UpdatePrincipal(call, principal);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.updatePrincipal(this);
    }
  }

  /**
   * Delete a principal, with everything it has and everything that others have of it. It can be
   * restored for 30 days (fact 18).
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
    public DeletePrincipal withCall(Call call) {
      return new DeletePrincipal(call, principal);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.deletePrincipal(this);
    }
  }

  /**
   * Restore a principal that was deleted.
   *
   * @param call who asks
   * @param principal which
   */
  record RestorePrincipal(Call call, Id principal) implements Command {
    public RestorePrincipal {
      requireNonNull(call, "call");
      requireNonNull(principal, "principal");
    }

    @Override
    public RestorePrincipal withCall(Call call) {
      return new RestorePrincipal(call, principal);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.restorePrincipal(this);
    }
  }

  /**
   * Let the tenant's licence for PIM lapse, or come back.
   *
   * @param call who asks
   * @param licensed whether it is in force from now on
   */
  record ChangeLicence(Call call, boolean licensed) implements Command {
    public ChangeLicence {
      requireNonNull(call, "call");
    }

    @Override
    public ChangeLicence withCall(Call call) {
      return new ChangeLicence(call, licensed);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.changeLicence(this);
    }
  }

  /** One method a case. */
  interface Visitor<T> {
    T scheduleRequest(ScheduleRequest command);

    T review(Review command);

    T cancel(Cancel command);

    T changeSettings(ChangeSettings command);

    T addDirectly(AddDirectly command);

    T removeDirectly(RemoveDirectly command);

    T createPrincipal(CreatePrincipal command);

    T updatePrincipal(UpdatePrincipal command);

    T deletePrincipal(DeletePrincipal command);

    T restorePrincipal(RestorePrincipal command);

    T changeLicence(ChangeLicence command);
  }
}
