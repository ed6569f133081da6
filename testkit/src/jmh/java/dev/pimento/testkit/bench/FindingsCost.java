package dev.pimento.testkit.bench;

import dev.pimento.finding.Baseline;
import dev.pimento.finding.Check;
import dev.pimento.finding.Finding;
import dev.pimento.finding.Findings;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Tenant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long it takes to find all that is wrong in a tenant with 100,000 users, 5,000 groups and 130
 * roles, cold and warm, and to write it.
 */
final class FindingsCost {

  private static final int ROUNDS = 3;

  private FindingsCost() {}

  public static void main(String[] arguments) {
    Tenant tenant = Enterprise.tenant();
    System.out.printf(
        Locale.ROOT,
        "findings of %,d users, %,d groups, %d roles%n",
        Enterprise.USERS,
        Enterprise.GROUPS,
        Enterprise.ROLES);
    for (int round = 1; round <= ROUNDS; round++) {
      int[] told = {0};
      long start = System.nanoTime();
      Findings findings =
          Findings.of(
              tenant,
              Knowledge.builtIn(),
              tenant.asOf(),
              Baseline.standard(),
              progress -> told[0]++);
      double all = seconds(start);
      long writing = System.nanoTime();
      int characters = findings.toSarif().length();
      System.out.printf(
          Locale.ROOT,
          "round %d: %,d findings in %.2f s, progress told %d times; SARIF of %,d characters in"
              + " %.2f s%n",
          round,
          findings.all().size(),
          all,
          told[0],
          characters,
          seconds(writing));
      if (round == ROUNDS) {
        Map<Check, Integer> counts = new EnumMap<>(Check.class);
        findings.all().stream().map(Finding::check).forEach(c -> counts.merge(c, 1, Integer::sum));
        System.out.println(counts);
      }
    }
    System.out.printf(
        Locale.ROOT, "with at most %,d MB of heap%n", Runtime.getRuntime().maxMemory() >> 20);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
