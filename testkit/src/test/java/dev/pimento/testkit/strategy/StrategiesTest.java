package dev.pimento.testkit.strategy;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pimento.directory.Access;
import dev.pimento.directory.Access.RoleAccess;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.Requirement;
import dev.pimento.simulation.Simulation;
import dev.pimento.strategy.Holding;
import dev.pimento.strategy.RoleHours;
import dev.pimento.strategy.ShiftCost;
import dev.pimento.strategy.Strategies;
import dev.pimento.strategy.Strategy;
import dev.pimento.strategy.StrategyListener;
import dev.pimento.strategy.Way;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StrategiesTest {

  private static final Instant READ = Instant.parse("2026-03-02T08:00:00Z");
  private static final Id JOSE = id("jose");
  private static final RoleAccess EXCHANGE =
      Access.role(Id.of("29232cdf-9323-42fd-ade2-1d097af3e4de"));
  private static final RoleAccess USER_ADMINISTRATOR =
      Access.role(Id.of("fe930be7-5e62-47db-91af-98c3a49a38b1"));

  private static TenantBuilder tenant() {
    return TenantBuilder.at(READ)
        .user("jose", "José Teixeira")
        .user("lidia", "Lidia Holloway")
        .roleAssignableGroup("Tier2")
        .group("Staff");
  }

  private static Strategies strategies(Tenant tenant) {
    return Strategies.of(tenant, Knowledge.builtIn(), tenant.asOf());
  }

  private static Holding jose(TenantBuilder builder) {
    return strategies(builder.build()).of(JOSE, EXCHANGE);
  }

  private static Interval hours(int from, int to) {
    return Interval.of(READ.plus(Duration.ofHours(from)), READ.plus(Duration.ofHours(to)));
  }

  @Nested
  class Ways {

    @Test
    void nothing_isNo() {
      Holding holding = jose(tenant().holds("Tier2", "Exchange Administrator"));

      assertThat(holding.verdict()).isEqualTo(Verdict.NO);
      assertThat(holding.strategy()).isEmpty();
      assertThat(holding.hours().isNone()).isTrue();
    }

    @Test
    void assignedWithoutGroup_isDirectAndStanding() {
      Holding holding = jose(tenant().holds("jose", "Exchange Administrator"));

      assertThat(holding.strategy()).contains(Strategy.DIRECT);
      assertThat(holding.state()).contains(Way.State.STANDING);
      assertThat(holding.ways())
          .singleElement()
          .satisfies(
              way -> {
                assertThat(way.cost().activations()).isZero();
                assertThat(way.cost().mfaPrompts()).hasValue(0);
                assertThat(way.cost()).hasToString("nothing");
                assertThat(way.group()).isEmpty();
              });
      assertThat(holding.hours()).hasToString("720 standing, 0 activated");
    }

    @Test
    void eligibleWithoutGroup_isDirectAndEligible() {
      Holding holding = jose(tenant().eligible("jose", "Exchange Administrator"));

      assertThat(holding.strategy()).contains(Strategy.DIRECT);
      assertThat(holding.state()).contains(Way.State.ELIGIBLE);
      assertThat(holding.ways().get(0).cost().enforcedBy()).containsExactly(EXCHANGE);
    }

    @Test
    void activeMemberOfEligibleGroup_isOptionA_underTheRolesSettings_fact156() {
      Holding holding =
          jose(tenant().holds("jose", "Tier2").eligible("Tier2", "Exchange Administrator"));

      assertThat(holding.strategy()).contains(Strategy.OPTION_A);
      assertThat(holding.state()).contains(Way.State.ELIGIBLE);
      assertThat(holding.ways())
          .singleElement()
          .satisfies(
              way -> {
                assertThat(way.group()).contains(id("Tier2"));
                assertThat(way.cost().enforcedBy()).containsExactly(EXCHANGE);
                assertThat(way.cost())
                    .hasToString("1 activation, 1 MFA, 1 justification; at most PT8H");
              });
      assertThat(holding.hours().isNone()).isTrue();
    }

    @Test
    void eligibleMemberOfHoldingGroup_isOptionB_underTheMembersSettings_fact156() {
      Holding holding =
          jose(tenant().eligible("jose", "Tier2").holds("Tier2", "Exchange Administrator"));

      assertThat(holding.strategy()).contains(Strategy.OPTION_B);
      assertThat(holding.ways())
          .singleElement()
          .satisfies(
              way -> {
                assertThat(way.state()).isEqualTo(Way.State.ELIGIBLE);
                assertThat(way.cost().enforcedBy()).containsExactly(Access.member(id("Tier2")));
                assertThat(way.cost()).hasToString("1 activation, 1 justification; at most PT8H");
              });
    }

    @Test
    void eligibleMemberOfEligibleGroup_isDoubleHop_underBothSettings_fact159() {
      Holding holding =
          jose(
              tenant()
                  .eligible("jose", "Tier2")
                  .eligible("Tier2", "Exchange Administrator")
                  .settings("Tier2", s -> s.activation(ExpirationLimit.atMost("PT2H"))));

      assertThat(holding.strategy()).contains(Strategy.DOUBLE_HOP);
      ShiftCost cost = holding.ways().get(0).cost();
      assertThat(cost.enforcedBy()).containsExactly(Access.member(id("Tier2")), EXCHANGE);
      assertThat(cost.activations()).isEqualTo(2);
      assertThat(cost.mfaPrompts()).hasValue(1);
      assertThat(cost.justifications()).hasValue(2);
    }

    @Test
    void doubleHop_endsWithTheMembershipOrNot_fact160() {
      Tenant built =
          tenant()
              .eligible("jose", "Tier2")
              .eligible("Tier2", "Exchange Administrator")
              .settings("Tier2", s -> s.activation(ExpirationLimit.atMost("PT2H")))
              .build();

      for (boolean ends : new boolean[] {true, false}) {
        Knowledge knowledge =
            Knowledge.builtIn().assuming(Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION, ends);
        assertThat(
                Strategies.of(built, knowledge, READ)
                    .of(JOSE, EXCHANGE)
                    .ways()
                    .get(0)
                    .cost()
                    .longest())
            .contains(Duration.ofHours(ends ? 2 : 8));
      }
    }

    @Test
    void activeMemberOfHoldingGroup_isThroughGroupAndStanding() {
      Holding holding =
          jose(tenant().holds("jose", "Tier2").holds("Tier2", "Exchange Administrator"));

      assertThat(holding.strategy()).contains(Strategy.THROUGH_GROUP);
      assertThat(holding.state()).contains(Way.State.STANDING);
      assertThat(holding.hours().standing()).isEqualTo(Strategies.MONTH);
    }

    @Test
    void memberOfGroupThatIsEligibleForMembership_isOptionB_fact40() {
      Holding holding =
          jose(
              tenant()
                  .holds("jose", "Staff")
                  .eligible("Staff", "Tier2")
                  .holds("Tier2", "Exchange Administrator"));

      assertThat(holding.strategy()).contains(Strategy.OPTION_B);
      assertThat(holding.ways().get(0).activations())
          .singleElement()
          .satisfies(hop -> assertThat(hop.eligible()).isEqualTo(id("Staff")));
    }

    @Test
    void chainOfEligibilities_isDoubleHop_fact45() {
      Holding holding =
          jose(
              tenant()
                  .eligible("jose", "Staff")
                  .eligible("Staff", "Tier2")
                  .holds("Tier2", "Exchange Administrator"));

      assertThat(holding.strategy()).contains(Strategy.DOUBLE_HOP);
      assertThat(holding.ways().get(0).activations()).hasSize(2);
    }

    @Test
    void circleOfEligibilities_ends() {
      Holding holding =
          jose(
              tenant()
                  .eligible("jose", "Staff")
                  .eligible("Staff", "Tier2")
                  .eligible("Tier2", "Staff")
                  .holds("Tier2", "Exchange Administrator"));

      assertThat(holding.ways()).hasSize(1);
    }

    @Test
    void severalStrategies_areMixed_standingFirst() {
      Holding holding =
          jose(
              tenant()
                  .eligible("jose", "Tier2")
                  .holds("Tier2", "Exchange Administrator")
                  .holds("jose", "Exchange Administrator"));

      assertThat(holding.strategy()).contains(Strategy.MIXED);
      assertThat(holding.state()).contains(Way.State.STANDING);
      assertThat(holding.ways())
          .extracting(Way::strategy)
          .containsExactly(Strategy.DIRECT, Strategy.OPTION_B);
    }

    @Test
    void severalGroupsByTheSameStrategy_areNotMixed_fact249() {
      Holding holding =
          jose(
              tenant()
                  .roleAssignableGroup("Tier1")
                  .eligible("jose", "Tier1")
                  .eligible("jose", "Tier2")
                  .holds("Tier1", "Exchange Administrator")
                  .holds("Tier2", "Exchange Administrator"));

      assertThat(holding.strategy()).contains(Strategy.OPTION_B);
      assertThat(holding.ways()).hasSize(2);
    }

    @Test
    void activated_optionB_isHeldNow_andItsEndEndsIt_fact161() {
      Tenant built =
          tenant()
              .eligible("jose", "Tier2")
              .holds("Tier2", "Exchange Administrator")
              .activated("jose", "Tier2", hours(-1, 3))
              .build();

      assertThat(strategies(built).of(JOSE, EXCHANGE).state()).contains(Way.State.ACTIVATED);
      Instant end = hours(0, 3).endExclusive();
      assertThat(stateAt(built, end.minusNanos(1))).isEqualTo(Way.State.ACTIVATED);
      assertThat(stateAt(built, end)).isEqualTo(Way.State.ELIGIBLE);
    }

    private static Way.State stateAt(Tenant tenant, Instant t) {
      return Strategies.of(tenant, Knowledge.builtIn(), t).of(JOSE, EXCHANGE).state().orElseThrow();
    }

    @Test
    void activated_optionA_isHeldNow() {
      Simulation day =
          Simulation.of(
              tenant().holds("jose", "Tier2").eligible("Tier2", "Exchange Administrator").build());
      day.as("jose")
          .withMultiFactor()
          .because("mail")
          .activate("Exchange Administrator", "PT4H")
          .orThrow();
      Holding holding = Strategies.of(day.tenant(), day.knowledge(), day.now()).of(JOSE, EXCHANGE);

      assertThat(holding.strategy()).contains(Strategy.OPTION_A);
      assertThat(holding.state()).contains(Way.State.ACTIVATED);
      assertThat(holding.hours()).hasToString("0 standing, 4 activated");
    }

    @Test
    void activatedByAnEligibilityThatIsGone_isStillSeen() {
      Tenant built =
          tenant()
              .eligible("jose", "Tier2", hours(-10, 0))
              .holds("Tier2", "Exchange Administrator")
              .activated("jose", "Tier2", hours(-1, 3))
              .build();

      assertThat(strategies(built).of(JOSE, EXCHANGE).ways())
          .singleElement()
          .satisfies(
              way -> {
                assertThat(way.strategy()).isEqualTo(Strategy.OPTION_B);
                assertThat(way.state()).isEqualTo(Way.State.ACTIVATED);
              });
    }

    @Test
    void nestedGroup_inheritsNoRole_unlessTheSwitchSaysSo_fact233() {
      Tenant built =
          TenantBuilder.at(READ)
              .user("jose")
              .group("Staff")
              .group("Holders")
              .holds("jose", "Staff")
              .holds("Staff", "Holders")
              .build();
      Tenant nested =
          built.toBuilder()
              .schedule(
                  Assignment.assigned(
                      id("x"),
                      id("Holders"),
                      EXCHANGE,
                      Span.exactly(Interval.from(READ)),
                      Phase.CURRENT))
              .build();

      assertThat(strategies(nested).of(JOSE, EXCHANGE).ways()).isEmpty();
      Knowledge inheriting = Knowledge.builtIn().assuming(Switch.ROLE_NESTED_INHERITANCE, true);
      Holding holding = Strategies.of(nested, inheriting, READ).of(JOSE, EXCHANGE);
      assertThat(holding.strategy()).contains(Strategy.THROUGH_GROUP);
      assertThat(holding.hours().standing()).isEqualTo(Strategies.MONTH);
    }

    @Test
    void scopes_areHoldingsOfTheirOwn_fact218() {
      RoleAccess unit =
          Access.role(USER_ADMINISTRATOR.role(), DirectoryScope.administrativeUnit(id("unit")));
      Tenant built =
          tenant()
              .eligible("jose", "User Administrator")
              .eligible("jose", unit, Interval.from(READ))
              .build();

      assertThat(strategies(built).of(JOSE))
          .extracting(Holding::role)
          .containsExactlyInAnyOrder(USER_ADMINISTRATOR, unit);
      assertThat(strategies(built).of(JOSE, unit).ways().get(0).cost().enforcedBy())
          .containsExactly(USER_ADMINISTRATOR);
    }
  }

  @Nested
  class Costs {

    @Test
    void everyRequirement_isCountedWhereSettingsAskForIt() {
      Holding holding =
          jose(
              tenant()
                  .eligible("jose", "Tier2")
                  .holds("Tier2", "Exchange Administrator")
                  .settings(
                      "Tier2",
                      s ->
                          s.approval(Approval.by(Approver.user(id("lidia"))))
                              .addActivationRequirements(
                                  Requirement.MULTI_FACTOR_AUTHENTICATION, Requirement.TICKETING)
                              .activation(ExpirationLimit.atMost("PT4H"))));

      ShiftCost cost = holding.ways().get(0).cost();
      assertThat(cost.approvals()).hasValue(1);
      assertThat(cost.mfaPrompts()).hasValue(1);
      assertThat(cost.tickets()).hasValue(1);
      assertThat(cost.longest()).contains(Duration.ofHours(4));
      assertThat(cost)
          .hasToString("1 activation, 1 approval, 1 MFA, 1 justification, 1 ticket; at most PT4H");
    }

    @Test
    void authenticationContext_countsAsAPrompt_facts108And110() {
      Holding holding =
          jose(
              tenant()
                  .eligible("jose", "Tier2")
                  .holds("Tier2", "Exchange Administrator")
                  .settings("Tier2", s -> s.authenticationContext("c1")));

      assertThat(holding.ways().get(0).cost().mfaPrompts()).hasValue(1);
    }

    @Test
    void settingsNotRead_areNotKnown_andNeverZero() {
      Tenant built =
          tenant().eligible("jose", "Tier2").holds("Tier2", "Exchange Administrator").build();
      Tenant unread =
          built.toBuilder()
              .coverage(
                  built.coverage().with(Read.of(Read.Kind.ROLE_SETTINGS), Completeness.UNREAD))
              .build();

      Holding holding = strategies(unread).of(JOSE, EXCHANGE);
      ShiftCost cost = holding.ways().get(0).cost();
      assertThat(cost.activations()).isEqualTo(1);
      assertThat(
              List.of(cost.approvals(), cost.mfaPrompts(), cost.justifications(), cost.tickets()))
          .containsOnly(OptionalInt.empty());
      assertThat(cost.longest()).isEmpty();
      assertThat(cost).hasToString("1 activation, more not known");
      assertThat(holding.verdict()).isEqualTo(Verdict.YES);
      assertThat(holding.reads()).containsExactly(Read.of(Read.Kind.ROLE_SETTINGS, id("Tier2")));
    }
  }

  @Nested
  class Hours {

    @Test
    void standingAndActivated_areApart() {
      Holding holding =
          jose(
              tenant()
                  .eligible("jose", "Tier2")
                  .holds("Tier2", "Exchange Administrator")
                  .activated("jose", "Tier2", hours(1, 5))
                  .holds("jose", "Exchange Administrator", hours(3, 10)));

      assertThat(holding.hours()).hasToString("7 standing, 2 activated");
    }

    @Test
    void overlaps_countOnce() {
      Holding holding =
          jose(
              tenant()
                  .holds("jose", "Tier2")
                  .holds("Tier2", "Exchange Administrator")
                  .holds("jose", "Exchange Administrator"));

      assertThat(holding.hours().standing()).isEqualTo(Strategies.MONTH);
    }

    @Test
    void month_isCutAtBothEnds() {
      Tenant built = tenant().holds("jose", "Exchange Administrator", hours(2, 10)).build();
      Strategies strategies = Strategies.of(built, Knowledge.builtIn(), READ, hours(4, 6));

      assertThat(strategies.of(JOSE, EXCHANGE).hours().standing()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void heldLaterInTheMonth_isAHoldingWithoutWays() {
      Holding holding = jose(tenant().holds("jose", "Exchange Administrator", hours(2, 10)));

      assertThat(holding.ways()).isEmpty();
      assertThat(holding.hours()).hasToString("8 standing, 0 activated");
    }

    @Test
    void monthWithoutEnd_isRefused() {
      Tenant built = tenant().build();

      assertThatThrownBy(() -> Strategies.of(built, Knowledge.builtIn(), READ, Interval.from(READ)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected a start and an end");
    }

    @Test
    void memberSeenWithoutSchedule_hasPossibleHoursOnly() {
      Tenant built = tenant().holds("Tier2", "Exchange Administrator").build();
      Tenant seen =
          built.toBuilder()
              .coverage(
                  built
                      .coverage()
                      .with(Read.of(Read.Kind.GROUP_ASSIGNMENTS, id("Tier2")), Completeness.UNREAD))
              .schedule(
                  Assignment.assigned(
                      id("m"), JOSE, Access.member(id("Tier2")), Span.seenAt(READ), Phase.CURRENT))
              .build();

      Holding holding = strategies(seen).of(JOSE, EXCHANGE);
      assertThat(holding.hours().notKnown()).isCloseTo(Strategies.MONTH, Duration.ofSeconds(1));
      assertThat(holding.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(holding.reads())
          .containsExactly(Read.of(Read.Kind.GROUP_ASSIGNMENTS, id("Tier2")));
      assertThat(holding.account().isProtected()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void hoursOfARole_areTheSumOverPeople() {
      Strategies strategies =
          strategies(
              tenant()
                  .holds("jose", "Exchange Administrator")
                  .holds("lidia", "Exchange Administrator", hours(0, 5))
                  .build());

      assertThat(strategies.hours().get(EXCHANGE))
          .isEqualTo(new RoleHours(Duration.ofHours(725), Duration.ZERO, Duration.ZERO));
      assertThat(strategies.hoursTable()).asString().contains("725");
    }
  }

  @Nested
  class IdleAccounts {

    @Test
    void activeMemberOfRoleAssignableGroup_isProtected_facts168And172() {
      Holding holding =
          jose(tenant().holds("jose", "Tier2").eligible("Tier2", "Exchange Administrator"));

      assertThat(holding.account().isProtected()).isEqualTo(Verdict.YES);
      assertThat(holding.account()).hasToString("protected");
    }

    @Test
    void eligibleMember_isOpen_alsoWhileActivated_fact169() {
      TenantBuilder builder =
          tenant()
              .eligible("jose", "Tier2")
              .holds("Tier2", "Exchange Administrator")
              .activated("jose", "Tier2", hours(-1, 3));

      assertThat(jose(builder).account().isProtected()).isEqualTo(Verdict.NO);
      assertThat(jose(builder).account()).hasToString("open to 8 roles");
    }

    @Test
    void eligibleMemberWithAnotherProtectingMembership_isProtected_fact172() {
      Holding holding =
          jose(
              tenant()
                  .roleAssignableGroup("Protection")
                  .holds("jose", "Protection")
                  .eligible("jose", "Tier2")
                  .holds("Tier2", "Exchange Administrator"));

      assertThat(holding.account().isProtected()).isEqualTo(Verdict.YES);
    }

    @Test
    void ownerOfRoleAssignableGroup_isProtected_eligibleOwnerIsNot_fact170() {
      TenantBuilder builder =
          tenant().eligible("jose", "Tier2").holds("Tier2", "Exchange Administrator");

      assertThat(jose(builder.eligible("jose", "owner of Tier2")).account().isProtected())
          .isEqualTo(Verdict.NO);
      assertThat(jose(builder.holds("jose", "owner of Tier2")).account().isProtected())
          .isEqualTo(Verdict.YES);
    }

    @Test
    void plainGroup_protectsNobody_fact172() {
      assertThat(
              jose(tenant().holds("jose", "Staff").eligible("jose", "Exchange Administrator"))
                  .account()
                  .isProtected())
          .isEqualTo(Verdict.NO);
    }

    @Test
    void standingRole_protectsByItsRow_factsOfTheMatrix() {
      assertThat(jose(tenant().holds("jose", "Exchange Administrator")).account().isProtected())
          .isEqualTo(Verdict.YES);
      Tenant reader =
          tenant()
              .holds("jose", "Directory Readers")
              .eligible("jose", "Exchange Administrator")
              .build();
      assertThat(strategies(reader).of(JOSE, EXCHANGE).account().isProtected())
          .isEqualTo(Verdict.NO);
    }
  }

  @Nested
  class Unread {

    @Test
    void collectionNotRead_leavesTheRestUnknown_andIsNamed() {
      Tenant built = tenant().holds("Tier2", "Exchange Administrator").build();
      for (Read.Kind kind :
          List.of(
              Read.Kind.ROLE_ASSIGNMENTS,
              Read.Kind.ROLE_ELIGIBILITIES,
              Read.Kind.GROUP_MEMBERS,
              Read.Kind.GROUP_ASSIGNMENTS,
              Read.Kind.GROUP_ELIGIBILITIES)) {
        Tenant unread =
            built.toBuilder()
                .coverage(built.coverage().with(Read.of(kind), Completeness.UNREAD))
                .build();
        Holding holding = strategies(unread).of(JOSE, EXCHANGE);

        assertThat(holding.verdict()).as("%s", kind).isEqualTo(Verdict.UNKNOWN);
        assertThat(holding.reads()).containsExactly(Read.of(kind));
      }
    }

    @Test
    void groupThatLeadsNowhere_needsNoRead() {
      Tenant built = tenant().holds("Tier2", "Exchange Administrator").build();
      Tenant unread =
          built.toBuilder()
              .coverage(
                  built
                      .coverage()
                      .with(
                          Read.of(Read.Kind.GROUP_ELIGIBILITIES, id("Staff")), Completeness.UNREAD))
              .build();

      assertThat(strategies(unread).of(JOSE, EXCHANGE).verdict()).isEqualTo(Verdict.NO);
    }

    @Test
    void ownersNotRead_leaveProtectionUnknown_fact168() {
      Tenant built =
          tenant().eligible("jose", "Tier2").holds("Tier2", "Exchange Administrator").build();
      Tenant unread =
          built.toBuilder()
              .coverage(built.coverage().with(Read.of(Read.Kind.GROUP_OWNERS), Completeness.UNREAD))
              .build();

      Holding holding = strategies(unread).of(JOSE, EXCHANGE);
      assertThat(holding.account().isProtected()).isEqualTo(Verdict.UNKNOWN);
      assertThat(holding.account().reads())
          .containsExactly(Read.of(Read.Kind.GROUP_OWNERS, id("Tier2")));
    }

    @Test
    void beforeTheHistory_nothingIsNo_fact229() {
      Tenant built = tenant().holds("Tier2", "Exchange Administrator").build();

      Holding before =
          Strategies.of(built, Knowledge.builtIn(), built.historyFrom().minusNanos(1))
              .of(JOSE, EXCHANGE);
      assertThat(before.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(before.reads()).containsExactly(Read.of(Read.Kind.HISTORY));
    }
  }

  @Test
  void walk_tellsItsProgress() {
    List<StrategyListener.Progress> told = new ArrayList<>();
    List<Holding> shown = new ArrayList<>();

    strategies(SampleTenant.contoso()).forEach(told::add, shown::add);

    assertThat(told).containsExactly(new StrategyListener.Progress(5, 5, shown.size()));
  }

  @Test
  void table_fitsTheTerminal_andSaysAll() {
    String table = strategies(SampleTenant.contoso()).toString();

    assertThat(table.lines()).allMatch(line -> line.length() <= 100);
    assertThat(table).contains("Option B", "direct", "standing");
  }
}
