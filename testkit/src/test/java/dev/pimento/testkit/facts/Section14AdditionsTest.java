package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.facts.Tailwind.AT;
import static dev.pimento.testkit.facts.Tailwind.EXCHANGE;
import static dev.pimento.testkit.facts.Tailwind.MAIL;
import static dev.pimento.testkit.facts.Tailwind.OWNER;
import static dev.pimento.testkit.facts.Tailwind.day;
import static dev.pimento.testkit.facts.Tailwind.gated;
import static dev.pimento.testkit.facts.Tailwind.held;
import static dev.pimento.testkit.facts.Tailwind.holds;
import static dev.pimento.testkit.facts.Tailwind.in;
import static dev.pimento.testkit.facts.Tailwind.last;
import static dev.pimento.testkit.facts.Tailwind.lastStatus;
import static dev.pimento.testkit.facts.Tailwind.lax;
import static dev.pimento.testkit.facts.Tailwind.names;
import static dev.pimento.testkit.facts.Tailwind.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Approvers;
import dev.pimento.lifecycle.Decision;
import dev.pimento.policy.Approval;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.simulation.Actor;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 14: additions and corrections, as far as the life cycle shows them. */
class Section14AdditionsTest {

  private static final Access MEMBER = Access.member(id(MAIL));
  private static final Access ROLE =
      Knowledge.builtIn().builtInRoles().values().stream()
          .filter(role -> role.displayName().equals(EXCHANGE))
          .map(role -> Access.role(role.templateId()))
          .findFirst()
          .orElseThrow();

  private static TenantBuilder laxTenant() {
    return tenant().settings(MAIL, s -> lax(s));
  }

  /** A group inside the role-assignable group, against the rule; Sam is in it. */
  private static Tenant nested() {
    return laxTenant().holds("Sam", "Staff").build().toBuilder()
        .schedule(
            Assignment.assigned(
                id("nested"),
                id("Staff"),
                MEMBER,
                Span.exactly(Interval.from(AT.minusSeconds(60))),
                Phase.CURRENT))
        .build();
  }

  @Nested
  class ReadInPart {

    @Test
    void fact_228_membersReadOverV1_leaveServicePrincipalsOpen() {
      Read members = Read.of(Read.Kind.GROUP_MEMBERS, id("Staff"));
      Tenant read =
          laxTenant().servicePrincipal("Robot").eligible("Staff", MAIL).build().toBuilder()
              .coverage(
                  Coverage.everything().with(members, Completeness.WITHOUT_SERVICE_PRINCIPALS))
              .build();
      Simulation day = day(read, Switch.ACTIVATION_BY_SERVICE_PRINCIPAL, "on");

      assertThat(day.as("Robot").activate(MAIL, "PT1H").refusals())
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.reads()).containsExactly(members));
      assertThat(day.as("Sam").activate(MAIL, "PT1H").refusals())
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.isSure()).isTrue());
    }

    @Test
    void fact_229_beforeTheRead_nothingIsCertainlyNot_afterItTheSimulationKnows() {
      Simulation day = day(laxTenant());
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      day.advance("PT2H");

      assertThat(day.index().can(id("Jo"), ROLE, AT.minusNanos(1)).isUnknown()).isTrue();
      assertThat(day.index().can(id("Jo"), ROLE, AT).isYes()).isTrue();
      assertThat(day.index().can(id("Jo"), ROLE, in("PT1H").minusNanos(1)).isYes()).isTrue();
      assertThat(day.index().can(id("Jo"), ROLE, in("PT1H")).isNo()).isTrue();
    }

    @Test
    void fact_229_unknownStart_isNotTheBeginningOfTime() {
      Tenant read =
          laxTenant().build().toBuilder()
              .schedule(
                  Assignment.assigned(id("old"), id("Sam"), MEMBER, Span.seenAt(AT), Phase.CURRENT))
              .build();
      Simulation day = Simulation.of(read);

      assertThat(day.index().holds(id("Sam"), MEMBER, AT.minusSeconds(1)).isUnknown()).isTrue();
      assertThat(day.as("Owen").removeAssignment("Sam", MAIL).isAccepted())
          .as("no five-minute floor from a start that nobody knows")
          .isTrue();
    }
  }

  @Nested
  class PolicyIds {

    @Test
    void fact_29_fact_230_ids_changeOnceAtOnboardingAndNeverAgain() {
      Simulation day = day(tenant().group("New"));
      Access member = Access.member(id("New"));
      Actor admin = day.asAdministrator();
      admin.changeSettings("New", s -> s.activation(ExpirationLimit.atMost("PT1H"))).orThrow();
      Id policy = day.tenant().policy(member).orElseThrow();
      Id owners = day.tenant().policy(Access.owner(id("New"))).orElseThrow();
      admin.changeSettings("New", s -> s.activation(ExpirationLimit.atMost("PT2H"))).orThrow();
      admin.makeEligible("Sam", "New", Expiration.after("P30D")).orThrow();
      admin.because("x").assign("Ann", "New", Expiration.after("P30D")).orThrow();

      assertThat(day.tenant().policy(member)).contains(policy);
      assertThat(day.tenant().policy(Access.owner(id("New")))).contains(owners);
    }

    @ParameterizedTest
    @CsvSource({"off, true", "on, false"})
    void fact_230_eachChange_changesTheIdBySwitch_andTheOldOneStillResolves(
        String choice, boolean same) {
      Simulation day = day(tenant().group("New"), Switch.SETTINGS_CHANGE_CHANGES_ID, choice);
      Access member = Access.member(id("New"));
      Actor admin = day.asAdministrator();
      admin.changeSettings("New", s -> s.activation(ExpirationLimit.atMost("PT1H"))).orThrow();
      Id before = day.tenant().policy(member).orElseThrow();
      Id owners = day.tenant().policy(Access.owner(id("New"))).orElseThrow();
      admin.changeSettings("New", s -> s.activation(ExpirationLimit.atMost("PT2H"))).orThrow();
      Id after = day.tenant().policy(member).orElseThrow();

      assertThat(after.equals(before)).isEqualTo(same);
      assertThat(day.tenant().accessOfPolicy(before)).contains(member);
      assertThat(day.tenant().accessOfPolicy(after)).contains(member);
      assertThat(day.tenant().policy(Access.owner(id("New"))))
          .as("its own policy")
          .contains(owners);
    }

    @Test
    void fact_230_idReadBeforeOnboarding_keepsResolving() {
      Id untouched = Id.of("Group_" + id("New") + "_" + id("before"));
      Access member = Access.member(id("New"));
      Simulation day =
          Simulation.of(
              tenant().group("New").build().toBuilder().policy(member, untouched).build());
      day.asAdministrator().makeEligible("Sam", "New", Expiration.after("P30D")).orThrow();

      assertThat(day.tenant().policy(member)).isPresent().get().isNotEqualTo(untouched);
      assertThat(day.tenant().accessOfPolicy(untouched)).contains(member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void fact_230_idsOfRoles_stayWhateverTheSwitch(String choice) {
      Simulation day = day(tenant(), Switch.SETTINGS_CHANGE_CHANGES_ID, choice);
      day.as("Priya").changeSettings(EXCHANGE, s -> lax(s)).orThrow();

      assertThat(day.tenant().policy(ROLE)).isEmpty();
    }

    @Test
    void fact_231_applicationAlone_mayChangeSettings() {
      Simulation day = day(tenant().servicePrincipal("Robot"));

      assertThat(day.as("Robot").changeSettings(MAIL, s -> lax(s)).isAccepted()).isTrue();
    }
  }

  @Nested
  class Inheritance {

    @ParameterizedTest
    @CsvSource({"off, false", "on, true"})
    void fact_15_fact_233_membersOfANestedGroup_inheritItsRoleBySwitch(
        String choice, boolean inherits) {
      Simulation day = day(nested(), Switch.ROLE_NESTED_INHERITANCE, choice);

      assertThat(holds(day, "Sam", EXCHANGE)).isEqualTo(inherits);
      assertThat(day.index().can(id("Sam"), ROLE, AT).verdict()).isEqualTo(Verdict.of(inherits));
      assertThat(holds(day, "Sam", MAIL)).as("a member of it all the same").isTrue();
    }

    @Test
    void fact_15_fact_233_nestingIsRefused_inBothWays() {
      Simulation day = day(laxTenant());

      assertThat(names(day.as("Owen").assign("Staff", MAIL, Expiration.after("P1D"))))
          .containsExactly("Request_BadRequest");
      assertThat(names(day.as("Owen").addDirectly("Staff", MAIL)))
          .containsExactly("Request_BadRequest");
      assertThat(day.as("Owen").makeEligible("Staff", MAIL, Expiration.after("P1D")).isAccepted())
          .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"on, true", "off, false"})
    void fact_43_fact_233_eligibilityThroughANestedGroup_bySwitch(String choice, boolean accepted) {
      Simulation day =
          day(
              laxTenant()
                  .group("Aides")
                  .holds("Staff", "Aides")
                  .holds("Sam", "Staff")
                  .holds("Ann", "Aides")
                  .eligible("Aides", MAIL),
              Switch.ELIGIBILITY_THROUGH_NESTED_GROUPS,
              choice);

      assertThat(day.as("Sam").activate(MAIL, "PT1H").isAccepted()).isEqualTo(accepted);
      assertThat(day.as("Ann").activate(MAIL, "PT1H").isAccepted()).as("direct").isTrue();
    }
  }

  /** A direct and an activated membership are one link. */
  @Nested
  class OneLink {

    private static Simulation active(Switch behaviour, String choice) {
      Simulation day = day(laxTenant(), behaviour, choice);
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      return day;
    }

    @ParameterizedTest
    @CsvSource({"refused, false, false", "stays-after-it, true, true", "ends-with-it, true, false"})
    void fact_239_directAddDuringAnActivation_bySwitch(
        String choice, boolean accepted, boolean stays) {
      Simulation day = active(Switch.DIRECT_ADD_DURING_ACTIVATION, choice);
      Decision decision = day.asAdministrator().addDirectly("Jo", MAIL);

      assertThat(decision.isAccepted()).isEqualTo(accepted);
      if (!accepted) {
        assertThat(names(decision)).containsExactly("Request_BadRequest");
      }
      assertThat(holds(day, "Jo", EXCHANGE)).isTrue();
      assertThat(holds(day.advance("PT1H"), "Jo", EXCHANGE)).isEqualTo(stays);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "stays-after-it", "ends-with-it"})
    void fact_239_directAddOfWhoIsAssigned_isRefusedWhateverTheSwitch(String choice) {
      Simulation day =
          day(laxTenant().holds("Sam", MAIL), Switch.DIRECT_ADD_DURING_ACTIVATION, choice);

      assertThat(names(day.asAdministrator().addDirectly("Sam", MAIL)))
          .containsExactly("Request_BadRequest");
    }

    @ParameterizedTest
    @CsvSource({"on, true", "off, false"})
    void fact_239_directRemovalOfAnActivatedMember_bySwitch(String choice, boolean ends) {
      Simulation day = active(Switch.DIRECT_REMOVAL_ENDS_ACTIVATION, choice);
      Decision decision = day.asAdministrator().removeDirectly("Jo", MAIL);

      assertThat(decision.isAccepted()).isEqualTo(ends);
      assertThat(holds(day, "Jo", EXCHANGE)).isNotEqualTo(ends);
      assertThat(day.tenant().assignmentsOf(id("Jo"))).allMatch(s -> s.isEnded() == ends);
      assertThat(day.tenant().eligibilitiesOf(id("Jo"))).allMatch(Schedule::isCurrent);
      if (ends) {
        assertThat(day.as("Jo").activate(MAIL, "PT1H").isAccepted()).as("again").isTrue();
      }
    }

    @Test
    void fact_239_floorForDirectRemoval_bySwitch() {
      Simulation off = active(Switch.DIRECT_REMOVAL_HAS_FLOOR, "off");
      Simulation on = active(Switch.DIRECT_REMOVAL_HAS_FLOOR, "on");

      assertThat(off.asAdministrator().removeDirectly("Jo", MAIL).isAccepted()).isTrue();
      on.advanceTo(in("PT5M").minusNanos(1));
      assertThat(names(on.asAdministrator().removeDirectly("Jo", MAIL)))
          .containsExactly("ActiveDurationTooShort");
      on.advanceTo(in("PT5M"));
      assertThat(on.asAdministrator().removeDirectly("Jo", MAIL).isAccepted()).isTrue();
    }

    @Test
    void fact_239_directAddThatStays_thenDeactivation_leavesTheMember() {
      Simulation day = active(Switch.DIRECT_ADD_DURING_ACTIVATION, "stays-after-it");
      day.advance("PT10M");
      day.asAdministrator().addDirectly("Jo", MAIL).orThrow();
      day.advance("PT10M");
      day.as("Jo").deactivate(MAIL).orThrow();

      assertThat(held(day, "Jo").isActivated()).isFalse();
      assertThat(holds(day, "Jo", EXCHANGE)).isTrue();
    }
  }

  @Nested
  class EligibilityGone {

    @ParameterizedTest
    @CsvSource({"on, false", "off, true"})
    void fact_240_fact_79_removed_bySwitch(String choice, boolean survives) {
      Simulation day = day(laxTenant(), Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION, choice);
      day.as("Jo").activate(MAIL, "PT4H").orThrow();
      day.advance("PT5M");
      day.as("Priya").removeEligibility("Jo", MAIL).orThrow();

      assertThat(holds(day, "Jo", EXCHANGE)).isEqualTo(survives);
      day.advanceTo(in("PT4H").minusNanos(1));
      assertThat(holds(day, "Jo", EXCHANGE)).isEqualTo(survives);
      assertThat(holds(day.advanceTo(in("PT4H")), "Jo", EXCHANGE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_240_removed_isRefusedInTheFirstFiveMinutesWhateverTheSwitch(String choice) {
      Simulation day = day(laxTenant(), Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION, choice);
      day.as("Jo").activate(MAIL, "PT4H").orThrow();
      day.advanceTo(in("PT5M").minusNanos(1));

      assertThat(names(day.as("Priya").removeEligibility("Jo", MAIL)))
          .containsExactly("ActiveDurationTooShort");
    }

    @ParameterizedTest
    @CsvSource({"off, true", "on, false"})
    void fact_240_fact_77_expired_bySwitch(String choice, boolean survives) {
      Simulation day =
          day(
              laxTenant().eligible("Sam", MAIL, Interval.of(AT.minusSeconds(60), in("PT2H"))),
              Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION,
              choice);
      day.as("Sam").activate(MAIL, "PT4H").orThrow();
      day.advanceTo(in("PT2H").minusNanos(1));
      assertThat(holds(day, "Sam", EXCHANGE)).isTrue();
      day.advanceTo(in("PT2H"));

      assertThat(holds(day, "Sam", EXCHANGE)).isEqualTo(survives);
      assertThat(day.index().can(id("Sam"), ROLE, day.now()).isYes()).isEqualTo(survives);
      assertThat(holds(day.advanceTo(in("PT4H")), "Sam", EXCHANGE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_240_oneOfTwoEligibilitiesRemoved_theActivationOfTheOtherStays(String choice) {
      Simulation day =
          day(
              laxTenant().eligible("Staff", MAIL).holds("Jo", "Staff"),
              Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION,
              choice);
      day.as("Jo").activate(MAIL, "PT4H").orThrow();
      day.advance("PT10M");
      day.as("Priya").removeEligibility("Staff", MAIL).orThrow();

      assertThat(holds(day, "Jo", EXCHANGE)).isTrue();
    }

    @Test
    void fact_240_fact_79_assignmentsStay_whenAnEligibilityIsRemoved() {
      Simulation day = day(laxTenant().holds("Jo", MAIL));
      day.as("Priya").removeEligibility("Jo", MAIL).orThrow();

      assertThat(holds(day, "Jo", EXCHANGE)).isTrue();
    }
  }

  @Nested
  class People {

    @Test
    void fact_242_atLeastTwoCandidates_isAllThatCanBeAskedFor() {
      Simulation day = day(gated());
      Approvers approvers = Approvers.of(day.tenant(), MEMBER, day.knowledge(), AT);

      assertThat(approvers.now()).containsExactlyInAnyOrder(id("Ann"), id("Bob"));
      assertThat(Approval.builder().getClass().getMethods())
          .as("no setting names a number of approvals or a second stage")
          .extracting(method -> method.getName())
          .noneMatch(name -> name.contains("tage") || name.contains("umber"));
    }

    @Test
    void fact_247_disabledAccount_keepsWhatItHoldsAndCanNeitherUseNorChangeIt() {
      Simulation day = day(laxTenant().eligible("Sam", MAIL));
      day.as("Jo").activate(MAIL, "PT4H").orThrow();
      for (String name : new String[] {"Jo", "Sam"}) {
        User user = (User) day.tenant().principal(id(name));
        day.asAdministrator()
            .update(User.builder().from(user).enabled(Verdict.NO).build())
            .orThrow();
      }
      day.advance("PT10M");

      assertThat(holds(day, "Jo", EXCHANGE)).isTrue();
      assertThat(day.index().holds(id("Jo"), ROLE, day.now()).isYes()).isTrue();
      assertThat(day.index().can(id("Jo"), ROLE, day.now()).isNo()).isTrue();
      assertThat(names(day.as("Jo").deactivate(MAIL)))
          .containsExactly("Authorization_RequestDenied");
      assertThat(names(day.as("Sam").activate(MAIL, "PT1H")))
          .containsExactly("Authorization_RequestDenied");
      assertThat(day.as("Owen").removeAssignment("Jo", MAIL).isAccepted()).isTrue();
    }

    @Test
    void fact_247_accountDisabledBeforeAGrantedStart_holdsItThenAndCannotUseIt() {
      Simulation day = day(laxTenant());
      day.as("Jo")
          .activate(MAIL, ScheduleInfo.startingAt(in("PT1H"), Expiration.after("PT1H")))
          .orThrow();
      User jo = (User) day.tenant().principal(id("Jo"));
      day.asAdministrator().update(User.builder().from(jo).enabled(Verdict.NO).build()).orThrow();
      day.advance("PT1H");

      assertThat(last(day).status()).hasToString("Provisioned");
      assertThat(lastStatus(day)).isEqualTo("Provisioned");
      assertThat(holds(day, "Jo", EXCHANGE)).isTrue();
      assertThat(day.index().can(id("Jo"), ROLE, day.now()).isNo()).isTrue();
    }

    @Test
    void fact_247_disabledAdministrator_administersNothing() {
      Simulation day = day(laxTenant());
      User owen = (User) day.tenant().principal(id("Owen"));
      day.asAdministrator().update(User.builder().from(owen).enabled(Verdict.NO).build()).orThrow();

      assertThat(names(day.as("Owen").makeEligible("Sam", MAIL, Expiration.after("P1D"))))
          .containsExactly("Authorization_RequestDenied");
      assertThat(names(day.as("Owen").changeSettings(OWNER, s -> lax(s))))
          .containsExactly("Authorization_RequestDenied");
    }
  }
}
