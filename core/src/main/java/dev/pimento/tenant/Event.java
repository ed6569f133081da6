package dev.pimento.tenant;

import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import java.time.Instant;

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

  /** A principal was deleted. Its schedules ended before, each by an event of its own. */
  record PrincipalDeleted(Instant at, Id principal) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.principalDeleted(this);
    }
  }

  /** A request was made, or reached another status. */
  record RequestPut(Instant at, Request request) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.requestPut(this);
    }
  }

  /** PIM began to manage the group; that can't be undone (facts 28, 30). */
  record GroupOnboarded(Instant at, Id group) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.groupOnboarded(this);
    }
  }

  /** A schedule came to be, in force at once or with its start still to come. */
  record ScheduleCreated(Instant at, Schedule schedule) implements Event {
    @Override
    public <T> T walk(Visitor<T> visitor) {
      return visitor.scheduleCreated(this);
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

  /** Why a schedule ended. */
  enum Cause {
    /** Its end was reached. */
    EXPIRED("expired"),
    /** {@code selfDeactivate}. */
    DEACTIVATED("deactivated"),
    /** {@code adminRemove}. */
    REMOVED("removed"),
    /** The eligibility that it was activated with went away. */
    ELIGIBILITY_GONE("eligibility gone"),
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

    T requestPut(RequestPut event);

    T groupOnboarded(GroupOnboarded event);

    T scheduleCreated(ScheduleCreated event);

    T scheduleStarted(ScheduleStarted event);

    T scheduleEnded(ScheduleEnded event);
  }
}
