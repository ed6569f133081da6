package dev.pimento.lifecycle;

import static dev.pimento.Sample.DORA;
import static dev.pimento.Sample.EXCHANGE;
import static dev.pimento.Sample.HELPERS;
import static dev.pimento.Sample.JOSE;
import static dev.pimento.Sample.NOBODY;
import static dev.pimento.Sample.OLAVI;
import static dev.pimento.Sample.READ;
import static dev.pimento.Sample.ROBOT;
import static dev.pimento.Sample.STAFF;
import static dev.pimento.Sample.TIER2;
import static dev.pimento.Sample.USER_ADMIN;
import static dev.pimento.Sample.activate;
import static dev.pimento.Sample.after;
import static dev.pimento.Sample.assign;
import static dev.pimento.Sample.assigned;
import static dev.pimento.Sample.at;
import static dev.pimento.Sample.byAdmin;
import static dev.pimento.Sample.eligible;
import static dev.pimento.Sample.engine;
import static dev.pimento.Sample.id;
import static dev.pimento.Sample.lasting;
import static dev.pimento.Sample.remove;
import static dev.pimento.Sample.settings;
import static dev.pimento.Sample.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.ImmutableGroup;
import dev.pimento.directory.Principal;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.policy.Requirement;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Holdings;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdministrationTest {

  private static final Access MEMBER = Access.member(TIER2);
  private static final Tenant TENANT = tenant().build();

  private static Decision decide(Tenant tenant, Command command) {
    return engine().decide(tenant, command, READ);
  }

  private static List<ErrorCode> codes(Decision decision) {
    return decision.refusals().stream().map(Refusal::code).toList();
  }

  private static List<String> names(Decision decision) {
    return decision.refusals().stream().map(Refusal::name).toList();
  }

  private static Command assignForever(Kind kind, Id principal, Access access) {
    return Command.adminAssign(
        byAdmin(60), kind, principal, access, ScheduleInfo.startingNow(Expiration.never()));
  }

  @Nested
  class Assign {

    @Test
    void assign_eligible_mayActivateAndHoldsNothing() {
      Tenant after = after(TENANT, assign(60, Kind.ELIGIBLE, JOSE, MEMBER, "P30D"), READ);

      assertThat(after.eligibilitiesOf(JOSE))
          .extracting(Eligibility::access)
          .containsExactly(MEMBER);
      assertThat(after.assignmentsOf(JOSE)).isEmpty();
      assertThat(Holdings.of(after).of(JOSE)).isEmpty();
      assertThat(decide(after, activate(61, JOSE, MEMBER, "PT1H")).isAccepted()).isTrue();
      assertThat(after.request(id(60)).map(Request::eligible)).contains(true);
    }

    @Test
    void assign_active_holdsAtOnceAndUntilTheEnd() {
      Tenant after = after(TENANT, assign(60, Kind.ACTIVE, JOSE, MEMBER, "P1D"), READ);
      Instant end = READ.plus(Duration.ofDays(1));

      assertThat(Holdings.of(after).of(JOSE))
          .containsExactlyInAnyOrder(MEMBER, Access.role(EXCHANGE));
      assertThat(Holdings.of(at(after, end.minusNanos(1))).holds(JOSE, MEMBER)).isTrue();
      assertThat(Holdings.of(at(after, end)).of(JOSE)).isEmpty();
    }

    @Test
    void assign_withAFutureStart_grantedThenProvisioned_fact68() {
      Instant start = READ.plusSeconds(60);
      Command command =
          Command.adminAssign(
              byAdmin(60),
              Kind.ACTIVE,
              JOSE,
              MEMBER,
              ScheduleInfo.startingAt(start, Expiration.after("P1D")));
      Tenant granted = after(TENANT, command, READ);

      assertThat(granted.request(id(60)).map(Request::status)).contains(Status.GRANTED);
      assertThat(Holdings.of(granted).of(JOSE)).isEmpty();
      assertThat(at(granted, start).request(id(60)).map(Request::status))
          .contains(Status.PROVISIONED);
      assertThat(Holdings.of(at(granted, start)).holds(JOSE, MEMBER)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void assign_permanentToAGroupByDefault_denied_fact102(Kind kind) {
      assertThat(names(decide(TENANT, assignForever(kind, JOSE, MEMBER))))
          .containsExactly("ExpirationRule");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void assign_permanentToARoleByDefault_accepted_fact104(Kind kind) {
      Decision decision = decide(TENANT, assignForever(kind, JOSE, Access.role(USER_ADMIN)));

      assertThat(decision.isAccepted()).isTrue();
      assertThat(TENANT.after(decision.events()).schedulesOf(JOSE))
          .singleElement()
          .matches(s -> s.span().certain().isPermanent() && s.phase() == Phase.CURRENT);
    }

    @ParameterizedTest
    @CsvSource({
      "ELIGIBLE, P365D, ''",
      "ELIGIBLE, P365DT0.000000001S, ExpirationRule",
      "ACTIVE, P180D, ''",
      "ACTIVE, P181D, ExpirationRule",
      "ACTIVE, PT5M, ''",
      "ACTIVE, PT4M59.999999999S, ActiveDurationTooShort"
    })
    void assign_atTheLimits_facts63And103(Kind kind, String duration, String refusedBy) {
      assertThat(names(decide(TENANT, assign(60, kind, JOSE, MEMBER, duration))))
          .isEqualTo(refusedBy.isEmpty() ? List.of() : List.of(refusedBy));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void assign_twice_exists_fact76(Kind kind) {
      Tenant once = after(TENANT, assign(60, kind, JOSE, MEMBER, "P30D"), READ);

      assertThat(codes(decide(once, assign(61, kind, JOSE, MEMBER, "P60D"))))
          .containsExactly(ErrorCode.RoleAssignmentExists);
    }

    @Test
    void assign_eligibleAndActiveSideBySide_accepted_fact76() {
      Tenant eligible = after(TENANT, assign(60, Kind.ELIGIBLE, JOSE, MEMBER, "P30D"), READ);

      assertThat(decide(eligible, assign(61, Kind.ACTIVE, JOSE, MEMBER, "P30D")).isAccepted())
          .isTrue();
    }

    @Test
    void assign_activeWithoutWhatIsAsked_deniedByEveryRule_fact119() {
      Tenant strict =
          tenant()
              .settings(
                  MEMBER,
                  settings()
                      .addAssignmentRequirements(Requirement.values())
                      .addEligibilityRequirements(Requirement.JUSTIFICATION)
                      .build())
              .build();
      Call bare = Call.of(id(60), new Caller(Optional.empty(), false, Set.of()));

      assertThat(
              names(
                  decide(
                      strict,
                      Command.adminAssign(bare, Kind.ACTIVE, JOSE, MEMBER, lasting("P1D")))))
          .containsExactly("MfaRule", "JustificationRule", "TicketingRule");
      assertThat(
              names(
                  decide(
                      strict,
                      Command.adminAssign(bare, Kind.ELIGIBLE, JOSE, MEMBER, lasting("P1D")))))
          .containsExactly("JustificationRule");
    }

    @Test
    void assign_toUnknownPrincipalOrOfUnknownAccess_denied() {
      assertThat(codes(decide(TENANT, assign(60, Kind.ACTIVE, NOBODY, MEMBER, "P1D"))))
          .containsExactly(ErrorCode.SubjectNotFound);
      assertThat(codes(decide(TENANT, assign(60, Kind.ACTIVE, JOSE, Access.member(NOBODY), "P1D"))))
          .containsExactly(ErrorCode.ResourceNotFound);
      assertThat(codes(decide(TENANT, assign(60, Kind.ACTIVE, JOSE, Access.role(NOBODY), "P1D"))))
          .containsExactly(ErrorCode.RoleNotFound);
    }

    @Test
    void assign_unknownPrincipalWhereNotAllWasRead_refusalNamesTheReads() {
      Tenant unread = tenant().coverage(Coverage.nothing()).build();

      assertThat(decide(unread, assign(60, Kind.ACTIVE, NOBODY, MEMBER, "P1D")).refusals())
          .singleElement()
          .satisfies(
              refusal ->
                  assertThat(refusal.reads())
                      .contains(Read.of(Read.Kind.USERS), Read.of(Read.Kind.GROUPS)));
    }

    @Test
    void assign_builtInRoleOutsideTheList_accepted() {
      Id reader = Id.of("88d8e3e3-8f55-4a1e-953a-9b9898b8876b");

      assertThat(decide(TENANT, assign(60, Kind.ACTIVE, JOSE, Access.role(reader), "P1D")))
          .matches(Decision::isAccepted);
    }

    @ParameterizedTest
    @CsvSource({"dynamic", "synced", "mail"})
    void assign_toAGroupThatPimCannotManage_denied_facts1And5(String why) {
      Group group =
          switch (why) {
            case "dynamic" -> group(70).dynamic(Verdict.YES).build();
            case "synced" -> group(70).synced(Verdict.YES).build();
            default -> group(70).kind(Group.Kind.MAIL_ENABLED).build();
          };
      Tenant with = tenant().principal(group).build();

      for (Kind kind : Kind.values()) {
        assertThat(codes(decide(with, assign(60, kind, JOSE, Access.member(id(70)), "P1D"))))
            .containsExactly(ErrorCode.Request_BadRequest);
      }
    }

    @Test
    void assign_toMicrosoft365Group_accepted_fact1() {
      Tenant with = tenant().principal(group(70).kind(Group.Kind.MICROSOFT_365).build()).build();

      assertThat(decide(with, assign(60, Kind.ELIGIBLE, JOSE, Access.member(id(70)), "P1D")))
          .matches(Decision::isAccepted);
    }

    @Test
    void assign_groupIntoRoleAssignableGroup_activeDeniedEligibleAccepted_fact15() {
      assertThat(codes(decide(TENANT, assign(60, Kind.ACTIVE, STAFF, MEMBER, "P1D"))))
          .containsExactly(ErrorCode.Request_BadRequest);
      assertThat(decide(TENANT, assign(60, Kind.ELIGIBLE, STAFF, MEMBER, "P1D")).isAccepted())
          .isTrue();
    }

    @Test
    void assign_roleAssignableGroupIntoPlainGroup_accepted_fact16() {
      assertThat(decide(TENANT, assign(60, Kind.ACTIVE, TIER2, Access.member(STAFF), "P1D")))
          .matches(Decision::isAccepted);
    }

    @Test
    void assign_servicePrincipalToRoleAssignableGroup_accepted_fact20() {
      assertThat(decide(TENANT, assign(60, Kind.ACTIVE, ROBOT, MEMBER, "P1D")).isAccepted())
          .isTrue();
    }

    @Test
    void assign_groupAsOwner_activeDenied_fact38() {
      assertThat(codes(decide(TENANT, assign(60, Kind.ACTIVE, STAFF, Access.owner(TIER2), "P1D"))))
          .containsExactly(ErrorCode.Request_BadRequest);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void assign_roleToGroupThatIsNotRoleAssignable_denied_fact7(Kind kind) {
      assertThat(codes(decide(TENANT, assign(60, kind, STAFF, Access.role(USER_ADMIN), "P1D"))))
          .containsExactly(ErrorCode.Request_BadRequest);
      assertThat(decide(TENANT, assign(60, kind, TIER2, Access.role(USER_ADMIN), "P1D")))
          .matches(Decision::isAccepted);
    }

    @Test
    void assign_firstTime_onboardsTheGroup_fact28() {
      Tenant once = after(TENANT, assign(60, Kind.ELIGIBLE, JOSE, MEMBER, "P1D"), READ);

      assertThat(TENANT.isOnboarded(TIER2)).isFalse();
      assertThat(once.isOnboarded(TIER2)).isTrue();
      assertThat(decide(once, assign(61, Kind.ELIGIBLE, OLAVI, MEMBER, "P1D")).events())
          .noneMatch(Event.GroupOnboarded.class::isInstance);
    }

    @Test
    void assign_toADisabledAccount_accepted_fact247() {
      assertThat(decide(TENANT, assign(60, Kind.ACTIVE, DORA, MEMBER, "P1D")).isAccepted())
          .isTrue();
    }

    @Test
    void assign_requestIdTaken_denied() {
      Tenant once = after(TENANT, assign(60, Kind.ELIGIBLE, JOSE, MEMBER, "P1D"), READ);

      assertThat(codes(decide(once, assign(60, Kind.ELIGIBLE, OLAVI, MEMBER, "P1D"))))
          .containsExactly(ErrorCode.InvalidRoleAssignmentRequest);
    }

    @Test
    void assign_denied_changesNothing() {
      assertThat(decide(TENANT, assign(60, Kind.ACTIVE, STAFF, MEMBER, "P1D")).events()).isEmpty();
    }
  }

  @Nested
  class Remove {

    @Test
    void remove_whatIsNotThere_doesNotExist() {
      assertThat(codes(decide(TENANT, remove(60, Kind.ACTIVE, JOSE, MEMBER))))
          .containsExactly(ErrorCode.RoleAssignmentDoesNotExist);
      assertThat(codes(decide(TENANT, remove(60, Kind.ELIGIBLE, NOBODY, MEMBER))))
          .containsExactly(ErrorCode.RoleAssignmentDoesNotExist);
    }

    @Test
    void remove_whereTheListWasNotRead_refusalNamesTheRead() {
      Tenant unread = tenant().coverage(Coverage.nothing()).build();

      assertThat(decide(unread, remove(60, Kind.ELIGIBLE, JOSE, MEMBER)).refusals().get(0).reads())
          .containsExactly(Read.of(Read.Kind.GROUP_ELIGIBILITIES));
      assertThat(
              decide(unread, remove(60, Kind.ACTIVE, JOSE, Access.role(EXCHANGE)))
                  .refusals()
                  .get(0)
                  .reads())
          .containsExactly(Read.of(Read.Kind.ROLE_ASSIGNMENTS));
    }

    @Test
    void remove_active_fiveMinuteFloor_fact64() {
      Tenant active = after(TENANT, assign(60, Kind.ACTIVE, JOSE, MEMBER, "P1D"), READ);
      Instant floor = READ.plus(Duration.ofMinutes(5));
      Command remove = remove(61, Kind.ACTIVE, JOSE, MEMBER);

      assertThat(codes(engine().decide(active, remove, floor.minusNanos(1))))
          .containsExactly(ErrorCode.ActiveDurationTooShort);
      Tenant after = after(active, remove, floor);
      assertThat(Holdings.of(after).of(JOSE)).isEmpty();
      assertThat(after.request(id(61)).map(Request::status)).contains(Status.REVOKED);
    }

    @Test
    void remove_eligibilityDuringAYoungActivation_denied_fact240() {
      Tenant eligible = tenant().schedule(eligible(30, JOSE, MEMBER)).build();
      Tenant active = after(eligible, activate(60, JOSE, MEMBER, "PT4H"), READ);
      Instant floor = READ.plus(Duration.ofMinutes(5));
      Command remove = remove(61, Kind.ELIGIBLE, JOSE, MEMBER);

      assertThat(codes(engine().decide(active, remove, floor.minusNanos(1))))
          .containsExactly(ErrorCode.ActiveDurationTooShort);
      assertThat(engine().decide(active, remove, floor).isAccepted()).isTrue();
    }

    @Test
    void remove_eligibility_endsItsActivationByTheSwitch_facts79And240() {
      Tenant eligible = tenant().schedule(eligible(30, JOSE, MEMBER)).build();
      Tenant active = after(eligible, activate(60, JOSE, MEMBER, "PT4H"), READ);
      Instant now = READ.plus(Duration.ofMinutes(5));
      Command remove = remove(61, Kind.ELIGIBLE, JOSE, MEMBER);
      Switch behaviour = Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION;
      Engine on = Engine.with(Knowledge.builtIn().assuming(behaviour, true));
      Engine off = Engine.with(Knowledge.builtIn().assuming(behaviour, false));

      Tenant cascaded = active.after(on.decide(active, remove, now).events());
      assertThat(Holdings.of(cascaded).of(JOSE)).isEmpty();
      Tenant kept = active.after(off.decide(active, remove, now).events());
      assertThat(Holdings.of(kept).holds(JOSE, MEMBER)).isTrue();
      assertThat(Holdings.of(at(kept, READ.plus(Duration.ofHours(4)))).of(JOSE)).isEmpty();
      for (Tenant after : List.of(cascaded, kept)) {
        assertThat(after.eligibilitiesOf(JOSE)).allMatch(Schedule::isEnded);
      }
    }

    @Test
    void remove_groupsEligibility_endsTheActivationsOfItsMembers_facts40And240() {
      Tenant nested =
          tenant()
              .schedule(assigned(30, JOSE, Access.member(STAFF)))
              .schedule(eligible(31, STAFF, MEMBER))
              .build();
      Tenant active = after(nested, activate(60, JOSE, MEMBER, "PT4H"), READ);
      Tenant after = after(active, remove(61, Kind.ELIGIBLE, STAFF, MEMBER), READ.plusSeconds(600));

      assertThat(Holdings.of(after).holds(JOSE, MEMBER)).isFalse();
      assertThat(Holdings.of(after).holds(JOSE, Access.member(STAFF))).isTrue();
    }

    @Test
    void remove_activeWhileEligible_leavesTheEligibility_fact80() {
      Tenant eligible = tenant().schedule(eligible(30, JOSE, MEMBER)).build();
      Tenant active = after(eligible, activate(60, JOSE, MEMBER, "PT4H"), READ);
      Tenant after = after(active, remove(61, Kind.ACTIVE, JOSE, MEMBER), READ.plusSeconds(600));

      assertThat(Holdings.of(after).of(JOSE)).isEmpty();
      assertThat(after.eligibilitiesOf(JOSE)).allMatch(Schedule::isCurrent);
    }

    @Test
    void remove_standingBeforeActivated_fact80() {
      Tenant eligible = tenant().schedule(eligible(30, JOSE, MEMBER)).build();
      Tenant both =
          after(eligible, activate(60, JOSE, MEMBER, "PT4H"), READ).toBuilder()
              .schedule(assigned(31, JOSE, MEMBER))
              .build();

      assertThat(
              engine()
                  .decide(both, remove(61, Kind.ACTIVE, JOSE, MEMBER), READ.plusSeconds(600))
                  .events())
          .contains(new Event.ScheduleEnded(READ.plusSeconds(600), id(31), Event.Cause.REMOVED));
    }
  }

  @Nested
  class Principals {

    @Test
    void create_user_existsAndHoldsNothing() {
      Tenant after = after(TENANT, create(User.of(id(80), "New", "new@contoso.com")), READ);

      assertThat(after.principal(id(80)).displayName()).isEqualTo("New");
      assertThat(Holdings.of(after).of(id(80))).isEmpty();
    }

    @Test
    void create_idTaken_denied() {
      assertThat(codes(decide(TENANT, create(User.of(STAFF, "X", "x@contoso.com")))))
          .containsExactly(ErrorCode.Request_BadRequest);
    }

    @Test
    void create_roleAssignableGroupThatIsDynamicAndSynced_deniedByBoth_facts10And19() {
      Group odd =
          group(80).roleAssignable(Verdict.YES).dynamic(Verdict.YES).synced(Verdict.YES).build();

      assertThat(codes(decide(TENANT, create(odd))))
          .containsExactly(ErrorCode.Request_BadRequest, ErrorCode.Request_BadRequest);
    }

    @Test
    void create_the501stRoleAssignableGroup_denied_fact8() {
      Tenant.Builder builder = tenant();
      IntStream.range(0, 498)
          .forEach(i -> builder.principal(Group.roleAssignable(id(1000 + i), "G" + i)));
      Tenant with499 = builder.build();
      Command next = create(Group.roleAssignable(id(5000), "Next"));

      Tenant with500 = after(with499, next, READ);
      assertThat(with500.violations()).isEmpty();
      Command oneMore = create(Group.roleAssignable(id(5001), "One more"));
      assertThat(codes(decide(with500, oneMore))).containsExactly(ErrorCode.Request_BadRequest);
      assertThat(decide(with500, create(Group.security(id(5001), "Plain"))).isAccepted()).isTrue();
    }

    @Test
    void update_roleAssignability_denied_fact7() {
      assertThat(codes(decide(TENANT, update(Group.security(TIER2, "PIM-Tier2-Admins")))))
          .containsExactly(ErrorCode.Request_BadRequest);
      assertThat(codes(decide(TENANT, update(Group.roleAssignable(STAFF, "Staff")))))
          .containsExactly(ErrorCode.Request_BadRequest);
    }

    @Test
    void update_kindOfObject_denied() {
      assertThat(decide(TENANT, update(User.of(STAFF, "Staff", "staff@contoso.com"))).refusals())
          .singleElement()
          .satisfies(
              refusal ->
                  assertThat(refusal.message())
                      .isEqualTo(
                          "expected the same kind of directory object as before, but found a user "
                              + "after a group"));
    }

    @Test
    void update_unknown_notFound() {
      assertThat(codes(decide(TENANT, update(User.of(NOBODY, "X", "x@contoso.com")))))
          .containsExactly(ErrorCode.Request_ResourceNotFound);
    }

    @Test
    void update_name_keepsWhatIsHeld() {
      Tenant active = after(TENANT, assign(60, Kind.ACTIVE, JOSE, MEMBER, "P1D"), READ);
      Tenant after = after(active, update(User.of(JOSE, "J. T.", "jose@contoso.com")), READ);

      assertThat(after.principal(JOSE).displayName()).isEqualTo("J. T.");
      assertThat(Holdings.of(after).holds(JOSE, MEMBER)).isTrue();
    }

    @Test
    void delete_user_endsAllItHas() {
      Tenant both =
          tenant()
              .schedule(eligible(30, JOSE, MEMBER))
              .schedule(assigned(31, JOSE, Access.member(STAFF)))
              .build();
      Tenant after = after(both, new Command.DeletePrincipal(byAdmin(60), JOSE), READ);

      assertThat(after.schedulesOf(JOSE)).hasSize(2).allMatch(Schedule::isEnded);
      assertThat(Holdings.of(after).of(JOSE)).isEmpty();
      assertThat(after.violations()).isEmpty();
      assertThat(codes(decide(after, new Command.DeletePrincipal(byAdmin(61), JOSE))))
          .containsExactly(ErrorCode.Request_ResourceNotFound);
    }

    @Test
    void delete_group_endsWhatItHasAndWhatOthersHaveOfIt() {
      Tenant both =
          tenant()
              .schedule(assigned(30, JOSE, MEMBER))
              .schedule(assigned(31, TIER2, Access.member(HELPERS)))
              .build();
      Tenant after = after(both, new Command.DeletePrincipal(byAdmin(60), TIER2), READ);

      assertThat(after.schedules()).hasSize(3).allMatch(Schedule::isEnded);
      assertThat(Holdings.of(after).of(JOSE)).isEmpty();
    }

    private Command create(Principal principal) {
      return new Command.CreatePrincipal(byAdmin(60), principal);
    }

    private Command update(Principal principal) {
      return new Command.UpdatePrincipal(byAdmin(60), principal);
    }
  }

  private static ImmutableGroup.Builder group(int number) {
    return Group.builder()
        .id(id(number))
        .displayName("Group " + number)
        .roleAssignable(Verdict.NO)
        .dynamic(Verdict.NO)
        .synced(Verdict.NO);
  }
}
