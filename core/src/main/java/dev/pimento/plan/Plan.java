package dev.pimento.plan;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.policy.RoleSettings;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.text.Table;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What is to be done, in its order. A plan is data: it does nothing until somebody runs it, on a
 * simulation with {@link #rehearse}, or command by command on the real thing.
 *
 * <pre>{@code
 * Plan plan = Plan.builder()
 *     .makeEligible(jose, Access.member(tier2), Expiration.after("P180D"), "leaves direct assignment")
 *     .removeDirectly(jose, exchange, "leaves direct assignment")
 *     .build();
 * plan.rehearse(Simulation.of(tenant)).print();
 * }</pre>
 */
public final class Plan {

  private static final Plan NOTHING = new Plan(List.of());

  private final List<PlanStep> steps;

  private Plan(List<PlanStep> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Nothing is to be done. */
  public static Plan nothing() {
    return NOTHING;
  }

  public static Plan of(List<PlanStep> steps) {
    return new Plan(steps);
  }

  public static Builder builder() {
    return new Builder();
  }

  public List<PlanStep> steps() {
    return steps;
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** This and then the other. */
  public Plan then(Plan other) {
    return builder().add(this).add(other).build();
  }

  /**
   * Runs it on a fork of a simulation, at its present, as an administrator who may do everything
   * and names a ticket. It ends at the first step that is refused or that has to wait for somebody.
   * Before a step that can't be taken yet, time passes.
   */
  public Rehearsal rehearse(Simulation simulation) {
    return rehearse(simulation, (taken, after) -> {});
  }

  /**
   * The same, watched.
   *
   * @param watcher is given each step that was tried, and the simulation as it is after it, which
   *     it must not change
   */
  public Rehearsal rehearse(
      Simulation simulation, BiConsumer<? super Rehearsal.Taken, ? super Simulation> watcher) {
    Simulation fork = simulation.fork();
    List<Rehearsal.Taken> taken = new ArrayList<>();
    for (PlanStep step : steps) {
      Decision decision = step.take(fork);
      taken.add(new Rehearsal.Taken(step, decision));
      watcher.accept(taken.get(taken.size() - 1), fork);
      if (!decision.isAccepted()) {
        break;
      }
    }
    return new Rehearsal(this, simulation.tenant(), fork, taken);
  }

  /**
   * Each step in words.
   *
   * @param tenant what it starts from
   */
  public List<String> describe(Tenant tenant, Knowledge knowledge) {
    List<String> words = new ArrayList<>(steps.size());
    Tenant state = tenant;
    for (PlanStep step : steps) {
      Tenant before = state;
      Tenant named = named(before, step.command());
      String order =
          step.command()
              .walk(
                  new Wording(
                      Lookup.in(named),
                      before::principal,
                      access -> knowledge.settings(before, access)));
      words.add(order + step.notBefore().map(t -> ", not before " + t).orElse(""));
      state = named;
      if (step.command() instanceof Command.ChangeSettings change) {
        state = state.toBuilder().settings(change.access(), change.settings()).build();
      }
    }
    return words;
  }

  private static Tenant named(Tenant tenant, Command command) {
    return command instanceof Command.CreatePrincipal create
        ? tenant.toBuilder().principal(create.principal()).build()
        : tenant;
  }

  /** A line for each step. */
  public Table table(Tenant tenant, Knowledge knowledge) {
    Table table = Table.of("step", "what", "why").withEmptyMessage("nothing to do");
    List<String> words = describe(tenant, knowledge);
    for (int i = 0; i < steps.size(); i++) {
      table = table.row(i + 1, words.get(i), steps.get(i).why());
    }
    return table;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Plan that && steps.equals(that.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  /** One line with the number of steps. */
  @Override
  public String toString() {
    return "Plan of " + steps.size() + (steps.size() == 1 ? " step" : " steps");
  }

  /** Collects a plan. Not thread-safe. */
  public static final class Builder {

    /** Stands in a command for the call that whoever runs the plan makes. */
    static final Call SOMEBODY =
        Call.of(Id.of("00000000-0000-0000-0000-000000000000"), Caller.anAdministrator());

    private final List<PlanStep> steps = new ArrayList<>();

    private Builder() {}

    /** Adds a command; its call is replaced when it runs. */
    public Builder add(Command command, String why) {
      steps.add(new PlanStep(command.withCall(SOMEBODY), why));
      return this;
    }

    public Builder add(Plan plan) {
      steps.addAll(plan.steps());
      return this;
    }

    public Builder add(Collection<PlanStep> more) {
      steps.addAll(more);
      return this;
    }

    public Builder makeEligible(Id principal, Access access, Expiration expiration, String why) {
      return assign(Kind.ELIGIBLE, principal, access, expiration, why);
    }

    /** Assigns actively, by PIM. */
    public Builder assign(Id principal, Access access, Expiration expiration, String why) {
      return assign(Kind.ACTIVE, principal, access, expiration, why);
    }

    private Builder assign(
        Kind kind, Id principal, Access access, Expiration expiration, String why) {
      ScheduleInfo schedule = ScheduleInfo.startingNow(expiration);
      return add(Command.adminAssign(SOMEBODY, kind, principal, access, schedule), why);
    }

    /** Takes an eligibility, or an active assignment, away by PIM. */
    public Builder remove(Kind kind, Id principal, Access access, String why) {
      return add(Command.adminRemove(SOMEBODY, kind, principal, access), why);
    }

    /**
     * Takes away what a schedule gives: by PIM where PIM manages it, else past it, which leaves a
     * group out of PIM that is not in it (fact 30).
     *
     * @param tenant where the schedule is
     */
    public Builder remove(Tenant tenant, Schedule schedule, String why) {
      return add(removal(tenant, schedule), why);
    }

    static Command removal(Tenant tenant, Schedule schedule) {
      Access access = schedule.access();
      if (schedule instanceof Eligibility) {
        return Command.adminRemove(SOMEBODY, Kind.ELIGIBLE, schedule.principal(), access);
      }
      boolean managed =
          access instanceof RoleAccess
              || (schedule instanceof Assignment assignment && assignment.isActivated())
              || tenant.isOnboarded(access.target());
      return managed && tenant.isLicensed()
          ? Command.adminRemove(SOMEBODY, Kind.ACTIVE, schedule.principal(), access)
          : new Command.RemoveDirectly(SOMEBODY, schedule.principal(), access);
    }

    /** Adds a member, an owner or a role assignment past PIM. */
    public Builder addDirectly(Id principal, Access access, String why) {
      return add(new Command.AddDirectly(SOMEBODY, principal, access), why);
    }

    /** Removes a member, an owner or a role assignment past PIM. */
    public Builder removeDirectly(Id principal, Access access, String why) {
      return add(new Command.RemoveDirectly(SOMEBODY, principal, access), why);
    }

    public Builder create(Principal principal, String why) {
      return add(new Command.CreatePrincipal(SOMEBODY, principal), why);
    }

    public Builder delete(Id principal, String why) {
      return add(new Command.DeletePrincipal(SOMEBODY, principal), why);
    }

    /**
     * Changes settings rule by rule, as clients have to, in an order that the service accepts
     * (facts 95, 107).
     *
     * @param from what they are
     * @param to what they are to be; where it is the same, no step is added
     */
    public Builder changeSettings(Access access, RoleSettings from, RoleSettings to, String why) {
      for (RoleSettings settings : SettingsChange.steps(from, to)) {
        add(new Command.ChangeSettings(SOMEBODY, access.settingsKey(), settings), why);
      }
      return this;
    }

    public Plan build() {
      return steps.isEmpty() ? NOTHING : new Plan(steps);
    }
  }
}
