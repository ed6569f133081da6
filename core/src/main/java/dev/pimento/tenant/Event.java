package dev.pimento.tenant;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.policy.RoleSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that happened in a tenant; {@link Tenant#after(Event)} is the tenant afterwards. */
public sealed interface Event {

  /** When it happened; for an expiry the instant at which it was due. */
  Instant at();

  /** Calls the method of the visitor that belongs to this case. */
  <T> T walk(Visitor<T> visitor);

  /** A principal was created, or changed. */
  record PrincipalPut(Instant at, Principal principal) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.principalPut(this);
    }
  }

  /**
   * A principal was deleted. Its schedules ended before, each by an event of its own.
   *
   * @param had what it had, and others had of it, as that stood before
   */
  record PrincipalDeleted(Instant at, Id principal, List<Schedule> had) implements Event {
    public PrincipalDeleted {
      had = List.copyOf(had);
    }

    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.principalDeleted(this);
    }
  }

  /** A deleted principal came back. What it had comes back by events of its own. */
  record PrincipalRestored(Instant at, Id principal) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.principalRestored(this);
    }
  }

  /** A request was made, or reached another status. */
  record RequestPut(Instant at, Request request) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.requestPut(this);
    }
  }

  /**
   * PIM began to manage the group; that can't be undone (facts 28, 30). The ids of its two policies
   * change by it, once (facts 29, 230).
   */
  record GroupOnboarded(Instant at, Id group, Id memberPolicy, Id ownerPolicy) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.groupOnboarded(this);
    }
  }

  /**
   * The settings of a role, or of one side of a group, were changed.
   *
   * @param policy the policy's new id; empty where it keeps its own
   */
  record SettingsChanged(Instant at, Access access, RoleSettings settings, Optional<Id> policy)
      implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.settingsChanged(this);
    }
  }

  /** A schedule came to be, in force at once or with its start still to come. */
  record ScheduleCreated(Instant at, Schedule schedule) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.scheduleCreated(this);
    }
  }

  /** A schedule was given other times. */
  record ScheduleChanged(Instant at, Schedule schedule) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.scheduleChanged(this);
    }
  }

  /** A schedule with a future start reached it. */
  record ScheduleStarted(Instant at, Id schedule) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.scheduleStarted(this);
    }
  }

  /** A schedule is over. */
  record ScheduleEnded(Instant at, Id schedule, Cause cause) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.scheduleEnded(this);
    }
  }

  /** The end of a last owner was put off; until another comes it has none (fact 39). */
  record EndPutOff(Instant at, Id schedule, Cause cause, Optional<Id> request) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.endPutOff(this);
    }
  }

  /** An end that was put off is given up: the owner stays (fact 39). */
  record EndGivenUp(Instant at, Id schedule) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.endGivenUp(this);
    }
  }

  /**
   * An assignment nears its end, and those it concerns are told (fact 90). Nothing changes.
   *
   * @param left how much time is left
   */
  record EndIsNear(Instant at, Id schedule, Duration left) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.endIsNear(this);
    }
  }

  /** The tenant's licence for PIM lapsed, and with it its settings, or came back (fact 83). */
  record LicenceChanged(Instant at, boolean licensed) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.licenceChanged(this);
    }
  }

  /** Why a schedule ended. */
  enum Cause {
    /** Its end was reached. */
    EXPIRED("expired"),
    /** {@code selfDeactivate}. */
    DEACTIVATED("deactivated"),
    /** {@code adminRemove}, or a removal from the group outside of PIM. */
    REMOVED("removed"),
    /** Its request was canceled before it started. */
    CANCELED("canceled"),
    /** The eligibility that it was activated with went away. */
    ELIGIBILITY_GONE("eligibility gone"),
    /** The membership that it was eligible through went away (fact 160). */
    MEMBERSHIP_GONE("membership gone"),
    /** The licence for PIM lapsed. */
    LICENCE_LAPSED("licence lapsed"),
    /** Its principal or its group was deleted. */
    DELETED("deleted");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** One method a case. */
  interface Visitor<T> {
    T principalPut(PrincipalPut event);

    T principalDeleted(PrincipalDeleted event);

    T principalRestored(PrincipalRestored event);

    T requestPut(RequestPut event);

    T groupOnboarded(GroupOnboarded event);

    T settingsChanged(SettingsChanged event);

    T scheduleCreated(ScheduleCreated event);

    T scheduleChanged(ScheduleChanged event);

    T scheduleStarted(ScheduleStarted event);

    T scheduleEnded(ScheduleEnded event);

    T endPutOff(EndPutOff event);

    T endGivenUp(EndGivenUp event);

    T endIsNear(EndIsNear event);

    T licenceChanged(LicenceChanged event);
  }
}
