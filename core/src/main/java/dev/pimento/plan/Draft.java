package dev.pimento.plan;

import static java.util.stream.Collectors.joining;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.Side;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Fix;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A plan in the making: each command is tried on a simulation when it is added, so that the plan
 * has only what the service would accept in that order. What has to wait for an instant comes last.
 * Not thread-safe.
 */
public final class Draft {

  private final List<PlanStep> steps = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private Simulation state;

  /** A step that can't be taken yet, and the schedule that it is to end. */
  private record Waiting(PlanStep step, Id schedule) {
    Instant notBefore() {
      return step.notBefore().orElseThrow();
    }
  }

  private Draft(Simulation state) {
    this.state = state;
  }

  /** An empty one that starts from the simulation's present, on a fork of it. */
  public static Draft on(Simulation simulation) {
    return new Draft(simulation.fork());
  }

  /** The tenant after what was added so far, but for what waits. */
  public Tenant tenant() {
    return state.tenant();
  }

  /**
   * Adds the command if it would be carried out at once.
   *
   * @return why it is not added; empty if it is
   */
  public Optional<String> add(Command command, String why) {
    PlanStep step = new PlanStep(command.withCall(Plan.Builder.SOMEBODY), why);
    Simulation trial = state.fork();
    Decision decision = step.take(trial);
    if (!decision.isAccepted()) {
      return Optional.of(reasons(decision));
    }
    state = trial;
    steps.add(step);
    return Optional.empty();
  }

  /**
   * Adds what takes away all that the principal itself has of the access: by PIM where PIM manages
   * it, else past PIM, which leaves a group out of PIM that is not in it (fact 30). Where the
   * service asks for five minutes since the start (fact 63), or reaches nothing before its start,
   * the step waits.
   *
   * @param kind whether eligibilities or active assignments, activations among them
   * @return why it stays; empty if it goes, or if there is nothing
   */
  public Optional<String> takeAway(Id principal, Access access, Kind kind, String why) {
    List<Schedule> open = open(state.tenant(), principal, access, kind);
    Optional<String> fixed = open.isEmpty() ? Optional.empty() : decidedElsewhere(access, kind);
    if (fixed.isPresent()) {
      return fixed;
    }
    Simulation trial = state.fork();
    List<Waiting> found = new ArrayList<>();
    while (!open.isEmpty()) {
      Optional<Instant> notBefore =
          Optional.of(trial.now()).filter(now -> now.isAfter(state.now()));
      Command command = Plan.Builder.removal(trial.tenant(), open.get(0));
      PlanStep step = new PlanStep(command, why, notBefore);
      Decision decision = step.take(trial);
      List<Schedule> left = open(trial.tenant(), principal, access, kind);
      if (decision.isAccepted() && left.size() < open.size()) {
        found.add(new Waiting(step, ended(open, left)));
      } else if (decision.isAccepted()) {
        return Optional.of(
            "the directory keeps the last active owner, and PIM goes on trying for 30 days");
      } else {
        Optional<Instant> later = later(decision, open);
        if (later.isEmpty()) {
          return Optional.of(reasons(decision));
        }
        trial.advanceTo(later.get());
        left = open(trial.tenant(), principal, access, kind);
      }
      open = left;
    }
    found.forEach(this::keep);
    return Optional.empty();
  }

  private static Id ended(List<Schedule> before, List<Schedule> after) {
    List<Id> still = after.stream().map(Schedule::id).toList();
    return before.stream()
        .map(Schedule::id)
        .filter(id -> !still.contains(id))
        .findFirst()
        .orElseThrow();
  }

  private void keep(Waiting found) {
    if (found.step().notBefore().isPresent()) {
      waiting.add(found);
    } else {
      found.step().take(state);
      steps.add(found.step());
    }
  }

  private static List<Schedule> open(Tenant tenant, Id principal, Access access, Kind kind) {
    return tenant
        .schedulesOf(principal)
        .filter(s -> !s.isEnded() && s.access().equals(access))
        .filter(s -> s instanceof Eligibility == (kind == Kind.ELIGIBLE))
        .toList();
  }

  private Optional<String> decidedElsewhere(Access access, Kind kind) {
    if (kind == Kind.ELIGIBLE
        || !(access instanceof GroupAccess side)
        || !(state.tenant().principal(side.group()) instanceof Group group)) {
      return Optional.empty();
    }
    if (group.synced().isYes()) {
      return Optional.of("the group is synced from on-premises, where it has to be changed");
    }
    return group.dynamic().isYes() && side.side() == Side.MEMBER
        ? Optional.of("a rule decides who is in the group")
        : Optional.empty();
  }

  private static Optional<Instant> later(Decision decision, List<Schedule> open) {
    List<Refusal> refusals = decision.refusals();
    if (!refusals.isEmpty() && refusals.stream().allMatch(r -> r.fix() instanceof Fix.Wait)) {
      return refusals.stream()
          .map(refusal -> ((Fix.Wait) refusal.fix()).earliest())
          .max(Comparator.naturalOrder());
    }
    return open.stream().allMatch(s -> s.phase() == Phase.FUTURE)
        ? open.stream()
            .map(s -> s.span().possible().startInclusive())
            .min(Comparator.naturalOrder())
        : Optional.empty();
  }

  private static String reasons(Decision decision) {
    return decision.isWaiting()
        ? decision.toString()
        : decision.refusals().stream().map(Refusal::message).distinct().collect(joining("; "));
  }

  /** The plan: first what can be done at once, then what waits, the earliest first. */
  public Plan plan() {
    List<PlanStep> all = new ArrayList<>(steps);
    Simulation trial = state.fork();
    waiting.stream()
        .sorted(Comparator.comparing(Waiting::notBefore))
        .filter(one -> ends(trial, one))
        .forEach(one -> all.add(one.step()));
    return Plan.of(all);
  }

  /** Whether it still has something to end, and ends that: not what has come since (fact 80). */
  private static boolean ends(Simulation trial, Waiting one) {
    trial.advanceTo(Interval.later(trial.now(), one.notBefore()));
    boolean over = isOver(trial, one.schedule());
    Simulation next = trial.fork();
    if (over || !one.step().take(next).isAccepted() || !isOver(next, one.schedule())) {
      return false;
    }
    one.step().take(trial);
    return true;
  }

  private static boolean isOver(Simulation simulation, Id schedule) {
    return simulation.tenant().schedule(schedule).filter(s -> !s.isEnded()).isEmpty();
  }
}
