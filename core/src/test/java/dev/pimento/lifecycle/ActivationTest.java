package dev.pimento.lifecycle;

import static dev.pimento.Sample.DORA;
import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.NOBODY;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.STAFF;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.UNIT;
import static dev.pimento.Sample.USER_ADMIN;
import static dev.pimento.Sample.activate;
import static dev.pimento.Sample.after;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.at;
import static dev.pimento.Sample.by;
import static dev.pimento.Sample.deactivate;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.engine;
import static dev.pimento.Sample.id;
import static dev.pimento.Sample.lasting;
import static dev.pimento.Sample.settings;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.RoleDefinition;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import dev.pimento.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationTest {

  private static final Access MEMBER = Access.member(TIER2);
  private static final Tenant ELIGIBLE = tenant().schedule(eligible(30, JOSE, MEMBER)).build();

  private static Decision decide(Tenant tenant, Command command) {
    return engine().decide(tenant, command, READ);
  }

  private static Command withSchedule(ScheduleInfo schedule) {
    return Command.selfActivate(by(60, JOSE), JOSE, MEMBER, schedule);
  }

  private static Assignment activation(Tenant tenant) {
    return tenant.assignmentsOf(JOSE).filter(Assignment::isActivated).findFirst().orElseThrow();
  }

  @Nested
  class Activate {

    @Test
    void activate_withEligibility_activeAtOnceAndEligibilityStays_fact49() {
      Tenant active = after(ELIGIBLE, activate(60, JOSE, MEMBER, "PT4H"), READ);

      assertThat(activation(active))
          .isEqualTo(
              new Assignment(
                  Id.of(TIER2 + "_member_" + id(60)),
                  JOSE,
                  MEMBER,
                  Assignment.Kind.ACTIVATED,
                  Optional.of(id(30)),
                  Span.exactly(Interval.of(READ, READ.plus(Duration.ofHours(4)))),
                  Phase.CURRENT));
      assertThat(active.eligibilitiesOf(JOSE)).singleElement().matches(e -> e.isCurrent());
      assertThat(active.request(id(60)).map(Request::status)).contains(Status.PROVISIONED);
      assertThat(Holdings.of(active).of(JOSE)).contains(MEMBER, Access.role(EXCHANGE));
    }

    @Test
    void activate_untilItsEnd_goneAtTheEnd() {
      Tenant active = after(ELIGIBLE, activate(60, JOSE, MEMBER, "PT4H"), READ);
      Instant end = READ.plus(Duration.ofHours(4));

      assertThat(Holdings.of(at(active, end.minusNanos(1))).holds(JOSE, MEMBER)).isTrue();
      assertThat(Holdings.of(at(active, end)).of(JOSE)).isEmpty();
      assertThat(at(active, end).request(id(60)).map(Request::status)).contains(Status.PROVISIONED);
    }

    @Test
    void activate_withoutEligibility_denied_fact144() {
      Decision decision = decide(tenant().build(), activate(60, JOSE, MEMBER, "PT4H"));

      assertThat(decision.refusals())
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.code())
                    .isEqualTo(ErrorCode.RoleAssignmentRequestPolicyValidationFailed);
                assertThat(refusal.rule()).isEqualTo("EligibilityRule");
                assertThat(refusal.isSure()).isTrue();
              });
    }

    @Test
    void activate_withEverythingMissing_deniedByEveryRuleAtOnce_fact144() {
      Tenant strict =
          tenant()
              .settings(
                  MEMBER,
                  settings()
                      .addActivationRequirements(Requirement.values())
                      .authenticationContext("c1")
                      .build())
              .build();
      Call bare = Call.of(id(60), Caller.of(OLAVI));
      Decision decision =
          decide(strict, Command.selfActivate(bare, JOSE, MEMBER, lasting("PT8H0.000000001S")));

      assertThat(decision.isDenied()).isTrue();
      assertThat(decision.refusals())
          .extracting(Refusal::name)
          .containsExactlyInAnyOrder(
              "Authorization_RequestDenied",
              "EligibilityRule",
              "ExpirationRule",
              "MfaRule",
              "JustificationRule",
              "TicketingRule",
              "RoleAssignmentRequestAcrsValidationFailed");
    }

    @Test
    void activate_denied_changesNothing() {
      Decision decision = decide(tenant().build(), activate(60, JOSE, MEMBER, "PT4H"));

      assertThat(decision.events()).isEmpty();
      assertThatThrownBy(decision::orThrow)
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("EligibilityRule")
          .hasMessageContaining("accepted would be");
    }

    @Test
    void activate_bringingAllThatIsAsked_accepted() {
      Tenant strict =
          ELIGIBLE.toBuilder()
              .settings(
                  MEMBER,
                  settings()
                      .addActivationRequirements(Requirement.values())
                      .authenticationContext("c1")
                      .build())
              .build();
      Call full =
          Call.of(id(60), Caller.of(JOSE).withMultiFactor().withAuthenticationContexts("c2", "c1"))
              .because("x")
              .withTicket(new Ticket("INC1", "Desk"));

      assertThat(
              decide(strict, Command.selfActivate(full, JOSE, MEMBER, lasting("PT8H")))
                  .isAccepted())
          .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void activate_withABlankJustification_denied(String blank) {
      Call call = by(60, JOSE).because(blank);

      assertThat(
              decide(ELIGIBLE, Command.selfActivate(call, JOSE, MEMBER, lasting("PT4H")))
                  .refusals())
          .extracting(Refusal::name)
          .containsExactly("JustificationRule");
    }

    @ParameterizedTest
    @CsvSource({
      "PT8H, ''",
      "PT8H0.000000001S, ExpirationRule",
      "PT5M, ''",
      "PT4M59.999999999S, ActiveDurationTooShort",
      "PT0S, ActiveDurationTooShort",
      "P999999999Y, ExpirationRule",
      "PT9223372036854775807S, ExpirationRule"
    })
    void activate_atTheLimitsOfItsLength_facts63And66(String duration, String refusedBy) {
      Decision decision = decide(ELIGIBLE, activate(60, JOSE, MEMBER, duration));

      assertThat(decision.refusals().stream().map(Refusal::name).toList())
          .isEqualTo(refusedBy.isEmpty() ? List.of() : List.of(refusedBy));
    }

    @Test
    void activate_withoutAnEnd_denied_fact67() {
      Tenant lax =
          ELIGIBLE.toBuilder()
              .settings(MEMBER, settings().activation(ExpirationLimit.none("PT8H")).build())
              .build();
      for (Expiration expiration :
          new Expiration[] {
            Expiration.never(), Expiration.notSpecified(), Expiration.at(Instant.MAX)
          }) {
        assertThat(decide(lax, withSchedule(ScheduleInfo.startingNow(expiration))).refusals())
            .extracting(Refusal::name)
            .containsExactly("ExpirationRule");
      }
    }

    @Test
    void activate_endBeforeItsStart_deniedWithTheEndsThatWouldDo() {
      Decision decision =
          decide(
              ELIGIBLE, withSchedule(ScheduleInfo.startingNow(Expiration.at(READ.minusNanos(1)))));

      assertThat(decision.refusals())
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.code())
                    .isEqualTo(ErrorCode.InvalidRoleAssignmentRequestSchedule);
                assertThat(refusal.remedy())
                    .isEqualTo(
                        "ask for an end between 2026-03-02T08:05:00Z and 2026-03-02T16:00:00Z");
              });
    }

    @Test
    void activate_alreadyActive_denied_fact73() {
      Tenant active = after(ELIGIBLE, activate(60, JOSE, MEMBER, "PT4H"), READ);

      assertThat(
              engine()
                  .decide(active, activate(61, JOSE, MEMBER, "PT4H"), READ.plusSeconds(3600))
                  .refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.RoleAssignmentExists);
    }

    @Test
    void activate_directlyAssigned_denied_fact73() {
      Tenant standing = ELIGIBLE.toBuilder().schedule(assigned(31, JOSE, MEMBER)).build();

      assertThat(decide(standing, activate(60, JOSE, MEMBER, "PT4H")).refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.RoleAssignmentExists);
    }

    @Test
    void activate_againAtTheEnd_accepted_fact75() {
      Tenant active = after(ELIGIBLE, activate(60, JOSE, MEMBER, "PT4H"), READ);
      Instant end = READ.plus(Duration.ofHours(4));

      assertThat(
              engine()
                  .decide(at(active, end), activate(61, JOSE, MEMBER, "PT4H"), end)
                  .isAccepted())
          .isTrue();
    }

    @Test
    void activate_withAFutureStart_grantedThenProvisioned_fact68() {
      Instant start = READ.plus(Duration.ofHours(1));
      Tenant granted =
          after(
              ELIGIBLE,
              withSchedule(ScheduleInfo.startingAt(start, Expiration.after("PT2H"))),
              READ);

      assertThat(granted.request(id(60)).map(Request::status)).contains(Status.GRANTED);
      assertThat(activation(granted).phase()).isEqualTo(Phase.FUTURE);
      Tenant before = at(granted, start.minusNanos(1));
      assertThat(Holdings.of(before).of(JOSE)).isEmpty();
      Tenant started = at(granted, start);
      assertThat(started.request(id(60)).map(Request::status)).contains(Status.PROVISIONED);
      assertThat(Holdings.of(started).holds(JOSE, MEMBER)).isTrue();
      assertThat(Holdings.of(at(granted, start.plusSeconds(7200))).of(JOSE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_request", "req_1", "_", "a_b_c"})
    void activate_withAFutureStartAndAnIdWithUnderscores_provisioned_fact68(String request) {
      Instant start = READ.plusSeconds(3600);
      Call call = Call.of(Id.of(request), Caller.of(JOSE)).because("x");
      Tenant granted =
          after(
              ELIGIBLE,
              Command.selfActivate(
                  call, JOSE, MEMBER, ScheduleInfo.startingAt(start, Expiration.after("PT2H"))),
              READ);

      assertThat(at(granted, start).request(Id.of(request)).map(Request::status))
          .contains(Status.PROVISIONED);
    }

    @Test
    void activate_whileAFutureOneWaits_denied_fact69() {
      Tenant granted =
          after(
              ELIGIBLE,
              withSchedule(
                  ScheduleInfo.startingAt(READ.plusSeconds(3600), Expiration.after("PT2H"))),
              READ);

      assertThat(decide(granted, activate(61, JOSE, MEMBER, "PT1H")).refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.PendingRoleAssignmentRequest);
    }

    @Test
    void activate_startAfterTheEligibilityEnds_denied() {
      Instant end = READ.plusSeconds(3600);
      Tenant ending = tenant().schedule(eligible(30, JOSE, MEMBER, Interval.of(READ, end))).build();

      assertThat(
              decide(ending, withSchedule(ScheduleInfo.startingAt(end, Expiration.after("PT1H"))))
                  .refusals())
          .extracting(Refusal::name)
          .containsExactly("EligibilityRule");
      assertThat(
              decide(
                      ending,
                      withSchedule(
                          ScheduleInfo.startingAt(end.minusNanos(1), Expiration.after("PT1H"))))
                  .isAccepted())
          .isTrue();
    }

    @Test
    void activate_eligibilityStillToStart_denied() {
      Instant start = READ.plusSeconds(60);
      Tenant early = tenant().schedule(eligible(30, JOSE, MEMBER, Interval.from(start))).build();

      assertThat(decide(early, activate(60, JOSE, MEMBER, "PT1H")).refusals())
          .extracting(Refusal::name)
          .containsExactly("EligibilityRule");
      assertThat(
              engine()
                  .decide(at(early, start), activate(60, JOSE, MEMBER, "PT1H"), start)
                  .isAccepted())
          .isTrue();
    }

    @Test
    void activate_forSomebodyElse_denied() {
      assertThat(
              decide(ELIGIBLE, Command.selfActivate(by(60, OLAVI), JOSE, MEMBER, lasting("PT1H")))
                  .refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.Authorization_RequestDenied);
    }

    @Test
    void activate_byADisabledAccount_denied_fact247() {
      Tenant disabled = tenant().schedule(eligible(30, DORA, MEMBER)).build();

      assertThat(decide(disabled, activate(60, DORA, MEMBER, "PT1H")).refusals())
          .extracting(Refusal::code, Refusal::message)
          .containsExactly(
              tuple(
                  ErrorCode.Authorization_RequestDenied,
                  "expected a principal that can sign in, but found disabled account Dora"));
    }

    @Test
    void activate_byUnknownPrincipalAndForUnknownGroup_denied() {
      assertThat(decide(ELIGIBLE, activate(60, NOBODY, MEMBER, "PT1H")).refusals())
          .extracting(Refusal::name)
          .containsExactly("SubjectNotFound", "EligibilityRule");
      assertThat(decide(ELIGIBLE, activate(60, JOSE, Access.member(NOBODY), "PT1H")).refusals())
          .extracting(Refusal::name)
          .containsExactly("ResourceNotFound", "EligibilityRule");
      assertThat(decide(ELIGIBLE, activate(60, JOSE, Access.role(NOBODY), "PT1H")).refusals())
          .extracting(Refusal::name)
          .contains("RoleNotFound", "EligibilityRule");
    }

    @Test
    void activate_requestIdTaken_deniedAndNothingOverwritten() {
      Tenant both = ELIGIBLE.toBuilder().schedule(eligible(31, OLAVI, MEMBER)).build();
      Tenant first = after(both, activate(60, JOSE, MEMBER, "PT4H"), READ);

      assertThat(decide(first, activate(60, OLAVI, MEMBER, "PT4H")).refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.InvalidRoleAssignmentRequest);
    }

    @Test
    void activate_ofAGroupSide_theOtherSideStaysOut_fact6() {
      assertThat(decide(ELIGIBLE, activate(60, JOSE, Access.owner(TIER2), "PT1H")).refusals())
          .extracting(Refusal::name)
          .containsExactly("EligibilityRule");
    }

    @Test
    void activate_eligibilityListNotRead_refusalNamesTheRead() {
      Tenant unread = tenant().coverage(Coverage.nothing()).build();

      assertThat(decide(unread, activate(60, JOSE, MEMBER, "PT1H")).refusals())
          .singleElement()
          .satisfies(
              refusal ->
                  assertThat(refusal.reads())
                      .containsExactly(Read.of(Read.Kind.GROUP_ELIGIBILITIES)));
    }

    @Test
    void activate_settingsNotRead_refusalByTheDefaultNamesTheRead() {
      Tenant unread =
          ELIGIBLE.toBuilder()
              .coverage(
                  Coverage.everything().with(Read.of(Read.Kind.ROLE_SETTINGS), Completeness.UNREAD))
              .build();

      assertThat(decide(unread, activate(60, JOSE, MEMBER, "PT9H")).refusals())
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.rule()).isEqualTo("ExpirationRule");
                assertThat(refusal.reads()).containsExactly(Read.of(Read.Kind.ROLE_SETTINGS));
              });
    }

    @Test
    void activate_atTheLastInstant_refusedAndDoesNotThrow() {
      assertThat(engine().decide(ELIGIBLE, activate(60, JOSE, MEMBER, "PT1H"), Instant.MAX))
          .matches(Decision::isDenied);
    }
  }

  @Nested
  class Roles {

    private final Access atUnit = Access.role(USER_ADMIN, UNIT);
    private final Call strong = Call.of(id(60), Caller.of(JOSE).withMultiFactor()).because("reset");

    @Test
    void activate_customRole_asABuiltInOne_fact185() {
      Access custom = Access.role(id(70));
      Tenant tenant =
          tenant()
              .role(new RoleDefinition(id(70), "Night Watch", false))
              .schedule(eligible(30, JOSE, custom))
              .build();
      Call call = Call.of(id(60), Caller.of(JOSE).withMultiFactor()).because("night shift");

      Tenant active =
          after(tenant, Command.selfActivate(call, JOSE, custom, lasting("PT1H")), READ);

      assertThat(Holdings.of(active).of(JOSE)).contains(custom);
    }

    @Test
    void activate_atAnotherScope_invalidScope_fact218() {
      Tenant unit = tenant().schedule(eligible(30, JOSE, atUnit)).build();
      Decision decision =
          decide(
              unit, Command.selfActivate(strong, JOSE, Access.role(USER_ADMIN), lasting("PT1H")));

      assertThat(decision.refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.InvalidScope);
    }

    @Test
    void activate_atANarrowerScope_invalidScope_fact218() {
      Tenant wide = tenant().schedule(eligible(30, JOSE, Access.role(USER_ADMIN))).build();

      assertThat(
              decide(wide, Command.selfActivate(strong, JOSE, atUnit, lasting("PT1H"))).refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.InvalidScope);
    }

    @Test
    void activate_atAnotherScopeThanTheGroups_invalidScope_fact218() {
      Tenant group =
          tenant()
              .schedule(assigned(30, JOSE, MEMBER))
              .schedule(eligible(31, TIER2, atUnit))
              .build();

      assertThat(
              decide(
                      group,
                      Command.selfActivate(strong, JOSE, Access.role(USER_ADMIN), lasting("PT1H")))
                  .refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.InvalidScope);
    }

    @Test
    void activate_atTheScopeOfTheEligibility_accepted_fact218() {
      Tenant unit = tenant().schedule(eligible(30, JOSE, atUnit)).build();
      Decision decision = decide(unit, Command.selfActivate(strong, JOSE, atUnit, lasting("PT1H")));

      assertThat(decision.isAccepted()).isTrue();
      assertThat(Holdings.of(unit.after(decision.events())).direct(JOSE)).containsExactly(atUnit);
    }

    @Test
    void activate_roleByDefault_asksForMultiFactor_fact104() {
      Tenant role = tenant().schedule(eligible(30, JOSE, Access.role(USER_ADMIN))).build();

      assertThat(decide(role, activate(60, JOSE, Access.role(USER_ADMIN), "PT1H")).refusals())
          .extracting(Refusal::name)
          .containsExactly("MfaRule");
    }
  }

  @Nested
  class ThroughAGroup {

    private final Tenant nested =
        tenant()
            .schedule(assigned(30, JOSE, Access.member(STAFF)))
            .schedule(eligible(31, STAFF, MEMBER))
            .build();

    @Test
    void activate_throughAGroup_onlyTheUserBecomesActive_fact40() {
      Tenant active = after(nested, activate(60, JOSE, MEMBER, "PT1H"), READ);

      assertThat(activation(active).activatedUsing()).contains(id(31));
      assertThat(Holdings.of(active).holds(JOSE, MEMBER)).isTrue();
      assertThat(Holdings.of(active).direct(STAFF)).isEmpty();
    }

    @Test
    void activate_asTheGroupItself_denied_fact40() {
      Command command =
          Command.selfActivate(
              Call.of(id(60), Caller.anAdministrator()).because("x"),
              STAFF,
              MEMBER,
              lasting("PT1H"));

      assertThat(decide(nested, command).refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.Authorization_RequestDenied);
    }

    @Test
    void activate_asANonMember_denied_fact40() {
      assertThat(decide(nested, activate(60, OLAVI, MEMBER, "PT1H")).refusals())
          .extracting(Refusal::name)
          .containsExactly("EligibilityRule");
    }

    @Test
    void activate_memberListNotRead_refusalNamesTheList() {
      Read members = Read.of(Read.Kind.GROUP_MEMBERS, STAFF);
      Tenant unread =
          nested.toBuilder()
              .coverage(Coverage.everything().with(members, Completeness.UNREAD))
              .build();

      assertThat(decide(unread, activate(60, OLAVI, MEMBER, "PT1H")).refusals())
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.reads()).containsExactly(members));
    }

    @Test
    void activate_ownEligibilityFirst_whenBothExist() {
      Tenant both = nested.toBuilder().schedule(eligible(40, JOSE, MEMBER)).build();

      assertThat(activation(after(both, activate(60, JOSE, MEMBER, "PT1H"), READ)).activatedUsing())
          .contains(id(40));
    }

    @Test
    void activate_hopByHop_fact45() {
      Tenant chain =
          tenant()
              .schedule(eligible(30, JOSE, Access.member(STAFF)))
              .schedule(eligible(31, STAFF, MEMBER))
              .build();

      assertThat(decide(chain, activate(60, JOSE, MEMBER, "PT1H")).isDenied()).isTrue();
      Tenant first = after(chain, activate(60, JOSE, Access.member(STAFF), "PT1H"), READ);
      assertThat(decide(first, activate(61, JOSE, MEMBER, "PT1H")).isAccepted()).isTrue();
    }
  }

  @Nested
  class WithApproval {

    private final Tenant gated =
        ELIGIBLE.toBuilder()
            .settings(MEMBER, settings().approval(Approval.by(Approver.user(OLAVI))).build())
            .build();

    @Test
    void activate_withApproval_waitsAndGivesNothing() {
      Decision decision = decide(gated, activate(60, JOSE, MEMBER, "PT1H"));
      Tenant waiting = gated.after(decision.events());

      assertThat(decision).isInstanceOf(Decision.Waiting.class);
      assertThat(decision.isAccepted()).isFalse();
      assertThat(waiting.request(id(60)).map(Request::status)).contains(Status.PENDING_APPROVAL);
      assertThat(Holdings.of(waiting).of(JOSE)).isEmpty();
    }

    @Test
    void activate_whileOneWaits_denied_fact69() {
      Tenant waiting = after(gated, activate(60, JOSE, MEMBER, "PT1H"), READ);

      assertThat(decide(waiting, activate(61, JOSE, MEMBER, "PT1H")).refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.PendingRoleAssignmentRequest);
    }

    @Test
    void activate_undecidedFor24Hours_timesOut_fact115() {
      Tenant waiting = after(gated, activate(60, JOSE, MEMBER, "PT1H"), READ);
      Instant lapse = READ.plus(Duration.ofHours(24));

      assertThat(at(waiting, lapse.minusNanos(1)).request(id(60)).map(Request::status))
          .contains(Status.PENDING_APPROVAL);
      Tenant lapsed = at(waiting, lapse);
      assertThat(lapsed.request(id(60)).map(Request::status)).contains(Status.TIMED_OUT);
      assertThat(engine().decide(lapsed, activate(61, JOSE, MEMBER, "PT1H"), lapse))
          .isInstanceOf(Decision.Waiting.class);
    }

    @Test
    void activate_withApprovalButWithoutJustification_deniedAtOnce() {
      Tenant both =
          gated.toBuilder()
              .settings(
                  MEMBER,
                  settings()
                      .approval(Approval.by(Approver.user(OLAVI)))
                      .addActivationRequirements(Requirement.JUSTIFICATION)
                      .build())
              .build();
      Call call = Call.of(id(60), Caller.of(JOSE));

      assertThat(decide(both, Command.selfActivate(call, JOSE, MEMBER, lasting("PT1H"))).refusals())
          .extracting(Refusal::name)
          .containsExactly("JustificationRule");
    }
  }

  @Nested
  class Deactivate {

    private final Tenant active = after(ELIGIBLE, activate(60, JOSE, MEMBER, "PT4H"), READ);

    @Test
    void deactivate_justBeforeFiveMinutes_denied_fact63() {
      Decision decision =
          engine()
              .decide(
                  active,
                  deactivate(61, JOSE, MEMBER),
                  READ.plus(Duration.ofMinutes(5)).minusNanos(1));

      assertThat(decision.refusals())
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.ActiveDurationTooShort);
                assertThat(refusal.remedy()).isEqualTo("ask again at 2026-03-02T08:05:00Z");
              });
    }

    @Test
    void deactivate_atFiveMinutes_revoked_facts63And123() {
      Instant now = READ.plus(Duration.ofMinutes(5));
      Tenant after = after(active, deactivate(61, JOSE, MEMBER), now);

      assertThat(Holdings.of(after).of(JOSE)).isEmpty();
      assertThat(after.request(id(61)).map(Request::status)).contains(Status.REVOKED);
      assertThat(activation(after).span()).isEqualTo(Span.exactly(Interval.of(READ, now)));
      assertThat(activation(after).isEnded()).isTrue();
      assertThat(engine().decide(after, activate(62, JOSE, MEMBER, "PT1H"), now).isAccepted())
          .isTrue();
    }

    @Test
    void deactivate_whatWasAssigned_doesNotExist() {
      Tenant standing = tenant().schedule(assigned(30, JOSE, MEMBER)).build();

      assertThat(decide(standing, deactivate(60, JOSE, MEMBER)).refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.RoleAssignmentDoesNotExist);
    }

    @Test
    void deactivate_nothingAndForSomebodyElse_deniedByBoth() {
      Command command = Command.selfDeactivate(by(61, OLAVI), JOSE, Access.member(STAFF));

      assertThat(decide(active, command).refusals())
          .extracting(Refusal::code)
          .containsExactly(
              ErrorCode.Authorization_RequestDenied, ErrorCode.RoleAssignmentDoesNotExist);
    }

    @Test
    void deactivate_twice_doesNotExistTheSecondTime() {
      Instant now = READ.plus(Duration.ofMinutes(6));
      Tenant after = after(active, deactivate(61, JOSE, MEMBER), now);

      assertThat(engine().decide(after, deactivate(62, JOSE, MEMBER), now).refusals())
          .extracting(Refusal::code)
          .containsExactly(ErrorCode.RoleAssignmentDoesNotExist);
    }

    @Test
    void deactivate_beforeTheStart_neverActive() {
      Tenant granted =
          after(
              ELIGIBLE,
              withSchedule(
                  ScheduleInfo.startingAt(READ.plusSeconds(3600), Expiration.after("PT2H"))),
              READ);
      Tenant after = after(granted, deactivate(61, JOSE, MEMBER), READ.plusSeconds(1));

      assertThat(activation(after).isEnded()).isTrue();
      assertThat(activation(after).span().possible().isEmpty()).isTrue();
      assertThat(Holdings.of(at(after, READ.plusSeconds(3601))).of(JOSE)).isEmpty();
    }
  }

  @Nested
  class Switches {

    private final Instant end = READ.plus(Duration.ofHours(1));
    private final Tenant ending =
        tenant().schedule(eligible(30, JOSE, MEMBER, Interval.of(READ, end))).build();

    private Engine assuming(Switch behaviour, String value) {
      return Engine.with(Knowledge.builtIn().assuming(behaviour, value));
    }

    private Engine assuming(Switch behaviour, boolean on) {
      return Engine.with(Knowledge.builtIn().assuming(behaviour, on));
    }

    @Test
    void activate_beyondTheEligibility_acceptedUnlessTheSwitchSaysRefused_fact78() {
      Command longer = activate(60, JOSE, MEMBER, "PT1H0.000000001S");
      Command asLong = activate(60, JOSE, MEMBER, "PT1H");
      Switch behaviour = Switch.ACTIVATION_BEYOND_ELIGIBILITY;

      assertThat(assuming(behaviour, "runs-on").decide(ending, longer, READ).isAccepted()).isTrue();
      assertThat(assuming(behaviour, "refused").decide(ending, asLong, READ).isAccepted()).isTrue();
      assertThat(assuming(behaviour, "refused").decide(ending, longer, READ).refusals())
          .extracting(Refusal::rule)
          .containsExactly("EligibilityRule");
    }

    @Test
    void due_eligibilityExpires_activationGoesOnUnlessTheSwitchIsOn_facts77And240() {
      Tenant active = after(ending, activate(60, JOSE, MEMBER, "PT4H"), READ);
      Agenda agenda = Agenda.of(active);
      Switch behaviour = Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION;

      assertThat(assuming(behaviour, false).due(active, agenda, end))
          .containsExactly(new Event.ScheduleEnded(end, id(30), Event.Cause.EXPIRED));
      assertThat(assuming(behaviour, true).due(active, agenda, end))
          .containsExactly(
              new Event.ScheduleEnded(end, id(30), Event.Cause.EXPIRED),
              new Event.ScheduleEnded(end, activation(active).id(), Event.Cause.ELIGIBILITY_GONE));
    }
  }
}
