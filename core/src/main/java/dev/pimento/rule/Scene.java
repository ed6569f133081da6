package dev.pimento.rule;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Switch;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is in force at one instant, in one of two readings of what is known.
 *
 * @param slice where it is looked for
 * @param at the instant
 * @param sure whether only what is certain counts; else all that is possible does
 * @param counts what of it counts at all
 * @param kept what counts as in force although it is over, by the ids of schedules
 * @param absent who is not there to hold, activate or approve anything
 */
record Scene(
    Slice slice,
    Instant at,
    boolean sure,
    Predicate<Schedule> counts,
    Set<Id> kept,
    Set<Id> absent) {

  static Scene of(Slice slice, Instant at, boolean sure) {
    return new Scene(slice, at, sure, schedule -> true, Set.of(), Set.of());
  }

  boolean isInForce(Schedule schedule) {
    return kept.contains(schedule.id()) || (span(schedule).contains(at) && counts.test(schedule));
  }

  Interval span(Schedule schedule) {
    return sure ? schedule.span().certain() : schedule.span().possible();
  }

  private boolean isEnough(Verdict verdict) {
    return sure ? verdict.isYes() : !verdict.isNo();
  }

  boolean canSignIn(Id account) {
    return isEnough(slice.canSignIn(account)) && !absent.contains(account);
  }

  boolean isPerson(Id account) {
    Principal principal = slice.asked().tenant().principal(account);
    return (principal instanceof User || principal instanceof Unresolved) && canSignIn(account);
  }

  /** Whether the account may activate anything at all (facts 83, 142, 247). */
  boolean canActivate(Id account) {
    boolean refused =
        slice.asked().tenant().principal(account) instanceof ServicePrincipal
            && !slice.asked().knowledge().isOn(Switch.ACTIVATION_BY_SERVICE_PRINCIPAL);
    return slice.asked().tenant().isLicensed() && !refused && canSignIn(account);
  }

  /** Whether it is known to be no activation; whom no schedule explains may be in by one. */
  boolean isGiven(Assignment assignment) {
    return !assignment.isActivated()
        && (!sure
            || assignment.span().isExact()
            || slice
                .asked()
                .tenant()
                .coverage()
                .of(Read.Kind.ofSchedules(assignment.access(), false), assignment.access().target())
                .isComplete());
  }

  /** Whether the account is assigned the same, now or later: then nothing can be activated (73). */
  boolean isAssigned(Id account, Access access) {
    return slice.of(account).stream()
        .filter(s -> s instanceof Assignment assignment && !assignment.isActivated())
        .filter(s -> s.access().equals(access) && !s.isEnded())
        .anyMatch(
            s ->
                kept.contains(s.id())
                    || (sure ? s.span().possible() : s.span().certain())
                        .endExclusive()
                        .isAfter(at));
  }

  /** What to read to be sure of the schedule. */
  SortedSet<Read> doubts(Schedule schedule) {
    SortedSet<Read> reads = new TreeSet<>();
    boolean certain = kept.contains(schedule.id()) || schedule.span().certain().contains(at);
    boolean given =
        !(schedule instanceof Assignment assignment)
            || assignment.isActivated()
            || new Scene(slice, at, true, counts, kept, absent).isGiven(assignment);
    if (!certain || !given) {
      reads.add(
          Read.of(Read.Kind.ofSchedules(schedule.access(), !(schedule instanceof Assignment))));
    }
    return reads;
  }
}
