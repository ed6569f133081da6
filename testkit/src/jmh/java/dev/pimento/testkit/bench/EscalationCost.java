package dev.pimento.testkit.bench;

import dev.pimento.directory.Access;
import dev.pimento.escalation.Escalation;
import dev.pimento.escalation.EscalationPath;
import dev.pimento.escalation.Everyone;
import dev.pimento.knowledge.BuiltInRole;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Tenant;
import java.util.List;
import java.util.Locale;

/**
 * How long it takes to find all paths to privileged roles, everybody's cheapest, in a tenant with
 * 100,000 users, 5,000 groups and 130 roles.
 */
final class EscalationCost {

  private static final int ROUNDS = 3;

  private EscalationCost() {}

  public static void main(String[] arguments) {
    Tenant tenant = Enterprise.tenant();
    Knowledge knowledge = Knowledge.builtIn();
    List<Access.RoleAccess> privileged =
        tenant
            .roles()
            .filter(
                role ->
                    knowledge.builtInRole(role.id()).filter(BuiltInRole::privileged).isPresent())
            .map(role -> Access.role(role.id()))
            .toList();
    System.out.printf(
        Locale.ROOT,
        "paths to %d privileged roles of %,d users, %,d groups, %d roles, %,d applications%n",
        privileged.size(),
        Enterprise.USERS,
        Enterprise.GROUPS,
        Enterprise.ROLES,
        Enterprise.APPLICATIONS);
    for (int round = 1; round <= ROUNDS; round++) {
      long[] told = {0};
      long start = System.nanoTime();
      Escalation escalation =
          Escalation.in(tenant, knowledge).towards(privileged).telling(n -> told[0]++).build();
      double built = seconds(start);
      List<Everyone> all = escalation.everyone(privileged, n -> told[0]++);
      double done = seconds(start);
      long paths = all.stream().mapToLong(everyone -> everyone.paths().size()).sum();
      long open =
          all.stream()
              .flatMap(everyone -> everyone.paths().stream())
              .filter(path -> !path.cheapest())
              .count();
      System.out.printf(
          Locale.ROOT,
          "round %d: %s; %,d paths of up to %d steps, %.1f s (%.1f s to build), %d not proven the"
              + " cheapest, progress told %d times%n",
          round,
          escalation,
          paths,
          all.stream()
              .flatMap(everyone -> everyone.paths().stream())
              .map(EscalationPath::steps)
              .mapToInt(List::size)
              .max()
              .orElse(0),
          done,
          built,
          open,
          told[0]);
    }
    System.out.printf(
        Locale.ROOT, "with at most %,d MB of heap%n", Runtime.getRuntime().maxMemory() >> 20);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
