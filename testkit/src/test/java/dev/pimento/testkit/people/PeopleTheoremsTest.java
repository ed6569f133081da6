package dev.pimento.testkit.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.Principal;
import dev.pimento.directory.ServicePrincipal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.people.Change;
import dev.pimento.people.LeftBehind;
import dev.pimento.people.LeftBehind.Kind;
import dev.pimento.people.People;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.generators.RandomTenants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What changes of people promise, on random tenants. */
class PeopleTheoremsTest {

  private static final int TENANTS = 80;

  static Stream<Tenant> orderly() {
    return Stream.iterate(1, seed -> seed + 2)
        .limit(TENANTS)
        .map(seed -> RandomTenants.orderly(seed, 4 + seed % 17));
  }

  static Stream<Tenant> tenants() {
    return Stream.iterate(0, seed -> seed + 1)
        .limit(TENANTS)
        .map(
            seed ->
                seed % 2 == 0
                    ? RandomTenants.messy(seed, 4 + seed % 17)
                    : RandomTenants.orderly(seed, 4 + seed % 17));
  }

  private static Knowledge knowledge(Tenant tenant) {
    int seed = Math.floorMod(tenant.hashCode(), 4);
    return Knowledge.builtIn()
        .assuming(Switch.REMOVAL_REACHES_FUTURE_START, seed % 2 == 0)
        .assuming(Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION, seed < 2);
  }

  private static People people(Tenant tenant) {
    return People.of(tenant, knowledge(tenant), tenant.asOf());
  }

  private static List<Id> people(Tenant tenant, boolean usersOnly) {
    return tenant
        .principals()
        .filter(p -> p instanceof User || (!usersOnly && p instanceof ServicePrincipal))
        .map(Principal::id)
        .toList();
  }

  private static Set<Access> named(Change change, Kind... kinds) {
    return change.leftBehind().stream()
        .filter(one -> List.of(kinds).contains(one.kind()))
        .flatMap(one -> one.access().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Schedule> open(Tenant tenant, Id principal) {
    return tenant.schedulesOf(principal).filter(s -> !s.isEnded()).toList();
  }

  private static Set<String> given(Tenant tenant, Id principal) {
    return open(tenant, principal).stream()
        .filter(s -> !(s instanceof Assignment a && a.isActivated()))
        .map(s -> (s instanceof Eligibility ? "eligible " : "active ") + s.access())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void offboarded_has_nothing_now_or_later_but_what_is_said(Tenant tenant) {
    for (Id person : people(tenant, false)) {
      Change change = people(tenant).offboard(person);
      assertThat(change.rehearsal().isComplete()).as("%s", change).isTrue();
      Simulation after = change.rehearsal().after();
      assertThat(after.tenant().principal(person).enabled()).isEqualTo(Verdict.NO);

      Set<Access> staying = named(change, Kind.STAYS);
      assertThat(open(after.tenant(), person))
          .as("%s", change)
          .allMatch(schedule -> staying.contains(schedule.access()));
      if (staying.isEmpty()) {
        for (int hours : new int[] {0, 1, 30, 24 * 400}) {
          after.advance(Duration.ofHours(hours));
          assertThat(after.index().couldHold(person, after.now()).certain())
              .as("%s", change)
              .isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orderly")
  void offboarding_touches_nobody_else(Tenant tenant) {
    for (Id person : people(tenant, false)) {
      Change change = people(tenant).offboard(person);
      Simulation idle = Simulation.of(tenant, knowledge(tenant));
      Simulation after = change.rehearsal().after();
      idle.advanceTo(after.now());

      for (Principal other : tenant.principals().toList()) {
        if (!other.id().equals(person)) {
          assertThat(open(after.tenant(), other.id())).isEqualTo(open(idle.tenant(), other.id()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void verdict_is_yes_only_where_all_was_read_and_nothing_stays(Tenant tenant) {
    for (Id person : people(tenant, false)) {
      Change change = people(tenant).offboard(person);
      if (change.verdict().isYes()) {
        assertThat(change.reads()).isEmpty();
        assertThat(open(change.rehearsal().after().tenant(), person)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void onboarded_reaches_what_the_model_reaches_but_what_is_said(Tenant tenant) {
    User newcomer = User.of(TenantBuilder.id("newcomer"), "Newcomer", "new@contoso.com");
    for (Id model : people(tenant, true)) {
      Change change = people(tenant).onboard(newcomer, model);
      assertThat(change.rehearsal().isComplete()).as("%s", change).isTrue();
      Simulation after = change.rehearsal().after();
      Instant now = after.now();
      Set<Access> expected =
          new TreeSet<>(
              Simulation.of(tenant, knowledge(tenant)).index().couldHold(model, now).certain());
      Set<Access> reached = after.index().couldHold(newcomer.id(), now).certain();

      assertThat(change.gains()).isEqualTo(reached);
      assertThat(change.loses()).isEmpty();
      assertThat(reached).as("%s", change).isSubsetOf(union(expected, possible(tenant, model)));
      expected.removeAll(reached);
      assertThat(named(change, Kind.NOT_COPIED)).as("%s", change).containsAll(expected);
    }
  }

  private static Set<Access> possible(Tenant tenant, Id model) {
    Simulation simulation = Simulation.of(tenant, knowledge(tenant));
    return simulation.index().couldHold(model, simulation.now()).possible();
  }

  private static Set<Access> union(Set<Access> one, Set<Access> other) {
    Set<Access> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void onboarded_through_groups_reaches_the_same_roles(Tenant tenant) {
    User newcomer = User.of(TenantBuilder.id("newcomer"), "Newcomer", "new@contoso.com");
    for (Id model : people(tenant, true)) {
      Change direct = people(tenant).onboard(newcomer, model);
      Change through = people(tenant).throughGroups().onboard(newcomer, model);
      Set<Access> notCopied = named(through, Kind.NOT_COPIED);
      Set<Access> roles = new TreeSet<>(direct.gains());
      roles.removeIf(access -> access instanceof Access.GroupAccess || notCopied.contains(access));

      assertThat(through.gains()).as("%s\n%s", direct, through).containsAll(roles);
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void copy_ends_no_later_than_the_original(Tenant tenant) {
    User newcomer = User.of(TenantBuilder.id("newcomer"), "Newcomer", "new@contoso.com");
    for (Id model : people(tenant, true)) {
      Change change = people(tenant).onboard(newcomer, model);
      Tenant after = change.rehearsal().after().tenant();
      for (Schedule copy : open(after, newcomer.id())) {
        assertThat(
                open(after, model).stream()
                    .filter(s -> s.access().equals(copy.access()))
                    .filter(s -> s instanceof Eligibility == copy instanceof Eligibility)
                    .map(s -> s.span().endExclusive()))
            .as("%s", change)
            .anyMatch(end -> !copy.span().endExclusive().isAfter(end));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void moved_from_all_it_has_has_what_the_other_has(Tenant tenant) {
    for (Id person : people(tenant, true)) {
      for (Id other : people(tenant, true)) {
        if (!person.equals(other)) {
          for (People people : List.of(people(tenant), people(tenant).removingFirst())) {
            Change change = people.move(person, person, other);
            assertThat(change.rehearsal().isComplete()).as("%s", change).isTrue();
            Tenant after = change.rehearsal().after().tenant();
            Tenant idle =
                Simulation.of(tenant, knowledge(tenant))
                    .advanceTo(change.rehearsal().after().now())
                    .tenant();
            Set<String> expected = given(idle, other);
            Set<String> found = given(after, person);
            Set<Access> said = named(change, Kind.STAYS, Kind.NOT_COPIED, Kind.SHORTER);
            found.removeIf(has -> said.stream().anyMatch(access -> has.endsWith("" + access)));
            expected.removeIf(has -> said.stream().anyMatch(access -> has.endsWith("" + access)));
            assertThat(found).as("%s", change).isEqualTo(expected);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void same_change_twice_is_the_same_text(Tenant tenant) {
    for (Id person : people(tenant, true)) {
      assertThat(people(tenant).offboard(person)).hasToString(people(tenant).offboard(person) + "");
      for (LeftBehind one : people(tenant).offboard(person).leftBehind()) {
        assertThat(Knowledge.facts().keySet()).containsAll(one.facts());
      }
    }
  }
}
