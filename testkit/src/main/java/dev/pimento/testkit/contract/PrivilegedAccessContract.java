package dev.pimento.testkit.contract;

import static dev.pimento.testkit.TenantBuilder.id;
import static dev.pimento.testkit.assertj.PimentoAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pimento.directory.Access;
import dev.pimento.directory.Id;
import dev.pimento.directory.ImmutableUser;
import dev.pimento.directory.User;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.port.Outcome;
import dev.pimento.port.PrivilegedAccess;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Schedule;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.tenant.Ticket;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.assertj.TenantAssert;
import dev.pimento.time.Expiration;
import dev.pimento.time.Interval;
import dev.pimento.time.ScheduleInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every implementation of the port does. An implementation is held to it by a subclass:
 *
 * <pre>{@code
 * class FakeTenantContractTest extends PrivilegedAccessContract {
 *   protected PrivilegedAccess start(Tenant tenant) {
 *     return FakeTenant.of(tenant);
 *   }
 *   protected Set<Capability> capabilities() {
 *     return EnumSet.complementOf(EnumSet.of(Capability.LOST_ANSWERS));
 *   }
 *   …
 * }
 * }</pre>
 *
 * <p>What an implementation is not capable of it does not declare. The tests of that are run all
 * the same and reported as aborted, with a count; a capability whose tests all pass has to be
 * declared, or the class fails.
 */
@ExtendWith(CapabilityCheck.class)
public abstract class PrivilegedAccessContract {

  private static final String TIER1 = "PIM-Tier1-Admins";
  private static final String TIER2 = "PIM-Tier2-Admins";
  private static final String PAYROLL = "PIM-Payroll-Access";
  private static final String READER = "Security Reader";
  private static final String EXCHANGE = "Exchange Administrator";

  private PrivilegedAccess service = new NotStarted();
  private long calls;

  /** For subclasses. */
  protected PrivilegedAccessContract() {}

  /**
   * A service of its own that holds the tenant, and at which it is the instant of the tenant's
   * read.
   */
  protected abstract PrivilegedAccess start(Tenant tenant);

  /** What the implementation is capable of: all of it, and nothing else. */
  protected abstract Set<Capability> capabilities();

  /**
   * Lets time pass at a service that {@link #start} made. Needed for {@link Capability#MOVE_TIME}.
   */
  protected void advance(PrivilegedAccess service, Duration duration) {
    throw new UnsupportedOperationException("Time can't be moved at " + service);
  }

  /**
   * Has the service carry out the next command and its answer lost. Needed for {@link
   * Capability#LOST_ANSWERS}.
   */
  protected void loseAnswer(PrivilegedAccess service) {
    throw new UnsupportedOperationException("No answer can be lost at " + service);
  }

  @BeforeEach
  final void startService() {
    begin(tenant -> {});
  }

  /** What a tenant is read and told to do before there is a service. */
  private record NotStarted() implements PrivilegedAccess {
    @Override
    public Tenant read() {
      throw new IllegalStateException("Expected a service that was started, but found none");
    }

    @Override
    public Outcome submit(Command command) {
      throw new IllegalStateException("Expected a service that was started, but found none");
    }
  }

  @Nested
  class Reading {

    @Test
    void read_atTheStart_tellsWhatIsHeldAndEligible() {
      contoso()
          .hasNoViolations()
          .principal("lidia")
          .canUse("Privileged Role Administrator")
          .canUse("owner of " + TIER2)
          .principal("Contoso Deploy")
          .canUse("Directory Readers")
          .principal("jose")
          .isEligibleFor(TIER2)
          .cannotUse(TIER2)
          .cannotUse(EXCHANGE)
          .couldHold(EXCHANGE);
    }

    @Test
    void read_twice_same() {
      assertThat(service.read()).isEqualTo(service.read());
    }

    @Test
    void read_before_isNotChangedByWhatHappensAfter() {
      Tenant before = service.read();
      accept(activation("jose", TIER2, "PT1H"));

      assertThat(before).principal("jose").cannotUse(EXCHANGE);
      contoso().principal("jose").canUse(EXCHANGE);
    }

    @Test
    void read_settings_areThoseInForce() {
      assertThat(settings(TIER1).approval().required()).isTrue();
      assertThat(settings(PAYROLL).activationRequirements()).contains(Requirement.TICKETING);
    }
  }

  @Nested
  class Activation {

    @Test
    void selfActivate_eligibleMember_holdsUntilTheEnd() {
      accept(activation("jose", TIER2, "PT4H"));

      contoso()
          .principal("jose")
          .canUse(EXCHANGE)
          .until(now().plus(Duration.ofHours(4)))
          .because(TIER2);
      assertThat(request("jose", TIER2, r -> true).status()).isEqualTo(Status.PROVISIONED);
    }

    @Test
    void selfActivate_eligibleOwner_owns() {
      accept(activation("jose", "owner of " + PAYROLL, "PT1H"));

      contoso().principal("jose").canUse("owner of " + PAYROLL).cannotUse(PAYROLL);
    }

    @Test
    @Needs(Capability.DIRECTORY_ROLES)
    void selfActivate_eligibleForARole_holdsIt() {
      accept(activation("megan", READER, "PT1H", Caller.of(id("megan")).withMultiFactor()));

      contoso().principal("megan").canUse(READER).until(now().plus(Duration.ofHours(1)));
    }

    @Test
    @Needs(Capability.MOVE_TIME)
    void selfActivate_atItsEnd_isOver() {
      accept(activation("jose", TIER2, "PT1H"));
      advance("PT59M59S");
      contoso().principal("jose").canUse(EXCHANGE);

      advance("PT1S");
      contoso().principal("jose").cannotUse(EXCHANGE).isEligibleFor(TIER2);
    }

    @Test
    @Needs(Capability.MOVE_TIME)
    void selfActivate_startingLater_holdsFromThenOn() {
      Instant start = now().plus(Duration.ofHours(1));
      accept(
          Command.selfActivate(
              call("jose"),
              id("jose"),
              access(TIER2),
              ScheduleInfo.startingAt(start, Expiration.after("PT1H"))));
      contoso().principal("jose").cannotUse(EXCHANGE).until(start);

      advance("PT1H");
      contoso().principal("jose").canUse(EXCHANGE).until(start.plus(Duration.ofHours(1)));
    }

    @Test
    void selfActivate_twice_refused() {
      accept(activation("jose", TIER2, "PT4H"));
      refuse("RoleAssignmentExists", activation("jose", TIER2, "PT4H"));
    }

    @Test
    void selfActivate_notEligible_refused() {
      refuse("EligibilityRule", activation("henrik", TIER2, "PT1H"));
    }

    @Test
    void selfActivate_tooLong_refused() {
      refuse("ExpirationRule", activation("jose", TIER2, "PT12H"));
    }

    @Test
    void selfActivate_tooShort_refused() {
      refuse("ActiveDurationTooShort", activation("jose", TIER2, "PT4M"));
    }

    @Test
    void selfActivate_withoutJustification_refused() {
      refuse(
          "JustificationRule",
          Command.selfActivate(
              Call.of(nextId(), Caller.of(id("jose"))),
              id("jose"),
              access(TIER2),
              ScheduleInfo.startingNow(Expiration.after("PT1H"))));
    }

    @Test
    void selfActivate_withoutTicket_refused() {
      refuse("TicketingRule", activation("henrik", PAYROLL, "PT1H"));
    }

    @Test
    @Needs(Capability.DIRECTORY_ROLES)
    void selfActivate_withoutMultiFactor_refused() {
      refuse("MfaRule", activation("megan", READER, "PT1H"));
    }

    @Test
    @Needs(Capability.ALL_REASONS)
    void selfActivate_againstSeveralRules_refusedForEach() {
      assertThat(
              denied(
                  Command.selfActivate(
                      Call.of(nextId(), Caller.of(id("henrik"))),
                      id("henrik"),
                      access(PAYROLL),
                      ScheduleInfo.startingNow(Expiration.after("PT12H")))))
          .isDeniedBecauseOf("ExpirationRule", "JustificationRule", "TicketingRule");
    }

    @Test
    @Needs(Capability.CLAIMS)
    void selfActivate_withoutTheAuthenticationContext_claimsRequired() {
      begin(tenant -> tenant.settings(TIER2, s -> s.authenticationContext("c1")));
      Outcome outcome = service.submit(activation("jose", TIER2, "PT1H"));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.ClaimsRequired.class, c -> assertThat(c.claims()).contains("acrs", "c1"));
      contoso().principal("jose").cannotUse(TIER2);
      accept(
          activation(
              "jose", TIER2, "PT1H", Caller.of(id("jose")).withAuthenticationContexts("c1")));
      contoso().principal("jose").canUse(TIER2);
    }

    @Test
    void selfActivate_forSomebodyElse_refused() {
      refuse(
          "Authorization_RequestDenied",
          activation("hanako", TIER2, "PT1H", Caller.of(id("jose"))));
    }

    @Test
    @Needs(Capability.MOVE_TIME)
    void selfDeactivate_active_isOverAtOnce() {
      accept(activation("jose", TIER2, "PT4H"));
      advance("PT10M");
      accept(Command.selfDeactivate(call("jose"), id("jose"), access(TIER2)));

      contoso().principal("jose").cannotUse(EXCHANGE).isEligibleFor(TIER2);
    }

    @Test
    void selfDeactivate_sooner_refused() {
      accept(activation("jose", TIER2, "PT4H"));
      refuse(
          "ActiveDurationTooShort",
          Command.selfDeactivate(call("jose"), id("jose"), access(TIER2)));
    }

    @Test
    void selfDeactivate_notActive_refused() {
      refuse(
          "RoleAssignmentDoesNotExist",
          Command.selfDeactivate(call("jose"), id("jose"), access(TIER2)));
    }
  }

  @Nested
  class Administration {

    @Test
    void adminAssign_eligible_mayActivate() {
      accept(assign(Kind.ELIGIBLE, "henrik", TIER2, Expiration.after("P90D")));

      contoso().principal("henrik").isEligibleFor(TIER2).cannotUse(TIER2);
      accept(activation("henrik", TIER2, "PT1H"));
      contoso().principal("henrik").canUse(EXCHANGE);
    }

    @Test
    void adminAssign_active_holdsAtOnce() {
      accept(assign(Kind.ACTIVE, "henrik", TIER2, Expiration.after("P30D")));

      contoso()
          .principal("henrik")
          .canUse(EXCHANGE)
          .until(now().plus(Duration.ofDays(30)))
          .isNotEligibleFor(TIER2);
    }

    @Test
    @Needs(Capability.DIRECTORY_ROLES)
    void adminAssign_role_holdsIt() {
      accept(assign(Kind.ACTIVE, "henrik", READER, Expiration.after("P30D")));

      contoso().principal("henrik").canUse(READER);
    }

    @Test
    void adminAssign_twice_refused() {
      refuse("RoleAssignmentExists", assign(Kind.ELIGIBLE, "jose", TIER2, Expiration.after("P1D")));
    }

    @Test
    void adminAssign_toNobody_refused() {
      refuse(
          "SubjectNotFound",
          Command.adminAssign(
              administrator(),
              Kind.ELIGIBLE,
              id("nobody"),
              access(TIER2),
              ScheduleInfo.startingNow(Expiration.after("P1D"))));
    }

    @Test
    void adminAssign_longerThanTheSettingsAllow_refused() {
      refuse("ExpirationRule", assign(Kind.ELIGIBLE, "henrik", TIER2, Expiration.after("P900D")));
    }

    @Test
    void adminAssign_byAMember_refused() {
      refuse(
          "Authorization_RequestDenied",
          Command.adminAssign(
              call("henrik"),
              Kind.ELIGIBLE,
              id("henrik"),
              access(TIER2),
              ScheduleInfo.startingNow(Expiration.after("P1D"))));
    }

    @Test
    void adminUpdate_eligible_hasAnotherEnd() {
      accept(
          Command.adminUpdate(
              administrator(),
              Kind.ELIGIBLE,
              id("jose"),
              access(TIER2),
              ScheduleInfo.startingNow(Expiration.after("P10D"))));

      Instant end = now().plus(Duration.ofDays(10));
      contoso()
          .principal("jose")
          .isEligibleFor(TIER2)
          .at(end.minusNanos(1))
          .isEligibleFor(TIER2)
          .at(end)
          .isNotEligibleFor(TIER2);
    }

    @Test
    void adminUpdate_nothing_refused() {
      refuse(
          "RoleAssignmentDoesNotExist",
          Command.adminUpdate(
              administrator(),
              Kind.ELIGIBLE,
              id("henrik"),
              access(TIER2),
              ScheduleInfo.startingNow(Expiration.after("P10D"))));
    }

    @Test
    void adminRemove_eligible_isGone() {
      accept(Command.adminRemove(administrator(), Kind.ELIGIBLE, id("jose"), access(TIER2)));

      contoso().principal("jose").isNotEligibleFor(TIER2).couldNotHold(EXCHANGE);
    }

    @Test
    void adminRemove_active_isGone() {
      begin(tenant -> tenant.holds("henrik", TIER2));
      accept(Command.adminRemove(administrator(), Kind.ACTIVE, id("henrik"), access(TIER2)));

      contoso().principal("henrik").cannotUse(EXCHANGE);
    }

    @Test
    void adminRemove_nothing_refused() {
      refuse(
          "RoleAssignmentDoesNotExist",
          Command.adminRemove(administrator(), Kind.ELIGIBLE, id("henrik"), access(TIER2)));
    }

    @Test
    void adminExtend_nearTheEnd_endsLater() {
      begin(tenant -> tenant.eligible("henrik", TIER2, days(tenant.asOf(), -30, 3)));
      Instant end = now().plus(Duration.ofDays(60));
      accept(extension("henrik", Expiration.at(end)));

      contoso().principal("henrik").at(end.minusNanos(1)).isEligibleFor(TIER2);
    }

    @Test
    void adminExtend_longBeforeTheEnd_refused() {
      begin(tenant -> tenant.eligible("henrik", TIER2, days(tenant.asOf(), -30, 60)));
      denied(extension("henrik", Expiration.after("P90D")));
    }

    @Test
    @Needs(Capability.MOVE_TIME)
    void adminRenew_afterTheEnd_isEligibleAgain() {
      begin(tenant -> tenant.eligible("henrik", TIER2, days(tenant.asOf(), -30, 1)));
      advance("P2D");
      contoso().principal("henrik").isNotEligibleFor(TIER2);
      accept(
          Command.adminRenew(
              administrator(),
              Kind.ELIGIBLE,
              id("henrik"),
              access(TIER2),
              ScheduleInfo.startingNow(Expiration.after("P30D"))));

      contoso().principal("henrik").isEligibleFor(TIER2);
    }
  }

  @Nested
  @Needs(Capability.APPROVAL)
  class Approvals {

    @Test
    void selfActivate_withApproval_waitsForTheApprover() {
      assertThat(decided(activation("megan", TIER1, "PT1H")))
          .isWaiting()
          .isInstanceOfSatisfying(
              Decision.Waiting.class,
              waiting -> assertThat(waiting.deciders()).containsExactly(id("lidia")));
      contoso().principal("megan").cannotUse(TIER1);
      assertThat(waitingOf("megan").status()).isEqualTo(Status.PENDING_APPROVAL);
    }

    @Test
    void approve_byTheApprover_holdsFromNow() {
      submitToWait(activation("megan", TIER1, "PT1H"));
      accept(Command.approve(call("lidia"), waitingOf("megan").id()));

      contoso()
          .principal("megan")
          .canUse("User Administrator")
          .until(now().plus(Duration.ofHours(1)));
    }

    @Test
    void deny_byTheApprover_isDenied() {
      submitToWait(activation("megan", TIER1, "PT1H"));
      Id waiting = waitingOf("megan").id();
      accept(Command.deny(call("lidia"), waiting));

      contoso().principal("megan").cannotUse(TIER1);
      assertThat(service.read().request(waiting).orElseThrow().status()).isEqualTo(Status.DENIED);
    }

    @Test
    void approve_byWhoAsked_refused() {
      submitToWait(activation("megan", TIER1, "PT1H"));
      denied(Command.approve(call("megan"), waitingOf("megan").id()));
      contoso().principal("megan").cannotUse(TIER1);
    }

    @Test
    void approve_bySomebodyElse_refused() {
      submitToWait(activation("megan", TIER1, "PT1H"));
      denied(Command.approve(call("jose"), waitingOf("megan").id()));
      contoso().principal("megan").cannotUse(TIER1);
    }

    @Test
    void approve_whatIsDecided_refused() {
      submitToWait(activation("megan", TIER1, "PT1H"));
      Id waiting = waitingOf("megan").id();
      accept(Command.approve(call("lidia"), waiting));
      refuse("Conflict", Command.approve(call("lidia"), waiting));
    }

    @Test
    void selfActivate_whileOneWaits_refused() {
      submitToWait(activation("megan", TIER1, "PT1H"));
      refuse("PendingRoleAssignmentRequest", activation("megan", TIER1, "PT1H"));
    }

    @Test
    @Needs(Capability.MOVE_TIME)
    void undecided_afterADay_lapses() {
      submitToWait(activation("megan", TIER1, "PT1H"));
      Id waiting = waitingOf("megan").id();
      advance("P1D");

      assertThat(service.read().request(waiting).orElseThrow().status().isWaiting()).isFalse();
      denied(Command.approve(call("lidia"), waiting));
    }

    @Test
    void cancel_whatWaits_isCanceled() {
      submitToWait(activation("megan", TIER1, "PT1H"));
      Id waiting = waitingOf("megan").id();
      accept(new Command.Cancel(call("megan"), waiting));

      assertThat(service.read().request(waiting).orElseThrow().status()).isEqualTo(Status.CANCELED);
    }
  }

  @Nested
  class Cancellation {

    @Test
    void cancel_beforeTheStart_neverStarts() {
      Instant start = now().plus(Duration.ofHours(1));
      accept(
          Command.selfActivate(
              call("jose"),
              id("jose"),
              access(TIER2),
              ScheduleInfo.startingAt(start, Expiration.after("PT1H"))));
      accept(new Command.Cancel(call("jose"), request("jose", TIER2, r -> true).id()));

      contoso().principal("jose").at(start).cannotUse(EXCHANGE);
    }

    @Test
    void cancel_whatIsCarriedOut_refused() {
      accept(activation("jose", TIER2, "PT1H"));
      denied(new Command.Cancel(call("jose"), request("jose", TIER2, r -> true).id()));
      contoso().principal("jose").canUse(EXCHANGE);
    }

    @Test
    void cancel_nothing_refused() {
      denied(new Command.Cancel(call("jose"), nextId()));
    }
  }

  @Nested
  @Needs(Capability.EXTENSION_AND_RENEWAL)
  class Asking {

    @BeforeEach
    void henrikIsNearHisEnd() {
      begin(tenant -> tenant.eligible("henrik", TIER2, days(tenant.asOf(), -30, 3)));
    }

    private Command.ScheduleRequest ask(Instant end) {
      return Command.selfExtend(
          call("henrik"),
          Kind.ELIGIBLE,
          id("henrik"),
          access(TIER2),
          ScheduleInfo.startingNow(Expiration.at(end)));
    }

    @Test
    void selfExtend_approvedByAnAdministrator_endsLater() {
      Instant end = now().plus(Duration.ofDays(60));
      submitToWait(ask(end));
      Id waiting = request("henrik", TIER2, r -> r.status().isWaiting()).id();
      contoso().principal("henrik").at(end.minusSeconds(1)).isNotEligibleFor(TIER2);
      accept(Command.approve(administrator(), waiting));

      contoso().principal("henrik").at(end.minusSeconds(1)).isEligibleFor(TIER2);
    }

    @Test
    void selfExtend_denied_endsAsBefore() {
      Instant end = now().plus(Duration.ofDays(60));
      submitToWait(ask(end));
      Id waiting = request("henrik", TIER2, r -> r.status().isWaiting()).id();
      accept(Command.deny(administrator(), waiting));

      contoso()
          .principal("henrik")
          .isEligibleFor(TIER2)
          .at(end.minusSeconds(1))
          .isNotEligibleFor(TIER2);
    }

    @Test
    @Needs(Capability.MOVE_TIME)
    void selfRenew_approvedByAnAdministrator_isEligibleAgain() {
      advance("P5D");
      ScheduleInfo month = ScheduleInfo.startingNow(Expiration.after("P30D"));
      submitToWait(
          Command.selfRenew(call("henrik"), Kind.ELIGIBLE, id("henrik"), access(TIER2), month));
      Id waiting = request("henrik", TIER2, r -> r.status().isWaiting()).id();
      accept(
          new Command.Review(
              administrator(),
              waiting,
              Command.Review.Result.APPROVE,
              Optional.empty(),
              Optional.of(month)));

      contoso().principal("henrik").isEligibleFor(TIER2);
    }
  }

  @Nested
  @Needs(Capability.SETTINGS)
  class Settings {

    @Test
    void changeSettings_shorterActivations_nextOneObeys() {
      accept(change(administrator(), s -> s.activation(ExpirationLimit.atMost("PT1H"))));

      assertThat(settings(TIER2).activation()).isEqualTo(ExpirationLimit.atMost("PT1H"));
      refuse("ExpirationRule", activation("jose", TIER2, "PT2H"));
      accept(activation("jose", TIER2, "PT1H"));
    }

    @Test
    void changeSettings_multiFactorAndContext_refused() {
      refuse(
          "MfaAndAcrsConflict",
          change(
              administrator(),
              s ->
                  s.addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION)
                      .authenticationContext("c1")));
    }

    @Test
    void changeSettings_byAMember_refused() {
      refuse(
          "Authorization_RequestDenied",
          change(call("henrik"), s -> s.activation(ExpirationLimit.atMost("PT1H"))));
    }

    private Command change(Call call, Consumer<ImmutableRoleSettings.Builder> with) {
      ImmutableRoleSettings.Builder changed = RoleSettings.builder().from(settings(TIER2));
      with.accept(changed);
      return new Command.ChangeSettings(call, access(TIER2), changed.build());
    }
  }

  @Nested
  @Needs(Capability.CHANGES_PAST_PIM)
  class PastPim {

    @Test
    void addDirectly_member_holdsWithoutEnd() {
      accept(new Command.AddDirectly(administrator(), id("henrik"), access(TIER2)));

      contoso().principal("henrik").canUse(EXCHANGE).withoutEnd();
    }

    @Test
    void removeDirectly_member_isGone() {
      begin(tenant -> tenant.holds("henrik", TIER2));
      accept(new Command.RemoveDirectly(administrator(), id("henrik"), access(TIER2)));

      contoso().principal("henrik").cannotUse(EXCHANGE);
    }
  }

  @Nested
  @Needs(Capability.PRINCIPALS)
  class Principals {

    @Test
    void create_thenDisable_canNotUse() {
      User ann = User.of(id("ann"), "Ann", "ann@contoso.com");
      accept(new Command.CreatePrincipal(administrator(), ann));
      Id given = Lookup.in(service.read()).principal("ann").id();
      accept(
          Command.adminAssign(
              administrator(),
              Kind.ACTIVE,
              given,
              access(TIER2),
              ScheduleInfo.startingNow(Expiration.after("P30D"))));
      contoso().principal("ann").canUse(EXCHANGE);

      User disabled = ImmutableUser.builder().from(ann).id(given).enabled(Verdict.NO).build();
      accept(new Command.UpdatePrincipal(administrator(), disabled));
      contoso().principal("ann").cannotUse(EXCHANGE);
    }

    @Test
    void delete_thenRestore_isThereAgain() {
      accept(new Command.DeletePrincipal(administrator(), id("jose")));
      assertThat(service.read().principal(id("jose")).displayName()).isNotEqualTo("José Teixeira");
      assertThat(service.read().eligibilitiesOf(id("jose")).filter(Schedule::isCurrent)).isEmpty();

      accept(new Command.RestorePrincipal(administrator(), id("jose")));
      assertThat(service.read().principal(id("jose")).displayName()).isEqualTo("José Teixeira");
    }
  }

  @Nested
  @Needs(Capability.LICENCE)
  class Licence {

    @Test
    void lapsed_activationsAreRefusedUntilItIsBack() {
      accept(new Command.ChangeLicence(administrator(), false));
      refuse("AadPremiumLicenseRequired", activation("jose", TIER2, "PT1H"));

      accept(new Command.ChangeLicence(administrator(), true));
      assertThat(service.read().isLicensed()).isTrue();
    }
  }

  @Nested
  class Submitting {

    @Test
    void submit_sameRequestTwice_happensOnce() {
      Command activation = activation("jose", TIER2, "PT1H");
      accept(activation);
      List<Schedule> schedules = service.read().schedulesOf(id("jose")).toList();
      List<Request> requests = service.read().requestsOf(id("jose")).toList();
      service.submit(activation);

      assertThat(service.read().schedulesOf(id("jose"))).containsExactlyElementsOf(schedules);
      assertThat(service.read().requestsOf(id("jose"))).containsExactlyElementsOf(requests);
    }

    @Test
    void submit_refused_changesNothing() {
      Tenant before = service.read();
      denied(activation("henrik", TIER2, "PT1H"));

      assertThat(service.read().schedules()).containsExactlyElementsOf(before.schedules().toList());
    }

    @Test
    @Needs(Capability.VALIDATION_ONLY)
    void submit_toValidateOnly_saysWhatItWouldDecideAndChangesNothing() {
      Tenant before = service.read();
      accept(activation("jose", TIER2, "PT1H").withCall(call("jose").toValidateOnly()));
      refuse(
          "ExpirationRule",
          activation("jose", TIER2, "PT12H").withCall(call("jose").toValidateOnly()));

      assertThat(service.read().schedules()).containsExactlyElementsOf(before.schedules().toList());
      assertThat(service.read().requests()).containsExactlyElementsOf(before.requests().toList());
    }

    @Test
    @Needs(Capability.LOST_ANSWERS)
    void submit_answerLost_isNotKnownOrWasFoundOut() {
      Command activation = activation("jose", TIER2, "PT1H");
      loseAnswer(service);
      Outcome outcome = service.submit(activation);

      if (outcome instanceof Outcome.Decided found) {
        assertThat(found.decision()).isAccepted();
      } else {
        assertThat(outcome).isEqualTo(new Outcome.Indeterminate(activation.call().requestId()));
      }
      contoso().principal("jose").canUse(EXCHANGE);
    }

    @Test
    @Needs(Capability.LOST_ANSWERS)
    void submit_againAfterALostAnswer_happensOnce() {
      Command activation = activation("jose", TIER2, "PT1H");
      loseAnswer(service);
      service.submit(activation);
      service.submit(activation);

      assertThat(service.read().requestsOf(id("jose"))).hasSize(1);
    }
  }

  /** Starts again, from the sample tenant and more. */
  private void begin(Consumer<TenantBuilder> more) {
    TenantBuilder builder = SampleTenant.in(TenantBuilder.at("2026-03-02T08:00:00Z"));
    more.accept(builder);
    service = start(builder.build());
  }

  private void advance(String duration) {
    advance(service, Duration.parse(duration));
  }

  private Instant now() {
    return service.read().asOf();
  }

  private TenantAssert contoso() {
    return assertThat(service.read());
  }

  private Access access(String name) {
    return Lookup.in(service.read()).access(name);
  }

  private RoleSettings settings(String access) {
    return Knowledge.builtIn().settings(service.read(), access(access));
  }

  private Request waitingOf(String principal) {
    return request(principal, TIER1, r -> r.status().isWaiting());
  }

  private Request request(String principal, String access, Predicate<Request> which) {
    Access wanted = access(access);
    return Assertions.assertThat(service.read().requestsOf(id(principal)))
        .filteredOn(r -> r.access().equals(wanted) && which.test(r))
        .singleElement()
        .actual();
  }

  private static Interval days(Instant now, int from, int until) {
    return Interval.of(now.plus(Duration.ofDays(from)), now.plus(Duration.ofDays(until)));
  }

  private Id nextId() {
    calls++;
    return Id.of("5c7a1c33-0000-4000-8000-%012x".formatted(calls));
  }

  private Call call(String principal) {
    return Call.of(nextId(), Caller.of(id(principal))).because("as agreed");
  }

  private Call administrator() {
    return Call.of(nextId(), Caller.anAdministrator())
        .because("as agreed")
        .withTicket(new Ticket("CHG-1", "Desk"));
  }

  private Command.ScheduleRequest activation(String principal, String access, String duration) {
    return activation(principal, access, duration, Caller.of(id(principal)));
  }

  private Command.ScheduleRequest activation(
      String principal, String access, String duration, Caller caller) {
    return Command.selfActivate(
        call(principal).by(caller),
        id(principal),
        access(access),
        ScheduleInfo.startingNow(Expiration.after(duration)));
  }

  private Command assign(Kind kind, String principal, String access, Expiration expiration) {
    return Command.adminAssign(
        administrator(), kind, id(principal), access(access), ScheduleInfo.startingNow(expiration));
  }

  private Command extension(String principal, Expiration expiration) {
    return Command.adminExtend(
        administrator(),
        Kind.ELIGIBLE,
        id(principal),
        access(TIER2),
        ScheduleInfo.startingNow(expiration));
  }

  private Decision decided(Command command) {
    Outcome outcome = service.submit(command);
    return Assertions.assertThat(outcome)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(Outcome.Decided.class))
        .actual()
        .decision();
  }

  private void accept(Command command) {
    assertThat(decided(command)).isAccepted();
  }

  private void submitToWait(Command command) {
    assertThat(decided(command)).isWaiting();
  }

  private Decision denied(Command command) {
    Decision decision = decided(command);
    assertThat(decision).isDenied();
    return decision;
  }

  /** It is refused, at least for this reason. */
  private void refuse(String reason, Command command) {
    Assertions.assertThat(denied(command).refusals()).extracting(Refusal::name).contains(reason);
  }
}
