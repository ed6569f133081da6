package dev.pimento.testkit.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.escalation.Escalation;
import dev.pimento.escalation.EscalationPath;
import dev.pimento.escalation.Everyone;
import dev.pimento.escalation.Price;
import dev.pimento.escalation.Together;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.HostileTenants;
import dev.pimento.testkit.reference.BruteForcePaths;
import dev.pimento.testkit.reference.BruteForcePaths.TooManyStatesException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Path search against trying everything. How many tenants, the system property {@code
 * pimento.escalation} says.
 */
class BruteForceTest {

  private static final int TENANTS = Integer.getInteger("pimento.escalation", 300);

  @Test
  void path_search_agrees_with_brute_force() {
    int reached = 0;
    int gaveUp = 0;
    for (int seed = 0; seed < TENANTS; seed++) {
      Tenant tenant = HostileTenants.standing(seed);
      SortedSet<Access> goals = goals(tenant);
      Escalation escalation = Escalation.in(tenant, Knowledge.builtIn()).towards(goals).build();
      BruteForcePaths brute = BruteForcePaths.of(tenant);
      List<Id> starts = accounts(tenant, false);
      List<Everyone> everyone = escalation.everyone(goals, n -> {});
      int next = 0;
      for (Access goal : goals) {
        SortedMap<Id, Price> all = new TreeMap<>();
        for (EscalationPath path : everyone.get(next++).paths()) {
          if (path.isCertain()) {
            all.put(path.from(), path.price());
          }
        }
        for (Id start : starts) {
          String what = question(tenant, seed, List.of(start), goal);
          Optional<Price> expected;
          try {
            expected = brute.cheapest(Set.of(start), goal);
          } catch (TooManyStatesException e) {
            gaveUp++;
            continue;
          }
          var found = escalation.cheapest(start, goal);
          assertThat(found.verdict().isYes()).as(what).isEqualTo(expected.isPresent());
          assertThat(found.path().filter(path -> expected.isPresent()).map(EscalationPath::price))
              .as(what)
              .isEqualTo(expected);
          assertThat(Optional.ofNullable(all.get(start)))
              .as("among everyone, " + what)
              .isEqualTo(expected);
          reached += expected.isPresent() ? 1 : 0;
        }
      }
    }
    assertThat(reached).isGreaterThan(TENANTS);
    assertThat(gaveUp).isLessThanOrEqualTo(reached / 1_000);
  }

  @Test
  void smallest_sets_of_people_agree_with_brute_force() {
    int[] sizes = new int[Together.MOST_PEOPLE + 1];
    for (int seed = 0; seed < TENANTS; seed++) {
      Tenant tenant = HostileTenants.standing(seed);
      SortedSet<Access> goals = goals(tenant);
      Escalation escalation = Escalation.in(tenant, Knowledge.builtIn()).towards(goals).build();
      BruteForcePaths brute = BruteForcePaths.of(tenant);
      List<Id> people = accounts(tenant, true);
      for (Access goal : goals) {
        Set<SortedSet<Id>> expected = smallest(brute, people, goal);
        Together together = escalation.together(goal);
        String what = question(tenant, seed, people, goal);
        assertThat(together.sets()).as(what).containsExactlyInAnyOrderElementsOf(expected);
        int size = expected.stream().mapToInt(SortedSet::size).findFirst().orElse(0);
        assertThat(together.size()).as(what).isEqualTo(size);
        sizes[size]++;
      }
    }
    assertThat(sizes[1]).isPositive();
    assertThat(sizes[2]).isPositive();
  }

  private static Set<SortedSet<Id>> smallest(BruteForcePaths brute, List<Id> people, Access goal) {
    for (int size = 1; size <= Together.MOST_PEOPLE; size++) {
      Set<SortedSet<Id>> sets = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
      for (SortedSet<Id> some : subsets(people, size)) {
        if (brute.reachesAlone(some, goal)) {
          sets.add(some);
        }
      }
      if (!sets.isEmpty()) {
        return sets;
      }
    }
    return Set.of();
  }

  private static List<SortedSet<Id>> subsets(List<Id> people, int size) {
    List<SortedSet<Id>> subsets = new ArrayList<>();
    for (int bits = 0; bits < 1 << people.size(); bits++) {
      if (Integer.bitCount(bits) == size) {
        SortedSet<Id> subset = new TreeSet<>();
        for (int i = 0; i < people.size(); i++) {
          if ((bits >> i & 1) == 1) {
            subset.add(people.get(i));
          }
        }
        subsets.add(subset);
      }
    }
    return subsets;
  }

  /** Users, or all who can sign in. */
  private static List<Id> accounts(Tenant tenant, boolean users) {
    SortedSet<Id> accounts = new TreeSet<>();
    tenant.forEachPrincipal(
        principal -> {
          boolean account =
              principal instanceof User || (!users && principal instanceof ServicePrincipal);
          if (account && principal.enabled() == Verdict.YES) {
            accounts.add(principal.id());
          }
        });
    return List.copyOf(accounts);
  }

  private static SortedSet<Access> goals(Tenant tenant) {
    SortedSet<Access> goals = new TreeSet<>();
    tenant.roles().forEach(role -> goals.add(Access.role(role.id())));
    tenant.forEachSchedule(
        schedule -> {
          if (schedule.access() instanceof RoleAccess) {
            goals.add(schedule.access());
          }
        });
    tenant.forEachPrincipal(
        principal -> {
          if (principal.isGroup()) {
            goals.add(Access.member(principal.id()));
            goals.add(Access.owner(principal.id()));
          }
        });
    return goals;
  }

  private static String question(Tenant tenant, int seed, List<Id> starts, Access goal) {
    Lookup names = Lookup.in(tenant);
    return "seed %d: %s to %s"
        .formatted(seed, starts.stream().map(names::nameOf).toList(), names.nameOf(goal));
  }
}
