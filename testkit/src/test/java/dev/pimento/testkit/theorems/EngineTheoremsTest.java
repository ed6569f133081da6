package dev.pimento.testkit.theorems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Decision;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Violation;
import dev.pimento.testkit.generators.RandomInstants;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.testkit.reference.ReferenceModel;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of every day. Repeat a failing one with the seeds and sizes that it names. */
class EngineTheoremsTest {

  private static final Duration FOR_LONG = Duration.ofDays(400);

  private static Knowledge knowledge(Set<Switch> on) {
    Knowledge knowledge = Knowledge.builtIn();
    for (Switch behaviour : Switch.values()) {
      knowledge = knowledge.assuming(behaviour, on.contains(behaviour));
    }
    return knowledge;
  }

  private static Tenant tenant(boolean messy, long seed, int size) {
    return messy ? RandomTenants.messy(seed, size) : RandomTenants.orderly(seed, size);
  }

  @Property
  void denied_changes_nothing(
      @ForAll boolean messy,
      @ForAll long seed,
      @ForAll @IntRange(max = 16) int size,
      @ForAll @IntRange(max = 40) int commands) {
    Day.of(
        tenant(messy, seed, size),
        Knowledge.builtIn(),
        seed,
        commands,
        (before, command, decision, day) -> {
          if (decision.isDenied()) {
            assertThat(day.tenant()).isSameAs(before);
            assertThat(decision.events()).isEmpty();
          } else {
            assertThat(decision.refusals()).isEmpty();
          }
        });
  }

  @Property
  void same_steps_same_day(
      @ForAll boolean messy,
      @ForAll long seed,
      @ForAll @IntRange(max = 16) int size,
      @ForAll @IntRange(max = 40) int commands) {
    Simulation one = Day.of(tenant(messy, seed, size), seed, commands);
    Simulation two = Day.of(tenant(messy, seed, size), seed, commands);

    assertThat(two.tenant()).isEqualTo(one.tenant());
    assertThat(two.timeline()).isEqualTo(one.timeline());
    assertThat(two.audit()).isEqualTo(one.audit());
  }

  @Property
  void advance_is_path_independent(
      @ForAll boolean messy,
      @ForAll long seed,
      @ForAll @IntRange(max = 16) int size,
      @ForAll @IntRange(max = 40) int commands,
      @ForAll Set<Switch> on) {
    Simulation day =
        Day.of(
            tenant(messy, seed, size),
            knowledge(on),
            seed,
            commands,
            (before, command, decision, simulation) -> {});
    Instant end = day.now().plus(FOR_LONG);
    Simulation oneStep = day.fork().advanceTo(end);
    Simulation fromEventToEvent = day.fork();
    while (fromEventToEvent.nextDue().filter(next -> !next.isAfter(end)).isPresent()) {
      fromEventToEvent.advanceToNext();
    }
    fromEventToEvent.advanceTo(end);
    Simulation manySteps = day.fork();
    SortedSet<Instant> steps = new TreeSet<>(RandomInstants.boundaries(day.tenant()));
    steps.tailSet(day.now()).headSet(end).forEach(manySteps::advanceTo);
    manySteps.advanceTo(end);

    for (Simulation other : new Simulation[] {fromEventToEvent, manySteps}) {
      assertThat(other.tenant()).isEqualTo(oneStep.tenant());
      assertThat(other.timeline()).isEqualTo(oneStep.timeline());
      assertThat(other.audit()).isEqualTo(oneStep.audit());
      assertThat(other.nextDue()).isEqualTo(oneStep.nextDue());
    }
  }

  @Property
  void a_fork_goes_its_own_way(
      @ForAll long seed,
      @ForAll @IntRange(max = 16) int size,
      @ForAll @IntRange(max = 40) int commands) {
    Simulation day = Day.of(RandomTenants.orderly(seed, size), seed, commands);
    Tenant before = day.tenant();
    Instant now = day.now();
    day.fork().advance(FOR_LONG);

    assertThat(day.tenant()).isSameAs(before);
    assertThat(day.now()).isEqualTo(now);
  }

  @Property
  void answers_of_index_and_engine_agree(
      @ForAll boolean messy,
      @ForAll long seed,
      @ForAll @IntRange(max = 16) int size,
      @ForAll @IntRange(max = 40) int commands,
      @ForAll Set<Switch> on) {
    Simulation day =
        Day.of(
            tenant(messy, seed, size),
            knowledge(on),
            seed,
            commands,
            (before, command, decision, simulation) -> {});
    Holdings engine = Holdings.of(day.tenant());
    AccessIndex index = day.index();
    for (Id principal : Everything.principals(day.tenant())) {
      for (Access access : Everything.accesses(day.tenant())) {
        Verdict verdict = index.holds(principal, access, day.now()).verdict();
        boolean holds = engine.holds(principal, access);
        assertThat(verdict)
            .as("engine: %s, %s holds %s at %s", holds, principal, access, day.now())
            .isNotEqualTo(holds ? Verdict.NO : Verdict.YES);
        if (!messy) {
          assertThat(verdict).isEqualTo(Verdict.of(holds));
        }
      }
    }
  }

  @Property
  void index_of_a_day_agrees_with_reference(
      @ForAll boolean messy,
      @ForAll long seed,
      @ForAll long at,
      @ForAll @IntRange(max = 12) int size,
      @ForAll @IntRange(max = 30) int commands) {
    Tenant tenant = Day.of(tenant(messy, seed, size), seed, commands).tenant();
    ReferenceModel reference = ReferenceModel.of(tenant);
    AccessIndex index = AccessIndex.of(tenant, Knowledge.builtIn());
    Instant t = RandomInstants.near(tenant, at);
    for (Id principal : Everything.principals(tenant)) {
      for (Access access : Everything.accesses(tenant)) {
        assertThat(index.can(principal, access, t).verdict())
            .as("%s can use %s at %s", principal, access, t)
            .isEqualTo(reference.can(principal, access, t));
      }
    }
  }

  @Property
  void phases_only_move_forward(
      @ForAll boolean messy,
      @ForAll long seed,
      @ForAll @IntRange(max = 16) int size,
      @ForAll @IntRange(max = 40) int commands) {
    Map<Id, Phase> phases = new HashMap<>();
    Simulation end =
        Day.of(
            tenant(messy, seed, size),
            Knowledge.builtIn(),
            seed,
            commands,
            (before, command, decision, day) -> {
              for (Tenant tenant : new Tenant[] {before, day.tenant()}) {
                tenant.schedules().forEach(s -> assertMovedForward(phases, s));
              }
            });
    end.advance(FOR_LONG).tenant().schedules().forEach(s -> assertMovedForward(phases, s));
  }

  private static void assertMovedForward(Map<Id, Phase> phases, Schedule schedule) {
    Phase before = phases.put(schedule.id(), schedule.phase());
    assertThat(before == null || before.compareTo(schedule.phase()) <= 0).isTrue();
  }

  @Property
  void phase_says_where_now_lies(
      @ForAll boolean messy,
      @ForAll long seed,
      @ForAll @IntRange(max = 16) int size,
      @ForAll @IntRange(max = 40) int commands) {
    Simulation day = Day.of(tenant(messy, seed, size), seed, commands);
    day.tenant()
        .schedules()
        .forEach(
            schedule -> {
              Instant start = schedule.span().possible().startInclusive();
              Instant end = schedule.span().possible().endExclusive();
              switch (schedule.phase()) {
                case FUTURE -> assertThat(start).isAfter(day.now());
                case CURRENT -> assertThat(schedule.span().possible().contains(day.now())).isTrue();
                // What was taken away before its start never was.
                case EXPIRED, REMOVED ->
                    assertThat(start.equals(end) || !end.isAfter(day.now())).isTrue();
              }
            });
  }

  @Property
  void an_activation_always_ends(
      @ForAll long seed,
      @ForAll @IntRange(max = 16) int size,
      @ForAll @IntRange(max = 40) int commands) {
    Simulation day = Day.of(RandomTenants.orderly(seed, size), seed, commands);
    assertThat(day.tenant().schedules())
        .filteredOn(s -> s instanceof Assignment a && a.isActivated())
        .allMatch(s -> !s.span().possible().isPermanent());
    assertThat(day.advance(FOR_LONG).tenant().schedules())
        .filteredOn(s -> s instanceof Assignment a && a.isActivated())
        .allMatch(Schedule::isEnded);
  }

  @Property
  void the_engine_keeps_a_tenant_allowed(
      @ForAll long seed,
      @ForAll @IntRange(max = 16) int size,
      @ForAll @IntRange(max = 40) int commands) {
    Day.of(
        RandomTenants.orderly(seed, size),
        Knowledge.builtIn(),
        seed,
        commands,
        (before, command, decision, day) ->
            assertThat(day.tenant().violations())
                .as("after %s", command)
                .filteredOn(v -> v.rule() != Violation.Rule.CIRCULAR_NESTING)
                .isEmpty());
  }

  @Property
  void one_schedule_of_a_kind_at_a_time(
      @ForAll long seed,
      @ForAll @IntRange(max = 16) int size,
      @ForAll @IntRange(max = 40) int commands) {
    Tenant tenant = Day.of(RandomTenants.orderly(seed, size), seed, commands).tenant();
    assertThat(
            tenant
                .schedules()
                .filter(s -> s.isCurrent())
                .map(s -> s.getClass().getSimpleName() + s.principal() + s.access()))
        .doesNotHaveDuplicates();
  }

  @Property(tries = 20)
  void every_kind_of_decision_is_met(@ForAll long seed) {
    Map<Verdict, Integer> met = new EnumMap<>(Verdict.class);
    for (int i = 0; i < 10; i++) {
      Day.of(
          RandomTenants.orderly(seed + i, 16),
          Knowledge.builtIn(),
          seed + i,
          40,
          (before, command, decision, day) -> met.merge(kind(decision), 1, Integer::sum));
    }
    assertThat(met.getOrDefault(Verdict.YES, 0)).isGreaterThan(40);
    assertThat(met.getOrDefault(Verdict.NO, 0)).isGreaterThan(40);
  }

  private static Verdict kind(Decision decision) {
    if (decision.isDenied()) {
      return Verdict.NO;
    }
    return decision.isAccepted() ? Verdict.YES : Verdict.UNKNOWN;
  }
}
