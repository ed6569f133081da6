package dev.pimento.testkit.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pimento.Pimento;
import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.Audience;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.GrantControls;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.ImmutableConditionalAccessPolicy;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.migration.ImmutableMigrationOptions;
import dev.pimento.migration.Migration;
import dev.pimento.migration.MigrationListener.Progress;
import dev.pimento.migration.MigrationListener.Work;
import dev.pimento.migration.MigrationOptions;
import dev.pimento.migration.MigrationProof;
import dev.pimento.migration.Recreation;
import dev.pimento.migration.RoleGroup;
import dev.pimento.migration.StaysDirect;
import dev.pimento.migration.StaysDirect.Reason;
import dev.pimento.plan.PlanStep;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.Requirement;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MigrationTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final Instant A_YEAR_ON = AT.plus(Duration.ofDays(365));

  private static TenantBuilder contoso() {
    return TenantBuilder.at(AT)
        .user("jose", "José Teixeira")
        .user("lidia", "Lidia Holloway")
        .user("megan", "Megan Bowen");
  }

  private static Id id(String name) {
    return TenantBuilder.id(name);
  }

  private static Migration migrate(TenantBuilder tenant) {
    return migrate(tenant, options -> {});
  }

  private static Migration migrate(
      TenantBuilder tenant, Consumer<ImmutableMigrationOptions.Builder> with) {
    ImmutableMigrationOptions.Builder options = MigrationOptions.builder();
    with.accept(options);
    return Migration.of(Simulation.of(tenant.build()), options.build());
  }

  private static RoleGroup only(Migration migration) {
    assertThat(migration.groups()).hasSize(1);
    return migration.groups().get(0);
  }

  private static SortedMap<String, List<Id>> groups(Migration migration) {
    SortedMap<String, List<Id>> groups = new TreeMap<>();
    migration
        .groups()
        .forEach(g -> groups.put(g.group().displayName(), List.copyOf(g.people().keySet())));
    return groups;
  }

  private static void holds(Migration migration) {
    MigrationProof proof = migration.proof();
    assertThat(proof.holds()).as("%s", proof).isTrue();
  }

  @Test
  void people_withTheSameRoles_shareAGroup() {
    Migration migration =
        migrate(
            contoso()
                .holds("jose", "Intune Administrator")
                .holds("jose", "Security Administrator")
                .holds("lidia", "Intune Administrator")
                .holds("lidia", "Security Administrator")
                .holds("megan", "Security Administrator"));

    assertThat(groups(migration))
        .containsOnlyKeys("PIM-Intune-Security", "PIM-Security")
        .containsEntry("PIM-Security", List.of(id("megan")));
    assertThat(migration.isFewest()).isTrue();
    assertThat(migration.moved()).hasSize(5);
    assertThat(migration.stays()).isEmpty();
    holds(migration);
    assertThat(migration.proof().standingFallsBy()).isEqualTo(Duration.ofDays(5 * 30));
    assertThat(migration)
        .hasToString(
            """
            5 of 5 direct assignments go, for 2 groups; no fewer give people only what moves
            group                roles                     people                    an activation asks for
            -------------------  ------------------------  ------------------------  --------------------------
            PIM-Intune-Security  Intune Administrator,     José Teixeira, Lidia      at most PT8H,
                                 Security Administrator    Holloway                  MultiFactorAuthentication,
                                                                                     Justification
            PIM-Security         Security Administrator    Megan Bowen               at most PT8H,
                                                                                     MultiFactorAuthentication,
                                                                                     Justification""");
  }

  @Test
  void nothing_isRemoved_beforeEverythingIsInItsPlace() {
    Migration migration =
        migrate(
            contoso()
                .holds("jose", "Intune Administrator")
                .holds("lidia", "Security Administrator"));

    List<String> steps =
        migration.plan().steps().stream()
            .map(PlanStep::command)
            .map(
                command ->
                    command instanceof Command.ScheduleRequest request
                        ? request.action().wireName()
                        : command.getClass().getSimpleName())
            .distinct()
            .toList();

    assertThat(steps)
        .containsExactly("CreatePrincipal", "ChangeSettings", "adminAssign", "adminRemove");
  }

  @Test
  void roles_atAUnit_areRolesOfTheirOwn() {
    Migration migration =
        migrate(
            contoso()
                .unit("Sales")
                .holds("jose", "User Administrator at unit Sales")
                .holds("lidia", "User Administrator"));

    assertThat(groups(migration)).containsOnlyKeys("PIM-User", "PIM-User-at-Sales");
    assertThat(migration.groups().get(1).roles())
        .extracting(RoleAccess::scope)
        .containsExactly(DirectoryScope.administrativeUnit(id("Sales")));
    holds(migration);
  }

  @Test
  void eligibility_endsWhereTheAssignmentDid() {
    Instant end = AT.plus(Duration.ofDays(40));
    Migration migration =
        migrate(
            contoso()
                .holds("jose", "Intune Administrator", Interval.of(AT.minusSeconds(3_600), end))
                .holds("jose", "Security Administrator")
                .holds("lidia", "Intune Administrator")
                .holds("lidia", "Security Administrator"));

    assertThat(groups(migration)).containsOnlyKeys("PIM-Intune", "PIM-Security");
    assertThat(migration.groups().get(0).people())
        .containsEntry(id("jose"), end)
        .containsEntry(id("lidia"), A_YEAR_ON);
    holds(migration);
  }

  @Test
  void group_whoseEligibilitiesHaveToEnd_saysSo_fact103() {
    RoleGroup group = only(migrate(contoso().holds("jose", "Intune Administrator")));

    assertThat(group.people()).containsEntry(id("jose"), A_YEAR_ON);
    assertThat(group.notes())
        .containsExactly(
            "eligible until 2027-03-02T08:00:00Z: extend within the 14 days before (facts 85, 103)");
  }

  @Test
  void role_thatMayNotBeAssignedForEver_isHeldAsLongAsItMay() {
    Migration migration =
        migrate(
            contoso()
                .settings("Intune Administrator", s -> s.assignment(ExpirationLimit.atMost("P15D")))
                .holds("jose", "Intune Administrator"));

    assertThat(only(migration).notes())
        .contains(
            "holds Intune Administrator until 2026-03-17T08:00:00Z at most, as the role's settings "
                + "say: extend (fact 85)");
    holds(migration);
  }

  @Test
  void role_ofASlowWorkload_isNoted_fact151() {
    assertThat(only(migrate(contoso().holds("jose", "Exchange Administrator"))).notes())
        .contains(
            "exchange may take significant time to notice an activation; Option A would not "
                + "(facts 151, 157)");
  }

  @Test
  void whatComesInAnotherWay_isOnlyRemoved() {
    Migration migration =
        migrate(
            contoso()
                .roleAssignableGroup("Desk")
                .holds("Desk", "Intune Administrator")
                .eligible("jose", "Desk")
                .holds("jose", "Intune Administrator")
                .eligible("lidia", "Security Administrator")
                .holds("lidia", "Security Administrator"));

    assertThat(migration.groups()).isEmpty();
    assertThat(migration.needless()).hasSize(2);
    assertThat(migration.plan().steps()).hasSize(2);
    holds(migration);
  }

  @Test
  void accounts_thatLoseTheirProtection_areCounted_fact168() {
    MigrationProof proof = migrate(contoso().holds("jose", "Intune Administrator")).proof();

    assertThat(proof.cautions())
        .containsExactly(
            "accounts that no role protects any more while nothing is activated: 1 (facts 156, 168)");
    assertThat(proof.problems()).isEmpty();
    assertThat(proof.hoursAfter().standing()).isZero();
  }

  @Test
  void frontDoor_goesByNames() {
    Tenant tenant =
        contoso()
            .holds("jose", "Global Administrator")
            .holds("lidia", "Global Administrator")
            .build();

    Migration migration =
        Pimento.of(tenant).at(AT.plus(Duration.ofDays(1))).migration("Lidia Holloway");

    assertThat(migration.at()).isEqualTo(AT.plus(Duration.ofDays(1)));
    assertThat(only(migration).people()).containsOnlyKeys(id("jose"));
    holds(migration);
  }

  @Nested
  class Stays {

    private List<Reason> reasons(Migration migration) {
      return migration.stays().stream().map(StaysDirect::reason).toList();
    }

    @Test
    void emergencyAccount_keepsWhatStands() {
      Migration migration =
          migrate(
              contoso()
                  .holds("jose", "Global Administrator")
                  .holds("lidia", "Global Administrator"),
              options -> options.addBreakGlass(id("lidia")));

      assertThat(reasons(migration)).containsExactly(Reason.BREAK_GLASS);
      assertThat(only(migration).people()).containsOnlyKeys(id("jose"));
      holds(migration);
    }

    @Test
    void role_thatNobodyElseWouldHold_fact84() {
      Migration migration =
          migrate(
              contoso()
                  .holds("jose", "Global Administrator")
                  .holds("jose", "Intune Administrator"));

      assertThat(reasons(migration)).containsExactly(Reason.LAST_ACTIVE);
      assertThat(groups(migration)).containsOnlyKeys("PIM-Intune");
      assertThat(migration.toString())
          .endsWith(
              "stays 1: nobody else would hold it as long without activating (fact 84): name "
                  + "break-glass accounts");
      holds(migration);
    }

    @Test
    void disabledEmergencyAccount_isNobodyElse() {
      Migration migration =
          migrate(
              contoso()
                  .user("off", user -> user.enabled(Verdict.NO))
                  .holds("off", "Global Administrator")
                  .holds("jose", "Global Administrator"),
              options -> options.addBreakGlass(id("off")));

      assertThat(reasons(migration)).containsOnly(Reason.BREAK_GLASS, Reason.LAST_ACTIVE);
      assertThat(migration.plan().isEmpty()).isTrue();
    }

    @Test
    void emergencyAccount_thatIsStillToHoldItOrEndsSooner_isNobodyElse_fact84() {
      for (Interval during :
          List.of(
              Interval.of(AT.plus(Duration.ofDays(18)), AT.plus(Duration.ofDays(32))),
              Interval.of(AT.minusSeconds(900), AT.plus(Duration.ofDays(32))))) {
        Migration migration =
            migrate(
                contoso()
                    .user("glass")
                    .holds("glass", "Global Administrator", during)
                    .holds("megan", "Global Administrator"),
                options -> options.addBreakGlass(id("glass")));

        assertThat(reasons(migration)).containsOnly(Reason.BREAK_GLASS, Reason.LAST_ACTIVE);
        assertThat(migration.plan().isEmpty()).isTrue();
      }
    }

    @Test
    void memberOfAGroup_thatEndsSooner_isNobodyElse_fact84() {
      Migration migration =
          migrate(
              contoso()
                  .roleAssignableGroup("Admins")
                  .holds("Admins", "Global Administrator")
                  .holds(
                      "jose",
                      "Admins",
                      Interval.of(AT.minusSeconds(900), AT.plus(Duration.ofHours(1))))
                  .holds("megan", "Global Administrator"));

      assertThat(reasons(migration)).containsExactly(Reason.LAST_ACTIVE);
    }

    @Test
    void memberOfAGroup_whoStaysAsLong_isSomebodyElse_fact84() {
      Migration migration =
          migrate(
              contoso()
                  .roleAssignableGroup("Admins")
                  .holds("Admins", "Global Administrator")
                  .holds("jose", "Admins")
                  .holds("megan", "Global Administrator"));

      assertThat(reasons(migration)).isEmpty();
      assertThat(only(migration).people()).containsOnlyKeys(id("megan"));
      holds(migration);
    }

    @Test
    void whoCantActivate_facts142And247() {
      Migration migration =
          migrate(
              contoso()
                  .user("off", user -> user.enabled(Verdict.NO))
                  .servicePrincipal("Backup")
                  .holds("off", "Intune Administrator")
                  .holds("Backup", "Intune Administrator"));

      assertThat(reasons(migration)).containsOnly(Reason.DISABLED, Reason.NOT_A_USER);
      assertThat(migration.groups()).isEmpty();
    }

    @Test
    void whatBeganOrEndsWithinFiveMinutes_fact63() {
      Instant soon = AT.plus(Duration.ofMinutes(5)).minusNanos(1);
      Migration migration =
          migrate(
              contoso()
                  .holds("jose", "Intune Administrator", Interval.from(AT.minusSeconds(299)))
                  .holds("lidia", "Intune Administrator", Interval.from(AT.minusSeconds(300)))
                  .holds("megan", "Intune Administrator", Interval.of(AT.minusSeconds(900), soon)));

      assertThat(migration.stays())
          .extracting(StaysDirect::principal, StaysDirect::reason)
          .containsExactlyInAnyOrder(
              tuple(id("jose"), Reason.TOO_NEW), tuple(id("megan"), Reason.ENDS_SOON));
      assertThat(only(migration).people()).containsOnlyKeys(id("lidia"));
      holds(migration);
    }

    @Test
    void whatIsStillToStart() {
      assertThat(
              reasons(
                  migrate(
                      contoso()
                          .holds(
                              "jose",
                              "Intune Administrator",
                              Interval.from(AT.plusSeconds(3_600))))))
          .containsExactly(Reason.NOT_STARTED);
    }

    @Test
    void role_thatCantBeAssignedAtAUnit_fact211() {
      Access exchange =
          Access.role(
              Id.of("29232cdf-9323-42fd-ade2-1d097af3e4de"),
              DirectoryScope.administrativeUnit(id("Sales")));

      assertThat(
              reasons(
                  migrate(
                      contoso()
                          .unit("Sales")
                          .holds("jose", exchange, Interval.from(AT.minusSeconds(3_600))))))
          .containsExactly(Reason.NOT_FOR_GROUPS);
    }

    @Test
    void noRoom_forMoreThan500RoleAssignableGroups_fact8() {
      TenantBuilder tenant = contoso();
      for (int i = 0; i < 499; i++) {
        tenant.roleAssignableGroup("Full " + i);
      }
      Migration migration =
          migrate(
              tenant
                  .holds("jose", "Intune Administrator")
                  .holds("lidia", "Intune Administrator")
                  .holds("megan", "Security Administrator"));

      assertThat(groups(migration)).containsOnlyKeys("PIM-Intune");
      assertThat(reasons(migration)).containsExactly(Reason.NO_ROOM);
      assertThat(migration.atLeast()).isEqualTo(1);
      holds(migration);
    }
  }

  @Nested
  class Settings {

    private TenantBuilder two() {
      return contoso()
          .holds("jose", "Intune Administrator")
          .holds("jose", "Security Administrator");
    }

    @Test
    void eachRule_isTheStrictest() {
      RoleGroup group =
          only(
              migrate(
                  two()
                      .settings(
                          "Intune Administrator",
                          s ->
                              s.activation(ExpirationLimit.atMost("PT2H"))
                                  .eligibility(ExpirationLimit.atMost("P90D")))
                      .settings(
                          "Security Administrator",
                          s ->
                              s.addActivationRequirements(
                                  Requirement.MULTI_FACTOR_AUTHENTICATION,
                                  Requirement.TICKETING))));

      assertThat(group.settings().activation()).isEqualTo(ExpirationLimit.atMost("PT2H"));
      assertThat(group.settings().eligibility()).isEqualTo(ExpirationLimit.atMost("P90D"));
      assertThat(group.settings().activationRequirements()).contains(Requirement.values());
      assertThat(group.people()).containsEntry(id("jose"), AT.plus(Duration.ofDays(90)));
      assertThat(group.notes())
          .contains(
              "stricter than alone, Intune Administrator: Ticketing",
              "stricter than alone, Security Administrator: at most PT2H instead of PT8H");
    }

    @Test
    void context_takesThePlaceOfMultiFactor_fact107() {
      Migration migration =
          migrate(
              two()
                  .settings("Intune Administrator", s -> s.authenticationContext("c1"))
                  .settings(
                      "Security Administrator",
                      s -> s.addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION)));

      assertThat(only(migration).settings().authenticationContext()).contains("c1");
      assertThat(only(migration).settings().activationRequirements())
          .doesNotContain(Requirement.MULTI_FACTOR_AUTHENTICATION);
      assertThat(only(migration).notes())
          .contains(
              "authentication context c1 takes the place of multi-factor authentication (fact 107)");
      holds(migration);
    }

    private TenantBuilder withAContext(Consumer<ImmutableConditionalAccessPolicy.Builder> policy) {
      return two()
          .settings("Intune Administrator", s -> s.authenticationContext("c1"))
          .conditionalAccess(
              "Factors",
              p -> {
                p.included(Audience.EVERYONE)
                    .addContexts("c1")
                    .grant(GrantControls.allOf(GrantControls.Control.MFA));
                policy.accept(p);
              });
    }

    @Test
    void context_forWhichEverybodyProvesMultiFactor_takesItsPlace_fact107() {
      RoleGroup group = only(migrate(withAContext(p -> {})));

      assertThat(group.settings().authenticationContext()).contains("c1");
      assertThat(group.settings().activationRequirements())
          .doesNotContain(Requirement.MULTI_FACTOR_AUTHENTICATION);
    }

    @Test
    void context_forWhichNotEverybodyProvesMultiFactor_givesWay_fact108() {
      List<Consumer<ImmutableConditionalAccessPolicy.Builder>> policies =
          List.of(
              p -> p.state(ConditionalAccessPolicy.State.REPORT_ONLY),
              p -> p.excluded(Audience.NOBODY.withUser(id("jose"))),
              p -> p.addConditions("locations"),
              p ->
                  p.included(
                      Audience.NOBODY.withRole(Id.of("3a2c62db-5318-420d-8d74-23affee5d9d5"))));
      for (Consumer<ImmutableConditionalAccessPolicy.Builder> policy : policies) {
        Migration migration = migrate(withAContext(policy));

        assertThat(only(migration).settings().authenticationContext()).isEmpty();
        assertThat(only(migration).settings().activationRequirements())
            .contains(Requirement.MULTI_FACTOR_AUTHENTICATION);
        assertThat(only(migration).notes())
            .contains(
                "authentication context c1 gives way to multi-factor authentication, which not "
                    + "everybody is known to have to prove for it (facts 107, 108)");
        holds(migration);
      }
    }

    @Test
    void group_whoseOwnContextWouldGiveWay_isNotUsed_fact108() {
      Migration migration =
          migrate(
              withAContext(p -> p.state(ConditionalAccessPolicy.State.REPORT_ONLY))
                  .roleAssignableGroup("Desk")
                  .holds("Desk", "Security Administrator")
                  .settings(
                      "Desk",
                      s ->
                          s.authenticationContext("c1")
                              .activationRequirements(Set.of(Requirement.JUSTIFICATION)))
                  .settings(
                      "Security Administrator",
                      s -> s.addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION))
                  .holds("lidia", "Security Administrator"));

      assertThat(migration.groups()).allMatch(RoleGroup::isNew);
      holds(migration);
    }

    @Test
    void rolesWithTwoContexts_areTakenApart() {
      Migration migration =
          migrate(
              two()
                  .settings("Intune Administrator", s -> s.authenticationContext("c1"))
                  .settings("Security Administrator", s -> s.authenticationContext("c2")));

      assertThat(groups(migration)).containsOnlyKeys("PIM-Intune", "PIM-Security");
      assertThat(migration.atLeast()).isEqualTo(1);
      assertThat(migration.isFewest()).isFalse();
      holds(migration);
    }

    @Test
    void defaultApprovers_areNamed_fact112() {
      Migration migration =
          migrate(
              contoso()
                  .settings("Intune Administrator", s -> s.approval(Approval.by()))
                  .holds("jose", "Intune Administrator")
                  .holds("lidia", "Global Administrator"));

      assertThat(only(migration).settings().approval().approvers())
          .containsExactly(Approver.user(id("lidia")));
      assertThat(only(migration).notes())
          .contains(
              "approvers are named who approve a role by default until now, but for those who "
                  + "activated that (fact 112)");
      holds(migration);
    }

    @Test
    void defaultApprover_whoOnlyActivatedIt_isNotNamed_fact112() {
      Migration migration =
          migrate(
              contoso()
                  .user("olavi")
                  .roleAssignableGroup("Admins")
                  .holds("Admins", "Global Administrator")
                  .holds("olavi", "Admins")
                  .eligible("megan", "Admins")
                  .activated(
                      "megan", "Admins", Interval.of(AT.minusSeconds(900), AT.plusSeconds(900)))
                  .settings("Intune Administrator", s -> s.approval(Approval.by()))
                  .holds("jose", "Intune Administrator"));

      assertThat(only(migration).settings().approval().approvers())
          .containsExactly(Approver.user(id("olavi")));
      holds(migration);
    }

    @Test
    void approvers_areThoseOfEachRole() {
      Migration migration =
          migrate(
              two()
                  .settings(
                      "Intune Administrator",
                      s ->
                          s.approval(
                              Approval.by(Approver.user(id("lidia")), Approver.user(id("megan")))))
                  .settings(
                      "Security Administrator",
                      s -> s.approval(Approval.by(Approver.user(id("megan"))))));

      assertThat(only(migration).settings().approval().approvers())
          .containsExactly(Approver.user(id("megan")));
      holds(migration);
    }

    @Test
    void rolesThatNobodyApprovesBoth_areTakenApart() {
      TenantBuilder tenant =
          two()
              .settings(
                  "Intune Administrator", s -> s.approval(Approval.by(Approver.user(id("lidia")))))
              .settings(
                  "Security Administrator",
                  s -> s.approval(Approval.by(Approver.user(id("megan")))));

      assertThat(groups(migrate(tenant))).containsOnlyKeys("PIM-Intune", "PIM-Security");
      assertThat(
              only(migrate(tenant, o -> o.addApprovers(Approver.user(id("lidia")))))
                  .settings()
                  .approval()
                  .approvers())
          .containsExactly(Approver.user(id("lidia")));
    }

    @Test
    void person_whoAloneApproves_keepsTheRole_fact114() {
      Migration migration =
          migrate(
              contoso()
                  .settings(
                      "Intune Administrator",
                      s -> s.approval(Approval.by(Approver.user(id("jose")))))
                  .holds("jose", "Intune Administrator")
                  .holds("lidia", "Intune Administrator"));

      assertThat(migration.stays())
          .containsExactly(
              new StaysDirect(id("jose"), migration.moved().get(0).role(), Reason.NO_APPROVER));
      assertThat(only(migration).people()).containsOnlyKeys(id("lidia"));
      holds(migration);
    }
  }

  @Nested
  class ExistingGroups {

    @Test
    void group_thatHoldsTheRoles_isUsed() {
      Migration migration =
          migrate(
              contoso()
                  .roleAssignableGroup("Desk")
                  .holds("Desk", "Intune Administrator")
                  .eligible("megan", "Desk")
                  .holds("lidia", "owner of Desk")
                  .holds("jose", "Intune Administrator"));

      assertThat(only(migration).isNew()).isFalse();
      assertThat(only(migration).group().displayName()).isEqualTo("Desk");
      assertThat(only(migration).notes())
          .contains("owners can add members past activation (fact 36): [Lidia Holloway]");
      assertThat(migration.toString()).contains("Desk (exists)");
      holds(migration);
    }

    @Test
    void group_whoseOtherPeopleCouldNoLongerBeApproved_isNotUsed_facts112And114() {
      for (boolean throughAGroup : List.of(false, true)) {
        TenantBuilder tenant =
            contoso()
                .roleAssignableGroup("Desk")
                .group("Team")
                .holds("megan", "Team")
                .holds("Desk", "Intune Administrator")
                .eligible(throughAGroup ? "Team" : "megan", "Desk")
                .settings(
                    "Intune Administrator",
                    s -> s.approval(Approval.by(Approver.user(id("megan")))))
                .holds("jose", "Intune Administrator");
        Migration migration = migrate(tenant);

        assertThat(only(migration).isNew()).isTrue();
        holds(migration);
        holds(migrate(tenant, options -> options.addApprovers(Approver.user(id("lidia")))));
      }
    }

    @Test
    void group_thatHoldsTheRolesNotAsLong_isNotUsed() {
      Instant soon = AT.plus(Duration.ofDays(7));
      TenantBuilder tenant =
          contoso()
              .roleAssignableGroup("Desk")
              .settings("Intune Administrator", s -> s.assignment(ExpirationLimit.atMost("P15D")))
              .holds("Desk", "Intune Administrator", Interval.of(AT.minusSeconds(900), soon));

      assertThat(
              only(migrate(
                      tenant.holds(
                          "jose",
                          "Intune Administrator",
                          Interval.of(AT.minusSeconds(900), soon.plusSeconds(1)))))
                  .isNew())
          .isTrue();
    }

    @Test
    void group_thatHoldsTheRolesAsLong_saysUntilWhen_fact85() {
      Instant soon = AT.plus(Duration.ofDays(7));
      Interval during = Interval.of(AT.minusSeconds(900), soon);
      Migration migration =
          migrate(
              contoso()
                  .roleAssignableGroup("Desk")
                  .settings(
                      "Intune Administrator", s -> s.assignment(ExpirationLimit.atMost("P15D")))
                  .holds("Desk", "Intune Administrator", during)
                  .holds("jose", "Intune Administrator", during));

      assertThat(only(migration).isNew()).isFalse();
      assertThat(only(migration).notes())
          .contains("holds Intune Administrator until 2026-03-09T08:00:00Z: extend (fact 85)")
          .noneMatch(note -> note.contains("at most"));
      holds(migration);
    }

    @Test
    void eligibility_thatEndsTooEarly_isPutOff() {
      Instant soon = AT.plus(Duration.ofDays(3));
      Migration migration =
          migrate(
              contoso()
                  .roleAssignableGroup("Desk")
                  .holds("Desk", "Intune Administrator")
                  .eligible("jose", "Desk", Interval.of(AT.minusSeconds(900), soon))
                  .holds("jose", "Intune Administrator"));
      Tenant after = migration.proof().rehearsal().after().tenant();

      assertThat(after.eligibilitiesOf(id("jose")))
          .extracting(e -> e.span().endExclusive())
          .containsExactly(A_YEAR_ON);
      holds(migration);
    }

    @Test
    void group_thatLeadsFurther_isNotUsed() {
      Migration migration =
          migrate(
              contoso()
                  .roleAssignableGroup("Desk")
                  .group("Everybody")
                  .holds("Desk", "Everybody")
                  .holds("Desk", "Intune Administrator")
                  .holds("jose", "Intune Administrator"));

      assertThat(only(migration).isNew()).isTrue();
      holds(migration);
    }

    @Test
    void group_whoseMembersApprove_isNotUsed() {
      Migration migration =
          migrate(
              contoso()
                  .roleAssignableGroup("Desk")
                  .settings(
                      "Security Administrator",
                      s -> s.approval(Approval.by(Approver.membersOf(id("Desk")))))
                  .holds("Desk", "Intune Administrator")
                  .holds("jose", "Intune Administrator"));

      assertThat(only(migration).isNew()).isTrue();
    }

    @Test
    void names_areUnique() {
      Migration migration =
          migrate(contoso().group("pim-intune").holds("jose", "Intune Administrator"));

      assertThat(groups(migration)).containsOnlyKeys("PIM-Intune 2");
    }

    private TenantBuilder withAPlainGroup() {
      return contoso()
          .group("Device Team")
          .holds("jose", "Device Team")
          .holds("lidia", "Device Team")
          .holds("megan", "owner of Device Team")
          .holds("jose", "Intune Administrator")
          .holds("lidia", "Intune Administrator");
    }

    @Test
    void plainGroup_withTheSamePeople_isShownWithWhatItsDeletionLoses_fact7() {
      Migration migration = migrate(withAPlainGroup());

      assertThat(migration.recreations())
          .extracting(Recreation::losses)
          .containsExactly(
              List.of(
                  "its id, and whatever names it by that",
                  "members, who become eligible: José Teixeira, Lidia Holloway",
                  "owners: Megan Bowen"));
      assertThat(migration.toString())
          .endsWith(
              "Device Team has the same people as PIM-Intune, and can't be made role-assignable "
                  + "(fact 7)");
      assertThat(migration.plan().steps())
          .noneMatch(step -> step.command() instanceof Command.DeletePrincipal);
    }

    @Test
    void plainGroup_isCreatedAnewWhereAskedFor() {
      Migration migration =
          migrate(withAPlainGroup(), options -> options.addRecreate(id("Device Team")));
      Tenant after = migration.proof().rehearsal().after().tenant();

      assertThat(groups(migration)).containsOnlyKeys("Device Team");
      assertThat(after.deleted(id("Device Team"))).isPresent();
      assertThat(after.principals().filter(Group.class::isInstance))
          .extracting(group -> group.displayName())
          .containsExactly("Device Team");
      holds(migration);
    }

    @Test
    void plainGroup_onWhichSomethingRests_isNotDeleted() {
      TenantBuilder tenant = withAPlainGroup().group("All").holds("Device Team", "All");

      assertThat(migrate(tenant).recreations()).allMatch(Recreation::leadsFurther);
      assertThatThrownBy(() -> migrate(tenant, o -> o.addRecreate(id("Device Team"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid recreation: expected a group that nothing else rests on, but found Device "
                  + "Team: its id, and whatever names it by that; it is member of All; members, "
                  + "who become eligible: José Teixeira, Lidia Holloway; owners: Megan Bowen");
    }

    @Test
    void plainGroup_thatAConditionalAccessPolicyNames_isNotDeleted() {
      Audience named = Audience.NOBODY.withGroup(id("Device Team"));

      Recreation recreation =
          migrate(withAPlainGroup().conditionalAccess("Keys", p -> p.included(named)))
              .recreations()
              .get(0);
      assertThat(recreation.leadsFurther()).isTrue();
      assertThat(recreation.losses()).contains("the Conditional Access policy Keys names it");
      assertThatThrownBy(
              () ->
                  migrate(
                      withAPlainGroup().conditionalAccess("Keys", p -> p.excluded(named)),
                      o -> o.addRecreate(id("Device Team"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the Conditional Access policy Keys names it");
    }

    @Test
    void groupThatIsNoRecreation_isRefused() {
      assertThatThrownBy(() -> migrate(contoso(), o -> o.addRecreate(id("Nothing"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid recreation: expected plain groups that have the people of a role group, but "
                  + "found [%s]",
              id("Nothing"));
    }
  }

  @Nested
  class Refusals {

    private final Tenant tenant = contoso().holds("jose", "Intune Administrator").build();

    private void refused(Tenant bad, String message) {
      assertThatThrownBy(() -> Migration.of(bad, Knowledge.builtIn()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }

    private Tenant read(Read.Kind kind, Completeness completeness) {
      return tenant.toBuilder()
          .coverage(Coverage.everything().with(Read.of(kind), completeness))
          .build();
    }

    @Test
    void incompleteRead_isNamed() {
      refused(
          read(Read.Kind.ROLE_ASSIGNMENTS, Completeness.partial("throttled")),
          "Invalid tenant: expected that all was read which a removal rests on, but found not read "
              + "completely: roleManagement/directory/roleAssignmentSchedules");
      refused(
          read(Read.Kind.ROLE_ASSIGNMENTS, Completeness.AT_READ_ONLY),
          "Invalid tenant: expected that all was read which a removal rests on, but found not read "
              + "completely: roleManagement/directory/roleAssignmentSchedules");
      refused(
          read(Read.Kind.ROLE_SETTINGS, Completeness.UNREAD),
          "Invalid tenant: expected that all was read which a removal rests on, but found not read "
              + "completely: policies/roleManagementPolicyAssignments");
      refused(
          read(Read.Kind.USERS, Completeness.UNREAD),
          "Invalid tenant: expected that all was read which a removal rests on, but found not read "
              + "completely: users");
    }

    @Test
    void whatDoesNotMatter_mayBeUnread() {
      assertThat(
              Migration.of(read(Read.Kind.APPLICATIONS, Completeness.UNREAD), Knowledge.builtIn())
                  .groups())
          .hasSize(1);
    }

    @Test
    void lapsedLicence() {
      Simulation simulation = Simulation.of(tenant);
      simulation.run(
          new Command.ChangeLicence(
              Call.of(simulation.nextRequestId(), Caller.anAdministrator()), false));

      assertThatThrownBy(() -> Migration.of(simulation, MigrationOptions.none()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Invalid tenant: expected a licence for PIM, but found it lapsed");
    }

    private void refused(Consumer<ImmutableMigrationOptions.Builder> with, String message) {
      assertThatThrownBy(
              () -> {
                ImmutableMigrationOptions.Builder options = MigrationOptions.builder();
                with.accept(options);
                Migration.of(Simulation.of(tenant), options.build());
              })
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }

    @Test
    void badOptions() {
      refused(
          o -> o.steps(-1), "Invalid steps: expected a number that is not negative, but found -1");
      refused(
          o -> o.addBreakGlass(id("nobody")),
          "Invalid break-glass account: expected a principal of the tenant, but found "
              + id("nobody"));
      refused(
          o -> o.names(roles -> " "), "Invalid name: expected 1 to 256 characters, but found \"\"");
      refused(
          o -> o.ids(name -> id("jose")),
          "Invalid id for PIM-Intune: expected one that is not taken, but found " + id("jose"));
    }
  }

  @Nested
  class Mining {

    @Test
    void ownNamesAndIds_areTaken() {
      Migration migration =
          migrate(
              contoso().holds("jose", "Intune Administrator"),
              o -> o.names(roles -> "Roles " + roles.size()).ids(name -> id("my " + name)));

      assertThat(only(migration).group().displayName()).isEqualTo("Roles 1");
      assertThat(only(migration).group().id()).isEqualTo(id("my Roles 1"));
    }

    @Test
    void id_ofAGroupThatWasDeleted_isNotTakenAgain() {
      Simulation simulation =
          Simulation.of(contoso().holds("jose", "Intune Administrator").build());
      RoleGroup first = only(Migration.of(simulation, MigrationOptions.none()));
      for (Command command :
          List.of(
              new Command.CreatePrincipal(anybody(simulation), first.group()),
              new Command.DeletePrincipal(anybody(simulation), first.group().id()))) {
        simulation.run(command).orThrow();
      }

      Migration again = Migration.of(simulation, MigrationOptions.none());

      assertThat(only(again).group().displayName()).isEqualTo("PIM-Intune");
      assertThat(only(again).group().id()).isNotEqualTo(first.group().id());
      holds(again);
    }

    private Call anybody(Simulation simulation) {
      return Call.of(simulation.nextRequestId(), Caller.anAdministrator());
    }

    @Test
    void groups_mayOverlap_whereThatTakesFewer() {
      Migration migration =
          migrate(
              contoso()
                  .user("olavi")
                  .holds("jose", "Intune Administrator")
                  .holds("jose", "Security Administrator")
                  .holds("lidia", "Security Administrator")
                  .holds("lidia", "User Administrator")
                  .holds("megan", "Intune Administrator")
                  .holds("megan", "Security Administrator")
                  .holds("megan", "User Administrator"));

      assertThat(groups(migration)).containsOnlyKeys("PIM-Intune-Security", "PIM-Security-User");
      assertThat(migration.witness()).hasSize(2);
      holds(migration);
    }

    @Test
    void groups_thatGiveWhatSomebodyIsEligibleFor_areNotCounted() {
      Migration migration =
          migrate(
              contoso()
                  .holds("jose", "Intune Administrator")
                  .eligible("jose", "Teams Administrator")
                  .holds("lidia", "Intune Administrator")
                  .holds("lidia", "Teams Administrator"));

      assertThat(migration.groups()).hasSize(2);
      assertThat(migration.toString()).contains("no fewer give people only what moves");
      holds(migration);
    }

    @Test
    void search_withoutSteps_stillCoversAndBounds() {
      for (long seed = 0; seed < 40; seed++) {
        Simulation simulation = Simulation.of(Matrices.tenant(Matrices.random(seed, 8, 7, 45)));
        Migration hasty = Migration.of(simulation, MigrationOptions.builder().steps(0).build());
        Migration patient = Migration.of(simulation, MigrationOptions.none());

        assertThat(hasty.moved()).isEqualTo(patient.moved());
        assertThat(patient.isFewest()).isTrue();
        assertThat(hasty.groups()).hasSizeGreaterThanOrEqualTo(patient.groups().size());
        assertThat(hasty.atLeast()).isLessThanOrEqualTo(patient.groups().size());
      }
    }

    @Test
    void groups_areNeverMoreThanRolesOrPeople() {
      for (long seed = 0; seed < 40; seed++) {
        boolean[][] matrix = Matrices.random(seed, 5 + (int) (seed % 20), 7, 60);
        Migration hasty =
            Migration.of(
                Simulation.of(Matrices.tenant(matrix)),
                MigrationOptions.builder().steps(0).build());

        assertThat(hasty.groups()).hasSizeLessThanOrEqualTo(Math.min(matrix.length, 7));
      }
    }

    @Test
    void listener_isToldOfEachPart() {
      List<Progress> told = new ArrayList<>();
      Migration migration =
          Migration.of(
              Simulation.of(contoso().holds("jose", "Intune Administrator").build()),
              MigrationOptions.none(),
              told::add);
      migration.proof(told::add);

      assertThat(told)
          .extracting(Progress::work)
          .contains(Work.STEPS, Work.PEOPLE)
          .allMatch(work -> work != Work.MINING);
      assertThat(told).last().isEqualTo(new Progress(Work.ACTIVATIONS, 1, 1));
    }

    @Test
    void groups_areAsFewAsBruteForceFinds() {
      for (long seed = 0; seed < 400; seed++) {
        boolean[][] matrix =
            Matrices.random(
                seed, 2 + (int) (seed % 5), 2 + (int) (seed % 4), 30 + (int) (seed % 50));
        Migration migration = Migration.of(Matrices.tenant(matrix), Knowledge.builtIn());

        assertThat(migration.groups()).as("seed %d", seed).hasSize(Matrices.fewest(matrix));
        assertThat(migration.isFewest()).as("seed %d", seed).isTrue();
      }
    }
  }

  @Test
  void eligibleAssignments_stayDirect() {
    Migration migration =
        migrate(
            contoso()
                .eligible("jose", "Intune Administrator")
                .holds("jose", "Security Administrator"));
    Tenant after = migration.proof().rehearsal().after().tenant();

    assertThat(only(migration).roles()).hasSize(1);
    assertThat(
            after
                .eligibilitiesOf(id("jose"))
                .filter(Eligibility::isCurrent)
                .filter(e -> e.access() instanceof RoleAccess))
        .hasSize(1);
    assertThat(Optional.of(migration.stays())).contains(List.of());
  }
}
