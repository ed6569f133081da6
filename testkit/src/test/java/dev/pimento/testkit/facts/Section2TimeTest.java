package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.facts.Witness.access;
import static dev.pimento.testkit.facts.Witness.activities;
import static dev.pimento.testkit.facts.Witness.activitiesSince;
import static dev.pimento.testkit.facts.Witness.assuming;
import static dev.pimento.testkit.facts.Witness.endOf;
import static dev.pimento.testkit.facts.Witness.holds;
import static dev.pimento.testkit.facts.Witness.lastRequest;
import static dev.pimento.testkit.facts.Witness.refused;
import static dev.pimento.testkit.facts.Witness.schedule;
import static dev.pimento.testkit.facts.Witness.schedules;
import static dev.pimento.testkit.facts.Witness.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Decision.Denied;
import dev.pimento.lifecycle.Decision.Waiting;
import dev.pimento.lifecycle.Nearest;
import dev.pimento.lifecycle.Notice;
import dev.pimento.lifecycle.Notice.Topic;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.PolicyRule;
import dev.pimento.simulation.Actor;
import dev.pimento.tenant.Assignment;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Eligibility;
import dev.pimento.tenant.Phase;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2 of the dossier: eligibility, activation and time. */
class Section2TimeTest {

  private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Duration DAYS_30 = Duration.ofDays(30);
  private static final Expiration A_MONTH = Expiration.after("P30D");
  private static final String ROLE = "User Administrator";

  /** Jose is eligible for both sides of a group, and for a role; Ada owns the group. */
  private static TenantBuilder contoso() {
    return TenantBuilder.at(AT)
        .user("Ada")
        .user("Jose")
        .user("Olavi")
        .group("Staff")
        .group("PIM")
        .roleAssignableGroup("Admins")
        .holds("Ada", "owner of PIM")
        .eligible("Jose", "PIM")
        .eligible("Jose", "owner of PIM")
        .eligible("Jose", ROLE);
  }

  private static FakeTenant fake() {
    return FakeTenant.of(contoso().build());
  }

  private static FakeTenant fake(Switch behaviour, String choice) {
    return FakeTenant.of(contoso().build(), assuming(behaviour, choice));
  }

  private static Actor admin(FakeTenant fake) {
    return fake.asAdministrator().because("new hire");
  }

  private static Actor as(FakeTenant fake, String who) {
    return fake.as(who).because("work").withMultiFactor();
  }

  private static ScheduleInfo from(Instant start, String duration) {
    return ScheduleInfo.startingAt(start, Expiration.after(duration));
  }

  private static Interval until(Instant end) {
    return Interval.of(AT.minus(DAYS_30), end);
  }

  /** An administrator's request of either kind. */
  private static Decision assign(
      FakeTenant fake, Kind kind, String who, String access, ScheduleInfo schedule) {
    return kind == Kind.ELIGIBLE
        ? admin(fake).makeEligible(who, access, schedule)
        : admin(fake).assign(who, access, schedule);
  }

  private static Decision remove(FakeTenant fake, Kind kind, String who, String access) {
    return kind == Kind.ELIGIBLE
        ? admin(fake).removeEligibility(who, access)
        : admin(fake).removeAssignment(who, access);
  }

  /** The one that began last. */
  private static Assignment activation(FakeTenant fake, String who, String access) {
    return schedules(fake, who, access).stream()
        .filter(s -> s instanceof Assignment a && a.isActivated())
        .map(Assignment.class::cast)
        .max(Comparator.comparing(a -> a.span().possible().startInclusive()))
        .orElseThrow();
  }

  /** The one that began last. */
  private static Eligibility eligibility(FakeTenant fake, String who, String access) {
    return schedules(fake, who, access).stream()
        .filter(Eligibility.class::isInstance)
        .map(Eligibility.class::cast)
        .max(Comparator.comparing(e -> e.span().possible().startInclusive()))
        .orElseThrow();
  }

  @Nested
  class Vocabulary {

    @ParameterizedTest
    @CsvSource({"ELIGIBLE, true", "ELIGIBLE, false", "ACTIVE, true", "ACTIVE, false"})
    void fact_57_fact_67_typeAndDuration_combineFreely(Kind kind, boolean permanent) {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .settings(
                      "Admins",
                      s ->
                          s.eligibility(ExpirationLimit.none("P365D"))
                              .assignment(ExpirationLimit.none("P180D")))
                  .build());
      Expiration expiration = permanent ? Expiration.never() : A_MONTH;
      assign(fake, kind, "Olavi", "Admins", ScheduleInfo.startingNow(expiration)).orThrow();

      Schedule made = schedule(fake, "Olavi", "Admins");
      assertThat(made instanceof Eligibility).isEqualTo(kind == Kind.ELIGIBLE);
      assertThat(made.span().certain().isPermanent()).isEqualTo(permanent);
      assertThat(holds(fake, "Olavi", "Admins")).isEqualTo(kind == Kind.ACTIVE);
    }

    @Test
    void fact_57_state_isAssignedOrActivated() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();
      admin(fake).assign("Olavi", "PIM", A_MONTH).orThrow();

      assertThat(activation(fake, "Jose", "PIM").kind()).isEqualTo(Assignment.Kind.ACTIVATED);
      assertThat(((Assignment) schedule(fake, "Olavi", "PIM")).kind())
          .isEqualTo(Assignment.Kind.ASSIGNED);
    }

    @Test
    void fact_58_schedule_hasAStartAndAnExpirationAndNoRecurrence() {
      assertThat(Arrays.stream(ScheduleInfo.class.getRecordComponents()).map(c -> c.getName()))
          .containsExactly("start", "expiration");
    }

    @Test
    void fact_59_expiration_isOneOfFour() {
      assertThat(Expiration.class.getPermittedSubclasses())
          .extracting(Class::getSimpleName)
          .containsExactlyInAnyOrder("Never", "At", "After", "NotSpecified");
      assertThat(Expiration.never().endFor(AT)).contains(Instant.MAX);
      assertThat(Expiration.at(AT.plusSeconds(60)).endFor(AT)).contains(AT.plusSeconds(60));
      assertThat(Expiration.after("PT1M").endFor(AT)).contains(AT.plusSeconds(60));
      assertThat(Expiration.notSpecified().endFor(AT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_60_startInThePast_becomesTheInstantOfProvisioning(Kind kind) {
      FakeTenant fake = fake();
      fake.advance("PT1M");
      Instant now = fake.now();
      assign(fake, kind, "Olavi", "PIM", from(AT.minus(DAYS_30), "P5D")).orThrow();

      Interval span = schedule(fake, "Olavi", "PIM").span().certain();
      assertThat(span).isEqualTo(Interval.of(now, now.plus(Duration.ofDays(5))));
      assertThat(lastRequest(fake).completed()).contains(now);
      assertThat(lastRequest(fake).status()).isEqualTo(Status.PROVISIONED);
    }

    @Test
    void fact_60_activationWithAPastStart_countsItsDurationFromNow() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", from(AT.minusSeconds(7200), "PT8H")).orThrow();

      assertThat(activation(fake, "Jose", "PIM").span().certain())
          .isEqualTo(Interval.of(AT, AT.plus(Duration.ofHours(8))));
    }

    @Test
    void fact_60_pastStartWithAnEnd_keepsTheEnd() {
      FakeTenant fake = fake();
      Instant end = AT.plusSeconds(3600);
      as(fake, "Jose")
          .activate("PIM", ScheduleInfo.startingAt(AT.minusSeconds(7200), Expiration.at(end)))
          .orThrow();

      assertThat(activation(fake, "Jose", "PIM").span().certain()).isEqualTo(Interval.of(AT, end));
    }

    @Test
    void fact_61_durationOfFiveDays_isKeptAsAnEnd() {
      FakeTenant fake = fake();
      admin(fake).makeEligible("Olavi", "PIM", Expiration.after("P5D")).orThrow();

      assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(AT.plus(Duration.ofDays(5)));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void fact_62_fact_121_actions_areReadWhateverTheirCase(Action action) {
      String name = action.wireName();
      String pascal = name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);

      assertThat(Action.of(name)).contains(action);
      assertThat(Action.of(pascal)).contains(action);
    }
  }

  @Nested
  class FiveMinutes {

    /** Everything that takes an expiration, asked for with it now. */
    private static Decision ask(FakeTenant fake, String what, Expiration expiration) {
      ScheduleInfo schedule = ScheduleInfo.startingNow(expiration);
      return switch (what) {
        case "eligible" -> admin(fake).makeEligible("Olavi", "PIM", schedule);
        case "eligible owner" -> admin(fake).makeEligible("Olavi", "owner of PIM", schedule);
        case "eligible for a role" -> admin(fake).makeEligible("Olavi", ROLE, schedule);
        case "active" -> admin(fake).assign("Olavi", "PIM", schedule);
        case "active owner" -> admin(fake).assign("Olavi", "owner of PIM", schedule);
        case "active in a role" -> admin(fake).assign("Olavi", ROLE, schedule);
        case "activation" -> as(fake, "Jose").activate("PIM", schedule);
        case "activation as owner" -> as(fake, "Jose").activate("owner of PIM", schedule);
        case "activation of a role" -> as(fake, "Jose").activate(ROLE, schedule);
        case "update" -> admin(fake).update(Kind.ELIGIBLE, "Jose", "Staff", expiration);
        case "extend" -> admin(fake).extend(Kind.ELIGIBLE, "Jose", "Staff", expiration);
        case "ask to extend" -> as(fake, "Jose").askToExtend("Staff", expiration);
        case "renew" -> admin(fake).renew(Kind.ELIGIBLE, "Jose", "Admins", expiration);
        default -> as(fake, "Jose").askToRenew("Admins", expiration);
      };
    }

    private static FakeTenant withEnds() {
      return FakeTenant.of(
          contoso()
              .eligible("Jose", "Staff", until(AT.plus(Duration.ofDays(7))))
              .eligible("Jose", "Admins", until(AT.minus(Duration.ofDays(7))))
              .build());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "eligible",
          "eligible owner",
          "eligible for a role",
          "active",
          "active owner",
          "active in a role",
          "activation",
          "activation as owner",
          "activation of a role",
          "update",
          "extend",
          "ask to extend",
          "renew",
          "ask to renew"
        })
    void fact_63_fact_64_fact_65_shorterThanFiveMinutes_refused(String what) {
      FakeTenant fake = withEnds();
      Instant shortest = AT.plus(FIVE_MINUTES);

      for (Expiration tooShort :
          List.of(
              Expiration.after("PT4M59.999999999S"),
              Expiration.at(shortest.minusNanos(1)),
              Expiration.at(AT))) {
        Denied denied = refused(fake, () -> ask(fake, what, tooShort), "ActiveDurationTooShort");
        assertThat(denied.error().message())
            .isEqualTo("The Active duration is too short. Miniumum Required is 5 minutes.");
        assertThat(denied.error().httpStatus()).isEqualTo(400);
        assertThat(denied.nearest().flatMap(Nearest::schedule))
            .contains(ScheduleInfo.startingNow(Expiration.after("PT5M")));
      }
      assertThat(ask(fake, what, Expiration.after("PT5M")).isDenied()).isFalse();
      assertThat(ask(withEnds(), what, Expiration.at(shortest)).isDenied()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_63_fact_65_fiveMinutes_countFromAFutureStart(Kind kind) {
      FakeTenant fake = fake();
      Instant start = AT.plusSeconds(3600);
      ScheduleInfo tooShort =
          ScheduleInfo.startingAt(start, Expiration.at(start.plus(FIVE_MINUTES).minusNanos(1)));
      ScheduleInfo longEnough =
          ScheduleInfo.startingAt(start, Expiration.at(start.plus(FIVE_MINUTES)));

      refused(fake, () -> assign(fake, kind, "Olavi", "PIM", tooShort), "ActiveDurationTooShort");
      assertThat(assign(fake, kind, "Olavi", "PIM", longEnough).isAccepted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_63_changeOfWhatIsToCome_keepsFiveMinutesFromItsStart(Kind kind) {
      FakeTenant fake = fake();
      Instant start = AT.plus(Duration.ofDays(10));
      assign(fake, kind, "Olavi", "PIM", from(start, "P20D")).orThrow();

      refused(
          fake,
          () ->
              admin(fake)
                  .update(
                      kind, "Olavi", "PIM", Expiration.at(start.plus(FIVE_MINUTES).minusNanos(1))),
          "ActiveDurationTooShort");
      refused(
          fake,
          () -> admin(fake).update(kind, "Olavi", "PIM", Expiration.at(AT.plusSeconds(3600))),
          "InvalidRoleAssignmentRequestSchedule");
      assertThat(
              admin(fake)
                  .update(kind, "Olavi", "PIM", Expiration.at(start.plus(FIVE_MINUTES)))
                  .isAccepted())
          .isTrue();
      assertThat(schedule(fake, "Olavi", "PIM").span().certain())
          .isEqualTo(Interval.of(start, start.plus(FIVE_MINUTES)));
    }

    @Test
    void fact_63_endBeforeTheStart_isRefusedAsASchedule() {
      FakeTenant fake = fake();

      refused(
          fake,
          () ->
              as(fake, "Jose")
                  .activate("PIM", ScheduleInfo.startingNow(Expiration.at(AT.minusNanos(1)))),
          "InvalidRoleAssignmentRequestSchedule");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIM", "owner of PIM", ROLE})
    void fact_63_fact_64_deactivationInTheFirstFiveMinutes_refused(String access) {
      FakeTenant fake = fake();
      as(fake, "Jose").activate(access, "PT1H").orThrow();
      fake.advance(FIVE_MINUTES.minusNanos(1));

      Denied denied =
          refused(fake, () -> as(fake, "Jose").deactivate(access), "ActiveDurationTooShort");
      assertThat(denied.nearest().flatMap(Nearest::earliest)).contains(AT.plus(FIVE_MINUTES));
      fake.advance(Duration.ofNanos(1));
      assertThat(as(fake, "Jose").deactivate(access).isAccepted()).isTrue();
      assertThat(holds(fake, "Jose", access)).isFalse();
      assertThat(lastRequest(fake).status()).isEqualTo(Status.REVOKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIM", "owner of PIM", ROLE})
    void fact_63_fact_64_removalInTheFirstFiveMinutes_refusedForBothStates(String access) {
      FakeTenant fake = fake();
      as(fake, "Jose").activate(access, "PT1H").orThrow();
      admin(fake).assign("Olavi", access, A_MONTH).orThrow();
      fake.advance(FIVE_MINUTES.minusNanos(1));

      for (String who : List.of("Jose", "Olavi")) {
        Denied denied =
            refused(
                fake, () -> admin(fake).removeAssignment(who, access), "ActiveDurationTooShort");
        assertThat(denied.nearest().flatMap(Nearest::earliest)).contains(AT.plus(FIVE_MINUTES));
      }
      fake.advance(Duration.ofNanos(1));
      for (String who : List.of("Jose", "Olavi")) {
        assertThat(admin(fake).removeAssignment(who, access).isAccepted()).isTrue();
        assertThat(holds(fake, who, access)).isFalse();
      }
    }

    @Test
    void fact_63_floorOfAFutureActivation_countsFromItsStart() {
      FakeTenant fake = fake();
      Instant start = AT.plusSeconds(3600);
      as(fake, "Jose").activate("PIM", from(start, "PT1H")).orThrow();
      fake.advanceTo(start.plus(FIVE_MINUTES).minusNanos(1));

      refused(fake, () -> as(fake, "Jose").deactivate("PIM"), "ActiveDurationTooShort");
      fake.advanceTo(start.plus(FIVE_MINUTES));
      assertThat(as(fake, "Jose").deactivate("PIM").isAccepted()).isTrue();
    }

    @Test
    void fact_63_fact_240_eligibilityOfAYoungActivation_isNotRemovedEither() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();
      fake.advance(FIVE_MINUTES.minusNanos(1));

      refused(fake, () -> admin(fake).removeEligibility("Jose", "PIM"), "ActiveDurationTooShort");
      assertThat(admin(fake).removeEligibility("Jose", "owner of PIM").isAccepted())
          .as("the other side is not concerned")
          .isTrue();
      fake.advance(Duration.ofNanos(1));
      assertThat(admin(fake).removeEligibility("Jose", "PIM").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_63_eligibilityInItsOwnFirstFiveMinutes_isRemovedByTheSwitchOnly(String choice) {
      FakeTenant fake = fake(Switch.REMOVAL_OF_ELIGIBILITY_HAS_FLOOR, choice);
      admin(fake).makeEligible("Olavi", "PIM", A_MONTH).orThrow();
      fake.advance(FIVE_MINUTES.minusNanos(1));

      if (choice.equals("on")) {
        refused(
            fake, () -> admin(fake).removeEligibility("Olavi", "PIM"), "ActiveDurationTooShort");
        fake.advance(Duration.ofNanos(1));
      }
      assertThat(admin(fake).removeEligibility("Olavi", "PIM").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_63_fact_239_directRemovalInTheFirstFiveMinutes_byTheSwitch(String choice) {
      FakeTenant fake = fake(Switch.DIRECT_REMOVAL_HAS_FLOOR, choice);
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();
      fake.advance(FIVE_MINUTES.minusNanos(1));

      if (choice.equals("on")) {
        refused(fake, () -> admin(fake).removeDirectly("Jose", "PIM"), "ActiveDurationTooShort");
        fake.advance(Duration.ofNanos(1));
      }
      assertThat(admin(fake).removeDirectly("Jose", "PIM").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PT8H, ''", "PT8H0.000000001S, ExpirationRule", "PT24H, ExpirationRule"})
    void fact_66_longestActivation_isWhatTheSettingsSay(String duration, String refusedBy) {
      FakeTenant fake = fake();

      if (refusedBy.isEmpty()) {
        assertThat(as(fake, "Jose").activate("PIM", duration).isAccepted()).isTrue();
      } else {
        Denied denied = refused(fake, () -> as(fake, "Jose").activate("PIM", duration), refusedBy);
        assertThat(denied.error().message())
            .isEqualTo("The following policy rules failed: [\"ExpirationRule\"]");
        assertThat(denied.nearest().flatMap(Nearest::schedule))
            .contains(ScheduleInfo.startingNow(Expiration.after("PT8H")));
      }
    }

    @Test
    void fact_66_changedSettings_holdForTheNextActivation() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", "PT8H").orThrow();
      admin(fake)
          .changeSettings("PIM", s -> s.activation(ExpirationLimit.atMost("PT30M")))
          .orThrow();
      assertThat(activation(fake, "Jose", "PIM").span().endExclusive())
          .isEqualTo(AT.plus(Duration.ofHours(8)));
      fake.advance("PT8H");

      refused(fake, () -> as(fake, "Jose").activate("PIM", "PT31M"), "ExpirationRule");
      assertThat(as(fake, "Jose").activate("PIM", "PT30M").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
      "PT24H, PT24H, true", "PT24H, PT24H0.000000001S, false",
      "PT8H, PT8H, true", "PT8H, PT8H0.000000001S, false",
      "none, P30D, true"
    })
    void fact_66_fact_105_longestThatSettingsMayAllow_byTheSwitch(
        String choice, String longest, boolean allowed) {
      FakeTenant fake = fake(Switch.SETTINGS_LONGEST_ACTIVATION, choice);
      Function<FakeTenant, Decision> change =
          f -> admin(f).changeSettings("PIM", s -> s.activation(ExpirationLimit.atMost(longest)));

      if (allowed) {
        assertThat(change.apply(fake).isAccepted()).isTrue();
        assertThat(as(fake, "Jose").activate("PIM", longest).isAccepted()).isTrue();
      } else {
        refused(fake, () -> change.apply(fake), "InvalidPolicy");
      }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fact_67_activation_alwaysHasAnEnd(boolean settingsAskForOne) {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .settings(
                      "PIM",
                      s ->
                          s.activation(
                              settingsAskForOne
                                  ? ExpirationLimit.atMost("PT8H")
                                  : ExpirationLimit.none("PT8H")))
                  .build());

      for (Expiration none : List.of(Expiration.never(), Expiration.notSpecified())) {
        Denied denied =
            refused(
                fake,
                () -> as(fake, "Jose").activate("PIM", ScheduleInfo.startingNow(none)),
                "ExpirationRule");
        assertThat(denied.nearest().flatMap(Nearest::schedule))
            .contains(ScheduleInfo.startingNow(Expiration.after("PT8H")));
      }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_67_noExpiration_isForAdministratorsWhereTheSettingsAllowIt(Kind kind) {
      FakeTenant fake = fake();
      ScheduleInfo permanent = ScheduleInfo.startingNow(Expiration.never());

      refused(fake, () -> assign(fake, kind, "Olavi", "PIM", permanent), "ExpirationRule");
      assertThat(assign(fake, kind, "Olavi", ROLE, permanent).isAccepted()).isTrue();
    }
  }

  @Nested
  class Start {

    private static final Instant START = AT.plus(Duration.ofHours(3));

    @ParameterizedTest
    @ValueSource(strings = {"PIM", "owner of PIM", ROLE})
    void fact_68_futureStart_isGrantedAndTakesEffectAtTheStart(String access) {
      FakeTenant fake = fake();
      assertThat(as(fake, "Jose").activate(access, from(START, "PT2H")).isAccepted()).isTrue();
      Request request = lastRequest(fake);

      assertThat(request.status()).isEqualTo(Status.GRANTED);
      assertThat(request.completed()).as("completed at the start").contains(START);
      assertThat(activation(fake, "Jose", access).phase()).isEqualTo(Phase.FUTURE);
      fake.advanceTo(START.minusNanos(1));
      assertThat(holds(fake, "Jose", access)).isFalse();
      fake.advanceTo(START);
      assertThat(holds(fake, "Jose", access)).isTrue();
      assertThat(status(fake, request)).isEqualTo(Status.PROVISIONED);
      assertThat(fake.read().request(request.id()).flatMap(Request::completed)).contains(START);
      fake.advanceTo(START.plus(Duration.ofHours(2)).minusNanos(1));
      assertThat(holds(fake, "Jose", access)).isTrue();
      fake.advanceTo(START.plus(Duration.ofHours(2)));
      assertThat(holds(fake, "Jose", access)).isFalse();
    }

    @Test
    void fact_68_fact_191_audit_namesTheRequestNowAndTheCompletionAtTheStart() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", from(START, "PT2H")).orThrow();

      assertThat(activities(fake)).containsExactly("Add member to role requested (PIM activation)");
      fake.advanceTo(START);
      assertThat(activitiesSince(fake, START))
          .containsExactly("Add member to role completed (PIM activation)");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_68_fact_133_assignmentWithAFutureStart_isGrantedToo(Kind kind) {
      FakeTenant fake = fake();
      assign(fake, kind, "Olavi", "PIM", from(START, "P5D")).orThrow();
      Request request = lastRequest(fake);

      assertThat(request.status()).isEqualTo(Status.GRANTED);
      assertThat(request.completed()).contains(START);
      refused(
          fake,
          () -> as(fake, "Olavi").activate("PIM", "PT1H"),
          kind == Kind.ELIGIBLE
              ? new String[] {"EligibilityRule"}
              : new String[] {"PendingRoleAssignmentRequest", "EligibilityRule"});
      fake.advanceTo(START);
      assertThat(status(fake, request)).isEqualTo(Status.PROVISIONED);
      assertThat(holds(fake, "Olavi", "PIM")).isEqualTo(kind == Kind.ACTIVE);
      assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(START.plus(Duration.ofDays(5)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_68_changeOfWhatIsToCome_leavesNoRequestOpenAfterTheStart(Kind kind) {
      FakeTenant fake = fake();
      assign(fake, kind, "Olavi", "PIM", from(START, "P5D")).orThrow();
      admin(fake).update(kind, "Olavi", "PIM", Expiration.after("P9D")).orThrow();

      assertThat(lastRequest(fake).status()).isEqualTo(Status.GRANTED);
      assertThat(lastRequest(fake).completed()).contains(START);
      assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(START.plus(Duration.ofDays(9)));
      fake.advanceTo(START);
      assertThat(fake.read().requests())
          .extracting(Request::status)
          .containsOnly(Status.PROVISIONED);
    }

    private static Command update(Kind kind, ScheduleInfo times, Access access) {
      return Command.adminUpdate(
          Call.of(Id.of("5c7a1c33-0000-4000-8000-000000000001"), Caller.anAdministrator())
              .because("new hire"),
          kind,
          id("Olavi"),
          access,
          times);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_60_fact_68_whatIsToCome_canBeginAtOnceAfterAll(Kind kind) {
      FakeTenant fake = fake();
      assign(fake, kind, "Olavi", "PIM", from(START, "P5D")).orThrow();
      fake.advance("PT1H");
      Instant now = fake.now();
      fake.simulation()
          .run(update(kind, from(AT.minusSeconds(60), "P9D"), access(fake, "PIM")))
          .orThrow();

      assertThat(schedule(fake, "Olavi", "PIM").phase()).isEqualTo(Phase.CURRENT);
      assertThat(schedule(fake, "Olavi", "PIM").span().certain())
          .isEqualTo(Interval.of(now, now.plus(Duration.ofDays(9))));
      assertThat(holds(fake, "Olavi", "PIM")).isEqualTo(kind == Kind.ACTIVE);
      assertThat(fake.read().requests())
          .hasSize(2)
          .allMatch(request -> request.status().equals(Status.PROVISIONED))
          .allMatch(request -> request.completed().equals(Optional.of(now)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_68_whatIsToCome_canBeginLater(Kind kind) {
      FakeTenant fake = fake();
      assign(fake, kind, "Olavi", "PIM", from(START, "P5D")).orThrow();
      Instant later = START.plusSeconds(3600);
      fake.simulation().run(update(kind, from(later, "P5D"), access(fake, "PIM"))).orThrow();
      fake.advanceTo(later.minusNanos(1));
      assertThat(schedule(fake, "Olavi", "PIM").phase()).isEqualTo(Phase.FUTURE);
      fake.advanceTo(later);

      assertThat(schedule(fake, "Olavi", "PIM").phase()).isEqualTo(Phase.CURRENT);
      assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(later.plus(Duration.ofDays(5)));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_60_whatHasBegun_keepsItsStartAndGetsNoLaterOne(Kind kind) {
      FakeTenant fake = fake();
      assign(fake, kind, "Olavi", "PIM", ScheduleInfo.startingNow(A_MONTH)).orThrow();
      fake.advance("PT1H");

      refused(
          fake,
          () ->
              fake.simulation()
                  .run(update(kind, from(fake.now().plusNanos(1), "P5D"), access(fake, "PIM"))),
          "InvalidRoleAssignmentRequestSchedule");
      admin(fake).update(kind, "Olavi", "PIM", Expiration.after("P5D")).orThrow();
      assertThat(schedule(fake, "Olavi", "PIM").span().certain())
          .isEqualTo(Interval.of(AT, fake.now().plus(Duration.ofDays(5))));
    }

    @Test
    void fact_66_fact_68_longestActivation_countsFromTheStart() {
      FakeTenant fake = fake();
      Instant end = START.plus(Duration.ofHours(8));

      refused(
          fake,
          () ->
              as(fake, "Jose")
                  .activate("PIM", ScheduleInfo.startingAt(START, Expiration.at(end.plusNanos(1)))),
          "ExpirationRule");
      assertThat(
              as(fake, "Jose")
                  .activate("PIM", ScheduleInfo.startingAt(START, Expiration.at(end)))
                  .isAccepted())
          .isTrue();
    }

    @Test
    void fact_68_start_hasToLieInTheEligibility() {
      FakeTenant fake = FakeTenant.of(contoso().eligible("Olavi", "PIM", until(START)).build());

      refused(
          fake, () -> as(fake, "Olavi").activate("PIM", from(START, "PT1H")), "EligibilityRule");
      assertThat(as(fake, "Olavi").activate("PIM", from(START.minusNanos(1), "PT1H")).isAccepted())
          .isTrue();
    }

    @Test
    void fact_69_whileOneIsToCome_anotherIsRefused() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", from(START, "PT2H")).orThrow();

      for (ScheduleInfo other :
          List.of(
              ScheduleInfo.startingNow(Expiration.after("PT1H")),
              from(START, "PT2H"),
              from(START.plus(Duration.ofDays(1)), "PT1H"))) {
        Denied denied =
            refused(
                fake,
                () -> as(fake, "Jose").activate("PIM", other),
                "PendingRoleAssignmentRequest");
        assertThat(denied.error().message())
            .isEqualTo("There is already an existing pending Role assignment request.");
      }
      assertThat(as(fake, "Jose").activate("owner of PIM", "PT1H").isAccepted()).isTrue();
      fake.advanceTo(START);
      refused(fake, () -> as(fake, "Jose").activate("PIM", "PT1H"), "RoleAssignmentExists");
    }

    @Test
    void fact_69_cancellation_makesWayAtOnce() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", from(START, "PT2H")).orThrow();
      Request request = lastRequest(fake);
      assertThat(as(fake, "Jose").cancel("Jose", "PIM").isAccepted()).isTrue();

      assertThat(status(fake, request)).isEqualTo(Status.CANCELED);
      assertThat(activities(fake)).contains("Add member to role canceled (PIM activation)");
      assertThat(as(fake, "Jose").activate("PIM", "PT1H").isAccepted()).isTrue();
      fake.advanceTo(START);
      assertThat(holds(fake, "Jose", "PIM")).as("nothing starts").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"on, deactivate", "on, remove", "off, deactivate", "off, remove"})
    void fact_69_fact_131_removalBeforeTheStart_reachesItByTheSwitch(String choice, String how) {
      FakeTenant fake = fake(Switch.REMOVAL_REACHES_FUTURE_START, choice);
      as(fake, "Jose").activate("PIM", from(START, "PT2H")).orThrow();
      Request request = lastRequest(fake);
      Function<FakeTenant, Decision> removal =
          f ->
              how.equals("remove")
                  ? admin(f).removeAssignment("Jose", "PIM")
                  : as(f, "Jose").deactivate("PIM");

      if (choice.equals("off")) {
        refused(fake, () -> removal.apply(fake), "RoleAssignmentDoesNotExist");
        fake.advanceTo(START);
        assertThat(holds(fake, "Jose", "PIM")).isTrue();
      } else {
        assertThat(removal.apply(fake).isAccepted()).isTrue();
        assertThat(lastRequest(fake).status()).isEqualTo(Status.REVOKED);
        assertThat(status(fake, request)).isEqualTo(Status.CANCELED);
        fake.advanceTo(START);
        assertThat(holds(fake, "Jose", "PIM")).isFalse();
      }
    }

    @ParameterizedTest
    @CsvSource({"on, ELIGIBLE", "on, ACTIVE", "off, ELIGIBLE", "off, ACTIVE"})
    void fact_131_removalOfAnAssignmentToCome_byTheSwitch(String choice, Kind kind) {
      FakeTenant fake = fake(Switch.REMOVAL_REACHES_FUTURE_START, choice);
      assign(fake, kind, "Olavi", "PIM", from(START, "P5D")).orThrow();
      Request request = lastRequest(fake);

      if (choice.equals("off")) {
        refused(fake, () -> remove(fake, kind, "Olavi", "PIM"), "RoleAssignmentDoesNotExist");
        assertThat(admin(fake).cancel("Olavi", "PIM").isAccepted()).isTrue();
      } else {
        assertThat(remove(fake, kind, "Olavi", "PIM").isAccepted())
            .as("there is no floor before the start")
            .isTrue();
      }
      assertThat(status(fake, request)).isEqualTo(Status.CANCELED);
      fake.advanceTo(START);
      assertThat(schedules(fake, "Olavi", "PIM")).allMatch(Schedule::isEnded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_68_fact_79_eligibilityRemovedBeforeTheStart_endsWhatIsToComeByTheSwitch(
        String choice) {
      FakeTenant fake = fake(Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION, choice);
      as(fake, "Jose").activate("PIM", from(START, "PT2H")).orThrow();
      Request request = lastRequest(fake);
      admin(fake).removeEligibility("Jose", "PIM").orThrow();

      assertThat(status(fake, request))
          .isEqualTo(choice.equals("on") ? Status.CANCELED : Status.GRANTED);
      fake.advanceTo(START);
      assertThat(holds(fake, "Jose", "PIM")).isEqualTo(choice.equals("off"));
    }

    @Test
    void fact_69_fact_79_eligibilityRemovedAndGivenAgain_nothingBlocksTheNextActivation() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", from(START, "PT2H")).orThrow();
      admin(fake).removeEligibility("Jose", "PIM").orThrow();
      admin(fake).makeEligible("Jose", "PIM", A_MONTH).orThrow();

      assertThat(as(fake, "Jose").activate("PIM", "PT1H").isAccepted()).isTrue();
    }

    @Test
    void fact_70_activationAndDeactivation_takeEffectAtOnce() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();
      assertThat(holds(fake, "Jose", "PIM")).isTrue();
      fake.advance("PT10M");
      as(fake, "Jose").deactivate("PIM").orThrow();
      assertThat(holds(fake, "Jose", "PIM")).isFalse();
      assertThat(fake.now()).isEqualTo(AT.plusSeconds(600));
    }
  }

  @Nested
  class Overlap {

    @ParameterizedTest
    @ValueSource(strings = {"activated", "assigned", "added directly"})
    void fact_73_whoIsActiveAlready_isRefused(String how) {
      FakeTenant fake = fake();
      switch (how) {
        case "activated" -> as(fake, "Jose").activate("PIM", "PT1H").orThrow();
        case "assigned" -> admin(fake).assign("Jose", "PIM", A_MONTH).orThrow();
        default -> admin(fake).addDirectly("Jose", "PIM").orThrow();
      }

      Denied denied =
          refused(fake, () -> as(fake, "Jose").activate("PIM", "PT1H"), "RoleAssignmentExists");
      assertThat(denied.error().message()).isEqualTo("The Role assignment already exists.");
      assertThat(as(fake, "Jose").activate("owner of PIM", "PT1H").isAccepted()).isTrue();
    }

    @Test
    void fact_73_fact_40_activeInAnotherGroupOrThroughOne_isNotActiveHere() {
      FakeTenant fake =
          FakeTenant.of(contoso().holds("Jose", "Staff").holds("Staff", "PIM").build());
      assertThat(holds(fake, "Jose", "PIM")).as("through a group").isTrue();

      assertThat(as(fake, "Jose").activate("PIM", "PT1H").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIM", "owner of PIM", ROLE})
    void fact_74_runningActivation_isNotProlongedInAnyWay(String access) {
      FakeTenant fake = fake();
      as(fake, "Jose").activate(access, "PT1H").orThrow();
      fake.advance("PT30M");
      Instant end = AT.plusSeconds(3600);

      for (ScheduleInfo more :
          List.of(
              from(end, "PT1H"),
              from(end.plusSeconds(60), "PT1H"),
              ScheduleInfo.startingNow(Expiration.after("PT4H")))) {
        refused(
            fake,
            () -> as(fake, "Jose").validatingOnly().activate(access, more),
            "RoleAssignmentExists");
        refused(fake, () -> as(fake, "Jose").activate(access, more), "RoleAssignmentExists");
      }
      assertThat(activation(fake, "Jose", access).span().endExclusive()).isEqualTo(end);
    }

    @Test
    void fact_74_activation_isNeitherUpdatedNorExtended() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();

      refused(
          fake,
          () -> admin(fake).update(Kind.ACTIVE, "Jose", "PIM", Expiration.after("PT4H")),
          "RoleAssignmentDoesNotExist");
      refused(
          fake,
          () -> admin(fake).extend(Kind.ACTIVE, "Jose", "PIM", Expiration.after("PT4H")),
          "RoleAssignmentDoesNotExist");
      refused(
          fake,
          () -> as(fake, "Jose").askToExtend(Kind.ACTIVE, "PIM", Expiration.after("PT4H")),
          "RoleAssignmentDoesNotExist");
    }

    @Test
    void fact_75_deactivateAndActivateAnew_afterFiveMinutesAndAsOftenAsOneLikes() {
      FakeTenant fake = fake();
      for (int i = 0; i < 20; i++) {
        as(fake, "Jose").activate("PIM", "PT1H").orThrow();
        fake.advance(FIVE_MINUTES.minusNanos(1));
        refused(fake, () -> as(fake, "Jose").deactivate("PIM"), "ActiveDurationTooShort");
        fake.advance(Duration.ofNanos(1));
        as(fake, "Jose").deactivate("PIM").orThrow();
      }
    }

    @Test
    void fact_75_atTheEndOfTheOne_theNextIsAccepted() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();
      fake.advance(Duration.ofHours(1).minusNanos(1));
      refused(fake, () -> as(fake, "Jose").activate("PIM", "PT1H"), "RoleAssignmentExists");
      fake.advance(Duration.ofNanos(1));

      assertThat(as(fake, "Jose").activate("PIM", "PT1H").isAccepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIM", "owner of PIM", ROLE})
    void fact_76_secondEligibility_isRefusedAndTheFirstIsChangedInstead(String access) {
      FakeTenant fake = fake();

      refused(
          fake, () -> admin(fake).makeEligible("Jose", access, A_MONTH), "RoleAssignmentExists");
      refused(
          fake,
          () -> admin(fake).makeEligible("Jose", access, from(AT.plus(DAYS_30), "P30D")),
          "RoleAssignmentExists");
      Id first = schedule(fake, "Jose", access).id();
      admin(fake).update(Kind.ELIGIBLE, "Jose", access, A_MONTH).orThrow();
      assertThat(schedule(fake, "Jose", access).id()).isEqualTo(first);
      assertThat(endOf(fake, "Jose", access)).isEqualTo(AT.plus(DAYS_30));
    }

    @Test
    void fact_76_eligibleThroughAGroupAndInPerson_areTwo() {
      FakeTenant fake =
          FakeTenant.of(contoso().holds("Olavi", "Staff").eligible("Staff", "PIM").build());

      assertThat(admin(fake).makeEligible("Olavi", "PIM", A_MONTH).isAccepted()).isTrue();
    }

    @Test
    void fact_76_fact_73_eligibleAndPermanentlyActive_standSideBySide() {
      FakeTenant fake = fake();
      admin(fake).assign("Jose", ROLE, Expiration.never()).orThrow();

      assertThat(schedules(fake, "Jose", ROLE)).hasSize(2).allMatch(Schedule::isCurrent);
      refused(fake, () -> as(fake, "Jose").activate(ROLE, "PT1H"), "RoleAssignmentExists");
      fake.advance("PT5M");
      admin(fake).removeAssignment("Jose", ROLE).orThrow();
      assertThat(as(fake, "Jose").activate(ROLE, "PT1H").isAccepted()).isTrue();
    }
  }

  @Nested
  class Ending {

    private static final Instant ELIGIBLE_UNTIL = AT.plus(Duration.ofHours(2));

    private static FakeTenant eligibleForTwoHours(Knowledge knowledge) {
      return FakeTenant.of(
          TenantBuilder.at(AT)
              .user("Jose")
              .user("Ada")
              .group("PIM")
              .group("Staff")
              .holds("Ada", "owner of PIM")
              .holds("Jose", "Staff")
              .eligible("Jose", "PIM", until(ELIGIBLE_UNTIL))
              .eligible("Jose", "owner of PIM", until(ELIGIBLE_UNTIL))
              .eligible("Jose", ROLE, until(ELIGIBLE_UNTIL))
              .build(),
          knowledge);
    }

    @ParameterizedTest
    @CsvSource({
      "off, PIM",
      "off, owner of PIM",
      "off, " + ROLE,
      "on, PIM",
      "on, owner of PIM",
      "on, " + ROLE
    })
    void fact_77_fact_240_eligibilityExpires_endsTheActivationByTheSwitch(
        String choice, String access) {
      FakeTenant fake =
          eligibleForTwoHours(assuming(Switch.ELIGIBILITY_EXPIRED_ENDS_ACTIVATION, choice));
      as(fake, "Jose").activate(access, "PT8H").orThrow();
      Instant end = choice.equals("on") ? ELIGIBLE_UNTIL : AT.plus(Duration.ofHours(8));
      assertThat(fake.simulation().index().holds(id("Jose"), access(fake, access), AT).holdsUntil())
          .as("foreseen")
          .isEqualTo(end);

      fake.advanceTo(ELIGIBLE_UNTIL.minusNanos(1));
      assertThat(holds(fake, "Jose", access)).isTrue();
      fake.advanceTo(ELIGIBLE_UNTIL);
      assertThat(eligibility(fake, "Jose", access).phase()).isEqualTo(Phase.EXPIRED);
      assertThat(holds(fake, "Jose", access)).isEqualTo(choice.equals("off"));
      fake.advanceTo(AT.plus(Duration.ofHours(8)));
      assertThat(holds(fake, "Jose", access)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "runs-on, PT2H, PT2H",
      "runs-on, PT2H0.000000001S, PT2H0.000000001S",
      "runs-on, PT8H, PT8H",
      "clipped, PT2H, PT2H",
      "clipped, PT2H0.000000001S, PT2H",
      "clipped, PT8H, PT2H",
      "refused, PT2H, PT2H",
      "refused, PT2H0.000000001S, ''",
      "refused, PT8H, ''"
    })
    void fact_78_activationBeyondTheEligibility_byTheSwitch(
        String choice, Duration asked, String got) {
      for (String access : List.of("PIM", "owner of PIM", ROLE)) {
        FakeTenant fake =
            eligibleForTwoHours(assuming(Switch.ACTIVATION_BEYOND_ELIGIBILITY, choice));
        ScheduleInfo times = ScheduleInfo.startingNow(Expiration.at(AT.plus(asked)));
        if (got.isEmpty()) {
          Denied denied =
              refused(fake, () -> as(fake, "Jose").activate(access, times), "EligibilityRule");
          assertThat(
                  denied.nearest().flatMap(Nearest::schedule).orElseThrow().expiration().endFor(AT))
              .contains(ELIGIBLE_UNTIL);
        } else {
          as(fake, "Jose").activate(access, times).orThrow();
          assertThat(activation(fake, "Jose", access).span().endExclusive())
              .isEqualTo(AT.plus(Duration.parse(got)));
        }
      }
    }

    @ParameterizedTest
    @CsvSource({
      "on, PIM",
      "on, owner of PIM",
      "on, " + ROLE,
      "off, PIM",
      "off, owner of PIM",
      "off, " + ROLE
    })
    void fact_79_fact_240_eligibilityRemoved_endsTheActivationByTheSwitch(
        String choice, String access) {
      FakeTenant fake = fake(Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION, choice);
      as(fake, "Jose").activate(access, "PT8H").orThrow();
      fake.advance("PT1H");
      assertThat(admin(fake).removeEligibility("Jose", access).isAccepted()).isTrue();

      assertThat(holds(fake, "Jose", access)).isEqualTo(choice.equals("off"));
      assertThat(eligibility(fake, "Jose", access).phase()).isEqualTo(Phase.REMOVED);
      fake.advanceTo(AT.plus(Duration.ofHours(8)));
      assertThat(holds(fake, "Jose", access)).isFalse();
      refused(fake, () -> as(fake, "Jose").activate(access, "PT1H"), "EligibilityRule");
    }

    @Test
    void fact_79_otherEligibilityRemoved_endsNothing() {
      FakeTenant fake =
          FakeTenant.of(contoso().holds("Jose", "Staff").eligible("Staff", "PIM").build());
      as(fake, "Jose").activate("PIM", "PT8H").orThrow();
      fake.advance("PT10M");
      admin(fake).removeEligibility("Staff", "PIM").orThrow();
      admin(fake).removeEligibility("Jose", "owner of PIM").orThrow();

      assertThat(holds(fake, "Jose", "PIM")).isTrue();
    }

    @Test
    void fact_80_removal_hitsTheStandingAssignmentBeforeTheActivation() {
      FakeTenant fake = fake(Switch.DIRECT_ADD_DURING_ACTIVATION, "stays-after-it");
      as(fake, "Jose").activate("PIM", "PT8H").orThrow();
      admin(fake).addDirectly("Jose", "PIM").orThrow();
      fake.advance("PT10M");

      admin(fake).removeAssignment("Jose", "PIM").orThrow();
      assertThat(activation(fake, "Jose", "PIM").isCurrent()).isTrue();
      assertThat(holds(fake, "Jose", "PIM")).isTrue();
      admin(fake).removeAssignment("Jose", "PIM").orThrow();
      assertThat(holds(fake, "Jose", "PIM")).isFalse();
      refused(
          fake, () -> admin(fake).removeAssignment("Jose", "PIM"), "RoleAssignmentDoesNotExist");
    }

    @ParameterizedTest
    @CsvSource({"ELIGIBLE, an eligible, an eligible", "ACTIVE, an active, an assigned"})
    void fact_80_whatIsNotThere_isNamed(Kind kind, String removed, String changed) {
      FakeTenant fake = fake();
      String message = "expected Olavi to have %s assignment as member of PIM, but found none";

      assertThat(
              refused(fake, () -> remove(fake, kind, "Olavi", "PIM"), "RoleAssignmentDoesNotExist")
                  .refusals()
                  .get(0)
                  .message())
          .isEqualTo(message.formatted(removed));
      assertThat(
              refused(
                      fake,
                      () -> admin(fake).update(kind, "Olavi", "PIM", A_MONTH),
                      "RoleAssignmentDoesNotExist")
                  .refusals()
                  .get(0)
                  .message())
          .isEqualTo(message.formatted(changed));
    }

    @Test
    void fact_80_administrator_removesAnApprovedActivation() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .settings("PIM", s -> s.approval(Approval.by(Approver.user(id("Ada")))))
                  .build());
      as(fake, "Jose").activate("PIM", "PT8H");
      as(fake, "Ada").approve("Jose", "PIM").orThrow();
      fake.advance("PT10M");

      assertThat(as(fake, "Ada").removeAssignment("Jose", "PIM").isAccepted()).isTrue();
      assertThat(holds(fake, "Jose", "PIM")).isFalse();
      assertThat(eligibility(fake, "Jose", "PIM").isCurrent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fact_81_groupLosesItsRole_theActivatedStayMembersUntilTheirEnd(boolean direct) {
      FakeTenant fake =
          FakeTenant.of(contoso().holds("Admins", ROLE).eligible("Olavi", "Admins").build());
      as(fake, "Olavi").activate("Admins", "PT8H").orThrow();
      assertThat(holds(fake, "Olavi", ROLE)).isTrue();
      if (direct) {
        admin(fake).removeDirectly("Admins", ROLE).orThrow();
      } else {
        admin(fake).removeAssignment("Admins", ROLE).orThrow();
      }

      assertThat(holds(fake, "Olavi", "Admins")).isTrue();
      assertThat(holds(fake, "Olavi", ROLE)).isFalse();
      fake.advance(Duration.ofHours(8).minusNanos(1));
      assertThat(holds(fake, "Olavi", "Admins")).isTrue();
      fake.advance(Duration.ofNanos(1));
      assertThat(holds(fake, "Olavi", "Admins")).isFalse();
    }

    @Test
    void fact_81_groupDeleted_activationsEndWithIt() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", "PT8H").orThrow();
      admin(fake).delete("PIM").orThrow();

      assertThat(fake.read().assignmentsOf(id("Jose"))).allMatch(Schedule::isEnded);
    }

    @ParameterizedTest
    @CsvSource({"refused", "stays-after-it", "ends-with-it"})
    void fact_239_directAddDuringAnActivation_byTheSwitch(String choice) {
      FakeTenant fake = fake(Switch.DIRECT_ADD_DURING_ACTIVATION, choice);
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();

      if (choice.equals("refused")) {
        refused(fake, () -> admin(fake).addDirectly("Jose", "PIM"), "Request_BadRequest");
      } else {
        assertThat(admin(fake).addDirectly("Jose", "PIM").isAccepted()).isTrue();
      }
      fake.advance("PT1H");
      assertThat(holds(fake, "Jose", "PIM")).isEqualTo(choice.equals("stays-after-it"));
    }

    @Test
    void fact_239_directAddOfWhoIsAssigned_isRefused() {
      FakeTenant fake = fake(Switch.DIRECT_ADD_DURING_ACTIVATION, "stays-after-it");
      admin(fake).assign("Olavi", "PIM", A_MONTH).orThrow();

      refused(fake, () -> admin(fake).addDirectly("Olavi", "PIM"), "Request_BadRequest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_239_directRemovalOfAnActivated_byTheSwitch(String choice) {
      FakeTenant fake = fake(Switch.DIRECT_REMOVAL_ENDS_ACTIVATION, choice);
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();

      if (choice.equals("on")) {
        assertThat(admin(fake).removeDirectly("Jose", "PIM").isAccepted()).isTrue();
        assertThat(holds(fake, "Jose", "PIM")).isFalse();
        assertThat(as(fake, "Jose").activate("PIM", "PT1H").isAccepted()).isTrue();
      } else {
        refused(fake, () -> admin(fake).removeDirectly("Jose", "PIM"), "Request_BadRequest");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_82_restoredUser_getsBackWhatItHadByTheSwitch(String choice) {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Jose", "Staff", until(AT.plus(Duration.ofDays(9))))
                  .holds("Jose", "Admins", until(AT.plus(Duration.ofDays(2))))
                  .build(),
              assuming(Switch.RESTORE_RESTORES_ASSIGNMENTS, choice));
      as(fake, "Jose").activate("PIM", "PT8H").orThrow();
      admin(fake).delete("Jose").orThrow();
      assertThat(fake.read().schedulesOf(id("Jose"))).allMatch(Schedule::isEnded);
      fake.advance("P2D");
      Instant now = fake.now();
      assertThat(admin(fake).restore("Jose").isAccepted()).isTrue();

      boolean back = choice.equals("on");
      assertThat(holds(fake, "Jose", "Staff")).isEqualTo(back);
      assertThat(as(fake, "Jose").activate("PIM", "PT1H").isAccepted()).isEqualTo(back);
      assertThat(holds(fake, "Jose", "Admins")).as("over in the meantime").isFalse();
      if (back) {
        assertThat(endOf(fake, "Jose", "Staff")).isEqualTo(AT.plus(Duration.ofDays(9)));
        assertThat(activitiesSince(fake, now))
            .contains(
                "Restore member from role in PIM completed",
                "Restore eligible member from role in PIM completed");
      }
    }

    @Test
    void fact_82_deletedUser_leavesNoRequestOpen() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .eligible("Olavi", "PIM", until(AT.plus(Duration.ofDays(7))))
                  .eligible("Olavi", "owner of PIM")
                  .eligible("Olavi", "Admins")
                  .settings("owner of PIM", s -> s.approval(Approval.by(Approver.user(id("Ada")))))
                  .build());
      as(fake, "Olavi").askToExtend("PIM", A_MONTH);
      as(fake, "Olavi").activate("owner of PIM", "PT1H");
      as(fake, "Olavi").activate("Admins", from(AT.plusSeconds(3600), "PT1H"));
      assertThat(fake.read().requestsOf(id("Olavi")))
          .extracting(Request::status)
          .containsExactlyInAnyOrder(
              Status.PENDING_ADMIN_DECISION, Status.PENDING_APPROVAL, Status.GRANTED);
      admin(fake).delete("Olavi").orThrow();

      assertThat(fake.read().requestsOf(id("Olavi")))
          .extracting(Request::status)
          .containsOnly(Status.CANCELED);
      fake.advance("P1D");
      assertThat(holds(fake, "Olavi", "Admins")).isFalse();
    }

    @Test
    void fact_82_deletedGroup_leavesNoRequestOpen() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .settings("owner of PIM", s -> s.approval(Approval.by(Approver.user(id("Ada")))))
                  .build());
      as(fake, "Jose").activate("owner of PIM", "PT1H");
      as(fake, "Jose").activate("PIM", from(AT.plusSeconds(3600), "PT1H"));
      admin(fake).delete("PIM").orThrow();

      assertThat(fake.read().requests()).hasSize(2).allMatch(r -> r.status().isFinal());
    }

    @Test
    void fact_82_restoredUser_isNotBlockedByWhatItHadAskedFor() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", from(AT.plusSeconds(3600), "PT1H")).orThrow();
      admin(fake).delete("Jose").orThrow();
      admin(fake).restore("Jose").orThrow();

      assertThat(as(fake, "Jose").activate("PIM", "PT1H").isAccepted()).isTrue();
    }

    @Test
    void fact_82_deletion_endsEachScheduleOnce() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();
      as(fake, "Jose").activate("owner of PIM", "PT1H").orThrow();
      int before = fake.simulation().timeline().moments().size();
      admin(fake).delete("Jose").orThrow();

      assertThat(fake.simulation().timeline().moments().stream().skip(before)).hasSize(5);
    }

    @Test
    void fact_82_whatWasRemovedBeforeOrAfter_doesNotComeBack() {
      FakeTenant fake = fake();
      admin(fake).removeEligibility("Jose", "PIM").orThrow();
      admin(fake).delete("Jose").orThrow();
      admin(fake).delete("Olavi").orThrow();
      admin(fake).restore("Jose").orThrow();
      refused(fake, () -> as(fake, "Jose").activate("PIM", "PT1H"), "EligibilityRule");

      fake.advance("PT5M");
      admin(fake).removeEligibility("Jose", "owner of PIM").orThrow();
      admin(fake).restore("Olavi").orThrow();
      refused(fake, () -> as(fake, "Jose").activate("owner of PIM", "PT1H"), "EligibilityRule");
    }

    @Test
    void fact_82_userAndGroupDeletedAndRestored_inEitherOrder_belongTogetherAgain() {
      for (List<String> order : List.of(List.of("Jose", "PIM"), List.of("PIM", "Jose"))) {
        for (List<String> back : List.of(List.of("Jose", "PIM"), List.of("PIM", "Jose"))) {
          FakeTenant fake = fake();
          order.forEach(name -> admin(fake).delete(name).orThrow());
          back.forEach(name -> admin(fake).restore(name).orThrow());

          assertThat(as(fake, "Jose").activate("PIM", "PT1H").isAccepted())
              .as("deleted %s, restored %s", order, back)
              .isTrue();
        }
      }
    }

    private static FakeTenant licensed(Knowledge knowledge) {
      return FakeTenant.of(
          contoso()
              .holds("Olavi", "Staff")
              .holds("Olavi", "PIM", until(AT.plus(Duration.ofDays(20))))
              .holds("Ada", ROLE, until(AT.plus(Duration.ofDays(20))))
              .build(),
          knowledge);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void fact_83_lapse_makesTimeBoundActivePermanentByTheSwitch(String choice) {
      FakeTenant fake = licensed(assuming(Switch.LICENCE_LAPSE_MAKES_PERMANENT, choice));
      admin(fake).changeLicence(false).orThrow();
      assertThat(holds(fake, "Olavi", "Staff")).as("permanent").isTrue();
      fake.advance("P20D");

      boolean permanent = choice.equals("on");
      assertThat(holds(fake, "Olavi", "Staff")).isTrue();
      assertThat(holds(fake, "Olavi", "PIM")).isEqualTo(permanent);
      assertThat(holds(fake, "Ada", ROLE)).isEqualTo(permanent);
      if (permanent) {
        assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(Instant.MAX);
      }
    }

    @Test
    void fact_83_lapse_removesEveryEligibilityAndForGood() {
      FakeTenant fake = licensed(Knowledge.builtIn());
      admin(fake).makeEligible("Ada", "PIM", from(AT.plusSeconds(60), "P5D")).orThrow();
      admin(fake).changeLicence(false).orThrow();
      assertThat(fake.read().schedules().filter(Eligibility.class::isInstance))
          .allMatch(Schedule::isEnded);

      admin(fake).changeLicence(true).orThrow();
      refused(fake, () -> as(fake, "Jose").activate("PIM", "PT1H"), "EligibilityRule");
      fake.advance("P1D");
      assertThat(fake.read().requests()).allMatch(request -> request.status().isFinal());
    }

    @Test
    void fact_83_lapse_endsWhatWaitsAndWhatIsToCome() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .settings("owner of PIM", s -> s.approval(Approval.by(Approver.user(id("Ada")))))
                  .build());
      as(fake, "Jose").activate("owner of PIM", "PT1H");
      as(fake, "Jose").activate("PIM", from(AT.plusSeconds(3600), "PT1H")).orThrow();
      admin(fake).changeLicence(false).orThrow();

      assertThat(fake.read().requests()).hasSize(2).allMatch(r -> r.status().isFinal());
      fake.advance("PT1H");
      assertThat(holds(fake, "Jose", "PIM")).as("PIM is there no more to start it").isFalse();
    }

    @Test
    void fact_83_whileUnlicensed_pimAnswersNothing() {
      FakeTenant fake = licensed(Knowledge.builtIn());
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();
      fake.advance("PT10M");
      admin(fake).changeLicence(false).orThrow();

      refused(
          fake, () -> admin(fake).makeEligible("Ada", "PIM", A_MONTH), "AadPremiumLicenseRequired");
      refused(
          fake, () -> admin(fake).removeAssignment("Olavi", "PIM"), "AadPremiumLicenseRequired");
      refused(
          fake,
          () -> as(fake, "Jose").deactivate("PIM"),
          "AadPremiumLicenseRequired",
          "RoleAssignmentDoesNotExist");
      refused(
          fake,
          () ->
              admin(fake).changeSettings("PIM", s -> s.activation(ExpirationLimit.atMost("PT1H"))),
          "AadPremiumLicenseRequired");
      assertThat(admin(fake).addDirectly("Ada", "Staff").isAccepted()).isTrue();
      assertThat(admin(fake).removeDirectly("Olavi", "PIM").isAccepted()).isTrue();
    }

    @Test
    void fact_83_lapse_removesTheSettings() {
      FakeTenant fake = licensed(Knowledge.builtIn());
      admin(fake)
          .changeSettings("PIM", s -> s.activation(ExpirationLimit.atMost("PT1H")))
          .orThrow();
      admin(fake).changeLicence(false).orThrow();
      admin(fake).changeLicence(true).orThrow();
      admin(fake).makeEligible("Jose", "PIM", A_MONTH).orThrow();

      assertThat(as(fake, "Jose").activate("PIM", "PT8H").isAccepted())
          .as("the defaults hold again")
          .isTrue();
    }

    @Test
    void fact_83_lapse_stopsTheMails() {
      FakeTenant fake = licensed(assuming(Switch.LICENCE_LAPSE_MAKES_PERMANENT, "off"));
      admin(fake).changeLicence(false).orThrow();
      fake.advance("P30D");

      assertThat(holds(fake, "Olavi", "PIM")).as("it ended meanwhile").isFalse();
      assertThat(fake.simulation().notices().sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Global Administrator", "Privileged Role Administrator"})
    void fact_84_lastActiveAssignment_isNotRemovedByPim(String role) {
      FakeTenant fake = FakeTenant.of(contoso().holds("Ada", role).eligible("Olavi", role).build());

      refused(fake, () -> admin(fake).removeAssignment("Ada", role), "Request_BadRequest");
      refused(fake, () -> admin(fake).removeDirectly("Ada", role), "Request_BadRequest");
      as(fake, "Olavi").activate(role, "PT1H").orThrow();
      assertThat(admin(fake).removeAssignment("Ada", role).isAccepted())
          .as("the other is active")
          .isTrue();
    }

    @Test
    void fact_84_groupsAssignment_countsAsOne() {
      FakeTenant fake =
          FakeTenant.of(
              contoso()
                  .holds("Ada", "Global Administrator")
                  .holds("Admins", "Global Administrator")
                  .build());

      assertThat(admin(fake).removeAssignment("Ada", "Global Administrator").isAccepted()).isTrue();
      refused(
          fake,
          () -> admin(fake).removeAssignment("Admins", "Global Administrator"),
          "Request_BadRequest");
    }

    @Test
    void fact_84_otherRoles_mayLoseTheirLast() {
      FakeTenant fake = FakeTenant.of(contoso().holds("Ada", ROLE).build());

      assertThat(admin(fake).removeAssignment("Ada", ROLE).isAccepted()).isTrue();
    }

    @Test
    void fact_84_assignmentsNotRead_theRefusalNamesTheRead() {
      Read read = Read.of(Read.Kind.ROLE_ASSIGNMENTS);
      FakeTenant fake =
          FakeTenant.of(
              contoso().holds("Ada", "Global Administrator").build().toBuilder()
                  .coverage(Coverage.everything().with(read, Completeness.partial("a page")))
                  .build());

      assertThat(
              refused(
                      fake,
                      () -> admin(fake).removeAssignment("Ada", "Global Administrator"),
                      "Request_BadRequest")
                  .refusals()
                  .get(0)
                  .reads())
          .containsExactly(read);
    }

    @Test
    void fact_84_eligibilityForTheRole_isRemovedFreely() {
      FakeTenant fake = FakeTenant.of(contoso().eligible("Olavi", "Global Administrator").build());

      assertThat(admin(fake).removeEligibility("Olavi", "Global Administrator").isAccepted())
          .isTrue();
    }
  }

  @Nested
  class ExtendAndRenew {

    private static final Duration DAYS_14 = Duration.ofDays(14);
    private static final Instant END = AT.plus(Duration.ofDays(20));

    /** Olavi is eligible for, or assigned to, a group and a role until a while from now. */
    private static TenantBuilder ending(Kind kind) {
      TenantBuilder builder = contoso();
      for (String access : List.of("PIM", "owner of PIM", ROLE)) {
        if (kind == Kind.ELIGIBLE) {
          builder.eligible("Olavi", access, until(END));
        } else {
          builder.holds("Olavi", access, until(END));
        }
      }
      return builder;
    }

    @ParameterizedTest
    @CsvSource({
      "ELIGIBLE, PIM", "ELIGIBLE, owner of PIM", "ELIGIBLE, " + ROLE,
      "ACTIVE, PIM", "ACTIVE, owner of PIM", "ACTIVE, " + ROLE
    })
    void fact_85_fact_87_extension_fromFourteenDaysBeforeTheEnd(Kind kind, String access) {
      FakeTenant fake = FakeTenant.of(ending(kind).build());
      Instant earliest = END.minus(DAYS_14);
      fake.advanceTo(earliest.minusNanos(1));

      Denied byAdmin =
          refused(
              fake,
              () -> admin(fake).extend(kind, "Olavi", access, A_MONTH),
              "InvalidRoleAssignmentRequest");
      refused(
          fake,
          () -> as(fake, "Olavi").askToExtend(kind, access, A_MONTH),
          "InvalidRoleAssignmentRequest");
      assertThat(byAdmin.nearest().flatMap(Nearest::earliest)).contains(earliest);
      fake.advanceTo(earliest);
      assertThat(as(fake, "Olavi").askToExtend(kind, access, A_MONTH).isWaiting()).isTrue();
      assertThat(admin(fake).extend(kind, "Olavi", access, A_MONTH).isAccepted()).isTrue();
      assertThat(lastRequest(fake).status()).isEqualTo(Status.PROVISIONED);
      assertThat(endOf(fake, "Olavi", access)).isEqualTo(earliest.plus(DAYS_30));
      assertThat(schedule(fake, "Olavi", access).phase()).isEqualTo(Phase.CURRENT);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_85_extension_upToTheLastInstantAndRenewalFromTheEndOn(Kind kind) {
      FakeTenant fake = FakeTenant.of(ending(kind).build());
      fake.advanceTo(END.minusNanos(1));
      refused(fake, () -> admin(fake).renew(kind, "Olavi", "PIM", A_MONTH), "RoleAssignmentExists");
      refused(
          fake, () -> as(fake, "Olavi").askToRenew(kind, "PIM", A_MONTH), "RoleAssignmentExists");
      assertThat(as(fake, "Olavi").validatingOnly().askToExtend(kind, "PIM", A_MONTH).isWaiting())
          .isTrue();
      fake.advanceTo(END);

      refused(
          fake,
          () -> admin(fake).extend(kind, "Olavi", "PIM", A_MONTH),
          "RoleAssignmentDoesNotExist");
      refused(
          fake,
          () -> as(fake, "Olavi").askToExtend(kind, "PIM", A_MONTH),
          "RoleAssignmentDoesNotExist");
      assertThat(admin(fake).renew(kind, "Olavi", "PIM", A_MONTH).isAccepted()).isTrue();
      assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(END.plus(DAYS_30));
      assertThat(holds(fake, "Olavi", "PIM")).isEqualTo(kind == Kind.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({
      "ELIGIBLE, PIM", "ELIGIBLE, owner of PIM", "ELIGIBLE, " + ROLE,
      "ACTIVE, PIM", "ACTIVE, owner of PIM", "ACTIVE, " + ROLE
    })
    void fact_85_renewal_upTo30DaysAfterTheEnd(Kind kind, String access) {
      FakeTenant fake = FakeTenant.of(ending(kind).build());
      Instant last = END.plus(DAYS_30);
      fake.advanceTo(last.minusNanos(1));

      assertThat(as(fake, "Olavi").askToRenew(kind, access, A_MONTH).isWaiting()).isTrue();
      assertThat(admin(fake).validatingOnly().renew(kind, "Olavi", access, A_MONTH).isAccepted())
          .isTrue();
      fake.advanceTo(last);
      refused(
          fake,
          () -> admin(fake).renew(kind, "Olavi", access, A_MONTH),
          "RoleAssignmentDoesNotExist");
      refused(
          fake,
          () -> as(fake, "Olavi").askToRenew(kind, access, A_MONTH),
          "RoleAssignmentDoesNotExist",
          "PendingRoleAssignmentRequest");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_85_whatWasRemovedOrNeverWas_isNotRenewed(Kind kind) {
      FakeTenant fake = FakeTenant.of(ending(kind).build());
      remove(fake, kind, "Olavi", "PIM").orThrow();

      refused(
          fake,
          () -> admin(fake).renew(kind, "Olavi", "PIM", A_MONTH),
          "RoleAssignmentDoesNotExist");
      refused(
          fake,
          () -> admin(fake).renew(kind, "Olavi", "Admins", A_MONTH),
          "RoleAssignmentDoesNotExist");
    }

    @Test
    void fact_85_activationThatEnded_isNotRenewed() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", "PT1H").orThrow();
      fake.advance("PT1H");

      refused(
          fake,
          () -> admin(fake).renew(Kind.ACTIVE, "Jose", "PIM", A_MONTH),
          "RoleAssignmentDoesNotExist");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_85_permanent_hasNothingToExtend(Kind kind) {
      FakeTenant fake =
          FakeTenant.of(contoso().holds("Olavi", "PIM").eligible("Olavi", "PIM").build());

      refused(
          fake,
          () -> admin(fake).extend(kind, "Olavi", "PIM", A_MONTH),
          "InvalidRoleAssignmentRequest");
    }

    @Test
    void fact_85_extension_keepsToTheSettings() {
      FakeTenant fake = FakeTenant.of(ending(Kind.ELIGIBLE).build());
      fake.advanceTo(END.minus(DAYS_14));

      refused(
          fake,
          () -> admin(fake).extend(Kind.ELIGIBLE, "Olavi", "PIM", Expiration.after("P366D")),
          "ExpirationRule");
      refused(
          fake,
          () -> as(fake, "Olavi").askToExtend("PIM", Expiration.after("P366D")),
          "ExpirationRule");
    }

    private static FakeTenant nearTheEnd(Kind kind) {
      FakeTenant fake = FakeTenant.of(ending(kind).build());
      return fake.advanceTo(END.minus(DAYS_14));
    }

    @Test
    void fact_86_extension_isAskedForByTheOneItIsAbout() {
      FakeTenant fake = nearTheEnd(Kind.ELIGIBLE);

      refused(
          fake,
          () -> fake.simulation().run(extension("Jose", "Olavi", access(fake, "PIM"))),
          "Authorization_RequestDenied");
      refused(
          fake,
          () -> fake.simulation().run(extension("Ada", "Olavi", access(fake, "PIM"))),
          "Authorization_RequestDenied");
      assertThat(
              fake.simulation().run(extension("Olavi", "Olavi", access(fake, "PIM"))).isWaiting())
          .isTrue();
    }

    private static Command extension(String caller, String principal, Access access) {
      return Command.selfExtend(
          Call.of(Id.of("5c7a1c33-0000-4000-8000-000000000001"), Caller.of(id(caller)))
              .because("work"),
          Kind.ELIGIBLE,
          id(principal),
          access,
          ScheduleInfo.startingNow(A_MONTH));
    }

    private static FakeTenant groupNearTheEnd() {
      return FakeTenant.of(
          contoso()
              .user("Dora", u -> u.displayName("Dora").enabled(Verdict.NO))
              .holds("Olavi", "Staff")
              .holds("Dora", "Staff")
              .holds("Ada", "owner of Staff")
              .eligible("Staff", "PIM", until(AT.plus(Duration.ofDays(3))))
              .build());
    }

    @Test
    void fact_86_affectedGroup_itsMembersAsk() {
      FakeTenant fake = groupNearTheEnd();
      Access pim = access(fake, "PIM");

      refused(
          fake,
          () -> fake.simulation().run(extension("Jose", "Staff", pim)),
          "Authorization_RequestDenied",
          "Authorization_RequestDenied");
      assertThat(fake.simulation().run(extension("Olavi", "Staff", pim)).isWaiting()).isTrue();
      admin(fake).approve("Staff", "PIM").orThrow();
      assertThat(endOf(fake, "Staff", "PIM")).isEqualTo(AT.plus(DAYS_30));
    }

    @Test
    void fact_86_fact_247_disabledMemberOfTheGroup_asksForNothing() {
      FakeTenant fake = groupNearTheEnd();

      refused(
          fake,
          () -> fake.simulation().run(extension("Dora", "Staff", access(fake, "PIM"))),
          "Authorization_RequestDenied");
    }

    @Test
    void fact_86_request_waitsForWhoeverMayAdministerAndForNoApprover() {
      FakeTenant fake =
          FakeTenant.of(
              ending(Kind.ELIGIBLE)
                  .user("Dora", u -> u.displayName("Dora").enabled(Verdict.NO))
                  .holds("Dora", "owner of PIM")
                  .settings("PIM", s -> s.approval(Approval.by(Approver.user(id("Jose")))))
                  .build());
      fake.advanceTo(END.minus(DAYS_14));
      Decision asked = as(fake, "Olavi").askToExtend("PIM", A_MONTH);

      assertThat(((Waiting) asked).deciders()).containsExactly(id("Ada"));
      assertThat(lastRequest(fake).status()).isEqualTo(Status.PENDING_ADMIN_DECISION);
      refused(fake, () -> as(fake, "Jose").approve("Olavi", "PIM"), "Authorization_RequestDenied");
      refused(fake, () -> as(fake, "Olavi").approve("Olavi", "PIM"), "Authorization_RequestDenied");
      assertThat(as(fake, "Ada").approve("Olavi", "PIM").isAccepted()).isTrue();
      assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(fake.now().plus(DAYS_30));
    }

    @Test
    void fact_86_fact_194_deniedExtension_changesNothing() {
      FakeTenant fake = nearTheEnd(Kind.ELIGIBLE);
      as(fake, "Olavi").askToExtend("PIM", A_MONTH);
      Request request = lastRequest(fake);
      assertThat(as(fake, "Ada").deny("Olavi", "PIM").isAccepted()).isTrue();

      assertThat(status(fake, request)).isEqualTo(Status.ADMIN_DENIED);
      assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(END);
      assertThat(activities(fake))
          .containsSubsequence(
              "Update eligible member in PIM requested (extend)",
              "Update member in PIM denied by admin (extend/renew)");
    }

    @Test
    void fact_86_approvalAfterTheEnd_failsTheExtension() {
      FakeTenant fake = nearTheEnd(Kind.ELIGIBLE);
      as(fake, "Olavi").askToExtend("PIM", A_MONTH);
      Request request = lastRequest(fake);
      fake.advanceTo(END);
      as(fake, "Ada").approve("Olavi", "PIM").orThrow();

      assertThat(status(fake, request)).isEqualTo(Status.FAILED);
      assertThat(schedules(fake, "Olavi", "PIM")).allMatch(Schedule::isEnded);
    }

    @Test
    void fact_87_extensionByAnAdministrator_needsNoApprovalAndTellsTheOthers() {
      FakeTenant fake =
          FakeTenant.of(
              ending(Kind.ELIGIBLE)
                  .settings(
                      "PIM",
                      s ->
                          s.approval(
                              Approval.builder()
                                  .required(true)
                                  .requiredForExtension(true)
                                  .addApprovers(Approver.user(id("Jose")))
                                  .build()))
                  .build());
      fake.advanceTo(END.minus(DAYS_14));
      assertThat(admin(fake).extend(Kind.ELIGIBLE, "Olavi", "PIM", A_MONTH).isAccepted()).isTrue();

      assertThat(fake.simulation().notices().about(access(fake, "PIM")).sent())
          .filteredOn(notice -> notice.topic() == Topic.EXTENDED)
          .extracting(Notice::rule, notice -> List.copyOf(notice.recipients()))
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  PolicyRule.ELIGIBILITY_TO_ADMINISTRATORS, List.of(id("Ada"))),
              org.assertj.core.groups.Tuple.tuple(
                  PolicyRule.ELIGIBILITY_TO_ASSIGNEE, List.of(id("Olavi"))));
    }

    @Test
    void fact_88_approval_canSetAnotherEnd() {
      FakeTenant fake = nearTheEnd(Kind.ELIGIBLE);
      as(fake, "Olavi").askToExtend("PIM", A_MONTH);
      as(fake, "Ada").approve("Olavi", "PIM", Expiration.after("P60D")).orThrow();

      assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(fake.now().plus(Duration.ofDays(60)));
    }

    private static Command review(Request request, Kind kind, Optional<ScheduleInfo> times) {
      return new Command.Review(
          Call.of(Id.of("5c7a1c33-0000-4000-8000-000000000009"), Caller.of(id("Ada")))
              .because("new hire"),
          request.id(),
          Command.Review.Result.APPROVE,
          Optional.of(kind),
          times);
    }

    @Test
    void fact_88_approval_canMakeEligibleActive() {
      FakeTenant fake = nearTheEnd(Kind.ELIGIBLE);
      as(fake, "Olavi").askToExtend("PIM", A_MONTH);
      fake.simulation().run(review(lastRequest(fake), Kind.ACTIVE, Optional.empty())).orThrow();

      assertThat(holds(fake, "Olavi", "PIM")).isTrue();
      assertThat(lastRequest(fake).status()).isEqualTo(Status.PROVISIONED);
      assertThat(eligibility(fake, "Olavi", "PIM").span().endExclusive()).isEqualTo(END);
      fake.advance("P30D");
      assertThat(holds(fake, "Olavi", "PIM")).isFalse();
    }

    @Test
    void fact_88_approvalAsActive_keepsToTheSettingsForActive() {
      FakeTenant fake = nearTheEnd(Kind.ELIGIBLE);
      as(fake, "Olavi").askToExtend("PIM", Expiration.after("P200D"));

      refused(
          fake,
          () -> fake.simulation().run(review(lastRequest(fake), Kind.ACTIVE, Optional.empty())),
          "ExpirationRule");
    }

    @Test
    void fact_88_renewal_hasToSayTheTimes() {
      FakeTenant fake = FakeTenant.of(ending(Kind.ELIGIBLE).build());
      fake.advanceTo(END);
      as(fake, "Olavi").askToRenew("PIM", A_MONTH);

      refused(fake, () -> as(fake, "Ada").approve("Olavi", "PIM"), "InvalidRoleAssignmentRequest");
      as(fake, "Ada").approve("Olavi", "PIM", Expiration.after("P10D")).orThrow();
      assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(END.plus(Duration.ofDays(10)));
      assertThat(as(fake, "Olavi").activate("PIM", "PT1H").isAccepted()).isTrue();
    }

    @Test
    void fact_88_renewal_canStartLater() {
      FakeTenant fake = FakeTenant.of(ending(Kind.ELIGIBLE).build());
      fake.advanceTo(END);
      as(fake, "Olavi").askToRenew("PIM", A_MONTH);
      Instant start = END.plusSeconds(3600);
      Request request = lastRequest(fake);
      fake.simulation()
          .run(review(request, Kind.ELIGIBLE, Optional.of(from(start, "P10D"))))
          .orThrow();

      assertThat(status(fake, request)).isEqualTo(Status.GRANTED);
      refused(
          fake,
          () -> as(fake, "Olavi").activate("PIM", "PT1H"),
          "PendingRoleAssignmentRequest",
          "EligibilityRule");
      fake.advanceTo(start);
      assertThat(status(fake, request)).isEqualTo(Status.PROVISIONED);
      assertThat(as(fake, "Olavi").activate("PIM", "PT1H").isAccepted()).isTrue();
    }

    @Test
    void fact_88_renewal_canBecomeActive() {
      FakeTenant fake = FakeTenant.of(ending(Kind.ELIGIBLE).build());
      fake.advanceTo(END);
      as(fake, "Olavi").askToRenew("PIM", A_MONTH);
      fake.simulation()
          .run(
              review(
                  lastRequest(fake),
                  Kind.ACTIVE,
                  Optional.of(ScheduleInfo.startingNow(Expiration.after("P10D")))))
          .orThrow();

      assertThat(holds(fake, "Olavi", "PIM")).isTrue();
      assertThat(eligibility(fake, "Olavi", "PIM").phase()).isEqualTo(Phase.EXPIRED);
    }

    @Test
    void fact_89_secondExtension_isRefusedWhileOneIsPending() {
      FakeTenant fake = nearTheEnd(Kind.ELIGIBLE);
      as(fake, "Olavi").askToExtend("PIM", A_MONTH);

      refused(
          fake,
          () -> as(fake, "Olavi").askToExtend("PIM", Expiration.after("P60D")),
          "PendingRoleAssignmentRequest");
      assertThat(as(fake, "Olavi").askToExtend("owner of PIM", A_MONTH).isWaiting()).isTrue();
      as(fake, "Olavi").cancel("Olavi", "PIM").orThrow();
      assertThat(as(fake, "Olavi").askToExtend("PIM", A_MONTH).isWaiting()).isTrue();
    }

    private static List<Instant> mails(FakeTenant fake, Topic topic, String who) {
      return fake.simulation().notices().about(access(fake, "PIM")).to(id(who)).sent().stream()
          .filter(notice -> notice.topic() == topic)
          .map(Notice::at)
          .toList();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_90_fact_199_mails_twoWeeksAndADayBeforeAndAtTheEnd(Kind kind) {
      FakeTenant fake = FakeTenant.of(ending(kind).build());
      fake.advanceTo(END.minus(DAYS_14).minusNanos(1));
      assertThat(mails(fake, Topic.ENDS_SOON, "Olavi")).isEmpty();
      fake.advance("P30D");

      for (String who : List.of("Olavi", "Ada")) {
        assertThat(mails(fake, Topic.ENDS_SOON, who))
            .containsExactly(END.minus(DAYS_14), END.minus(Duration.ofDays(1)));
        assertThat(mails(fake, Topic.EXPIRED, who)).containsExactly(END);
      }
      assertThat(mails(fake, Topic.ENDS_SOON, "Jose")).isEmpty();
    }

    @Test
    void fact_90_extended_isToldOfTheNewEndOnly() {
      FakeTenant fake = nearTheEnd(Kind.ELIGIBLE);
      admin(fake).extend(Kind.ELIGIBLE, "Olavi", "PIM", A_MONTH).orThrow();
      Instant end = fake.now().plus(DAYS_30);
      fake.advance("P60D");

      assertThat(mails(fake, Topic.ENDS_SOON, "Olavi"))
          .containsExactly(END.minus(DAYS_14), end.minus(DAYS_14), end.minus(Duration.ofDays(1)));
      assertThat(mails(fake, Topic.EXPIRED, "Olavi")).containsExactly(end);
    }

    @Test
    void fact_90_activation_isNotAnnouncedToEnd() {
      FakeTenant fake = fake();
      as(fake, "Jose").activate("PIM", "PT8H").orThrow();
      fake.advance("P1D");

      assertThat(mails(fake, Topic.ENDS_SOON, "Jose")).isEmpty();
      assertThat(mails(fake, Topic.EXPIRED, "Jose")).isEmpty();
    }

    @Test
    void fact_92_thereAreNineActions_selfExtendAndSelfRenewAmongThem() {
      assertThat(Action.values())
          .extracting(Action::wireName)
          .containsExactlyInAnyOrder(
              "adminAssign",
              "adminUpdate",
              "adminRemove",
              "adminExtend",
              "adminRenew",
              "selfActivate",
              "selfDeactivate",
              "selfExtend",
              "selfRenew");
    }

    @ParameterizedTest
    @CsvSource({
      "always, true, true",
      "always, false, true",
      "as-settings-say, true, true",
      "as-settings-say, false, false"
    })
    void fact_92_fact_93_extension_waitsByTheSwitchAndTheSettings(
        String choice, boolean required, boolean waits) {
      FakeTenant fake =
          FakeTenant.of(
              ending(Kind.ELIGIBLE)
                  .settings(
                      "PIM",
                      s -> s.approval(Approval.builder().requiredForExtension(required).build()))
                  .build(),
              assuming(Switch.EXTENSION_WAITS, choice));
      fake.advanceTo(END.minus(DAYS_14));
      Decision decision = as(fake, "Olavi").askToExtend("PIM", A_MONTH);

      assertThat(decision.isWaiting()).isEqualTo(waits);
      assertThat(decision.isAccepted()).isEqualTo(!waits);
      assertThat(endOf(fake, "Olavi", "PIM")).isEqualTo(waits ? END : fake.now().plus(DAYS_30));
    }

    @ParameterizedTest
    @CsvSource({"always, true", "as-settings-say, false"})
    void fact_92_fact_93_renewal_waitsByTheSwitchToo(String choice, boolean waits) {
      FakeTenant fake =
          FakeTenant.of(ending(Kind.ELIGIBLE).build(), assuming(Switch.EXTENSION_WAITS, choice));
      fake.advanceTo(END);

      assertThat(as(fake, "Olavi").askToRenew("PIM", A_MONTH).isWaiting()).isEqualTo(waits);
      assertThat(eligibility(fake, "Olavi", "PIM").isCurrent()).isEqualTo(!waits);
    }

    @Test
    void fact_85_fact_218_extensionAtAUnit_reachesThatScopeOnly() {
      Access atUnit =
          Access.role(
              Id.of("fe930be7-5e62-47db-91af-98c3a49a38b1"),
              DirectoryScope.administrativeUnit(id("unit")));
      FakeTenant fake =
          FakeTenant.of(
              contoso().eligible("Olavi", atUnit, until(AT.plus(Duration.ofDays(3)))).build());

      assertThat(fake.simulation().run(extension("Olavi", "Olavi", atUnit)).isWaiting()).isTrue();
      refused(
          fake, () -> as(fake, "Olavi").askToExtend(ROLE, A_MONTH), "RoleAssignmentDoesNotExist");
    }
  }
}
