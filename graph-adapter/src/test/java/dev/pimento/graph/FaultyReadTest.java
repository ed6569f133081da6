package dev.pimento.graph;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access.GroupAccess;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Group;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read.Kind;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.generators.RandomTenants;
import dev.pimento.testkit.http.Fault;
import dev.pimento.testkit.http.Fault.Calls;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong on the way: the same tenant, or a coverage that says what is missing. */
class FaultyReadTest {

  /** A thousand in the long form, {@code mvn -Pnight verify}. */
  private static final int SEEDS = Integer.getInteger("pimento.faults", 150);

  private static final List<String> PATHS =
      List.of(
          "/v1.0/$batch",
          "/beta/$batch",
          "/v1.0/users",
          "/v1.0/groups",
          "/v1.0/groups/*/owners",
          "/beta/groups/*/members",
          "/v1.0/servicePrincipals",
          "/v1.0/roleManagement/directory/**",
          "/v1.0/policies/**",
          "/v1.0/identityGovernance/privilegedAccess/group/*",
          "/beta/identityGovernance/privilegedAccess/group/resources",
          "/**");

  private static final List<String> WAITS = List.of("", "0", "2", "2.128", "soon", "-3", "45");

  /** Faults drawn from a seed, of every kind that a call that reads can meet. */
  private static void addFaults(WiredFake wired, Random dice) {
    int faults = 1 + dice.nextInt(4);
    for (int i = 0; i < faults; i++) {
      Calls calls =
          Fault.on("*", PATHS.get(dice.nextInt(PATHS.size())))
              .from(1 + dice.nextInt(4))
              .times(dice.nextInt(5) == 0 ? 100_000 : 1 + dice.nextInt(3))
              .withProbability(dice.nextBoolean() ? 1 : 0.5, dice.nextLong());
      wired.endpoint().faults().add(fault(calls, dice));
    }
  }

  private static Fault fault(Calls calls, Random dice) {
    String wait = WAITS.get(dice.nextInt(WAITS.size()));
    return switch (dice.nextInt(9)) {
      case 0, 1 -> wait.isEmpty() ? calls.times(3).throttled() : calls.times(3).throttled(wait);
      case 2 -> calls.error(List.of(500, 502, 503, 504).get(dice.nextInt(4)));
      case 3 -> calls.error(List.of(400, 401, 403, 404).get(dice.nextInt(4)));
      case 4 -> calls.html(List.of(403, 502, 503).get(dice.nextInt(3)));
      case 5 -> calls.claimsChallenge("{\"access_token\":{\"nbf\":{\"essential\":true}}}");
      case 6 -> calls.expiredPage();
      case 7 -> calls.dropped();
      default -> calls.brokenOff();
    };
  }

  @Test
  void read_anyFaults_sameTenantOrSaysWhatIsMissing() {
    int whole = 0;
    int partly = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Random dice = new Random(seed);
      FakeTenant fake = FakeTenant.of(RandomTenants.orderly(seed % 20, 12));
      try (WiredFake wired = new WiredFake(fake)) {
        addFaults(wired, dice);
        GraphRead read = GraphTenantReader.over(wired.graph()).inPagesOf(3).read();
        Tenant expected = fake.simulation().tenant();
        assertThat(read.problems())
            .as("seed %d", seed)
            .allMatch(
                problem -> problem.reason().contains("role definitions that others refer to"));
        if (read.notRead().isEmpty()) {
          assertThat(Told.of(read.tenant())).as("seed %d", seed).isEqualTo(Told.of(expected));
          whole++;
        } else {
          saysWhatIsMissing(seed, read, expected);
          partly++;
        }
      } catch (GraphException e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
      }
    }
    assertThat(whole).isGreaterThan(SEEDS / 4);
    assertThat(partly).isGreaterThan(SEEDS / 10);
  }

  private static void saysWhatIsMissing(long seed, GraphRead read, Tenant expected) {
    Tenant found = read.tenant();
    Coverage coverage = found.coverage();
    Set<String> missing = read.notRead().stream().map(NotRead::collection).collect(toSet());
    for (Kind kind :
        List.of(
            Kind.USERS,
            Kind.GROUPS,
            Kind.SERVICE_PRINCIPALS,
            Kind.ROLE_DEFINITIONS,
            Kind.ROLE_ASSIGNMENTS,
            Kind.ROLE_ELIGIBILITIES)) {
      boolean complete = coverage.of(kind).isComplete();
      assertThat(missing.contains(dev.pimento.tenant.Read.of(kind).toString()))
          .as("seed %d, %s", seed, kind)
          .isEqualTo(!complete);
      if (complete) {
        same(seed, kind, found, expected);
      }
    }
    expected
        .principals()
        .filter(Group.class::isInstance)
        .filter(group -> coverage.of(Kind.GROUPS).isComplete())
        .forEach(
            group -> {
              for (Kind kind : List.of(Kind.GROUP_MEMBERS, Kind.GROUP_OWNERS)) {
                assertThat(
                        missing.contains(dev.pimento.tenant.Read.of(kind, group.id()).toString()))
                    .as("seed %d, %s of %s", seed, kind, group.id())
                    .isEqualTo(!coverage.of(kind, group.id()).isComplete());
              }
            });
    Predicate<Schedule> told =
        schedule ->
            schedule.access() instanceof GroupAccess side
                && coverage.of(Kind.GROUP_ASSIGNMENTS, side.group()).isComplete()
                && coverage.of(Kind.GROUP_MEMBERS, side.group()).isComplete()
                && coverage.of(Kind.GROUP_OWNERS, side.group()).isComplete()
                && !isDynamic(expected, side);
    assertThat(lines(found, told.and(Assignment.class::isInstance)))
        .as("seed %d, assignments of groups", seed)
        .isEqualTo(lines(expected, told.and(Assignment.class::isInstance)));
    Predicate<Schedule> eligible =
        schedule ->
            schedule instanceof Eligibility
                && schedule.access() instanceof GroupAccess side
                && coverage.of(Kind.GROUP_ELIGIBILITIES, side.group()).isComplete()
                && !isDynamic(expected, side);
    assertThat(lines(found, eligible))
        .as("seed %d, eligibilities of groups", seed)
        .isEqualTo(lines(expected, eligible));
  }

  /**
   * The generator puts dynamic groups in PIM; a reader that has to ask groups asks none of them.
   */
  private static boolean isDynamic(Tenant tenant, GroupAccess side) {
    return tenant.principal(side.group()) instanceof Group group && group.dynamic().isYes();
  }

  private static void same(long seed, Kind kind, Tenant found, Tenant expected) {
    Predicate<Schedule> ofRoles = schedule -> schedule.access() instanceof RoleAccess;
    switch (kind) {
      case USERS -> samePrincipals(seed, User.class, found, expected);
      case GROUPS -> samePrincipals(seed, Group.class, found, expected);
      case SERVICE_PRINCIPALS -> samePrincipals(seed, ServicePrincipal.class, found, expected);
      case ROLE_ASSIGNMENTS ->
          assertThat(lines(found, ofRoles.and(Assignment.class::isInstance)))
              .as("seed %d, role assignments", seed)
              .isEqualTo(lines(expected, ofRoles.and(Assignment.class::isInstance)));
      case ROLE_ELIGIBILITIES ->
          assertThat(lines(found, ofRoles.and(Eligibility.class::isInstance)))
              .as("seed %d, role eligibilities", seed)
              .isEqualTo(lines(expected, ofRoles.and(Eligibility.class::isInstance)));
      default -> assertThat(found.roles()).as("seed %d, roles", seed).isNotEmpty();
    }
  }

  private static Set<String> lines(Tenant tenant, Predicate<Schedule> which) {
    return Told.schedules(tenant, which).collect(toSet());
  }

  private static void samePrincipals(long seed, Class<?> type, Tenant found, Tenant expected) {
    assertThat(found.principals().filter(type::isInstance).toList())
        .as("seed %d, %s", seed, type.getSimpleName())
        .isEqualTo(expected.principals().filter(type::isInstance).toList());
  }
}
