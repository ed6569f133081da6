package dev.pimento.migration;

import dev.pimento.access.AccessIndex;
import dev.pimento.access.Found;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.migration.MigrationListener.Progress;
import dev.pimento.migration.MigrationListener.Work;
import dev.pimento.plan.Plan;
import dev.pimento.plan.Rehearsal;
import dev.pimento.simulation.Simulation;
import dev.pimento.strategy.RoleHours;
import dev.pimento.strategy.Strategies;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.text.Table;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What came of a migration on a simulation: whether everybody can do after it, and after each step
 * of it, exactly what they could do before.
 *
 * <p>What somebody <em>can do</em> is all that they hold or could hold by activating, hop by hop.
 * After a step it is held against what it was before the first, for everybody whom the step is
 * about; after the last, for everybody. Memberships of the groups of the migration itself are left
 * out. Then everybody activates each of their new memberships once, in a fork: it has to be
 * accepted, or to wait for somebody who can approve it. So does whoever else is eligible for a
 * group whose settings changed, and could activate it before. A role that is never to be without
 * somebody who holds it without activating (fact 84) is looked at for all times. No time passes.
 */
public final class MigrationProof {

  private static final int BETWEEN_PROGRESS = 1_000;

  /**
   * Something that a person can do after a step and could not before, or the other way round.
   *
   * @param step the number of the step, from 1 on; 0 for what was seen only at the end
   * @param person who
   * @param access what
   * @param gained whether it was gained; else it was lost
   */
  public record Difference(int step, Id person, Access access, boolean gained) {}

  private final Migration migration;
  private final Plan plan;
  private final Tenant before;
  private final Knowledge knowledge;
  private final Instant now;
  private final Rehearsal rehearsal;
  private final Map<Id, RoleGroup> groups = new HashMap<>();
  private final Set<Access> own = new HashSet<>();
  private final AccessIndex couldBefore;
  private final MigrationListener listener;
  private final List<Difference> differences = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> cautions = new ArrayList<>();
  private final RoleHours hoursBefore;
  private final RoleHours hoursAfter;
  private int steps;
  private int people;
  private int activations;
  private int waiting;

  /**
   * Runs a plan.
   *
   * @param plan the migration's own, but for tests of this class
   */
  MigrationProof(Migration migration, Plan plan, Simulation start, MigrationListener listener) {
    this.migration = migration;
    this.plan = plan;
    this.before = start.tenant();
    this.knowledge = start.knowledge();
    this.now = start.now();
    this.listener = listener;
    for (RoleGroup group : migration.groups()) {
      groups.put(group.group().id(), group);
      own.add(group.membership());
    }
    migration.deletedGroups().forEach(id -> own.add(Access.member(id)));
    migration.deletedGroups().forEach(id -> own.add(Access.owner(id)));
    this.couldBefore = start.index();
    this.rehearsal = plan.rehearse(start, this::look);
    Simulation after = rehearsal.after();
    lookAtEverybody(after);
    lookAtTheLastActive(after.tenant());
    migration.groups().forEach(group -> activate(after.fork(), group));
    migration.groups().forEach(group -> activateOthers(start.fork(), after.fork(), group));
    Strategies strategiesBefore = Strategies.of(before, knowledge, now);
    Strategies strategiesAfter = Strategies.of(after.tenant(), knowledge, now);
    this.hoursBefore = hours(strategiesBefore);
    this.hoursAfter = hours(strategiesAfter);
    lookAtIdleAccounts(strategiesBefore, strategiesAfter);
    this.rehearsal
        .stoppedAt()
        .ifPresent(taken -> problems.add("a step was not carried out: " + taken.decision()));
  }

  private void look(Rehearsal.Taken taken, Simulation after) {
    steps++;
    Set<Id> concerned = concerned(taken.step().command());
    if (!concerned.isEmpty()) {
      AccessIndex index = after.index();
      concerned.forEach(id -> compare(steps, id, index));
    }
    tell(Work.STEPS, steps, plan.steps().size());
  }

  private void tell(Work work, long done, long total) {
    if (done % BETWEEN_PROGRESS == 0 || done == total) {
      listener.progress(new Progress(work, done, total));
    }
  }

  private Set<Id> concerned(Command command) {
    if (command instanceof Command.ScheduleRequest request) {
      Id principal = request.principal();
      return before.principal(principal).isGroup() || groups.containsKey(principal)
          ? peopleOf(principal)
          : Set.of(principal);
    }
    return command instanceof Command.DeletePrincipal delete
        ? peopleOf(delete.principal())
        : Set.of();
  }

  private Set<Id> peopleOf(Id group) {
    Set<Id> all = new TreeSet<>(Holdings.of(before).membersOf(group));
    RoleGroup made = groups.get(group);
    if (made != null) {
      all.addAll(made.people().keySet());
    }
    before
        .eligibilitiesFor(group)
        .map(Eligibility::principal)
        .filter(id -> !before.principal(id).isGroup())
        .forEach(all::add);
    return all;
  }

  private void compare(int step, Id person, AccessIndex after) {
    Found<Access> was = couldBefore.couldHold(person, now);
    Found<Access> is = after.couldHold(person, now);
    SortedSet<Access> gained = minus(is.certain(), was.certain());
    gained.addAll(minus(is.possible(), was.possible()));
    SortedSet<Access> lost = minus(was.certain(), is.certain());
    lost.addAll(minus(was.possible(), is.possible()));
    gained.forEach(access -> differences.add(new Difference(step, person, access, true)));
    lost.forEach(access -> differences.add(new Difference(step, person, access, false)));
  }

  private SortedSet<Access> minus(SortedSet<Access> some, SortedSet<Access> others) {
    SortedSet<Access> rest = new TreeSet<>(some);
    rest.removeAll(others);
    rest.removeAll(own);
    return rest;
  }

  private void lookAtEverybody(Simulation after) {
    AccessIndex index = AccessIndex.of(after.tenant(), knowledge);
    List<Id> all = new ArrayList<>();
    before.forEachPrincipal(
        principal -> {
          if (!principal.isGroup()) {
            all.add(principal.id());
          }
        });
    all.sort(null);
    for (Id id : all) {
      people++;
      compare(0, id, index);
      tell(Work.PEOPLE, people, all.size());
    }
  }

  /** Some roles are never to be without somebody who needn't activate (fact 84), at no time. */
  private void lookAtTheLastActive(Tenant after) {
    Stream.concat(migration.moved().stream(), migration.needless().stream())
        .map(Migration.Direct::role)
        .filter(role -> DirectAssignments.isNeverWithoutActive(role, knowledge))
        .distinct()
        .sorted()
        .forEach(
            role -> {
              List<Standing> was = Standing.of(before, role);
              List<Standing> is = Standing.of(after, role);
              Stream.concat(was.stream(), is.stream())
                  .flatMap(
                      one -> Stream.of(one.during().startInclusive(), one.during().endExclusive()))
                  .map(t -> Interval.later(now, t))
                  .filter(t -> isHeld(was, t) && !isHeld(is, t))
                  .min(Comparator.naturalOrder())
                  .ifPresent(
                      t ->
                          problems.add(
                              "nobody holds %s without activating from %s on (fact 84)"
                                  .formatted(Lookup.in(before).nameOf(role), t)));
            });
  }

  private static boolean isHeld(List<Standing> all, Instant t) {
    return all.stream().anyMatch(one -> one.during().contains(t));
  }

  private void activate(Simulation day, RoleGroup group) {
    group
        .people()
        .forEach(
            (person, eligibleUntil) -> {
              Instant end =
                  Interval.earlier(
                      group.settings().activation().maximum().addTo(now), eligibleUntil);
              Decision decision = activate(day, group, person, end);
              count(decision, group);
              problemOf(decision, person, group, day).ifPresent(problems::add);
              tell(Work.ACTIVATIONS, activations, memberships());
            });
  }

  private Decision activate(Simulation day, RoleGroup group, Id person, Instant end) {
    Set<String> contexts = new TreeSet<>();
    knowledge
        .settings(day.tenant(), group.membership())
        .authenticationContext()
        .ifPresent(contexts::add);
    Call call =
        Call.of(day.nextRequestId(), new Caller(Optional.of(person), true, contexts))
            .because("to see that it can be done")
            .withTicket(new Ticket("rehearsal", "none"));
    return day.run(
        Command.selfActivate(
            call, person, group.membership(), ScheduleInfo.startingNow(Expiration.at(end))));
  }

  /** Whoever else is eligible for a group that was there could activate it, and still can. */
  private void activateOthers(Simulation earlier, Simulation day, RoleGroup group) {
    if (group.isNew() || knowledge.settings(before, group.membership()).equals(group.settings())) {
      return;
    }
    Set<Id> others = RoleGroups.eligibleFor(before, group.group().id());
    others.removeAll(group.people().keySet());
    Instant end = Interval.plus(now, DirectAssignments.SHORTEST);
    for (Id person : others) {
      Decision was = activate(earlier, group, person, end);
      if (problemOf(was, person, group, earlier).isEmpty()) {
        Decision is = activate(day, group, person, end);
        count(is, group);
        problemOf(is, person, group, day).ifPresent(problems::add);
      }
    }
  }

  private long memberships() {
    return migration.groups().stream().mapToLong(group -> group.people().size()).sum();
  }

  private Optional<String> problemOf(
      Decision decision, Id person, RoleGroup group, Simulation day) {
    boolean held =
        day.tenant()
            .assignmentsOf(person)
            .anyMatch(a -> a.isCurrent() && a.access().equals(group.membership()));
    if (!(decision instanceof Decision.Waiting wait)) {
      return held
          ? Optional.empty()
          : Optional.of(
              "%s can't activate %s: %s"
                  .formatted(
                      before.principal(person).displayName(),
                      group.group().displayName(),
                      decision));
    }
    SortedSet<Id> later =
        new TreeSet<>(
            Approvers.of(day.tenant(), group.membership(), knowledge, now).afterActivation());
    later.remove(person);
    return wait.deciders().isEmpty() && later.isEmpty()
        ? Optional.of(
            "nobody can approve that %s activates %s"
                .formatted(before.principal(person).displayName(), group.group().displayName()))
        : Optional.empty();
  }

  private void count(Decision decision, RoleGroup group) {
    activations++;
    if (decision instanceof Decision.Waiting wait) {
      waiting++;
      if (wait.deciders().isEmpty()) {
        cautions.add(
            "who approves for %s has to activate first".formatted(group.group().displayName()));
      }
    }
  }

  /** An eligible member is no member, and protected as little as anybody else (fact 168). */
  private void lookAtIdleAccounts(Strategies was, Strategies is) {
    long open =
        migration.moved().stream()
            .map(Migration.Direct::person)
            .distinct()
            .filter(id -> isProtected(was, id) && !isProtected(is, id))
            .count();
    if (open > 0) {
      cautions.add(
          "accounts that no role protects any more while nothing is activated: %d (facts 156, 168)"
              .formatted(open));
    }
  }

  private static boolean isProtected(Strategies strategies, Id person) {
    return strategies.of(person).stream()
        .anyMatch(holding -> holding.account().isProtected().isYes());
  }

  private static RoleHours hours(Strategies strategies) {
    return strategies.hours().values().stream().reduce(RoleHours.NONE, RoleHours::plus);
  }

  /**
   * Whether every step was carried out, nobody gained or lost anything at any of them, everybody
   * can activate, and no role is left by the last who holds it without activating (fact 84).
   */
  public boolean holds() {
    return rehearsal.isComplete() && differences.isEmpty() && problems.isEmpty();
  }

  /** The plan on the simulation, step by step. */
  public Rehearsal rehearsal() {
    return rehearsal;
  }

  /** What anybody gained or lost, at which step; nothing, if it holds. */
  public List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** Who can't activate, and what else keeps it from holding, in words. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** What takes longer from now on, in words. */
  public List<String> cautions() {
    return cautions.stream().distinct().toList();
  }

  /** Role-hours of the next {@link Strategies#MONTH} before, of all people and roles together. */
  public RoleHours hoursBefore() {
    return hoursBefore;
  }

  /** Role-hours of the next {@link Strategies#MONTH} after; nobody has activated anything. */
  public RoleHours hoursAfter() {
    return hoursAfter;
  }

  /** By how much the role-hours fall that stand. */
  public Duration standingFallsBy() {
    return hoursBefore.standing().minus(hoursAfter.standing());
  }

  /** What was looked at, and what came of it. */
  public Table table() {
    Lookup names = Lookup.in(before);
    long taken = rehearsal.taken().stream().filter(one -> one.decision().isAccepted()).count();
    Table table =
        Table.of("what", "result")
            .withTitle(holds() ? "the migration holds" : "the migration does not hold")
            .row("steps carried out", "%d of %d".formatted(taken, plan.steps().size()))
            .row("people who can do what they could", unchanged() + " of " + people)
            .row(
                "activations tried",
                "%d, of which %d wait for an approver".formatted(activations, waiting))
            .row("standing role-hours a month", standing());
    for (Difference one : differences.stream().limit(20).toList()) {
      table =
          table.row(
              one.gained() ? "gained" : "lost",
              "%s: %s%s"
                  .formatted(
                      names.nameOf(one.person()),
                      names.nameOf(one.access()),
                      one.step() == 0 ? "" : ", at step " + one.step()));
    }
    for (String problem : problems) {
      table = table.row("problem", problem);
    }
    for (String caution : cautions()) {
      table = table.row("caution", caution);
    }
    return table;
  }

  private long unchanged() {
    return people - differences.stream().map(Difference::person).distinct().count();
  }

  private String standing() {
    long was = hoursBefore.standing().toHours();
    long is = hoursAfter.standing().toHours();
    long percent = was == 0 ? 0 : Math.round(100.0 * (was - is) / was);
    return "%d, of %d before: %d %% less".formatted(is, was, percent);
  }

  /** Prints {@link #table()}. */
  public MigrationProof print() {
    table().print();
    return this;
  }

  /** {@link #table()} as text. */
  @Override
  public String toString() {
    return table().toString();
  }
}
