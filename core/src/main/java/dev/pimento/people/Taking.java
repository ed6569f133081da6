package dev.pimento.people;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Command;
import dev.pimento.people.LeftBehind.Kind;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes away what a person itself has, and what is asked for. */
final class Taking {

  private final Work work;
  private final Id person;
  private final Optional<Id> successor;

  Taking(Work work, Id person, Optional<Id> successor) {
    this.work = work;
    this.person = person;
    this.successor = successor;
  }

  /** Takes back the person's requests that are not carried out yet. */
  void cancelRequests(Predicate<Access> about) {
    List<Request> open =
        work.before()
            .requestsOf(person)
            .filter(r -> !r.status().isFinal() && about.test(r.access()))
            .toList();
    for (Request request : open) {
      String what =
          "%s of %s".formatted(request.action().wireName(), work.nameOf(request.access()));
      boolean settled =
          work.draft.tenant().request(request.id()).filter(r -> !r.status().isFinal()).isEmpty();
      Optional<String> refused =
          settled
              ? Optional.empty()
              : work.draft.add(
                  new Command.Cancel(Work.SOMEBODY, request.id()), "nobody is to wait for it");
      refused.ifPresent(
          why -> work.leave(Kind.STAYS, request.access(), "request, " + what + ": " + why, 132));
    }
  }

  /** What runs by an activation goes first, then what is assigned, then what may be activated. */
  static Comparator<Schedule> order() {
    return Comparator.comparing((Schedule s) -> Work.Piece.of(s).kind())
        .reversed()
        .thenComparing(s -> !Work.isActivated(s))
        .thenComparing(Schedule::access)
        .thenComparing(Schedule::id);
  }

  void take(Collection<Schedule> schedules, String why) {
    List<Schedule> sorted = new ArrayList<>(schedules);
    sorted.sort(order());
    sorted.stream().map(Work.Piece::of).distinct().forEach(piece -> take(piece, why));
  }

  private void take(Work.Piece piece, String why) {
    Access access = piece.access();
    if (piece.kind() == Command.Kind.ACTIVE
        && access instanceof GroupAccess side
        && side.side() == Side.OWNER) {
      passOn(side);
    }
    work.draft
        .takeAway(person, access, piece.kind(), why)
        .ifPresent(
            reason ->
                work.leave(
                    Kind.STAYS,
                    access,
                    "%s%s: %s"
                        .formatted(
                            piece.kind() == Command.Kind.ELIGIBLE ? "eligible for " : "",
                            work.nameOf(access),
                            reason),
                    facts(access)));
  }

  private Integer[] facts(Access access) {
    if (access instanceof RoleAccess role) {
      return work.knowledge().isNeverWithoutActive(role.role())
          ? new Integer[] {84}
          : new Integer[0];
    }
    return ((GroupAccess) access).side() == Side.OWNER ? new Integer[] {39} : new Integer[] {1};
  }

  /** A group keeps its last active owner (fact 39): the successor becomes one first. */
  private void passOn(GroupAccess ownership) {
    boolean last =
        work.draft
            .tenant()
            .assignmentsFor(ownership.group())
            .filter(a -> a.isCurrent() && a.access().equals(ownership))
            .allMatch(a -> a.principal().equals(person));
    if (!last) {
      return;
    }
    if (successor.isEmpty()) {
      work.leave(
          Kind.ALONE,
          ownership,
          "%s has no other active owner: name a successor"
              .formatted(work.nameOf(ownership.group())),
          39);
      return;
    }
    Optional<String> refused =
        work.draft.add(
            new Command.AddDirectly(Work.SOMEBODY, successor.get(), ownership),
            "%s would be left without an owner".formatted(work.nameOf(ownership.group())));
    refused.ifPresentOrElse(
        why ->
            work.leave(
                Kind.ALONE,
                ownership,
                "%s has no other active owner, and %s can't become one: %s"
                    .formatted(work.nameOf(ownership.group()), work.nameOf(successor.get()), why),
                39),
        () -> sayIfLonger(ownership));
  }

  /** The successor owns it past PIM, without end. */
  private void sayIfLonger(GroupAccess ownership) {
    Instant end =
        Work.open(work.before(), person)
            .filter(s -> s instanceof Assignment && s.access().equals(ownership))
            .map(s -> s.span().endExclusive())
            .max(Comparator.naturalOrder())
            .orElse(Instant.MAX);
    if (!end.equals(Instant.MAX)) {
      work.leave(
          Kind.LONGER,
          ownership,
          "%s: %s without end; %s until %s"
              .formatted(
                  work.nameOf(ownership),
                  work.nameOf(successor.orElseThrow()),
                  work.nameOf(person),
                  end),
          39);
    }
  }
}
