package dev.pimento.testkit.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.access.AccessIndex;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.migration.Migration;
import dev.pimento.migration.Migration.Direct;
import dev.pimento.migration.MigrationProof;
import dev.pimento.migration.RoleGroup;
import dev.pimento.migration.StaysDirect;
import dev.pimento.plan.Rehearsal;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.generators.RandomTenants;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What migrations of random tenants are, whatever the tenant. */
class MigrationTheoremsTest {

  private static final int TENANTS = 200;
  private static final Knowledge KNOWLEDGE = Knowledge.builtIn();

  static Stream<Tenant> tenants() {
    return Stream.iterate(0, seed -> seed + 1)
        .limit(TENANTS)
        .map(seed -> seed % 4 == 0 ? RandomTenants.orderly(seed, 16) : DirectTenants.of(seed));
  }

  private static Set<Direct> direct(Tenant tenant) {
    Set<Direct> direct = new HashSet<>();
    tenant
        .schedules()
        .filter(s -> s instanceof Assignment a && !a.isActivated() && !a.isEnded())
        .filter(s -> s.access() instanceof RoleAccess)
        .filter(s -> !tenant.principal(s.principal()).isGroup())
        .forEach(s -> direct.add(new Direct(s.principal(), (RoleAccess) s.access())));
    return direct;
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void every_direct_assignment_goes_or_has_a_reason_to_stay(Tenant tenant) {
    Migration migration = Migration.of(tenant, KNOWLEDGE);
    Set<Direct> all = new HashSet<>(migration.moved());
    all.addAll(migration.needless());
    int went = all.size();
    for (StaysDirect one : migration.stays()) {
      all.add(new Direct(one.principal(), one.role()));
    }

    assertThat(went).isEqualTo(migration.moved().size() + migration.needless().size());
    assertThat(all).hasSize(went + migration.stays().size()).isEqualTo(direct(tenant));
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void groups_cover_exactly_what_moves(Tenant tenant) {
    Migration migration = Migration.of(tenant, KNOWLEDGE);
    Set<Direct> covered = new HashSet<>();
    for (RoleGroup group : migration.groups()) {
      for (Id person : group.people().keySet()) {
        group.roles().forEach(role -> covered.add(new Direct(person, role)));
      }
    }

    assertThat(covered).isEqualTo(new HashSet<>(migration.moved()));
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void nobody_gains_or_loses_at_any_step(Tenant tenant) {
    Migration migration = Migration.of(tenant, KNOWLEDGE);
    Map<Id, Set<Access>> before = reach(tenant, migration);

    Rehearsal rehearsal =
        migration
            .plan()
            .rehearse(
                Simulation.of(tenant, KNOWLEDGE),
                (taken, after) ->
                    assertThat(reach(after.tenant(), migration))
                        .as("after %s", taken.step())
                        .containsAllEntriesOf(before)
                        .allSatisfy(
                            (id, could) ->
                                assertThat(could).isEqualTo(before.getOrDefault(id, Set.of()))));

    assertThat(rehearsal.isComplete()).as("%s", rehearsal).isTrue();
    assertThat(migration.proof().holds()).as("%s", migration.proof()).isTrue();
  }

  private static Map<Id, Set<Access>> reach(Tenant tenant, Migration migration) {
    Set<Access> own = new HashSet<>();
    migration.groups().forEach(group -> own.add(group.membership()));
    AccessIndex index = AccessIndex.of(tenant, KNOWLEDGE);
    Map<Id, Set<Access>> reach = new HashMap<>();
    tenant
        .principals()
        .filter(principal -> !principal.isGroup())
        .forEach(
            principal -> {
              SortedSet<Access> could =
                  new TreeSet<>(index.couldHold(principal.id(), tenant.asOf()).certain());
              could.removeAll(own);
              reach.put(principal.id(), could);
            });
    return reach;
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void standing_hours_fall_by_what_moves(Tenant tenant) {
    Migration migration = Migration.of(tenant, KNOWLEDGE);
    MigrationProof proof = migration.proof();

    assertThat(proof.standingFallsBy().isNegative()).isFalse();
    if (!migration.moved().isEmpty()) {
      assertThat(proof.hoursAfter().standing()).isLessThanOrEqualTo(proof.hoursBefore().standing());
    }
    if (migration.plan().isEmpty()) {
      assertThat(proof.standingFallsBy()).isEqualTo(Duration.ZERO);
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void migrated_tenant_has_nothing_to_migrate(Tenant tenant) {
    Migration first = Migration.of(tenant, KNOWLEDGE);
    Tenant after = first.plan().rehearse(Simulation.of(tenant, KNOWLEDGE)).after().tenant();

    Migration second = Migration.of(after, KNOWLEDGE);

    assertThat(second.groups()).isEmpty();
    assertThat(second.plan().steps()).as("%s", second.plan().table(after, KNOWLEDGE)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void bound_is_no_more_than_the_groups_and_no_two_of_its_witness_fit_together(Tenant tenant) {
    Migration migration = Migration.of(tenant, KNOWLEDGE);
    Set<Direct> moved = new HashSet<>(migration.moved());

    assertThat(migration.atLeast()).isLessThanOrEqualTo(migration.groups().size());
    assertThat(migration.witness()).hasSizeLessThanOrEqualTo(migration.atLeast());
    assertThat(moved).containsAll(migration.witness());
    for (Direct one : migration.witness()) {
      for (Direct other : migration.witness()) {
        boolean together =
            isHeldAlike(tenant, moved, one, new Direct(one.person(), other.role()))
                && isHeldAlike(tenant, moved, other, new Direct(other.person(), one.role()));
        assertThat(together).as("%s and %s", one, other).isEqualTo(one.equals(other));
      }
    }
  }

  private static boolean isHeldAlike(Tenant tenant, Set<Direct> moved, Direct one, Direct same) {
    return moved.contains(same) && end(tenant, one).equals(end(tenant, same));
  }

  private static Instant end(Tenant tenant, Direct direct) {
    return tenant
        .assignmentsOf(direct.person())
        .filter(a -> a.access().equals(direct.role()) && !a.isActivated() && !a.isEnded())
        .map(a -> a.span().endExclusive())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void people_of_a_group_are_enabled_users_and_hold_all_its_roles(Tenant tenant) {
    for (RoleGroup group : Migration.of(tenant, KNOWLEDGE).groups()) {
      for (Id person : group.people().keySet()) {
        assertThat(tenant.principal(person)).isInstanceOf(User.class);
        assertThat(tenant.principal(person).enabled().isYes()).isTrue();
        assertThat(tenant.assignmentsOf(person).filter(Schedule::isCurrent).map(Schedule::access))
            .containsAll(group.roles());
      }
      assertThat(group.membership()).isEqualTo(Access.member(group.group().id()));
    }
  }

  @ParameterizedTest
  @MethodSource("tenants")
  void whoever_could_be_given_an_approval_still_can(Tenant tenant) {
    Tenant after =
        Migration.of(tenant, KNOWLEDGE)
            .plan()
            .rehearse(Simulation.of(tenant, KNOWLEDGE))
            .after()
            .tenant();
    tenant
        .settingsKeys()
        .filter(access -> !deciders(tenant, access).isEmpty())
        .forEach(access -> assertThat(deciders(after, access)).as("%s", access).isNotEmpty());
  }

  private static SortedSet<Id> deciders(Tenant tenant, Access access) {
    return Approvers.of(tenant, access, KNOWLEDGE, tenant.asOf()).now();
  }

  @Test
  void messy_tenants_are_refused_or_migrated() {
    int migrated = 0;
    for (long seed = 0; seed < 300; seed++) {
      Tenant tenant = RandomTenants.messy(seed, 14);
      try {
        Migration migration = Migration.of(tenant, KNOWLEDGE);
        migrated += migration.plan().isEmpty() ? 0 : 1;
        assertThat(migration.proof().holds()).as("seed %d: %s", seed, migration.proof()).isTrue();
      } catch (IllegalArgumentException e) {
        assertThat(e)
            .hasMessageStartingWith(
                "Invalid tenant: expected that all was read which a removal rests on");
      }
    }
    assertThat(migrated).isGreaterThan(10);
  }
}
