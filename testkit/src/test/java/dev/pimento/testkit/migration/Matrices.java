package dev.pimento.testkit.migration;

import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Who holds which role, as a matrix; and the fewest groups for it, by trying all there are. */
final class Matrices {

  private static final List<String> ROLES =
      List.of(
          "Intune Administrator",
          "Security Administrator",
          "User Administrator",
          "Teams Administrator",
          "Groups Administrator",
          "License Administrator",
          "Helpdesk Administrator");

  private Matrices() {}

  static boolean[][] random(long seed, int people, int roles, int percent) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean[][] matrix = new boolean[people][roles];
    for (boolean[] row : matrix) {
      for (int role = 0; role < roles; role++) {
        row[role] = random.nextInt(100) < percent;
      }
    }
    return matrix;
  }

  static Tenant tenant(boolean[][] matrix) {
    TenantBuilder tenant = TenantBuilder.at("2026-03-02T08:00:00Z");
    for (int person = 0; person < matrix.length; person++) {
      tenant.user("person " + person);
      for (int role = 0; role < matrix[person].length; role++) {
        if (matrix[person][role]) {
          tenant.holds("person " + person, ROLES.get(role));
        }
      }
    }
    return tenant.build();
  }

  /**
   * How many sets of roles it takes, so that each person's roles are the union of the sets that lie
   * within them: all families of one set, then all of two, and so on.
   */
  static int fewest(boolean[][] matrix) {
    List<Integer> people = new ArrayList<>();
    for (boolean[] row : matrix) {
      int roles = 0;
      for (int role = 0; role < row.length; role++) {
        roles |= row[role] ? 1 << role : 0;
      }
      people.add(roles);
    }
    int sets = 1 << matrix[0].length;
    int size = 0;
    while (!some(new ArrayList<>(), 1, size, sets, people)) {
      size++;
    }
    return size;
  }

  private static boolean some(
      List<Integer> family, int from, int more, int sets, List<Integer> people) {
    if (more == 0) {
      return people.stream().allMatch(roles -> union(family, roles) == roles);
    }
    for (int set = from; set < sets; set++) {
      family.add(set);
      if (some(family, set + 1, more - 1, sets, people)) {
        return true;
      }
      family.remove(family.size() - 1);
    }
    return false;
  }

  private static int union(List<Integer> family, int within) {
    int union = 0;
    for (int set : family) {
      union |= (set & ~within) == 0 ? set : 0;
    }
    return union;
  }
}
