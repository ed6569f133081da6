package dev.pimento.people;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.plan.Draft;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A change in the making: its draft, and what it leaves behind so far. */
final class Work {

  /** Stands for the call that whoever runs the plan makes. */
  static final Call SOMEBODY =
      Call.of(Id.of("00000000-0000-0000-0000-000000000000"), Caller.anAdministrator());

  private static final Set<Read.Kind> OF_PEOPLE =
      EnumSet.of(
          Read.Kind.GROUP_MEMBERS,
          Read.Kind.GROUP_OWNERS,
          Read.Kind.GROUP_ASSIGNMENTS,
          Read.Kind.GROUP_ELIGIBILITIES,
          Read.Kind.ROLE_ASSIGNMENTS,
          Read.Kind.ROLE_ELIGIBILITIES);

  private static final Set<Read.Kind> AROUND_PEOPLE =
      EnumSet.of(
          Read.Kind.ROLE_SETTINGS,
          Read.Kind.APPLICATION_OWNERS,
          Read.Kind.SERVICE_PRINCIPAL_OWNERS,
          Read.Kind.ADMINISTRATIVE_UNIT_MEMBERS);

  /** An access, eligibly or actively. */
  record Piece(Access access, Command.Kind kind) {
    static Piece of(Schedule schedule) {
      return new Piece(
          schedule.access(),
          schedule instanceof Eligibility ? Command.Kind.ELIGIBLE : Command.Kind.ACTIVE);
    }
  }

  final Simulation start;
  final Draft draft;
  final List<LeftBehind> left = new ArrayList<>();

  Work(Simulation start) {
    this.start = start;
    this.draft = Draft.on(start);
  }

  Instant now() {
    return start.now();
  }

  Knowledge knowledge() {
    return start.knowledge();
  }

  /** The tenant before. */
  Tenant before() {
    return start.tenant();
  }

  Lookup names() {
    return Lookup.in(draft.tenant());
  }

  String nameOf(Id principal) {
    return names().nameOf(principal);
  }

  String nameOf(Access access) {
    return names().nameOf(access);
  }

  void leave(LeftBehind.Kind kind, String words, Integer... facts) {
    left.add(new LeftBehind(kind, words, Optional.empty(), sorted(facts), new TreeSet<>()));
  }

  void leave(LeftBehind.Kind kind, Access access, String words, Integer... facts) {
    left.add(new LeftBehind(kind, words, Optional.of(access), sorted(facts), new TreeSet<>()));
  }

  private static SortedSet<Integer> sorted(Integer... facts) {
    return new TreeSet<>(List.of(facts));
  }

  /** Says what was not read of what a person may have, and of what may name it. */
  void leaveUnread(Collection<Id> people, boolean around) {
    SortedSet<Read> reads = new TreeSet<>();
    for (Id id : people) {
      reads.addAll(unread(before().principal(id), around));
    }
    if (!reads.isEmpty()) {
      left.add(
          new LeftBehind(
              LeftBehind.Kind.NOT_READ,
              "there may be more: not all was read",
              Optional.empty(),
              new TreeSet<>(),
              reads));
    }
  }

  private SortedSet<Read> unread(Principal person, boolean around) {
    Set<Read.Kind> kinds = EnumSet.copyOf(OF_PEOPLE);
    if (around) {
      kinds.addAll(AROUND_PEOPLE);
    }
    SortedSet<Read> reads = new TreeSet<>();
    for (Read.Kind kind : kinds) {
      if (mayMiss(before().coverage().of(kind), person)) {
        reads.add(Read.of(kind));
      }
    }
    for (Map.Entry<Read, Completeness> said : before().coverage().said().entrySet()) {
      boolean counts = said.getKey().parent().isPresent() && kinds.contains(said.getKey().kind());
      if (counts && mayMiss(said.getValue(), person)) {
        reads.add(said.getKey());
      }
    }
    return reads;
  }

  /** A list without future starts may hide one. */
  private static boolean mayMiss(Completeness completeness, Principal person) {
    return completeness.mayMiss(person) || completeness.level() == Completeness.Level.AT_READ_ONLY;
  }

  /** What a principal itself has that is not over, by an activation or otherwise. */
  static Stream<Schedule> open(Tenant tenant, Id principal) {
    return tenant.schedulesOf(principal).filter(schedule -> !schedule.isEnded());
  }

  static boolean isActivated(Schedule schedule) {
    return schedule instanceof Assignment assignment && assignment.isActivated();
  }

  /**
   * Somebody of the tenant who is no group.
   *
   * @throws IllegalArgumentException if it is not
   */
  Principal person(String what, Id id) {
    Principal principal = before().principal(id);
    if (!(principal instanceof User) && !(principal instanceof ServicePrincipal)) {
      throw new IllegalArgumentException(
          "Invalid %s: expected a user or a service principal of the tenant, but found %s"
              .formatted(
                  what,
                  before().deleted(id).isPresent()
                      ? "the deleted "
                          + before().deleted(id).orElseThrow().principal().displayName()
                      : (principal.isGroup() ? "group " : "") + principal.displayName()));
    }
    return principal;
  }
}
