package dev.pimento.people;

import static java.util.Objects.requireNonNull;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Unresolved;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Command;
import dev.pimento.people.LeftBehind.Kind;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Surroundings;
import dev.pimento.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * People come, move and go: what it takes, in steps, and what would be left behind.
 *
 * <pre>{@code
 * People people = People.of(tenant, Knowledge.builtIn(), tenant.asOf());
 * people.withSuccessor(lidia).offboard(jose).print();
 * }</pre>
 *
 * <p>Each step was tried on a simulation, in that order. What is copied is what the other person
 * itself has: eligibilities and active assignments, by PIM and past it, for groups and for roles at
 * every scope; not its activations, which the eligibilities behind them allow, nor what an access
 * package brings, which a tenant does not tell from other eligibilities (fact 243). A copy ends
 * when the original ends, or as late as the settings allow.
 *
 * <p>Immutable and thread-safe; it holds on to the tenant.
 */
public final class People {

  private final Simulation start;
  private final Optional<Id> successor;
  private final boolean throughGroups;
  private final boolean removingFirst;

  private People(
      Simulation start, Optional<Id> successor, boolean throughGroups, boolean removingFirst) {
    this.start = start;
    this.successor = successor;
    this.throughGroups = throughGroups;
    this.removingFirst = removingFirst;
  }

  /**
   * The people of a tenant.
   *
   * @param at the instant at which the changes are made; what is due until then has happened
   * @throws IllegalArgumentException if it is before the tenant was read
   */
  public static People of(Tenant tenant, Knowledge knowledge, Instant at) {
    requireNonNull(knowledge, "knowledge");
    if (at.isBefore(tenant.asOf())) {
      throw new IllegalArgumentException(
          "Invalid instant: expected one at or after the read at %s, but found %s"
              .formatted(tenant.asOf(), at));
    }
    return new People(
        Simulation.of(tenant, knowledge).advanceTo(at), Optional.empty(), false, false);
  }

  /**
   * The same; who goes is followed by the successor as owner of groups that would be without one,
   * as approver, and as recipient of mails. No role and no membership passes on.
   *
   * @throws IllegalArgumentException if it is no user of the tenant, or a disabled one
   */
  public People withSuccessor(Id successor) {
    if (!(start.tenant().principal(successor) instanceof User user) || user.enabled().isNo()) {
      throw new IllegalArgumentException(
          "Invalid successor: expected an enabled user of the tenant, but found "
              + start.tenant().principal(successor).displayName());
    }
    return new People(start, Optional.of(successor), throughGroups, removingFirst);
  }

  /**
   * The same; where the other person has roles without a group, and a role-assignable group gives
   * just some of these, who comes gets them through the group: an active member where the group is
   * eligible for them (Option A), an eligible one where it holds them (Option B; fact 156). A group
   * whose members approve, or whose activation asks for less than a role's, is not taken.
   */
  public People throughGroups() {
    return new People(start, successor, true, removingFirst);
  }

  /**
   * The same; who moves loses the old before getting the new: never both at once, and neither in
   * between. Otherwise the new comes first.
   */
  public People removingFirst() {
    return new People(start, successor, throughGroups, true);
  }

  /**
   * Somebody of the tenant is to have what another has.
   *
   * @throws IllegalArgumentException if one of the two is neither a user nor a service principal of
   *     the tenant, or both are the same
   */
  public Change onboard(Id person, Id like) {
    Work work = new Work(start);
    work.person("person", person);
    return onboard(work, person, like);
  }

  /**
   * Somebody new is to have what another has. The first requests for a new account can fail for up
   * to two minutes (fact 34).
   *
   * @throws IllegalArgumentException if the id is taken, or the other is neither a user nor a
   *     service principal of the tenant
   */
  public Change onboard(User newcomer, Id like) {
    Work work = new Work(start);
    if (!(start.tenant().principal(newcomer.id()) instanceof Unresolved)) {
      throw new IllegalArgumentException(
          "Invalid newcomer: expected an id that is not taken, but found that of "
              + start.tenant().principal(newcomer.id()).displayName());
    }
    work.draft
        .add(new Command.CreatePrincipal(Work.SOMEBODY, newcomer), "comes")
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("Invalid newcomer: " + why);
            });
    return onboard(work, newcomer.id(), like);
  }

  private Change onboard(Work work, Id person, Id like) {
    checkDifferent(work, "model", person, like);
    sayIfDisabled(work, person);
    Giving giving = new Giving(work, person, like);
    List<Schedule> models = Work.open(work.before(), like).sorted(Taking.order()).toList();
    if (throughGroups) {
      models = new GroupWays(work, like).instead(models);
    }
    models.forEach(giving::give);
    sayWhatIsMissing(work, person, like);
    sayWhatSurroundsTheModel(work, like);
    work.leaveUnread(Set.of(like), false);
    return new Change(work, "onboard %s like %s", person, List.of(like));
  }

  private static void checkDifferent(Work work, String what, Id person, Id other) {
    work.person(what, other);
    if (person.equals(other)) {
      throw new IllegalArgumentException(
          "Invalid %s: expected somebody else, but found %s again"
              .formatted(what, work.nameOf(person)));
    }
  }

  private static void sayIfDisabled(Work work, Id person) {
    if (work.draft.tenant().principal(person).enabled().isNo()) {
      work.leave(
          Kind.NAMED,
          "%s is disabled: it has everything and can use nothing".formatted(work.nameOf(person)),
          247);
    }
  }

  /** What the other reaches by something that was not copied. */
  private static void sayWhatIsMissing(Work work, Id person, Id like) {
    Simulation after = work.draft.plan().rehearse(work.start).after();
    Set<Access> said =
        work.left.stream()
            .filter(one -> one.kind() == Kind.NOT_COPIED)
            .flatMap(one -> one.access().stream())
            .collect(Collectors.toSet());
    SortedSet<Access> reached = after.index().couldHold(person, work.now()).certain();
    for (Access access : work.start.index().couldHold(like, work.now()).certain()) {
      if (!reached.contains(access) && !said.contains(access)) {
        work.leave(
            Kind.NOT_COPIED,
            access,
            "%s: %s comes to it by what is not copied"
                .formatted(work.nameOf(access), work.nameOf(like)));
      }
    }
  }

  private static void sayWhatSurroundsTheModel(Work work, Id like) {
    Surroundings around = work.before().surroundings();
    long owned = around.owned().stream().filter(id -> around.ownersOf(id).contains(like)).count();
    int units = around.unitsOf(like).size();
    if (owned + units > 0) {
      work.leave(
          Kind.NAMED,
          "applications, service principals and units are not copied: %s owns %d and is in %d"
              .formatted(work.nameOf(like), owned, units));
    }
  }

  /**
   * Somebody moves: loses what it has as the one has it and the other does not, and gets what the
   * other has. What the one has and the other has in no way goes altogether, eligible and active.
   * What both have stays as it is, and so does what neither has.
   *
   * @param from somebody who has what is to go; the person itself for all it has
   * @param to somebody who has what is to come
   * @throws IllegalArgumentException if one of them is neither a user nor a service principal of
   *     the tenant, or the person is the one to become like
   */
  public Change move(Id person, Id from, Id to) {
    Work work = new Work(start);
    work.person("person", person);
    work.person("model", from);
    checkDifferent(work, "model", person, to);
    sayIfDisabled(work, person);
    List<Schedule> models = Work.open(work.before(), to).sorted(Taking.order()).toList();
    Set<Work.Piece> coming = pieces(models);
    Set<Work.Piece> going = pieces(Work.open(work.before(), from).toList());
    Set<Access> gone = accesses(going);
    gone.removeAll(accesses(coming));
    going.removeAll(coming);
    List<Schedule> old = new ArrayList<>();
    for (Schedule schedule : Work.open(work.before(), person).toList()) {
      if (going.contains(Work.Piece.of(schedule))
          || gone.contains(schedule.access())
          || endsWith(schedule, going)) {
        old.add(schedule);
      } else if (!coming.contains(Work.Piece.of(schedule)) && !Work.isActivated(schedule)) {
        work.leave(
            Kind.KEPT,
            schedule.access(),
            "%s%s: neither %s nor %s has it%s"
                .formatted(
                    schedule instanceof Eligibility ? "eligible for " : "",
                    work.nameOf(schedule.access()),
                    work.nameOf(from),
                    work.nameOf(to),
                    accesses(coming).contains(schedule.access()) ? " so" : ""));
      }
    }
    Giving giving = new Giving(work, person, to);
    Taking taking = new Taking(work, person, successor);
    Set<Access> accesses = old.stream().map(Schedule::access).collect(Collectors.toSet());
    Set<Schedule> inTheWay =
        old.stream().filter(s -> coming.contains(Work.Piece.of(s))).collect(Collectors.toSet());
    taking.cancelRequests(accesses::contains);
    taking.take(inTheWay, "is assigned it instead, as %s is".formatted(work.nameOf(to)));
    old.removeAll(inTheWay);
    if (!removingFirst) {
      models.forEach(giving::give);
    }
    taking.take(old, "moves on, to what %s has".formatted(work.nameOf(to)));
    if (removingFirst) {
      models.forEach(giving::give);
    }
    work.leaveUnread(new TreeSet<>(Set.of(person, to)), false);
    return new Change(work, "move %s from what %s has to what %s has", person, List.of(from, to));
  }

  /** An activation goes with its eligibility, whatever the service does by itself (fact 240). */
  private static boolean endsWith(Schedule schedule, Set<Work.Piece> going) {
    return Work.isActivated(schedule)
        && going.contains(new Work.Piece(schedule.access(), Command.Kind.ELIGIBLE));
  }

  private static Set<Access> accesses(Set<Work.Piece> pieces) {
    return pieces.stream().map(Work.Piece::access).collect(Collectors.toSet());
  }

  /** What somebody has otherwise than by an activation. */
  private static Set<Work.Piece> pieces(List<Schedule> schedules) {
    Set<Work.Piece> pieces = new HashSet<>();
    schedules.stream()
        .filter(schedule -> !Work.isActivated(schedule))
        .forEach(schedule -> pieces.add(Work.Piece.of(schedule)));
    return pieces;
  }

  /**
   * Somebody goes. The account is disabled first, so that nothing is activated meanwhile; then open
   * requests are taken back (fact 118), and activations, assignments and eligibilities are taken
   * away, those that are still to start too; then the person is taken out of settings. What the
   * service lets nobody take away yet comes last (fact 63). The account is not deleted: what was
   * taken away before a deletion does not come back by a restoration (fact 82).
   *
   * @throws IllegalArgumentException if it is neither a user nor a service principal of the tenant,
   *     or the successor
   */
  public Change offboard(Id person) {
    Work work = new Work(start);
    work.person("person", person);
    if (successor.equals(Optional.of(person))) {
      throw new IllegalArgumentException(
          "Invalid successor: expected somebody else, but found %s again"
              .formatted(work.nameOf(person)));
    }
    new Offboarding(work, person, successor).run();
    return new Change(work, "offboard %s", person, List.of());
  }

  /**
   * {@link #offboard(Id)} by name.
   *
   * @throws IllegalArgumentException if the name fits nobody, or two
   */
  public Change offboard(String person) {
    return offboard(named(person));
  }

  /**
   * {@link #onboard(User, Id)} by the name of the other.
   *
   * @throws IllegalArgumentException if the name fits nobody, or two
   */
  public Change onboard(User newcomer, String like) {
    return onboard(newcomer, named(like));
  }

  /**
   * {@link #move(Id, Id, Id)} by names.
   *
   * @throws IllegalArgumentException if a name fits nobody, or two
   */
  public Change move(String person, String from, String to) {
    return move(named(person), named(from), named(to));
  }

  private Id named(String name) {
    return Lookup.in(start.tenant()).principal(name).id();
  }

  /** One line: when, and how changes are made. */
  @Override
  public String toString() {
    return "People at %s, of %s%s%s%s"
        .formatted(
            start.now(),
            start.tenant(),
            successor.map(id -> ", followed by " + Lookup.in(start.tenant()).nameOf(id)).orElse(""),
            throughGroups ? ", through groups" : "",
            removingFirst ? ", removing first" : "");
  }
}
