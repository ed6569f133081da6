package dev.pimento.testkit.theorems;

import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Decision;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.RandomCommands;

/** A simulation that random commands are run in, with pauses between them. */
final class Day {

  /** Looks at every step. */
  interface Watcher {
    void after(Tenant before, Command command, Decision decision, Simulation simulation);
  }

  private Day() {}

  static Simulation of(Tenant tenant, long seed, int commands) {
    return of(tenant, Knowledge.builtIn(), seed, commands, (before, command, decision, day) -> {});
  }

  static Simulation of(
      Tenant tenant, Knowledge knowledge, long seed, int commands, Watcher watcher) {
    RandomCommands random = RandomCommands.withSeed(seed);
    Simulation simulation = Simulation.of(tenant, knowledge);
    for (int i = 0; i < commands; i++) {
      simulation.advance(random.pause());
      Tenant before = simulation.tenant();
      Command command = random.next(before, simulation.now());
      Decision decision = simulation.run(command);
      watcher.after(before, command, decision, simulation);
    }
    simulation.advance(random.pause());
    return simulation;
  }
}
