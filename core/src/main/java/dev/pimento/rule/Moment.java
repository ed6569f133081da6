package dev.pimento.rule;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.IsoDuration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happens on the way to what a rule forbids.
 *
 * @param at when; for what stands since an unknown instant, when it was first seen
 * @param what what happens
 * @param who who does it or has it; it may be a group that holds something for its members
 * @param access what it is about
 * @param other for an approval, whose activation is approved; for an activation, the group that is
 *     eligible where the account itself is not
 * @param lasting for an activation, how long
 * @param endExclusive until when what is assigned or eligible stands; {@link Instant#MAX} for no
 *     end, and where none is known
 * @param brings what an activation has to bring, in words
 */
public record Moment(
    Instant at,
    What what,
    Id who,
    Access access,
    Optional<Id> other,
    Optional<IsoDuration> lasting,
    Instant endExclusive,
    List<String> brings) {

  /** What can happen. */
  public enum What {
    /** Something is assigned, by an administrator or past PIM. */
    ASSIGNED,
    /** Something was activated before and is still active. */
    ACTIVE,
    /** Somebody becomes eligible. */
    ELIGIBLE,
    /** An assignment, or an activation, comes to its end. */
    NO_LONGER_ASSIGNED,
    /** An eligibility comes to its end. */
    NO_LONGER_ELIGIBLE,
    /** Somebody ends an activation of their own, or calls one off that is still to start. */
    DEACTIVATES,
    /** Somebody activates what they are eligible for. */
    ACTIVATES,
    /** Somebody approves an activation. */
    APPROVES;

    /** Whether somebody does something, which {@link Counterexample#replay} does for them. */
    public boolean isAct() {
      return this == DEACTIVATES || this == ACTIVATES || this == APPROVES;
    }
  }

  public Moment {
    requireNonNull(at, "at");
    requireNonNull(what, "what");
    requireNonNull(who, "who");
    requireNonNull(access, "access");
    requireNonNull(other, "other");
    requireNonNull(lasting, "lasting");
    requireNonNull(endExclusive, "endExclusive");
    brings = List.copyOf(brings);
  }

  private static Moment of(Instant at, What what, Id who, Access access, Instant endExclusive) {
    return new Moment(
        at, what, who, access, Optional.empty(), Optional.empty(), endExclusive, List.of());
  }

  static Moment stands(Schedule schedule) {
    What what =
        !(schedule instanceof Assignment assignment)
            ? What.ELIGIBLE
            : assignment.isActivated() ? What.ACTIVE : What.ASSIGNED;
    return of(
        schedule.span().certain().startInclusive(),
        what,
        schedule.principal(),
        schedule.access(),
        schedule.span().endExclusive());
  }

  static Moment ends(Schedule schedule) {
    Instant end = schedule.span().endExclusive();
    What what = schedule instanceof Assignment ? What.NO_LONGER_ASSIGNED : What.NO_LONGER_ELIGIBLE;
    return of(end, what, schedule.principal(), schedule.access(), end);
  }

  static Moment deactivates(Instant at, Schedule schedule) {
    return of(at, What.DEACTIVATES, schedule.principal(), schedule.access(), at);
  }

  static Moment activates(
      Instant at, Id who, Door door, Optional<Id> through, IsoDuration lasting) {
    return new Moment(
        at,
        What.ACTIVATES,
        who,
        door.access(),
        through,
        Optional.of(lasting),
        lasting.addTo(at),
        door.asks());
  }

  static Moment approves(Instant at, Id approver, Access access, Id requestor) {
    return new Moment(
        at,
        What.APPROVES,
        approver,
        access,
        Optional.of(requestor),
        Optional.empty(),
        Instant.MAX,
        List.of());
  }

  /** One line in words, such as {@code José activates member of PIM-Exchange for PT8H}. */
  public String describe(Tenant tenant) {
    return describe(new Asked(tenant, Knowledge.builtIn(), at));
  }

  String describe(Asked names) {
    String whose = names.nameOf(who) + " ";
    String of = names.nameOf(access);
    boolean membership = access instanceof Access.GroupAccess;
    String until = endExclusive.equals(Instant.MAX) ? ", without end" : " until " + endExclusive;
    return switch (what) {
      case ASSIGNED -> whose + "is assigned " + of + until;
      case ACTIVE -> whose + "activated " + of + until;
      case ELIGIBLE -> whose + "is eligible for " + of + until;
      case NO_LONGER_ASSIGNED -> whose + "is no longer " + (membership ? "" : "assigned ") + of;
      case NO_LONGER_ELIGIBLE -> whose + "is no longer eligible for " + of;
      case DEACTIVATES -> whose + "deactivates " + of;
      case ACTIVATES ->
          whose
              + "activates "
              + of
              + lasting.map(duration -> " for " + duration).orElse("")
              + other.map(group -> ", as a member of " + names.nameOf(group)).orElse("")
              + (brings.isEmpty() ? "" : ", with " + String.join(", ", brings));
      case APPROVES -> whose + "approves " + of + " for " + other.map(names::nameOf).orElse("");
    };
  }
}
