package dev.pimento.tenant;

import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.HELPERS;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.STAFF;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.USER_ADMIN;
import static dev.pimento.Sample.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.Sample;
import dev.pimento.directory.Access;
import dev.pimento.directory.Audience;
import dev.pimento.directory.AuthenticationStrength;
import dev.pimento.directory.ConditionalAccessPolicy;
import dev.pimento.directory.ConditionalAccessPolicy.State;
import dev.pimento.directory.GrantControls;
import dev.pimento.directory.GrantControls.Control;
import dev.pimento.directory.Id;
import dev.pimento.directory.ImmutableConditionalAccessPolicy;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.tenant.ConditionalAccess.Demand;
import dev.pimento.time.Interval;
import dev.pimento.time.Span;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionalAccessTest {

  private static final Read POLICIES = Read.of(Read.Kind.CONDITIONAL_ACCESS_POLICIES);
  private static final GrantControls KEYS =
      GrantControls.strength(AuthenticationStrength.PHISHING_RESISTANT);
  private static final GrantControls MFA = GrantControls.allOf(Control.MFA);

  /** For everyone, at sign-ins to all applications. */
  private static ImmutableConditionalAccessPolicy.Builder everywhere(GrantControls grant) {
    return ConditionalAccessPolicy.builder()
        .id(Id.of("p1"))
        .included(Audience.EVERYONE)
        .addApplications("All")
        .grant(grant);
  }

  /** For everyone who steps up to a context. */
  private static ImmutableConditionalAccessPolicy.Builder ofContext(GrantControls grant) {
    return ConditionalAccessPolicy.builder()
        .id(Id.of("p1"))
        .included(Audience.EVERYONE)
        .addContexts("C1")
        .grant(grant);
  }

  private static Tenant.Builder with(ConditionalAccessPolicy... policies) {
    Surroundings.Builder around = Surroundings.builder();
    Stream.of(policies).forEach(around::policy);
    return Sample.tenant().surroundings(around.build());
  }

  private static Assignment assigned(Id principal, Access access) {
    return Assignment.assigned(
        Id.of(principal + "_" + access.target()),
        principal,
        access,
        Span.exactly(Interval.from(READ)),
        Phase.CURRENT);
  }

  private static Demand toSatisfy(Tenant.Builder tenant, Id user) {
    return ConditionalAccess.of(tenant.build()).toSatisfy("c1", user);
  }

  private static Demand toSignIn(Tenant.Builder tenant) {
    return ConditionalAccess.of(tenant.build()).toSignInWith(EXCHANGE, JOSE);
  }

  private static Tenant.Builder unread(Tenant.Builder tenant, Read read) {
    return tenant.coverage(Coverage.everything().with(read, Completeness.UNREAD));
  }

  private static void assertDemand(Demand demand, Verdict multiFactor, Verdict phishingResistant) {
    assertThat(demand.multiFactor()).as("MFA").isEqualTo(multiFactor);
    assertThat(demand.phishingResistant()).as("keys").isEqualTo(phishingResistant);
  }

  @Nested
  class Contexts {

    @Test
    void noPolicyAimsAtIt_mfaIsAskedForInstead_fact108() {
      Demand demand = toSatisfy(with(everywhere(KEYS).build()), JOSE);

      assertDemand(demand, Verdict.YES, Verdict.NO);
      assertThat(demand.policies()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
        value = State.class,
        names = {"DISABLED", "REPORT_ONLY"})
    void policyThatIsOffOrOnlyReports_nothingIsAskedFor_fact108(State state) {
      assertDemand(
          toSatisfy(with(ofContext(KEYS).state(state).build()), JOSE), Verdict.NO, Verdict.NO);
    }

    @Test
    void policyThatLeavesTheUserOut_nothingIsAskedFor_fact108() {
      Tenant.Builder tenant =
          with(ofContext(KEYS).excluded(Audience.NOBODY.withUser(JOSE)).build());

      assertDemand(toSatisfy(tenant, JOSE), Verdict.NO, Verdict.NO);
      assertDemand(toSatisfy(tenant, OLAVI), Verdict.YES, Verdict.YES);
    }

    @Test
    void strength_isThatOfTheStrongestPolicy_fact246() {
      Demand demand =
          toSatisfy(with(ofContext(MFA).build(), ofContext(KEYS).id(Id.of("p2")).build()), JOSE);

      assertDemand(demand, Verdict.YES, Verdict.YES);
      assertThat(demand.blocked()).isEqualTo(Verdict.NO);
      assertThat(demand.policies()).hasSize(2);
      assertThat(demand.unread()).isEmpty();
    }

    @Test
    void policiesNotRead_isUnknownAndNamed_fact246() {
      Demand none = toSatisfy(unread(with(), POLICIES), JOSE);

      assertDemand(none, Verdict.UNKNOWN, Verdict.UNKNOWN);
      assertThat(none.blocked()).isEqualTo(Verdict.UNKNOWN);
      assertThat(none.unread()).containsExactly(POLICIES);
    }

    @Test
    void policiesReadPartly_whatOneAsksForIsKnown_fact246() {
      Tenant.Builder tenant =
          with(ofContext(MFA).build())
              .coverage(
                  Coverage.everything().with(POLICIES, Completeness.partial("one was broken")));

      Demand demand = toSatisfy(tenant, JOSE);

      assertDemand(demand, Verdict.YES, Verdict.UNKNOWN);
      assertThat(demand.unread()).containsExactly(POLICIES);
    }

    @Test
    void block_isSaid() {
      assertThat(toSatisfy(with(ofContext(GrantControls.allOf(Control.BLOCK)).build()), JOSE))
          .satisfies(demand -> assertThat(demand.blocked()).isEqualTo(Verdict.YES));
    }

    @Test
    void policyAtSomeSignInsOnly_leavesAWayRoundAndIsShown() {
      Demand demand = toSatisfy(with(ofContext(KEYS).addConditions("locations").build()), JOSE);

      assertDemand(demand, Verdict.NO, Verdict.NO);
      assertThat(demand.policies()).hasSize(1);
    }

    @Test
    void stateNotKnown_isUnknown() {
      assertDemand(
          toSatisfy(with(ofContext(MFA).state(State.UNKNOWN).build()), JOSE),
          Verdict.UNKNOWN,
          Verdict.NO);
    }

    @Test
    void contextWithAnyText_isAimedAtByNobody() {
      Demand demand =
          ConditionalAccess.of(with(ofContext(KEYS).build()).build()).toSatisfy("no id", JOSE);

      assertDemand(demand, Verdict.YES, Verdict.NO);
    }
  }

  @Nested
  class SignIns {

    @Test
    void policyForEveryone_orForTheRole() {
      assertDemand(toSignIn(with(everywhere(MFA).build())), Verdict.YES, Verdict.NO);
      assertDemand(
          toSignIn(with(everywhere(KEYS).included(Audience.NOBODY.withRole(EXCHANGE)).build())),
          Verdict.YES,
          Verdict.YES);
      assertDemand(
          toSignIn(with(everywhere(KEYS).included(Audience.NOBODY.withRole(USER_ADMIN)).build())),
          Verdict.NO,
          Verdict.NO);
    }

    @Test
    void policyOfSomeApplications_leavesAWayRound() {
      ConditionalAccessPolicy some =
          everywhere(MFA).applications(List.of("MicrosoftAdminPortals")).build();
      ConditionalAccessPolicy butOne = everywhere(MFA).addExcludedApplications("Office365").build();

      assertDemand(toSignIn(with(some)), Verdict.NO, Verdict.NO);
      assertDemand(toSignIn(with(butOne)), Verdict.NO, Verdict.NO);
      assertThat(toSignIn(with(some)).policies()).containsExactly(some);
    }

    @Test
    void policyOfAContext_saysNothingOfSigningIn() {
      Demand demand = toSignIn(with(ofContext(KEYS).build()));

      assertDemand(demand, Verdict.NO, Verdict.NO);
      assertThat(demand.policies()).isEmpty();
    }

    @Test
    void policiesNotRead_isUnknown_fact246() {
      assertThat(toSignIn(unread(with(), POLICIES)).unread()).containsExactly(POLICIES);
    }
  }

  @Nested
  class Audiences {

    private Verdict forThose(Audience audience, UnaryOperator<Tenant.Builder> changed) {
      return toSignIn(changed.apply(with(everywhere(MFA).included(audience).build())))
          .multiFactor();
    }

    @Test
    void membersOfGroupsInTheGroup_count_fact44() {
      Audience staff = Audience.NOBODY.withGroup(STAFF);

      assertThat(forThose(staff, t -> t)).isEqualTo(Verdict.NO);
      assertThat(forThose(staff, t -> t.schedule(assigned(JOSE, Access.member(STAFF)))))
          .isEqualTo(Verdict.YES);
      assertThat(
              forThose(
                  staff,
                  t ->
                      t.schedule(assigned(JOSE, Access.member(HELPERS)))
                          .schedule(assigned(HELPERS, Access.member(STAFF)))))
          .isEqualTo(Verdict.YES);
    }

    @Test
    void membersOfAGroupInTheGroupNotRead_isUnknownAndNamed() {
      Read members = Read.of(Read.Kind.GROUP_MEMBERS, HELPERS);
      Tenant.Builder tenant =
          unread(
              with(everywhere(MFA).included(Audience.NOBODY.withGroup(STAFF)).build())
                  .schedule(assigned(HELPERS, Access.member(STAFF))),
              members);

      Demand demand = toSignIn(tenant);

      assertThat(demand.multiFactor()).isEqualTo(Verdict.UNKNOWN);
      assertThat(demand.unread()).containsExactly(members);
    }

    @Test
    void circleOfGroups_comesToAnEnd() {
      assertThat(
              forThose(
                  Audience.NOBODY.withGroup(STAFF),
                  t ->
                      t.schedule(assigned(STAFF, Access.member(HELPERS)))
                          .schedule(assigned(HELPERS, Access.member(STAFF)))))
          .isEqualTo(Verdict.NO);
    }

    @Test
    void otherRoleThatTheUserHolds_byItselfOrThroughAGroup() {
      Audience holders = Audience.NOBODY.withRole(USER_ADMIN);

      assertThat(forThose(holders, t -> t.schedule(assigned(JOSE, Access.role(USER_ADMIN)))))
          .isEqualTo(Verdict.YES);
      assertThat(
              forThose(
                  holders, t -> t.schedule(assigned(JOSE, Access.role(USER_ADMIN, Sample.UNIT)))))
          .isEqualTo(Verdict.NO);
      assertThat(
              forThose(
                  holders,
                  t ->
                      t.schedule(assigned(TIER2, Access.role(USER_ADMIN)))
                          .schedule(assigned(JOSE, Access.member(TIER2)))))
          .isEqualTo(Verdict.YES);
      assertThat(forThose(holders, t -> unread(t, Read.of(Read.Kind.ROLE_ASSIGNMENTS))))
          .isEqualTo(Verdict.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
      "YES, YES, YES",
      "YES, NO, NO",
      "YES, UNKNOWN, UNKNOWN",
      "UNKNOWN, YES, UNKNOWN",
      "UNKNOWN, NO, NO",
      "NO, YES, NO"
    })
    void guests_allSomeOrNone(Verdict guests, Verdict isGuest, Verdict expected) {
      User guest = User.builder().id(id(7)).displayName("Guest").guest(isGuest).build();
      Tenant tenant =
          with(everywhere(MFA).included(Audience.NOBODY.withGuests(guests)).build())
              .principal(guest)
              .build();

      assertThat(ConditionalAccess.of(tenant).toSignInWith(EXCHANGE, guest.id()).multiFactor())
          .isEqualTo(expected);
    }

    @Test
    void excludedPerhaps_isUnknown() {
      Tenant.Builder tenant =
          unread(
              with(everywhere(MFA).excluded(Audience.NOBODY.withGroup(STAFF)).build()),
              Read.of(Read.Kind.GROUP_MEMBERS, STAFF));

      assertThat(toSignIn(tenant).multiFactor()).isEqualTo(Verdict.UNKNOWN);
    }
  }
}
