package dev.pimento.testkit.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.strategy.Holding;
import dev.pimento.strategy.RoleHours;
import dev.pimento.strategy.Strategies;
import dev.pimento.strategy.Way;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.RandomInstants;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What strategies say of random tenants, held against the access index. */
class StrategyTheoremsTest {

  private static final int TENANTS = 150;

  static Stream<Tenant> tenants() {
    return Stream.iterate(0, seed -> seed + 1)
        .limit(TENANTS)
        .map(
            seed ->
                seed % 2 == 0
                    ? RandomTenants.messy(seed, seed % 9)
                    : RandomTenants.orderly(seed, seed % 9));
  }

  private static boolean isWhole(Holding holding) {
    return holding.role().scope().equals(DirectoryScope.tenant());
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void standing_and_activated_are_all_that_the_index_knows(Tenant tenant) {
    for (boolean nested : new boolean[] {false, true}) {
      Knowledge knowledge = Knowledge.builtIn().assuming(Switch.ROLE_NESTED_INHERITANCE, nested);
      AccessIndex index = AccessIndex.of(tenant, knowledge);
      Strategies strategies = Strategies.of(tenant, knowledge, tenant.asOf());
      strategies.forEach(
          holding -> {
            Duration known =
                index
                    .when(holding.person(), holding.role())
                    .certain()
                    .intersection(strategies.month())
                    .intervals()
                    .stream()
                    .map(Interval::length)
                    .map(length -> length.orElseThrow())
                    .reduce(Duration.ZERO, Duration::plus);
            if (isWhole(holding)) {
              assertThat(holding.hours().held()).as("%s", holding).isEqualTo(known);
            } else {
              assertThat(holding.hours().held()).as("%s", holding).isLessThanOrEqualTo(known);
            }
          });
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void hours_of_a_role_are_the_sum_of_its_holdings(Tenant tenant) {
    Strategies strategies = Strategies.of(tenant, Knowledge.builtIn(), tenant.asOf());
    SortedMap<RoleAccess, RoleHours> sums = new TreeMap<>();
    strategies.forEach(
        holding -> {
          if (!holding.hours().isNone()) {
            sums.merge(holding.role(), holding.hours(), RoleHours::plus);
          }
        });

    assertThat(strategies.hours()).isEqualTo(sums);
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void hours_of_two_parts_are_the_hours_of_the_whole(Tenant tenant) {
    Instant start = tenant.asOf();
    Instant middle = start.plus(Duration.ofMinutes(100));
    Instant end = start.plus(Strategies.MONTH);
    SortedMap<RoleAccess, RoleHours> parts = new TreeMap<>(hours(tenant, start, middle));
    hours(tenant, middle, end).forEach((role, held) -> parts.merge(role, held, RoleHours::plus));

    assertThat(parts).isEqualTo(hours(tenant, start, end));
  }

  private static SortedMap<RoleAccess, RoleHours> hours(Tenant tenant, Instant from, Instant to) {
    return Strategies.of(tenant, Knowledge.builtIn(), tenant.asOf(), Interval.of(from, to)).hours();
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void way_that_holds_is_held_by_the_index_and_none_is_missing(Tenant tenant) {
    AccessIndex index = AccessIndex.of(tenant, Knowledge.builtIn());
    for (Instant t : RandomInstants.boundaries(tenant)) {
      Strategies strategies = Strategies.of(tenant, Knowledge.builtIn(), t);
      strategies.forEach(
          holding -> {
            boolean heldByAWay =
                holding.ways().stream()
                    .anyMatch(way -> way.verdict().isYes() && way.state() != Way.State.ELIGIBLE);
            Verdict held = index.holds(holding.person(), holding.role(), t).verdict();
            if (heldByAWay) {
              assertThat(held).as("%s at %s", holding, t).isEqualTo(Verdict.YES);
            } else if (isWhole(holding) && tenant.violations().isEmpty()) {
              assertThat(held).as("%s at %s", holding, t).isNotEqualTo(Verdict.YES);
            }
          });
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void what_could_be_activated_has_a_way(Tenant tenant) {
    Instant t = tenant.asOf();
    AccessIndex index = AccessIndex.of(tenant, Knowledge.builtIn());
    Strategies strategies = Strategies.of(tenant, Knowledge.builtIn(), t);
    tenant
        .principals()
        .filter(principal -> !principal.isGroup())
        .forEach(
            principal -> {
              Id person = principal.id();
              for (Access could : index.couldHold(person, t).certain()) {
                if (could instanceof RoleAccess role) {
                  assertThat(strategies.of(person, role).ways())
                      .as("%s: %s", person, role)
                      .isNotEmpty();
                }
              }
            });
  }
}
