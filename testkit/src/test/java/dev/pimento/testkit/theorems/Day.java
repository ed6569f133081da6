package dev.pimento.testkit.theorems;

import static java.util.stream.Collectors.joining;

import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.RandomCommands;
import dev.pimento.testkit.generators.RandomTenants;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/**
 * A random tenant and what is done in it, step by step. Each step is a pause and a command, drawn
 * from the step's own seed and the tenant that it meets, so that a day can be cut short anywhere
 * and still makes sense.
 *
 * @param messy whether the tenant is as exports are, or one that the service would allow
 * @param seed what the tenant is drawn from
 * @param size how many schedules it tries to have
 * @param assumed how the switches stand
 * @param steps a seed for each step
 */
record Day(boolean messy, int seed, int size, Assumed assumed, List<Integer> steps) {

  /**
   * What the theorems draw from: the same for each build, so that a build says the same twice.
   * Another one hunts.
   */
  static final String SEED = "4711";

  Day {
    steps = List.copyOf(steps);
  }

  /** What a step was, and what came of it. */
  record Step(
      Tenant before, Instant now, Command command, Decision decision, Simulation simulation) {

    Tenant after() {
      return simulation.tenant();
    }
  }

  /** Days of up to 40 steps; they shrink by leaving out steps, schedules and switches. */
  static final class Any implements ArbitrarySupplier<Day> {
    @Override
    public Arbitrary<Day> get() {
      return days(Arbitraries.of(false, true));
    }
  }

  /** The same, of tenants only that the service would allow. */
  static final class Orderly implements ArbitrarySupplier<Day> {
    @Override
    public Arbitrary<Day> get() {
      return days(Arbitraries.just(false));
    }
  }

  private static Arbitrary<Day> days(Arbitrary<Boolean> messy) {
    RandomDistribution even = RandomDistribution.uniform();
    Arbitrary<Integer> seeds =
        Arbitraries.integers().between(0, 999_999).withDistribution(even).dontShrink();
    return Combinators.combine(
            messy,
            seeds,
            Arbitraries.integers().between(0, 16).withDistribution(even),
            new Assumed.Some().get(),
            seeds.list().ofMaxSize(40).withSizeDistribution(even))
        .as(Day::new)
        .withoutEdgeCases();
  }

  /** Reads a day as {@link #toString()} writes it. */
  static Day parse(String line) {
    String[] parts = line.split(",", -1);
    String steps = parts[4].strip();
    return new Day(
        parts[0].strip().equals("messy"),
        Integer.parseInt(parts[1].strip()),
        Integer.parseInt(parts[2].strip()),
        Assumed.parse(parts[3]),
        steps.isEmpty()
            ? List.of()
            : Arrays.stream(steps.split(" ")).map(Integer::valueOf).toList());
  }

  Tenant tenant() {
    return messy ? RandomTenants.messy(seed, size) : RandomTenants.orderly(seed, size);
  }

  Knowledge knowledge() {
    return assumed.knowledge();
  }

  Simulation run() {
    return run(step -> {});
  }

  /** Runs the day, and shows each step once it is taken. */
  Simulation run(Consumer<Step> watcher) {
    return run(watcher, new TreeSet<>(), at -> {});
  }

  /**
   * Runs the day, and shows it at instants of it and after it: each when all that happens at that
   * instant has happened.
   */
  Simulation visit(SortedSet<Instant> instants, Consumer<Simulation> visitor) {
    SortedSet<Instant> open = new TreeSet<>(instants);
    Simulation simulation = run(step -> {}, open, visitor);
    stop(simulation, open, Instant.MAX, visitor);
    return simulation;
  }

  private Simulation run(
      Consumer<Step> watcher, SortedSet<Instant> open, Consumer<Simulation> visitor) {
    Simulation simulation = Simulation.of(tenant(), knowledge());
    for (int step : steps) {
      RandomCommands random = RandomCommands.withSeed(step);
      Instant now = simulation.now().plus(random.pause(simulation.tenant(), simulation.now()));
      stop(simulation, open, now, visitor);
      simulation.advanceTo(now);
      Tenant before = simulation.tenant();
      Command command = random.next(before, now);
      Decision decision = simulation.run(command);
      watcher.accept(new Step(before, now, command, decision, simulation));
    }
    return simulation;
  }

  private static void stop(
      Simulation simulation,
      SortedSet<Instant> open,
      Instant before,
      Consumer<Simulation> visitor) {
    while (!open.isEmpty() && open.first().isBefore(before)) {
      Instant instant = open.first();
      open.remove(instant);
      if (!instant.isBefore(simulation.now())) {
        visitor.accept(simulation.advanceTo(instant));
      }
    }
  }

  /** The day in one line, without what it found: see {@code corpus.csv}. */
  @Override
  public String toString() {
    return "%s,%d,%d,%s,%s"
        .formatted(
            messy ? "messy" : "orderly",
            seed,
            size,
            assumed,
            steps.stream().map(String::valueOf).collect(joining(" ")));
  }
}
