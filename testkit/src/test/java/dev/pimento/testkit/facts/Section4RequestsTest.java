package dev.pimento.testkit.facts;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.facts.Tailwind.AT;
import static dev.pimento.testkit.facts.Tailwind.EXCHANGE;
import static dev.pimento.testkit.facts.Tailwind.GLOBAL;
import static dev.pimento.testkit.facts.Tailwind.INTUNE;
import static dev.pimento.testkit.facts.Tailwind.MAIL;
import static dev.pimento.testkit.facts.Tailwind.OWNER;
import static dev.pimento.testkit.facts.Tailwind.approve;
import static dev.pimento.testkit.facts.Tailwind.byAnnOrBob;
import static dev.pimento.testkit.facts.Tailwind.byMembersOf;
import static dev.pimento.testkit.facts.Tailwind.call;
import static dev.pimento.testkit.facts.Tailwind.cancel;
import static dev.pimento.testkit.facts.Tailwind.day;
import static dev.pimento.testkit.facts.Tailwind.deny;
import static dev.pimento.testkit.facts.Tailwind.error;
import static dev.pimento.testkit.facts.Tailwind.gated;
import static dev.pimento.testkit.facts.Tailwind.held;
import static dev.pimento.testkit.facts.Tailwind.holds;
import static dev.pimento.testkit.facts.Tailwind.in;
import static dev.pimento.testkit.facts.Tailwind.last;
import static dev.pimento.testkit.facts.Tailwind.lastStatus;
import static dev.pimento.testkit.facts.Tailwind.lax;
import static dev.pimento.testkit.facts.Tailwind.names;
import static dev.pimento.testkit.facts.Tailwind.request;
import static dev.pimento.testkit.facts.Tailwind.status;
import static dev.pimento.testkit.facts.Tailwind.tenant;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pimento.directory.Access;
import dev.pimento.directory.DirectoryScope;
import dev.pimento.directory.Id;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Switch;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Nearest;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.Requirement;
import dev.pimento.port.Outcome;
import dev.pimento.simulation.Actor;
import dev.pimento.simulation.Simulation;
import dev.pimento.tenant.Completeness;
import dev.pimento.tenant.Coverage;
import dev.pimento.tenant.Read;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Request.Action;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Status.Nature;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.FakeTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 4: what becomes of a request. */
class Section4RequestsTest {

  private static final Access MEMBER = Access.member(id(MAIL));
  private static final Expiration MONTH = Expiration.after("P30D");

  /** Eligible and assigned until a week from now, and so within the 14 days of an extension. */
  private static final Interval ENDING = Interval.of(AT.minus(Duration.ofDays(30)), in("P7D"));

  private static ScheduleInfo from(String start, String duration) {
    return ScheduleInfo.startingAt(in(start), Expiration.after(duration));
  }

  private static Simulation asked(TenantBuilder tenant) {
    Simulation day = day(tenant);
    day.as("Jo").activate(MAIL, "PT1H").orThrow();
    return day;
  }

  private static Simulation granted(TenantBuilder tenant) {
    Simulation day = day(tenant.settings(MAIL, Tailwind::lax));
    day.as("Jo").activate(MAIL, from("PT2H", "PT4H")).orThrow();
    return day;
  }

  /** Eve is eligible until in a week, and asks for a month more. */
  private static Simulation askedToExtend() {
    Simulation day =
        day(tenant().user("Eve").eligible("Eve", MAIL, ENDING).settings(MAIL, Tailwind::lax));
    day.as("Eve").askToExtend(MAIL, MONTH).orThrow();
    return day;
  }

  /** 4.1 */
  @Nested
  class Actions {

    @ParameterizedTest
    @CsvSource({
      "adminAssign, false",
      "adminUpdate, false",
      "adminRemove, false",
      "selfActivate, true",
      "selfDeactivate, true",
      "adminExtend, false",
      "adminRenew, false",
      "selfExtend, true",
      "selfRenew, true"
    })
    void fact_121_action_goesByItsWireName(String wireName, boolean self) {
      assertThat(Action.of(wireName).map(Action::wireName)).contains(wireName);
      assertThat(Action.of(wireName.toUpperCase(Locale.ROOT))).isEqualTo(Action.of(wireName));
      assertThat(Action.of(wireName).map(Action::isSelf)).contains(self);
      assertThat(Action.values()).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknownFutureValue", "UserAdd", "AdminAdd", "UserRemove", ""})
    void fact_121_fact_125_otherWords_areNoActions(String word) {
      assertThat(Action.of(word)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void fact_122_scheduleInfo_isLeftOutOfRemovalsAndNeededElsewhere(Action action) {
      boolean ends = action == Action.ADMIN_REMOVE || action == Action.SELF_DEACTIVATE;
      Optional<ScheduleInfo> wrong =
          ends ? Optional.of(ScheduleInfo.startingNow(MONTH)) : Optional.empty();

      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new Command.ScheduleRequest(
                      call("x", "Jo"), action, Kind.ACTIVE, id("Jo"), MEMBER, wrong))
          .withMessageContaining(action.wireName());
    }

    @ParameterizedTest
    @EnumSource(
        value = Action.class,
        names = {"SELF_ACTIVATE", "SELF_DEACTIVATE"})
    void fact_124_activation_isNoEligibilityRequest(Action action) {
      Optional<ScheduleInfo> schedule =
          action == Action.SELF_ACTIVATE
              ? Optional.of(ScheduleInfo.startingNow(Expiration.after("PT1H")))
              : Optional.empty();

      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new Command.ScheduleRequest(
                      call("x", "Jo"), action, Kind.ELIGIBLE, id("Jo"), MEMBER, schedule));
    }

    @Test
    void fact_123_deactivationAndRemovals_answerRevoked() {
      Simulation day =
          day(
              tenant()
                  .settings(MAIL, Tailwind::lax)
                  .holds("Sam", MAIL)
                  .eligible("Ann", MAIL)
                  .holds("Bob", MAIL, Interval.from(in("P1D"))));
      day.as("Jo").activate(MAIL, "PT4H").orThrow();
      day.advance("PT5M");

      day.as("Jo").deactivate(MAIL).orThrow();
      assertThat(lastStatus(day)).isEqualTo("Revoked");
      day.as("Priya").removeAssignment("Sam", MAIL).orThrow();
      assertThat(lastStatus(day)).isEqualTo("Revoked");
      day.as("Priya").removeEligibility("Ann", MAIL).orThrow();
      assertThat(lastStatus(day)).isEqualTo("Revoked");
      day.as("Priya").removeAssignment("Bob", MAIL).orThrow();
      assertThat(lastStatus(day)).as("its start was still to come").isEqualTo("Revoked");
      assertThat(last(day).schedule()).as("no expiration on removal").isEmpty();
      assertThat(Stream.of("Jo", "Sam", "Bob").map(who -> holds(day, who, MAIL)))
          .containsOnly(false);
    }
  }

  /** 4.2 */
  @Nested
  class Statuses {

    /** The words of the schedule page (126), of older interfaces (127) and of one client (128). */
    @ParameterizedTest
    @CsvSource({
      "Canceled, FAILED",
      "Denied, FAILED",
      "Failed, FAILED",
      "Granted, GRANTED",
      "PendingAdminDecision, WAITING",
      "PendingApproval, WAITING",
      "PendingProvisioning, TRANSIENT",
      "PendingScheduleCreation, TRANSIENT",
      "Provisioned, DONE",
      "Revoked, DONE",
      "ScheduleCreated, TRANSIENT",
      "Accepted, TRANSIENT",
      "PendingEvaluation, TRANSIENT",
      "PendingRevocation, TRANSIENT",
      "PendingApprovalProvisioning, TRANSIENT",
      "FailedAsResourceIsLocked, FAILED",
      "AdminApproved, TRANSIENT",
      "AdminDenied, FAILED",
      "TimedOut, FAILED",
      "ProvisioningStarted, TRANSIENT",
      "Invalid, FAILED",
      "PendingExternalProvisioning, TRANSIENT"
    })
    void fact_126_fact_127_fact_128_status_isKnown(String word, Nature nature) {
      Status status = Status.of(word);

      assertThat(status.nature()).isEqualTo(nature);
      assertThat(Status.known()).contains(status).hasSize(22);
      assertThat(Status.of(" " + word.toUpperCase(Locale.ROOT)))
          .isEqualTo(status)
          .hasToString(word);
      assertThat(status.isFinal()).isEqualTo(nature == Nature.DONE || nature == Nature.FAILED);
      assertThat(status.isWaiting()).isEqualTo(nature == Nature.WAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PendingMoonPhase", "granted!", ""})
    void fact_126_unknownWord_staysWhatItIs(String word) {
      Status status = Status.of(word);

      assertThat(status).hasToString(word);
      assertThat(status.nature()).isEqualTo(Nature.UNKNOWN);
      assertThat(status.isFinal()).isFalse();
      assertThat(status.isCancellable()).isFalse();
      assertThat(status.next()).isEmpty();
    }

    @Test
    void fact_126_requestWithAnUnknownStatus_survivesTheDay() {
      Simulation day = Simulation.of(withRequest("PendingMoonPhase"));
      day.advance("P100D");

      assertThat(status(day, id("request"))).isEqualTo("PendingMoonPhase");
      assertThat(day.tenant().requestsListedAt(day.now())).hasSize(1);
      assertThat(error(approve(day, "Ann", id("request")))).startsWith("409 Conflict");
      assertThat(cancel(day, "Jo", id("request")).isDenied()).isTrue();
    }

    /** Terraform cancels these (131); it also cancels what was denied or failed, its own choice. */
    @ParameterizedTest
    @CsvSource({
      "Granted, true",
      "PendingAdminDecision, true",
      "PendingApproval, true",
      "PendingProvisioning, true",
      "PendingScheduleCreation, true",
      "Provisioned, false",
      "ScheduleCreated, false",
      "Canceled, false",
      "Revoked, false",
      "Denied, false",
      "Failed, false",
      "TimedOut, false",
      "AdminDenied, false",
      "PendingRevocation, false"
    })
    void fact_131_fact_132_status_cancellable(String word, boolean cancellable) {
      assertThat(Status.of(word).isCancellable()).isEqualTo(cancellable);
      Simulation day = Simulation.of(withRequest(word));
      Decision decision = cancel(day, "Jo", id("request"));

      assertThat(decision.isAccepted()).isEqualTo(cancellable);
      if (cancellable) {
        assertThat(status(day, id("request"))).isEqualTo("Canceled");
        assertThat(request(day, id("request")).completed()).contains(AT);
      } else {
        assertThat(error(decision))
            .isEqualTo("400 InvalidRoleAssignmentRequest: The role assignment request is invalid.");
        assertThat(status(day, id("request"))).isEqualTo(word);
      }
    }

    @ParameterizedTest
    @CsvSource({
      "PendingApproval, Provisioned, true",
      "PendingApproval, PendingProvisioning, true",
      "PendingApproval, Granted, true",
      "PendingApproval, Denied, true",
      "PendingApproval, TimedOut, true",
      "PendingApproval, Canceled, true",
      "PendingApproval, Revoked, false",
      "PendingApproval, AdminDenied, false",
      "Granted, Provisioned, true",
      "Granted, Canceled, true",
      "Granted, Denied, false",
      "Granted, PendingApproval, false",
      "PendingScheduleCreation, Provisioned, true",
      "ScheduleCreated, Provisioned, true",
      "PendingProvisioning, Provisioned, true",
      "PendingProvisioning, Failed, true",
      "PendingAdminDecision, AdminApproved, true",
      "PendingAdminDecision, Provisioned, true",
      "PendingAdminDecision, AdminDenied, true",
      "PendingAdminDecision, Denied, true",
      "PendingAdminDecision, Canceled, true",
      "AdminApproved, Provisioned, true",
      "Provisioned, Revoked, false",
      "Provisioned, Canceled, false",
      "Denied, Provisioned, false",
      "Canceled, Provisioned, false",
      "Revoked, Provisioned, false",
      "Failed, Provisioned, false"
    })
    void fact_126_fact_134_step_isInTheTable(String one, String next, boolean allowed) {
      assertThat(Status.of(one).next().contains(Status.of(next))).isEqualTo(allowed);
      Request request = withRequest(one).request(id("request")).orElseThrow();
      if (allowed) {
        assertThat(request.inStatus(Status.of(next)).status()).hasToString(next);
      } else {
        assertThatIllegalStateException()
            .isThrownBy(() -> request.inStatus(Status.of(next)))
            .withMessageContaining(one)
            .withMessageContaining(next)
            .withMessageContaining("selfActivate");
      }
    }

    @Test
    void fact_126_everyStatus_comesToAnEndAndNothingFollowsAnEnd() {
      for (Status status : Status.known()) {
        Set<Status> reached = new HashSet<>();
        Deque<Status> open = new ArrayDeque<>(List.of(status));
        while (!open.isEmpty()) {
          open.remove().next().stream().filter(reached::add).forEach(open::add);
        }
        assertThat(reached.stream().anyMatch(Status::isFinal))
            .as(status.toString())
            .isEqualTo(!status.isFinal());
        assertThat(reached).doesNotContain(status);
      }
    }

    @Test
    void fact_115_requestThatHadWaitedADayBeforeTheRead_lapsedThen() {
      Request old =
          Request.builder()
              .from(withRequest("PendingApproval").request(id("request")).orElseThrow())
              .created(AT.minus(Duration.ofHours(25)))
              .build();
      Simulation day = Simulation.of(gated().build().toBuilder().request(old).build());

      assertThat(status(day, id("request"))).isEqualTo("TimedOut");
      assertThat(request(day, id("request")).completed()).contains(AT.minus(Duration.ofHours(1)));
      assertThat(day.as("Jo").activate(MAIL, "PT1H").isWaiting()).isTrue();
    }

    @Test
    void fact_133_fact_241_settledRequests_areListedFor45Days() {
      Simulation day = day(gated().settings(INTUNE, s -> lax(s)));
      day.as("Jo").activate(INTUNE, "PT1H").orThrow();
      Id settled = last(day).id();
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      Id waiting = last(day).id();
      Instant gone = in("P45D");

      assertThat(listed(day, gone.minusNanos(1))).containsExactlyInAnyOrder(settled, waiting);
      assertThat(listed(day, gone)).containsExactly(waiting);
      assertThat(day.tenant().request(settled)).as("never deleted").isPresent();
      day.advanceTo(gone);
      assertThat(listed(day, gone)).as("lapsed after a day, and 45 days old").isEmpty();
      assertThat(day.tenant().schedulesOf(id("Jo"))).as("the schedule stays").hasSize(3);
    }

    private static List<Id> listed(Simulation day, Instant t) {
      return day.tenant().requestsListedAt(t).map(Request::id).toList();
    }

    /** A tenant that was read with a request of Jo's in that status. */
    private static Tenant withRequest(String status) {
      return gated().build().toBuilder()
          .request(
              Request.builder()
                  .id(id("request"))
                  .action(Action.SELF_ACTIVATE)
                  .eligible(false)
                  .principal(id("Jo"))
                  .access(MEMBER)
                  .status(Status.of(status))
                  .created(AT)
                  .createdBy(id("Jo"))
                  .schedule(ScheduleInfo.startingNow(Expiration.after("PT1H")))
                  .build())
          .build();
    }
  }

  /** 4.3 */
  @Nested
  class Transitions {

    @Test
    void fact_134_activation_thatFailsValidation_leavesNoRequest() {
      Simulation day = day(tenant());

      assertThat(day.as("Jo").activate(MAIL, "PT9H").isDenied()).isTrue();
      assertThat(day.tenant().requests()).isEmpty();
    }

    @Test
    void fact_134_activation_isProvisionedAndStaysSoWhenItIsOver() {
      Simulation day = asked(tenant().settings(MAIL, Tailwind::lax));
      Id request = last(day).id();

      assertThat(request(day, request).completed()).contains(AT);
      assertThat(request(day, request).targetSchedule()).contains(held(day, "Jo").id());
      assertThat(status(day.advance("PT1H"), request)).isEqualTo("Provisioned");
      assertThat(holds(day, "Jo", MAIL)).isFalse();
    }

    @Test
    void fact_138_openRequests_tellWhatWaitsAndForWhom() {
      Simulation day = asked(gated());
      Request waiting = last(day);

      assertThat(day.openRequests().toString())
          .contains("selfActivate", "Jo", "member of PIM-Mail", "PendingApproval", "Ann, Bob");
      approve(day, "Ann", waiting.id()).orThrow();
      assertThat(day.openRequests().toString()).contains("no open requests");
    }

    @Test
    void fact_134_fact_139_approval_goesByTheRequestsIdAndActsAtOnce() {
      Simulation day = asked(gated());
      Request waiting = last(day);
      day.advance("PT3H");
      approve(day, "Bob", waiting.id()).orThrow();

      assertThat(waiting.status()).isEqualTo(Status.PENDING_APPROVAL);
      assertThat(waiting.targetSchedule()).isEmpty();
      assertThat(waiting.completed()).isEmpty();
      assertThat(last(day).status()).isEqualTo(Status.PROVISIONED);
      assertThat(last(day).decidedBy()).contains(id("Bob"));
      assertThat(last(day).completed()).contains(in("PT3H"));
      assertThat(held(day, "Jo").span().possible()).isEqualTo(Interval.of(in("PT3H"), in("PT4H")));
    }

    @Test
    void fact_134_denial_givesNothingAndFreesTheWay() {
      Simulation day = asked(gated());
      deny(day, "Ann", last(day).id()).orThrow();

      assertThat(lastStatus(day)).isEqualTo("Denied");
      assertThat(holds(day, "Jo", MAIL)).isFalse();
      assertThat(day.as("Jo").activate(MAIL, "PT1H").isWaiting()).isTrue();
    }

    @Test
    void fact_68_fact_134_futureStart_grantedUntilItComes() {
      Simulation day = granted(tenant());
      Id request = last(day).id();

      assertThat(lastStatus(day)).isEqualTo("Granted");
      day.advanceTo(in("PT2H").minusNanos(1));
      assertThat(status(day, request)).isEqualTo("Granted");
      assertThat(holds(day, "Jo", MAIL)).isFalse();
      day.advanceTo(in("PT2H"));
      assertThat(status(day, request)).isEqualTo("Provisioned");
      assertThat(request(day, request).completed()).contains(in("PT2H"));
      assertThat(holds(day, "Jo", MAIL)).isTrue();
    }

    @Test
    void fact_69_fact_132_grantedStart_canBeCanceledAndTheWayIsFree() {
      Simulation day = granted(tenant());
      assertThat(names(day.as("Jo").activate(MAIL, "PT1H")))
          .containsExactly("PendingRoleAssignmentRequest");
      day.as("Jo").cancel("Jo", MAIL).orThrow();

      assertThat(lastStatus(day)).isEqualTo("Canceled");
      assertThat(day.tenant().assignmentsOf(id("Jo")))
          .singleElement()
          .satisfies(s -> assertThat(s.span().possible().isEmpty()).isTrue());
      assertThat(day.as("Jo").activate(MAIL, "PT1H").isAccepted()).isTrue();
      assertThat(holds(day.advance("PT3H"), "Jo", MAIL)).as("at the canceled start").isFalse();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fact_134_administratorsRequest_isGrantedUntilItsStart(Kind kind) {
      Simulation day = day(tenant().settings(MAIL, Tailwind::lax));
      Actor priya = day.as("Priya");
      ScheduleInfo tomorrow = from("P1D", "P30D");
      (kind == Kind.ELIGIBLE
              ? priya.makeEligible("Sam", MAIL, tomorrow)
              : priya.assign("Sam", MAIL, tomorrow))
          .orThrow();
      Id request = last(day).id();

      assertThat(lastStatus(day)).isEqualTo("Granted");
      Simulation canceled = day.fork();
      canceled.as("Priya").cancel("Sam", MAIL).orThrow();
      assertThat(status(day.advance("P1D"), request)).isEqualTo("Provisioned");
      assertThat(status(canceled.advance("P1D"), request)).isEqualTo("Canceled");
      assertThat(canceled.tenant().schedulesOf(id("Sam"))).allMatch(Schedule::isEnded);
    }

    @Test
    void fact_134_updateOfWhatIsStillToStart_isGrantedAndThenProvisionedWithIt() {
      Simulation day = day(tenant().settings(MAIL, Tailwind::lax));
      day.as("Priya").assign("Sam", MAIL, from("P1D", "P30D")).orThrow();
      Id assigned = last(day).id();
      day.as("Priya").update(Kind.ACTIVE, "Sam", MAIL, Expiration.at(in("P10D"))).orThrow();
      Id updated = last(day).id();

      assertThat(status(day, updated)).isEqualTo("Granted");
      day.advance("P1D");
      assertThat(status(day, assigned)).isEqualTo("Provisioned");
      assertThat(status(day, updated)).isEqualTo("Provisioned");
      assertThat(held(day, "Sam").span().possible()).isEqualTo(Interval.of(in("P1D"), in("P10D")));
    }

    @Test
    void fact_132_cancelOfAGrantedUpdate_leavesNoRequestOpen() {
      Simulation day = day(tenant().settings(MAIL, Tailwind::lax));
      day.as("Priya").assign("Sam", MAIL, from("P1D", "P30D")).orThrow();
      day.as("Priya").update(Kind.ACTIVE, "Sam", MAIL, Expiration.at(in("P10D"))).orThrow();
      Id updated = last(day).id();
      cancel(day, "Priya", updated).orThrow();

      assertThat(status(day, updated)).isEqualTo("Canceled");
      assertThat(day.tenant().requests()).allMatch(r -> r.status().isFinal());
      assertThat(day.tenant().schedulesOf(id("Sam"))).allMatch(Schedule::isEnded);
    }

    @Test
    void fact_134_extension_waitsForAnAdministratorAndIsProvisionedByHim() {
      Simulation day = askedToExtend();

      assertThat(lastStatus(day)).isEqualTo("PendingAdminDecision");
      approve(day, "Owen", last(day).id()).orThrow();
      assertThat(lastStatus(day)).isEqualTo("Provisioned");
      assertThat(day.tenant().eligibilitiesOf(id("Eve")))
          .singleElement()
          .satisfies(e -> assertThat(e.span().endExclusive()).isEqualTo(in("P30D")));
    }

    @Test
    void fact_134_extension_deniedByAnAdministrator_endsWhenItWouldHave() {
      Simulation day = askedToExtend();
      day.as("Owen").deny("Eve", MAIL).orThrow();

      assertThat(lastStatus(day)).isEqualTo("AdminDenied");
      day.advanceTo(in("P7D").minusNanos(1));
      assertThat(day.tenant().eligibilitiesOf(id("Eve"))).allMatch(Schedule::isCurrent);
      day.advanceTo(in("P7D"));
      assertThat(day.tenant().eligibilitiesOf(id("Eve"))).allMatch(Schedule::isEnded);
    }

    @Test
    void fact_134_extension_canceledByWhoAsked_canBeAskedForAgain() {
      Simulation day = askedToExtend();
      day.as("Eve").cancel("Eve", MAIL).orThrow();

      assertThat(lastStatus(day)).isEqualTo("Canceled");
      assertThat(day.as("Eve").askToExtend(MAIL, MONTH).isWaiting()).isTrue();
    }

    @Test
    void fact_130_acceptedRequest_mayHaveFailedAllTheSame() {
      Simulation day = asked(gated());
      Id request = last(day).id();
      day.as("Priya").removeEligibility("Jo", MAIL).orThrow();

      assertThat(approve(day, "Ann", request).isAccepted()).isTrue();
      assertThat(status(day, request)).isEqualTo("Failed");
      assertThat(holds(day, "Jo", MAIL)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"at-approval, PT3H, PT5H", "as-requested, PT3H, PT4H"})
    void fact_135_approvalAfterTheRequestedStart_bySwitch(String choice, String start, String end) {
      Simulation day = day(gated(), Switch.APPROVAL_LATE_START, choice);
      day.as("Jo").activate(MAIL, from("PT2H", "PT2H")).orThrow();
      approve(day.advance("PT3H"), "Ann", last(day).id()).orThrow();

      assertThat(held(day, "Jo").span().possible()).isEqualTo(Interval.of(in(start), in(end)));
      assertThat(held(day, "Jo").isCurrent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"at-approval, Provisioned", "as-requested, Failed"})
    void fact_135_approvalAtTheRequestedEnd_bySwitch(String choice, String status) {
      Simulation day = day(gated(), Switch.APPROVAL_LATE_START, choice);
      day.as("Jo").activate(MAIL, from("PT2H", "PT2H")).orThrow();
      Simulation justBefore = day.fork().advanceTo(in("PT4H").minusNanos(1));
      approve(day.advance("PT4H"), "Ann", last(day).id()).orThrow();
      approve(justBefore, "Ann", last(justBefore).id()).orThrow();

      assertThat(lastStatus(day)).isEqualTo(status);
      assertThat(lastStatus(justBefore)).isEqualTo("Provisioned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-approval", "as-requested"})
    void fact_135_approvalWithoutARequestedStart_theClockStartsAtApproval(String choice) {
      Simulation day = day(gated(), Switch.APPROVAL_LATE_START, choice);
      day.as("Jo").activate(MAIL, "PT5H30M").orThrow();
      approve(day.advance("PT20H"), "Ann", last(day).id()).orThrow();

      assertThat(held(day, "Jo").span().possible())
          .isEqualTo(Interval.of(in("PT20H"), in("PT25H30M")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-approval", "as-requested"})
    void fact_135_approvalBeforeTheRequestedStart_keepsIt(String choice) {
      Simulation day = day(gated(), Switch.APPROVAL_LATE_START, choice);
      day.as("Jo").activate(MAIL, from("PT2H", "PT2H")).orThrow();
      approve(day.advance("PT1H"), "Ann", last(day).id()).orThrow();

      assertThat(lastStatus(day)).isEqualTo("Granted");
      assertThat(held(day, "Jo").span().possible()).isEqualTo(Interval.of(in("PT2H"), in("PT4H")));
      assertThat(lastStatus(day.advance("PT1H"))).isEqualTo("Provisioned");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-approval", "as-requested"})
    void fact_135_approvalOfAFixedEnd_keepsTheEnd(String choice) {
      Simulation day = day(gated(), Switch.APPROVAL_LATE_START, choice);
      day.as("Jo").activate(MAIL, ScheduleInfo.startingNow(Expiration.at(in("PT8H")))).orThrow();
      Simulation late = day.fork().advance("PT8H");
      approve(day.advance("PT6H"), "Ann", last(day).id()).orThrow();
      approve(late, "Ann", last(late).id()).orThrow();

      assertThat(held(day, "Jo").span().possible()).isEqualTo(Interval.of(in("PT6H"), in("PT8H")));
      assertThat(lastStatus(late)).as("nothing was left of it").isEqualTo("Failed");
    }

    @ParameterizedTest
    @CsvSource({"on, Failed", "off, Provisioned"})
    void fact_136_approvalOfWhoIsNoLongerEligible_bySwitch(String choice, String status) {
      Simulation day = day(gated(), Switch.APPROVAL_CHECKS_ELIGIBILITY, choice);
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      Id request = last(day).id();
      day.as("Priya").removeEligibility("Jo", MAIL).orThrow();
      approve(day, "Ann", request).orThrow();

      assertThat(status(day, request)).isEqualTo(status);
      assertThat(holds(day, "Jo", MAIL)).isEqualTo(choice.equals("off"));
    }

    @ParameterizedTest
    @CsvSource({"on, Failed", "off, Provisioned"})
    void fact_136_fact_40_approvalOfWhoLeftTheEligibleGroup_bySwitch(String choice, String status) {
      Simulation day =
          day(
              gated().eligible("Staff", MAIL).holds("Sam", "Staff"),
              Switch.APPROVAL_CHECKS_ELIGIBILITY,
              choice);
      day.as("Sam").activate(MAIL, "PT1H").orThrow();
      day.asAdministrator().removeDirectly("Sam", "Staff").orThrow();
      approve(day, "Ann", last(day).id()).orThrow();

      assertThat(lastStatus(day)).isEqualTo(status);
    }

    @Test
    void fact_136_uncheckedApproval_isTiedToTheRequestorsOwnEligibility() {
      Simulation day =
          day(
              gated()
                  .eligible("Jo", OWNER)
                  .eligible("Staff", MAIL)
                  .group("Aides")
                  .eligible("Aides", MAIL),
              Switch.APPROVAL_CHECKS_ELIGIBILITY,
              "off");
      Id own =
          day.tenant()
              .eligibilitiesOf(id("Jo"))
              .filter(e -> e.access().equals(MEMBER))
              .map(Schedule::id)
              .findFirst()
              .orElseThrow();
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      Id request = last(day).id();
      day.as("Priya").removeEligibility("Jo", MAIL).orThrow();
      approve(day, "Ann", request).orThrow();

      assertThat(held(day, "Jo").activatedUsing()).contains(own);
    }

    @Test
    void fact_136_eligibilityThatCameBackMeanwhile_isGoodEnough() {
      Simulation day = asked(gated());
      Id request = last(day).id();
      day.as("Priya").removeEligibility("Jo", MAIL).orThrow();
      day.as("Priya").makeEligible("Jo", MAIL, MONTH).orThrow();
      approve(day, "Ann", request).orThrow();

      assertThat(status(day, request)).isEqualTo("Provisioned");
    }
  }

  /** What happens to a request while it waits. */
  @Nested
  class Meanwhile {

    @Test
    void fact_116_fact_142_approveAfterCancel_isAConflict() {
      Simulation day = asked(gated());
      Id request = last(day).id();
      cancel(day, "Jo", request).orThrow();

      assertThat(error(approve(day, "Ann", request))).startsWith("409 Conflict");
      assertThat(error(deny(day, "Ann", request))).startsWith("409 Conflict");
      assertThat(status(day, request)).isEqualTo("Canceled");
      assertThat(holds(day, "Jo", MAIL)).isFalse();
    }

    @Test
    void fact_132_cancelAfterApprove_isRefusedAndTheActivationStays() {
      Simulation day = asked(gated());
      Id request = last(day).id();
      approve(day, "Ann", request).orThrow();

      assertThat(names(cancel(day, "Jo", request))).containsExactly("InvalidRoleAssignmentRequest");
      assertThat(holds(day, "Jo", MAIL)).isTrue();
    }

    @Test
    void fact_132_cancelAfterApprovalOfAFutureStart_takesTheScheduleBack() {
      Simulation day = day(gated());
      day.as("Jo").activate(MAIL, from("PT2H", "PT2H")).orThrow();
      Id request = last(day).id();
      approve(day, "Ann", request).orThrow();
      cancel(day, "Jo", request).orThrow();

      assertThat(status(day, request)).isEqualTo("Canceled");
      assertThat(holds(day.advance("PT3H"), "Jo", MAIL)).isFalse();
      assertThat(request(day, request).decidedBy()).as("still approved once").contains(id("Ann"));
    }

    @Test
    void fact_132_cancelTwice_isRefusedTheSecondTime() {
      Simulation day = granted(tenant());
      cancel(day, "Jo", last(day).id()).orThrow();

      assertThat(names(cancel(day, "Jo", last(day).id())))
          .containsExactly("InvalidRoleAssignmentRequest");
    }

    @Test
    void fact_142_unknownRequest_isNotFound() {
      Simulation day = day(gated());

      for (Decision decision :
          List.of(
              approve(day, "Ann", id("nothing")),
              deny(day, "Ann", id("nothing")),
              cancel(day, "Ann", id("nothing")))) {
        assertThat(error(decision)).startsWith("404 ");
      }
    }

    @ParameterizedTest
    @CsvSource({"off, false", "on, true"})
    void fact_20_fact_142_servicePrincipal_activatesBySwitch(String choice, boolean accepted) {
      Simulation day =
          day(
              tenant()
                  .servicePrincipal("Robot")
                  .eligible("Robot", MAIL)
                  .settings(MAIL, Tailwind::lax),
              Switch.ACTIVATION_BY_SERVICE_PRINCIPAL,
              choice);
      Decision decision = day.as("Robot").activate(MAIL, "PT1H");

      assertThat(decision.isAccepted()).isEqualTo(accepted);
      assertThat(holds(day, "Robot", EXCHANGE)).isEqualTo(accepted);
      if (!accepted) {
        assertThat(error(decision)).startsWith("403 Authorization_RequestDenied");
      }
    }

    @Test
    void fact_142_application_neverDecides() {
      Simulation day = asked(gated().servicePrincipal("Robot").holds("Robot", "Approvers"));

      assertThat(error(approve(day, "Robot", last(day).id()))).startsWith("403 ");
      assertThat(error(deny(day, "Robot", last(day).id()))).startsWith("403 ");
    }

    @Test
    void fact_118_fact_132_whoMayCancelWhat() {
      Simulation day = asked(gated().user("Gil").holds("Gil", GLOBAL));
      Id request = last(day).id();

      for (String who : List.of("Jo", "Priya", "Gil", "Owen")) {
        assertThat(cancel(day.fork(), who, request).isAccepted()).as(who).isTrue();
      }
      for (String who : List.of("Sam", "Ann", "Bob")) {
        assertThat(names(cancel(day, who, request)))
            .as(who)
            .containsExactly("Authorization_RequestDenied");
      }
    }

    @Test
    void fact_118_fact_22_roleRequest_isCanceledByRoleAdministratorsButNoGroupOwner() {
      Simulation day = day(tenant().settings(INTUNE, s -> lax(s).approval(byAnnOrBob())));
      day.as("Jo").activate(INTUNE, "PT1H").orThrow();
      Id request = last(day).id();

      assertThat(cancel(day, "Owen", request).isDenied()).isTrue();
      assertThat(cancel(day, "Priya", request).isAccepted()).isTrue();
    }

    @Test
    void fact_118_fact_132_whatOneAdministratorAskedFor_anotherMayCancel() {
      Simulation day = day(tenant().user("Ned").holds("Ned", OWNER).settings(MAIL, Tailwind::lax));
      day.as("Ned").assign("Sam", MAIL, from("P1D", "P30D")).orThrow();
      Id request = last(day).id();

      assertThat(cancel(day, "Ann", request).isDenied()).isTrue();
      assertThat(cancel(day.fork(), "Ned", request).isAccepted()).as("who asked").isTrue();
      assertThat(cancel(day, "Priya", request).isAccepted()).isTrue();
    }

    @Test
    void fact_89_fact_118_openExtension_isCanceledByWhoAskedAndByAdministrators() {
      Simulation day = askedToExtend();
      Id request = last(day).id();

      for (String who : List.of("Eve", "Priya", "Owen")) {
        Simulation fork = day.fork();
        assertThat(cancel(fork, who, request).isAccepted()).as(who).isTrue();
        assertThat(status(fork, request)).isEqualTo("Canceled");
      }
      for (String who : List.of("Jo", "Sam", "Ann")) {
        assertThat(cancel(day, who, request).isDenied()).as(who).isTrue();
      }
    }

    @Test
    void fact_118_whoMayCancel_whereRolesWereNotRead_isNotSure() {
      Read roles = Read.of(Read.Kind.ROLE_ASSIGNMENTS);
      Tenant read =
          gated().build().toBuilder()
              .coverage(Coverage.everything().with(roles, Completeness.UNREAD))
              .build();
      Simulation day = Simulation.of(read);
      day.as("Jo").activate(MAIL, "PT1H").orThrow();

      assertThat(cancel(day, "Sam", last(day).id()).refusals())
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.reads()).containsExactly(roles));
    }

    @Test
    void fact_247_disabledRequestor_cancelsNothing_andDisabledApproverDecidesNothing() {
      Simulation day = asked(gated());
      disable(day, "Jo");
      disable(day, "Ann");
      Id request = last(day).id();

      assertThat(names(cancel(day, "Jo", request))).containsExactly("Authorization_RequestDenied");
      assertThat(names(approve(day, "Ann", request))).contains("Authorization_RequestDenied");
      assertThat(approve(day, "Bob", request).isAccepted()).isTrue();
      assertThat(holds(day, "Jo", MAIL)).as("holds, and can't use it").isTrue();
    }

    @Test
    void fact_115_lastApproverDeletedMeanwhile_requestLapses() {
      Simulation day =
          asked(
              tenant().settings(MAIL, s -> lax(s).approval(Approval.by(Approver.user(id("Ann"))))));
      Id request = last(day).id();
      day.asAdministrator().delete("Ann").orThrow();

      assertThat(day.openRequests().toString()).contains("nobody");
      assertThat(names(approve(day, "Priya", request)))
          .containsExactly("Authorization_RequestDenied");
      day.advance("PT24H");
      assertThat(status(day, request)).isEqualTo("TimedOut");
    }

    @Test
    void fact_82_fact_113_approverRestoredMeanwhile_decidesAgain() {
      Simulation day = asked(gated());
      day.asAdministrator().delete("Ann").orThrow();
      assertThat(approve(day, "Ann", last(day).id()).isDenied()).isTrue();
      day.asAdministrator().restore("Ann").orThrow();

      assertThat(approve(day, "Ann", last(day).id()).isAccepted()).isTrue();
    }

    @Test
    void fact_113_approverGroupDeletedMeanwhile_nobodyDecides() {
      Simulation day =
          asked(
              tenant()
                  .holds("Ann", "Approvers")
                  .settings(MAIL, s -> lax(s).approval(byMembersOf("Approvers"))));
      day.asAdministrator().delete("Approvers").orThrow();

      assertThat(names(approve(day, "Ann", last(day).id())))
          .containsExactly("Authorization_RequestDenied");
    }

    @Test
    void fact_82_requestorDeletedMeanwhile_nothingIsLeftToDecide() {
      Simulation day = asked(gated());
      Id request = last(day).id();
      day.asAdministrator().delete("Jo").orThrow();

      assertThat(status(day, request)).isEqualTo("Canceled");
      assertThat(error(approve(day, "Ann", request))).startsWith("409 Conflict");
      day.asAdministrator().restore("Jo").orThrow();
      assertThat(day.as("Jo").activate(MAIL, "PT1H").isWaiting()).isTrue();
    }

    @Test
    void fact_69_fact_82_requestorOfAGrantedStartDeleted_leavesNoRequestOpen() {
      Simulation day = granted(tenant());
      Id request = last(day).id();
      day.asAdministrator().delete("Jo").orThrow();

      assertThat(request(day, request).status().isFinal()).as(status(day, request)).isTrue();
      day.asAdministrator().restore("Jo").orThrow();
      assertThat(names(day.as("Jo").activate(MAIL, "PT1H"))).isEmpty();
    }

    @Test
    void fact_69_fact_240_eligibilityOfAGrantedStartRemoved_leavesNoRequestOpen() {
      Simulation day = granted(tenant());
      Id request = last(day).id();
      day.as("Priya").removeEligibility("Jo", MAIL).orThrow();

      assertThat(day.tenant().assignmentsOf(id("Jo"))).allMatch(Schedule::isEnded);
      assertThat(request(day, request).status().isFinal()).as(status(day, request)).isTrue();
      day.as("Priya").makeEligible("Jo", MAIL, MONTH).orThrow();
      assertThat(names(day.as("Jo").activate(MAIL, "PT1H"))).isEmpty();
    }

    @Test
    void fact_240_eligibilityOfAGrantedStartRemoved_butActivationsStay_startsAllTheSame() {
      Simulation day =
          day(
              tenant().settings(MAIL, Tailwind::lax),
              Switch.ELIGIBILITY_REMOVED_ENDS_ACTIVATION,
              "off");
      day.as("Jo").activate(MAIL, from("PT2H", "PT4H")).orThrow();
      Id request = last(day).id();
      day.as("Priya").removeEligibility("Jo", MAIL).orThrow();

      assertThat(status(day.advance("PT2H"), request)).isEqualTo("Provisioned");
    }

    @Test
    void fact_82_groupDeletedMeanwhile_requestsAboutItAreOver() {
      Simulation day = asked(gated());
      Id request = last(day).id();
      day.asAdministrator().delete(MAIL).orThrow();

      assertThat(status(day, request)).isEqualTo("Canceled");
      assertThat(day.tenant().settings(MEMBER)).as("the policy stays").isPresent();
    }

    @Test
    void fact_112_fact_113_approversChangedMeanwhile_theNewOnesDecide() {
      Simulation day = asked(gated());
      day.as("Priya")
          .changeSettings(MAIL, s -> s.approval(Approval.by(Approver.user(id("Sam")))))
          .orThrow();

      assertThat(names(approve(day, "Ann", last(day).id())))
          .containsExactly("Authorization_RequestDenied");
      assertThat(approve(day, "Sam", last(day).id()).isAccepted()).isTrue();
    }

    @Test
    void fact_66_settingsTightenedMeanwhile_whatWasValidatedStaysSo() {
      Simulation day = asked(gated());
      day.as("Priya")
          .changeSettings(MAIL, s -> s.activation(ExpirationLimit.atMost("PT30M")))
          .orThrow();
      approve(day, "Ann", last(day).id()).orThrow();

      assertThat(held(day, "Jo").span().possible()).isEqualTo(Interval.of(AT, in("PT1H")));
    }

    @Test
    void fact_97_approvalTurnedOffMeanwhile_theRequestStillWaits() {
      Simulation day = asked(gated());
      day.as("Priya")
          .changeSettings(
              MAIL, s -> s.approval(Approval.builder().from(byAnnOrBob()).required(false).build()))
          .orThrow();

      assertThat(lastStatus(day)).isEqualTo("PendingApproval");
      assertThat(approve(day, "Ann", last(day).id()).isAccepted()).isTrue();
    }

    @Test
    void fact_73_fact_130_assignedMeanwhile_theApprovedRequestFails() {
      Simulation day = asked(gated());
      Id request = last(day).id();
      day.as("Priya").assign("Jo", MAIL, MONTH).orThrow();
      approve(day, "Ann", request).orThrow();

      assertThat(status(day, request)).isEqualTo("Failed");
      assertThat(held(day, "Jo").isActivated()).isFalse();
      assertThat(holds(day.advance("P29D"), "Jo", MAIL)).isTrue();
    }

    @Test
    void fact_83_licenceLapsedMeanwhile_nobodyDecides() {
      Simulation day = asked(gated());
      Id request = last(day).id();
      day.asAdministrator().changeLicence(false).orThrow();

      assertThat(status(day, request)).isEqualTo("Failed");
      assertThat(approve(day, "Ann", request).isDenied()).isTrue();
      assertThat(holds(day, "Jo", MAIL)).isFalse();
    }

    @Test
    void fact_89_fact_69_openExtension_keepsActivationsOut() {
      Simulation day = askedToExtend();

      assertThat(names(day.as("Eve").activate(MAIL, "PT1H")))
          .containsExactly("PendingRoleAssignmentRequest");
      assertThat(names(day.as("Eve").askToExtend(MAIL, MONTH)))
          .containsExactly("PendingRoleAssignmentRequest");
    }

    @Test
    void fact_69_openRequest_isAboutOneAccessOnly() {
      Simulation day = asked(gated().eligible("Jo", OWNER).settings(OWNER, s -> lax(s)));

      assertThat(day.as("Jo").activate(OWNER, "PT1H").isAccepted()).isTrue();
      assertThat(
              day.as("Jo")
                  .withMultiFactor()
                  .because("phones")
                  .activate(INTUNE, "PT1H")
                  .isAccepted())
          .isTrue();
    }

    @Test
    void fact_85_extensionApprovedAfterTheEnd_fails() {
      Simulation day = askedToExtend();
      Id request = last(day).id();
      Simulation justInTime = day.fork().advanceTo(in("P7D").minusNanos(1));
      day.advanceTo(in("P7D"));

      assertThat(approve(day, "Owen", request).isAccepted()).isTrue();
      assertThat(status(day, request)).isEqualTo("Failed");
      assertThat(day.tenant().eligibilitiesOf(id("Eve"))).allMatch(Schedule::isEnded);
      approve(justInTime, "Owen", request).orThrow();
      assertThat(status(justInTime, request)).isEqualTo("Provisioned");
    }

    @Test
    void fact_88_renewalApprovedAsActive_makesAnActiveAssignment() {
      Simulation day =
          day(tenant().user("Eve").eligible("Eve", MAIL, ENDING).settings(MAIL, Tailwind::lax));
      day.advance("P8D");
      day.as("Eve").askToRenew(MAIL, MONTH).orThrow();
      Id request = last(day).id();

      assertThat(
              names(
                  day.run(
                      new Command.Review(
                          call("r1", "Owen"),
                          request,
                          Command.Review.Result.APPROVE,
                          Optional.of(Kind.ACTIVE),
                          Optional.empty()))))
          .as("times are mandatory")
          .containsExactly("InvalidRoleAssignmentRequest");
      day.run(
              new Command.Review(
                  call("r2", "Owen"),
                  request,
                  Command.Review.Result.APPROVE,
                  Optional.of(Kind.ACTIVE),
                  Optional.of(ScheduleInfo.startingNow(Expiration.after("P10D")))))
          .orThrow();
      assertThat(status(day, request)).isEqualTo("Provisioned");
      assertThat(held(day, "Eve").isActivated()).isFalse();
      assertThat(held(day, "Eve").span().possible()).isEqualTo(Interval.of(in("P8D"), in("P18D")));
      assertThat(day.tenant().eligibilitiesOf(id("Eve"))).allMatch(Schedule::isEnded);
    }

    @Test
    void fact_88_fact_119_renewalApprovedAsActive_isHeldAgainstTheRulesOfActiveAssignments() {
      Simulation day =
          day(
              tenant()
                  .user("Eve")
                  .eligible("Eve", MAIL, ENDING)
                  .settings(
                      MAIL,
                      s ->
                          lax(s)
                              .assignment(ExpirationLimit.atMost("P5D"))
                              .addAssignmentRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION)));
      day.advance("P8D");
      day.as("Eve").askToRenew(MAIL, MONTH).orThrow();
      Command.Review asActive =
          new Command.Review(
              call("r1", "Owen"),
              last(day).id(),
              Command.Review.Result.APPROVE,
              Optional.of(Kind.ACTIVE),
              Optional.of(ScheduleInfo.startingNow(Expiration.after("P10D"))));

      assertThat(names(day.run(asActive))).containsExactly("ExpirationRule", "MfaRule");
      assertThat(lastStatus(day)).isEqualTo("PendingAdminDecision");
    }

    @ParameterizedTest
    @CsvSource({
      "always, true, true",
      "as-settings-say, true, true",
      "as-settings-say, false, false"
    })
    void fact_93_extension_waitsBySwitch(String choice, boolean required, boolean waits) {
      Simulation day =
          day(
              tenant()
                  .user("Eve")
                  .eligible("Eve", MAIL, ENDING)
                  .settings(
                      MAIL,
                      s ->
                          lax(s)
                              .approval(Approval.builder().requiredForExtension(required).build())),
              Switch.EXTENSION_WAITS,
              choice);

      assertThat(day.as("Eve").askToExtend(MAIL, MONTH).isWaiting()).isEqualTo(waits);
      assertThat(lastStatus(day)).isEqualTo(waits ? "PendingAdminDecision" : "Provisioned");
    }

    @ParameterizedTest
    @CsvSource({"on, true", "off, false"})
    void fact_69_fact_131_deactivationBeforeTheStart_bySwitch(String choice, boolean accepted) {
      Simulation day =
          day(tenant().settings(MAIL, Tailwind::lax), Switch.REMOVAL_REACHES_FUTURE_START, choice);
      day.as("Jo").activate(MAIL, from("PT2H", "PT4H")).orThrow();
      Id request = last(day).id();
      Decision decision = day.as("Jo").deactivate(MAIL);

      assertThat(decision.isAccepted()).isEqualTo(accepted);
      if (accepted) {
        assertThat(status(day, request)).isEqualTo("Canceled");
        assertThat(lastStatus(day)).isEqualTo("Revoked");
      } else {
        assertThat(names(decision)).containsExactly("RoleAssignmentDoesNotExist");
        assertThat(day.as("Jo").cancel("Jo", MAIL).isAccepted()).isTrue();
      }
    }

    @ParameterizedTest
    @CsvSource({"on, true", "off, false"})
    void fact_131_removalBeforeTheStart_bySwitch(String choice, boolean accepted) {
      for (Kind kind : Kind.values()) {
        Simulation day =
            day(
                tenant().settings(MAIL, Tailwind::lax),
                Switch.REMOVAL_REACHES_FUTURE_START,
                choice);
        Actor priya = day.as("Priya");
        Decision made =
            kind == Kind.ELIGIBLE
                ? priya.makeEligible("Sam", MAIL, from("P1D", "P30D"))
                : priya.assign("Sam", MAIL, from("P1D", "P30D"));
        made.orThrow();
        Id request = last(day).id();
        Decision removed =
            kind == Kind.ELIGIBLE
                ? priya.removeEligibility("Sam", MAIL)
                : priya.removeAssignment("Sam", MAIL);

        assertThat(removed.isAccepted()).isEqualTo(accepted);
        assertThat(status(day.advance("P1D"), request))
            .isEqualTo(accepted ? "Canceled" : "Provisioned");
      }
    }

    @Test
    void fact_133_requestIdUsedAgain_isRefusedAndOverwritesNothing() {
      Simulation day = day(tenant().settings(MAIL, Tailwind::lax));
      Call once = Call.of(id("once"), Caller.of(id("Jo")));
      ScheduleInfo hour = ScheduleInfo.startingNow(Expiration.after("PT1H"));
      day.run(Command.selfActivate(once, id("Jo"), MEMBER, hour)).orThrow();
      Tenant before = day.tenant();

      assertThat(
              names(
                  day.run(
                      Command.adminAssign(
                          once.by(Caller.anAdministrator()),
                          Kind.ACTIVE,
                          id("Sam"),
                          MEMBER,
                          ScheduleInfo.startingNow(MONTH)))))
          .containsExactly("InvalidRoleAssignmentRequest");
      assertThat(day.tenant()).isEqualTo(before);
    }

    @Test
    void fact_52_fact_133_requestIdOfAScheduleWhoseRequestIsNoLongerListed_isTaken() {
      Simulation first = day(tenant().settings(MAIL, Tailwind::lax));
      first.as("Priya").makeEligible("Sam", MAIL, MONTH).orThrow();
      Id request = last(first).id();
      Schedule made = first.tenant().eligibilitiesOf(id("Sam")).findFirst().orElseThrow();
      Tenant read =
          tenant().settings(MAIL, Tailwind::lax).build().toBuilder().schedule(made).build();
      Simulation day = Simulation.of(read);

      assertThat(
              names(
                  day.run(
                      Command.adminAssign(
                          Call.of(request, Caller.anAdministrator()).because("x"),
                          Kind.ELIGIBLE,
                          id("Ann"),
                          MEMBER,
                          ScheduleInfo.startingNow(MONTH)))))
          .containsExactly("InvalidRoleAssignmentRequest");
      day.as("Priya").makeEligible("Ann", MAIL, MONTH).orThrow();
      assertThat(day.tenant().schedule(made.id())).contains(made);
      assertThat(day.tenant().eligibilitiesOf(id("Sam"))).hasSize(1);
    }
  }

  /** 4.4 */
  @Nested
  class ValidationOnly {

    private static final List<Function<Actor, Decision>> EVERYTHING =
        List.of(
            a -> a.activate(MAIL, "PT1H"),
            a -> a.activate(INTUNE, "PT1H"),
            a -> a.deactivate(OWNER),
            a -> a.askToExtend(MAIL, MONTH),
            a -> a.askToRenew("Staff", MONTH),
            a -> a.approve("Bob", MAIL),
            a -> a.deny("Bob", MAIL),
            a -> a.cancel("Bob", MAIL),
            a -> a.makeEligible("Sam", MAIL, MONTH),
            a -> a.assign("Sam", MAIL, MONTH),
            a -> a.update(Kind.ELIGIBLE, "Eve", MAIL, MONTH),
            a -> a.extend(Kind.ELIGIBLE, "Eve", MAIL, MONTH),
            a -> a.renew(Kind.ELIGIBLE, "Eve", "Staff", MONTH),
            a -> a.removeEligibility("Eve", MAIL),
            a -> a.removeAssignment(MAIL, EXCHANGE),
            a -> a.addDirectly("Sam", MAIL),
            a -> a.removeDirectly(MAIL, EXCHANGE),
            a -> a.changeSettings(MAIL, s -> s.activation(ExpirationLimit.atMost("PT2H"))),
            a -> a.create(User.of(id("New"), "New", "new@x")),
            a -> a.update(User.of(id("Sam"), "Samuel", "sam@x")),
            a -> a.delete("Sam"),
            a -> a.changeLicence(false));

    private static Simulation busy() {
      Simulation day =
          day(
              gated()
                  .user("Eve")
                  .eligible("Eve", MAIL, ENDING)
                  .eligible("Bob", MAIL)
                  .eligible(
                      "Eve",
                      "Staff",
                      Interval.of(AT.minus(Duration.ofDays(40)), AT.minus(Duration.ofDays(3)))));
      day.as("Bob").activate(MAIL, "PT1H").orThrow();
      return day.advance("PT1H");
    }

    @Test
    void fact_137_validationOnly_changesNothingWhateverIsAsked() {
      for (String who : List.of("Jo", "Eve", "Ann", "Priya", "Owen")) {
        Simulation day = busy();
        Tenant before = day.tenant();
        for (int i = 0; i < EVERYTHING.size(); i++) {
          Simulation fork = day.fork();
          Actor actor = fork.as(who).because("x").validatingOnly();
          Decision decision = EVERYTHING.get(i).apply(actor);
          assertThat(decision.events()).as("%s %d", who, i).isEmpty();
          assertThat(fork.tenant()).as("%s %d", who, i).isSameAs(before);
          assertThat(fork.notices().sent()).hasSameSizeAs(day.notices().sent());
        }
      }
    }

    @Test
    void fact_137_validationOnly_answersAsTheRealThingWould() {
      for (String who : List.of("Jo", "Eve", "Ann", "Priya", "Owen")) {
        for (int i = 0; i < EVERYTHING.size(); i++) {
          Simulation day = busy();
          Function<Actor, Decision> command = EVERYTHING.get(i);
          Decision asked = command.apply(day.fork().as(who).because("x").validatingOnly());
          Decision real = command.apply(day.as(who).because("x"));
          assertThat(asked.toString()).as("%s %d", who, i).isEqualTo(real.toString());
          assertThat(asked.refusals()).isEqualTo(real.refusals());
        }
      }
    }

    @Test
    void fact_137_validationOnly_revealsTheRulesAndWhatIsActiveAlready() {
      Simulation day =
          day(tenant().settings(MAIL, s -> lax(s).addActivationRequirements(Requirement.values())));
      Actor jo = day.as("Jo").validatingOnly();

      assertThat(names(jo.activate(MAIL, "PT1H")))
          .containsExactly("MfaRule", "JustificationRule", "TicketingRule");
      day.as("Jo")
          .withMultiFactor()
          .because("x")
          .withTicket("1", "y")
          .activate(MAIL, "PT1H")
          .orThrow();
      assertThat(names(jo.activate(MAIL, "PT1H"))).startsWith("RoleAssignmentExists");
    }

    @Test
    void fact_137_validationOnlyOfWhatNeedsApproval_saysWhoWouldDecideAndAsksNobody() {
      Simulation day = day(gated());
      Decision decision = day.as("Jo").validatingOnly().activate(MAIL, "PT1H");

      assertThat(((Decision.Waiting) decision).deciders())
          .containsExactlyInAnyOrder(id("Ann"), id("Bob"));
      assertThat(day.tenant().requests()).isEmpty();
      assertThat(day.notices().sent()).isEmpty();
      assertThat(day.nextDue()).isEmpty();
    }
  }

  /** 4.5 */
  @Nested
  class Errors {

    private static final String POLICY =
        "400 RoleAssignmentRequestPolicyValidationFailed: The following policy rules failed: ";

    @Test
    void fact_73_fact_144_whatIsThereAlready() {
      Simulation day = day(tenant().settings(MAIL, Tailwind::lax).holds("Sam", MAIL));
      String exists = "400 RoleAssignmentExists: The Role assignment already exists.";
      day.as("Jo").activate(MAIL, "PT1H").orThrow();

      assertThat(error(day.as("Jo").activate(MAIL, "PT1H"))).isEqualTo(exists);
      assertThat(error(day.as("Priya").makeEligible("Jo", MAIL, MONTH))).isEqualTo(exists);
      assertThat(error(day.as("Priya").assign("Sam", MAIL, MONTH))).isEqualTo(exists);
    }

    @Test
    void fact_123_whatIsNotThere() {
      Simulation day = day(tenant().settings(MAIL, Tailwind::lax));
      Actor priya = day.as("Priya");
      for (Decision decision :
          List.of(
              day.as("Jo").deactivate(MAIL),
              day.as("Sam").askToExtend(MAIL, MONTH),
              day.as("Sam").askToRenew(MAIL, MONTH),
              priya.removeAssignment("Sam", MAIL),
              priya.removeEligibility("Sam", MAIL),
              priya.update(Kind.ACTIVE, "Sam", MAIL, MONTH),
              priya.extend(Kind.ELIGIBLE, "Sam", MAIL, MONTH),
              priya.renew(Kind.ELIGIBLE, "Sam", MAIL, MONTH))) {
        assertThat(error(decision))
            .isEqualTo("400 RoleAssignmentDoesNotExist: The Role assignment does not exist.");
      }
    }

    @Test
    void fact_69_whatIsOpenAlready() {
      String pending =
          "400 PendingRoleAssignmentRequest: There is already an existing pending Role assignment "
              + "request.";
      Simulation approval = asked(gated());
      Simulation future = granted(tenant());

      assertThat(error(approval.as("Jo").activate(MAIL, "PT1H"))).isEqualTo(pending);
      assertThat(error(future.as("Jo").activate(MAIL, "PT1H"))).isEqualTo(pending);
      assertThat(error(askedToExtend().as("Eve").activate(MAIL, "PT1H"))).isEqualTo(pending);
    }

    @Test
    void fact_144_fact_145_fact_146_rulesThatFail_areAllNamedInTheServicesOrder() {
      Simulation day =
          day(tenant().settings(MAIL, s -> lax(s).addActivationRequirements(Requirement.values())));

      assertThat(error(day.as("Jo").activate(MAIL, "PT9H")))
          .isEqualTo(
              POLICY + "[\"ExpirationRule\",\"MfaRule\",\"JustificationRule\",\"TicketingRule\"]");
      assertThat(error(day.as("Sam").withMultiFactor().because("x").activate(MAIL, "PT9H")))
          .isEqualTo(POLICY + "[\"EligibilityRule\",\"ExpirationRule\",\"TicketingRule\"]");
      assertThat(error(day.as("Jo").because("x").withTicket("1", "Desk").activate(MAIL, "PT1H")))
          .isEqualTo(POLICY + "[\"MfaRule\"]");
    }

    @Test
    void fact_144_rulesAndOtherReasons_areAllRefusals_theErrorNamesTheFirst() {
      Simulation day =
          day(tenant().settings(MAIL, s -> lax(s).addActivationRequirements(Requirement.values())));
      day.as("Jo")
          .withMultiFactor()
          .because("x")
          .withTicket("1", "y")
          .activate(MAIL, "PT1H")
          .orThrow();
      Decision decision = day.as("Jo").activate(MAIL, "PT9H");

      assertThat(names(decision))
          .containsExactly(
              "RoleAssignmentExists",
              "ExpirationRule",
              "MfaRule",
              "JustificationRule",
              "TicketingRule");
      assertThat(error(decision)).startsWith("400 RoleAssignmentExists");
    }

    @ParameterizedTest
    @CsvSource({"PT5M, true", "PT4M59.999999999S, false"})
    void fact_63_fact_64_tooShort(String duration, boolean accepted) {
      Simulation day = day(tenant().settings(MAIL, Tailwind::lax));
      Decision decision = day.as("Jo").activate(MAIL, duration);

      assertThat(decision.isAccepted()).isEqualTo(accepted);
      if (!accepted) {
        assertThat(error(decision))
            .isEqualTo(
                "400 ActiveDurationTooShort: The Active duration is too short. Miniumum Required is"
                    + " 5 minutes.");
      }
    }

    @Test
    void fact_34_unknownNames() {
      Simulation day = day(tenant());
      ScheduleInfo month = ScheduleInfo.startingNow(MONTH);
      Function<Access, Command> assign =
          access ->
              Command.adminAssign(
                  Call.of(id("x"), Caller.anAdministrator()).because("x"),
                  Kind.ELIGIBLE,
                  id("Sam"),
                  access,
                  month);

      assertThat(
              error(
                  day.run(
                      Command.adminAssign(
                          Call.of(id("x"), Caller.anAdministrator()).because("x"),
                          Kind.ELIGIBLE,
                          id("nobody"),
                          MEMBER,
                          month))))
          .isEqualTo("404 SubjectNotFound: The subject is not found.");
      assertThat(error(day.run(assign.apply(Access.member(id("nothing"))))))
          .startsWith("404 ResourceNotFound");
      assertThat(error(day.run(assign.apply(Access.role(id("nothing"))))))
          .isEqualTo(
              "404 RoleNotFound: The `roleDefinitionId` provided in the request body cannot be "
                  + "found.");
    }

    @Test
    void fact_218_otherScope() {
      Access atUnit = Access.role(id("Reset"), DirectoryScope.administrativeUnit(id("Unit")));
      Simulation day =
          day(
              tenant()
                  .customRole("Reset")
                  .settings("Reset", Tailwind::lax)
                  .eligible("Jo", atUnit, Interval.from(AT)));

      assertThat(error(day.as("Jo").activate("Reset", "PT1H"))).startsWith("400 InvalidScope");
    }

    @Test
    void fact_83_withoutLicence() {
      Simulation day = day(tenant());
      day.asAdministrator().changeLicence(false).orThrow();

      assertThat(error(day.as("Jo").because("x").activate(MAIL, "PT1H")))
          .isEqualTo(
              "400 AadPremiumLicenseRequired: The tenant needs to have Microsoft Entra ID P2 or "
                  + "Microsoft Entra ID Governance license.");
    }

    @Test
    void fact_22_fact_23_withoutTheRight() {
      Simulation day = day(tenant());

      assertThat(error(day.as("Sam").because("x").makeEligible("Sam", MAIL, MONTH)))
          .startsWith("403 Authorization_RequestDenied");
    }

    @Test
    void fact_144_refusalByTheDefault_whereSettingsWereReadInPart_namesTheRead() {
      Tenant read =
          tenant().settings(OWNER, Tailwind::lax).eligible("Jo", OWNER).build().toBuilder()
              .coverage(
                  Coverage.everything()
                      .with(
                          Read.of(Read.Kind.ROLE_SETTINGS), Completeness.partial("page 2 failed")))
              .build();
      Simulation day = Simulation.of(read);

      assertThat(day.as("Jo").activate(MAIL, "PT9H").refusals())
          .hasSize(2)
          .allSatisfy(
              refusal ->
                  assertThat(refusal.reads()).containsExactly(Read.of(Read.Kind.ROLE_SETTINGS)));
      assertThat(day.as("Jo").activate(OWNER, "PT9H").refusals())
          .as("these settings were read")
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.isSure()).isTrue());
      assertThat(day.as("Jo").because("x").activate(MAIL, "PT1M").refusals())
          .as("no settings allow less than five minutes")
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.isSure()).isTrue());
    }

    @Test
    void fact_101_approversJustification_whereSettingsWereNotRead_refusalNamesTheRead() {
      Tenant read =
          tenant().build().toBuilder()
              .request(
                  Request.builder()
                      .id(id("request"))
                      .action(Action.SELF_ACTIVATE)
                      .eligible(false)
                      .principal(id("Jo"))
                      .access(Access.role(TenantBuilder.id("x")))
                      .status(Status.PENDING_APPROVAL)
                      .created(AT)
                      .schedule(ScheduleInfo.startingNow(Expiration.after("PT1H")))
                      .build())
              .coverage(
                  Coverage.everything().with(Read.of(Read.Kind.ROLE_SETTINGS), Completeness.UNREAD))
              .build();
      Decision decision =
          Simulation.of(read)
              .run(Command.approve(Call.of(id("review"), Caller.of(id("Priya"))), id("request")));

      assertThat(names(decision)).containsExactly("JustificationRule");
      assertThat(decision.refusals().get(0).reads())
          .containsExactly(Read.of(Read.Kind.ROLE_SETTINGS));
    }

    @Test
    void fact_142_notAnApprover_whereSettingsWereNotRead_isNotSure() {
      Tenant read = gated().build().toBuilder().build();
      Simulation day = Simulation.of(read);
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      Tenant later =
          tenant().build().toBuilder()
              .request(last(day))
              .coverage(
                  Coverage.everything().with(Read.of(Read.Kind.ROLE_SETTINGS), Completeness.UNREAD))
              .build();

      assertThat(approve(Simulation.of(later), "Ann", last(day).id()).refusals())
          .filteredOn(refusal -> refusal.code().name().equals("Authorization_RequestDenied"))
          .as("who approves, the settings say, and they were not read")
          .singleElement()
          .satisfies(
              refusal -> assertThat(refusal.reads()).contains(Read.of(Read.Kind.ROLE_SETTINGS)));
    }

    @Test
    void fact_130_fakeTenant_answersWithTheDecision() {
      FakeTenant fake = FakeTenant.of(gated().build());
      Outcome outcome =
          fake.submit(
              Command.selfActivate(
                  Call.of(id("x"), Caller.of(id("Jo"))),
                  id("Jo"),
                  MEMBER,
                  ScheduleInfo.startingNow(Expiration.after("PT1H"))));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Decided.class,
              decided -> assertThat(decided.decision().isWaiting()).isTrue());
      assertThat(fake.read().request(id("x")).map(Request::status))
          .contains(Status.PENDING_APPROVAL);
    }
  }

  /** What would be accepted instead. */
  @Nested
  class NearestRequest {

    /** Asks again with what the refusal names, and nothing else. */
    private static Decision askAgain(Simulation day, Command.ScheduleRequest refused) {
      Nearest nearest = ((Decision.Denied) day.run(refused)).nearest().orElseThrow();
      nearest.earliest().ifPresent(day::advanceTo);
      Caller caller = refused.call().caller();
      Call call = refused.call();
      for (Requirement missing : nearest.bring()) {
        switch (missing) {
          case MULTI_FACTOR_AUTHENTICATION -> caller = caller.withMultiFactor();
          case JUSTIFICATION -> call = call.because("now with a reason");
          case TICKETING -> call = call.withTicket(new Ticket("1", "Desk"));
        }
      }
      if (nearest.authenticationContext().isPresent()) {
        caller = caller.withAuthenticationContexts(nearest.authenticationContext().get());
      }
      Command.ScheduleRequest again = refused.withCall(call.by(caller));
      return day.run(nearest.schedule().map(again::withSchedule).orElse(again));
    }

    private static Command.ScheduleRequest bare(ScheduleInfo schedule) {
      return Command.selfActivate(
          Call.of(id("x"), Caller.of(id("Jo"))), id("Jo"), MEMBER, schedule);
    }

    static Stream<ScheduleInfo> times() {
      return Stream.of(
          ScheduleInfo.startingNow(Expiration.after("PT1H")),
          ScheduleInfo.startingNow(Expiration.after("P400D")),
          ScheduleInfo.startingNow(Expiration.after("PT1S")),
          ScheduleInfo.startingNow(Expiration.never()),
          ScheduleInfo.startingNow(Expiration.notSpecified()),
          ScheduleInfo.startingNow(Expiration.at(in("P1D"))),
          ScheduleInfo.startingNow(Expiration.at(AT.minusSeconds(1))),
          from("PT1H", "PT12H"),
          ScheduleInfo.startingAt(in("PT2H"), Expiration.at(in("PT1H"))),
          ScheduleInfo.startingAt(AT.minusSeconds(60), Expiration.after("PT8H0.000000001S")));
    }

    @ParameterizedTest
    @MethodSource("times")
    void fact_144_nearestRequest_isAccepted(ScheduleInfo times) {
      Simulation day =
          day(
              tenant()
                  .settings(
                      MAIL,
                      s ->
                          lax(s)
                              .addActivationRequirements(Requirement.values())
                              .authenticationContext("c7")));

      assertThat(names(askAgain(day, bare(times)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT7H", "PT12H", "P400D"})
    void fact_78_fact_144_nearestRequest_endsWithTheEligibility(String duration) {
      Interval sixHours = Interval.of(AT.minusSeconds(60), in("PT6H"));
      Simulation day =
          day(
              tenant().eligible("Sam", MAIL, sixHours).settings(MAIL, Tailwind::lax),
              Switch.ACTIVATION_BEYOND_ELIGIBILITY,
              "refused");
      Command.ScheduleRequest refused =
          Command.selfActivate(
              Call.of(id("x"), Caller.of(id("Sam"))),
              id("Sam"),
              MEMBER,
              ScheduleInfo.startingNow(Expiration.after(duration)));

      assertThat(names(askAgain(day, refused))).isEmpty();
      assertThat(held(day, "Sam").span().endExclusive()).isEqualTo(in("PT6H"));
    }

    @Test
    void fact_144_refusal_saysWhatWasFoundAndWhatWouldDo() {
      Simulation day = day(tenant());
      Decision byDuration = day.as("Jo").because("x").activate(MAIL, "PT9H");
      Decision byEnd =
          day.as("Jo")
              .because("x")
              .activate(MAIL, ScheduleInfo.startingNow(Expiration.at(in("PT9H"))));

      assertThat(byDuration.toString())
          .isEqualTo("refused: ExpirationRule: expected at most PT8H, but found PT9H");
      assertThat(byEnd.toString())
          .isEqualTo(
              "refused: ExpirationRule: expected at most PT8H, but found PT9H (until "
                  + "2026-03-02T17:00:00Z)");
      assertThat(((Decision.Denied) byEnd).nearest().map(Nearest::toString))
          .contains("ask from now, for PT8H");
    }

    @Test
    void fact_144_nearestRequest_inWords() {
      Simulation day =
          day(
              tenant()
                  .settings(
                      MAIL,
                      s ->
                          lax(s)
                              .addActivationRequirements(Requirement.values())
                              .authenticationContext("c7")));

      assertThat(
              ((Decision.Denied) day.as("Jo").activate(MAIL, "PT9H"))
                  .nearest()
                  .map(Nearest::toString))
          .contains(
              "ask from now, for PT8H, bring MultiFactorAuthentication, bring Justification, bring "
                  + "Ticketing, satisfy authentication context c7");
    }

    @Test
    void fact_63_nearestRequest_waitsOutTheFiveMinutes() {
      Simulation day = day(tenant().settings(MAIL, Tailwind::lax));
      day.as("Jo").activate(MAIL, "PT1H").orThrow();
      Command.ScheduleRequest tooEarly =
          Command.selfDeactivate(Call.of(id("x"), Caller.of(id("Jo"))), id("Jo"), MEMBER);

      assertThat(names(askAgain(day, tooEarly))).isEmpty();
      assertThat(day.now()).isEqualTo(in("PT5M"));
    }

    @Test
    void fact_144_nothingToChange_whereSomebodyElseHasToAct() {
      Simulation day = day(tenant());

      for (Decision decision :
          List.of(
              day.as("Sam").activate(MAIL, "PT9H"),
              day.as("Sam").because("x").makeEligible("Sam", MAIL, MONTH))) {
        assertThat(((Decision.Denied) decision).nearest()).isEmpty();
      }
    }

    @Test
    void fact_144_refusals_areNotRepeated() {
      Decision decision = day(tenant()).as("Jo").activate(MAIL, "PT9H");

      assertThat(decision.refusals().stream().collect(toSet())).hasSameSizeAs(decision.refusals());
    }
  }

  private static void disable(Simulation day, String name) {
    User user = (User) day.tenant().principal(id(name));
    day.asAdministrator().update(User.builder().from(user).enabled(Verdict.NO).build()).orThrow();
  }
}
