package dev.pimento.testkit.bench;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.migration.Migration;
import dev.pimento.migration.MigrationOptions;
import dev.pimento.migration.MigrationProof;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * How long it takes to leave direct assignment in a tenant with 100,000 users, 5,000 groups and 130
 * roles, in which 1,500 people hold the roles of 40 jobs directly, and some a role of their own:
 * the groups, the bound, and the proof.
 */
final class MigrationCost {

  private static final int PEOPLE = 1_500;
  private static final int JOBS = 40;
  private static final int EXCEPTIONS = 15;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private MigrationCost() {}

  public static void main(String[] arguments) {
    Tenant enterprise = Enterprise.tenant();
    List<User> users =
        enterprise
            .principals()
            .filter(User.class::isInstance)
            .map(User.class::cast)
            .sorted(Comparator.comparing(User::userPrincipalName))
            .limit(PEOPLE + 2)
            .toList();
    List<RoleDefinition> roles = enterprise.roles().toList();
    Tenant tenant = withJobs(enterprise, users.subList(2, users.size()), roles);
    Id[] breakGlass = {users.get(0).id(), users.get(1).id()};
    for (int round = 1; round <= 2; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      Simulation simulation = Simulation.of(tenant, Knowledge.builtIn());
      Migration migration = Migration.of(simulation, MigrationOptions.breakGlass(breakGlass));
      double proposed = seconds(start);
      start = THREADS.getCurrentThreadCpuTime();
      int[] told = {0};
      MigrationProof proof = migration.proof(progress -> told[0]++);
      System.out.printf(
          Locale.ROOT,
          "round %d: %,d direct assignments go, %d stay, %d groups of which %d are new, at least %d"
              + " are needed, in %.1f s of the processor;%n  proof over %,d steps %s: %.1f s of the processor, progress told %d"
              + " times, standing role-hours %,d of %,d, at most %,d MB of heap%n",
          round,
          migration.moved().size() + migration.needless().size(),
          migration.stays().size(),
          migration.groups().size(),
          migration.groups().stream().filter(group -> group.isNew()).count(),
          migration.atLeast(),
          proposed,
          migration.plan().steps().size(),
          proof.holds() ? "holds" : "does not hold",
          seconds(start),
          told[0],
          proof.hoursAfter().standing().toHours(),
          proof.hoursBefore().standing().toHours(),
          Runtime.getRuntime().maxMemory() >> 20);
      if (!proof.holds()) {
        throw new IllegalStateException(proof.toString());
      }
    }
  }

  private static Tenant withJobs(Tenant tenant, List<User> people, List<RoleDefinition> roles) {
    SplittableRandom random = new SplittableRandom(20_261_130);
    Span always = Span.exactly(Interval.from(tenant.asOf().minusSeconds(3_600)));
    List<BitSet> jobs = new ArrayList<>();
    for (int job = 0; job < JOBS; job++) {
      BitSet some = new BitSet();
      for (int i = 2 + random.nextInt(5); i > 0; i--) {
        some.set(random.nextInt(roles.size()));
      }
      jobs.add(some);
    }
    Tenant.Builder builder = tenant.toBuilder();
    for (int person = 0; person < people.size(); person++) {
      BitSet held = new BitSet();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        held.or(jobs.get(random.nextInt(JOBS)));
      }
      if (person % (PEOPLE / EXCEPTIONS) == 0) {
        held.set(random.nextInt(roles.size()));
      }
      Id who = people.get(person).id();
      tenant
          .assignmentsOf(who)
          .filter(a -> a.access() instanceof Access.RoleAccess)
          .mapToInt(a -> indexOf(roles, a.access().target()))
          .filter(role -> role >= 0)
          .forEach(held::clear);
      held.stream()
          .forEach(
              role ->
                  builder.schedule(
                      Assignment.assigned(
                          id(who, role),
                          who,
                          Access.role(roles.get(role).id()),
                          always,
                          Phase.CURRENT)));
    }
    return builder.build();
  }

  private static Id id(Id person, int role) {
    String seed = person + " directly " + role;
    return Id.of(UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString());
  }

  private static int indexOf(List<RoleDefinition> roles, Id role) {
    return roles.stream().map(RoleDefinition::id).toList().indexOf(role);
  }

  private static double seconds(long start) {
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
  }
}
