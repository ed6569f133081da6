package dev.pimento.graph;

import static dev.pimento.testkit.TenantBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pimento.directory.Access;
import dev.pimento.directory.Group;
import dev.pimento.directory.Id;
import dev.pimento.directory.OtherPrincipal;
import dev.pimento.directory.Verdict;
import dev.pimento.knowledge.Knowledge;
import dev.pimento.lifecycle.Call;
import dev.pimento.lifecycle.Caller;
import dev.pimento.lifecycle.Command;
import dev.pimento.lifecycle.Command.Kind;
import dev.pimento.lifecycle.Decision;
import dev.pimento.lifecycle.Refusal;
import dev.pimento.policy.Approval;
import dev.pimento.policy.Approver;
import dev.pimento.policy.ExpirationLimit;
import dev.pimento.policy.ImmutableRoleSettings;
import dev.pimento.policy.Requirement;
import dev.pimento.policy.RoleSettings;
import dev.pimento.port.Outcome;
import dev.pimento.tenant.Event;
import dev.pimento.tenant.Lookup;
import dev.pimento.tenant.Request;
import dev.pimento.tenant.Status;
import dev.pimento.tenant.Tenant;
import dev.pimento.testkit.SampleTenant;
import dev.pimento.testkit.TenantBuilder;
import dev.pimento.testkit.http.Fault;
import dev.pimento.testkit.http.Preset;
import dev.pimento.time.Expiration;
import dev.pimento.time.ScheduleInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Acts on the fake over HTTP, and meets what goes wrong on the way. */
class GraphPrivilegedAccessTest {

  private static final String TIER1 = "PIM-Tier1-Admins";
  private static final String TIER2 = "PIM-Tier2-Admins";
  private static final String REQUESTS =
      "/v1.0/identityGovernance/privilegedAccess/group/assignmentScheduleRequests";
  private static final String READER = "Security Reader";

  private FakeGraph graph = FakeGraph.of(SampleTenant.contoso());
  private long calls;

  @AfterEach
  void stop() {
    graph.close();
  }

  private void begin(
      Consumer<TenantBuilder> more, Preset preset, UnaryOperator<GraphPrivilegedAccess> with) {
    graph.close();
    TenantBuilder tenant = SampleTenant.in(TenantBuilder.at("2026-03-02T08:00:00Z"));
    more.accept(tenant);
    graph = FakeGraph.of(tenant.build(), preset, with);
  }

  private void begin(Consumer<TenantBuilder> more) {
    begin(more, Preset.INSTANT, access -> access);
  }

  private Id nextId() {
    calls++;
    return Id.of("5c7a1c33-0000-4000-8000-%012x".formatted(calls));
  }

  private Call call(String principal) {
    return Call.of(nextId(), Caller.of(id(principal))).because("as agreed");
  }

  private Call administrator() {
    return Call.of(nextId(), Caller.anAdministrator()).because("as agreed");
  }

  private Access access(String name) {
    return Lookup.in(graph.fake().read()).access(name);
  }

  private Command.ScheduleRequest activation(String principal, String access) {
    return Command.selfActivate(
        call(principal),
        id(principal),
        access(access),
        ScheduleInfo.startingNow(Expiration.after("PT1H")));
  }

  private static Decision decided(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Decided.class);
    return ((Outcome.Decided) outcome).decision();
  }

  private void accept(Command command) {
    Decision decision = decided(graph.submit(command));
    assertThat(decision.isAccepted()).as(decision.toString()).isTrue();
  }

  private List<Request> requestsOf(String principal) {
    return graph.fake().read().requestsOf(id(principal)).toList();
  }

  /** Asks for the fault at the next call that writes, and runs the command. */
  private Outcome through(Fault fault, Command command) {
    graph.endpoint().faults().add(fault);
    return graph.submit(command);
  }

  @Nested
  class Preflight {

    @Test
    void submit_whatTheEngineRefuses_noCall() {
      graph.read();
      Command activation = activation("henrik", TIER2);
      graph.as(activation.call().caller());
      long before = graph.requests();

      Decision decision = decided(graph.submit(activation));

      assertThat(decision.refusals()).extracting(Refusal::name).contains("EligibilityRule");
      assertThat(graph.requests()).isEqualTo(before);
    }

    @Test
    void submit_beforeTheFirstRead_theServiceDecides() {
      long before = graph.requests();
      Decision decision = decided(graph.submit(activation("henrik", TIER2)));

      assertThat(decision.refusals()).extracting(Refusal::name).containsExactly("EligibilityRule");
      assertThat(graph.requests()).isGreaterThan(before);
    }

    @Test
    void submit_longAfterTheRead_theServiceDecides() {
      graph.read();
      graph
          .fake()
          .asAdministrator()
          .because("new")
          .makeEligible("henrik", TIER2, Expiration.after("P30D"));
      graph.fake().advance("PT11M");

      accept(activation("henrik", TIER2));
    }

    @Test
    void submit_withoutPreflight_theServiceDecides() {
      begin(tenant -> {}, Preset.INSTANT, GraphPrivilegedAccess::withoutPreflight);
      graph.read();
      long before = graph.requests();

      assertThat(decided(graph.submit(activation("henrik", TIER2))).isDenied()).isTrue();
      assertThat(graph.requests()).isGreaterThan(before);
    }

    @Test
    void submit_afterWhatWasCarriedOut_theEngineKnowsOfIt() {
      graph.read();
      accept(activation("jose", TIER2));
      long before = graph.requests();

      Decision again = decided(graph.submit(activation("jose", TIER2)));

      assertThat(again.refusals()).extracting(Refusal::name).contains("RoleAssignmentExists");
      assertThat(graph.requests()).isEqualTo(before);
    }

    @Test
    void approve_whatWasAskedForAfterTheRead_theServiceDecides() {
      graph.read();
      graph.fake().as("megan").because("new hire").activate(TIER1, "PT1H");

      accept(Command.approve(call("lidia"), requestsOf("megan").get(0).id()));
    }

    @Test
    void cancel_whatWasAskedForAfterTheRead_theServiceDecides() {
      graph.read();
      graph.fake().as("megan").because("new hire").activate(TIER1, "PT1H");

      accept(new Command.Cancel(call("megan"), requestsOf("megan").get(0).id()));
    }

    @Test
    void submit_afterWhatIsNotKnown_theServiceDecides() {
      graph.read();
      graph.endpoint().faults().add(Fault.on("POST", REQUESTS).dropped());
      assertThat(graph.submit(activation("jose", TIER2))).isInstanceOf(Outcome.Indeterminate.class);
      graph.endpoint().faults().clear();

      assertTheServiceDecides();
    }

    @Test
    void submit_afterSettingsThatWereChangedInPart_theServiceDecides() {
      RoleSettings wanted =
          RoleSettings.builder()
              .from(Knowledge.builtIn().settings(graph.read(), access(TIER2)))
              .activation(ExpirationLimit.atMost("PT1H"))
              .approval(Approval.by(Approver.user(id("lidia"))))
              .build();
      graph
          .endpoint()
          .faults()
          .add(Fault.on("PATCH", "/v1.0/**").from(2).error(403, "UnauthorizedAccessException"));
      Command change = new Command.ChangeSettings(administrator(), access(TIER2), wanted);
      assertThat(decided(graph.submit(change)).isDenied()).isTrue();

      assertTheServiceDecides();
    }

    /** By something that the engine would refuse. */
    private void assertTheServiceDecides() {
      long before = graph.requests();
      assertThat(decided(graph.submit(activation("henrik", TIER2))).isDenied()).isTrue();
      assertThat(graph.requests()).isGreaterThan(before);
    }

    @Test
    void submit_bySomebodyElseThanWhoSignedIn_rejected() {
      Command activation = activation("jose", TIER2);
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> graph.as(Caller.of(id("megan"))).submit(activation))
          .withMessageContaining("who signed in");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void submit_accepted_theServicesIdIsInTheEvents(boolean read) {
      if (read) {
        graph.read();
      }
      Decision decision = decided(graph.submit(activation("jose", TIER2)));

      assertThat(decision.events())
          .filteredOn(Event.RequestPut.class::isInstance)
          .extracting(event -> ((Event.RequestPut) event).request().id())
          .contains(requestsOf("jose").get(0).id());
    }
  }

  @Nested
  class Refused {

    @Test
    void submit_againstSeveralRules_allOfThem_fact144() {
      Decision decision =
          decided(
              graph.submit(
                  Command.selfActivate(
                      Call.of(nextId(), Caller.of(id("henrik"))),
                      id("henrik"),
                      access("PIM-Payroll-Access"),
                      ScheduleInfo.startingNow(Expiration.after("PT12H")))));

      assertThat(decision.refusals())
          .extracting(Refusal::name)
          .containsExactly("ExpirationRule", "JustificationRule", "TicketingRule");
    }

    @Test
    void submit_withoutTheContext_claimsAndThenGoesOnWithThem() {
      begin(tenant -> tenant.settings(TIER2, s -> s.authenticationContext("c1")));
      List<String> asked = new ArrayList<>();
      Caller jose = Caller.of(id("jose"));
      GraphPrivilegedAccess access =
          graph.by(
              (context, n) -> {
                if (context.getClaims() == null) {
                  return graph.token(jose);
                }
                asked.add(context.getClaims());
                return graph.token(jose.withAuthenticationContexts("c1"));
              });
      Command activation = activation("jose", TIER2);

      Outcome outcome = access.submit(activation);
      assertThat(outcome).isInstanceOf(Outcome.ClaimsRequired.class);
      String claims = ((Outcome.ClaimsRequired) outcome).claims();
      assertThat(decided(access.submit(activation, claims)).isAccepted()).isTrue();

      assertThat(asked).containsOnly(claims);
      assertThat(requestsOf("jose")).hasSize(1);
    }

    @Test
    void submit_challenged_claims() {
      String claims = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";
      assertThat(
              through(
                  Fault.on("POST", REQUESTS).times(1).claimsChallenge(claims),
                  activation("jose", TIER2)))
          .isEqualTo(new Outcome.ClaimsRequired(claims));
      assertThat(requestsOf("jose")).isEmpty();
    }

    @Test
    void submit_failedIn201_denied() {
      Decision decision =
          decided(through(Fault.on("POST", REQUESTS).times(1).failed(), activation("jose", TIER2)));

      assertThat(decision.isDenied()).isTrue();
      assertThat(decision.toString()).contains("status Failed");
    }

    @Test
    void submit_tokenExpired_signsInAgain() {
      Outcome outcome =
          through(Fault.on("POST", REQUESTS).times(1).error(401), activation("jose", TIER2));

      assertThat(decided(outcome).isAccepted()).isTrue();
      assertThat(requestsOf("jose")).hasSize(1);
    }

    @Test
    void submit_pageOfAProxy_keepsItsStatus() {
      graph.endpoint().faults().add(Fault.on("POST", REQUESTS).html(403));

      assertThatExceptionOfType(GraphException.class)
          .isThrownBy(() -> graph.submit(activation("jose", TIER2)))
          .satisfies(e -> assertThat(e.status()).isEqualTo(403))
          .withMessageContaining("web page");
    }

    @Test
    void submit_codeThatNobodyKnows_keepsCodeAndText() {
      graph.endpoint().faults().add(Fault.on("POST", REQUESTS).error(400, "NeverHeardOf"));

      assertThatExceptionOfType(GraphException.class)
          .isThrownBy(() -> graph.submit(activation("jose", TIER2)))
          .satisfies(e -> assertThat(e.code()).isEqualTo("NeverHeardOf"))
          .satisfies(e -> assertThat(e.requestId()).isNotEmpty());
    }

    @Test
    void submit_licenceOrDevice_unsupported() {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> graph.submit(new Command.ChangeLicence(administrator(), false)));
      Command create =
          new Command.CreatePrincipal(
              administrator(), new OtherPrincipal(id("device"), "Device", "device"));
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> graph.submit(create));
    }
  }

  /** A way in which an answer, or the call, does not arrive. */
  enum Mishap {
    DROPPED,
    LOST,
    BROKEN_OFF,
    UNAVAILABLE,
    PAGE,
    THROTTLED,
    THROTTLED_WITHOUT_A_WORD;

    Fault on(String method) {
      Fault.Calls calls = Fault.on(method, "/*/**").times(1);
      return switch (this) {
        case DROPPED -> calls.dropped();
        case LOST -> calls.lost();
        case BROKEN_OFF -> calls.brokenOff();
        case UNAVAILABLE -> calls.error(503);
        case PAGE -> calls.html();
        case THROTTLED -> calls.throttled("2.128");
        case THROTTLED_WITHOUT_A_WORD -> calls.throttled();
      };
    }
  }

  @Nested
  class Once {

    /** What is in the tenant, but for when and by what ids it came to be. */
    private List<String> state() {
      Tenant tenant = graph.fake().read();
      List<String> state = new ArrayList<>();
      tenant
          .schedules()
          .forEach(
              s ->
                  state.add(
                      "%s %s %s %s"
                          .formatted(
                              s.getClass().getSimpleName(),
                              tenant.principal(s.principal()).displayName(),
                              s.access(),
                              s.phase())));
      tenant
          .requests()
          .forEach(r -> state.add("%s %s %s".formatted(r.action(), r.access(), r.status())));
      tenant.principals().forEach(p -> state.add(p.displayName() + p.enabled()));
      state.add(Knowledge.builtIn().settings(tenant, access(TIER2)).toString());
      state.sort(null);
      return state;
    }

    private Id waiting() {
      graph.fake().as("megan").because("new hire").activate(TIER1, "PT1H");
      return requestsOf("megan").stream()
          .filter(r -> r.status().isWaiting())
          .findFirst()
          .orElseThrow()
          .id();
    }

    private Stream<Command> commands() {
      Group group =
          Group.builder()
              .from(Group.roleAssignable(id("new group"), "PIM-New-Admins"))
              .kind(Group.Kind.MICROSOFT_365)
              .restricted(Verdict.NO)
              .build();
      RoleSettings stricter =
          RoleSettings.builder()
              .from(Knowledge.builtIn().settings(graph.fake().read(), access(TIER2)))
              .activation(ExpirationLimit.atMost("PT1H"))
              .approval(Approval.by(Approver.user(id("lidia"))))
              .build();
      ScheduleInfo month = ScheduleInfo.startingNow(Expiration.after("P30D"));
      return Stream.of(
          activation("jose", TIER2),
          Command.adminAssign(administrator(), Kind.ELIGIBLE, id("henrik"), access(TIER2), month),
          Command.adminAssign(administrator(), Kind.ACTIVE, id("henrik"), access(READER), month),
          Command.adminUpdate(administrator(), Kind.ELIGIBLE, id("jose"), access(TIER2), month),
          Command.adminRemove(administrator(), Kind.ELIGIBLE, id("hanako"), access(TIER2)),
          Command.approve(call("lidia"), waiting()),
          new Command.ChangeSettings(administrator(), access(TIER2), stricter),
          new Command.AddDirectly(administrator(), id("henrik"), access(TIER2)),
          new Command.AddDirectly(administrator(), id("henrik"), access(READER)),
          new Command.RemoveDirectly(
              administrator(), id("megan"), access("owner of PIM-Payroll-Access")),
          new Command.CreatePrincipal(administrator(), group),
          new Command.DeletePrincipal(administrator(), id("hanako")));
    }

    private Command command(int number) {
      calls = 0;
      begin(tenant -> tenant.holds("lidia", "owner of PIM-Payroll-Access"));
      return commands().skip(number).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Mishap.class)
    void submit_throughAMishap_isAsIfSentOnce(Mishap mishap) {
      int count = (int) commands().count();
      for (int i = 0; i < count; i++) {
        accept(command(i));
        List<String> expected = state();
        int hits = 0;
        for (String method : List.of("POST", "PATCH", "DELETE")) {
          Command command = command(i);
          assertThat(decided(through(mishap.on(method), command)).isAccepted())
              .as("%s of %s", method, command)
              .isTrue();
          assertThat(state()).as("%s of %s", method, command).isEqualTo(expected);
          hits += graph.endpoint().faults().counts().get(0).hits();
        }
        assertThat(hits).as("writes of command %d", i).isEqualTo(1);
      }
    }

    @Test
    void submit_againAndAgainLost_isCarriedOutOnce() {
      graph.endpoint().faults().add(Fault.on("POST", REQUESTS).lost());
      Outcome outcome = graph.submit(activation("jose", TIER2));

      assertThat(decided(outcome).isAccepted()).isTrue();
      assertThat(requestsOf("jose")).hasSize(1);
    }

    @Test
    void submit_lostWhereOnlyDocumentedFiltersAreTaken_isCarriedOutOnce() {
      begin(tenant -> {}, Preset.STRICT, access -> access);
      Outcome outcome =
          through(Fault.on("POST", REQUESTS).times(1).lost(), activation("jose", TIER2));

      assertThat(decided(outcome).isAccepted()).isTrue();
      assertThat(requestsOf("jose")).hasSize(1);
    }

    @Test
    void submit_neverArrives_isNotKnown() {
      graph.endpoint().faults().add(Fault.on("POST", REQUESTS).dropped());
      Command activation = activation("jose", TIER2);

      assertThat(graph.submit(activation))
          .isEqualTo(new Outcome.Indeterminate(activation.call().requestId()));
      assertThat(requestsOf("jose")).isEmpty();
    }

    @Test
    void submit_lostAndNotToBeLookedUp_isNotSentAgain() {
      graph.endpoint().faults().add(Fault.on("POST", REQUESTS).lost());
      graph.endpoint().faults().add(Fault.on("GET", REQUESTS).error(403));
      Command activation = activation("jose", TIER2);

      assertThat(graph.submit(activation)).isInstanceOf(Outcome.Indeterminate.class);
      assertThat(requestsOf("jose")).hasSize(1);
    }

    @Test
    void submit_droppedWhereTheSameExistsAlready_refused() {
      accept(activation("jose", TIER2));
      graph.endpoint().faults().add(Fault.on("POST", REQUESTS).times(1).dropped());
      Decision again = decided(graph.submit(activation("jose", TIER2)));

      assertThat(again.refusals())
          .extracting(Refusal::name)
          .containsExactly("RoleAssignmentExists");
    }
  }

  @Nested
  class Lag {

    @ParameterizedTest
    @EnumSource(names = {"INSTANT", "REALISTIC"})
    void create_thenAssign_waitsUntilPimKnowsTheGroup(Preset preset) {
      begin(tenant -> {}, preset, access -> access);
      graph.read();
      Decision created =
          decided(
              graph.submit(
                  new Command.CreatePrincipal(
                      administrator(), Group.roleAssignable(id("x"), "PIM-Night-Shift"))));
      Id group =
          created.events().stream()
              .map(event -> ((Event.PrincipalPut) event).principal().id())
              .findFirst()
              .orElseThrow();
      accept(
          Command.adminAssign(
              administrator(),
              Kind.ELIGIBLE,
              id("jose"),
              Access.member(group),
              ScheduleInfo.startingNow(Expiration.after("P30D"))));

      assertThat(graph.fake().read().isOnboarded(group)).isTrue();
    }
  }

  @Nested
  class Reviewing {

    @Test
    void approve_role_byTheStepsOfBeta_fact236() {
      begin(
          tenant ->
              tenant.settings(READER, s -> s.approval(Approval.by(Approver.user(id("lidia"))))));
      graph.fake().as("megan").withMultiFactor().because("audit").activate(READER, "PT1H");
      Id waiting = requestsOf("megan").get(0).id();
      accept(Command.approve(call("lidia"), waiting));

      assertThat(graph.fake().read().request(waiting).orElseThrow().status())
          .isEqualTo(Status.PROVISIONED);
    }

    @Test
    void approve_groupWithoutStages_byTheStepsOfBeta_fact141() {
      graph.fake().as("megan").because("new hire").activate(TIER1, "PT1H");
      Id waiting = requestsOf("megan").get(0).id();
      graph.endpoint().faults().add(Fault.on("GET", "/v1.0/**/stages").error(404));
      accept(Command.approve(call("lidia"), waiting));

      assertThat(graph.fake().read().request(waiting).orElseThrow().status())
          .isEqualTo(Status.PROVISIONED);
    }
  }

  @Nested
  class Changing {

    private RoleSettings settings() {
      return Knowledge.builtIn().settings(graph.fake().read(), access(TIER2));
    }

    private void change(Consumer<ImmutableRoleSettings.Builder> with) {
      ImmutableRoleSettings.Builder changed = RoleSettings.builder().from(settings());
      with.accept(changed);
      RoleSettings wanted = changed.build();
      accept(new Command.ChangeSettings(administrator(), access(TIER2), wanted));
      assertThat(settings()).isEqualTo(wanted);
    }

    @Test
    void changeSettings_fromContextToMultiFactorAndBack_inTheOrderThatPasses_fact107() {
      change(s -> s.authenticationContext("c1"));
      change(
          s ->
              s.authenticationContext(Optional.empty())
                  .addActivationRequirements(Requirement.MULTI_FACTOR_AUTHENTICATION));
      change(
          s ->
              s.activationRequirements(List.of(Requirement.JUSTIFICATION))
                  .authenticationContext("c2"));
    }

    @Test
    void changeSettings_nothing_noWrite() {
      long before = graph.requests();
      change(s -> {});
      assertThat(graph.requests() - before).isEqualTo(2);
    }
  }

  @Nested
  class Permitted {

    @Test
    void delegatedPermissions_ofAPlan_areTheLeast() {
      Tenant tenant = graph.fake().read();
      ScheduleInfo month = ScheduleInfo.startingNow(Expiration.after("P30D"));
      List<Command> plan =
          List.of(
              Command.adminAssign(administrator(), Kind.ELIGIBLE, id("jose"), access(TIER2), month),
              Command.adminRemove(administrator(), Kind.ELIGIBLE, id("jose"), access(TIER2)));

      assertThat(GraphPrivilegedAccess.delegatedPermissions(plan, tenant).permissions())
          .containsExactly("PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup");
    }

    @Test
    void applicationPermissions_ofAnApproval_impossible_fact142() {
      Tenant tenant = graph.fake().read();
      assertThat(
              GraphPrivilegedAccess.applicationPermissions(
                      List.of(Command.approve(administrator(), id("request"))), tenant)
                  .impossible())
          .contains(
              "PATCH identitygovernance/privilegedaccess/group/assignmentapprovals/{}/stages/{}");
    }

    @Test
    void permissions_ofARoleAssignableGroup_roleManagement() {
      Tenant tenant = graph.fake().read();
      assertThat(
              GraphPrivilegedAccess.applicationPermissions(
                      List.of(new Command.AddDirectly(administrator(), id("jose"), access(TIER2))),
                      tenant)
                  .permissions())
          .contains("RoleManagement.ReadWrite.Directory");
    }
  }

  @Test
  void submit_toValidateOnly_saysAndChangesNothing_fact137() {
    Instant now = graph.fake().now();
    Command.ScheduleRequest activation = activation("jose", TIER2);
    accept(activation.withCall(activation.call().toValidateOnly()));

    assertThat(requestsOf("jose")).isEmpty();
    assertThat(graph.fake().now()).isEqualTo(now);
  }
}
