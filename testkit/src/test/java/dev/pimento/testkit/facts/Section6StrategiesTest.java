package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.facts.Tailwind.AT;
import static dev.pimento.testkit.facts.Tailwind.EXCHANGE;
import static dev.pimento.testkit.facts.Tailwind.INTUNE;
import static dev.pimento.testkit.facts.Tailwind.MAIL;
import static dev.pimento.testkit.facts.Tailwind.OWNER;
import static dev.pimento.testkit.facts.Tailwind.day;
import static dev.pimento.testkit.facts.Tailwind.held;
import static dev.pimento.testkit.facts.Tailwind.holds;
import static dev.pimento.testkit.facts.Tailwind.in;
import static dev.pimento.testkit.facts.Tailwind.last;
import static dev.pimento.testkit.facts.Tailwind.lastStatus;
import static dev.pimento.testkit.facts.Tailwind.lax;
import static dev.pimento.testkit.facts.Tailwind.names;
import static dev.pimento.testkit.facts.Tailwind.request;
import static dev.pimento.testkit.facts.Tailwind.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Decision;
import dev.pimento.policy.Approval;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.Requirement;
import dev.pimento.simulation.Actor;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Schedule;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6: two ways to combine groups with roles, and both at once. */
class Section6StrategiesTest {

  private static final String TEAMS = "Teams Administrator";
  private static final String PHONES = "PIM-Phones";
  private static final Expiration MONTH = Expiration.after("P30D");

  private static boolean could(Simulation day, String who, String access) {
    return day.index()
        .couldHold(id(who), day.now())
        .certain()
        .contains(Lookup.in(day.tenant()).access(access));
  }

  @Test
  void fact_156_bothWays_needARoleAssignableGroup() {
    Simulation day = day(tenant());
    Actor priya = day.as("Priya").because("x");

    assertThat(names(priya.makeEligible("Staff", INTUNE, MONTH)))
        .containsExactly("Request_BadRequest");
    assertThat(names(priya.assign("Staff", INTUNE, MONTH))).containsExactly("Request_BadRequest");
    assertThat(priya.makeEligible(MAIL, INTUNE, MONTH).isAccepted()).isTrue();
    assertThat(priya.assign(MAIL, TEAMS_ROLE, MONTH).isAccepted()).isTrue();
  }

  private static final String TEAMS_ROLE = "Reports";

  private static TenantBuilder tenant() {
    return Tailwind.tenant().customRole(TEAMS_ROLE);
  }

  /** Option A: Sam and Ann are active in a group that is eligible for two roles. */
  @Nested
  class ActiveMembersOfAnEligibleGroup {

    private static TenantBuilder optionA() {
      return tenant()
          .roleAssignableGroup(PHONES)
          .holds("Owen", "owner of " + PHONES)
          .holds("Sam", PHONES)
          .holds("Ann", PHONES)
          .eligible(PHONES, INTUNE)
          .eligible(PHONES, TEAMS);
    }

    @Test
    void fact_156_fact_40_onlyWhoActivates_becomesActive_andForThatRoleOnly() {
      Simulation day = day(optionA());
      day.as("Sam").withMultiFactor().because("x").activate(INTUNE, "PT4H").orThrow();

      assertThat(holds(day, "Sam", INTUNE)).isTrue();
      assertThat(holds(day, "Sam", TEAMS)).as("each role by itself").isFalse();
      assertThat(holds(day, "Ann", INTUNE)).isFalse();
      assertThat(day.tenant().assignmentsOf(id(PHONES))).isEmpty();
      assertThat(day.as("Sam").withMultiFactor().because("x").activate(TEAMS, "PT1H").isAccepted())
          .isTrue();
    }

    @Test
    void fact_156_theRolesSettingsApply_notTheGroups() {
      Simulation day =
          day(
              optionA()
                  .settings(PHONES, s -> lax(s).activation(ExpirationLimit.atMost("PT1H")))
                  .settings(
                      INTUNE,
                      s ->
                          lax(s)
                              .activation(ExpirationLimit.atMost("PT3H"))
                              .addActivationRequirements(Requirement.TICKETING)));

      assertThat(names(day.as("Sam").activate(INTUNE, "PT4H")))
          .containsExactly("ExpirationRule", "TicketingRule");
      assertThat(day.as("Sam").withTicket("1", "x").activate(INTUNE, "PT3H").isAccepted()).isTrue();
    }

    @Test
    void fact_156_fact_112_withoutApprovers_theRolesAdministratorsDecide() {
      Simulation day = day(optionA().settings(INTUNE, s -> lax(s).approval(Approval.by())));

      assertThat(((Decision.Waiting) day.as("Sam").activate(INTUNE, "PT1H")).deciders())
          .containsExactly(id("Priya"));
    }

    @Test
    void fact_156_ownerAddsAMember_whoIsEligibleThenAndStillGated() {
      Simulation day = day(optionA());
      day.as("Owen").addDirectly("Bob", PHONES).orThrow();

      assertThat(holds(day, "Bob", INTUNE)).isFalse();
      assertThat(names(day.as("Bob").activate(INTUNE, "PT1H")))
          .containsExactly("MfaRule", "JustificationRule");
      assertThat(day.as("Bob").withMultiFactor().because("x").activate(INTUNE, "PT1H").isAccepted())
          .isTrue();
    }

    @Test
    void fact_156_onlyRoleAdministrators_changeTheGate() {
      Simulation day = day(optionA());

      assertThat(names(day.as("Owen").changeSettings(INTUNE, s -> lax(s))))
          .containsExactly("Authorization_RequestDenied");
      assertThat(day.as("Priya").changeSettings(INTUNE, s -> lax(s)).isAccepted()).isTrue();
    }
  }

  /** Option B: Jo is eligible for a group that holds two roles. */
  @Nested
  class EligibleMembersOfAGroupWithRoles {

    private static TenantBuilder optionB() {
      return tenant().holds(MAIL, TEAMS).eligible("Sam", MAIL).settings(MAIL, s -> lax(s));
    }

    @Test
    void fact_156_oneActivation_givesEveryRoleOfTheGroup_toWhoActivatesOnly() {
      Simulation day = day(optionB());
      day.as("Jo").activate(MAIL, "PT4H").orThrow();

      assertThat(holds(day, "Jo", EXCHANGE)).isTrue();
      assertThat(holds(day, "Jo", TEAMS)).isTrue();
      assertThat(holds(day, "Sam", EXCHANGE)).isFalse();
      assertThat(day.tenant().assignmentsOf(id("Jo"))).hasSize(1);
    }

    @Test
    void fact_156_theGroupsMemberSettingsApply_notTheRoles() {
      Simulation day =
          day(
              optionB()
                  .settings(EXCHANGE, s -> lax(s).activation(ExpirationLimit.atMost("PT1H")))
                  .settings(OWNER, s -> lax(s).activation(ExpirationLimit.atMost("PT1H"))));

      assertThat(day.as("Jo").activate(MAIL, "PT8H").isAccepted())
          .as("no MFA, no justification, eight hours")
          .isTrue();
    }

    @Test
    void fact_156_fact_112_withoutApprovers_nobodyDecides() {
      Simulation day = day(optionB().settings(MAIL, s -> lax(s).approval(Approval.by())));

      assertThat(((Decision.Waiting) day.as("Jo").activate(MAIL, "PT1H")).deciders()).isEmpty();
    }

    @Test
    void fact_156_fact_36_ownerAddsAMember_whoHasTheRoleAtOnce() {
      Simulation day = day(optionB());
      day.as("Owen").addDirectly("Bob", MAIL).orThrow();

      assertThat(holds(day, "Bob", EXCHANGE)).isTrue();
    }

    @Test
    void fact_156_fact_36_eligibleOwner_addsHimselfAndHasTheRole() {
      Simulation day = day(optionB().eligible("Bob", OWNER).settings(OWNER, s -> lax(s)));
      day.as("Bob").activate(OWNER, "PT1H").orThrow();
      assertThat(holds(day, "Bob", EXCHANGE)).as("owners hold no roles").isFalse();
      day.as("Bob").addDirectly("Bob", MAIL).orThrow();

      assertThat(holds(day, "Bob", EXCHANGE)).isTrue();
      assertThat(holds(day.advance("P30D"), "Bob", EXCHANGE)).as("past the activation").isTrue();
    }

    @Test
    void fact_156_ownersToo_changeTheGate() {
      Simulation day = day(optionB());

      assertThat(
              day.as("Owen")
                  .changeSettings(MAIL, s -> s.activation(ExpirationLimit.atMost("PT24H")))
                  .isAccepted())
          .isTrue();
      assertThat(names(day.as("Sam").changeSettings(MAIL, s -> lax(s))))
          .containsExactly("Authorization_RequestDenied");
    }

    @Test
    void fact_161_deactivation_takesAllTheRolesAway() {
      Simulation day = day(optionB());
      day.as("Jo").activate(MAIL, "PT8H").orThrow();
      day.advance("PT1H");
      day.as("Jo").deactivate(MAIL).orThrow();

      assertThat(List.of(holds(day, "Jo", EXCHANGE), holds(day, "Jo", TEAMS))).containsOnly(false);
      assertThat(day.index().can(id("Jo"), Access.role(id("any")), day.now()).isNo()).isTrue();
    }

    @Test
    void fact_161_roleTakenFromTheGroup_theMembershipGoesOn() {
      Simulation day = day(optionB());
      day.as("Jo").activate(MAIL, "PT8H").orThrow();
      day.as("Priya").removeAssignment(MAIL, EXCHANGE).orThrow();

      assertThat(holds(day, "Jo", EXCHANGE)).isFalse();
      assertThat(holds(day, "Jo", TEAMS)).isTrue();
    }
  }

  /** Double hop: Jo is eligible for a group that is eligible for a role. */
  @Nested
  class DoubleHop {

    private static TenantBuilder doubleHop() {
      return tenant()
          .roleAssignableGroup(PHONES)
          .eligible("Sam", PHONES)
          .eligible(PHONES, INTUNE)
          .settings(PHONES, s -> lax(s).activation(ExpirationLimit.atMost("PT4H")))
          .settings(INTUNE, s -> lax(s).activation(ExpirationLimit.atMost("PT2H")));
    }

    /** Both hops taken, the second for as long as given. */
    private static Simulation hopped(String choice, String first, String second) {
      Simulation day = day(doubleHop(), Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION, choice);
      day.as("Sam").activate(PHONES, first).orThrow();
      day.as("Sam").activate(INTUNE, second).orThrow();
      return day;
    }

    @Test
    void fact_159_fact_45_bothHops_eachByItsOwnSettings() {
      Simulation day = day(doubleHop());

      assertThat(names(day.as("Sam").activate(INTUNE, "PT1H"))).containsExactly("EligibilityRule");
      assertThat(names(day.as("Sam").activate(PHONES, "PT5H"))).containsExactly("ExpirationRule");
      day.as("Sam").activate(PHONES, "PT4H").orThrow();
      assertThat(holds(day, "Sam", INTUNE)).as("nothing grants it after the first step").isFalse();
      assertThat(names(day.as("Sam").activate(INTUNE, "PT3H"))).containsExactly("ExpirationRule");
      day.as("Sam").activate(INTUNE, "PT2H").orThrow();
      assertThat(holds(day, "Sam", INTUNE)).isTrue();
      assertThat(day.tenant().assignmentsOf(id(PHONES)))
          .as("in person, not as the group")
          .isEmpty();
    }

    @Test
    void fact_159_secondHop_needsTheFirstToBeRunning() {
      Simulation day = day(doubleHop());
      day.as("Sam").activate(PHONES, "PT1H").orThrow();
      day.advanceTo(in("PT1H").minusNanos(1));
      assertThat(day.fork().as("Sam").activate(INTUNE, "PT1H").isAccepted()).isTrue();
      day.advanceTo(in("PT1H"));

      assertThat(names(day.as("Sam").activate(INTUNE, "PT1H"))).containsExactly("EligibilityRule");
    }

    @ParameterizedTest
    @CsvSource({"off, true", "on, false"})
    void fact_160_firstHopRunsOut_bySwitch(String choice, boolean survives) {
      Simulation day = hopped(choice, "PT1H", "PT2H");

      day.advanceTo(in("PT1H").minusNanos(1));
      assertThat(holds(day, "Sam", INTUNE)).isTrue();
      day.advanceTo(in("PT1H"));
      assertThat(holds(day, "Sam", INTUNE)).isEqualTo(survives);
      day.advanceTo(in("PT2H"));
      assertThat(holds(day, "Sam", INTUNE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"off, true", "on, false"})
    void fact_160_firstHopDeactivatedOrRemoved_bySwitch(String choice, boolean survives) {
      Simulation deactivated = hopped(choice, "PT4H", "PT2H").advance("PT10M");
      Simulation removed = deactivated.fork();
      Simulation directly = deactivated.fork();
      deactivated.as("Sam").deactivate(PHONES).orThrow();
      removed.as("Priya").removeAssignment("Sam", PHONES).orThrow();
      directly.asAdministrator().removeDirectly("Sam", PHONES).orThrow();

      for (Simulation day : List.of(deactivated, removed, directly)) {
        assertThat(holds(day, "Sam", PHONES)).isFalse();
        assertThat(holds(day, "Sam", INTUNE)).isEqualTo(survives);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void fact_160_stillAMemberOtherwise_theRoleSurvives(String choice) {
      Simulation day =
          day(
              doubleHop()
                  .holds("Sam", "Staff")
                  .group("Aides")
                  .eligible("Staff", INTUNE_BY_GROUP)
                  .holds("Staff", "Aides"),
              Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION,
              choice);
      day.as("Sam").activate(PHONES, "PT1H").orThrow();
      day.as("Sam").because("x").activate(INTUNE_BY_GROUP, "PT2H").orThrow();
      day.advance("PT1H");

      assertThat(holds(day, "Sam", INTUNE_BY_GROUP)).isTrue();
    }

    private static final String INTUNE_BY_GROUP = MAIL;

    @Test
    void fact_160_switchOn_endsWhatIsStillToStartToo() {
      Simulation day = day(doubleHop(), Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION, "on");
      day.as("Sam").activate(PHONES, "PT1H").orThrow();
      day.as("Sam")
          .activate(INTUNE, ScheduleInfo.startingAt(in("PT2H"), Expiration.after("PT1H")))
          .orThrow();
      Id request = last(day).id();
      assertThat(lastStatus(day)).isEqualTo("Granted");
      day.advanceTo(in("PT2H"));

      assertThat(holds(day, "Sam", INTUNE)).isFalse();
      assertThat(request(day, request).status().isFinal()).isTrue();
    }

    @Test
    void fact_160_fact_40_switchOn_groupBehindAGroup_endsWhoWasEligibleThroughBoth() {
      Simulation day =
          day(
              tenant()
                  .group("Aides")
                  .holds("Staff", "Aides")
                  .eligible("Sam", "Staff")
                  .eligible("Aides", MAIL)
                  .settings("Staff", s -> lax(s))
                  .settings(MAIL, s -> lax(s)),
              Switch.MEMBERSHIP_GONE_ENDS_ACTIVATION,
              "on");
      day.as("Sam").activate("Staff", "PT1H").orThrow();
      day.as("Sam").activate(MAIL, "PT4H").orThrow();
      day.advance("PT1H");

      assertThat(holds(day, "Sam", MAIL)).isFalse();
      assertThat(holds(day, "Sam", EXCHANGE)).isFalse();
    }

    @Test
    void fact_160_fact_240_switchOn_eligibilityForTheFirstHopRemoved_endsBoth() {
      Simulation day = hopped("on", "PT4H", "PT2H").advance("PT10M");
      day.as("Priya").removeEligibility("Sam", PHONES).orThrow();

      assertThat(holds(day, "Sam", PHONES)).isFalse();
      assertThat(holds(day, "Sam", INTUNE)).isFalse();
      assertThat(day.timeline().moments())
          .extracting(moment -> moment.end())
          .contains("eligibility gone", "membership gone");
    }

    @Test
    void fact_163_whatOneCouldActivate_takesBothSurfaces() {
      Simulation day = day(doubleHop());

      assertThat(day.tenant().eligibilitiesOf(id("Sam")))
          .as("the role is not listed as his own")
          .extracting(Schedule::access)
          .containsExactly(Access.member(id(PHONES)));
      assertThat(could(day, "Sam", PHONES)).isTrue();
      assertThat(could(day, "Sam", INTUNE)).as("and yet within his reach").isTrue();
      assertThat(could(day, "Ann", INTUNE)).isFalse();
    }

    @Test
    void fact_159_eligibilityOfTheGroupThatEnds_endsTheSecondHopsChance() {
      Simulation day =
          day(
              tenant()
                  .roleAssignableGroup(PHONES)
                  .eligible("Sam", PHONES)
                  .eligible(PHONES, INTUNE, Interval.of(AT, in("PT2H")))
                  .settings(PHONES, s -> lax(s))
                  .settings(INTUNE, s -> lax(s)));
      day.as("Sam").activate(PHONES, "PT8H").orThrow();
      day.advanceTo(in("PT2H").minusNanos(1));
      assertThat(day.fork().as("Sam").activate(INTUNE, "PT1H").isAccepted()).isTrue();
      day.advanceTo(in("PT2H"));

      assertThat(names(day.as("Sam").activate(INTUNE, "PT1H"))).containsExactly("EligibilityRule");
      assertThat(held(day, "Sam").access()).isEqualTo(Access.member(id(PHONES)));
    }
  }
}
